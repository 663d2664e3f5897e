//! Behaviour of registers from outside.
