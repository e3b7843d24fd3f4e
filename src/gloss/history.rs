//! The history of transactions for undo and redo.

use super::Transaction;

/// Transactions that can be undone and redone, without limit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    done: Vec<Transaction>,
    undone: Vec<Transaction>,
}

impl History {
    /// A history from its transactions: those done, the latest last, and those undone, the latest undone last.
    pub fn new(done: Vec<Transaction>, undone: Vec<Transaction>) -> Self {
        Self { done, undone }
    }

    /// Adds a transaction that was done. Transactions undone before can't be redone any more.
    pub fn push(&mut self, transaction: Transaction) {
        self.undone.clear();
        self.done.push(transaction);
    }

    /// The inverse of the last transaction, which becomes undone.
    pub fn undo(&mut self) -> Option<Transaction> {
        let transaction = self.done.pop()?;
        let inverse = transaction.inverse();
        self.undone.push(transaction);
        Some(inverse)
    }

    /// The transaction that was undone last, which becomes done again.
    pub fn redo(&mut self) -> Option<Transaction> {
        let transaction = self.undone.pop()?;
        self.done.push(transaction.clone());
        Some(transaction)
    }

    /// The number of transactions that can be undone, and redone.
    pub fn len(&self) -> (usize, usize) {
        (self.done.len(), self.undone.len())
    }

    /// Whether there is nothing to undo or redo.
    pub fn is_empty(&self) -> bool {
        self.len() == (0, 0)
    }
}

/// A step that a history is told of.
#[derive(Clone, Debug, PartialEq)]
pub enum HistoryStep {
    /// A transaction was applied.
    Do(Transaction),
    /// The last transaction was undone.
    Undo,
    /// The last undone transaction was applied again.
    Redo,
}
