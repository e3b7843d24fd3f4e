//! A worker thread that answers the last question and abandons older ones, so that no key waits for an answer.

use std::{
    io, mem,
    sync::mpsc::{self, Sender},
};

use super::{Message, worker};
use crate::suggest::Cancel;

/// The worker of questions `Q`. An answer that nobody awaits any longer is abandoned when this is dropped.
pub struct LatestWorker<Q> {
    questions: Sender<(Q, Cancel)>,
    /// Abandons the answer to the last question.
    last: Cancel,
}

impl<Q: Send + 'static> LatestWorker<Q> {
    /// Starts a thread called `name`, in which `answer` gets each question with its sign that it is abandoned. If the thread
    /// panics, the person is told that `task` has stopped.
    pub fn start(
        name: &'static str,
        task: &'static str,
        messages: &Sender<Message>,
        mut answer: impl FnMut(Q, &Cancel, &Sender<Message>) + Send + 'static,
    ) -> io::Result<Self> {
        let (questions, asked) = mpsc::channel::<(Q, Cancel)>();
        worker::spawn(name, task, messages, move |messages| {
            while let Ok(first) = asked.recv() {
                let (question, cancel) = asked.try_iter().last().unwrap_or(first);
                answer(question, &cancel, messages);
            }
        })?;
        Ok(Self { questions, last: Cancel::default() })
    }

    /// Abandons the answer to the last question, and asks this one.
    pub fn ask(&mut self, question: Q) {
        self.stop();
        // Sending fails only if the worker has ended; then there is no answer.
        let _ = self.questions.send((question, self.last.clone()));
    }
}

impl<Q> LatestWorker<Q> {
    /// Abandons the answer to the last question.
    pub fn stop(&mut self) {
        mem::take(&mut self.last).cancel();
    }
}

impl<Q> Drop for LatestWorker<Q> {
    fn drop(&mut self) {
        self.stop();
    }
}
