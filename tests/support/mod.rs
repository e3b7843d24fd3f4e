//! The real program in a real pseudo-terminal.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod require;

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
pub use rustix::process::Signal;
use rustix::{
    process::Pid,
    termios::{LocalModes, OptionalActions, Termios},
};
use tempfile::TempDir;

/// An article to read: two quotations, one of them split.
pub const ARTICLE: &str = "Ferry company and crews reach a deal\n\n\
The ferry company and its crews have not reached a deal, a spokeswoman said on Monday.\n\n\
“We were close at midnight,” Dana Holt said, “and we were far apart at noon.” The crews want nine days.\n\n\
“Nobody will be left on the pier,” Holt added.\n";

/// The path of the program.
pub const GLOSS: &str = env!("CARGO_BIN_EXE_gloss");

/// How long a test waits before it fails: long enough that no test depends on the machine's speed.
const MAX_WAIT: Duration = Duration::from_secs(20);

/// The time between two keys of somebody who types slowly: longer than the program waits for the rest of anything.
const PAUSE: Duration = Duration::from_millis(600);

/// A folder with a document, and with settings and state folders of its own.
pub struct Desk {
    pub folder: TempDir,
}

impl Desk {
    /// A folder with the article in it.
    pub fn new() -> Self {
        let desk = Self { folder: TempDir::new().expect("a folder") };
        fs::write(desk.path("ferry.txt"), ARTICLE).expect("written");
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The sidecar's text; empty if there is none.
    pub fn sidecar(&self) -> String {
        fs::read_to_string(self.path("ferry.txt.gloss.toml")).unwrap_or_default()
    }

    /// Opens the article.
    pub fn open(&self) -> Screen {
        self.open_with(&["ferry.txt"], (100, 30), &[])
    }

    /// Runs the program with these arguments.
    pub fn open_with(&self, args: &[&str], size: (u16, u16), env: &[(&str, &str)]) -> Screen {
        self.open_command(&[&[GLOSS], args].concat(), size, env)
    }

    /// Runs a command: a program and its arguments.
    pub fn open_command(&self, words: &[&str], (columns, rows): (u16, u16), env: &[(&str, &str)]) -> Screen {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(words[0]);
        command.args(&words[1..]);
        command.cwd(self.folder.path());
        command.env("TERM", "xterm-256color");
        command.env("XDG_STATE_HOME", self.path(".state"));
        command.env("XDG_CACHE_HOME", self.path(".cache"));
        command.env("XDG_CONFIG_HOME", self.path(".config"));
        for (name, value) in env {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("started");
        drop(pair.slave);
        let output =
            Arc::new(Mutex::new(Output { parser: vt100::Parser::new(rows, columns, 0), raw: Vec::new() }));
        let (mut reader, sink) = (pair.master.try_clone_reader().expect("a reader"), output.clone());
        let gone = Arc::new(AtomicBool::new(false));
        let is_gone = gone.clone();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                let mut output = sink.lock().expect("the screen");
                output.parser.process(&buffer[..n]);
                output.raw.extend_from_slice(&buffer[..n]);
                if is_gone.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        let writer = pair.master.take_writer().expect("a writer");
        Screen { child, terminal: Some((writer, pair.master)), output, gone }
    }
}

struct Output {
    parser: vt100::Parser,
    raw: Vec<u8>,
}

/// A running program and its screen.
pub struct Screen {
    pub child: Box<dyn Child + Send + Sync>,
    /// Where keys go, and the terminal's size.
    terminal: Option<(Box<dyn Write + Send>, Box<dyn MasterPty + Send>)>,
    output: Arc<Mutex<Output>>,
    /// Whether the terminal was taken away.
    gone: Arc<AtomicBool>,
}

impl Screen {
    /// Sends these keys, as a terminal sends them.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        let (writer, _) = self.terminal.as_mut().expect("a terminal");
        writer.write_all(keys.as_bytes()).expect("typed");
        self
    }

    /// Sends these bytes, which need be no whole keys.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        let (writer, _) = self.terminal.as_mut().expect("a terminal");
        writer.write_all(bytes).expect("typed");
        self
    }

