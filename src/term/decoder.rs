//! Decoding the bytes that the terminal sends into events.

use std::time::Duration;

use super::{
    background,
    escape_sequence::{Token, first_token, key_of_part},
    keys, mouse,
};
use crate::app::Event;

/// How long the rest of a key is waited for. A terminal sends a key at once, so only a slow line parts it; until then an escape is
/// none. Chosen by hand: nobody sees that escape takes so long.
const MAX_KEY_PAUSE: Duration = Duration::from_millis(25);

/// How long the rest of a paste is waited for. Chosen by hand: what comes later would be keys, so it is longer than a terminal or a
/// line that is busy takes; and after it, the keyboard works again.
const MAX_PASTE_PAUSE: Duration = Duration::from_millis(500);

/// The largest paste, in bytes. Chosen by hand: longer than any note or value, and drawn at once.
const MAX_PASTE_BYTES: usize = 1 << 20;

const PASTE_START: (&str, u8) = ("200", b'~');
const PASTE_END: &[u8] = b"\x1b[201~";

/// A decoder of the bytes that the terminal sends.
#[derive(Debug, Default)]
pub struct Decoder {
    /// The bytes that are not decoded yet, since the rest has not arrived.
    pending: Vec<u8>,
    /// The paste whose end has not arrived.
    paste: Option<Paste>,
}

/// A paste that is arriving.
#[derive(Debug, Default)]
struct Paste {
    bytes: Vec<u8>,
    /// Whether it is too long, so that nothing of it is kept.
    is_too_long: bool,
}

impl Paste {
    fn push(&mut self, bytes: &[u8]) {
        self.is_too_long |= self.bytes.len() + bytes.len() > MAX_PASTE_BYTES;
        if self.is_too_long {
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }

    fn event(self) -> Event {
        if self.is_too_long {
            let mebibytes = MAX_PASTE_BYTES >> 20;
            return Event::Notice(format!("nothing was pasted: it is longer than {mebibytes} MiB"));
        }
        Event::Paste(String::from_utf8_lossy(&self.bytes).into_owned())
    }
}

impl Decoder {
    /// Decodes `bytes`, and what had arrived before. Returns the events that are whole, in order.
    pub fn decode(&mut self, bytes: &[u8]) -> Vec<Event> {
        self.pending.extend_from_slice(bytes);
        let pending = std::mem::take(&mut self.pending);
        let mut rest = &pending[..];
        let mut events = Vec::new();
        while !rest.is_empty() {
            if let Some(paste) = &mut self.paste {
                let end = memchr::memmem::find(rest, PASTE_END);
                // A part of the end may have arrived.
                let kept = end.unwrap_or_else(|| rest.len() - length_of_begun_end(rest));
                paste.push(&rest[..kept]);
                rest = &rest[kept..];
                if end.is_none() {
                    break;
                }
                rest = &rest[PASTE_END.len()..];
                events.extend(self.paste.take().map(Paste::event));
                continue;
            }
            let (token, length) = first_token(rest);
            match token {
                Token::Part => break,
                Token::Control { parameters, last } if (parameters, last) == PASTE_START => {
                    self.paste = Some(Paste::default());
                }
                token => events.extend(event_of(token)),
            }
            rest = &rest[length..];
        }
        self.pending = rest.to_vec();
        events
    }

    /// How long the rest of what has begun is waited for. `None` if nothing has.
    pub fn patience(&self) -> Option<Duration> {
        match &self.paste {
            Some(_) => Some(MAX_PASTE_PAUSE),
            None => (!self.pending.is_empty()).then_some(MAX_KEY_PAUSE),
        }
    }

