//! Picking one of many before there is anything else on the screen.

use std::{io, sync::mpsc};

use ratatui::{backend::CrosstermBackend, layout::Rect};

use super::{Canvas, Message, guard, input::Input};
use crate::{
    app::{Event, Pick, Picker},
    command::Code,
    ui,
};

/// Shows the list. Returns the number of the row chosen; none if the person went back.
pub fn pick(mut picker: Picker, depth: ui::Depth, dark: bool) -> io::Result<Option<usize>> {
    let (messages, incoming) = mpsc::channel();
    let _guard = guard::Guard::new()?;
    let mut canvas = Canvas::new(CrosstermBackend::new(io::BufWriter::new(io::stdout())));
    let mut input = Input::start(messages)?;
    let theme = ui::Theme { dark, depth };
    let chosen = loop {
        let (width, height) = crossterm::terminal::size()?;
        canvas.frame(width, height, |buffer| {
            (Some(ui::list(&picker, theme, Rect::new(0, 0, width, height), buffer)), ())
        })?;
        match incoming.recv() {
            Ok(Message::Event(Event::Key(key))) => match key {
                _ if key.is(Code::Enter) => {
                    if let Some(Pick::Number(number)) = picker.chosen().map(|choice| choice.pick.clone()) {
                        break Some(number);
                    }
                }
                _ if key.is(Code::Esc) || key.is_ctrl('c') => break None,
                key => {
                    picker.key(key);
                }
            },
            Ok(Message::Event(Event::Paste(text))) => picker.insert(&text),
            Ok(Message::Event(Event::Terminate)) | Err(_) => break None,
            Ok(_) => {}
        }
    };
    // The next one to read the terminal must not share it with this one.
    input.stop();
    Ok(chosen)
}
