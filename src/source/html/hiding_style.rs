//! Whether the declarations of a style hide an element: by saying so, or by the ways in which pages keep text for machines out of sight.

/// How far outside of the page an element is that nobody sees, in pixels. Pages use -9999 or the like.
const MIN_OFFSET_PIXELS: f32 = 900.0;

/// The height of a letter for which such an offset may be given, in pixels.
const LETTER_PIXELS: f32 = 16.0;

/// The largest box that shows nothing, in pixels.
const MAX_HIDDEN_PIXELS: f32 = 1.0;

/// The declarations of a style that matter here, with names and values in lower case.
#[derive(Debug, Default)]
struct Declarations(Vec<(String, String)>);

impl Declarations {
    fn of(style: &str) -> Self {
        let declarations = style.split(';').filter_map(|declaration| {
            let (name, value) = declaration.split_once(':')?;
            let value = value.split('!').next().unwrap_or_default();
            Some((name.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase()))
        });
        Self(declarations.collect())
    }

    /// The value that holds: the last one.
    fn get(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == value
    }

    fn pixels(&self, name: &str) -> Option<f32> {
        pixels(self.get(name))
    }

    /// Whether the element is said not to be shown.
    fn are_hiding(&self) -> bool {
        self.is("display", "none")
            || matches!(self.get("visibility"), "hidden" | "collapse")
            || self.is("mso-hide", "all")
    }

    /// Whether the element stands outside of the page, or all of it is clipped.
    fn are_out_of_sight(&self) -> bool {
        let is_far = |name: &str| self.pixels(name).is_some_and(|offset| offset <= -MIN_OFFSET_PIXELS);
        let is_placed = matches!(self.get("position"), "absolute" | "fixed");
        let is_small = |name: &str| self.pixels(name).is_some_and(|size| size <= MAX_HIDDEN_PIXELS);
        let is_clipped = self.get("clip").strip_prefix("rect(").is_some_and(|sides| {
            let sides = sides.trim_end_matches(')').split([',', ' ']).filter(|side| !side.is_empty());
            sides.map(pixels).all(|side| side.is_some_and(|side| side <= MAX_HIDDEN_PIXELS))
        });
        is_placed && (["left", "right", "top"].into_iter().any(is_far) || is_clipped)
            || is_far("text-indent")
            || matches!(self.get("clip-path"), "inset(50%)" | "inset(100%)")
            || is_small("width") && is_small("height") && self.is("overflow", "hidden")
    }

    /// Whether the element has no height.
    fn are_without_size(&self) -> bool {
        let is_nothing = |name: &str| self.pixels(name).is_some_and(|size| size == 0.0);
        self.is("overflow", "hidden") && (is_nothing("height") || is_nothing("max-height"))
    }
}

/// A length in pixels: `-9999px`, `-999em`, `0`.
fn pixels(value: &str) -> Option<f32> {
    let end = value.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '.'))).unwrap_or(value.len());
    let (number, unit) = value.split_at(end);
    let number: f32 = number.parse().ok()?;
    match unit {
        "" | "px" | "pt" => Some(number),
        "em" | "rem" => Some(number * LETTER_PIXELS),
        _ => None,
    }
}

/// Whether a rule of a style sheet hides what it is about.
pub fn rule_hides(style: &str) -> bool {
    let declarations = Declarations::of(style);
    declarations.are_hiding() || declarations.are_out_of_sight()
}

/// Whether the style of one element hides it. What has no height by a rule may be opened by a click; what has none by its own style is the
/// preview of a newsletter.
pub fn style_hides(style: &str) -> bool {
    let declarations = Declarations::of(style);
    declarations.are_hiding() || declarations.are_out_of_sight() || declarations.are_without_size()
}

/// Whether the style of an element gives its letters no size.
pub fn makes_letters_invisible(style: &str) -> bool {
    Declarations::of(style).pixels("font-size") == Some(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_out_of_sight_is_hidden() {
        for style in [
            "display : NONE !important",
            "position:absolute; left:-9999px; top:auto",
            "position:absolute;top:-999em",
            "clip:rect(0 0 0 0);position:absolute;height:1px",
            "position: absolute; clip: rect(1px, 1px, 1px, 1px)",
            "clip-path:inset(50%);position:absolute",
            "width:1px;height:1px;overflow:hidden",
            "text-indent:-9999px",
            "visibility:collapse",
        ] {
            assert!(rule_hides(style), "{style}");
        }
        for style in [
            "position:relative;left:-20px",
            "left:-9999px",
            "margin-left:-9999px;display:none;display:block",
            "max-height:0;overflow:hidden",
            "width:1px",
            "position:absolute;clip:rect(0,200px,200px,0)",
            "opacity:0",
            "",
        ] {
            assert!(!rule_hides(style), "{style}");
        }
        assert!(style_hides("max-height:0;overflow:hidden") && style_hides("height:0px; overflow:hidden"));
        assert!(makes_letters_invisible("font-size:0px") && !makes_letters_invisible("font-size:10px"));
    }
}
