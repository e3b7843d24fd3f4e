//! The ways in which texts are revised, from a few words to all that an editor does.

use super::edits::Measure;

const LIGHT: Measure = Measure { words: 20, sentences: 30, paragraphs: 20, ..Measure::NOTHING };

/// Each with its name.
pub const MEASURES: [(&str, Measure); 6] = [
    ("light", LIGHT),
    ("moved", Measure { moves: 3, ..LIGHT }),
    ("set anew", Measure { rewrap: true, straighten: true, ..LIGHT }),
    ("rewritten", Measure { rewrites: 200, rewrap: true, ..LIGHT }),
    ("rearranged", Measure { joins: 200, sections: 3, rewrap: true, words: 5, ..Measure::NOTHING }),
    (
        "heavy",
        Measure {
            words: 60,
            sentences: 120,
            paragraphs: 80,
            moves: 2,
            rewrap: true,
            straighten: true,
            ..Measure::NOTHING
        },
    ),
];
