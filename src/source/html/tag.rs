//! The names of elements, and what HTML says of each: whether it is a block, is void, or has raw text in it.

/// Makes the enum of the names of elements and the function that finds one.
macro_rules! tags {
    ($($tag:ident $name:literal),* $(,)?) => {
        /// The name of an element, as far as this program treats it in a way of its own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Tag {
            $(#[doc = concat!("The element `", $name, "`.")] $tag,)*
            /// Any other element.
            Other,
        }

        /// The tag with this name in lower case.
        fn known(name: &str) -> Tag {
            match name {
                $($name => Tag::$tag,)*
                _ => Tag::Other,
            }
        }
    };
}

tags! {
    A "a", Abbr "abbr", Address "address", Annotation "annotation", AnnotationXml "annotation-xml", Applet "applet", Area "area",
    Article "article", Aside "aside", Audio "audio", B "b", Base "base", Big "big", Blockquote "blockquote", Body "body", Br "br",
    Button "button", Canvas "canvas", Caption "caption", Center "center", Cite "cite", Code "code", Col "col",
    Colgroup "colgroup", Dd "dd", Del "del", Details "details", Dfn "dfn", Dialog "dialog", Dir "dir", Div "div", Dl "dl", Dt "dt",
    Em "em", Embed "embed", Fieldset "fieldset", Figcaption "figcaption", Figure "figure", Footer "footer", Form "form",
    Frame "frame", Frameset "frameset", H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Head "head", Header "header",
    Hgroup "hgroup", Hr "hr", Html "html", I "i", Iframe "iframe", Img "img", Image "image", Input "input", Ins "ins", Kbd "kbd",
    Label "label", Legend "legend", Li "li", Link "link", Listing "listing", Main "main", Map "map", Mark "mark", Math "math",
    Menclose "menclose", Menu "menu", Meta "meta", Mfenced "mfenced", Mfrac "mfrac", Mn "mn", Mo "mo", Mover "mover",
    Mpadded "mpadded", Mphantom "mphantom", Mroot "mroot", Mrow "mrow", Mspace "mspace", Msqrt "msqrt", Msub "msub",
    Msubsup "msubsup", Msup "msup", Mtable "mtable", Mtd "mtd", Mtext "mtext", Mtr "mtr", Munder "munder",
    Munderover "munderover", Nav "nav", Noembed "noembed", Noframes "noframes", Noscript "noscript", Object "object", Ol "ol",
    Optgroup "optgroup", Option "option", Output "output", P "p", Param "param", Picture "picture", Plaintext "plaintext",
    Pre "pre", Progress "progress", Q "q", Rb "rb", Rp "rp", Rt "rt", Rtc "rtc", Ruby "ruby", S "s", Samp "samp",
    Script "script", Search "search", Section "section", Select "select", Semantics "semantics", Small "small",
    Source "source", Span "span", Strike "strike", Strong "strong", Style "style", Sub "sub", Summary "summary", Sup "sup",
    Svg "svg", Table "table", Tbody "tbody", Td "td", Template "template", Textarea "textarea", Tfoot "tfoot", Th "th",
    Thead "thead", Time "time", Title "title", Tr "tr", Track "track", Tt "tt", U "u", Ul "ul", Var "var", Video "video",
    Wbr "wbr", Xmp "xmp",
}

/// The longest name of an element that is looked up, in bytes.
const MAX_NAME_BYTES: usize = 16;

