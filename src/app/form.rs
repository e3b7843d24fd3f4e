//! Editing a gloss in a form.

use super::{App, Effect, Field, FieldName, Mode, Note};
use crate::{
    command::{Code, Key},
    gloss::{Change, Gloss, Id, Link},
};

/// A gloss that is being edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// Which one.
    pub gloss: Id,
    /// It itself, where it is a suggestion that is not accepted yet.
    pub draft: Option<Gloss>,
    /// Its kind, its attributes, its links, its note.
    pub fields: Vec<Field>,
    /// The field with the cursor.
    pub at: usize,
}

impl Form {
    /// Types `text` into the field with the cursor.
    pub fn insert(&mut self, text: &str) {
        let field = &mut self.fields[self.at];
        if field.is_typed() {
            field.line.insert(text);
        }
    }

    fn step(&mut self, by: isize) {
        self.fields[self.at].complete();
        let count = self.fields.len().cast_signed();
        self.at = (self.at.cast_signed() + by).rem_euclid(count).cast_unsigned();
    }
}

impl App {
    /// Opens the form of the gloss here.
    pub(super) fn edit(&mut self) {
        if let Some(suggestion) =
            self.cursor.suggestion.and_then(|number| self.suggestions.get(number)).cloned()
        {
            match self.draft(&suggestion, true) {
                Some(draft) => {
                    let at = self.first_empty(&draft);
                    self.open_form(&draft, at);
                    if let Mode::Form(form) = &mut self.mode {
                        form.draft = Some(draft);
                    }
                }
                None => self.say("a link has nothing to edit; a accepts it"),
            }
            return;
        }
        let Some(gloss) = self.here().map(|placed| placed.gloss.clone()) else {
            self.say("there is no gloss here to edit; tag the selection first");
            return;
        };
        let at = self.first_empty(&gloss);
        self.cursor.hold(gloss.id.clone());
        self.open_form(&gloss, at);
    }

    fn open_form(&mut self, gloss: &Gloss, at: usize) {
        let fields = self.fields(gloss, &gloss.tag);
        let at = at.min(fields.len() - 1);
        let mut form = Form { gloss: gloss.id.clone(), draft: None, fields, at };
        self.find_completions(&mut form);
        self.mode = Mode::Form(Box::new(form));
    }

    /// The first attribute that is not set, or the first one.
    fn first_empty(&self, gloss: &Gloss) -> usize {
        let attributes = self.schema.kind(&gloss.tag).map_or(&[][..], |kind| &kind.attributes);
        let empty = attributes.iter().position(|attribute| gloss.attributes.get(&attribute.name).is_none());
        1 + empty.unwrap_or(0)
    }

    fn fields(&self, gloss: &Gloss, tag: &str) -> Vec<Field> {
        let unknown = crate::gloss::Kind::unknown(tag);
        let kind = self.schema.kind(tag).unwrap_or(&unknown);
        let target = |link: &Link| match self.glosses.get(&link.to) {
            Some(placed) => format!("{}: {}", placed.gloss.tag, placed.gloss.exact()),
            None => format!("{} (not in this file)", link.to),
        };
        Field::all(gloss, kind, &self.schema, &target)
    }

    fn find_completions(&self, form: &mut Form) {
        let field = &mut form.fields[form.at];
        if let (FieldName::Attribute(name), true) = (&field.name, field.is_typed()) {
            let known = self.completions(name);
            field.find_completions(&known);
        }
    }

    pub(super) fn form_key(&mut self, mut form: Box<Form>, key: Key) {
        let field = &mut form.fields[form.at];
        if !(key.is(Code::Tab) || key.is_ctrl('n') || key.is_ctrl('p')) {
            field.keep_typed();
        }
        match key {
            _ if key.is(Code::Esc) || key.is_ctrl('c') => return,
            _ if key.is(Code::Enter) && field.name == FieldName::Note => return self.leave_for_note(form),
            _ if key.is_ctrl('e') => return self.leave_for_note(form),
            _ if key.is(Code::Enter) => return self.keep_form(form, true),
            _ if key.is(Code::Tab) || key.is(Code::Down) => form.step(1),
            _ if key.is(Code::Up) || key == shift_tab() => form.step(-1),
            _ if key.is_ctrl('n') => field.pick(next(field, 1)),
            _ if key.is_ctrl('p') => field.pick(next(field, -1)),
            _ if key.is_ctrl('d') && matches!(field.name, FieldName::Link(_)) => {
                form.fields.remove(form.at);
                form.at = form.at.min(form.fields.len() - 1);
            }
            _ if field.key(key) && field.name == FieldName::Kind => self.change_kind(&mut form),
            _ => {}
        }
        if !(key.is_ctrl('n') || key.is_ctrl('p')) {
            self.find_completions(&mut form);
        }
        self.mode = Mode::Form(form);
    }

