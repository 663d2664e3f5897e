//! One encrypted submission with its files, opened.

use house::House;
use journal::RecordState;
use md5::{Digest as _, Md5};
use serde_json::{Map, Value as Json};
use xform::{Submission, XForm, flatten};

use super::seal::{PrivateKey, SealError, Session, signed_text};
use crate::{
    CollectionError,
    published::form_of,
    receive::content,
    shelf::{id_of, known, text},
};

/// Largest encrypted file that is opened, in bytes: what a phone may send at once.
const LARGEST: i64 = 128 * 1024 * 1024;

/// A submission that was opened.
pub(crate) struct Opened {
    /// The answers.
    pub(crate) answers: Json,
    /// What a table says of it, where all is not well.
    pub(crate) status: Option<&'static str>,
    /// Its files by their own names, as they are kept.
    pub(crate) files: Vec<SealedFile>,
}

/// A file that is still closed.
pub(crate) struct SealedFile {
    /// Its name without `.enc`.
    pub(crate) name: String,
    /// Where it is kept.
    hash: String,
    /// The session as it stands before this file.
    session: Session,
}

impl SealedFile {
    /// The file, opened.
    ///
    /// # Errors
    /// A damaged file, or the store's failure.
    pub(crate) async fn open(&self, house: &House) -> Result<Vec<u8>, CollectionError> {
        let bytes = content(house, &self.hash).await?;
        let mut session = self.session.clone();
        session.open(bytes).map_err(CollectionError::Sealed)
    }
}

async fn kept(
    house: &House,
    submission: &str,
    name: &str,
) -> Result<Option<RecordState>, CollectionError> {
    let id = id_of(house, "submission_files", &[submission, name])?;
    let file = known(house, "submission_files", &id).await?;
    let small = |file: &RecordState| {
        let size = file.data.get("size").and_then(Json::as_i64);
        size.is_some_and(|size| size <= LARGEST)
    };
    Ok(file.filter(small))
}

fn plain_name(name: &str) -> String {
    name.strip_suffix(".enc").unwrap_or(name).to_owned()
}

/// Opens an encrypted submission. One that does not open says why in its status, and keeps no other from being opened;
/// only a key that is wrong altogether is an error. `versions` are those of the form that are read already.
///
/// # Errors
/// [`CollectionError::Sealed`] for a wrong key, or the store's failure.
pub(crate) async fn open(
    house: &House,
    key: &PrivateKey,
    (project, submission): (i64, &str),
    data: &Map<String, Json>,
    versions: &[XForm],
) -> Result<Opened, CollectionError> {
    let sent = content(house, text(data, "xml")).await?;
    let sent = Submission::read(&sent).map_err(CollectionError::NoSubmission)?;
    let manifest = sent
        .encrypted
        .as_ref()
        .ok_or(CollectionError::Sealed(SealError::Manifest))?;
    let instance = sent.meta.instance_id.clone().unwrap_or_default();
    let mut session = key
        .session(&manifest.key, &instance)
        .map_err(CollectionError::Sealed)?;
    let mut opened = Opened {
        answers: Json::Null,
        status: None,
        files: Vec::new(),
    };
    let mut digests = Vec::new();
    let mut missing = false;
    for name in &manifest.media {
        let Some(file) = kept(house, submission, name).await? else {
            session.skip();
            missing = true;
            continue;
        };
        let hash = text(&file.data, "file").to_owned();
        let bytes = content(house, &hash).await?;
        let before = session.clone();
        let Ok(bytes) = session.open(bytes) else {
            opened.status = Some("a file is damaged");
            missing = true;
            continue;
        };
        let name = plain_name(name);
        digests.push((name.clone(), <[u8; 16]>::from(Md5::digest(&bytes))));
        opened.files.push(SealedFile {
            name,
            hash,
            session: before,
        });
    }
    let Some(answers) = kept(house, submission, &manifest.answers).await? else {
        opened.status = Some("the answers have not arrived");
        return Ok(opened);
    };
    let answers = content(house, text(&answers.data, "file")).await?;
    let Ok(answers) = session.open(answers) else {
        opened.status = Some("the answers are damaged");
        return Ok(opened);
    };
    let digest = <[u8; 16]>::from(Md5::digest(&answers));
    digests.push((plain_name(&manifest.answers), digest));
    let of = (sent.form_id.as_str(), sent.version.as_str());
    let signed = manifest.signature.as_deref().map(|signature| {
        key.signed(
            signature,
            &signed_text(of, &manifest.key, &instance, &digests),
        )
    });
    opened.status = match (opened.status, missing, signed) {
        (Some(status), ..) => Some(status),
        (None, true, _) => Some("opened; a file is missing, so the signature was not checked"),
        (None, false, Some(true)) => None,
        (None, false, None) => Some("opened; it has no signature"),
        (None, false, Some(false)) => {
            // Whoever wrote it did not have the form's key, or changed it since: nothing of it is told.
            opened.files.clear();
            opened.status = Some("the signature does not match");
            return Ok(opened);
        }
    };
    let Ok(inside) = Submission::read(&answers) else {
        opened.status = Some("the answers are no submission");
        return Ok(opened);
    };
    if inside.form_id != sent.form_id {
        opened.status = Some("the answers belong to another form");
        return Ok(opened);
    }
    let known = versions
        .iter()
        .find(|form| (form.id.as_str(), form.version.as_str()) == of);
    opened.answers = match known {
        Some(form) => flatten(form, &inside),
        None => flatten(&form_of(house, project, of).await?, &inside),
    };
    Ok(opened)
}
