//! What ODK Collect reads from a QR code to connect to a project: its settings as JSON, deflated (zlib, RFC 1950) and in
//! base64 (Collect's documentation, "Import and export of settings").

use std::io::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use flate2::{Compression, write::ZlibEncoder};
use qrcode::{EcLevel, QrCode, render::svg};
use serde_json::json;

use crate::CollectionError;

/// Light modules around the code, without which phones do not find it (ISO/IEC 18004: four).
const QUIET: u32 = 4;

/// The settings of a device: the project's forms are kept up to date, and what is finished is sent when there is a network.
pub fn settings(address: &str, project: &str) -> String {
    json!({
        "general": {
            "protocol": "odk_default",
            "server_url": address,
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
        },
        "admin": {},
        "project": {"name": project},
    })
    .to_string()
}

/// What stands in the code.
///
/// # Errors
/// None that can be met: writing to memory does not fail.
pub fn payload(settings: &str) -> Result<String, CollectionError> {
    let mut deflated = ZlibEncoder::new(Vec::new(), Compression::best());
    deflated
        .write_all(settings.as_bytes())
        .map_err(CollectionError::inside)?;
    let bytes = deflated.finish().map_err(CollectionError::inside)?;
    Ok(STANDARD.encode(bytes))
}

/// The code as an SVG drawing, dark on light whatever the page's colours are: phones do not read it the other way round.
///
/// # Errors
/// A payload that fits into no code.
pub fn drawing(payload: &str) -> Result<String, CollectionError> {
    let code = QrCode::with_error_correction_level(payload, EcLevel::L).map_err(|_| {
        CollectionError::BadRequest("the name of the project is too long for a QR code".to_owned())
    })?;
    let side = u32::try_from(code.width()).map_err(CollectionError::inside)? + 2 * QUIET;
    let drawn = code
        .render::<svg::Color<'_>>()
        .module_dimensions(1, 1)
        .quiet_zone(true)
        .dark_color(svg::Color("#000"))
        .light_color(svg::Color("#fff"))
        .build();
    // A drawing without a size of its own takes the width of its place on the page and on paper.
    let start = drawn.find("<svg").unwrap_or_default();
    let drawn = &drawn[start..];
    let fixed = format!("width=\"{side}\" height=\"{side}\"");
    Ok(drawn.replacen(&fixed, "focusable=\"false\"", 1))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::ZlibDecoder;

    use super::*;

    const ADDRESS: &str = "https://collect.example.org/v1/key/wmk_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ01234567/projects/12";

    /// Paints the drawing as a browser would, and reads it as a phone would.
    fn scanned(svg: &str) -> String {
        let number = |text: &str, before: &str| -> usize {
            let rest = &text[text.find(before).expect("an attribute") + before.len()..];
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            digits.parse().expect("a number")
        };
        let side = number(svg, "viewBox=\"0 0 ");
        let path = &svg[svg.find(" d=\"").expect("modules") + 4..];
        let path = &path[..path.find('"').expect("an end")];
        let mut dark = vec![false; side * side];
        for square in path.split('M').filter(|square| !square.is_empty()) {
            let start = square.split('h').next().expect("a place");
            let (x, y) = start.split_once([' ', ',']).expect("two numbers");
            let (x, y): (usize, usize) =
                (x.trim().parse().expect("x"), y.trim().parse().expect("y"));
            let width = number(square, "h");
            for step in 0..width {
                dark[y * side + x + step] = true;
            }
        }
        let scale = 4;
        let mut image =
            rqrr::PreparedImage::prepare_from_bitmap(side * scale, side * scale, |x, y| {
                dark[(y / scale) * side + x / scale]
            });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "one code: {}", &svg[..200.min(svg.len())]);
        grids[0].decode().expect("a code that can be read").1
    }

    #[test]
    fn a_phone_reads_from_the_code_where_to_connect() {
        let settings = settings(ADDRESS, "Marula: site checks – مواقع");
        let read = scanned(&drawing(&payload(&settings).expect("text")).expect("a drawing"));
        let deflated = STANDARD.decode(read).expect("base64");
        let mut text = String::new();
        ZlibDecoder::new(deflated.as_slice())
            .read_to_string(&mut text)
            .expect("zlib");
        let found: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(found["general"]["server_url"], ADDRESS);
        assert_eq!(found["general"]["form_update_mode"], "match_exactly");
        assert_eq!(found["general"]["autosend"], "wifi_and_cellular");
        assert_eq!(found["project"]["name"], "Marula: site checks – مواقع");
        assert!(found["admin"].is_object());
    }

    #[test]
    fn a_name_that_no_code_can_hold_is_refused() {
        // Text that does not compress.
        let name: String = (0..4_000_u32)
            .map(|at| {
                char::from(
                    b'!' + u8::try_from(at.wrapping_mul(at).wrapping_mul(2_654_435_761) >> 24 & 63)
                        .expect("small"),
                )
            })
            .collect();
        assert!(drawing(&payload(&settings(ADDRESS, &name)).expect("text")).is_err());
    }
}
