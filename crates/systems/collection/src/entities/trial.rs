//! Entity lists beside a draft that is tried out.

use house::House;
use serde_json::{Map, Value as Json};

use super::csv::{behind, granted, header_row, row};
use crate::CollectionError;

/// The first line of an entity list's CSV, where the version expects the list as a file. A test address may be passed on
/// to anybody, and nobody stands behind it whose reach in the list could be judged: the columns are given, no entity.
///
/// # Errors
/// The store's failure.
pub(crate) async fn columns(
    house: &House,
    project: i64,
    version: &Map<String, Json>,
    file: &str,
) -> Result<Option<Vec<u8>>, CollectionError> {
    let expected = version.get("files").and_then(Json::as_array);
    if !expected.into_iter().flatten().any(|known| known == file) {
        return Ok(None);
    }
    let Some(list) = behind(house, project, file).await? else {
        return Ok(None);
    };
    let list = granted(house, list, version).await?;
    row(&header_row(&list)).map(Some)
}
