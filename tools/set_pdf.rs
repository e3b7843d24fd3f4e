//! Sets a text as a PDF in two columns, as an example and a test of the reader of PDF: with running heads, labels of pages,
//! bookmarks, footnotes and hyphens at line ends.
//!
//!     cargo run --example set-pdf -- tools/tide-bulletin.txt annotations/tide-bulletin.pdf
//!
//! Blocks are parted by blank lines: `# ` begins the title, `## ` a heading, `^1 ` a footnote for the page on which it is met, and
//! anything else is a paragraph, in which `^1` is the mark of a footnote. `|` is a place at which a word may be hyphenated. The same
//! text gives the same bytes. Only characters of Windows-1252 can be set.

use std::{env, error::Error, fs};

use encoding_rs::WINDOWS_1252;

/// The advances of the characters from the space to the tilde in Times, in thousandths of the size.
const ADVANCES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
    389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
    500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
    278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

const PAGE: (f32, f32) = (420.0, 595.0);
const MARGIN: f32 = 45.0;
const COLUMN: f32 = 155.0;
const GUTTER: f32 = 20.0;
const TOP: f32 = 530.0;
const FOOT: f32 = 60.0;
const LEADING: f32 = 12.0;
const SIZE: f32 = 10.0;
const NOTE_SIZE: f32 = 8.0;
/// The label of the first page.
const FIRST_LABEL: usize = 41;

/// What is set so far.
#[derive(Default)]
struct Setting {
    title: String,
    /// The drawing instructions of each page.
    pages: Vec<Vec<u8>>,
    /// Page, height and title of each heading.
    bookmarks: Vec<(usize, f32, String)>,
    column: usize,
    y: f32,
    /// The lowest place that the column may reach: above the footnotes.
    floor: f32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let (Some(text), Some(target)) = (args.next(), args.next()) else {
        return Err("usage: set-pdf TEXT PDF".into());
    };
    let text = fs::read_to_string(text)?;
    let mut setting = Setting::default();
    let blocks: Vec<&str> = text.trim().split("\n\n").collect();
    for (i, block) in blocks.iter().enumerate() {
        let block = block.replace('\n', " ");
        if let Some(title) = block.strip_prefix("# ") {
            title.clone_into(&mut setting.title);
            setting.begin_page();
            let left = (PAGE.0 - width(title, 18.0)) / 2.0;
            setting.draw(left, TOP - 10.0, 18.0, "B", title);
            setting.y = TOP - 45.0;
        } else if let Some(heading) = block.strip_prefix("## ") {
            setting.heading(heading);
        } else if !block.starts_with('^') {
            // Footnotes stand behind the paragraph that refers to them.
            let notes =
                blocks.get(i + 1..).unwrap_or_default().iter().take_while(|block| block.starts_with('^'));
            for note in notes {
                setting.note(&note.replace('\n', " "));
            }
            setting.paragraph(&block);
        }
    }
    Ok(fs::write(target, setting.file())?)
}

/// The width of a text; characters beyond ASCII are taken to be as wide as a figure.
fn width(text: &str, size: f32) -> f32 {
    let advance = |c: char| ADVANCES.get((c as usize).wrapping_sub(32)).copied().unwrap_or(500);
    text.chars().filter(|&c| c != '|').map(|c| f32::from(advance(c))).sum::<f32>() * size / 1000.0
}

