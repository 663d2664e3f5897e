//! A submission as it comes over the wire (OpenRosa Form Submission API 1.0): one part `xml_submission_file`, and a
//! part for each file. Files go to disk piece by piece, so that none is ever whole in memory.

use axum::{
    extract::{
        FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::{HeaderMap, StatusCode, header},
};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt as _;

use crate::{CollectionError, files::is_plain_name, openrosa::LARGEST};

/// Largest XML of a submission, in bytes.
const LARGEST_XML: usize = 16 * 1024 * 1024;
/// Files of one request at the most.
const MOST_FILES: usize = 1_000;

/// What was sent.
#[derive(Debug)]
pub struct Incoming {
    /// The XML, byte for byte.
    pub xml: Vec<u8>,
    /// The files beside it.
    pub files: Vec<IncomingFile>,
}

/// One file.
#[derive(Debug)]
pub struct IncomingFile {
    /// Its name, as the XML refers to it.
    pub name: String,
    /// Its media type as the sender says.
    pub media_type: String,
    /// Its content; deleted when this is dropped.
    pub content: NamedTempFile,
}

impl Incoming {
    /// Reads a request, unless it says itself that it is larger than is taken.
    ///
    /// # Errors
    /// A body that is no multipart, and what [`Self::read`] refuses.
    pub(crate) async fn of_request(
        headers: &HeaderMap,
        request: Request,
    ) -> Result<Self, CollectionError> {
        let announced = headers
            .get(header::CONTENT_LENGTH)
            .and_then(|said| said.to_str().ok()?.parse::<u64>().ok());
        // The envelope of the parts may come on top.
        if announced.is_some_and(|announced| announced > LARGEST + 1024 * 1024) {
            return Err(CollectionError::TooLarge(LARGEST));
        }
        let parts = <Multipart as FromRequest<()>>::from_request(request, &())
            .await
            .map_err(|_| {
                CollectionError::BadRequest("the request is no multipart/form-data".to_owned())
            })?;
        Self::read(parts).await
    }

    /// Reads a request's parts.
    ///
    /// # Errors
    /// No XML or two of them, a file name that is none, a body that ends too early or is too large.
    pub async fn read(mut parts: Multipart) -> Result<Self, CollectionError> {
        let mut xml = None;
        let mut files: Vec<IncomingFile> = Vec::new();
        let mut left = LARGEST;
        while let Some(part) = parts
            .next_field()
            .await
            .map_err(|error| unreadable(&error))?
        {
            if part.name() == Some("xml_submission_file") {
                if xml.is_some() {
                    return Err(CollectionError::BadRequest(
                        "the request has two parts named xml_submission_file".to_owned(),
                    ));
                }
                let read = whole(part).await?;
                left = left
                    .checked_sub(read.len() as u64)
                    .ok_or(CollectionError::TooLarge(LARGEST))?;
                xml = Some(read);
            } else {
                if files.len() == MOST_FILES {
                    return Err(CollectionError::BadRequest(format!(
                        "the request has more than {MOST_FILES} files"
                    )));
                }
                let file = kept(part, &mut left).await?;
                if files.iter().any(|known| known.name == file.name) {
                    return Err(CollectionError::BadRequest(
                        "the request has two files of one name".to_owned(),
                    ));
                }
                files.push(file);
            }
        }
        let xml = xml.ok_or_else(|| {
            CollectionError::BadRequest(
                "the request has no part named xml_submission_file".to_owned(),
            )
        })?;
        Ok(Self { xml, files })
    }
}

fn unreadable(error: &MultipartError) -> CollectionError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE || error.to_string().contains("length limit")
    {
        return CollectionError::TooLarge(LARGEST);
    }
    CollectionError::CutOff
}

async fn whole(mut part: Field<'_>) -> Result<Vec<u8>, CollectionError> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await.map_err(|error| unreadable(&error))? {
        if bytes.len() + piece.len() > LARGEST_XML {
            return Err(CollectionError::TooLarge(LARGEST_XML as u64));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Keeps a file, of which no more than `left` bytes may come.
async fn kept(mut part: Field<'_>, left: &mut u64) -> Result<IncomingFile, CollectionError> {
    let name = part
        .file_name()
        .or(part.name())
        .unwrap_or_default()
        .to_owned();
    if !is_plain_name(&name) {
        return Err(CollectionError::BadRequest(
            "a file's name is empty, too long, or has a folder in it".to_owned(),
        ));
    }
    let media_type = part
        .content_type()
        .unwrap_or("application/octet-stream")
        .to_owned();
    let content = NamedTempFile::new().map_err(CollectionError::inside)?;
    let mut file = tokio::fs::File::from_std(content.reopen().map_err(CollectionError::inside)?);
    while let Some(piece) = part.chunk().await.map_err(|error| unreadable(&error))? {
        *left = left
            .checked_sub(piece.len() as u64)
            .ok_or(CollectionError::TooLarge(LARGEST))?;
        file.write_all(&piece)
            .await
            .map_err(CollectionError::inside)?;
    }
    file.flush().await.map_err(CollectionError::inside)?;
    Ok(IncomingFile {
        name,
        media_type,
        content,
    })
}
