//! The text of a book: its files are written one after the other into one flow.

use std::collections::{HashMap, HashSet};

use super::{
    container,
    file_plan::FilePlanner,
    files::BookFiles,
    package::{BookPackage, SpineItem, readable},
};
use crate::{
    archive::ArchiveError,
    source::{
        ReadError, ReadExtent, Rendered, SourceMap, TextWriter,
        beginning::{BEGINNING_BYTES, first_bytes},
        encoding,
        html::{
            self, Tag,
            flow::{Address, Directive, Flow, Page},
            hidden::HidingRules,
            tree::{NodeId, Tree},
        },
    },
    text::structure::LocatorKind,
};

/// The largest size of all files with text together, in bytes. Chosen by hand: the Bible takes 6 MiB, and the works of a prolific
/// author in one book 30 MiB.
const MAX_TEXT_BYTES: usize = 64 << 20;

/// How many rules that hide something are taken from style sheets for all files together. Chosen by hand: a book of 1,000 files
/// with 100 such rules takes 100,000.
const MAX_COPIED_RULES: usize = 4_000_000;

/// A book that is written, with what its text was made of.
pub struct MappedBook {
    /// The text, without a source map.
    pub rendered: Rendered,
    /// The map from the text to the decoded files, which are taken one after the other.
    pub source_map: SourceMap,
    /// The numbers of the files, and what comes before each of them there, in bytes.
    pub parts: Vec<(usize, usize)>,
}

/// A book that is being written.
pub struct BookWriter<'a, 'b> {
    files: &'a mut BookFiles<'b>,
    flow: Flow,
    plans: FilePlanner,
    /// The files that are written, so that links into them lead to places in the text.
    read: HashSet<usize>,
    /// The rules of the style sheets that have been read.
    styles: HashMap<usize, HidingRules>,
    /// How many rules have been copied from style sheets.
    copied_rules: usize,
    /// The size of the files with text so far, in bytes.
    bytes: usize,
    /// The numbers of the files that are written, and the size of what was written before each of them, decoded.
    parts: Vec<(usize, usize)>,
    /// The size of all that is written, decoded, in bytes.
    decoded_bytes: usize,
    /// Whether a file was not to be read.
    has_lost_text: bool,
    /// How much of the book is read.
    extent: ReadExtent,
}

/// Makes the text of so much of a book.
pub fn render(
    files: &mut BookFiles<'_>,
    book: BookPackage,
    extent: ReadExtent,
) -> Result<MappedBook, ReadError> {
    let is_cover = |item: &SpineItem| {
        let covers = book
            .contents
            .landmarks
            .iter()
            .filter(|(kind, _)| kind.split_whitespace().any(|word| word == "cover"));
        !item.is_linear && covers.map(|(_, place)| place.file).any(|file| file == item.file)
    };
    let mut spine: Vec<SpineItem> = book.spine.iter().copied().filter(|item| !is_cover(item)).collect();
    let mut writer = BookWriter {
        files,
        flow: Flow::new(TextWriter::default()).with_own_labels(),
        plans: FilePlanner::new(book.contents),
        read: spine.iter().map(|item| item.file).collect(),
        styles: HashMap::new(),
        copied_rules: 0,
        bytes: 0,
        parts: Vec::new(),
        decoded_bytes: 0,
        has_lost_text: false,
        extent,
    };
    for (count, item) in spine.iter().enumerate() {
        // A file that was cut is a little shorter than what is read of it at most.
        if extent == ReadExtent::Beginning && writer.bytes >= BEGINNING_BYTES / 2 {
            spine.truncate(count);
            break;
        }
        writer.announce(item.file)?;
    }
    let mut was_linear = true;
    for item in &spine {
        if was_linear && !item.is_linear {
            writer.end_locators();
        }
        was_linear = item.is_linear;
        writer.write(item.file)?;
    }
    let (text, markup, source_map) = writer.flow.finish().finish("");
    if text.is_empty() && writer.has_lost_text {
        return Err(if container::has_protection(writer.files) {
            container::protected(writer.files)
        } else {
            ReadError::new("none of its files with text can be read; another copy of the book may do")
        });
    }
    let rendered = Rendered { metadata: book.metadata, ..Rendered::new(text, markup) };
    Ok(MappedBook { rendered, source_map, parts: writer.parts })
}

