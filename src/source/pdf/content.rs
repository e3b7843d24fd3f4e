//! The content of a page: its drawing instructions are followed as far as they place characters, lines, rectangles and pictures.

use std::{collections::HashMap, rc::Rc};

use hayro_syntax::{
    content::{TypedIter, ops::TypedInstruction},
    object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Rect, Stream},
    page::{Page, Resources},
};

use super::{
    font::{FontLibrary, PdfFont},
    geometry::{Matrix, Rectangle},
    glyph::{Glyph, PageContent},
    marked::{Marks, hidden_layers},
    text_state::TextState,
};

/// How many instructions are followed on a page at most. A dense map has about 500,000; more are made by forms within forms.
const MAX_INSTRUCTIONS: usize = 4_000_000;

/// How many instructions drawing a form counts as, and how many of its bytes count as one more: its stream is found and unpacked each
/// time. A plan of a town has 10,000 forms on a page.
const FORM_COST: usize = 200;
const FORM_BYTES: usize = 16;

/// How many characters are kept of a page at most. A page of a telephone book has 20,000.
const MAX_GLYPHS: usize = 200_000;

/// How many lines and rectangles are kept of a page at most.
const MAX_RULES: usize = 20_000;

/// How deep forms may be nested. Programs nest them two or three deep.
const MAX_FORMS: usize = 16;

/// How many graphics states may be saved at the same time; ISO 32000-1 asks for 28.
const MAX_SAVED: usize = 1_000;

/// The thickness up to which a rectangle is a line, in points.
const MAX_RULE_THICKNESS: f32 = 3.0;

/// What the pages of a document share.
pub(super) struct Interpreter<'a> {
    library: FontLibrary<'a>,
    fonts: HashMap<ObjectIdentifier, Option<Rc<PdfFont<'a>>>>,
    /// The layers that are not shown.
    hidden: Vec<ObjectIdentifier>,
}

/// The graphics state, as far as it matters here.
#[derive(Clone)]
struct GraphicsState<'a> {
    matrix: Matrix,
    text: TextState<'a>,
}

/// The content of a page that is being read.
struct PageReading<'a> {
    content: PageContent,
    state: GraphicsState<'a>,
    saved: Vec<GraphicsState<'a>>,
    marks: Marks,
    /// The rectangles and lines of the path that isn't painted yet.
    path: Vec<Rectangle>,
    /// The last point of the path.
    point: (f32, f32),
    /// How many instructions may be followed still.
    room: usize,
}

impl<'a> Interpreter<'a> {
    /// An interpreter of the pages of a document with this catalog.
    pub fn new(catalog: &Dict<'a>) -> Self {
        Self { library: FontLibrary::new(), fonts: HashMap::new(), hidden: hidden_layers(catalog) }
    }

    /// What is on a page.
    pub fn read(&mut self, page: &Page<'a>) -> PageContent {
        let (width, height) = page.render_dimensions();
        let matrix = Matrix::from(page.initial_transform(true));
        let mut reading = PageReading {
            content: PageContent { width, height, ..PageContent::default() },
            state: GraphicsState { matrix, text: TextState::default() },
            saved: Vec::new(),
            marks: Marks::default(),
            path: Vec::new(),
            point: (0.0, 0.0),
            room: MAX_INSTRUCTIONS,
        };
        self.follow(page.typed_operations(), page.resources(), &mut reading, 0);
        let PageContent { glyphs, rules, boxes, .. } = &mut reading.content;
        let is_on_page =
            |x: f32, y: f32| (-1.0..=width + 1.0).contains(&x) && (-1.0..=height + 1.0).contains(&y);
        glyphs.retain(|glyph| {
            let (x, y) = glyph.on_page();
            x.is_finite() && y.is_finite() && is_on_page(x, y)
        });
        rules.retain(|rule| is_on_page(rule.left, rule.top));
        boxes.retain(|area| is_on_page(area.left, area.top) && area.width() < 0.95 * width);
        reading.content
    }

    fn follow(
        &mut self,
        mut instructions: TypedIter<'_>,
        resources: &Resources<'a>,
        reading: &mut PageReading<'a>,
        depth: usize,
    ) {
        let mut names: HashMap<Vec<u8>, Option<Rc<PdfFont<'a>>>> = HashMap::new();
        while let Some(instruction) = instructions.next() {
            let Some(room) = reading.room.checked_sub(1) else { return };
            reading.room = room;
            match instruction {
                TypedInstruction::TextFont(operands) => {
                    let name = operands.0;
                    let font = names
                        .entry(name.as_ref().to_vec())
                        .or_insert_with(|| self.font(resources, name))
                        .clone();
                    reading.state.text.set_font(font, operands.1.as_f64());
                }
                TypedInstruction::SetGraphicsState(operands) => {
                    if let Some(state) = resources.get_ext_g_state(operands.0) {
                        self.set_graphics_state(&state, reading);
                    }
                }
                TypedInstruction::XObject(operands) => {
                    if let Some(object) = resources.get_x_object(operands.0) {
                        self.draw(&object, resources, reading, depth);
                    }
                }
                TypedInstruction::InlineImage(_) => reading.draw_picture(),
                TypedInstruction::BeginMarkedContent(operands) => {
                    reading.marks.begin(operands.0, None, false);
                }
                TypedInstruction::BeginMarkedContentWithProperties(operands) => {
                    self.begin_marked_content(operands.0, operands.1, resources, reading);
                }
                TypedInstruction::EndMarkedContent(_) => reading.end_marked_content(),
                instruction => reading.take(&instruction),
            }
        }
    }

