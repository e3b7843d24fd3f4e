//! The work on documents that belongs to no front end. The terminal, the command line and any future front end work
//! on documents and their glosses through this layer.
//!
//! A document is opened with its glosses placed in the text ([`AnnotatedDocument`]), and changes are committed to its
//! sidecar; [`Storage`] is what an open document keeps while it is worked on. An [`ImportJob`] takes foreign files
//! in, and an [`ExportJob`] writes documents. A [`Host`] provides the time, the folders and the settings.

mod adoption;
mod base_folder;
mod coders;
mod conflict_copies;
mod document;
mod document_index;
mod document_name;
mod error;
mod export;
mod export_source;
mod folder;
mod foreign;
mod forget;
mod gloss_reader;
mod host;
mod import;
mod import_folder;
mod import_target;
mod kept_stream;
mod members;
mod merge_import;
mod notices;
mod opening;
mod output_file;
mod output_policy;
mod output_target;
mod pool;
mod recorded;
mod reliability_data;
mod rendered_source;
mod schema_extension;
mod schemas;
mod source_record;
mod storage;
mod stray_sidecars;
mod stream;
mod text_keeper;
mod versions;

pub use crate::{
    sidecar::{FileEvent, Kept},
    source::{
        ErrorKind as SourceErrorKind, HAS_GIT_HISTORY, Metadata, MetadataField, is_stream, stream_name,
    },
};
pub use adoption::{Adoption, StrayMatch};
pub use base_folder::BaseFolder;
pub use coders::{OUTCOME_CODER, coders_of, is_coder_name};
pub use conflict_copies::{ConflictCopies, ConflictCopy, merge_conflict_copy};
pub use document::{AnnotatedDocument, read_document};
pub use document_name::DocumentNames;
pub use error::Error;
pub use export::{ExportJob, ExportNews, export, export_of_foreign};
pub use export_source::{ExportSource, ExportSources};
pub use folder::{Folder, ListedDocument, count_glosses};
pub use foreign::{ForeignPath, foreign_files, name_by, read_foreign, read_foreign_about, text_beside};
pub use forget::{all_kept, kept_of};
pub use gloss_reader::{GlossReader, ListedGloss, ListedPlace};
pub use host::{Clock, Host, Random, document_formats, serve_reader};
pub use import::{ImportJob, ImportOwner, ImportReport};
pub use import_folder::{ImportFolder, ImportPlace, PlacedDocument};
pub use import_target::about_document;
pub use kept_stream::keep_stream;
pub use members::{document_paths, glossed_documents, members};
pub use merge_import::ImportMerge;
pub use opening::Opening;
pub use output_file::OutputFile;
pub use output_policy::{OutputPolicy, Protection};
pub use output_target::OutputTarget;
pub use pool::in_order;
pub use recorded::{RecordedGlosses, relocate};
pub use reliability_data::ReliabilityData;
pub use schema_extension::{SchemaExtension, SchemaGrowth};
pub use schemas::Schemas;
use source_record::source_record;
pub use storage::{EarlierWork, SaveError, Storage};
pub use stray_sidecars::StraySidecar;
pub use stream::{StreamError, StreamTally, answer_stream};
pub use text_keeper::TextKeeper;
pub use versions::{SidecarVersion, merge_sidecars};
