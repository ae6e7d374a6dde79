//! Applies fixes to a fixed point, under the guard of meaning.
