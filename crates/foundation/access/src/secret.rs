//! The one place that makes and hashes secrets.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use sha2::{Digest, Sha256};

use crate::AccessError;

/// Letters of made secrets: no look-alikes, so that they can be read out and typed.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz234567899";

pub(crate) fn random<const N: usize>() -> Result<[u8; N], AccessError> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|_| AccessError::Secret)?;
    Ok(bytes)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What the store keeps of a token: nobody who reads the store can use it.
pub(crate) fn fingerprint(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

/// 256 random bits as hex.
///
/// # Errors
/// [`AccessError::Secret`] when the machine gives no randomness.
pub fn new_token() -> Result<String, AccessError> {
    Ok(hex(&random::<32>()?))
}

/// A password that can be read out, with 100 bits of randomness.
///
/// # Errors
/// [`AccessError::Secret`] when the machine gives no randomness.
pub fn new_password() -> Result<String, AccessError> {
    let letters: Vec<u8> = random::<20>()?
        .iter()
        .map(|byte| LETTERS[usize::from(byte % 32)])
        .collect();
    let groups: Vec<String> = letters
        .chunks(5)
        .map(|group| group.iter().map(|letter| char::from(*letter)).collect())
        .collect();
    Ok(groups.join("-"))
}

/// argon2id with 19 MiB, two passes, one lane (the OWASP floor), as a PHC string that says so.
pub(crate) fn hash_password(password: &str) -> Result<String, AccessError> {
    let salt = random::<16>()?;
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|_| AccessError::Secret)
}

pub(crate) fn password_matches(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_matches_its_own_hash_only() {
        let hash = hash_password("correct horse battery").expect("randomness");
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert!(password_matches("correct horse battery", &hash));
        assert!(!password_matches("correct horse batterz", &hash));
        assert!(!password_matches("x", "not a hash"));
    }
}
