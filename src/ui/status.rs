//! The status line, and the line of key hints.

use ratatui::{buffer::Buffer, style::Style};

use super::{message, paint, theme::Theme};
use crate::{
    app::{App, Area, Mode, SaveState, Sequence, kind_keys},
    command::{Command, CommandGroup, Context, Key, TABLE},
    gloss::{Citation, Kind},
    suggest::SourceState,
    text::structure::LocatorKind,
};

/// The words for work that could not be saved.
const NOT_SAVED: &str = "NOT SAVED";

/// The longest place of the selection, as people cite it, that is shown whole, in code points. Chosen by hand: a page and the name
/// of a short section.
const MAX_PLACE_CODE_POINTS: usize = 32;

/// The fewest cells in which the title of a section tells anything.
const MIN_SECTION_CELLS: u16 = 8;

/// Draws the status line, which ends with `right`.
pub fn draw(app: &App, theme: Theme, area: Area, right: &str, buffer: &mut Buffer) {
    let style = theme.status();
    paint::clear(buffer, paint::rect(area), style);
    let end = area.x + area.width;
    let mut x = area.x + 1;
    if begins_not_saved(app) {
        x = paint::write(buffer, x, area.y, end, NOT_SAVED, style.patch(theme.alarm())) + 2;
    }
    if let Mode::Search(search) = &app.mode {
        let x = paint::write(buffer, x - 1, area.y, end, "/", style.patch(theme.accent()));
        let x = paint::write(buffer, x, area.y, end, search.line.text(), style);
        if let Some(error) = &search.error {
            paint::write(buffer, x + 2, area.y, end, error, style.patch(theme.alarm()));
        }
        return;
    }
    let start = end.saturating_sub(crate::text::cells::width(right, 0) as u16 + 1);
    let (saved, alarm) = saved(app);
    let parts: Vec<&str> = app.status.messages().collect();
    let left_end = start.saturating_sub(1);
    match message::on_one_row(&parts, left_end.saturating_sub(x)) {
        // The message is drawn over this row and those above.
        None => return,
        Some(message) if !message.is_empty() => {
            paint::write(buffer, x, area.y, left_end, &message, message_style(app, theme));
        }
        Some(_) => {
            x = paint::write_cut(buffer, x, area.y, left_end, &app.document.name, style);
            let look = if alarm { theme.alarm() } else { theme.dim() };
            x = paint::write_cut(buffer, x + 2, area.y, left_end, &saved, style.patch(look));
            if let Some(coder) = &app.settings.coder {
                let coder = format!("as {coder}");
                x = paint::write_cut(buffer, x + 2, area.y, left_end, &coder, style.patch(theme.dim()));
            }
            if let Some(Sequence { number, count }) = app.sequence {
                let place = format!("{number} of {count}");
                x = paint::write_cut(buffer, x + 2, area.y, left_end, &place, style.patch(theme.dim()));
            }
            let mut tally: Vec<String> = tally(app);
            tally.extend(app.comparison.as_ref().map(|comparison| format!("{} open", comparison.open)));
            tally.extend(Some(app.suggestions.len()).filter(|&open| open > 0).map(|open| format!("{open}?")));
            x = paint::write_cut(buffer, x + 2, area.y, left_end, &tally.join(" "), style);
            x = sources(app, theme, (x + 2, area.y, left_end), buffer);
            if let Some(title) = app.section_title().filter(|_| x + MIN_SECTION_CELLS <= left_end) {
                let section = format!("§ {title}");
                paint::write_cut(buffer, x, area.y, left_end, &section, style.patch(theme.dim()));
            }
        }
    }
    paint::write(buffer, start, area.y, end, right, style);
}

/// Draws a message that is too long for the status line, which ends with `right`, whole: its last row is the status line.
pub fn long_message(app: &App, theme: Theme, area: Area, right: &str, buffer: &mut Buffer) {
    let mut parts: Vec<&str> = app.status.messages().collect();
    let right = crate::text::cells::width(right, 0) as u16;
    let begin = if begins_not_saved(app) { NOT_SAVED.len() as u16 + 2 } else { 0 };
    if message::on_one_row(&parts, area.width.saturating_sub(right + 3 + begin)).is_none() {
        if begin > 0 {
            parts.insert(0, NOT_SAVED);
        }
        message::draw(&parts, message_style(app, theme), paint::rect(area), buffer);
    }
}

/// Whether the line begins with [`NOT_SAVED`], which nothing hides: something is not saved, and the message doesn't begin with it.
fn begins_not_saved(app: &App) -> bool {
    matches!(app.status.saved, SaveState::Failed(_))
        && !app.status.messages().next().is_some_and(|message| message.starts_with(NOT_SAVED))
}

/// The style of a message: alarming while something is not saved.
fn message_style(app: &App, theme: Theme) -> Style {
    let style = theme.status();
    if saved(app).1 { style.patch(theme.alarm()) } else { style }
}

