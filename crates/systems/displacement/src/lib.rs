//! displacement
