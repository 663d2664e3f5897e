//! XForms and their submissions: read, checked, flattened.
//!
//! ```
//! use std::collections::BTreeMap;
//! use xform::{Rule, Submission, XForm, flatten, validate};
//! # struct Fixed;
//! # impl xpath::Surroundings for Fixed {
//! #     fn now(&self) -> xpath::Now {
//! #         xpath::Now { instant: jiff::Timestamp::UNIX_EPOCH, offset: jiff::tz::Offset::UTC }
//! #     }
//! #     fn random(&self) -> f64 { 0.5 }
//! #     fn uuid(&self) -> String { String::new() }
//! # }
//! let form = XForm::read(br#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
//!   <h:head><h:title>Site</h:title><model>
//!     <instance><data id="site" version="1"><families/></data></instance>
//!     <bind nodeset="/data/families" type="int" constraint=". &gt;= 0"/>
//!   </model></h:head><h:body><input ref="/data/families"/></h:body></h:html>"#)?;
//! let sent = Submission::read(br#"<data id="site" version="1"><families>-4</families></data>"#)?;
//! let findings = validate(&form, &sent, &Fixed, &BTreeMap::new());
//! assert_eq!(findings[0].rule, Rule::Constraint);
//! assert_eq!(flatten(&form, &sent)["families"], -4);
//! # Ok::<(), xform::XFormError>(())
//! ```
//!
//! A submission is never refused for what [`validate`] finds: a phone in the field must be able to empty its queue.
//! Names are compared by their local part. Reading is bounded: [`MAX_DEPTH`], [`MAX_NODES`], no document type.

mod document;
mod error;
mod finding;
mod flatten;
mod lists;
mod model;
mod read;
mod standing;
mod submission;
mod types;
mod validate;

pub use document::{MAX_DEPTH, MAX_NODES, document};
pub use error::XFormError;
pub use finding::{Finding, Rule, Severity};
pub use flatten::flatten;
pub use lists::{csv_instance, geojson_instance};
pub use model::{
    Bind, Choice, Control, ControlKind, DataType, EntityDeclaration, ExternalInstance, Field,
    Formula, Itemset, Label, Texts, XForm,
};
pub use submission::{EncryptedManifest, EntityBlock, Meta, Submission};
pub use types::fits;
pub use validate::{MAX_FINDINGS, validate};
