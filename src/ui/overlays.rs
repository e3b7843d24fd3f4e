//! Overlays: forms, notes, lists and help, drawn over the panes.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{about, accept_all, card, compare, list, paint, preview, theme::Theme};
use crate::{
    app::{App, Form, FormField, Mode, Note, kind_keys},
    command::{CommandGroup, FIXED, Key, TABLE},
    text::cells,
};

/// Draws the overlay of the input mode. Returns the column and row of the cursor, where text is typed.
pub fn draw(app: &App, theme: Theme, screen: Rect, buffer: &mut Buffer) -> Option<(u16, u16)> {
    match &app.mode {
        Mode::Normal if app.view.card && app.difference_here().is_some() => {
            compare::draw_card(app, theme, buffer);
        }
        Mode::Normal if app.view.card => card::draw(app, theme, buffer),
        Mode::Preview(shown) => preview::draw(app, shown, theme, buffer),
        Mode::Relation(..) => relations(app, theme, screen, buffer),
        Mode::Tag => kinds(app, theme, screen, buffer),
        Mode::Pick(picker) => return Some(list::draw(picker, theme, screen, buffer)),
        Mode::Form(open) => return form(app, open, theme, screen, buffer),
        Mode::Note(open) => return Some(note(open, theme, screen, buffer)),
        Mode::AcceptAll(all) => accept_all::draw(app, all, theme, screen, buffer),
        Mode::Help(row) => help(app, *row, theme, screen, buffer),
        Mode::Search(search) => {
            let status = app.view.panes().status;
            let column = 1 + cells::width(search.line.before_cursor(), 0) as u16;
            return Some(((status.x + column).min(status.x + status.width.saturating_sub(1)), status.y));
        }
        Mode::Normal | Mode::Doubled(..) | Mode::Jump(_) => {}
    }
    None
}

fn menu(rows: &[(String, String)], title: &str, theme: Theme, screen: Rect, buffer: &mut Buffer) {
    let height = rows.len() as u16 + 2;
    let area = Rect { y: screen.height.saturating_sub(height + 2), ..paint::centered(screen, 50, height) };
    let inner = paint::frame(buffer, area, title, theme.accent());
    for (i, (key, what)) in rows.iter().take(usize::from(inner.height)).enumerate() {
        let y = inner.y + i as u16;
        let x = paint::write(buffer, inner.x + 1, y, inner.right(), key, theme.accent());
        paint::write_cut(buffer, x + 2, y, inner.right(), what, Style::new());
    }
}

fn kinds(app: &App, theme: Theme, screen: Rect, buffer: &mut Buffer) {
    let row = |kind: &crate::gloss::Kind| {
        let keys = app.schema.typed_letter(kind).into_iter().chain(kind.keys.iter().map(|key| key.key));
        let mut keys: Vec<String> = keys.map(String::from).collect();
        keys.dedup();
        (keys.join(" "), format!("{}  {}", kind.name, kind.doc))
    };
    let rows: Vec<_> = app.schema.kinds.iter().map(row).collect();
    menu(&rows, "Tag as", theme, screen, buffer);
}

fn relations(app: &App, theme: Theme, screen: Rect, buffer: &mut Buffer) {
    let row = |link: &crate::gloss::LinkKind| {
        let key = crate::app::relation_key(link).map(|key| key.to_string()).unwrap_or_default();
        (key, format!("{}  {}", link.name, link.doc))
    };
    let rows: Vec<_> = app.schema.links.iter().map(row).collect();
    menu(&rows, "This gloss … the other one", theme, screen, buffer);
}

fn form(app: &App, form: &Form, theme: Theme, screen: Rect, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let gloss = app.edited_gloss(form);
    let room = usize::from(screen.width.min(72).saturating_sub(4)).max(1);
    let exact = paint::wrapped(&about::one_line(&gloss.exact()), room, 3);
    let completions = form.fields[form.at].completions.len().min(6) as u16;
    let height = form.fields.len() as u16 + exact.len() as u16 + completions + 5;
    let area = paint::centered(screen, 76, height);
    let (letter, hue) = app.schema.look(gloss);
    let inner = paint::frame(buffer, area, &format!("{letter} {}", gloss.tag), theme.kind(hue));
    let mut y = inner.y;
    // On a low screen the text makes room for the fields.
    if inner.height > form.fields.len() as u16 + exact.len() as u16 + 2 {
        for row in &exact {
            paint::write(buffer, inner.x + 1, y, inner.right(), row, theme.dim());
            y += 1;
        }
        y += 1;
    }
    let rows = usize::from(inner.bottom().saturating_sub(y + 1)).max(1);
    let first = (form.at + 1).saturating_sub(rows);
    let mut cursor = None;
    for (i, field) in form.fields.iter().enumerate().skip(first) {
        if y + 1 >= inner.bottom() && i > form.at {
            break;
        }
        let shown = draw_field(field, i == form.at, theme, (inner.x + 1, y, inner.right()), buffer);
        y += 1;
        if i == form.at {
            cursor = shown;
            for (n, text) in field.completions.iter().take(6).enumerate() {
                if y + 1 >= inner.bottom() {
                    break;
                }
                let (mark, style) =
                    if field.completion == Some(n) { ("⇥ ", theme.accent()) } else { ("  ", theme.dim()) };
                paint::write_cut(buffer, inner.x + 16, y, inner.right(), &format!("{mark}{text}"), style);
                y += 1;
            }
        }
    }
    let field = &form.fields[form.at];
    let (foot, style) = match &field.error {
        Some(error) => (error.clone(), theme.alarm()),
        None => (field.doc.clone(), theme.dim()),
    };
    paint::write_cut(buffer, inner.x + 1, inner.bottom().saturating_sub(1), inner.right(), &foot, style);
    cursor
}

