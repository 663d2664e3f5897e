//! What holds for any octets.

use std::{fs, sync::OnceLock};

use chip::{Certificate, Verifier, ber, data_group, master_list, montgomery::Modulus};
use proptest::prelude::*;

use crate::data::folder;

proptest! {
    #[test]
    fn no_octets_make_it_panic(octets in prop::collection::vec(any::<u8>(), 0..400)) {
        let verdict = Verifier::default().verify(&octets, &[&octets]);
        prop_assert!(verdict.verdict == "fail" || verdict.verdict == "unknown");
        let _ = Certificate::read(&octets);
        let _ = data_group::zone(&octets);
        let _ = data_group::face(&octets);
        let _ = data_group::details(&octets);
        let _ = data_group::protocols(&octets);
        let _ = master_list::MasterList::read(&octets, None);
        let _ = ber::Element::only(&octets).and_then(|element| element.octets().map(|it| it.len()));
    }

    #[test]
    fn a_changed_security_object_never_passes(at in any::<prop::sample::Index>(), bit in 0..8_u8, which in 0..3_usize) {
        let Some(folder) = folder("a_changed_security_object_never_passes") else { return Ok(()); };
        let case = ["rsa-pkcs1", "p256-explicit", "bp384-explicit"][which];
        let mut octets = fs::read(folder.join("generated/cases").join(case).join("EF_SOD.bin")).expect("a file");
        static VERIFIER: OnceLock<Verifier> = OnceLock::new();
        let verifier = VERIFIER.get_or_init(|| Verifier::new(crate::data::generated_trust(&folder)));
        let place = at.index(octets.len());
        octets[place] ^= 1 << bit;
        let verdict = verifier.verify(&octets, &[]);
        // what is not under a signature may change: names of algorithms that say the same, the unsigned rest
        if verdict.verdict.starts_with("ok") {
            let message = data_group::SecurityObject::open(&octets).expect("readable");
            prop_assert!(message.digest_holds());
        }
    }

    #[test]
    fn products_are_those_of_wide_numbers(a in any::<u64>(), b in any::<u64>(), m in any::<u64>()) {
        let m = m | 1;
        prop_assume!(m > 1);
        let modulus = Modulus::<1>::new([m]).expect("odd");
        let (a, b) = (a % m, b % m);
        let product = modulus.leave(&modulus.times(&modulus.enter(&[a]), &modulus.enter(&[b])));
        let wide = u128::from(a) * u128::from(b) % u128::from(m);
        prop_assert_eq!(u128::from(product[0]), wide);
    }
}
