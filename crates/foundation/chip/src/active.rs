//! Active authentication (Doc 9303-11, section 6.1): the chip signs a challenge with the key of DG15. It counts only once
//! passive authentication has shown that the issuer signed DG15: a copied chip brings its own key.

use crate::{
    digest::Digest,
    key::{PublicKey, verify_plain},
};

/// The digest that verified the answer; `None` when the answer is not this key's. For ECDSA the digest comes from DG14,
/// or from the width of the curve when DG14 does not name it.
pub fn verify(
    key: &PublicKey,
    named: Option<Digest>,
    challenge: &[u8],
    answer: &[u8],
) -> Option<Digest> {
    match key {
        PublicKey::Rsa(key) => key.verify_iso9796(answer, challenge),
        PublicKey::Elliptic(key) => {
            let by_width = match key.bits() {
                0..=224 => Digest::Sha224,
                225..=320 => Digest::Sha256,
                321..=384 => Digest::Sha384,
                _ => Digest::Sha512,
            };
            let digest = named.unwrap_or(by_width);
            verify_plain(key, &digest.of(&[challenge]), answer).then_some(digest)
        }
    }
}
