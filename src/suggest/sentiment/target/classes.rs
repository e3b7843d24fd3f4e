//! The classes of distances and polarities that features are made of.

/// The class of a distance in words; the larger the distance, the coarser the class.
pub(super) fn bucket(distance: usize) -> u8 {
    match distance {
        0..=3 => distance as u8,
        4..=6 => 4,
        7..=12 => 5,
        _ => 6,
    }
}

/// The class of a polarity: 0 none, then bad, very bad, good, very good.
pub(super) fn sound(polarity: f32) -> u8 {
    match polarity {
        p if p <= -0.67 => 2,
        p if p < -0.1 => 1,
        p if p >= 0.67 => 4,
        p if p > 0.1 => 3,
        _ => 0,
    }
}