    fn begin_marked_content(
        &self,
        tag: &Name<'_>,
        properties: &Object<'_>,
        resources: &Resources<'a>,
        reading: &mut PageReading<'a>,
    ) {
        match properties {
            Object::Name(name) => {
                let layer = resources.properties.get_ref(name).map(ObjectIdentifier::from);
                let is_hidden =
                    tag.as_ref() == b"OC" && layer.is_some_and(|layer| self.hidden.contains(&layer));
                reading.marks.begin(tag, resources.properties.get::<Dict<'_>>(name).as_ref(), is_hidden);
            }
            Object::Dict(properties) => reading.marks.begin(tag, Some(properties), false),
            _ => reading.marks.begin(tag, None, false),
        }
    }

    fn font(&mut self, resources: &Resources<'a>, name: &Name<'_>) -> Option<Rc<PdfFont<'a>>> {
        let Some(reference) = resources.fonts.get_ref(name) else {
            return self.library.load(&resources.get_font(name)?);
        };
        let id = ObjectIdentifier::from(reference);
        if let Some(font) = self.fonts.get(&id) {
            return font.clone();
        }
        let font = resources.get_font(name).and_then(|dict| self.library.load(&dict));
        self.fonts.insert(id, font.clone());
        font
    }

    fn set_graphics_state(&mut self, state: &Dict<'a>, reading: &mut PageReading<'a>) {
        let Some(font) = state.get::<Array<'a>>("Font") else { return };
        let mut font = font.flex_iter();
        let (Some(dict), Some(size)) = (font.next::<Dict<'a>>(), font.next::<Number>()) else { return };
        reading.state.text.set_font(self.library.load(&dict), size.as_f64());
    }

    /// Draws a picture or a form.
    fn draw(
        &mut self,
        object: &Stream<'a>,
        around: &Resources<'a>,
        reading: &mut PageReading<'a>,
        depth: usize,
    ) {
        let dict = object.dict();
        if dict.get::<Name<'_>>("Subtype").is_some_and(|name| name.as_ref() == b"Image") {
            return reading.draw_picture();
        }
        let layer = dict.get_ref("OC").map(ObjectIdentifier::from);
        if depth >= MAX_FORMS || layer.is_some_and(|layer| self.hidden.contains(&layer)) {
            return;
        }
        let Ok(content) = object.decoded_data() else { return };
        reading.room = reading.room.saturating_sub(FORM_COST + content.len() / FORM_BYTES);
        let saved = (reading.state.clone(), reading.saved.len(), reading.marks.depth());
        if let Some(matrix) = dict.get::<Array<'_>>("Matrix").and_then(|matrix| numbers(&matrix)) {
            reading.state.matrix = reading.state.matrix.after(&Matrix(matrix));
        }
        let resources = dict.get::<Dict<'a>>("Resources").map(Resources::new);
        self.follow(TypedIter::new(&content), resources.as_ref().unwrap_or(around), reading, depth + 1);
        reading.saved.truncate(saved.1);
        while reading.marks.depth() > saved.2 {
            reading.end_marked_content();
        }
        reading.state = saved.0;
    }
}

