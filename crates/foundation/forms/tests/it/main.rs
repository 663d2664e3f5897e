//! Behaviour of forms from outside.

mod answers;
mod expressions;
mod sheets;
