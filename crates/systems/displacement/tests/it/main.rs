//! Behaviour of the displacement system.
