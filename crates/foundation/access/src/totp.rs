//! One-time codes by time (RFC 6238 over RFC 4226): SHA-1, six digits, thirty seconds.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// Seconds of one step.
pub(crate) const STEP: i64 = 30;
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The code of a step (seconds since 1970 divided by thirty).
///
/// # Panics
/// Never: HMAC takes keys of any length.
pub fn code_at(secret: &[u8], step: i64) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("HMAC takes any key");
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest[19] & 0x0f);
    let number = digest[offset..offset + 4]
        .iter()
        .fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

/// The step that a code belongs to, one step of clock error allowed either way; never one at or before `used`, so that a
/// code seen over a shoulder cannot be used again.
pub(crate) fn matching_step(secret: &[u8], code: &str, now_ms: i64, used: i64) -> Option<i64> {
    let now = now_ms / 1000 / STEP;
    (now - 1..=now + 1).find(|step| *step > used && code_at(secret, *step) == code)
}

/// Base32 without padding, as authenticators take it.
pub(crate) fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut buffer, mut bits) = (0_u32, 0);
    for byte in bytes {
        buffer = (buffer << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(BASE32[((buffer >> bits) & 31) as usize]));
        }
    }
    if bits > 0 {
        text.push(char::from(BASE32[((buffer << (5 - bits)) & 31) as usize]));
    }
    text
}

pub(crate) fn from_base32(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut buffer, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        let value = BASE32.iter().position(|known| *known == letter)?;
        buffer = (buffer << 5) | u32::try_from(value).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((buffer >> bits) & 0xff).ok()?);
        }
    }
    Some(bytes)
}

/// The address that an authenticator reads from a QR code.
pub fn otpauth_uri(secret_base32: &str, user: &str) -> String {
    let user: String = user
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    format!("otpauth://totp/Waymark:{user}?secret={secret_base32}&issuer=Waymark")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, SHA-1 rows, last six digits.
    #[test]
    fn the_standards_own_examples_hold() {
        let secret = b"12345678901234567890";
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_at(secret, seconds / STEP), code);
        }
    }

    #[test]
    fn a_code_is_taken_once_and_one_step_late_at_most() {
        let secret = b"12345678901234567890";
        let now = 1_111_111_111_000;
        let step = now / 1000 / STEP;
        assert_eq!(matching_step(secret, "050471", now, 0), Some(step));
        assert_eq!(matching_step(secret, "050471", now, step), None);
        assert_eq!(matching_step(secret, "050471", now + 30_000, 0), Some(step));
        assert_eq!(matching_step(secret, "050471", now + 90_000, 0), None);
    }

    #[test]
    fn base32_is_read_as_written() {
        assert_eq!(base32(b"foobar"), "MZXW6YTBOI");
        assert_eq!(from_base32("MZXW6YTBOI").as_deref(), Some(&b"foobar"[..]));
        assert_eq!(from_base32("m1"), None);
    }
}