impl Tag {
    /// The tag with this name, in letters of any case.
    pub fn by_name(name: &str) -> Self {
        let mut lower = [0; MAX_NAME_BYTES];
        let Some(lower) = lower.get_mut(..name.len()) else { return Self::Other };
        lower.copy_from_slice(name.as_bytes());
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).map_or(Self::Other, known)
    }

    /// Whether the element has no content and no end tag.
    pub fn is_void(self) -> bool {
        use Tag::{
            Area, Base, Br, Col, Embed, Frame, Hr, Image, Img, Input, Link, Meta, Param, Source, Track, Wbr,
        };
        matches!(
            self,
            Area | Base
                | Br
                | Col
                | Embed
                | Frame
                | Hr
                | Image
                | Img
                | Input
                | Link
                | Meta
                | Param
                | Source
                | Track
                | Wbr
        )
    }

    /// Whether the content is text up to the end tag, in which no tags are looked for.
    pub fn is_raw(self) -> bool {
        use Tag::{Iframe, Noembed, Noframes, Plaintext, Script, Style, Textarea, Title, Xmp};
        matches!(self, Script | Style | Title | Textarea | Xmp | Iframe | Noembed | Noframes | Plaintext)
    }

    /// Whether browsers show the element as a block, so that it stands on lines of its own.
    pub fn is_block(self) -> bool {
        use Tag::{
            Address, Article, Aside, Blockquote, Body, Caption, Center, Dd, Details, Dialog, Dir, Div, Dl,
            Dt, Fieldset, Figcaption, Figure, Footer, Form, Header, Hgroup, Hr, Html, Legend, Li, Listing,
            Main, Menu, Nav, Ol, Optgroup, P, Plaintext, Pre, Search, Section, Summary, Table, Ul, Xmp,
        };
        self.heading_level().is_some()
            || self.is_in_table()
            || matches!(
                self,
                Address
                    | Article
                    | Aside
                    | Blockquote
                    | Body
                    | Caption
                    | Center
                    | Dd
                    | Details
                    | Dialog
                    | Dir
                    | Div
                    | Dl
                    | Dt
                    | Fieldset
                    | Figcaption
                    | Figure
                    | Footer
                    | Form
                    | Header
                    | Hgroup
                    | Hr
                    | Html
                    | Legend
                    | Li
                    | Listing
                    | Main
                    | Menu
                    | Nav
                    | Ol
                    | Optgroup
                    | P
                    | Plaintext
                    | Pre
                    | Search
                    | Section
                    | Summary
                    | Table
                    | Ul
                    | Xmp
            )
    }

    /// Whether the element is a part of a table, other than its caption.
    pub fn is_in_table(self) -> bool {
        matches!(self, Self::Tr | Self::Td | Self::Th | Self::Tbody | Self::Thead | Self::Tfoot)
    }

    /// The level of a heading, 1 to 6.
    pub fn heading_level(self) -> Option<u8> {
        Some(match self {
            Self::H1 => 1,
            Self::H2 => 2,
            Self::H3 => 3,
            Self::H4 => 4,
            Self::H5 => 5,
            Self::H6 => 6,
            _ => return None,
        })
    }

    /// Whether the element belongs into the head of a document.
    pub fn is_metadata(self) -> bool {
        use Tag::{Base, Head, Html, Link, Meta, Noscript, Script, Style, Template, Title};
        matches!(self, Base | Head | Html | Link | Meta | Noscript | Script | Style | Template | Title)
    }

    /// Whether readers are not shown what is in the element: code, forms, players and pages of others.
    pub fn is_unread(self) -> bool {
        use Tag::{
            Applet, Audio, Base, Button, Canvas, Colgroup, Embed, Head, Iframe, Input, Link, Map, Meta,
            Noembed, Noframes, Noscript, Object, Param, Progress, Rp, Rt, Rtc, Script, Select, Source, Style,
            Template, Textarea, Title, Track, Video,
        };
        matches!(
            self,
            Applet
                | Audio
                | Base
                | Button
                | Canvas
                | Colgroup
                | Embed
                | Head
                | Iframe
                | Input
                | Link
                | Map
                | Meta
                | Noembed
                | Noframes
                | Noscript
                | Object
                | Param
                | Progress
                | Rp
                | Rt
                | Rtc
                | Script
                | Select
                | Source
                | Style
                | Template
                | Textarea
                | Title
                | Track
                | Video
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case() {
        assert_eq!(Tag::by_name("BlockQuote"), Tag::Blockquote);
        assert_eq!(Tag::by_name("annotation-xml"), Tag::AnnotationXml);
        assert_eq!(Tag::by_name("annotation-xmlx-and-more"), Tag::Other);
        assert_eq!(Tag::by_name("é"), Tag::Other);
    }
}
