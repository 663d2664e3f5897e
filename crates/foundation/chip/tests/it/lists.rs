//! Master lists, link certificates, files of the PKD.

use std::{collections::HashSet, fs};

use base64::Engine as _;
use chip::{
    Certificate, TrustStore,
    master_list::{EntryKind, MasterList, ldif},
};

use crate::data::folder;

#[test]
fn the_german_master_list_is_read_whole_and_vouched_for_by_its_root() {
    let Some(folder) = folder("the_german_master_list_is_read_whole_and_vouched_for_by_its_root")
    else {
        return;
    };
    let octets = fs::read(folder.join("DE_ML_2026-05-28.ml")).expect("a file");
    let root = Certificate::read(&fs::read(folder.join("DE_ROOT_CA_CSCA07.cer")).expect("a file"))
        .expect("a root");
    let list = MasterList::read(&octets, Some(&root)).expect("a list");
    assert_eq!(
        list.refused,
        [],
        "every key and algorithm is known, explicit curves too"
    );
    assert_eq!(list.certificates.len(), 588);
    let states: HashSet<String> = list
        .certificates
        .iter()
        .filter_map(|it| it.subject.country())
        .collect();
    assert_eq!(states.len(), 112);
    let mut spoilt = octets;
    let middle = spoilt.len() / 2;
    spoilt[middle] ^= 1;
    assert!(
        MasterList::read(&spoilt, Some(&root)).is_err(),
        "a changed list is refused"
    );
    let other = list
        .certificates
        .iter()
        .find(|it| it.subject != root.subject)
        .expect("another state");
    let octets = fs::read(folder.join("DE_ML_2026-05-28.ml")).expect("a file");
    assert!(
        MasterList::read(&octets, Some(other)).is_err(),
        "another root does not vouch for it"
    );
}

#[test]
fn a_link_certificate_carries_trust_from_the_old_key_to_the_new() {
    let Some(folder) = folder("a_link_certificate_carries_trust_from_the_old_key_to_the_new")
    else {
        return;
    };
    let read = |name: &str| {
        Certificate::read(&fs::read(folder.join("link_id").join(name)).expect("a file"))
            .expect("a certificate")
    };
    let mut trust = TrustStore::new();
    trust.accept(read("2020-10_CSCA_LINK.cer"), "second link");
    assert_eq!(trust.anchors().len(), 0, "a link alone is no trust");
    trust.accept(read("2016-01_CSCA_LINK.cer"), "first link");
    trust.accept(read("2010-12_CSCA.cer"), "a person");
    assert_eq!(
        trust.anchors().len(),
        3,
        "both links follow from the first key"
    );
    assert_eq!(
        trust
            .anchors()
            .iter()
            .filter(|anchor| anchor.linked)
            .count(),
        2
    );
}

#[test]
fn a_file_of_the_directory_is_unfolded_and_marks_what_does_not_conform() {
    let Some(folder) =
        folder("a_file_of_the_directory_is_unfolded_and_marks_what_does_not_conform")
    else {
        return;
    };
    let octets = fs::read(folder.join("real/csca/DE.cer")).expect("a file");
    let text = base64::engine::general_purpose::STANDARD.encode(&octets);
    let (first, rest) = text.split_at(60);
    let file = format!(
        "version: 1\n\ndn: cn=a,o=dsc,c=DE,dc=data,dc=download,dc=pkd\nuserCertificate;binary:: {first}\n {rest}\n\n\
         dn: cn=b,o=dsc,c=DE,dc=nc-data,dc=download,dc=pkd\npkdConformanceCode: ERR:CSCA.CDP.14\nuserCertificate;binary:: {text}\n"
    );
    let entries = ldif(&file).expect("entries");
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0].kind, EntryKind::DocumentSigner);
    assert_eq!(entries[0].octets, octets);
    assert!(!entries[0].deviates && entries[1].deviates);
    assert_eq!(entries[1].deviation.as_deref(), Some("ERR:CSCA.CDP.14"));
    assert!(ldif("dn: o=dsc\nuserCertificate:: ???\n").is_err());
}
