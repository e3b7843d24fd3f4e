//! Formats that no reader has: what a file of such a format is, and the command that makes something of it that can be read.

use std::path::Path;

use crate::text::cells::printable;

/// A format that no reader has: one row of the table.
#[derive(Debug)]
pub struct RefusedFormat {
    /// What a file of this format is, with its article.
    pub what: &'static str,
    /// The extensions of file names in this format, in lower case.
    extensions: &'static [&'static str],
    /// Whether these are the first bytes of a file in this format; none if its name alone tells it.
    signature: Option<fn(&[u8]) -> bool>,
    /// Whether such files are documents, which people expect to read.
    pub is_document: bool,
    /// The command that helps, with `{}` for the path and `{stem}` for the path without its extension; empty if there is none.
    command: &'static str,
}

/// The command that makes an office document of an older one.
const TO_DOCX: &str = "libreoffice --headless --convert-to docx {}";
const TO_CSV: &str = "libreoffice --headless --convert-to csv {}";
const TO_PDF: &str = "libreoffice --headless --convert-to pdf {}";
const TO_EPUB: &str = "ebook-convert {} {stem.epub}";
const TO_TEXT_BY_OCR: &str = "tesseract {} {stem}";
const TO_CAPTIONS: &str = "whisper {} --output_format vtt";

const fn row(
    what: &'static str,
    extensions: &'static [&'static str],
    signature: Option<fn(&[u8]) -> bool>,
    command: &'static str,
) -> RefusedFormat {
    RefusedFormat { what, extensions, signature, is_document: true, command }
}

const fn other(
    what: &'static str,
    extensions: &'static [&'static str],
    signature: Option<fn(&[u8]) -> bool>,
    command: &'static str,
) -> RefusedFormat {
    RefusedFormat { is_document: false, ..row(what, extensions, signature, command) }
}

/// The formats. A row counts if its first bytes are there and its name, if both are told; earlier rows count more.
const FORMATS: &[RefusedFormat] = &[
    row("an old Word document", &["doc", "dot"], Some(is_ole), TO_DOCX),
    row("an old Excel table", &["xls", "xlt"], Some(is_ole), TO_CSV),
    row("an old PowerPoint presentation", &["ppt", "pps"], Some(is_ole), TO_PDF),
    row("an Outlook message", &["msg"], Some(is_ole), "msgconvert {}"),
    row("an old Word document", &[], Some(|head| is_ole(head) && has_wide(head, b"WordDocument")), TO_DOCX),
    row("an old Office file", &[], Some(is_ole), TO_PDF),
    row("an Excel table", &["xlsx", "xlsm"], Some(is_zip), TO_CSV),
    row("a PowerPoint presentation", &["pptx", "ppsx"], Some(is_zip), TO_PDF),
    row("an OpenDocument table", &["ods"], Some(is_zip), TO_CSV),
    row("an OpenDocument presentation", &["odp"], Some(is_zip), TO_PDF),
    row("a Pages document", &["pages"], Some(is_zip), TO_DOCX),
    row("a Numbers table", &["numbers"], Some(is_zip), TO_CSV),
    row("a Keynote presentation", &["key"], Some(is_zip), TO_PDF),
    row("an Excel table", &[], Some(|head| is_zip(head) && has(head, b"xl/")), TO_CSV),
    row("a PowerPoint presentation", &[], Some(|head| is_zip(head) && has(head, b"ppt/")), TO_PDF),
    other("a ZIP archive", &[], Some(is_zip), "unzip {} -d {stem}"),
    row("a Kindle book", &["mobi", "azw", "azw3", "prc", "kfx"], None, TO_EPUB),
    row("a Kindle book", &[], Some(|head| head.get(60..68) == Some(b"BOOKMOBI")), TO_EPUB),
    row("a help file (CHM)", &["chm"], Some(|head| head.starts_with(b"ITSF")), TO_EPUB),
    row("a DjVu document", &["djvu", "djv"], None, "djvutxt {} {stem.txt}"),
    row("a DjVu document", &[], Some(|head| head.starts_with(b"AT&TFORM")), "djvutxt {} {stem.txt}"),
    row(
        "a PostScript document",
        &[],
        Some(|head| head.starts_with(b"\xc5\xd0\xd3\xc6")),
        "ps2pdf {} {stem.pdf}",
    ),
    row("a WordPerfect document", &["wpd", "wp"], Some(|head| head.starts_with(b"\xffWPC")), TO_DOCX),
    row("a OneNote section", &["one"], None, ""),
    other("a picture", &[], Some(is_picture), TO_TEXT_BY_OCR),
    other("a picture", &["heic", "heif", "avif"], None, TO_TEXT_BY_OCR),
    other("a sound recording", &["mp3", "m4a", "wav", "flac", "ogg", "opus", "aac"], None, TO_CAPTIONS),
    other("a video", &["mp4", "mkv", "webm", "avi", "mov", "m4v"], None, TO_CAPTIONS),
    other("a recording", &[], Some(is_recording), TO_CAPTIONS),
    other("a tar archive", &[], Some(|head| head.get(257..262) == Some(b"ustar")), "tar -xf {}"),
    other("a 7z archive", &[], Some(|head| head.starts_with(b"7z\xbc\xaf\x27\x1c")), "7z x {}"),
    other("a RAR archive", &[], Some(|head| head.starts_with(b"Rar!\x1a\x07")), "unrar x {}"),
    other("a file packed by xz", &[], Some(|head| head.starts_with(b"\xfd7zXZ\0")), "unxz --keep {}"),
    other("a file packed by bzip2", &[], Some(|head| head.starts_with(b"BZh")), "bunzip2 --keep {}"),
    other("a file packed by zstd", &[], Some(|head| head.starts_with(b"\x28\xb5\x2f\xfd")), "unzstd {}"),
    other(
        "an SQLite database",
        &[],
        Some(|head| head.starts_with(b"SQLite format 3\0")),
        "sqlite3 {} .dump > {stem.txt}",
    ),
    other(
        "a Parquet table",
        &[],
        Some(|head| head.starts_with(b"PAR1")),
        "parquet-tools csv {} > {stem.csv}",
    ),
    other("a program, which is binary data", &[], Some(is_program), ""),
];

