//! Behaviours of the vocabulary.
