//! Behaviour of forms from outside.
