//! Whole verifications a second of processor time for each kind of signer, with the signer remembered and without.

use std::{env, fs, path::Path};

use chip::{Certificate, TrustStore, Verifier};

fn main() {
    let Some(folder) = env::args().nth(1) else {
        eprintln!("waymark-bench-chip FOLDER (generated/ of the chip data)");
        std::process::exit(2);
    };
    let folder = Path::new(&folder);
    let mut trust = TrustStore::new();
    for entry in fs::read_dir(folder.join("trust")).expect("trust").flatten() {
        trust.accept(Certificate::read(&fs::read(entry.path()).expect("a file")).expect("a certificate"), "bench");
    }
    for case in ["rsa-pkcs1", "rsa-pss", "p256-named", "p256-explicit", "bp256-explicit", "bp384-explicit", "bp512-explicit", "p521-named"] {
        let read = |name: &str| fs::read(folder.join("cases").join(case).join(name)).expect("a file");
        let (object, first, second) = (read("EF_SOD.bin"), read("DG1.bin"), read("DG2.bin"));
        let files: [&[u8]; 2] = [&first, &second];
        let remembered = Verifier::new(trust.clone());
        let rate = |count: u32, verify: &dyn Fn() -> &'static str| {
            assert_eq!(verify(), "ok", "{case}");
            let before = processor_seconds();
            for _ in 0..count {
                verify();
            }
            f64::from(count) / (processor_seconds() - before)
        };
        let with = rate(2000, &|| remembered.verify(&object, &files).verdict);
        let without = rate(60, &|| Verifier::new(trust.clone()).verify(&object, &files).verdict);
        println!("{case:16} {with:>8.0} with the signer remembered, {without:>6.0} without");
    }
}

/// Time that this thread has had a processor: the machine may be shared.
fn processor_seconds() -> f64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    let nanoseconds: f64 = text.split(' ').next().and_then(|it| it.parse().ok()).expect("a number");
    nanoseconds / 1e9
}
