//! Cryptographic Message Syntax, SignedData (RFC 5652), as security objects and master lists use it.

use std::borrow::Cow;

use crate::{
    ber::{Element, tag},
    certificate::{self, Certificate, Moment, Name},
    digest::Digest,
    error::ChipError,
    key::{PublicKey, Scheme},
};

const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];

/// A signed content, its one signer and the certificates it came with.
#[derive(Debug, Clone)]
pub struct SignedData<'a> {
    /// What the content says it is.
    pub kind: &'a [u8],
    /// The content.
    pub content: Cow<'a, [u8]>,
    /// Certificates, unread.
    pub certificates: Vec<Element<'a>>,
    signer: SignerId<'a>,
    digest: Digest,
    scheme: Scheme,
    attributes: Option<Attributes<'a>>,
    signature: Cow<'a, [u8]>,
}

/// How the signer's certificate is named.
#[derive(Debug, Clone)]
enum SignerId<'a> {
    Issued(Name, &'a [u8]),
    Key(&'a [u8]),
}

/// The attributes that are signed with the content.
#[derive(Debug, Clone)]
struct Attributes<'a> {
    /// Octets that are signed: the set as received under its own tag.
    signed: Vec<u8>,
    kind: Option<&'a [u8]>,
    digest: Option<Cow<'a, [u8]>>,
    time: Option<Moment>,
}

/// How the signer was found among the certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// By issuer and serial number, or by the identifier of the key.
    Named,
    /// The name did not fit, the serial number did.
    BySerial,
    /// Nothing fitted, but there is only one.
    Only,
}

impl<'a> SignedData<'a> {
    /// Reads a ContentInfo of signed data with one signer.
    pub fn read(octets: &'a [u8]) -> Result<Self, ChipError> {
        let mut info = Element::only(octets)?.reader();
        if info.expect(tag::OID, "the kind of a message")?.content != SIGNED_DATA {
            return Err(ChipError::Missing("signed data"));
        }
        let wrapped = info.expect(0xa0, "signed data")?;
        let mut body = Element::only(wrapped.content)?.reader();
        body.expect(tag::INTEGER, "the version of signed data")?;
        body.expect(tag::SET, "the digests of signed data")?;
        let mut content = body
            .expect(tag::SEQUENCE, "the content of signed data")?
            .reader();
        let kind = content.expect(tag::OID, "the kind of the content")?.content;
        let octets = content.expect(0xa0, "the content of signed data")?;
        let content = Element::only(octets.content)?.octets()?;
        let certificates = match body.optional(0xa0)? {
            Some(set) => set.children()?,
            None => Vec::new(),
        };
        body.optional(0xa1)?;
        let signers = body.expect(tag::SET, "the signer")?;
        let mut signer = signers
            .reader()
            .expect(tag::SEQUENCE, "the signer")?
            .reader();
        signer.expect(tag::INTEGER, "the version of the signer")?;
        let id = signer.element()?;
        let id = match id.tag {
            0x80 => SignerId::Key(id.content),
            0xa0 => SignerId::Key(Element::only(id.content)?.content),
            _ => {
                let mut named = id.reader();
                let issuer = Name::read(named.expect(tag::SEQUENCE, "the signer's issuer")?)?;
                SignerId::Issued(
                    issuer,
                    named
                        .expect(tag::INTEGER, "the signer's serial number")?
                        .content,
                )
            }
        };
        let digest = signer.expect(tag::SEQUENCE, "the signer's digest")?;
        let digest = Digest::by_oid(
            digest
                .reader()
                .expect(tag::OID, "the signer's digest")?
                .content,
        )
        .ok_or(ChipError::Algorithm("a digest that is not accepted"))?;
        let attributes = signer.optional(0xa0)?.map(Attributes::read).transpose()?;
        let scheme = Scheme::read(
            signer.expect(tag::SEQUENCE, "the signer's algorithm")?,
            Some(digest),
        )?;
        let signature = signer.element()?.octets()?;
        Ok(Self {
            kind,
            content,
            certificates,
            signer: id,
            digest,
            scheme,
            attributes,
            signature,
        })
    }

    /// Which of some certificates is the signer's.
    pub fn signer_of<'c>(
        &self,
        certificates: &[&'c Certificate],
    ) -> Option<(&'c Certificate, Found)> {
        let find =
            |fits: &dyn Fn(&Certificate) -> bool| certificates.iter().copied().find(|it| fits(it));
        let named = match &self.signer {
            SignerId::Issued(issuer, serial) => {
                find(&|it| it.issuer == *issuer && it.serial == *serial)
            }
            SignerId::Key(id) => find(&|it| it.key_id.as_deref() == Some(id)),
        };
        if let Some(certificate) = named {
            return Some((certificate, Found::Named));
        }
        if let SignerId::Issued(_, serial) = &self.signer
            && let Some(certificate) = find(&|it| it.serial == *serial)
        {
            return Some((certificate, Found::BySerial));
        }
        match certificates {
            [only] => Some((*only, Found::Only)),
            _ => None,
        }
    }

    /// Whether the signed digest is the content's; without signed attributes the signature itself covers the content.
    pub fn digest_holds(&self) -> bool {
        match &self.attributes {
            Some(attributes) => {
                let kind = attributes.kind.is_none_or(|kind| kind == self.kind);
                let digest = self.digest.of(&[&self.content]);
                kind && attributes.digest.as_deref() == Some(digest.as_slice())
            }
            None => true,
        }
    }

    /// Whether a key made the signature.
    pub fn signature_holds(&self, key: &PublicKey) -> bool {
        let signed: &[u8] = match &self.attributes {
            Some(attributes) => &attributes.signed,
            None => &self.content,
        };
        key.verify(self.scheme, &[signed], &self.signature)
    }

    /// When it says it was signed.
    pub fn time(&self) -> Option<Moment> {
        self.attributes.as_ref().and_then(|it| it.time)
    }

    /// How it is signed.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }
}

impl<'a> Attributes<'a> {
    fn read(set: Element<'a>) -> Result<Self, ChipError> {
        let mut attributes = Self {
            signed: as_set(set),
            kind: None,
            digest: None,
            time: None,
        };
        for attribute in set.children()? {
            let mut reader = attribute.reader();
            let kind = reader.expect(tag::OID, "the kind of an attribute")?.content;
            let value = reader.expect(tag::SET, "the value of an attribute")?;
            let Some(which) = kind.strip_prefix(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09])
            else {
                continue;
            };
            let value = value.reader().element()?;
            match which {
                [3] => attributes.kind = Some(value.content),
                [4] => attributes.digest = Some(value.octets()?),
                [5] => attributes.time = Some(certificate::moment(value)?),
                _ => {}
            }
        }
        Ok(attributes)
    }
}

/// The attributes under the tag of a set, as they are signed; an indefinite length becomes a definite one.
fn as_set(set: Element<'_>) -> Vec<u8> {
    let mut octets = set.raw.to_vec();
    if octets.get(1) == Some(&0x80) {
        let length = set.content.len();
        octets = vec![0x31];
        if length < 0x80 {
            octets.push(u8::try_from(length).expect("less than 128"));
        } else {
            let bytes = length.to_be_bytes();
            let first = bytes.iter().position(|byte| *byte != 0).unwrap_or(0);
            octets.push(0x80 | u8::try_from(bytes.len() - first).expect("at most eight"));
            octets.extend(&bytes[first..]);
        }
        octets.extend(set.content);
    }
    octets[0] = 0x31;
    octets
}