/// The lines of a text, broken where words end or may be hyphenated.
fn lines(text: &str, measure: f32, size: f32, indent: f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let mut rest = word.to_owned();
        loop {
            let room = measure - if lines.len() == 1 { indent } else { 0.0 };
            let line = lines.last().cloned().unwrap_or_default();
            let space = if line.is_empty() { "" } else { " " };
            if width(&format!("{line}{space}{rest}"), size) <= room {
                lines
                    .last_mut()
                    .into_iter()
                    .for_each(|last| *last = format!("{line}{space}{}", rest.replace('|', "")));
                break;
            }
            let mut breaks = rest
                .match_indices('|')
                .map(|(at, _)| at)
                .filter(|&at| width(&format!("{line}{space}{}-", &rest[..at]), size) <= room);
            if let Some(at) = breaks.next_back() {
                let head = rest[..at].replace('|', "");
                lines.last_mut().into_iter().for_each(|last| *last = format!("{line}{space}{head}-"));
                rest = rest[at + 1..].to_owned();
            }
            lines.push(String::new());
        }
    }
    lines
}

impl Setting {
    fn begin_page(&mut self) {
        self.pages.push(Vec::new());
        (self.column, self.y, self.floor) = (0, TOP, FOOT);
        let label = (FIRST_LABEL + self.pages.len() - 1).to_string();
        let head = self.title.clone();
        self.draw(MARGIN, PAGE.1 - 35.0, NOTE_SIZE, "I", &head);
        self.draw(PAGE.0 / 2.0 - 5.0, 30.0, NOTE_SIZE, "R", &label);
    }

    fn left(&self) -> f32 {
        MARGIN + self.column as f32 * (COLUMN + GUTTER)
    }

    /// Goes one line down, into the next column or page where this one is full.
    fn advance(&mut self, leading: f32) {
        self.y -= leading;
        if self.y < self.floor {
            let top = if self.pages.len() == 1 { TOP - 45.0 } else { TOP };
            if self.column == 0 {
                (self.column, self.y) = (1, top - leading);
            } else {
                self.begin_page();
                self.y -= leading;
            }
        }
    }

    fn heading(&mut self, heading: &str) {
        self.y -= LEADING / 2.0;
        // A heading doesn't stand alone at the end of a column.
        if self.y - 4.0 * LEADING < self.floor {
            self.y = self.floor;
        }
        self.advance(LEADING);
        self.bookmarks.push((self.pages.len() - 1, self.y + SIZE, heading.to_owned()));
        let (left, y) = (self.left(), self.y);
        self.draw(left, y, 12.0, "B", heading);
        self.y -= LEADING / 3.0;
    }

    fn paragraph(&mut self, text: &str) {
        let lines = lines(text, COLUMN, SIZE, SIZE);
        for (i, line) in lines.iter().enumerate() {
            self.advance(LEADING);
            let indent = if i == 0 { SIZE } else { 0.0 };
            self.line(self.left() + indent, SIZE, line, (i + 1 < lines.len()).then_some(COLUMN - indent));
        }
    }

    /// Draws a footnote of one line at the foot of the page, below a rule.
    fn note(&mut self, note: &str) {
        let y = self.y;
        self.y = FOOT - 2.0;
        self.line(MARGIN, NOTE_SIZE, note, None);
        let rule = format!("{MARGIN} {:.2} 60 0.4 re f\n", self.y + 11.0);
        self.pages.last_mut().expect("a page is begun").extend(rule.into_bytes());
        (self.y, self.floor) = (y, FOOT + 14.0);
    }

    /// Draws a line with the marks of footnotes raised, justified to `measure` if there is one.
    fn line(&mut self, left: f32, size: f32, line: &str, measure: Option<f32>) {
        let plain = line.replace('^', "");
        let spaces = plain.matches(' ').count().max(1) as f32;
        let spacing = measure.map_or(0.0, |measure| (measure - width(&plain, size)) / spaces);
        let (mut at, y) = (left, self.y);
        for (i, part) in line.split('^').enumerate() {
            let digits = if i == 0 {
                0
            } else {
                part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len()
            };
            let (mark, rest) = part.split_at(digits);
            if !mark.is_empty() {
                self.draw(at, y + 0.35 * size, 0.6 * size, "R", mark);
                at += width(mark, 0.6 * size);
            }
            let shown = escaped(rest);
            let page = self.pages.last_mut().expect("a page is begun");
            page.extend(format!("BT /R {size} Tf {spacing:.3} Tw {at:.2} {y:.2} Td (").into_bytes());
            page.extend(shown);
            page.extend(b") Tj 0 Tw ET\n");
            at += width(rest, size) + spacing * rest.matches(' ').count() as f32;
        }
    }

