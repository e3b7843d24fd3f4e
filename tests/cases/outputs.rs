//! Outputs, names of ours in a folder, and what is kept of a document.