/// Draws the sources of suggestions that are slow, failed or cancelled, from column `x` to before `end` of row `y`. Returns the
/// column where more may follow.
fn sources(app: &App, theme: Theme, (mut x, y, end): (u16, u16, u16), buffer: &mut Buffer) -> u16 {
    if !app.suggestions.shown {
        return x;
    }
    let style = theme.status();
    for (name, state) in app.suggestions.sources() {
        let (what, style) = match state {
            SourceState::Idle | SourceState::Done => continue,
            SourceState::Working => ("…", style.patch(theme.dim())),
            SourceState::Failed(_) => ("failed", style.patch(theme.alarm())),
            SourceState::Cancelled => ("cancelled", style.patch(theme.dim())),
        };
        x = paint::write_cut(buffer, x, y, end, &format!("{name} {what}"), style) + 2;
    }
    x
}

/// The number of glosses of each kind, such as `C8 Q7`.
fn tally(app: &App) -> Vec<String> {
    let letter = |tag: &str| app.schema.kind(tag).map_or('?', |kind| kind.letter);
    app.glosses.tally().iter().map(|(tag, count)| format!("{}{count}", letter(tag))).collect()
}

/// The save state in a word, and whether it is alarming.
fn saved(app: &App) -> (String, bool) {
    match &app.status.saved {
        SaveState::Yes if app.text().lost() > 0 => {
            (format!("{} bytes of the file are gone", app.text().lost()), true)
        }
        SaveState::Yes => ("saved".to_owned(), false),
        SaveState::NotYet => ("reading the rest …".to_owned(), false),
        SaveState::Never(reason) => (reason.clone(), true),
        // The words for this stand at the start of the line.
        SaveState::Failed(_) => (String::new(), true),
    }
}

/// The right end of the status line: typed count, work in progress, unit, position.
pub fn right(app: &App) -> String {
    let mut parts = Vec::new();
    if let Some(count) = app.cursor.count {
        parts.push(count.to_string());
    }
    if let (Some((total, before)), true) = (app.search.count, app.search.shown) {
        parts.push(if total == 0 {
            "no match".to_owned()
        } else {
            format!("match {} of {total}", before + 1)
        });
    }
    if app.cursor.anchor.is_some() {
        parts.push("EXTEND".to_owned());
    }
    match app.cursor.selection.ranges().len() {
        1 => parts.push(app.cursor.unit.name().to_owned()),
        n => parts.push(format!("{n} ranges")),
    }
    let position = app.position();
    let text = app.text();
    // The section has a place of its own in the line.
    let citation =
        Citation::of(text.structure(), app.cursor.selection.ranges()).without(LocatorKind::Section);
    parts.extend(Some(shortened(citation.place(None))).filter(|place| !place.is_empty()));
    if !citation.is_exact() && text.is_indexed(position) {
        let paragraph = text.paragraphs_before(position + 1);
        let is_whole = app.status.saved != SaveState::NotYet && text.is_indexed(text.len());
        let all = if is_whole { format!("/{}", text.paragraphs()) } else { String::new() };
        parts.push(format!("¶ {paragraph}{all}"));
    }
    // How far the beginning is read says nothing.
    if app.status.saved != SaveState::NotYet {
        parts.push(format!("{}%", app.percent_at(position)));
    }
    parts.join("  ")
}

/// A place of no more than [`MAX_PLACE_CODE_POINTS`].
fn shortened(place: String) -> String {
    match place.char_indices().nth(MAX_PLACE_CODE_POINTS) {
        Some((end, _)) => format!("{}…", place.get(..end).unwrap_or_default()),
        None => place,
    }
}

/// Draws the line of key hints.
pub fn hints(app: &App, theme: Theme, area: Area, buffer: &mut Buffer) {
    let end = area.x + area.width;
    let mut x = area.x + 1;
    for (key, what) in hints_for(app) {
        let width = crate::text::cells::width(&key, 0) + crate::text::cells::width(&what, 0) + 1;
        if usize::from(end.saturating_sub(x)) < width {
            break;
        }
        x = paint::write(buffer, x, area.y, end, &key, theme.accent());
        x = paint::write(buffer, x + 1, area.y, end, &what, theme.dim()) + 2;
    }
}

