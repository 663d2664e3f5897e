//! Verifying RSA: PKCS #1 v1.5 and PSS (RFC 8017), and ISO/IEC 9796-2 scheme 1 for active authentication. Public values
//! only; see `montgomery`.

use std::sync::Arc;

use crate::{
    digest::Digest,
    montgomery::{Modulus, bits, bytes, less, without_zeros, words},
};

/// Longest modulus in bits; longer ones would only burn time.
const LONGEST: usize = 8192;

/// A public key. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Key {
    width: usize,
    bits: usize,
    exponent: u64,
    modulus: Arc<Size>,
}

#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one to a key, behind a shared pointer"
)]
enum Size {
    W16(Modulus<16>),
    W24(Modulus<24>),
    W32(Modulus<32>),
    W48(Modulus<48>),
    W64(Modulus<64>),
    W96(Modulus<96>),
    W128(Modulus<128>),
}

impl Key {
    /// A key of its modulus and exponent, most significant octet first. Exponents over 64 bits and moduli over 8,192 bits or
    /// under 1,024 are refused: no state uses them, and they serve to burn time.
    pub fn new(modulus: &[u8], exponent: &[u8]) -> Option<Self> {
        let modulus = without_zeros(modulus);
        let exponent = words::<1>(exponent)?[0];
        let bits = bits(modulus);
        if exponent < 3 || exponent & 1 == 0 || !(1024..=LONGEST).contains(&bits) {
            return None;
        }
        let size = match modulus.len().div_ceil(8) {
            0..=16 => Size::W16(Modulus::new(words(modulus)?)?),
            17..=24 => Size::W24(Modulus::new(words(modulus)?)?),
            25..=32 => Size::W32(Modulus::new(words(modulus)?)?),
            33..=48 => Size::W48(Modulus::new(words(modulus)?)?),
            49..=64 => Size::W64(Modulus::new(words(modulus)?)?),
            65..=96 => Size::W96(Modulus::new(words(modulus)?)?),
            _ => Size::W128(Modulus::new(words(modulus)?)?),
        };
        Some(Self {
            width: modulus.len(),
            bits,
            exponent,
            modulus: Arc::new(size),
        })
    }

    /// Bits of the modulus.
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// The signature to the power of the exponent, as many octets as the modulus; `None` for a signature of another length.
    fn open(&self, signature: &[u8]) -> Option<Vec<u8>> {
        if signature.len() != self.width {
            return None;
        }
        fn run<const N: usize>(
            modulus: &Modulus<N>,
            signature: &[u8],
            exponent: u64,
        ) -> Option<Vec<u8>> {
            let signature = words(signature)?;
            if !less(&signature, modulus.value()) {
                return None;
            }
            let power = modulus.power(&modulus.enter(&signature), &[exponent]);
            Some(bytes(&modulus.leave(&power)))
        }
        let exponent = self.exponent;
        let opened = match &*self.modulus {
            Size::W16(modulus) => run(modulus, signature, exponent),
            Size::W24(modulus) => run(modulus, signature, exponent),
            Size::W32(modulus) => run(modulus, signature, exponent),
            Size::W48(modulus) => run(modulus, signature, exponent),
            Size::W64(modulus) => run(modulus, signature, exponent),
            Size::W96(modulus) => run(modulus, signature, exponent),
            Size::W128(modulus) => run(modulus, signature, exponent),
        }?;
        Some(opened[opened.len() - self.width..].to_vec())
    }

    /// RSASSA-PKCS1-v1_5: the whole encoding is made and compared, nothing of it is parsed.
    pub fn verify_pkcs1(&self, digest: Digest, hash: &[u8], signature: &[u8]) -> bool {
        let Some(opened) = self.open(signature) else {
            return false;
        };
        // the parameters of the digest's identifier are NULL, or absent as RFC 8017 lets a verifier accept
        [true, false].into_iter().any(|null| {
            let oid = digest.oid();
            let mut identifier = vec![0x06, octet(oid.len())];
            identifier.extend(oid);
            if null {
                identifier.extend([0x05, 0x00]);
            }
            let mut info = vec![
                0x30,
                octet(identifier.len() + hash.len() + 4),
                0x30,
                octet(identifier.len()),
            ];
            info.extend(identifier);
            info.extend([0x04, octet(hash.len())]);
            info.extend(hash);
            let Some(padding) = self
                .width
                .checked_sub(info.len() + 3)
                .filter(|padding| *padding >= 8)
            else {
                return false;
            };
            let mut wanted = vec![0x00, 0x01];
            wanted.extend(std::iter::repeat_n(0xff, padding));
            wanted.push(0x00);
            wanted.extend(info);
            wanted == opened
        })
    }

