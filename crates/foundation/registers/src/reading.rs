//! Reading single records.
