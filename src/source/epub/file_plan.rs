//! What is done with the elements of a file other than what HTML says: headings as the contents have them, chapters, printed pages.

use std::collections::HashMap;

use super::{
    contents::{BookContents, BookPart},
    outline::BookOutline,
    page_marks::page_marks,
    part_starts::{PartHeading, PartStart, part_starts},
    verse::{VerseForm, verses},
};
use crate::{
    source::{
        chapters::{self, PartCitation, TitledPart},
        html::{
            Tag,
            flow::Directive,
            tree::{NodeId, Tree},
        },
    },
    text::structure::{BlockKind, LocatorKind},
};

/// Lists that are no text of the book: they are the contents, which the program shows, and what only programs use.
const LISTS: &[&str] = &["toc", "page-list", "landmarks"];

/// The parts and pages of a book by the files in which they begin.
pub struct FilePlanner {
    parts: Vec<BookPart>,
    citations: Vec<PartCitation>,
    /// The numbers of parts, with the ids of the elements at which they begin.
    parts_in: HashMap<usize, Vec<(usize, Box<str>)>>,
    /// The labels of pages by the ids of elements.
    pages_in: HashMap<usize, HashMap<Box<str>, String>>,
    outline: BookOutline,
}

impl FilePlanner {
    /// A planner of the files of a book with these contents.
    pub fn new(contents: BookContents) -> Self {
        let titled = contents.parts.iter().map(|part| TitledPart {
            title: &part.title,
            depth: part.depth,
            file: part.place.as_ref().map(|place| place.file),
        });
        let citations = chapters::citations(&titled.collect::<Vec<_>>());
        let mut parts_in: HashMap<usize, Vec<(usize, Box<str>)>> = HashMap::new();
        for (part, place) in contents.parts.iter().enumerate() {
            if let Some(place) = &place.place {
                parts_in.entry(place.file).or_default().push((part, place.fragment.clone()));
            }
        }
        let mut pages_in: HashMap<usize, HashMap<Box<str>, String>> = HashMap::new();
        for (label, place) in contents.pages {
            pages_in.entry(place.file).or_default().entry(place.fragment).or_insert(label);
        }
        Self { parts: contents.parts, citations, parts_in, pages_in, outline: BookOutline::default() }
    }

    /// What is done with elements of a file, which is the next one of the book.
    pub fn directives(&mut self, tree: &Tree<'_>, file: usize) -> HashMap<NodeId, Vec<Directive>> {
        let mut directives: HashMap<NodeId, Vec<Directive>> = HashMap::new();
        let here = self.parts_in.remove(&file).unwrap_or_default();
        let here: Vec<(usize, &str)> = here.iter().map(|(part, id)| (*part, &**id)).collect();
        let starts = part_starts(tree, &self.parts, &here);
        // The only part of a book is the book.
        for start in starts.iter().filter(|_| self.parts.len() > 1) {
            let PartCitation { kind, label } = &self.citations[start.part];
            let locate = Directive::Locate(*kind, label.as_str().into());
            directives.entry(start.node).or_default().push(locate);
        }
        self.add_headings(tree, &starts, &mut directives);
        for (node, form) in verses(tree) {
            let directives = directives.entry(node).or_default();
            directives.push(Directive::Kind(BlockKind::Verse));
            directives.extend((form == VerseForm::Lines).then_some(Directive::Lines));
        }
        let pages = self.pages_in.remove(&file).unwrap_or_default();
        let listed = pages.iter().map(|(id, label)| (&**id, label.as_str())).collect();
        for mark in page_marks(tree, &listed) {
            let directives = directives.entry(mark.node).or_default();
            directives.push(Directive::LocateWithin(LocatorKind::Page, mark.label.into()));
            directives.extend(mark.is_only_mark.then_some(Directive::Skip));
        }
        for node in tree
            .descendants(0)
            .filter(|&node| tree.is(node, Tag::Nav) && tree.has_word(node, "epub:type", LISTS))
        {
            directives.entry(node).or_default().push(Directive::Skip);
        }
        directives
    }

    fn add_headings(
        &mut self,
        tree: &Tree<'_>,
        starts: &[PartStart],
        directives: &mut HashMap<NodeId, Vec<Directive>>,
    ) {
        let missing = starts.iter().filter(|start| start.heading == PartHeading::Missing);
        let missing: HashMap<NodeId, usize> = missing.map(|start| (start.node, start.part)).collect();
        for heading in self.outline.levels(tree, &self.parts, starts) {
            let level = heading.level;
            let directive = match missing.get(&heading.node) {
                Some(&part) => {
                    Directive::Before(BlockKind::Heading { level }, self.parts[part].title.as_str().into())
                }
                None => Directive::Heading(level),
            };
            directives.entry(heading.node).or_default().push(directive);
        }
    }
}