    /// Gives up what has begun, since its rest doesn't come: an escape is a key, a paste ends, anything else is dropped.
    pub fn give_up(&mut self) -> Option<Event> {
        let pending = std::mem::take(&mut self.pending);
        match self.paste.take() {
            Some(paste) => Some(paste.event()),
            None => event_of(key_of_part(&pending)?),
        }
    }
}

/// How many bytes at the end of `bytes` may be the beginning of a paste's end.
fn length_of_begun_end(bytes: &[u8]) -> usize {
    let most = bytes.len().min(PASTE_END.len() - 1);
    (1..=most).rev().find(|&length| bytes.ends_with(&PASTE_END[..length])).unwrap_or(0)
}

/// The event that a token stands for, if it means anything.
fn event_of(token: Token<'_>) -> Option<Event> {
    let key = match token {
        Token::Char { char, alt } => Some(keys::of_char(char, alt)),
        Token::Single(last) => keys::of_single(last),
        Token::Console(letter) => Some(keys::of_console(letter)),
        Token::Control { parameters, last: last @ (b'M' | b'm') } => {
            return mouse::of_report(parameters, last).map(Event::Mouse);
        }
        Token::Control { parameters, last } => keys::of_control(parameters, last),
        Token::OldMouse(report) => return mouse::of_old_report(report).map(Event::Mouse),
        Token::Command(content) => return background::is_dark(content).map(Event::Background),
        Token::Nothing | Token::Part => None,
    };
    key.map(Event::Key)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that the program asks a terminal for, or understands, and other answers and keys that terminals send.
    const SEQUENCES: [&[u8]; 20] = [
        b"\x1b[A",
        b"\x1b[1;5D",
        b"\x1b[Z",
        b"\x1b[3~",
        b"\x1b[24;2~",
        b"\x1b[27;5;47~",
        b"\x1b[97;5:1u",
        b"\x1bOP",
        b"\x1b[[A",
        b"\x1b[<0;10;20M",
        b"\x1b[35;10;20M",
        b"\x1b[M !!",
        b"\x1b[I",
        b"\x1b[?62;1;4c",
        b"\x1b[?1u",
        b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
        b"\x1b]11;rgb:00/00/00\x07",
        b"\x1bP>|name 1.2\x1b\\",
        b"\x1b_Gi=1;OK\x1b\\",
        "日\u{1f3f3}é".as_bytes(),
    ];

    fn said(events: impl IntoIterator<Item = Event>) -> Vec<String> {
        events.into_iter().map(|event| format!("{event:?}")).collect()
    }

    fn key(name: &str) -> String {
        format!("{:?}", Event::Key(name.parse().expect("a key")))
    }

    #[test]
    fn a_sequence_may_arrive_in_parts() {
        for bytes in SEQUENCES.into_iter().chain([&b"\x1b[200~two\nwords\x1b[201~"[..]]) {
            let whole = said(Decoder::default().decode(bytes));
            let mut decoder = Decoder::default();
            let parts: Vec<Event> = bytes.iter().flat_map(|byte| decoder.decode(&[*byte])).collect();
            assert_eq!(said(parts), whole, "{}", bytes.escape_ascii());
            assert_eq!(decoder.patience(), None, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn after_any_beginning_and_a_pause_the_next_key_is_a_key() {
        for bytes in SEQUENCES.into_iter().chain([PASTE_END, b"\x1b[200~words\x1b[201~"]) {
            for length in 1..bytes.len() {
                let begun = &bytes[..length];
                let mut decoder = Decoder::default();
                decoder.decode(begun);
                let given_up = decoder.give_up();
                assert!(decoder.patience().is_none(), "{}", begun.escape_ascii());
                assert_eq!(said(decoder.decode(b"j")), [key("j")], "{}", begun.escape_ascii());
                // Nothing but a key that somebody types and pasted text comes of a beginning.
                assert!(matches!(given_up, None | Some(Event::Key(_) | Event::Paste(_))), "{given_up:?}");
            }
        }
    }

    #[test]
    fn after_any_beginning_a_key_of_its_own_breaks_it_off() {
        for bytes in SEQUENCES {
            for length in 1..bytes.len() {
                let mut decoder = Decoder::default();
                let mut events = decoder.decode(&[&bytes[..length], b"\x1b[B\x03\x1b[Dq"].concat());
                events.extend(decoder.give_up());
                let told = said(events);
                let last = &told[told.len().saturating_sub(2)..];
                assert_eq!(last, [key("left"), key("q")], "{}", bytes[..length].escape_ascii());
            }
        }
    }

    #[test]
    fn keys_are_told_from_answers() {
        let of = |bytes: &[u8]| {
            let mut decoder = Decoder::default();
            let mut events = decoder.decode(bytes);
            events.extend(decoder.give_up());
            said(events)
        };
        assert_eq!(of(b"\x1b"), [key("esc")]);
        assert_eq!(of(b"\x1b\x1b"), [key("esc"), key("esc")]);
        assert_eq!(of(b"\x1b\x1b[A"), [key("esc"), key("up")]);
        assert_eq!(of(b"\x1bO"), [key("alt-O")]);
        assert_eq!(of(b"\x1b]j"), [key("alt-]"), key("j")]);
        assert_eq!(of(b"j\x1b]11;rgb:ff/ff/ff\x07j"), [key("j"), "Background(false)".to_owned(), key("j")]);
        assert_eq!(of(b"\xc3j"), [key("j")], "a byte that is no text takes no key along");
        assert_eq!(of(b"\x1b[O\x1b[I"), [""; 0], "focus means nothing");
    }

    #[test]
    fn a_paste_is_one_event_with_all_that_is_in_it() {
        let of = |bytes: &[u8]| said(Decoder::default().decode(bytes));
        let pasted = |text: &str| format!("{:?}", Event::Paste(text.to_owned()));
        let bytes = b"\x1b[200~a\x1b[31mb\x1b[200~\x1b[20\x03\x1b[201~q";
        assert_eq!(of(bytes), [pasted("a\x1b[31mb\x1b[200~\x1b[20\x03"), key("q")]);
        let mut unfinished = Decoder::default();
        unfinished.decode(b"\x1b[200~half\x1b[20");
        assert_eq!(said(unfinished.give_up()), [pasted("half")]);
        let mut long = b"\x1b[200~".to_vec();
        long.resize(MAX_PASTE_BYTES + 100, b'a');
        long.extend_from_slice(b"\x1b[201~q");
        let told = of(&long);
        assert!(told[0].contains("longer than 1 MiB") && told[1] == key("q") && told.len() == 2, "{told:?}");
    }
}
