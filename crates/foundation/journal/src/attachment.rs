//! Files by the hash of their content, kept in pieces so that none is ever whole in memory.

use std::{fmt::Write as _, io::Read};

use sha2::{Digest, Sha256};

use crate::{JournalError, RowStream, Store};

/// Bytes in one piece.
const PIECE: usize = 256 * 1024;

/// What is known of an attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// SHA-256 of the content, in hex: its name.
    pub hash: String,
    /// Media type as it was declared.
    pub media_type: String,
    /// Size in bytes.
    pub size: i64,
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Store {
    /// Keeps a file. The same content is kept once.
    ///
    /// # Errors
    /// When the content cannot be read or the store fails.
    pub async fn attach<R>(
        &self,
        mut content: R,
        media_type: &str,
    ) -> Result<Attachment, JournalError>
    where
        R: Read + Send + 'static,
    {
        let media_type = media_type.to_owned();
        self.write(move |tx| {
            // Pieces are written under a provisional name, since the real one is known only at the end.
            let provisional = format!("incoming-{}", tx.now().as_i64());
            let tenant = tx.tenant().as_str().to_owned();
            let mut hasher = Sha256::new();
            let mut size = 0_i64;
            let mut number = 0_i64;
            loop {
                let mut piece = Vec::with_capacity(PIECE);
                content
                    .by_ref()
                    .take(PIECE as u64)
                    .read_to_end(&mut piece)?;
                if piece.is_empty() {
                    break;
                }
                hasher.update(&piece);
                size += i64::try_from(piece.len()).unwrap_or(i64::MAX);
                tx.execute(
                    "insert into attachment_chunk (tenant, hash, number, bytes) values ($1, $2, $3, $4)",
                    &[tenant.as_str().into(), provisional.as_str().into(), number.into(), piece.into()],
                )?;
                number += 1;
            }
            let hash = hex(&hasher.finalize());
            let created = tx.now().ms();
            let new = tx.execute(
                "insert into attachment (tenant, hash, media_type, size, created) values ($1, $2, $3, $4, $5) \
                 on conflict (tenant, hash) do nothing",
                &[
                    tenant.as_str().into(),
                    hash.as_str().into(),
                    media_type.as_str().into(),
                    size.into(),
                    created.into(),
                ],
            )?;
            let settle = if new == 1 {
                "update attachment_chunk set hash = $3 where tenant = $1 and hash = $2"
            } else {
                "delete from attachment_chunk where tenant = $1 and hash = $2 and hash <> $3"
            };
            tx.execute(
                settle,
                &[tenant.as_str().into(), provisional.into(), hash.as_str().into()],
            )?;
            Ok(Attachment {
                hash,
                media_type,
                size,
            })
        })
        .await
    }

    /// Opens an attachment for reading.
    ///
    /// # Errors
    /// [`JournalError::NoAttachment`], or the store's own.
    pub async fn open_attachment(&self, hash: &str) -> Result<AttachmentReader, JournalError> {
        let rows = self
            .read(
                "select media_type, size from attachment where tenant = $1 and hash = $2",
                vec![self.tenant().as_str().into(), hash.into()],
            )
            .await?;
        let row = rows.first().ok_or_else(|| JournalError::NoAttachment {
            hash: hash.to_owned(),
        })?;
        Ok(AttachmentReader {
            about: Attachment {
                hash: hash.to_owned(),
                media_type: row.text(0)?,
                size: row.int(1)?,
            },
            pieces: self.stream(
                "select bytes from attachment_chunk where tenant = $1 and hash = $2 order by number",
                vec![self.tenant().as_str().into(), hash.into()],
            ),
        })
    }
}

/// An attachment's content, piece by piece.
pub struct AttachmentReader {
    about: Attachment,
    pieces: RowStream,
}

impl AttachmentReader {
    /// What is known of it.
    pub fn about(&self) -> &Attachment {
        &self.about
    }

    /// The next piece, `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Vec<u8>, JournalError>> {
        Some(self.pieces.next().await?.and_then(|row| row.bytes(0)))
    }
}
