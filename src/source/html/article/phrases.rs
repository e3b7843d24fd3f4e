//! What stands above lists of links to other texts, above forms and above comments, in several languages.

/// The beginnings of such titles, in lower case.
const OTHER_TEXTS: &[&str] = &[
    "related",
    "read more",
    "read next",
    "more from",
    "more on this",
    "more stories",
    "more in ",
    "more articles",
    "most read",
    "most popular",
    "most viewed",
    "recommended",
    "you may also",
    "you might also",
    "you may like",
    "trending",
    "popular ",
    "latest news",
    "latest stories",
    "also on ",
    "also read",
    "see more",
    "share this",
    "share on",
    "share article",
    "follow us",
    "advertisement",
    "sponsored",
    "newsletter",
    "sign up",
    "subscribe",
    "get our",
    "join our",
    "about ads",
    "editors' picks",
    "editor's picks",
    "editors’ picks",
    "around the web",
    "from our partners",
    "don't miss",
    "don’t miss",
    "mehr zum thema",
    "das könnte sie",
    "das könnte dich",
    "lesen sie auch",
    "lesen sie mehr",
    "auch interessant",
    "verwandte artikel",
    "ähnliche artikel",
    "meistgelesen",
    "anzeige",
    "à lire aussi",
    "lire aussi",
    "sur le même sujet",
    "à découvrir",
    "articles liés",
    "les plus lus",
    "partager",
    "te puede interesar",
    "lee también",
    "noticias relacionadas",
    "más leídas",
    "lo más leído",
    "leggi anche",
    "articoli correlati",
    "i più letti",
    "leia também",
    "leia mais",
    "veja também",
    "mais lidas",
    "lees ook",
    "meer over",
    "meest gelezen",
    "czytaj także",
    "czytaj też",
    "zobacz też",
    "polecamy",
    "související",
    "mohlo by vás",
    "čtěte také",
    "nejčtenější",
    "читайте также",
    "по теме",
    "читать также",
    "похожие",
    "читайте також",
    "läs också",
    "läs mer",
    "les også",
    "lue myös",
    "関連記事",
    "あわせて読みたい",
    "相关阅读",
    "相关新闻",
    "관련 기사",
];

/// The beginnings of titles above comments, in lower case.
const COMMENTS: &[&str] = &[
    "comments",
    "comment (",
    "leave a comment",
    "leave a reply",
    "join the discussion",
    "join the conversation",
    "kommentare",
    "commentaires",
    "comentarios",
    "commenti",
    "reacties",
    "komentáře",
    "komentarze",
    "комментарии",
];

/// How long a title of a list of links is at most, in characters.
const MAX_TITLE_CHARS: usize = 60;

/// Whether a title stands above links to other texts, a form for a newsletter, or the like.
pub fn is_about_other_texts(title: &str) -> bool {
    begins(title, OTHER_TEXTS)
}

/// Whether a title stands above comments: also "12 comments".
pub fn is_about_comments(title: &str) -> bool {
    let title = title.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | ','));
    begins(title, COMMENTS)
}

fn begins(title: &str, phrases: &[&str]) -> bool {
    let title = title.trim();
    if title.is_empty() || title.chars().count() > MAX_TITLE_CHARS {
        return false;
    }
    let title = title.to_lowercase();
    phrases.iter().any(|phrase| title.starts_with(phrase))
}
