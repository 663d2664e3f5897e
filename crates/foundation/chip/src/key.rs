//! Public keys as certificates and DG15 carry them (RFC 5280, 5480, 8017; Doc 9303-12), and what they verify.

use crate::{
    ber::{Element, tag},
    curves::{CURVES, Parameters},
    digest::Digest,
    elliptic::{self, unhex},
    error::ChipError,
    montgomery::without_zeros,
    rsa,
};

const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const RSA_PSS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a];
const RSA_MASK: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x08];
const ELLIPTIC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];

/// A public key.
#[derive(Debug, Clone)]
pub enum PublicKey {
    /// RSA.
    Rsa(rsa::Key),
    /// On a known elliptic curve.
    Elliptic(elliptic::Key),
}

/// How a signature was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// RSASSA-PKCS1-v1_5.
    Pkcs1(Digest),
    /// RSASSA-PSS: digest, digest of the mask, octets of salt.
    Pss(Digest, Digest, usize),
    /// ECDSA.
    Ecdsa(Digest),
}

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo. An elliptic key must be on a known curve: parameters in full are compared with all of
    /// the known ones, the generator too.
    pub fn read(info: Element<'_>) -> Result<Self, ChipError> {
        let mut reader = info.reader();
        let algorithm = reader.expect(tag::SEQUENCE, "the algorithm of a key")?;
        let octets = reader
            .expect(tag::BIT_STRING, "the octets of a key")?
            .bits()?;
        let mut algorithm = algorithm.reader();
        let oid = algorithm
            .expect(tag::OID, "the algorithm of a key")?
            .content;
        match oid {
            RSA | RSA_PSS => {
                let mut numbers = Element::only(octets)?.reader();
                let modulus = numbers
                    .expect(tag::INTEGER, "the modulus of a key")?
                    .content;
                let exponent = numbers
                    .expect(tag::INTEGER, "the exponent of a key")?
                    .content;
                let key = rsa::Key::new(modulus, exponent);
                key.map(Self::Rsa).ok_or(ChipError::Algorithm(
                    "an RSA key of fewer than 1,024 or more than 8,192 bits, or with a strange exponent",
                ))
            }
            ELLIPTIC => {
                let parameters = curve(algorithm.element()?)?;
                if matches!(octets.first(), Some(2 | 3)) {
                    return Err(ChipError::Algorithm(
                        "the key's point is compressed; Doc 9303-12 demands both coordinates",
                    ));
                }
                let key = elliptic::Key::read(parameters, octets);
                key.map(Self::Elliptic).ok_or(ChipError::Algorithm(
                    "the key's point does not lie on its curve",
                ))
            }
            _ => Err(ChipError::Algorithm(
                "a key that is neither RSA nor elliptic",
            )),
        }
    }

    /// Whether a signature over pieces of a message holds.
    pub fn verify(&self, scheme: Scheme, pieces: &[&[u8]], signature: &[u8]) -> bool {
        match (self, scheme) {
            (Self::Rsa(key), Scheme::Pkcs1(digest)) => {
                key.verify_pkcs1(digest, &digest.of(pieces), signature)
            }
            (Self::Rsa(key), Scheme::Pss(digest, mask, salt)) => {
                key.verify_pss(digest, mask, salt, &digest.of(pieces), signature)
            }
            (Self::Elliptic(key), Scheme::Ecdsa(digest)) => {
                let hash = digest.of(pieces);
                // r and s in a sequence; some signers write them plain
                match pair(signature) {
                    Some((r, s)) => key.verify(&hash, r, s),
                    None => verify_plain(key, &hash, signature),
                }
            }
            _ => false,
        }
    }

    /// What is said of it: `RSA 2048`, `brainpoolP256r1`.
    pub fn describe(&self) -> String {
        match self {
            Self::Rsa(key) => format!("RSA {}", key.bits()),
            Self::Elliptic(key) => key.curve().name.to_owned(),
        }
    }

    /// Whether it is shorter than what is held to be safe: RSA under 2,048 bits, curves under 224.
    pub fn is_weak(&self) -> bool {
        match self {
            Self::Rsa(key) => key.bits() < 2048,
            Self::Elliptic(key) => key.bits() < 224,
        }
    }

    /// Makes later verifications faster, for keys that sign many documents.
    pub fn prepare(&self) {
        if let Self::Elliptic(key) = self {
            key.prepare();
        }
    }
}

/// ECDSA with r and s one after the other, each as wide as the curve.
pub fn verify_plain(key: &elliptic::Key, hash: &[u8], signature: &[u8]) -> bool {
    if signature.is_empty() || !signature.len().is_multiple_of(2) {
        return false;
    }
    let (r, s) = signature.split_at(signature.len() / 2);
    key.verify(hash, r, s)
}

fn pair(signature: &[u8]) -> Option<(&[u8], &[u8])> {
    let element = Element::only(signature).ok()?;
    if element.tag != tag::SEQUENCE || element.raw.len() != signature.len() {
        return None;
    }
    let mut reader = element.reader();
    let r = reader.expect(tag::INTEGER, "r").ok()?;
    let s = reader.expect(tag::INTEGER, "s").ok()?;
    reader.is_empty().then_some((r.content, s.content))
}

