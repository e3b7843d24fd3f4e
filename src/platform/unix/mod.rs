//! The functions of the platform for Linux, macOS and the BSDs.

pub mod files;
pub mod identity;
pub mod kind;
pub mod limits;
pub mod locks;
pub mod metadata;
pub mod mounts;
pub mod paths;
pub mod processes;
pub mod readership;
pub mod signals;
pub mod streams;
pub mod terminal;
