//! Handling an event: which part of the program gets a key, and which function runs a command.

use super::{App, Effect, Event, Focus, Mode, SaveFailure, SaveState};
use crate::{
    command::{Command as C, CommandGroup, CommandRow, Context, Key},
    text::{Unit, movement::Direction},
};

/// The key that goes to the last place when it is pressed twice, as in vim, where a mark's letter may follow as well.
const DOUBLED: Key = Key::char('`');

impl App {
    /// Handles `event`. The effects returned must be carried out in order before the next frame is drawn.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        // A question stays to be seen until the person has answered it, or nothing would be lost any more.
        let is_of_person = matches!(event, Event::Key(_) | Event::Paste(_) | Event::Mouse(_));
        let question = self.status.message.clone().filter(|_| self.status.is_leaving && !is_of_person);
        match event {
            Event::Key(key) => {
                self.status.opening.clear();
                self.status.message = None;
                self.key(key);
            }
            Event::Paste(text) => self.paste(&text),
            Event::Mouse(mouse) => self.mouse(mouse),
            Event::Resize(width, height) => {
                self.view.screen = (width, height);
                self.keep_in_view();
            }
            Event::Saved(outcome) => self.on_saved(outcome),
            Event::Merged(outcome) => self.on_merged(outcome),
            Event::Returned(changes) => self.on_returned(changes),
            Event::Loaded(text, glosses, notice) => {
                self.on_loaded(&text, glosses);
                self.status.message = notice.or(self.status.message.take());
            }
            Event::NotLoaded(reason) => {
                (self.loading, self.is_partly_read) = (None, true);
                self.say(reason);
            }
            Event::SearchResult(found) => self.on_search_result(found),
            Event::Edited(outcome) => self.on_note_edited(outcome),
            Event::Reloaded(document, glosses) => self.on_reloaded(*document, &glosses),
            Event::Stray(text, stray) => self.on_stray(&text, stray),
            Event::TakenOver(outcome) => self.on_taken_over(outcome),
            Event::Notice(notice) => self.say(notice),
            Event::Online(address) => self.offer_online(address),
            Event::Suggested(text, span, reports, is_last) => {
                self.on_suggestions(&text, span, reports, is_last);
            }
            Event::Background(dark) => self.view.dark = self.settings.dark.unwrap_or(dark),
            Event::Indexed => {}
            Event::Terminate => self.terminate(),
        }
        if question.is_some() && (self.has_unsaved_work() || matches!(self.mode, Mode::Form(_))) {
            self.status.message = question;
        }
        self.record_jump();
        self.ask_for_suggestions();
        std::mem::take(&mut self.effects)
    }

    fn key(&mut self, key: Key) {
        let mode = std::mem::take(&mut self.mode);
        self.draft_before_key = match &mode {
            Mode::Note(note) => Some(Mode::Note(note.clone())),
            Mode::Form(form) => Some(Mode::Form(form.clone())),
            _ => None,
        };
        match mode {
            Mode::Doubled(first, command) if key == first => {
                self.run(command);
                self.cursor.count = None;
            }
            Mode::Normal | Mode::Doubled(..) => self.normal_key(key),
            Mode::Tag => self.tag_key(key),
            Mode::Jump(jump) => self.jump_key(jump, key),
            Mode::Preview(preview) => self.preview_key(preview, key),
            Mode::Relation(from, to) => self.relation_key(from, to, key),
            Mode::Search(search) => self.search_key(search, key),
            Mode::Pick(picker) => self.picker_key(picker, key),
            Mode::Form(form) => self.form_key(form, key),
            Mode::Note(note) => self.note_key(note, key),
            Mode::AcceptAll(all) => self.accept_all_key(all, key),
            Mode::Help(row) => self.help_key(row, key),
        }
        self.draft_before_key = None;
    }

    fn normal_key(&mut self, key: Key) {
        if let (Some(_), Some(digit @ 1..)) =
            (self.cursor.difference, key.typed().and_then(|c| c.to_digit(10)))
        {
            return self.take_version(digit as usize);
        }
        if let Some(digit) = key.typed().and_then(|c| c.to_digit(10))
            && (digit > 0 || self.cursor.count.is_some())
        {
            let count = self.cursor.count.unwrap_or(0).saturating_mul(10).saturating_add(digit as usize);
            self.cursor.count = Some(count.min(99_999_999));
            return;
        }
        let mut contexts = self.contexts().into_iter();
        self.begin_jump(false);
        if let Some(command) = contexts.find_map(|context| self.settings.keymap.get(context, key)) {
            if command == C::LastPlace && key == DOUBLED {
                self.mode = Mode::Doubled(key, command);
                return;
            }
            self.run(command);
        } else if let Some((kind, set)) = self.kind_of_key(key) {
            match self.view.focus {
                Focus::Article => self.tag(&kind, &set, false),
                Focus::Glosses => self.filter(&kind),
            }
        } else {
            self.say(format!("{key} means nothing here; ? shows what does"));
        }
        self.cursor.count = None;
    }

    /// The keymap context of the focused pane.
    pub fn context(&self) -> Context {
        match self.view.focus {
            Focus::Article => Context::Article,
            Focus::Glosses => Context::Pane,
        }
    }

    /// The keymap contexts that apply now; the first one that binds a key decides.
    pub fn contexts(&self) -> Vec<Context> {
        let compare = self.comparison.is_some().then_some(Context::Compare);
        compare.into_iter().chain([self.context()]).collect()
    }

    /// The keys that run `command` now.
    pub fn keys_of(&self, command: C) -> Vec<Key> {
        let contexts = self.contexts();
        let keymap = &self.settings.keymap;
        let of_context = |(i, context): (usize, &Context)| {
            let mut keys = keymap.keys(*context, command);
            keys.retain(|key| contexts[..i].iter().all(|before| keymap.get(*before, *key).is_none()));
            keys
        };
        contexts.iter().enumerate().flat_map(of_context).collect()
    }

    /// The key that runs `command` now, for a message; a command without one is named as the palette finds it.
    pub fn key_of(&self, command: C) -> String {
        let key = self.keys_of(command).first().map(ToString::to_string);
        key.unwrap_or_else(|| format!(":{}", command.name()))
    }

    /// Whether a command can be used now: commands on suggestions cannot be while coders are compared, nor commands
    /// on differences while there is no comparison.
    pub fn is_available(&self, row: &CommandRow) -> bool {
        match row.group {
            CommandGroup::Suggest => self.comparison.is_none(),
            CommandGroup::Compare => self.comparison.is_some(),
            _ => true,
        }
    }

    /// Runs a command.
    pub(super) fn run(&mut self, command: C) {
        if !command.leaves_document() {
            self.status.is_leaving = false;
        }
        self.begin_jump(command.is_jump());
        self.carry_out(command);
    }

    /// Does what a command says. Each has its line here, however many they are, so that the compiler tells of one that does nothing.
    #[allow(clippy::too_many_lines, reason = "a line for each command")]
    fn carry_out(&mut self, command: C) {
        use Direction::{Backward, Forward};
        match command {
            C::Next => self.step(self.cursor.unit, Forward),
            C::Previous => self.step(self.cursor.unit, Backward),
            C::NextWord => self.step_as(Unit::Word, Forward),
            C::PreviousWord => self.step_as(Unit::Word, Backward),
            C::NextSentence => self.step_as(Unit::Sentence, Forward),
            C::PreviousSentence => self.step_as(Unit::Sentence, Backward),
            C::NextParagraph => self.step_as(Unit::Paragraph, Forward),
            C::PreviousParagraph => self.step_as(Unit::Paragraph, Backward),
            C::Jump => self.jump(),
            C::Back => self.jump_back(),
            C::Forward => self.jump_forward(),
            C::LastPlace => self.jump_to_latest(),
            C::Widen => self.widen(),
            C::Narrow => self.narrow(),
            C::SelectSentence => self.select_here(Unit::Sentence),
            C::SelectParagraph => self.select_here(Unit::Paragraph),
            C::SelectQuotation => self.select_quotation(),
            C::Extend => self.extend(),
            C::AddRange => self.add_range(),
            C::GrowEnd => self.nudge_end(Forward),
            C::ShrinkEnd => self.nudge_end(Backward),
            C::GrowStart => self.nudge_start(Backward),
            C::ShrinkStart => self.nudge_start(Forward),
            C::Cancel => self.cancel(),
            C::PageDown => self.page(Forward, 1, 1),
            C::PageUp => self.page(Backward, 1, 1),
            C::HalfPageDown => self.page(Forward, 1, 2),
            C::HalfPageUp => self.page(Backward, 1, 2),
            C::ScrollDown => self.scroll(Forward, self.cursor.count.unwrap_or(1)),
            C::ScrollUp => self.scroll(Backward, self.cursor.count.unwrap_or(1)),
            C::ScrollRight => self.scroll_sideways(Forward),
            C::ScrollLeft => self.scroll_sideways(Backward),
            C::Start => self.go_to_start(),
            C::End => self.go_to_end(),
            C::Percent => self.go_to_percent(),
            C::Contents => self.contents(),
            C::NextSection => self.step_section(Forward),
            C::PreviousSection => self.step_section(Backward),
            C::Wider => self.change_measure(5),
            C::Slimmer => self.change_measure(-5),
            C::Flow => self.change_flow(),
            C::ParagraphNumbers => self.change_view(|view| view.numbers = !view.numbers),
            C::Hints => self.change_view(|view| view.hints = !view.hints),
            C::Theme => self.change_theme(),
            C::Zoom => self.change_view(|view| view.zoom = !view.zoom),
            C::Card => self.change_card(),
            C::Redraw => self.effect(Effect::Redraw),
            C::Search => self.search(),
            C::SearchNext => self.search_again(Forward),
            C::SearchPrevious => self.search_again(Backward),
            C::Tag => self.mode = Mode::Tag,
            C::NextGloss => self.step_gloss(Forward),
            C::PreviousGloss => self.step_gloss(Backward),
            C::Edit => self.edit(),
            C::Note => self.note(),
            C::Link => self.link(),
            C::Follow => self.follow(),
            C::OpenLink => self.open_link(),
            C::Folder => self.folder(),
            C::Delete => self.delete(),
            C::Split => self.split(),
            C::Merge => self.merge(),
            C::NextSuggestion => self.step_suggestion(Forward),
            C::PreviousSuggestion => self.step_suggestion(Backward),
            C::Accept => self.accept(),
            C::Dismiss => self.dismiss(),
            C::AcceptAll => self.accept_all(),
            C::Suggestions => self.show_suggestions(),
            C::NextDifference => self.step_difference(Forward),
            C::PreviousDifference => self.step_difference(Backward),
            C::TakeMajority => self.take_majority(),
            C::TakeNone => self.take_none(None),
            C::TakeAgreed => self.take_agreed(),
            C::CoderNames => self.change_blind(),
            C::Undo => self.undo(),
            C::Redo => self.redo(),
            C::Review => self.review(),
            C::Confirm => self.confirm(),
            C::Place => self.place_reviewed(),
            C::Orphan => self.leave_orphaned(),
            C::Recover => self.recover(),
            C::Copy => self.copy(),
            C::OtherPane => self.other_pane(),
            C::ListNext => self.step_list(1),
            C::ListPrevious => self.step_list(-1),
            C::ListPageDown => self.step_list(10),
            C::ListPageUp => self.step_list(-10),
            C::ListStart => self.step_list(isize::MIN / 2),
            C::ListEnd => self.step_list(isize::MAX / 2),
            C::ListAll => self.show_all(),
            C::ListGroup => self.group_list(),
            C::Palette => self.palette(),
            C::Help => self.mode = Mode::Help(0),
            C::NextDocument => self.other_document(Forward),
            C::PreviousDocument => self.other_document(Backward),
            C::Suspend => self.effect(Effect::Suspend),
            C::Close => self.leave(Effect::Close),
            C::Quit => self.leave(Effect::Quit),
        }
    }

    fn help_key(&mut self, row: usize, key: Key) {
        let page = usize::from(self.view.screen.1.saturating_sub(4)).max(1);
        let command = self.settings.keymap.get(Context::Article, key);
        self.mode = Mode::Help(match command {
            Some(C::Next | C::ScrollDown | C::NextParagraph) => row + 1,
            Some(C::Previous | C::ScrollUp | C::PreviousParagraph) => row.saturating_sub(1),
            Some(C::PageDown | C::HalfPageDown) => row + page,
            Some(C::PageUp | C::HalfPageUp) => row.saturating_sub(page),
            Some(C::Start) => 0,
            Some(C::End) => usize::MAX / 2,
            Some(C::Close | C::Quit | C::Help | C::Cancel) => {
                self.mode = Mode::Normal;
                return;
            }
            // Anyone else who types these letters is looking for a row, not asking for the command.
            _ => row,
        });
    }

    fn paste(&mut self, text: &str) {
        match &mut self.mode {
            Mode::Note(note) => note.insert(text),
            Mode::Form(form) => form.insert(text),
            Mode::Pick(picker) => picker.insert(text),
            Mode::Search(search) => {
                search.line.insert(text);
                self.search_typed();
            }
            _ => {
                self.say(format!(
                    "pasted text has no place here; {} searches for it",
                    self.key_of(C::Search)
                ));
            }
        }
    }

    fn change_view(&mut self, change: impl FnOnce(&mut super::View)) {
        change(&mut self.view);
        self.keep_in_view();
    }

    /// Joins the lines of hard-wrapped prose, or shows them as they are.
    fn change_flow(&mut self) {
        self.change_view(|view| view.flow = !view.flow);
        // In most documents there is no such prose.
        self.say(if self.view.flow {
            "hard-wrapped lines are joined"
        } else {
            "lines are those of the file"
        });
    }

    /// Shows or hides cards.
    fn change_card(&mut self) {
        self.change_view(|view| view.card = !view.card);
        // Where no gloss is chosen nothing else tells it.
        self.say(if self.view.card { "cards are shown" } else { "cards are hidden" });
    }

    /// Changes between the themes; the background of the terminal decides no more.
    fn change_theme(&mut self) {
        self.view.dark = !self.view.dark;
        self.settings.dark = Some(self.view.dark);
    }

    /// Saves what is being written, since nobody can be asked any more.
    fn terminate(&mut self) {
        match self.draft_before_key.take().unwrap_or_else(|| std::mem::take(&mut self.mode)) {
            Mode::Note(note) => self.keep_note(&note),
            Mode::Form(form) => self.keep_valid(form),
            _ => {}
        }
        self.effect(Effect::Quit);
    }

    /// Leaves the document by `way`, unless something would be lost and the person has not been warned yet.
    pub(super) fn leave(&mut self, way: Effect) {
        match &self.status.saved {
            SaveState::Failed(SaveFailure { reason, is_kept }) if !self.status.is_leaving => {
                let what = if *is_kept {
                    "quit again to leave: changes are kept, and offered when it is opened again; not saved"
                } else {
                    "quit again to leave all the same, and lose what is not saved"
                };
                let said = format!("{what}: {reason}");
                self.status.is_leaving = true;
                self.say(said);
            }
            SaveState::Never(_)
                if self.document.path.is_none() && !self.glosses.is_empty() && !self.status.is_leaving =>
            {
                self.status.is_leaving = true;
                self.say(
                    "quit again to leave all the same: nothing is saved of standard input without --name",
                );
            }
            _ => self.effect(way),
        }
    }
}
