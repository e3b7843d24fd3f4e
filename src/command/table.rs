//! The one table of commands, from which the keymap, the help, the palette, the README's table and the manual page
//! are made.

use Command as C;
use CommandGroup as G;
use Context::{Article, Compare, Pane};

/// A place in the interface with key bindings of its own. (In forms and prompts, where text is typed, keys are fixed; see
/// [`FIXED`].)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// The article has the focus.
    Article,
    /// The gloss pane has the focus.
    Pane,
    /// The comparison of coders. Its keys apply in both panes, before the pane's own.
    Compare,
}

impl Context {
    /// The name in the configuration, as in `[keys.NAME]`.
    pub fn name(self) -> &'static str {
        match self {
            Article => "article",
            Pane => "glosses",
            Compare => "compare",
        }
    }

    /// The heading of the context's table in the README.
    pub fn title(self) -> &'static str {
        match self {
            Article => "In the article",
            Pane => "In the gloss pane",
            Compare => "Comparing coders, in both panes",
        }
    }

    /// All contexts, in the order of the reference.
    pub const ALL: [Self; 3] = [Article, Pane, Compare];
}

/// A section of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CommandGroup {
    /// Moving the selection.
    Move,
    /// Changing the extent of the selection.
    Select,
    /// Moving the view.
    View,
    /// Finding text.
    Search,
    /// Making glosses.
    Tag,
    /// Changing glosses.
    Gloss,
    /// Accepting suggestions.
    Suggest,
    /// Settling differences between coders.
    Compare,
    /// The gloss pane.
    List,
    /// The program.
    Program,
}

impl CommandGroup {
    /// The heading in the help.
    pub fn title(self) -> &'static str {
        match self {
            G::Move => "Move the selection",
            G::Select => "Shape the selection",
            G::View => "Page and view",
            G::Search => "Search",
            G::Tag => "Tag",
            G::Gloss => "Glosses",
            G::Suggest => "Suggestions",
            G::Compare => "Differences between coders",
            G::List => "Gloss pane",
            G::Program => "Program",
        }
    }
}

/// An action that a key or the palette starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the table below documents each, once")]
pub enum Command {
    Next,
    Previous,
    NextWord,
    PreviousWord,
    NextSentence,
    PreviousSentence,
    NextParagraph,
    PreviousParagraph,
    NextSection,
    PreviousSection,
    Contents,
    Jump,
    Back,
    Forward,
    LastPlace,
    OpenLink,
    Widen,
    Narrow,
    SelectSentence,
    SelectParagraph,
    SelectQuotation,
    Extend,
    AddRange,
    GrowEnd,
    ShrinkEnd,
    GrowStart,
    ShrinkStart,
    Cancel,
    PageDown,
    PageUp,
    HalfPageDown,
    HalfPageUp,
    ScrollDown,
    ScrollUp,
    ScrollRight,
    ScrollLeft,
    Start,
    End,
    Percent,
    Wider,
    Slimmer,
    Flow,
    ParagraphNumbers,
    Hints,
    Theme,
    Zoom,
    Redraw,
    Search,
    SearchNext,
    SearchPrevious,
    Tag,
    NextGloss,
    PreviousGloss,
    Edit,
    Note,
    Link,
    Follow,
    Folder,
    Delete,
    Split,
    Merge,
    Card,
    NextSuggestion,
    PreviousSuggestion,
    Accept,
    Dismiss,
    AcceptAll,
    Suggestions,
    NextDifference,
    PreviousDifference,
    TakeMajority,
    TakeNone,
    TakeAgreed,
    CoderNames,
    Undo,
    Redo,
    Recover,
    Review,
    Confirm,
    Place,
    Orphan,
    Copy,
    OtherPane,
    ListNext,
    ListPrevious,
    ListPageDown,
    ListPageUp,
    ListStart,
    ListEnd,
    ListAll,
    ListGroup,
    Palette,
    Help,
    NextDocument,
    PreviousDocument,
    Suspend,
    Close,
    Quit,
}