fn is_ole(head: &[u8]) -> bool {
    head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

fn is_picture(head: &[u8]) -> bool {
    let starts: [&[u8]; 6] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM"];
    starts.iter().any(|start| head.starts_with(start))
        || head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP")
}

fn is_recording(head: &[u8]) -> bool {
    let starts: [&[u8]; 5] = [b"ID3", b"\xff\xfb", b"fLaC", b"OggS", b"\x1a\x45\xdf\xa3"];
    starts.iter().any(|start| head.starts_with(start))
        || head.get(4..8) == Some(b"ftyp")
        || head.starts_with(b"RIFF") && matches!(head.get(8..12), Some(b"WAVE" | b"AVI "))
}

fn is_program(head: &[u8]) -> bool {
    let starts: [&[u8]; 6] =
        [b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\0asm", b"\xfe\xed\xfa"];
    starts.iter().any(|start| head.starts_with(start))
}

fn has(head: &[u8], words: &[u8]) -> bool {
    memchr::memmem::find(head, words).is_some()
}

/// Whether the head has these words in UTF-16.
fn has_wide(head: &[u8], words: &[u8]) -> bool {
    has(head, &words.iter().flat_map(|&byte| [byte, 0]).collect::<Vec<_>>())
}

impl RefusedFormat {
    /// The format of a file of this name that begins with these bytes, if it is known.
    pub fn of(name: &str, head: &[u8]) -> Option<&'static Self> {
        let extension =
            Path::new(name).extension().map(|extension| extension.to_string_lossy().to_lowercase());
        let is_named =
            |format: &Self| extension.as_deref().is_some_and(|own| format.extensions.contains(&own));
        FORMATS.iter().find(|format| match format.signature {
            Some(is_one) => is_one(head) && (format.extensions.is_empty() || is_named(format)),
            None => is_named(format),
        })
    }

    /// The command that makes something of the file at `path` that can be read, quoted for a shell; `None` if there is none.
    pub fn command(&self, path: &str) -> Option<String> {
        let (folder, name) =
            path.rsplit_once('/').map_or(("", path), |(_, name)| (&path[..path.len() - name.len()], name));
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem });
        let stem = format!("{folder}{stem}");
        let mut command = self.command.replace("{}", &quoted(path));
        for (mark, end) in [
            ("{stem}", ""),
            ("{stem.epub}", ".epub"),
            ("{stem.txt}", ".txt"),
            ("{stem.pdf}", ".pdf"),
            ("{stem.csv}", ".csv"),
        ] {
            // A name that has braces in it is no mark.
            if self.command.contains(mark) {
                command = command.replace(mark, &quoted(&format!("{stem}{end}")));
            }
        }
        (!self.command.is_empty()).then_some(command)
    }
}

/// `path` as one word of a shell, which no program takes for an option.
fn quoted(path: &str) -> String {
    let path = printable(path);
    let path = if path.starts_with('-') { format!("./{path}") } else { path.into_owned() };
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,@%".contains(c);
    if !path.is_empty() && path.chars().all(is_plain) {
        path
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help(name: &str, head: &[u8]) -> (&'static str, Option<String>) {
        let format = RefusedFormat::of(name, head).expect("a known format");
        (format.what, format.command(name))
    }

    #[test]
    fn formats_are_told_by_their_bytes_and_names() {
        let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
        let command = |command: &str| Some(command.to_owned());
        assert_eq!(
            help("a.doc", ole),
            ("an old Word document", command("libreoffice --headless --convert-to docx a.doc"))
        );
        assert_eq!(
            help("a", &[&ole[..], b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"].concat()).0,
            "an old Word document"
        );
        assert_eq!(help("a.bin", ole).0, "an old Office file");
        assert_eq!(help("b.azw3", b""), ("a Kindle book", command("ebook-convert b.azw3 b.epub")));
        assert_eq!(help("t.zip", b"PK\x03\x04"), ("a ZIP archive", command("unzip t.zip -d t")));
        assert_eq!(help("t", b"PK\x03\x04 xl/workbook.xml").0, "an Excel table");
        assert_eq!(help("t", b"\x7fELF").1, None);
        assert!(RefusedFormat::of("a.txt", b"some text").is_none());
    }

    #[test]
    fn paths_are_safe_in_a_shell() {
        for (path, command) in [
            ("my book's.mobi", r"ebook-convert 'my book'\''s.mobi' 'my book'\''s.epub'"),
            ("-o.mobi", "ebook-convert ./-o.mobi ./-o.epub"),
            ("a.b/$(x).mobi", "ebook-convert 'a.b/$(x).mobi' 'a.b/$(x).epub'"),
            ("x/.mobi", "ebook-convert x/.mobi x/.mobi.epub"),
        ] {
            let format = RefusedFormat::of("a.mobi", b"").expect("a Kindle book");
            assert_eq!(format.command(path).as_deref(), Some(command));
        }
        assert!(
            !RefusedFormat::of("a.mobi", b"")
                .and_then(|f| f.command("a\n\u{1b}[2J.mobi"))
                .expect("one")
                .contains(['\n', '\u{1b}'])
        );
    }
}
