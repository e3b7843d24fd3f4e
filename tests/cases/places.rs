//! Glosses in a text that has changed.
