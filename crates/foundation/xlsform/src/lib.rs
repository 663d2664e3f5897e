//! From XLSForm, the form that people write in a spreadsheet, to XForm, the form that devices fill in.
//!
//! ```text
//! .xlsx .xls .csv .md ─read─▶ Sheets ─header, choices, survey, entities─▶ drafts ─form─▶ tree ─output─▶ XForm
//! ```
//!
//! Sources: the XLSForm standard (xlsform.org), the ODK XForms specification 1.0 and the ODK Entities
//! specification 2022.1 to 2025.1 (getodk.github.io/xforms-spec). The structure of the output follows the reference
//! converter, because clients and servers depend on more of it than the specifications say.
//!
//! Every fault of a form is reported at once, with sheet, row and column. Nothing here reads a clock, a file or the network.

mod check;
mod choices;
mod compile;
mod entities;
mod fault;
mod field;
mod form;
mod header;
mod output;
mod parameter;
mod question;
mod read;
mod settings;
mod sheets;
mod survey;
mod token;
mod value;

pub use compile::{Options, convert, convert_sheets};
pub use fault::{Fault, Refused};
pub use field::{
    Attachment, Choice, ChoiceList, ChoiceSource, Converted, EntityList, Field, FieldKind,
    Translated,
};
pub use sheets::Sheets;
