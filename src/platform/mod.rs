//! Everything that differs between operating systems: durable replacement of files, locks, permissions, the terminal, signals.
//!
//! The files in this folder are the same for every system; they build on the functions of `unix/`. A port to another system is
//! a folder beside it with the same functions:
//!
//! | file | provides |
//! |---|---|
//! | `files` | opening files with permissions, and refusing links, pipes and devices; swapping two files; reading at an offset |
//! | `identity` | the identity of a file, whatever its name; the number of its names |
//! | `kind` | whether a file is a regular one, a folder, a stream or a device |
//! | `limits` | limiting the memory and the time of the process |
//! | `locks` | the program that has locked a file |
//! | `metadata` | copying owner, mode, access lists and attributes; asking for the right to write |
//! | `mounts` | whether all changes in a folder are announced |
//! | `paths` | paths as bytes, for files that list them |
//! | `processes` | starting another program that has nothing to do with the terminal |
//! | `readership` | who may read a file, and so what is made of it |
//! | `signals` | receiving signals to end, to stop and to go on, and obeying them |
//! | `streams` | pipes, devices and open files of the process: recognising them, opening them without waiting for ever |
//! | `terminal` | the terminal that keys come from, waiting for it, its size, whether it is the program's |
//!
//! No other module names `std::os`, `rustix` or `signal_hook`.

mod bounded_folder;
mod child;
mod clock;
mod comparison;
mod folder_lock;
mod folder_of;
mod new_file;
mod random;
mod reason;
mod replace;
mod swap_record;
mod temporary;
#[cfg(test)]
pub mod testing;
mod time_limit;
#[cfg(unix)]
mod unix;
mod whole_file;

/// The longest name of a file in bytes: that of nearly all file systems.
pub const MAX_FILE_NAME_BYTES: usize = 255;

#[cfg(not(unix))]
compile_error!("gloss runs on Unix so far; src/platform/mod.rs lists what another system must provide");

pub use bounded_folder::{bytes_on_disk, remove_oldest};
pub use child::{ChildFailure, ChildLimits, ChildProgram, run_child};
pub use clock::now;
pub use folder_lock::FolderLock;
pub use folder_of::folder_of;
pub use new_file::{make_file, sync_name};
pub use random::random_bits;
pub use reason::reason;
pub use replace::{Audience, Durability, Replaced, Replacement, replace, replace_locked};
pub use swap_record::version_left_by_swap;
use temporary::hidden_beside;
pub use temporary::remove_temporary_files_at_end;
pub use time_limit::within;
#[cfg(unix)]
pub use unix::{
    files::{append, append_to, create_private_folder, make_private, open_file, open_regular, read_at},
    identity::{FileIdentity, FileStamp, count_names},
    kind::{FileKind, kind_of},
    limits::limit_resources,
    metadata::{check_writable, copy_metadata},
    mounts::announces_changes,
    paths::{path_from_bytes, path_to_bytes},
    processes::apart_from_terminal,
    readership::Readership,
    signals::{Signal, listen, take_default_action},
    streams::{descriptor, is_stream, open_input, open_output},
    terminal::{KeyInput, Readiness, is_in_foreground, terminal_size},
};
#[cfg(unix)]
use unix::{
    files::{create_new, link_to_text, open_folder, rename_new, swap, sync_folder},
    locks::lock_holder,
};
pub use whole_file::{MAX_FILE_BYTES, MAX_SETTINGS_BYTES, read_file, read_rest, read_text_file, read_to_end};
