//! What a terminal understands, by the name of its kind in `TERM`.

/// The sequences that a terminal understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Those of ECMA-48, by which the cursor is moved and text is set off, and no more: the console of Linux, a VT220, and terminals
    /// that nothing is known of.
    Plain,
    /// Those of xterm as well: the alternate screen, the mouse, pastes in brackets, the clipboard, the question for a colour.
    Xterm,
}

/// The kinds of terminals that understand xterm's sequences, by the first part of their names.
const LIKE_XTERM: [&str; 27] = [
    "alacritty",
    "contour",
    "dvtm",
    "foot",
    "ghostty",
    "gnome",
    "hterm",
    "iterm",
    "iterm2",
    "kitty",
    "konsole",
    "mintty",
    "mlterm",
    "ms",
    "nsterm",
    "putty",
    "rio",
    "rxvt",
    "screen",
    "st",
    "teraterm",
    "tmux",
    "vscode",
    "vte",
    "wezterm",
    "xterm",
    "zutty",
];

/// The kinds of terminals that move the cursor by sequences of their own, or not at all, by the beginnings of their names.
const WITHOUT_ECMA: [&str; 12] =
    ["adm", "dumb", "emacs", "h19", "hp2", "st52", "tvi", "unknown", "vt52", "wy30", "wy50", "wy60"];

impl Dialect {
    /// The dialect of a terminal with this `TERM`. `has_many_colors` says whether it is known to have more colours than a plain
    /// terminal has, as those do which understand more. `None` if it can't move a cursor as ECMA-48 says.
    pub fn of(term: &str, has_many_colors: bool) -> Option<Self> {
        let name = term.to_ascii_lowercase();
        if name.is_empty() || WITHOUT_ECMA.iter().any(|start| name.starts_with(start)) {
            return None;
        }
        let family = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is_like_xterm = LIKE_XTERM.contains(&family) || has_many_colors && family != "linux";
        Some(if is_like_xterm { Self::Xterm } else { Self::Plain })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_known_by_its_name() {
        for (term, dialect) in [
            ("xterm", Some(Dialect::Xterm)),
            ("xterm-256color", Some(Dialect::Xterm)),
            ("screen.xterm-256color", Some(Dialect::Xterm)),
            ("st-256color", Some(Dialect::Xterm)),
            ("iTerm2.app", Some(Dialect::Xterm)),
            ("linux", Some(Dialect::Plain)),
            ("vt100", Some(Dialect::Plain)),
            ("sun", Some(Dialect::Plain)),
            ("mine-9000", Some(Dialect::Plain)),
            ("", None),
            ("dumb", None),
            ("unknown", None),
            ("vt52", None),
            ("adm3a", None),
        ] {
            assert_eq!(Dialect::of(term, false), dialect, "{term}");
        }
        assert_eq!(Dialect::of("mine-9000", true), Some(Dialect::Xterm));
        assert_eq!(Dialect::of("linux", true), Some(Dialect::Plain));
        assert_eq!(Dialect::of("dumb", true), None);
    }
}
