//! Typing and checking.
use serde_json::{Map, Value as Json};
use crate::{Fault, Form};
pub(crate) fn form(_form: &Form, _data: &Map<String, Json>) -> (Map<String, Json>, Vec<Fault>) { todo!() }
