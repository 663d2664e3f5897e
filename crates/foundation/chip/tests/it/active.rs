//! Answers of chips to a challenge.

use chip::{active, data_group, digest::Digest};

use crate::data::{folder, rows, unhex};

#[test]
fn answers_are_decided_as_labelled() {
    let Some(folder) = folder("answers_are_decided_as_labelled") else {
        return;
    };
    for row in rows(folder.join("generated/active_auth.csv")) {
        let key = data_group::authentication_key(&unhex(&row["dg15_hex"])).expect("a key");
        let digest = match row["hash"].as_str() {
            "sha1" => Digest::Sha1,
            "sha256" => Digest::Sha256,
            "sha384" => Digest::Sha384,
            other => panic!("{other}"),
        };
        let (challenge, answer) = (unhex(&row["challenge_hex"]), unhex(&row["response_hex"]));
        let verified = active::verify(&key, Some(digest), &challenge, &answer);
        assert_eq!(
            verified.is_some(),
            row["verdict"] == "ok",
            "{} {}",
            row["algorithm"],
            row["hash"]
        );
        if let Some(verified) = verified {
            assert_eq!(verified, digest);
        }
    }
}
