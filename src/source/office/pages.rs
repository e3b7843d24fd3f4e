//! Pages: where one began when the document was last laid out, and where the document asks for one.

/// The largest text of a page, in bytes. Chosen by hand: a densely printed page of A4 has 4,500 characters. If more stands between
/// two breaks that a document asks for, there are other breaks between them that nothing tells.
const MAX_PAGE_BYTES: usize = 6000;

/// The pages of a document.
#[derive(Debug)]
pub struct PageBreaks {
    /// Whether breaks of the last layout are marked, so that no page is missed.
    is_laid_out: bool,
    /// Whether what the document asks for is not marked as a break of the layout, too.
    counts_asked: bool,
    /// The number of the page that is open, from 1.
    page: u32,
    /// The length of the text before that page, in bytes.
    start: usize,
    /// Whether a page has more text than fits on it.
    is_overfull: bool,
    /// The cell of the row of a table that is open which has the breaks; the others of the row break at the same places.
    cell: Option<usize>,
}

impl PageBreaks {
    /// The pages of a document, of which none has ended yet. `is_laid_out` says whether breaks of its last layout are marked;
    /// `marks_asked`, whether these marks include the breaks that the document asks for.
    pub fn new(is_laid_out: bool, marks_asked: bool) -> Self {
        let counts_asked = !(is_laid_out && marks_asked);
        Self { is_laid_out, counts_asked, page: 1, start: 0, is_overfull: false, cell: None }
    }

    /// Takes a break of the layout in a cell of this number, if in any, after so many bytes of text. Returns the page that begins.
    pub fn laid_out(&mut self, cell: Option<usize>, written: usize) -> Option<u32> {
        let is_counted = cell.is_none_or(|cell| *self.cell.get_or_insert(cell) == cell);
        is_counted.then(|| self.next(written))
    }

    /// Takes a break that the document asks for. Returns the page that begins.
    pub fn asked_for(&mut self, written: usize) -> Option<u32> {
        self.counts_asked.then(|| self.next(written))
    }

    /// Begins a row of a table.
    pub fn begin_row(&mut self) {
        self.cell = None;
    }

    fn next(&mut self, written: usize) -> u32 {
        self.is_overfull |= written - self.start > MAX_PAGE_BYTES;
        self.start = written;
        self.page += 1;
        self.page
    }

    /// Whether the pages are those that a reader sees, at the end of the text.
    pub fn are_known(&self, written: usize) -> bool {
        let is_overfull = self.is_overfull || written.saturating_sub(self.start) > MAX_PAGE_BYTES;
        self.page > 1 && (self.is_laid_out || !is_overfull)
    }
}
