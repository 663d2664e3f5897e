//! The cryptography of encrypted forms: an AES key for each submission, locked by RSA; a vector of its own for each file;
//! a signature over all of it. Pure.

use aes::Aes256;
use aes::cipher::KeyIvInit as _;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use md5::{Digest as _, Md5};
use rsa::{
    Oaep, RsaPrivateKey, pkcs1::DecodeRsaPrivateKey as _, pkcs8::DecodePrivateKey as _,
    rand_core::OsRng, sha2::Sha256,
};

use crate::shelf::hex;

/// Bytes of a block and of a vector.
const BLOCK: usize = 16;
/// Largest text of a key, in bytes: an RSA key of 16,384 bits takes 13,000.
pub(crate) const LARGEST_KEY: usize = 64 * 1024;

/// Why a submission does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// What was given is no private key.
    #[error(
        "this is no RSA private key; send it as PEM (BEGIN PRIVATE KEY or BEGIN RSA PRIVATE KEY), without a passphrase"
    )]
    NoKey,
    /// A key of another form.
    #[error(
        "the private key does not open the submission; it belongs to another form, or the form's key was changed since"
    )]
    WrongKey,
    /// The manifest of a submission is not as the specification says.
    #[error("the submission's manifest of encryption cannot be read")]
    Manifest,
    /// A file is not what was encrypted.
    #[error("an encrypted file is damaged")]
    Damaged,
}

/// The private key of a form.
pub(crate) struct PrivateKey(RsaPrivateKey);

impl std::fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PrivateKey(…)")
    }
}

impl PrivateKey {
    /// Reads a key: PEM of PKCS#8 or PKCS#1, or the base64 of PKCS#8 as `public_key` of a form is written.
    ///
    /// # Errors
    /// [`SealError::NoKey`].
    pub(crate) fn read(text: &str) -> Result<Self, SealError> {
        let text = text.trim();
        let plain = || {
            let bytes: String = text.split_whitespace().collect();
            RsaPrivateKey::from_pkcs8_der(&STANDARD.decode(bytes).ok()?).ok()
        };
        RsaPrivateKey::from_pkcs8_pem(text)
            .ok()
            .or_else(|| RsaPrivateKey::from_pkcs1_pem(text).ok())
            .or_else(plain)
            .map(Self)
            .ok_or(SealError::NoKey)
    }

    /// What was locked with the form's public key (RSA-OAEP with SHA-256 and MGF1 of the same).
    fn unlock(&self, locked: &str) -> Result<Vec<u8>, SealError> {
        let locked: String = locked.split_whitespace().collect();
        let locked = STANDARD.decode(locked).map_err(|_| SealError::Manifest)?;
        // Blinded: how long it takes says nothing of the key.
        self.0
            .decrypt_blinded(&mut OsRng, Oaep::new::<Sha256>(), &locked)
            .map_err(|_| SealError::WrongKey)
    }

    /// The key of one submission, from its manifest.
    ///
    /// # Errors
    /// [`SealError::WrongKey`], or a manifest that cannot be read.
    pub(crate) fn session(&self, locked: &str, instance: &str) -> Result<Session, SealError> {
        let key: [u8; 32] = self
            .unlock(locked)?
            .try_into()
            .map_err(|_| SealError::Manifest)?;
        let mut digest = Md5::new();
        digest.update(instance.as_bytes());
        digest.update(key);
        Ok(Session {
            key,
            vector: digest.finalize().into(),
            files: 0,
        })
    }

    /// Whether a signature is over this text.
    pub(crate) fn signed(&self, signature: &str, text: &str) -> bool {
        let digest: [u8; 16] = Md5::digest(text.as_bytes()).into();
        self.unlock(signature).is_ok_and(|signed| signed == digest)
    }
}

/// The key of a submission, and the vector of its next file: one byte of it moves on for each file.
#[derive(Clone)]
pub(crate) struct Session {
    key: [u8; 32],
    vector: [u8; BLOCK],
    files: usize,
}

impl Session {
    /// Passes over a file that is not here.
    pub(crate) fn skip(&mut self) {
        let at = self.files % BLOCK;
        self.vector[at] = self.vector[at].wrapping_add(1);
        self.files += 1;
    }

    /// Opens the next file (AES-256 in CFB mode, padded by PKCS#7).
    ///
    /// # Errors
    /// [`SealError::Damaged`].
    pub(crate) fn open(&mut self, mut bytes: Vec<u8>) -> Result<Vec<u8>, SealError> {
        self.skip();
        if bytes.is_empty() || !bytes.len().is_multiple_of(BLOCK) {
            return Err(SealError::Damaged);
        }
        let cipher = cfb_mode::Decryptor::<Aes256>::new(&self.key.into(), &self.vector.into());
        cipher.decrypt(&mut bytes);
        let padding = usize::from(*bytes.last().ok_or(SealError::Damaged)?);
        let kept = bytes
            .len()
            .checked_sub(padding)
            .filter(|_| (1..=BLOCK).contains(&padding))
            .ok_or(SealError::Damaged)?;
        if bytes[kept..]
            .iter()
            .any(|byte| usize::from(*byte) != padding)
        {
            return Err(SealError::Damaged);
        }
        bytes.truncate(kept);
        Ok(bytes)
    }
}

/// The text that is signed: form, version, locked key, instance, then each file with its MD5, the answers last.
pub(crate) fn signed_text(
    (form, version): (&str, &str),
    locked: &str,
    instance: &str,
    files: &[(String, [u8; 16])],
) -> String {
    let mut text = format!("{form}\n");
    if !version.is_empty() {
        text.push_str(&format!("{version}\n"));
    }
    text.push_str(&format!("{locked}\n{instance}\n"));
    for (name, digest) in files {
        text.push_str(&format!("{name}::{}\n", hex(digest)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn session() -> Session {
        Session {
            key: [7; 32],
            vector: [9; BLOCK],
            files: 0,
        }
    }

    #[test]
    fn the_text_that_is_signed_has_a_line_for_each_part() {
        let files = [("a.jpg".to_owned(), [0x0a; 16])];
        assert_eq!(
            signed_text(("f", "2"), "KEY", "uuid:1", &files),
            "f\n2\nKEY\nuuid:1\na.jpg::0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a\n"
        );
        assert_eq!(
            signed_text(("f", ""), "KEY", "uuid:1", &[]),
            "f\nKEY\nuuid:1\n"
        );
    }

    #[test]
    fn each_file_has_a_vector_of_its_own() {
        let mut session = session();
        for _ in 0..BLOCK + 1 {
            session.skip();
        }
        assert_eq!((session.vector[0], session.vector[1]), (11, 10));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in [
            "",
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
            "AAAA",
            "é",
        ] {
            assert_eq!(
                PrivateKey::read(text).err(),
                Some(SealError::NoKey),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let length = bytes.len();
            if let Ok(opened) = session().open(bytes) {
                prop_assert!(opened.len() < length);
            }
        }

        #[test]
        fn what_was_closed_opens_again(text in proptest::collection::vec(any::<u8>(), 0..200)) {
            let padding = BLOCK - text.len() % BLOCK;
            let mut closed = text.clone();
            closed.extend(std::iter::repeat_n(u8::try_from(padding).expect("a small number"), padding));
            let mut vector = [9; BLOCK];
            vector[0] = 10;
            cfb_mode::Encryptor::<Aes256>::new(&[7; 32].into(), &vector.into()).encrypt(&mut closed);
            prop_assert_eq!(session().open(closed), Ok(text));
        }
    }
}
