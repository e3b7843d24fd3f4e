//! The seeds: documents of each format from which inputs are made, and the input with each number.

use std::{fs, path::Path};

use glossator::source::DocumentReader;

use super::{
    container::{self, Member},
    mutation::mutate,
    random::Random,
    small_documents,
    tokens::{Vocabulary, vocabulary},
};

/// The largest document that is taken as a seed, in bytes. Large ones make few inputs in a second.
const MAX_SEED_BYTES: u64 = 200 * 1024;

/// The formats that are archives.
const ARCHIVES: &[&str] = &["epub", "docx", "odt"];

/// One in how many inputs is changed as it is packed.
const PACKED: usize = 10;

/// The documents of a format.
pub struct Seeds {
    seed: u64,
    vocabulary: Vocabulary,
    documents: Vec<Seed>,
}

enum Seed {
    Plain(Vec<u8>),
    Archive(Vec<Member>),
}

impl Seeds {
    /// The small documents of a format that this program has, and those that stand below `folder`.
    pub fn of(reader: &DocumentReader, folder: Option<&Path>, seed: u64) -> Self {
        let own = small_documents::of(reader.name);
        let found = folder.map(|folder| documents_below(folder, reader)).unwrap_or_default();
        let documents = own.into_iter().chain(found).flat_map(|bytes| seeds_of(reader.name, bytes)).collect();
        Self { seed, vocabulary: vocabulary(reader.name), documents }
    }

    /// The input with this number: the same for the same seeds.
    pub fn input(&self, number: u64) -> Vec<u8> {
        let mut random = Random::new(self.seed, number);
        let (one, other) = (random.one_of(&self.documents), random.one_of(&self.documents));
        let (Some(one), Some(other)) = (one, other) else { return Vec::new() };
        match one {
            Seed::Plain(bytes) => {
                let mut bytes = bytes.clone();
                mutate(&mut bytes, other.part(&mut random), &self.vocabulary, &mut random);
                bytes
            }
            Seed::Archive(members) => self.archive(members.clone(), other, &mut random),
        }
    }

    fn archive(&self, mut members: Vec<Member>, other: &Seed, random: &mut Random) -> Vec<u8> {
        for _ in 0..=random.size(3) {
            let at = random.below(members.len());
            let Some(member) = members.get_mut(at) else { break };
            match random.below(24) {
                0 => member.name = format!("../{}", member.name),
                1 => drop(members.remove(at)),
                _ => mutate(&mut member.bytes, other.part(random), &self.vocabulary, random),
            }
        }
        let mut packed = container::pack(&members).unwrap_or_default();
        if random.once_in(PACKED) {
            mutate(&mut packed, b"PK\x03\x04", &self.vocabulary, random);
        }
        packed
    }
}

impl Seed {
    /// The bytes of the document, or of one of its members.
    fn part(&self, random: &mut Random) -> &[u8] {
        match self {
            Self::Plain(bytes) => bytes,
            Self::Archive(members) => random.one_of(members).map_or(&[], |member| &member.bytes),
        }
    }
}

/// The seeds that a document is good for.
fn seeds_of(format: &str, bytes: Vec<u8>) -> Vec<Seed> {
    if ARCHIVES.contains(&format)
        && let Some(members) = container::members(&bytes)
    {
        return vec![Seed::Archive(members)];
    }
    if format == "pdf" {
        return vec![Seed::Plain(container::unpacked_pdf(&bytes)), Seed::Plain(bytes)];
    }
    vec![Seed::Plain(bytes)]
}

/// The documents below a folder that the reader reads, in the order of their paths.
fn documents_below(folder: &Path, reader: &DocumentReader) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = ignore::Walk::new(folder).flatten().map(ignore::DirEntry::into_path).collect();
    paths.sort_unstable();
    let is_seed = |path: &&std::path::PathBuf| {
        reader.is_named(&path.to_string_lossy())
            && path.metadata().is_ok_and(|meta| meta.is_file() && meta.len() <= MAX_SEED_BYTES)
    };
    paths.iter().filter(is_seed).filter_map(|path| fs::read(path).ok()).collect()
}