fn hints_for(app: &App) -> Vec<(String, String)> {
    let fixed = |hints: &[(&str, &str)]| hints.iter().map(|&(k, w)| (k.to_owned(), w.to_owned())).collect();
    match &app.mode {
        Mode::Normal => normal_hints(app),
        Mode::Doubled(key, _) => vec![(key.to_string(), "to the place before the last jump".to_owned())],
        Mode::Tag => {
            let typed = |kind: &Kind| match (app.schema.typed_letter(kind), &kind.keys[..]) {
                (Some(letter), _) => letter.to_string(),
                (None, keys) => keys.iter().map(|key| key.key).collect(),
            };
            app.schema.kinds.iter().map(|kind| (typed(kind), kind.name.clone())).collect()
        }
        Mode::Jump(_) => fixed(&[("letter", "select"), ("esc", "back")]),
        Mode::Preview(preview) => {
            [("enter".to_owned(), preview.action.clone()), ("esc".to_owned(), "back".to_owned())].into()
        }
        Mode::Relation(..) => fixed(&[("esc", "back")]),
        Mode::Search(_) => {
            fixed(&[("enter", "keep"), ("esc", "back"), ("up", "earlier"), ("\\v", "regular expression")])
        }
        Mode::Pick(_) => fixed(&[("enter", "take"), ("up/down", "choose"), ("esc", "back")]),
        Mode::Form(_) => {
            fixed(&[("enter", "keep"), ("tab", "next field"), ("ctrl-e", "note"), ("esc", "as it was")])
        }
        Mode::Note(_) => fixed(&[("esc", "keep"), ("ctrl-e", "your editor")]),
        Mode::AcceptAll(_) => {
            fixed(&[("enter", "accept"), ("up/down", "confidence"), ("tab", "kind"), ("esc", "back")])
        }
        Mode::Help(_) => {
            let scroll = [Command::Next, Command::Previous];
            let keys = scroll.iter().filter_map(|command| Some(article_key(app, *command)?.to_string()));
            let keys = keys.collect::<Vec<_>>().join("/");
            [(keys, "scroll".to_owned()), ("esc".to_owned(), "back".to_owned())].into()
        }
    }
}

fn normal_hints(app: &App) -> Vec<(String, String)> {
    let context = app.context();
    let keys = |row: &crate::command::CommandRow| {
        let hint = row.hint?;
        Some((app.keys_of(row.command).first()?.to_string(), hint.to_owned()))
    };
    let of_group = |group| TABLE.iter().filter(move |row| row.group == group).filter_map(keys);
    let others =
        TABLE.iter().filter(|row| !matches!(row.group, CommandGroup::Suggest | CommandGroup::Compare));
    let mut hints: Vec<(String, String)> = others.filter_map(keys).collect();
    let kinds = app.schema.kinds.iter().filter_map(|kind| Some((kind_hint(app, kind)?, kind.name.clone())));
    // The hints for tagging come right after those for moving.
    let at = if context == Context::Article { 3.min(hints.len()) } else { 0 };
    hints.splice(at..at, kinds.collect::<Vec<_>>());
    if app.comparison.is_some() {
        let numbers = ("1…9".to_owned(), "take".to_owned());
        hints.splice(
            0..0,
            of_group(CommandGroup::Compare)
                .take(1)
                .chain([numbers])
                .chain(of_group(CommandGroup::Compare).skip(1)),
        );
    }
    // If there are suggestions, accepting them is the shortest way.
    if !app.suggestions.is_empty() {
        let at = usize::from(context == Context::Article).min(hints.len());
        hints.splice(at..at, of_group(CommandGroup::Suggest));
    }
    if context == Context::Article
        && let Some((what, key)) = app.referred_to().zip(app.keys_of(Command::OpenLink).first())
    {
        hints.insert(1.min(hints.len()), (key.to_string(), what.to_owned()));
    }
    // While a gloss is reviewed, the keys that decide about it come first.
    hints.splice(0..0, review_hints(app));
    hints
}

/// What is typed for a kind in the focused pane; `None` for nothing. In the gloss pane a kind's key shows that kind alone, and
/// no other key does.
fn kind_hint(app: &App, kind: &Kind) -> Option<String> {
    let keys = kind_keys::typed(kind, &app.settings.keymap, &app.contexts());
    let is_key = |typed: &String| typed.chars().count() == 1;
    let keys: Vec<String> = match app.context() {
        Context::Article if !kind.keys.is_empty() => keys,
        _ => keys.into_iter().filter(is_key).collect(),
    };
    let separator = if keys.iter().all(is_key) { "" } else { " " };
    (!keys.is_empty()).then(|| keys.join(separator))
}

/// The key of a command in the article, whose keys are those of the help, too.
fn article_key(app: &App, command: Command) -> Option<Key> {
    app.settings.keymap.keys(Context::Article, command).first().copied()
}

/// The keys that decide about the current gloss, if it needs a review.
fn review_hints(app: &App) -> Vec<(String, String)> {
    let Some(placed) = app.current_gloss().filter(|placed| placed.needs_review()) else { return Vec::new() };
    let can_confirm = placed.has_all_its_words();
    let deeds = [
        (Command::Confirm, "confirm"),
        (Command::Place, "put on selection"),
        (Command::Orphan, "leave without place"),
        (Command::Review, "next to review"),
    ];
    let key = |command| app.keys_of(command).first().map(ToString::to_string);
    let deeds = deeds.into_iter().filter(|(command, _)| *command != Command::Confirm || can_confirm);
    deeds.filter_map(|(command, what)| Some((key(command)?, what.to_owned()))).collect()
}
