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
    "read also",
    "log in",
    "sign in",
    "continue reading",
    "show all",
    "show more",
    "see all",
    "view all",
    "load more",
    "tags:",
    "tagged",
    "filed under",
    "topics:",
    "keywords:",
    "schlagw",
    "mots-clés",
    "etiquetas",
    "теги",
    "タグ",
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
    "смотрите также",
    "подпис",
    "поделиться",
    "самое читаемое",
    "новости партнеров",
    "новости партнёров",
    "похожие",
    "читайте також",
    "läs också",
    "läs mer",
    "les også",
    "lue myös",
    "関連記事",
    "あわせて読みたい",
    "ログイン",
    "会員登録",
    "アクセスランキング",
    "シェア",
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

/// What stands where an advertisement is shown, in lower case.
const ADVERTISEMENTS: &[&str] = &[
    "advert",
    "advertisement",
    "anzeige",
    "werbung",
    "publicité",
    "publicidad",
    "pubblicità",
    "publicidade",
    "advertentie",
    "reklama",
    "реклама",
    "広告",
    "广告",
    "광고",
];

/// The words for minutes and for reading in lines such as "6 min read".
const READING_TIME: &[&str] = &[
    "min",
    "mins",
    "minute",
    "minutes",
    "minuten",
    "minutos",
    "minuti",
    "read",
    "reading",
    "time",
    "lesezeit",
    "lesen",
    "de",
    "lecture",
    "lectura",
    "leitura",
    "di",
    "lettura",
    "мин",
    "минут",
    "минуты",
    "читать",
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

/// Whether a text is the mark of an advertisement.
pub fn marks_an_advertisement(text: &str) -> bool {
    ADVERTISEMENTS.contains(&&*text.trim().to_lowercase())
}

/// Whether a text says how long reading takes and nothing else: "6 min read".
pub fn is_reading_time(text: &str) -> bool {
    let text = text.to_lowercase();
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    words().filter(|word| is_number(word)).count() == 1
        && words().count() >= 3
        && words().all(|word| is_number(word) || READING_TIME.contains(&word))
}

fn begins(title: &str, phrases: &[&str]) -> bool {
    let title = title.trim_start_matches(|c: char| !c.is_alphanumeric()).trim();
    if title.is_empty() || title.chars().count() > MAX_TITLE_CHARS {
        return false;
    }
    let title = title.to_lowercase();
    phrases.iter().any(|phrase| title.starts_with(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_reading_is_told_by_all_words() {
        for time in ["6 min read", "Lesezeit: 5 Minuten", "4 min de lecture"] {
            assert!(is_reading_time(time), "{time}");
        }
        for text in ["6 min", "Read the minutes", "", "12", "6 minutes to read it", "2 or 3 min read"] {
            assert!(!is_reading_time(text), "{text}");
        }
    }
}
