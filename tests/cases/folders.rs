//! Files as they lie in folders: copies, backups, names, encodings.
