//! XPath 1.0 with the functions of the ODK XForms specification: conditions, constraints and calculations of forms.
//!
//! Three parts: [`Expression`] (text to a flat arena and back, and what a compiler asks of it), [`Tree`] (documents as
//! arenas), [`Evaluator`] (values over several named trees). Clock, chance and texts of the form come in through
//! [`Surroundings`], so the same question always has the same answer.
//!
//! ```
//! use xpath::{Evaluator, Expression, Instances, NodeRef, Now, Surroundings, Tree};
//!
//! struct Fixed;
//! impl Surroundings for Fixed {
//!     fn now(&self) -> Now {
//!         Now { instant: jiff::Timestamp::UNIX_EPOCH, offset: jiff::tz::Offset::UTC }
//!     }
//!     fn random(&self) -> f64 { 0.5 }
//!     fn uuid(&self) -> String { String::new() }
//! }
//!
//! let mut tree = Tree::build();
//! tree.open("data");
//! tree.leaf("born", "1961-04-12");
//! let age = tree.leaf("age", "8");
//! let tree = tree.finish();
//! let instances = Instances::new(&tree);
//! let evaluator = Evaluator::new(&instances, &Fixed);
//! let constraint = Expression::parse(". < 120 and . = int((today() - /data/born) div 365.25)")?;
//! assert_eq!(evaluator.holds(&constraint, NodeRef::primary(age)), Ok(true));
//! # Ok::<(), xpath::ParseError>(())
//! ```
//!
//! # Where it differs from plain XPath 1.0
//! - A text that is an ISO 8601 date counts as days since 1970 where a number is needed; two dates are equal when they
//!   are the same day or instant. Exponents (`1.0E7`) are numbers, because phones write them.
//! - An absolute path that shares repeats with the bound node means the node's own instances, its last step excepted.
//! - Prefixes are compared only where both sides have one; comments, processing instructions and namespaces are not kept.
//! - `.` and `..` may carry predicates; `position(node)` counts among siblings of the same name; `concat` takes sets.
//!
//! # Bounds
//! 32 kB of text, nesting of [`MAX_DEPTH`], a budget of steps per evaluator that grows with texts and lists read;
//! patterns run in linear time. Nothing recurses deeper than the parser allowed. `intersects` and `extract-signed` are
//! not known.

mod ast;
mod calendar;
mod call;
mod compare;
mod error;
mod eval;
mod functions;
pub mod geo;
mod instances;
mod parse;
mod print;
mod scalars;
mod token;
mod tree;
mod value;
mod walk;

pub use ast::{Axis, Expr, ExprId, Expression, NodeTest, Start, Step};
pub use calendar::days;
pub use error::{EvalError, ParseError};
pub use eval::{DEFAULT_BUDGET, Evaluator};
pub use functions::{CallFault, Function};
pub use instances::{Instances, NodeRef, Now, Surroundings};
pub use parse::MAX_DEPTH;
pub use token::{MAX_LENGTH, Name, Operator, Token, TokenKind, tokens};
pub use tree::{NodeId, NodeKind, Tree, TreeBuilder};
pub use value::{Value, number_text, plain_number};