impl Command {
    /// The name of the command in the palette and the configuration.
    pub fn name(self) -> &'static str {
        self.row().map_or("", |row| row.name)
    }

    /// Whether there is a way back from where the command leads.
    pub fn is_jump(self) -> bool {
        self.row().is_some_and(|row| row.is_jump)
    }

    /// Whether the command may leave the document, so that a second press insists on it.
    pub fn leaves_document(self) -> bool {
        self.row().is_some_and(|row| row.leaves_document)
    }

    fn row(self) -> Option<&'static CommandRow> {
        TABLE.iter().find(|row| row.command == self)
    }
}

/// A command's row in the table.
pub struct CommandRow {
    /// The command.
    pub command: Command,
    /// The name of the command in the palette and the configuration.
    pub name: &'static str,
    /// The section of the help that lists the command.
    pub group: CommandGroup,
    /// What the command does, in one line without a full stop.
    pub doc: &'static str,
    /// The default keys in each context in which the command can be used.
    pub keys: &'static [(Context, &'static [&'static str])],
    /// The word for the command in the line of key hints; `None` where it is not shown there.
    pub hint: Option<&'static str>,
    /// Whether there is a way back from where the command leads.
    pub is_jump: bool,
    /// Whether the command may leave the document.
    pub leaves_document: bool,
}

type Keys = &'static [(Context, &'static [&'static str])];

const fn row(
    command: Command,
    group: CommandGroup,
    name: &'static str,
    keys: Keys,
    doc: &'static str,
) -> CommandRow {
    CommandRow { command, name, group, doc, keys, hint: None, is_jump: false, leaves_document: false }
}

const fn jump(mut row: CommandRow) -> CommandRow {
    row.is_jump = true;
    row
}

const fn leave(mut row: CommandRow) -> CommandRow {
    row.leaves_document = true;
    row
}

const fn hint(mut row: CommandRow, hint: &'static str) -> CommandRow {
    row.hint = Some(hint);
    row
}

/// Every command.
#[rustfmt::skip]
pub const TABLE: &[CommandRow] = &[
    hint(row(C::Next, G::Move, "next", &[(Article, &["j", "down"])], "Select the next unit; with a count, that many on"), "next"),
    row(C::Previous, G::Move, "previous", &[(Article, &["k", "up"])], "Select the previous unit"),
    row(C::NextWord, G::Move, "next-word", &[(Article, &["l", "w", "right"])], "Select the next word"),
    row(C::PreviousWord, G::Move, "previous-word", &[(Article, &["h", "b", "left"])], "Select the previous word"),
    row(C::NextSentence, G::Move, "next-sentence", &[(Article, &[")"])], "Select the next sentence"),
    row(C::PreviousSentence, G::Move, "previous-sentence", &[(Article, &["("])], "Select the previous sentence"),
    row(C::NextParagraph, G::Move, "next-paragraph", &[(Article, &["}"])], "Select the next paragraph"),
    row(C::PreviousParagraph, G::Move, "previous-paragraph", &[(Article, &["{"])], "Select the previous paragraph"),
    jump(row(C::NextSection, G::Move, "next-section", &[(Article, &["alt-j"])], "Go to the next section")),
    jump(row(C::PreviousSection, G::Move, "previous-section", &[(Article, &["alt-k"])], "Go to the start of this section, or of the one before")),
    jump(row(C::Contents, G::Move, "contents", &[(Article, &["ctrl-t"]), (Pane, &["ctrl-t"])], "The contents, as a list to choose a section from: the outline or table of contents (toc)")),
    jump(hint(row(C::Jump, G::Move, "jump", &[(Article, &["f"])], "Show a label on each sentence, quotation and gloss in view; type one to select it"), "jump")),
    leave(row(C::Back, G::Move, "back", &[(Article, &["ctrl-o"]), (Pane, &["ctrl-o"])], "Go back to where the last jump began, also in another document; a count goes back as many jumps")),
    leave(row(C::Forward, G::Move, "forward", &[(Article, &["alt-o"]), (Pane, &["alt-o"])], "Go forward again")),
    leave(row(C::LastPlace, G::Move, "last-place", &[(Article, &["`"]), (Pane, &["`"])], "Pressed twice: go to the place before the last jump, and from there back again")),
    leave(jump(row(C::OpenLink, G::Move, "open-link", &[(Article, &["ctrl-g"])], "Go to what is referred to here: by a link, the mark of a note, a picture; of several, type a label"))),
    hint(row(C::Widen, G::Select, "widen", &[(Article, &["o", "alt-up"])], "Widen the selection: word, clause, sentence, quotation, paragraph, section"), "widen"),
    row(C::Narrow, G::Select, "narrow", &[(Article, &["i", "alt-down"])], "Narrow the selection, the way it was widened"),
    row(C::SelectSentence, G::Select, "select-sentence", &[(Article, &["s"])], "Select the sentence here"),
    row(C::SelectParagraph, G::Select, "select-paragraph", &[(Article, &["p"])], "Select the paragraph here"),
    row(C::SelectQuotation, G::Select, "select-quotation", &[(Article, &["'"])], "Select the quotation here, with all its parts"),
    row(C::Extend, G::Select, "extend", &[(Article, &["v"])], "Extend the selection with the next moves; again, or esc, to stop"),
    row(C::AddRange, G::Select, "add-range", &[(Article, &["V"])], "Keep this range and begin another one, for what is said in parts"),
    row(C::GrowEnd, G::Select, "grow-end", &[(Article, &[".", "shift-right"])], "Move the selection's end one character on"),
    row(C::ShrinkEnd, G::Select, "shrink-end", &[(Article, &[",", "shift-left"])], "Move the selection's end one character back"),
    row(C::GrowStart, G::Select, "grow-start", &[(Article, &["alt-left"])], "Move the selection's start one character back"),
    row(C::ShrinkStart, G::Select, "shrink-start", &[(Article, &["alt-right"])], "Move the selection's start one character on"),
    row(C::Cancel, G::Select, "cancel", &[(Article, &["esc"]), (Pane, &["esc"])], "Stop extending, let go of the gloss, drop other ranges and search highlights"),
    row(C::PageDown, G::View, "page-down", &[(Article, &["space", "pgdn", "ctrl-f"])], "A page on"),
    row(C::PageUp, G::View, "page-up", &[(Article, &["pgup", "ctrl-b", "backspace"])], "A page back"),
    row(C::HalfPageDown, G::View, "half-page-down", &[(Article, &["ctrl-d"])], "Half a page on"),
    row(C::HalfPageUp, G::View, "half-page-up", &[(Article, &["ctrl-u"])], "Half a page back"),
    row(C::ScrollDown, G::View, "scroll-down", &[(Article, &["ctrl-e"])], "Scroll the view one row on"),
    row(C::ScrollUp, G::View, "scroll-up", &[(Article, &["ctrl-y"])], "Scroll the view one row back"),
    row(C::ScrollRight, G::View, "scroll-right", &[(Article, &["alt-l"])], "Scroll a table that is wider than the pane to its next column"),
    row(C::ScrollLeft, G::View, "scroll-left", &[(Article, &["alt-h"])], "Scroll a wide table back by a column"),
    jump(row(C::Start, G::View, "start", &[(Article, &["g", "home"])], "The start; with a count, that paragraph")),
    jump(row(C::End, G::View, "end", &[(Article, &["G", "end"])], "The end; with a count, that paragraph")),
    jump(row(C::Percent, G::View, "percent", &[(Article, &["%"])], "With a count, go to that percentage of the text")),
    row(C::Wider, G::View, "wider", &[(Article, &["W"]), (Pane, &["W"])], "Make the lines of text wider; with a count, that many cells"),
    row(C::Slimmer, G::View, "slimmer", &[(Article, &["S"]), (Pane, &["S"])], "Make the lines of text slimmer"),
    row(C::Flow, G::View, "flow", &[(Article, &["alt-w"]), (Pane, &["alt-w"])], "Join the lines of hard-wrapped prose, or show the lines of the file"),
    row(C::ParagraphNumbers, G::View, "paragraph-numbers", &[(Article, &["#"]), (Pane, &["#"])], "Show or hide paragraph numbers"),
    row(C::Hints, G::View, "hints", &[(Article, &["H"]), (Pane, &["H"])], "Show or hide the line of key hints"),
    row(C::Theme, G::View, "theme", &[(Article, &["T"]), (Pane, &["T"])], "Change between the light and the dark theme"),
    row(C::Zoom, G::View, "zoom", &[(Article, &["z"]), (Pane, &["z"])], "Give the whole screen to this pane, or share it again"),
    row(C::Redraw, G::View, "redraw", &[(Article, &["ctrl-l"]), (Pane, &["ctrl-l"])], "Draw the screen anew"),
    jump(hint(row(C::Search, G::Search, "search", &[(Article, &["/"])], "Search: a literal in smart case, or after \\v a regular expression"), "search")),
    jump(row(C::SearchNext, G::Search, "search-next", &[(Article, &["n"])], "The next match")),
    jump(row(C::SearchPrevious, G::Search, "search-previous", &[(Article, &["N"])], "The previous match")),
    hint(row(C::Tag, G::Tag, "tag", &[(Article, &["t"])], "Tag the selection with any kind of the schema: its key, or its letter, follows"), "other kinds"),
    jump(row(C::NextGloss, G::Gloss, "next-gloss", &[(Article, &["]"])], "Select the next gloss")),
    jump(row(C::PreviousGloss, G::Gloss, "previous-gloss", &[(Article, &["["])], "Select the previous gloss")),
    hint(row(C::Edit, G::Gloss, "edit", &[(Article, &["enter"]), (Pane, &["enter", "e"])], "Edit the gloss here: kind, attributes, links, note; or a suggestion before it is accepted"), "edit"),
    row(C::Note, G::Gloss, "note", &[(Article, &["m"]), (Pane, &["m"])], "Write a note on the gloss here"),
    row(C::Link, G::Gloss, "link", &[(Article, &["L"]), (Pane, &["L"])], "Link the gloss here to another one: type its label, or / and some of its words"),
    jump(row(C::Follow, G::Gloss, "follow", &[(Article, &["ctrl-]"]), (Pane, &["ctrl-]"])], "Go to the gloss that this one links to, or that links to it")),
    leave(row(C::Folder, G::Gloss, "folder", &[(Article, &["F"]), (Pane, &["F"])], "All glosses of the folder that say the same as the one here: the same speaker, or what else it says first")),
    row(C::Delete, G::Gloss, "delete", &[(Article, &["d", "delete"]), (Pane, &["d", "delete"])], "Delete the gloss here"),
    row(C::Split, G::Gloss, "split", &[(Article, &["|"])], "Split the gloss here: into its parts, or at the start of the selection"),
    row(C::Merge, G::Gloss, "merge", &[(Article, &["&"])], "Merge the gloss here with the next one of its kind, as two parts of one"),
    row(C::Card, G::Gloss, "card", &[(Article, &["K"])], "Show or hide the card of the gloss under the selection"),
    jump(hint(row(C::Undo, G::Gloss, "undo", &[(Article, &["u"]), (Pane, &["u"])], "Undo the last change, also of an earlier session"), "undo")),
    jump(row(C::Redo, G::Gloss, "redo", &[(Article, &["U", "ctrl-r"]), (Pane, &["U", "ctrl-r"])], "Redo what was undone")),
    jump(row(C::Review, G::Gloss, "review", &[(Article, &["!"]), (Pane, &["!"])], "Go to the next gloss to review: changed, doubtful, without a place, or in conflict")),
    jump(row(C::Confirm, G::Gloss, "confirm", &[(Article, &["C"]), (Pane, &["C"])], "Confirm the gloss here as it is shown: where it stands now, and what is said of it")),
    row(C::Place, G::Gloss, "place", &[(Article, &["P"])], "Put the gloss that was reviewed last on the selection"),
    jump(row(C::Orphan, G::Gloss, "orphan", &[(Article, &["O"]), (Pane, &["O"])], "Leave the gloss here without a place: none is looked for any more")),
    row(C::Recover, G::Gloss, "recover", &[(Article, &["R"]), (Pane, &["R"])], "Take in what could not be saved earlier, or was left behind when the document was renamed"),
    row(C::Copy, G::Gloss, "copy", &[(Article, &["y"]), (Pane, &["y"])], "Copy the selection, or the gloss chosen as a quotation with its source"),
    jump(hint(row(C::NextSuggestion, G::Suggest, "next-suggestion", &[(Article, &[">"]), (Pane, &[">"])], "Select the next suggestion"), "suggestion")),
    jump(row(C::PreviousSuggestion, G::Suggest, "previous-suggestion", &[(Article, &["<"]), (Pane, &["<"])], "Select the previous suggestion")),
    jump(hint(row(C::Accept, G::Suggest, "accept", &[(Article, &["a"]), (Pane, &["a"])], "Accept the suggestion here, with the selection as its extent, and go on to the next one"), "accept")),
    jump(hint(row(C::Dismiss, G::Suggest, "dismiss", &[(Article, &["x"]), (Pane, &["x"])], "Dismiss the suggestion here for good, and go on to the next one"), "dismiss")),
    row(C::AcceptAll, G::Suggest, "accept-all", &[(Article, &["A"]), (Pane, &["A"])], "Accept all suggestions of a kind above a confidence; they are shown first"),
    row(C::Suggestions, G::Suggest, "suggestions", &[(Article, &["~"]), (Pane, &["~"])], "Show or hide suggestions"),
    jump(hint(row(C::NextDifference, G::Compare, "next-difference", &[(Compare, &[">"])], "Go to the next difference; at first to the first open one"), "difference")),
    jump(row(C::PreviousDifference, G::Compare, "previous-difference", &[(Compare, &["<"])], "Go to the previous difference")),
    jump(hint(row(C::TakeMajority, G::Compare, "take-majority", &[(Compare, &["a"])], "Take the version of most coders, which may be none, and go on to the next difference"), "most")),
    jump(hint(row(C::TakeNone, G::Compare, "take-none", &[(Compare, &["x"])], "Take none of the versions, and go on to the next difference"), "none")),
    hint(row(C::TakeAgreed, G::Compare, "take-agreed", &[(Compare, &["A"])], "Take all that the coders agree on"), "all agreed"),
    hint(row(C::CoderNames, G::Compare, "coder-names", &[(Compare, &["~"])], "Show or hide the coders' names"), "names"),
    hint(row(C::OtherPane, G::List, "other-pane", &[(Article, &["tab"]), (Pane, &["tab", "q"])], "Go to the other pane"), "glosses"),
    jump(row(C::ListNext, G::List, "list-next", &[(Pane, &["j", "down", "]"])], "The next gloss in the list")),
    jump(row(C::ListPrevious, G::List, "list-previous", &[(Pane, &["k", "up", "["])], "The previous gloss in the list")),
    jump(row(C::ListPageDown, G::List, "list-page-down", &[(Pane, &["space", "pgdn", "ctrl-d", "ctrl-f"])], "Ten glosses on")),
    jump(row(C::ListPageUp, G::List, "list-page-up", &[(Pane, &["pgup", "ctrl-u", "ctrl-b", "backspace"])], "Ten glosses back")),
    jump(row(C::ListStart, G::List, "list-start", &[(Pane, &["g", "home"])], "The first gloss")),
    jump(row(C::ListEnd, G::List, "list-end", &[(Pane, &["G", "end"])], "The last gloss")),
    row(C::ListAll, G::List, "list-all", &[(Pane, &["*"])], "Show all kinds again (a kind's own key shows that kind alone)"),
    row(C::ListGroup, G::List, "list-group", &[(Pane, &["o"])], "Group the list by kind, or put it in the document's order"),
    hint(row(C::Palette, G::Program, "palette", &[(Article, &[":"]), (Pane, &[":"])], "Every command, found by a few letters of its name"), "commands"),
    hint(row(C::Help, G::Program, "help", &[(Article, &["?", "f1"]), (Pane, &["?", "f1"])], "Help for where you are"), "help"),
    leave(row(C::NextDocument, G::Program, "next-document", &[(Article, &["ctrl-n"]), (Pane, &["ctrl-n"])], "Open the next of several documents; in the palette also `n`")),
    leave(row(C::PreviousDocument, G::Program, "previous-document", &[(Article, &["ctrl-p"]), (Pane, &["ctrl-p"])], "Open the previous of several documents; in the palette also `N`")),
    row(C::Suspend, G::Program, "suspend", &[(Article, &["ctrl-z"]), (Pane, &["ctrl-z"])], "Go back to the shell for a while (`fg` returns)"),
    leave(hint(row(C::Close, G::Program, "close", &[(Article, &["q"]), (Pane, &["Q"])], "Close the document: back to the folder it was opened from, or else quit; everything is saved already"), "quit")),
    leave(row(C::Quit, G::Program, "quit", &[(Article, &["ctrl-c"]), (Pane, &["ctrl-c"])], "Quit; everything is saved already")),
];

/// Keys that cannot be changed, because text is typed there: a title, then the keys with what they do.
pub const FIXED: &[(&str, &[(&str, &str)])] = &[
    (
        "In the form of a gloss",
        &[
            ("tab", "Take the completion that is shown, and go to the next field"),
            ("shift-tab, up / down", "Go to another field, with what is typed"),
            ("left / right, or a letter", "Choose among the values of a field that has a choice"),
            ("ctrl-n / ctrl-p", "Another completion"),
            ("ctrl-d", "Remove the link here"),
            ("ctrl-e", "Write the note"),
            ("enter", "Keep the changes"),
            ("esc / ctrl-c", "Leave everything as it was; what was typed is asked about"),
        ],
    ),
    (
        "In a note",
        &[
            ("esc / ctrl-c", "Keep the note; u takes it back"),
            ("ctrl-e", "Go on in your editor ($VISUAL or $EDITOR)"),
        ],
    ),
    (
        "In a prompt or a list",
        &[
            ("enter", "Take it"),
            ("up / down, ctrl-p / ctrl-n", "Earlier searches; another row"),
            ("ctrl-w / ctrl-u", "Delete a word; delete everything before the cursor"),
            ("esc / ctrl-c", "Go back; a search that was typed is among the earlier ones"),
        ],
    ),
    ("Comparing coders", &[("1 … 9", "Take that version of the difference here, or take it back")]),
    (
        "In a folder",
        &[
            (
                "letters",
                "Find a document by some of its letters; or glosses by words and conditions: speaker=Mara created>2026-10",
            ),
            ("tab", "List documents, or the glosses of all of them"),
            ("enter", "Open the document, or the document at the gloss"),
            ("esc", "Take back what was typed; go back to the document, or quit"),
            ("ctrl-c", "Quit"),
        ],
    ),
    (
        "With labels on the screen",
        &[
            ("a letter", "Narrow the labels; the last one selects"),
            ("/", "Search glosses by their words (for a link)"),
            ("esc", "Go back"),
        ],
    ),
];

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