impl BookWriter<'_, '_> {
    /// Looks for notes that a file refers to.
    fn announce(&mut self, file: usize) -> Result<(), ReadError> {
        let Some(bytes) = self.text_bytes(file)? else { return Ok(()) };
        self.bytes += bytes.len();
        if self.bytes > MAX_TEXT_BYTES {
            let mebibytes = MAX_TEXT_BYTES >> 20;
            return Err(ReadError::new(format!(
                "its text is larger than {mebibytes} MiB, as that of a trap is"
            )));
        }
        // A reference is a link to an element of a file.
        if memchr::memmem::find(&bytes, b"href").is_none() || memchr::memchr(b'#', &bytes).is_none() {
            return Ok(());
        }
        let source = html::encoding::decode(&bytes).text;
        let tree = html::build(&source, true);
        let (hiding, directives) = (HidingRules::default(), HashMap::new());
        let resolve = |address: &str| address_of(self.files, &self.read, file, address);
        let key = self.files.names()[file].clone();
        self.flow.announce(&page(&tree, &key, &hiding, &resolve, &directives));
        Ok(())
    }

    /// Writes a file.
    fn write(&mut self, file: usize) -> Result<(), ReadError> {
        let Some(bytes) = self.text_bytes(file)? else { return Ok(()) };
        let source = html::encoding::decode(&bytes).text;
        let tree = html::build(&source, true);
        if tree.is_cut {
            return Err(ReadError::new(html::TOO_MANY_ELEMENTS));
        }
        let hiding = self.hiding(&tree, file)?;
        let directives = self.plans.directives(&tree, file);
        let resolve = |address: &str| address_of(self.files, &self.read, file, address);
        let key = self.files.names()[file].clone();
        self.parts.push((file, self.decoded_bytes));
        self.flow.writer().offset_source(self.decoded_bytes);
        self.decoded_bytes += source.len();
        self.flow.render(&page(&tree, &key, &hiding, &resolve, &directives));
        Ok(())
    }

    /// The bytes of a file with text; `None` if they can't be read.
    fn text_bytes(&mut self, file: usize) -> Result<Option<Vec<u8>>, ReadError> {
        let bytes = readable(self.files.bytes(file)).map_err(container::unreadable)?;
        let mut bytes = bytes.filter(|bytes| !encoding::is_binary(bytes));
        if let Some(bytes) = bytes.as_mut().filter(|_| self.extent == ReadExtent::Beginning)
            && let Some(first) = first_bytes(bytes, b"<").map(<[u8]>::len)
        {
            bytes.truncate(first);
        }
        self.has_lost_text |= bytes.is_none();
        Ok(bytes)
    }

    /// The rules by which a file hides elements: its own, and those of the style sheets that it names.
    fn hiding(&mut self, tree: &Tree<'_>, file: usize) -> Result<HidingRules, ReadError> {
        let mut rules = HidingRules::of_page(tree);
        for node in tree.descendants(0) {
            let is_other =
                |media: &str| ["print", "amzn", "speech"].iter().any(|other| media.contains(other));
            if !tree.is(node, Tag::Link)
                || self.copied_rules > MAX_COPIED_RULES
                || !tree.has_word(node, "rel", &["stylesheet"])
                || tree.attribute(node, "media").is_some_and(is_other)
            {
                continue;
            }
            if let Some(place) = tree.attribute(node, "href").and_then(|href| self.files.resolve(file, href))
            {
                let sheet = self.style_sheet(place.file).map_err(container::unreadable)?;
                let count = sheet.count();
                rules.extend(sheet);
                self.copied_rules += count;
            }
        }
        Ok(rules)
    }

    fn style_sheet(&mut self, file: usize) -> Result<&HidingRules, ArchiveError> {
        if !self.styles.contains_key(&file) {
            let mut rules = HidingRules::default();
            if let Some(bytes) = readable(self.files.bytes(file))? {
                rules.add(&html::encoding::decode(&bytes).text);
            }
            self.styles.insert(file, rules);
        }
        Ok(&self.styles[&file])
    }

    /// Ends what the last chapter is cited by, before files that the text doesn't lead through.
    fn end_locators(&mut self) {
        let writer = self.flow.writer();
        writer.end();
        for kind in [LocatorKind::Page, LocatorKind::Chapter, LocatorKind::Section] {
            writer.end_locator(kind);
        }
    }
}

fn page<'a>(
    tree: &'a Tree<'a>,
    key: &'a str,
    hiding: &'a HidingRules,
    resolve: &'a dyn Fn(&str) -> Address,
    directives: &'a HashMap<NodeId, Vec<Directive>>,
) -> Page<'a> {
    Page { tree, root: 0, hiding, key, resolve, directives, quotation_depth: 0 }
}

/// What an address in the file `from` leads to: a place in the text, another file of the book by its name, or an address elsewhere.
fn address_of(files: &BookFiles<'_>, read: &HashSet<usize>, from: usize, address: &str) -> Address {
    let Some(place) = files.resolve(from, address) else {
        return Address::External(address.trim().to_owned());
    };
    let name = &files.names()[place.file];
    if !read.contains(&place.file) {
        Address::External(name.clone())
    } else if place.fragment.is_empty() {
        Address::Internal(name.clone())
    } else {
        Address::Internal(format!("{name}#{}", place.fragment))
    }
}
