//! Expressions in the cells of a form: the part of XPath that XLSForm authors write.

/// A compiled expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    source: String,
}
