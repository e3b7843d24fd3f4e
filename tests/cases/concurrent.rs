//! Other programs at the same moment, and work that can't be saved.
