//! Reading sheets.
use crate::{Form, FormFault};
pub(crate) fn form(_survey: &str, _choices: &str, _settings: &str) -> Result<Form, Vec<FormFault>> { todo!() }