    fn draw(&mut self, left: f32, y: f32, size: f32, font: &str, text: &str) {
        let page = self.pages.last_mut().expect("a page is begun");
        page.extend(format!("BT /{font} {size} Tf {left:.2} {y:.2} Td (").into_bytes());
        page.extend(escaped(text));
        page.extend(b") Tj ET\n");
    }

    /// The bytes of the PDF.
    fn file(&self) -> Vec<u8> {
        let count = self.pages.len();
        let first_page = 7;
        let outlines = first_page + 2 * count;
        let kids: Vec<String> = (0..count).map(|i| format!("{} 0 R", first_page + 2 * i)).collect();
        let mut objects: Vec<Vec<u8>> = vec![
            format!(
                "<</Type/Catalog/Pages 2 0 R/Outlines {outlines} 0 R/Lang(en)/PageLabels<</Nums[0<</S/D/St {FIRST_LABEL}>>]>>>>"
            )
            .into_bytes(),
            format!("<</Type/Pages/Kids[{}]/Count {count}>>", kids.join(" ")).into_bytes(),
            font("Times-Roman"),
            font("Times-Bold"),
            font("Times-Italic"),
            [b"<</Title(".to_vec(), escaped(&self.title), b")>>".to_vec()].concat(),
        ];
        for (i, page) in self.pages.iter().enumerate() {
            let fonts = "/Resources<</Font<</R 3 0 R/B 4 0 R/I 5 0 R>>>>";
            let content = first_page + 2 * i + 1;
            let area = format!("/MediaBox[0 0 {} {}]", PAGE.0, PAGE.1);
            objects.push(
                format!("<</Type/Page/Parent 2 0 R{area}/Contents {content} 0 R{fonts}>>").into_bytes(),
            );
            let length = format!("<</Length {}>>stream\n", page.len()).into_bytes();
            objects.push([length, page.clone(), b"endstream".to_vec()].concat());
        }
        let last = outlines + self.bookmarks.len();
        objects.push(
            format!("<</First {} 0 R/Last {last} 0 R/Count {}>>", outlines + 1, self.bookmarks.len())
                .into_bytes(),
        );
        for (i, (page, y, title)) in self.bookmarks.iter().enumerate() {
            let own = outlines + 1 + i;
            let next = if own < last { format!("/Next {} 0 R", own + 1) } else { String::new() };
            let place = format!("[{} 0 R/XYZ 0 {y} 0]", first_page + 2 * page);
            objects.push(
                [
                    format!("<</Parent {outlines} 0 R{next}/Dest{place}/Title(").into_bytes(),
                    escaped(title),
                    b")>>".to_vec(),
                ]
                .concat(),
            );
        }
        written(&objects)
    }
}

fn font(name: &str) -> Vec<u8> {
    format!("<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>").into_bytes()
}

/// A string in Windows-1252, with what means something to PDF escaped.
fn escaped(text: &str) -> Vec<u8> {
    let (bytes, _, _) = WINDOWS_1252.encode(text);
    bytes
        .iter()
        .flat_map(|&byte| if b"()\\".contains(&byte) { vec![b'\\', byte] } else { vec![byte] })
        .collect()
}

/// A file of these objects, the first of which is the catalog and the sixth the information.
fn written(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (i, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{} 0 obj", i + 1).into_bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    let size = objects.len() + 1;
    file.extend(
        format!("{table}trailer<</Size {size}/Root 1 0 R/Info 6 0 R>>\nstartxref\n{start}\n%%EOF\n")
            .into_bytes(),
    );
    file
}
