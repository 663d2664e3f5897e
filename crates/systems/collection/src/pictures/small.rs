//! A photograph made small: turned as the camera held it, without anything that the camera wrote beside it. Bounded
//! against pictures that claim to be larger than any camera makes them. Pure.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits,
    codecs::jpeg::JpegEncoder,
};

/// Longest edge of a picture that is opened.
const LONGEST_EDGE: u32 = 16_384;
/// Most pixels that are opened: more than phones take (108 million is the most that some claim).
const MOST_PIXELS: u64 = 64 * 1024 * 1024;
/// Memory that a decoder may take, in bytes: the pixels in four channels and what it needs beside them.
const MOST_MEMORY: u64 = 320 * 1024 * 1024;
/// Quality of the JPEG, of 100.
const QUALITY: u8 = 80;

/// Why a picture is not shown small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoPicture {
    /// Not a JPEG or WebP: what phones photograph and draw in.
    #[error("the file is no JPEG or WebP picture")]
    Kind,
    /// More pixels than are opened.
    #[error("the picture has more pixels than are opened here; download it")]
    TooLarge,
    /// It begins like a picture and is none.
    #[error("the picture is damaged")]
    Damaged,
}

/// A picture whose longer edge has at most `edge` pixels, as a JPEG.
///
/// # Errors
/// [`NoPicture`].
pub(crate) fn small(bytes: &[u8], edge: u32) -> Result<Vec<u8>, NoPicture> {
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| NoPicture::Kind)?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::WebP)) {
        return Err(NoPicture::Kind);
    }
    let mut decoder = reader.into_decoder().map_err(|_| NoPicture::Damaged)?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > LONGEST_EDGE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(NoPicture::TooLarge);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    decoder
        .set_limits(limits)
        .map_err(|_| NoPicture::TooLarge)?;
    let turned = decoder.orientation();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| match error {
        ImageError::Limits(_) => NoPicture::TooLarge,
        _ => NoPicture::Damaged,
    })?;
    // First small, then turned: turning makes a copy.
    if picture.width().max(picture.height()) > edge {
        picture = picture.thumbnail(edge, edge);
    }
    if let Ok(turned) = turned {
        picture.apply_orientation(turned);
    }
    let mut small = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut small, QUALITY);
    picture
        .to_rgb8()
        .write_with_encoder(encoder)
        .map_err(|_| NoPicture::Damaged)?;
    Ok(small)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};
    use proptest::prelude::*;

    /// Left half red, right half blue.
    fn picture(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, _| {
            if x < width / 2 {
                Rgb([250, 0, 0])
            } else {
                Rgb([0, 0, 250])
            }
        })
    }

    fn jpeg(picture: &RgbImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        picture
            .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 95))
            .expect("a JPEG");
        bytes
    }

    /// The same JPEG with an EXIF block that says how the camera was held, and a word that must not leave.
    fn held(jpeg: &[u8], orientation: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0]);
        exif.extend(b"\x01\x0e\0\x02\0\0\0\x10\0\0\0\x26\0\0\0\0SECRET-HOUSEHOLD");
        let length = u16::try_from(exif.len() + 2)
            .expect("a short block")
            .to_be_bytes();
        let mut bytes = jpeg[..2].to_vec();
        bytes.extend([0xff, 0xe1]);
        bytes.extend(length);
        bytes.extend(exif);
        bytes.extend(&jpeg[2..]);
        bytes
    }

    fn read(bytes: &[u8]) -> RgbImage {
        image::load_from_memory(bytes).expect("a picture").to_rgb8()
    }

    #[test]
    fn a_photograph_is_small_upright_and_without_what_the_camera_wrote() {
        let sent = held(&jpeg(&picture(800, 400)), 6);
        assert!(sent.windows(6).any(|part| part == b"SECRET"));
        let shown = small(&sent, 200).expect("a picture");
        assert!(
            !shown
                .windows(4)
                .any(|part| part == b"Exif" || part == b"SECR")
        );
        let shown = read(&shown);
        // Turned a quarter to the right: what was left is above.
        assert_eq!(shown.dimensions(), (100, 200));
        assert!(shown.get_pixel(50, 20)[0] > 200 && shown.get_pixel(50, 180)[2] > 200);
    }

    #[test]
    fn a_small_picture_stays_as_large_as_it_is() {
        let shown = small(&jpeg(&picture(40, 20)), 200).expect("a picture");
        assert_eq!(read(&shown).dimensions(), (40, 20));
    }

    /// A JPEG that says it is larger than it is.
    fn claims(width: u16, height: u16) -> Vec<u8> {
        let mut bytes = jpeg(&picture(16, 16));
        let frame = bytes
            .windows(2)
            .position(|pair| pair[0] == 0xff && (0xc0..=0xc2).contains(&pair[1]))
            .expect("the header of a frame");
        bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
        bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
        bytes
    }

    #[test]
    fn a_picture_that_claims_to_be_huge_is_not_opened() {
        for (width, height) in [(60_000, 60_000), (65_000, 1), (12_000, 12_000)] {
            assert_eq!(
                small(&claims(width, height), 200),
                Err(NoPicture::TooLarge),
                "{width}"
            );
        }
    }

    #[test]
    fn what_is_no_picture_is_told() {
        assert_eq!(small(b"", 200), Err(NoPicture::Kind));
        assert_eq!(small(b"GIF89a", 200), Err(NoPicture::Kind));
        assert_eq!(
            small(b"<svg xmlns='http://www.w3.org/2000/svg'/>", 200),
            Err(NoPicture::Kind)
        );
        assert_eq!(
            small(&jpeg(&picture(40, 20))[..60], 200),
            Err(NoPicture::Damaged)
        );
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), at in 0_usize..400, to in any::<u8>()) {
            let _ = small(&bytes, 20);
            let mut damaged = jpeg(&picture(16, 16));
            let at = at % damaged.len();
            damaged[at] = to;
            let _ = small(&damaged, 20);
        }
    }
}
