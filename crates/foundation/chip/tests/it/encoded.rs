//! Files and keys that the specimens do not have, encoded by hand: DG11, DG12, curves whose generator is compressed.

use chip::{
    ber::Element,
    curves::{CURVES, Parameters},
    data_group,
    key::PublicKey,
};

use crate::data::unhex;

fn element(tag: &[u8], content: &[u8]) -> Vec<u8> {
    let mut octets = tag.to_vec();
    let length = content.len();
    match u16::try_from(length).expect("short").to_be_bytes() {
        [0, short @ 0..=127] => octets.push(short),
        [high, low] => octets.extend([0x82, high, low]),
    }
    octets.extend(content);
    octets
}

fn joined(parts: &[Vec<u8>]) -> Vec<u8> {
    parts.concat()
}

#[test]
fn dg11_gives_the_full_name_and_both_forms_of_the_birth_date() {
    let file = |birth: &[u8]| {
        let names = "ЭРИКССОН<<АННА<МАРИЯ".as_bytes();
        element(
            &[0x6b],
            &joined(&[
                element(&[0x5c], &[0x5f, 0x0e, 0x5f, 0x10, 0x5f, 0x11, 0x5f, 0x2b]),
                element(&[0x5f, 0x0e], names),
                element(&[0x5f, 0x10], b"ZE184226B<<<<<"),
                element(&[0x5f, 0x11], b"ZENITH<UTOPIA"),
                element(&[0x5f, 0x2b], birth),
            ]),
        )
    };
    for birth in [&b"19740812"[..], &[0x19, 0x74, 0x08, 0x12]] {
        let details = data_group::details(&file(birth)).expect("DG11");
        assert_eq!(details.full_name.as_deref(), Some("ЭРИКССОН  АННА МАРИЯ"));
        assert_eq!(details.personal_number.as_deref(), Some("ZE184226B"));
        assert_eq!(details.birth_place.as_deref(), Some("ZENITH UTOPIA"));
        assert_eq!(details.birth_date.as_deref(), Some("19740812"));
        assert_eq!(details.address, None);
    }
    assert!(data_group::details(&[0x6b, 0x05, 0x5f]).is_err());
}

#[test]
fn dg12_gives_the_date_of_issue_and_nothing_for_what_is_no_date() {
    let file = |issued: &[u8]| {
        element(
            &[0x6c],
            &joined(&[
                element(&[0x5c], &[0x5f, 0x19, 0x5f, 0x26]),
                element(&[0x5f, 0x19], b"UTOPIA"),
                element(&[0x5f, 0x26], issued),
            ]),
        )
    };
    assert_eq!(data_group::issued(&file(b"20160523")), Ok(Some(20_160_523)));
    assert_eq!(
        data_group::issued(&file(&[0x20, 0x16, 0x05, 0x23])),
        Ok(Some(20_160_523))
    );
    assert_eq!(data_group::issued(&file(b"2016052")), Ok(None));
    assert_eq!(data_group::issued(&file(b"soon....")), Ok(None));
    assert_eq!(
        data_group::issued(&element(&[0x6c], &element(&[0x5f, 0x19], b"UTOPIA"))),
        Ok(None)
    );
}

/// A key on a curve given in full; its point is the generator, which certainly lies on it.
fn key(curve: &Parameters, generator: &[u8], point: &[u8]) -> Vec<u8> {
    let number = |text: &str| element(&[0x02], &joined(&[vec![0], unhex(text)]));
    let parameters = element(
        &[0x30],
        &joined(&[
            element(&[0x02], &[1]),
            element(
                &[0x30],
                &joined(&[element(&[0x06], &unhex("2a8648ce3d0101")), number(curve.p)]),
            ),
            element(
                &[0x30],
                &joined(&[
                    element(&[0x04], &unhex(curve.a)),
                    element(&[0x04], &unhex(curve.b)),
                ]),
            ),
            element(&[0x04], generator),
            number(curve.n),
            element(&[0x02], &[1]),
        ]),
    );
    let algorithm = element(
        &[0x30],
        &joined(&[element(&[0x06], &unhex("2a8648ce3d0201")), parameters]),
    );
    element(
        &[0x30],
        &joined(&[
            algorithm,
            element(&[0x03], &joined(&[vec![0], point.to_vec()])),
        ]),
    )
}

#[test]
fn a_compressed_generator_is_the_curves_own_or_refused() {
    for curve in CURVES.iter().filter(|curve| curve.p.len() <= 64) {
        let (x, y) = (unhex(curve.x), unhex(curve.y));
        let whole = joined(&[vec![4], x.clone(), y.clone()]);
        let sign = 2 + (y.last().expect("a coordinate") & 1);
        let read = |generator: &[u8]| {
            let octets = key(curve, generator, &whole);
            PublicKey::read(Element::only(&octets).expect("readable")).map(|key| key.describe())
        };
        assert_eq!(read(&whole).as_deref(), Ok(curve.name));
        assert_eq!(
            read(&joined(&[vec![sign], x.clone()])).as_deref(),
            Ok(curve.name)
        );
        // the other root is another generator, and lets somebody else forge
        assert!(
            read(&joined(&[vec![sign ^ 1], x.clone()])).is_err(),
            "{}",
            curve.name
        );
        let mut other = x.clone();
        other[0] ^= 1;
        assert!(
            read(&joined(&[vec![sign], other])).is_err(),
            "{}",
            curve.name
        );
    }
}

#[test]
fn a_compressed_key_is_refused_and_said_to_be() {
    let curve = CURVES
        .iter()
        .find(|curve| curve.name == "secp256r1")
        .expect("known");
    let (x, y) = (unhex(curve.x), unhex(curve.y));
    let whole = joined(&[vec![4], x.clone(), y.clone()]);
    let octets = key(curve, &whole, &joined(&[vec![2 + (y[31] & 1)], x]));
    let error = PublicKey::read(Element::only(&octets).expect("readable"))
        .expect_err("Doc 9303-12 wants whole points");
    assert!(error.to_string().contains("compressed"), "{error}");
    let mut beside = whole.clone();
    beside[64] ^= 1;
    let octets = key(curve, &whole, &beside);
    let error =
        PublicKey::read(Element::only(&octets).expect("readable")).expect_err("not on the curve");
    assert!(error.to_string().contains("does not lie"), "{error}");
}