    /// The gloss that a form is about, as it is now.
    pub fn edited_gloss<'a>(&'a self, form: &'a Form) -> Option<&'a Gloss> {
        form.draft.as_ref().or_else(|| self.glosses.get(&form.gloss).map(|placed| &placed.gloss))
    }

    /// Another kind has other attributes; what is typed for those that both have stays.
    fn change_kind(&self, form: &mut Form) {
        let tag = form.fields[0].line.text().to_owned();
        let Some(gloss) = self.edited_gloss(form) else { return };
        let mut fields = self.fields(gloss, &tag);
        for field in &mut fields {
            if let Some(typed) = form.fields.iter().find(|old| old.name == field.name) {
                field.line = typed.line.clone();
            }
        }
        form.fields = fields;
    }

    /// Keeps what was typed, unless some of it can't be. From a suggestion it can go on to the next one.
    pub(super) fn keep_form(&mut self, mut form: Box<Form>, go_on: bool) {
        form.fields[form.at].complete();
        match self.filled(&mut form) {
            Some(filled) => {
                let id = form.gloss.clone();
                if form.draft.is_none() {
                    self.change(&id, "edit", |gloss| *gloss = filled);
                    self.cursor.hold(id);
                    return;
                }
                let label = format!("accept {}", filled.tag);
                let next = self.cursor.suggestion.filter(|_| go_on);
                if self.commit(&*label, vec![Change::add(filled)]) {
                    match next {
                        Some(number) => self.go_on_from(number, &label),
                        None => self.cursor.hold(id),
                    }
                }
            }
            None => {
                self.effect(Effect::Bell);
                self.mode = Mode::Form(form);
            }
        }
    }

    fn leave_for_note(&mut self, form: Box<Form>) {
        let id = form.gloss.clone();
        self.keep_form(form, false);
        if matches!(self.mode, Mode::Normal)
            && let Some(placed) = self.glosses.get(&id)
        {
            let text = placed.gloss.note.clone().unwrap_or_default();
            self.mode = Mode::Note(Note::new(id, &text));
        }
    }

    /// The gloss as the form has it; none, with the errors in the fields, where that can't be.
    fn filled(&self, form: &mut Form) -> Option<Gloss> {
        let mut gloss = self.edited_gloss(form)?.clone();
        let tag = form.fields[0].line.text().to_owned();
        let old = std::mem::take(&mut gloss.attributes);
        gloss.links.clear();
        let mut good = true;
        for (i, field) in form.fields.iter_mut().enumerate() {
            match &field.name {
                FieldName::Attribute(name) => {
                    let typed = field.line.text().trim();
                    let unchanged = old.get(name).filter(|value| value.to_string() == typed).cloned();
                    let value = match unchanged {
                        Some(value) => Ok(value),
                        None => self.schema.check_value(&tag, name, typed),
                    };
                    match value {
                        Ok(value) if value.is_blank() || typed.is_empty() => {}
                        Ok(value) => gloss.attributes.set(name, value),
                        Err(_) if typed.is_empty() => {}
                        Err(error) => {
                            (field.error, good) = (Some(error.to_string()), false);
                            form.at = i;
                        }
                    }
                }
                FieldName::Link(link) => gloss.links.push(link.clone()),
                FieldName::Kind | FieldName::Note => {}
            }
        }
        gloss.tag = tag;
        good.then_some(gloss)
    }
}

fn shift_tab() -> Key {
    Key { shift: true, ..Key::plain(Code::Tab) }
}

/// The completion `by` further on, or none at either end.
fn next(field: &Field, by: isize) -> Option<usize> {
    let count = field.completions.len().cast_signed() + 1;
    let now = field.completion.map_or(0, |i| i.cast_signed() + 1);
    (now + by)
        .rem_euclid(count)
        .checked_sub(1)
        .map(isize::cast_unsigned)
        .filter(|_| (now + by).rem_euclid(count) > 0)
}
