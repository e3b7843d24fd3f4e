//! Segments of a text, derived and never stored.
