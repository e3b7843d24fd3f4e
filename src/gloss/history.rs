//! What was done and what was undone.

use super::Transaction;

/// Transactions, to be taken back and done again, without limit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    done: Vec<Transaction>,
    undone: Vec<Transaction>,
}

impl History {
    /// A history that was kept: what was done, the last one last, and what was undone, the last one undone last.
    pub fn new(done: Vec<Transaction>, undone: Vec<Transaction>) -> Self {
        Self { done, undone }
    }

    /// Notes something that was done. What had been undone can't be redone any more.
    pub fn push(&mut self, transaction: Transaction) {
        self.undone.clear();
        self.done.push(transaction);
    }

    /// What takes back the last transaction.
    pub fn undo(&mut self) -> Option<Transaction> {
        let transaction = self.done.pop()?;
        let inverse = transaction.inverse();
        self.undone.push(transaction);
        Some(inverse)
    }

    /// What was undone last, to be done again.
    pub fn redo(&mut self) -> Option<Transaction> {
        let transaction = self.undone.pop()?;
        self.done.push(transaction.clone());
        Some(transaction)
    }

    /// How many transactions can be undone, and redone.
    pub fn len(&self) -> (usize, usize) {
        (self.done.len(), self.undone.len())
    }

    /// Whether nothing was done yet.
    pub fn is_empty(&self) -> bool {
        self.len() == (0, 0)
    }
}
