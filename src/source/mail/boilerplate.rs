//! What belongs to the form of a message and not to what it says: footers of programs, lists and offices.

/// Sentences that programs write below a message, by their beginnings in lower case.
const SENT_FROM: [&str; 16] = [
    "sent from my ",
    "sent from mail for ",
    "sent from outlook",
    "sent from yahoo",
    "sent via ",
    "sent with ",
    "get outlook for ",
    "von meinem ",
    "gesendet von ",
    "gesendet mit ",
    "envoyé de mon ",
    "envoyé depuis ",
    "enviado desde mi ",
    "enviado do meu ",
    "inviato da ",
    "verstuurd vanaf ",
];

/// Phrases of mailing lists.
const LISTS: [&str; 10] = [
    "mailing list",
    "unsubscribe",
    "listinfo",
    "you received this message because",
    "you are receiving this",
    "mailinglist",
    "abmelden",
    "désabonner",
    "se désinscrire",
    "darse de baja",
];

/// Phrases of the warnings that offices add. Two of them make one.
const WARNINGS: [&str; 17] = [
    "confidential",
    "privileged",
    "intended recipient",
    "intended solely",
    "intended only",
    "addressee",
    "disclaimer",
    "delete this",
    "notify the sender",
    "originated from outside",
    "vertraulich",
    "empfänger",
    "irrtümlich",
    "confidentiel",
    "destinataire",
    "confidencial",
    "destinatario",
];

/// The longest footer of a program, in bytes.
const MAX_FOOTER_BYTES: usize = 120;

/// Whether a paragraph is a footer, a notice of a mailing list or a warning. `is_after_rule` tells whether a line drawn across the page
/// is above it, or a notice like it.
pub fn is_footer(paragraph: &str, is_after_rule: bool) -> bool {
    let lower = paragraph.trim().to_lowercase();
    let has = |phrase: &&str| lower.contains(*phrase);
    let is_short = lower.len() <= MAX_FOOTER_BYTES && !lower.contains('\n');
    let is_sent_from =
        is_short && SENT_FROM.iter().any(|start| lower.starts_with(start)) && !lower.ends_with('?');
    let is_list = LISTS.iter().any(has)
        && (is_after_rule || lower.contains("http") || lower.contains("you received this"));
    let is_warning = WARNINGS.iter().filter(|phrase| has(phrase)).count() > 1;
    is_sent_from || is_list || is_warning
}

/// Whether a line is drawn across the page.
pub fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 8 && ["_", "-", "=", "*", "~"].iter().any(|sign| line.trim_start_matches(sign).is_empty())
}

/// Whether a line is drawn as programs do it above a footer, so that it is no line under a title.
pub fn is_rule_above_footer(line: &str) -> bool {
    is_rule(line) && (line.trim().starts_with('_') || line.trim().len() >= 30)
}

/// Whether a line stands above a message that was answered or sent on: “-----Original Message-----”.
pub fn is_separator(line: &str) -> bool {
    const WORDS: [&str; 20] = [
        "original message",
        "forwarded message",
        "original appointment",
        "ursprüngliche nachricht",
        "weitergeleitete nachricht",
        "originalnachricht",
        "message d'origine",
        "message original",
        "message d’origine",
        "message transféré",
        "mensaje original",
        "mensaje reenviado",
        "messaggio originale",
        "messaggio inoltrato",
        "oorspronkelijk bericht",
        "doorgestuurd bericht",
        "mensagem original",
        "oryginalna wiadomość",
        "wiadomość oryginalna",
        "begin forwarded message",
    ];
    let lower = line.trim().to_lowercase();
    let words = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let is_marked = words.len() < lower.len();
    is_marked && WORDS.contains(&words)
}

/// The field of a header within the text that a line is: its name in English, and its value.
pub fn header_field(line: &str) -> Option<(&'static str, &str)> {
    const NAMES: [(&str, &[&str]); 5] = [
        ("From", &["from", "von", "de", "da", "van", "od", "от", "från", "fra"]),
        (
            "Date",
            &[
                "sent",
                "date",
                "gesendet",
                "datum",
                "envoyé",
                "enviado",
                "fecha",
                "inviato",
                "data",
                "verzonden",
                "wysłano",
                "дата",
                "skickat",
            ],
        ),
        ("To", &["to", "an", "à", "para", "a", "aan", "do", "кому", "till", "til"]),
        ("Cc", &["cc", "kopie", "copie", "dw", "копия"]),
        (
            "Subject",
            &[
                "subject",
                "betreff",
                "objet",
                "asunto",
                "oggetto",
                "onderwerp",
                "assunto",
                "temat",
                "тема",
                "ämne",
                "emne",
                "re",
            ],
        ),
    ];
    let (name, value) = line.trim().split_once(':')?;
    let name = name.trim_matches(|c: char| c == '*' || c.is_whitespace()).to_lowercase();
    let known = NAMES.iter().find(|(_, names)| names.contains(&&*name))?;
    Some((known.0, value.trim_matches(|c: char| c == '*' || c.is_whitespace())))
}
