//! Editing a gloss in a form.

use super::{App, Effect, FieldName, FormField, InputLine, Mode};
use crate::{
    command::{Code, Command, Key},
    gloss::{Change, Gloss, Link, Value},
};

/// A form in which a gloss is edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// The gloss as it was when the form was opened.
    pub gloss: Gloss,
    /// Whether the gloss is a suggestion that is not accepted yet.
    pub is_draft: bool,
    /// The fields: kind, attributes, links, note.
    pub fields: Vec<FormField>,
    /// The index of the field with the cursor.
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
    /// Opens the form for the gloss that commands act on.
    pub(super) fn edit(&mut self) {
        if self.is_unchangeable() {
            return;
        }
        if let Some(suggestion) =
            self.cursor.suggestion.and_then(|number| self.suggestions.get(number)).cloned()
        {
            match self.draft(&suggestion, true) {
                Some(draft) => {
                    self.open_form(draft, true);
                }
                None => self
                    .say(format!("a link has nothing to edit; {} accepts it", self.key_of(Command::Accept))),
            }
            return;
        }
        let Some(gloss) = self.current_gloss().map(|placed| placed.gloss.clone()) else {
            self.say("there is no gloss here to edit; tag the selection first");
            return;
        };
        self.cursor.set_target(gloss.id.clone());
        self.open_form(gloss, false);
    }

    fn open_form(&mut self, gloss: Gloss, is_draft: bool) {
        let fields = self.fields(&gloss, &gloss.tag);
        let at = self.first_empty(&gloss).min(fields.len() - 1);
        let mut form = Form { gloss, is_draft, fields, at };
        self.find_completions(&mut form);
        self.mode = Mode::Form(Box::new(form));
    }

    /// The index of the first attribute without a value, or of the first attribute.
    fn first_empty(&self, gloss: &Gloss) -> usize {
        let attributes = self.schema.kind(&gloss.tag).map_or(&[][..], |kind| &kind.attributes);
        let empty = attributes.iter().position(|attribute| gloss.attributes.get(&attribute.name).is_none());
        1 + empty.unwrap_or(0)
    }

    fn fields(&self, gloss: &Gloss, tag: &str) -> Vec<FormField> {
        let unknown = crate::gloss::Kind::unknown(tag);
        let kind = self.schema.kind(tag).unwrap_or(&unknown);
        let target = |link: &Link| match self.glosses.get(&link.to) {
            Some(placed) => format!("{}: {}", placed.gloss.tag, placed.gloss.exact()),
            None => format!("{} (not in this file)", link.to),
        };
        FormField::all(gloss, kind, &self.schema, &target)
    }

    fn find_completions(&self, form: &mut Form) {
        let field = &mut form.fields[form.at];
        if let (FieldName::Attribute(name), true) = (&field.name, field.is_typed()) {
            let known = self.completions(name);
            field.find_completions(&known);
        }
    }

    /// Handles a key in the form of attributes.
    pub(super) fn form_key(&mut self, mut form: Box<Form>, key: Key) {
        let was_asked = std::mem::take(&mut self.status.is_leaving);
        let field = &mut form.fields[form.at];
        if !(key.is(Code::Tab) || key.is_ctrl('n') || key.is_ctrl('p')) {
            field.keep_typed();
        }
        match key {
            _ if key.leaves() => return self.leave_form(form, key, was_asked),
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

    /// Leaves the gloss as it was; if something was typed, only after the person was asked.
    fn leave_form(&mut self, form: Box<Form>, key: Key, was_asked: bool) {
        if !was_asked && self.is_filled_in(&form) {
            self.status.is_leaving = true;
            self.say(format!("enter keeps it, {key} again leaves it"));
            self.mode = Mode::Form(form);
        }
    }

    /// Whether anything was typed or chosen in the form.
    pub(super) fn is_filled_in(&self, form: &Form) -> bool {
        let gloss = self.edited_gloss(form);
        let values = |fields: &[FormField]| -> Vec<_> {
            fields.iter().map(|field| (field.name.clone(), field.line.text().to_owned())).collect()
        };
        values(&self.fields(gloss, &gloss.tag)) != values(&form.fields)
    }

    /// The gloss that the form edits, in its current state.
    pub fn edited_gloss<'a>(&'a self, form: &'a Form) -> &'a Gloss {
        self.glosses.get(&form.gloss.id).map_or(&form.gloss, |placed| &placed.gloss)
    }

    /// Gives the form the attributes of another kind; values of attributes that both kinds have are kept.
    fn change_kind(&self, form: &mut Form) {
        let tag = form.fields[0].line.text().to_owned();
        let mut fields = self.fields(self.edited_gloss(form), &tag);
        for field in &mut fields {
            if let Some(typed) = form.fields.iter().find(|old| old.name == field.name) {
                field.line = typed.line.clone();
            }
        }
        form.fields = fields;
    }

    /// Saves what was typed, unless a field has an error; from a suggestion, can go on to the next one.
    pub(super) fn keep_form(&mut self, mut form: Box<Form>, go_on: bool) {
        form.fields[form.at].complete();
        match self.filled(&mut form) {
            Some(filled) => {
                let id = form.gloss.id.clone();
                if !form.is_draft {
                    self.change_opened(&form.gloss, "edit", |gloss| *gloss = filled);
                    self.cursor.set_target(id);
                    return;
                }
                let label = format!("accept {}", filled.tag);
                let next = self.cursor.suggestion.filter(|_| go_on);
                if self.commit(&*label, vec![Change::add(filled)]) {
                    match next {
                        Some(number) => self.go_on_from(number, &label),
                        None => self.cursor.set_target(id),
                    }
                }
            }
            None => {
                self.effect(Effect::Bell);
                self.mode = Mode::Form(form);
            }
        }
    }

    /// Keeps what was typed as far as it is valid, when nobody can be asked any more. A suggestion of which nothing was changed stays one.
    pub(super) fn keep_valid(&mut self, mut form: Box<Form>) {
        if form.is_draft && !self.is_filled_in(&form) {
            return;
        }
        // A completion that nobody has chosen is not what was typed.
        let at = form.at;
        form.fields[at].keep_typed();
        if self.filled(&mut form).is_none() {
            let gloss = self.edited_gloss(&form).clone();
            let old = |field: &FormField| match &field.name {
                FieldName::Attribute(name) => gloss.attributes.get(name).map(Value::to_string),
                _ => None,
            };
            for field in form.fields.iter_mut().filter(|field| field.error.is_some()) {
                field.line = InputLine::new(old(field).unwrap_or_default());
            }
        }
        self.keep_form(form, false);
    }

    fn leave_for_note(&mut self, form: Box<Form>) {
        let id = form.gloss.id.clone();
        self.keep_form(form, false);
        if matches!(self.mode, Mode::Normal)
            && let Some(gloss) = self.glosses.get(&id).map(|placed| placed.gloss.clone())
        {
            self.open_note(gloss);
        }
    }

    /// The gloss with the values of the form; `None` if a value is not valid, with the errors set in the fields.
    fn filled(&self, form: &mut Form) -> Option<Gloss> {
        let mut gloss = self.edited_gloss(form).clone();
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

/// The index of the completion `by` steps further on; `None` past either end.
fn next(field: &FormField, by: isize) -> Option<usize> {
    let count = field.completions.len().cast_signed() + 1;
    let now = field.completion.map_or(0, |i| i.cast_signed() + 1);
    (now + by)
        .rem_euclid(count)
        .checked_sub(1)
        .map(isize::cast_unsigned)
        .filter(|_| (now + by).rem_euclid(count) > 0)
}
