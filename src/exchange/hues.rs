//! Converts colours between schemas and files that have them as `#rrggbb`.

/// The hues of a schema, and their colours in files.
const HUES: [(&str, &str); 10] = [
    ("yellow", "#e5c07b"),
    ("orange", "#e69f00"),
    ("red", "#d55e5e"),
    ("magenta", "#cc79a7"),
    ("purple", "#9467bd"),
    ("blue", "#5b8def"),
    ("cyan", "#56b4e9"),
    ("teal", "#2a9d8f"),
    ("green", "#6aa84f"),
    ("grey", "#888888"),
];

/// The hue of what has no colour.
pub const NONE: &str = "grey";

/// The colour in a file for a schema's colour.
pub fn color(color: &str) -> &str {
    HUES.iter().find(|(hue, _)| *hue == color).map_or(color, |(_, hex)| hex)
}

/// The schema's colour for a colour in a file, `#rrggbb` or `#rgb`; grey if it is not one.
pub fn hue(color: &str) -> String {
    if let Some((hue, _)) = HUES.iter().find(|(_, hex)| hex.eq_ignore_ascii_case(color)) {
        return (*hue).to_owned();
    }
    match color.strip_prefix('#').filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        Some(hex) if hex.len() == 6 => color.to_owned(),
        Some(hex) if hex.len() == 3 => format!("#{}", hex.chars().flat_map(|c| [c, c]).collect::<String>()),
        _ => NONE.to_owned(),
    }
}
