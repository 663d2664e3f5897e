//! Chips as the field has them: generated cases under ten country signers, real security objects, lists.

mod active;
mod data;
mod encoded;
mod generated;
mod lists;
mod properties;
mod real;
mod seals;
