//! Files of many documents, and coders.
