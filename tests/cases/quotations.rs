//! Quotations, reports and their speakers.