impl PageReading<'_> {
    fn take(&mut self, instruction: &TypedInstruction<'_, '_>) {
        match instruction {
            TypedInstruction::SaveState(_) if self.saved.len() < MAX_SAVED => {
                self.saved.push(self.state.clone());
            }
            TypedInstruction::RestoreState(_) => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            TypedInstruction::Transform(t) => {
                let matrix = Matrix([&t.0, &t.1, &t.2, &t.3, &t.4, &t.5].map(Number::as_f64));
                self.state.matrix = self.state.matrix.after(&matrix);
            }
            TypedInstruction::ShowText(operands) => self.show(operands.0.as_bytes()),
            TypedInstruction::NextLineAndShowText(operands) => {
                self.state.text.next_line();
                self.show(operands.0.as_bytes());
            }
            TypedInstruction::ShowTextWithParameters(operands) => {
                self.state.text.word_spacing = operands.0.as_f64();
                self.state.text.character_spacing = operands.1.as_f64();
                self.state.text.next_line();
                self.show(operands.2.as_bytes());
            }
            TypedInstruction::ShowTexts(operands) => {
                for part in operands.0.iter::<Object<'_>>() {
                    match part {
                        Object::String(text) => self.show(text.as_bytes()),
                        Object::Number(by) => self.state.text.move_back(by.as_f64()),
                        _ => {}
                    }
                }
            }
            instruction => {
                if !self.state.text.take(instruction) {
                    self.take_path(instruction);
                }
            }
        }
    }

    fn show(&mut self, bytes: &[u8]) {
        let first = self.content.glyphs.len();
        self.content.unknown += self.state.text.show(bytes, &self.state.matrix, &mut self.content.glyphs);
        if self.marks.are_hidden() {
            self.content.glyphs.truncate(first);
        }
        self.content.glyphs.truncate(MAX_GLYPHS);
        for glyph in self.content.glyphs.get_mut(first..).unwrap_or_default() {
            self.marks.mark(glyph);
        }
    }

    /// Ends marked content. If it says what its characters mean, they are replaced.
    fn end_marked_content(&mut self) {
        if let Some((text, depth_first)) = self.marks.end() {
            let first = depth_first.min(self.content.glyphs.len());
            let drawn = self.content.glyphs.split_off(first);
            self.content.glyphs.extend(replaced(&drawn, &text));
        }
        self.marks.note_start(self.content.glyphs.len());
    }

    fn draw_picture(&mut self) {
        let (a, b) = (self.state.matrix.point(0.0, 0.0), self.state.matrix.point(1.0, 1.0));
        let area = Rectangle::between(a, b);
        let page = self.content.width * self.content.height;
        if page > 0.0 && area.width().is_finite() && area.height().is_finite() {
            self.content.pictures += area.width() * area.height() / page;
        }
    }

    fn take_path(&mut self, instruction: &TypedInstruction<'_, '_>) {
        match instruction {
            TypedInstruction::RectPath(r) => {
                let [x, y, width, height] = [&r.0, &r.1, &r.2, &r.3].map(Number::as_f64);
                let matrix = &self.state.matrix;
                self.path.push(Rectangle::between(matrix.point(x, y), matrix.point(x + width, y + height)));
            }
            TypedInstruction::MoveTo(to) => {
                self.point = self.state.matrix.point(to.0.as_f64(), to.1.as_f64());
            }
            TypedInstruction::LineTo(to) => {
                let to = self.state.matrix.point(to.0.as_f64(), to.1.as_f64());
                self.path.push(Rectangle::between(self.point, to));
                self.point = to;
            }
            TypedInstruction::CubicTo(to) => {
                self.point = self.state.matrix.point(to.4.as_f64(), to.5.as_f64());
            }
            TypedInstruction::StrokePath(_)
            | TypedInstruction::CloseAndStrokePath(_)
            | TypedInstruction::FillPathNonZero(_)
            | TypedInstruction::FillPathNonZeroCompatibility(_)
            | TypedInstruction::FillPathEvenOdd(_)
            | TypedInstruction::FillAndStrokeNonZero(_)
            | TypedInstruction::FillAndStrokeEvenOdd(_)
            | TypedInstruction::CloseFillAndStrokeNonZero(_)
            | TypedInstruction::CloseFillAndStrokeEvenOdd(_) => self.paint(),
            TypedInstruction::EndPath(_) => self.path.clear(),
            _ => {}
        }
        self.path.truncate(MAX_RULES);
    }

    /// Paints the path: thin parts are lines, the others rectangles. Four lines around an area are a rectangle, too.
    fn paint(&mut self) {
        let path = std::mem::take(&mut self.path);
        if self.marks.are_hidden() {
            return;
        }
        let hull = path.iter().copied().reduce(Rectangle::hull);
        let is_thin = |part: &Rectangle| part.width().min(part.height()) <= MAX_RULE_THICKNESS;
        let sides = path.iter().filter(|part| is_thin(part)).count();
        if let Some(hull) =
            hull.filter(|hull| (3..=6).contains(&sides) && sides == path.len() && !is_thin(hull))
        {
            self.content.boxes.push(hull);
        }
        for part in path {
            let found = if is_thin(&part) { &mut self.content.rules } else { &mut self.content.boxes };
            if found.len() < MAX_RULES {
                found.push(part);
            }
        }
    }
}

/// The characters of `text` in the places of those that were drawn for it.
fn replaced(drawn: &[Glyph], text: &str) -> Vec<Glyph> {
    let (Some(first), Some(last)) = (drawn.first(), drawn.last()) else { return Vec::new() };
    let text = super::font::plain(text);
    let count = text.chars().count().max(1) as f32;
    let is_one_line = drawn.iter().all(|glyph| (glyph.baseline - first.baseline).abs() < 0.1 * first.size);
    let (left, right) =
        if is_one_line { (first.left, last.right.max(first.left)) } else { (first.left, first.right) };
    let width = (right - left) / count;
    let at = |i: usize| left + width * i as f32;
    let places = text.chars().enumerate();
    places.map(|(i, character)| Glyph { character, left: at(i), right: at(i + 1), ..*first }).collect()
}

/// The six numbers of a matrix.
fn numbers(array: &Array<'_>) -> Option<[f64; 6]> {
    let numbers: Vec<f64> = array.iter::<Number>().take(6).map(|number| number.as_f64()).collect();
    numbers.try_into().ok()
}

/// The rectangle of a link or a page in the upright page.
pub(super) fn area(page: &Page<'_>, rect: Rect) -> Rectangle {
    let matrix = Matrix::from(page.initial_transform(true));
    Rectangle::between(matrix.point(rect.x0, rect.y0), matrix.point(rect.x1, rect.y1))
}