    /// Whether the terminal passes on whole lines, as a shell has it for its commands.
    pub fn is_in_line_mode(&self) -> bool {
        self.modes().local_modes.contains(LocalModes::ICANON)
    }

    /// Makes the terminal pass on whole lines.
    pub fn set_line_mode(&self) {
        let mut modes = self.modes();
        modes.local_modes |= LocalModes::ICANON;
        let (_, master) = self.terminal.as_ref().expect("a terminal");
        let path = master.tty_name().expect("its name");
        let terminal = fs::File::open(path).expect("opened");
        rustix::termios::tcsetattr(terminal, OptionalActions::Now, &modes).expect("set");
    }

    fn modes(&self) -> Termios {
        let (_, master) = self.terminal.as_ref().expect("a terminal");
        let path = master.tty_name().expect("its name");
        rustix::termios::tcgetattr(fs::File::open(path).expect("opened")).expect("modes")
    }

    /// Takes the terminal away, as when its window is closed or the connection is lost.
    pub fn hang_up(&mut self) {
        self.gone.store(true, Ordering::SeqCst);
        // Whoever reads it is woken by what is drawn, and lets go of it.
        self.resize(90, 28);
        self.terminal = None;
    }

    /// The text on the screen.
    pub fn text(&self) -> String {
        self.output.lock().expect("the screen").parser.screen().contents()
    }

    /// Every byte that the program has written.
    pub fn raw(&self) -> Vec<u8> {
        self.output.lock().expect("the screen").raw.clone()
    }

    /// Waits until `what` is on the screen.
    pub fn wait_for(&mut self, what: &str) -> &mut Self {
        self.wait_until(what, |screen| screen.text().contains(what))
    }

    /// Waits until a condition holds; `what` names it in the failure.
    pub fn wait_until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) -> &mut Self {
        let start = Instant::now();
        while !holds(self) {
            assert!(start.elapsed() < MAX_WAIT, "never saw {what:?} in:\n{}", self.text());
            thread::sleep(Duration::from_millis(2));
        }
        self
    }

    /// Presses a key, with a pause before each time, until `what` is on the screen: what has begun before may take the first one for
    /// its rest on a machine that is too slow to see the pause.
    pub fn press_until(&mut self, key: &str, what: &str) -> &mut Self {
        let start = Instant::now();
        while !self.text().contains(what) {
            assert!(start.elapsed() < MAX_WAIT, "never saw {what:?} in:\n{}", self.text());
            thread::sleep(PAUSE);
            self.keys(key);
        }
        self
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.output.lock().expect("the screen").parser.screen_mut().set_size(rows, columns);
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let (_, master) = self.terminal.as_ref().expect("a terminal");
        master.resize(size).expect("resized");
        self
    }

    /// Sends a signal.
    pub fn signal(&self, signal: Signal) {
        let pid =
            self.child.process_id().and_then(|pid| Pid::from_raw(pid.cast_signed())).expect("a process");
        rustix::process::kill_process(pid, signal).expect("sent");
    }

    /// The letter of the process's state, as in `/proc`.
    pub fn state(&self) -> char {
        let pid = self.child.process_id().expect("a process");
        let stat =
            fs::read_to_string(Path::new("/proc").join(pid.to_string()).join("stat")).unwrap_or_default();
        stat.rsplit(") ").next().and_then(|rest| rest.chars().next()).unwrap_or('?')
    }

    /// Waits until the program ends; returns its exit code.
    pub fn ended(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Ok(Some(status)) = self.child.try_wait() {
                return status.exit_code();
            }
            assert!(start.elapsed() < MAX_WAIT, "still running:\n{}", self.text());
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Kills the program with SIGKILL.
    pub fn kill(&mut self) {
        self.signal(Signal::KILL);
        self.ended();
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
    }
}