    /// RSASSA-PSS with the digest, the digest of the mask and the length of the salt that the signature names.
    pub fn verify_pss(
        &self,
        digest: Digest,
        mask: Digest,
        salt: usize,
        hash: &[u8],
        signature: &[u8],
    ) -> bool {
        let Some(opened) = self.open(signature) else {
            return false;
        };
        let bits = self.bits - 1;
        let width = bits.div_ceil(8);
        let message = &opened[opened.len() - width..];
        if opened[..opened.len() - width].iter().any(|byte| *byte != 0) {
            return false;
        }
        let digits = digest.width();
        let Some(rest) = width.checked_sub(digits + salt + 2) else {
            return false;
        };
        let (masked, tail) = message.split_at(width - digits - 1);
        let (seed, trailer) = tail.split_at(digits);
        let spare = u8::try_from(width * 8 - bits).expect("fewer than eight bits");
        if trailer != [0xbc] || (spare > 0 && masked[0] >> (8 - spare) != 0) {
            return false;
        }
        let mut block: Vec<u8> = mask_of(mask, seed, masked.len())
            .iter()
            .zip(masked)
            .map(|(mask, byte)| mask ^ byte)
            .collect();
        block[0] &= 0xff_u8 >> spare;
        let (padding, salted) = block.split_at(rest);
        if padding.iter().any(|byte| *byte != 0) || salted.first() != Some(&1) {
            return false;
        }
        digest.of(&[&[0; 8], hash, &salted[1..]]) == seed
    }

    /// ISO/IEC 9796-2 scheme 1, as active authentication answers (Doc 9303-11, section 6.1): part of the message is inside the
    /// signature, the challenge follows. The trailer names the digest: BC for SHA-1, 34CC and its kin for others.
    pub fn verify_iso9796(&self, signature: &[u8], challenge: &[u8]) -> Option<Digest> {
        let opened = self.open(signature)?;
        let (digest, trailer) = match opened.as_slice() {
            [.., 0xbc] => (Digest::Sha1, 1),
            [.., function, 0xcc] => {
                let digest = match function {
                    0x33 => Digest::Sha1,
                    0x34 => Digest::Sha256,
                    0x35 => Digest::Sha512,
                    0x36 => Digest::Sha384,
                    0x38 => Digest::Sha224,
                    _ => return None,
                };
                (digest, 2)
            }
            _ => return None,
        };
        // 01 then 1: part of the message is recovered; padding ends with a nibble A
        if opened.first()? & 0xc0 != 0x40 || opened[0] & 0x20 == 0 {
            return None;
        }
        let start = match opened[0] & 0x0f {
            0x0a => 1,
            _ => {
                1 + opened[1..]
                    .iter()
                    .position(|byte| *byte & 0x0f == 0x0a)
                    .filter(|at| {
                        opened[0] & 0x0f == 0x0b && opened[1..=*at].iter().all(|byte| *byte == 0xbb)
                    })?
                    + 1
            }
        };
        let end = opened.len().checked_sub(trailer + digest.width())?;
        let (message, hash) = (
            opened.get(start..end)?,
            &opened[end..opened.len() - trailer],
        );
        (digest.of(&[message, challenge]) == hash).then_some(digest)
    }
}

fn octet(length: usize) -> u8 {
    u8::try_from(length).expect("digests and their names are short")
}

/// MGF1 of RFC 8017.
fn mask_of(digest: Digest, seed: &[u8], length: usize) -> Vec<u8> {
    let mut mask = Vec::with_capacity(length + 64);
    for counter in 0_u32.. {
        if mask.len() >= length {
            break;
        }
        mask.extend(digest.of(&[seed, &counter.to_be_bytes()]));
    }
    mask.truncate(length);
    mask
}
