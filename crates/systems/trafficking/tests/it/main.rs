//! Contributions: what is taken in, what is refused, who is found twice.

mod contributions;
mod tokens;
