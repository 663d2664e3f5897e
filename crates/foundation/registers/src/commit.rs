//! The one way in.