fn curve(parameters: Element<'_>) -> Result<&'static Parameters, ChipError> {
    const UNKNOWN: ChipError = ChipError::Algorithm(
        "an elliptic key whose parameters are not those of a known curve: it proves nothing",
    );
    if parameters.tag == tag::OID {
        return elliptic::by_oid(parameters.content).ok_or(UNKNOWN);
    }
    let parts = parameters.children()?;
    let [_, field, coefficients, base, order, ..] = parts.as_slice() else {
        return Err(UNKNOWN);
    };
    let field = field.children()?;
    let prime = field.get(1).ok_or(UNKNOWN)?.content;
    let coefficients = coefficients.children()?;
    let [a, b, ..] = coefficients.as_slice() else {
        return Err(UNKNOWN);
    };
    let same = |octets: &[u8], text: &str| without_zeros(octets) == without_zeros(&unhex(text));
    let is = |known: &&Parameters| {
        let width = known.p.len() / 2;
        let generator = match base.content {
            [4, rest @ ..] => {
                rest.len() == 2 * width
                    && same(&rest[..width], known.x)
                    && same(&rest[width..], known.y)
            }
            [form @ (2 | 3), x @ ..] => {
                let odd = unhex(known.y).last().is_some_and(|byte| byte & 1 == 1);
                same(x, known.x) && (*form == 3) == odd
            }
            _ => false,
        };
        generator
            && same(prime, known.p)
            && same(a.content, known.a)
            && same(b.content, known.b)
            && same(order.content, known.n)
    };
    CURVES.iter().find(is).ok_or(UNKNOWN)
}

impl Scheme {
    /// Reads an AlgorithmIdentifier of a signature. `fallback` is the digest where the identifier names only the key's kind,
    /// as CMS lets it.
    pub fn read(identifier: Element<'_>, fallback: Option<Digest>) -> Result<Self, ChipError> {
        const UNKNOWN: ChipError =
            ChipError::Algorithm("a signature by an algorithm that is not accepted");
        let mut reader = identifier.reader();
        let oid = reader
            .expect(tag::OID, "the algorithm of a signature")?
            .content;
        match oid {
            RSA_PSS => {
                let parameters = reader.optional(tag::SEQUENCE)?;
                pss(parameters)
            }
            RSA => fallback.map(Self::Pkcs1).ok_or(UNKNOWN),
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, which] => {
                Ok(Self::Pkcs1(match which {
                    5 => Digest::Sha1,
                    11 => Digest::Sha256,
                    12 => Digest::Sha384,
                    13 => Digest::Sha512,
                    14 => Digest::Sha224,
                    _ => return Err(UNKNOWN),
                }))
            }
            ELLIPTIC => fallback.map(Self::Ecdsa).ok_or(UNKNOWN),
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x01] => Ok(Self::Ecdsa(Digest::Sha1)),
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, which]
            | [0x04, 0x00, 0x7f, 0x00, 0x07, 0x01, 0x01, 0x04, 0x01, which] => {
                let plain = oid.len() == 10;
                Ok(Self::Ecdsa(match (plain, which) {
                    (false, 1) | (true, 2) => Digest::Sha224,
                    (false, 2) | (true, 3) => Digest::Sha256,
                    (false, 3) | (true, 4) => Digest::Sha384,
                    (false, 4) | (true, 5) => Digest::Sha512,
                    (true, 1) => Digest::Sha1,
                    _ => return Err(UNKNOWN),
                }))
            }
            _ => Err(UNKNOWN),
        }
    }

    /// The digest of the message.
    pub fn digest(self) -> Digest {
        match self {
            Self::Pkcs1(digest) | Self::Pss(digest, ..) | Self::Ecdsa(digest) => digest,
        }
    }
}

/// RSASSA-PSS-params of RFC 4055; what is absent has its default.
fn pss(parameters: Option<Element<'_>>) -> Result<Scheme, ChipError> {
    let (mut digest, mut mask, mut salt) = (Digest::Sha1, Digest::Sha1, 20);
    let unknown = ChipError::Algorithm("a PSS signature with a digest that is not accepted");
    let digest_of = |identifier: Element<'_>| {
        let oid = identifier
            .reader()
            .expect(tag::OID, "the digest of PSS")?
            .content;
        Digest::by_oid(oid).ok_or(unknown)
    };
    for part in parameters
        .map(|it| it.children())
        .transpose()?
        .unwrap_or_default()
    {
        let inner = part.reader().element()?;
        match part.tag {
            0xa0 => digest = digest_of(inner)?,
            0xa1 => {
                let mut function = inner.reader();
                if function.expect(tag::OID, "the mask of PSS")?.content != RSA_MASK {
                    return Err(unknown);
                }
                mask = digest_of(function.element()?)?;
            }
            0xa2 => {
                let length = inner.small().and_then(|salt| usize::try_from(salt).ok());
                salt = length.filter(|salt| *salt <= 512).ok_or(unknown)?;
            }
            _ => {}
        }
    }
    Ok(Scheme::Pss(digest, mask, salt))
}
