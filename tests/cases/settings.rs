//! Settings and schemas that are wrong.