fn draw_field(
    field: &FormField,
    here: bool,
    theme: Theme,
    (x, y, end): (u16, u16, u16),
    buffer: &mut Buffer,
) -> Option<(u16, u16)> {
    let base = if here { theme.chosen() } else { Style::new() };
    let row = Rect { x, y, width: end.saturating_sub(x), height: 1 };
    buffer.set_style(row.intersection(buffer.area), base);
    let ruler = if here { "▌" } else { " " };
    paint::write(buffer, x, y, end, ruler, theme.ruler().patch(base));
    let label = if field.error.is_some() { theme.alarm() } else { theme.dim() };
    paint::write_cut(buffer, x + 1, y, x + 14, &field.label, label.patch(base));
    let value = x + 15;
    let text = field.line.text();
    match (&field.choices, here) {
        (Some(choices), true) => {
            let mut at = value;
            for choice in choices {
                let shown = if choice.is_empty() { "–" } else { choice };
                let style = if choice == text { theme.selection() } else { theme.dim().patch(base) };
                at = paint::write(buffer, at, y, end, &format!(" {shown} "), style);
            }
        }
        _ => {
            paint::write_cut(buffer, value, y, end, text, base);
        }
    }
    (here && field.is_typed()).then(|| list::cursor_in(&field.line, value, y, end))
}

fn note(note: &Note, theme: Theme, screen: Rect, buffer: &mut Buffer) -> (u16, u16) {
    let area = paint::centered(screen, 76, screen.height.saturating_sub(4).min(16));
    let inner = paint::frame(buffer, area, &format!("Note on this {}", note.gloss.tag), theme.accent());
    let width = usize::from(inner.width.saturating_sub(2)).max(1);
    let wrap = |text: &str| {
        let rows = crate::text::wrap(text, width);
        rows.into_iter().map(|row| text.get(row.range()).unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let above: Vec<String> = note.above.iter().flat_map(|line| wrap(line)).collect();
    let before = wrap(note.line.before_cursor());
    let rows: Vec<String> = above
        .iter()
        .cloned()
        .chain(wrap(note.line.text()))
        .chain(note.below.iter().flat_map(|line| wrap(line)))
        .collect();
    let cursor_row = above.len() + before.len() - 1;
    let height = usize::from(inner.height).max(1);
    let first = (cursor_row + 1).saturating_sub(height);
    for (i, row) in rows.iter().skip(first).take(height).enumerate() {
        paint::write(buffer, inner.x + 1, inner.y + i as u16, inner.right(), row, Style::new());
    }
    let column = before.last().map_or(0, |row| cells::width(row, 0)) as u16;
    ((inner.x + 1 + column).min(inner.right()), inner.y + (cursor_row - first) as u16)
}

fn help(app: &App, row: usize, theme: Theme, screen: Rect, buffer: &mut Buffer) {
    let area = paint::centered(screen, 100, screen.height);
    let inner = paint::frame(buffer, area, "Help", theme.accent());
    let rows = help_rows(app);
    let height = usize::from(inner.height);
    let first = row.min(rows.len().saturating_sub(height));
    for (i, row) in rows.iter().skip(first).take(height).enumerate() {
        let y = inner.y + i as u16;
        match row {
            HelpRow::Title(title) => {
                paint::write_cut(buffer, inner.x + 1, y, inner.right(), title, theme.accent());
            }
            HelpRow::Key(keys, doc) => {
                let x = paint::write_cut(buffer, inner.x + 2, y, inner.x + 22, keys, Style::new());
                paint::write_cut(buffer, x.max(inner.x + 22) + 1, y, inner.right(), doc, theme.dim());
            }
            HelpRow::Blank => {}
        }
    }
}

enum HelpRow {
    Title(String),
    Key(String, String),
    Blank,
}

/// The rows of the help: commands of the focused pane first, then the kinds, then the keys of forms and prompts.
fn help_rows(app: &App) -> Vec<HelpRow> {
    let mut rows = Vec::new();
    let mut groups: Vec<CommandGroup> = TABLE.iter().map(|row| row.group).collect();
    groups.dedup();
    let names = |command| app.keys_of(command).iter().map(Key::to_string).collect::<Vec<_>>().join("  ");
    for group in groups {
        let of_group = TABLE.iter().filter(|row| row.group == group && app.is_available(row));
        let bound: Vec<_> = of_group.filter(|row| !names(row.command).is_empty()).collect();
        if bound.is_empty() {
            continue;
        }
        rows.push(HelpRow::Title(group.title().to_owned()));
        rows.extend(bound.into_iter().map(|row| HelpRow::Key(names(row.command), row.doc.to_owned())));
        if group == CommandGroup::Tag {
            rows.extend(app.schema.kinds.iter().map(|kind| {
                let keys = kind_keys::typed(kind, &app.settings.keymap, &app.contexts());
                HelpRow::Key(keys.join("  "), format!("Tag as {}: {}", kind.name, kind.doc))
            }));
        }
        rows.push(HelpRow::Blank);
    }
    for (title, keys) in FIXED {
        rows.push(HelpRow::Title((*title).to_owned()));
        rows.extend(keys.iter().map(|(key, doc)| HelpRow::Key((*key).to_owned(), (*doc).to_owned())));
        rows.push(HelpRow::Blank);
    }
    rows
}
