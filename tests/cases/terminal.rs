//! The terminal, signals, and text that is not to be trusted.
