//! XPath 1.0 with the functions of the ODK XForms specification.

mod ast;
mod error;
mod functions;
mod parse;
mod print;
mod token;

pub use ast::{Axis, Expr, ExprId, Expression, NodeTest, Start, Step};
pub use error::{EvalError, ParseError};
pub use functions::{CallFault, Function};
pub use parse::MAX_DEPTH;
pub use token::{MAX_LENGTH, Name, Operator, Token, TokenKind, tokens};
