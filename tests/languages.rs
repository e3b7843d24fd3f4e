//! Sentences in the languages that come with the program, and in one that a test adds.
//!
//! Each line of a list is one text, its sentences parted by " | ". Each is looked at alone and in a paragraph between
//! plain sentences of its language; nobody says which language it is in.

use glossator::text::segment::{Language, clauses, sentences};

/// A plain sentence before, and one after, in the language.
struct Frame {
    code: &'static str,
    before: &'static str,
    after: &'static str,
}

/// What `sentences` finds, joined by " | ".
fn parted(text: &str, language: &Language) -> String {
    let found: Vec<&str> = sentences(text, language).iter().map(|span| &text[span.range()]).collect();
    found.join(" | ")
}

#[track_caller]
fn check(frame: &Frame, list: &str) {
    let mut wrong = Vec::new();
    let mut compare = |text: String, expected: String| {
        let language = Language::of(&text);
        let found = parted(&text, language);
        if language.code() != frame.code || found != expected {
            wrong.push(format!("[{}] {found}", language.code()));
        }
    };
    for line in list.lines().map(str::trim).filter(|line| !line.is_empty()) {
        compare(line.replace(" | ", " "), line.to_owned());
        let Frame { before, after, .. } = frame;
        compare(
            format!("{before} {} {after}", line.replace(" | ", " ")),
            format!("{before} | {line} | {after}"),
        );
    }
    assert!(wrong.is_empty(), "wrong:\n{}", wrong.join("\n"));
}

#[test]
fn german() {
    let frame = Frame {
        code: "de",
        before: "Es hatte die ganze Nacht geregnet.",
        after: "Danach war es still im Hafen.",
    };
    check(
        &frame,
        "
        Er kam z. B. am 3. März mit Dr. Holm.
        Sie wohnt seit dem 1. Januar in St. Gallen.
        Das gilt, d. h. es galt, nur für Prof. Dr. Lund.
        Das steht auf S. 12 und in Nr. 5 der Zeitung.
        Die Fähre brachte u. a. Holz, Salz und Mehl.
        Das Haus war ca. 300 Jahre alt und gehörte Hrn. Kell bzw. seiner Frau.
        Im 19. Jahrhundert war der Hafen größer.
        Der 2. Weltkrieg begann am 1. September 1939.
        Ludwig XIV. baute ein Schloss, das man vgl. Abb. 3 sehen kann.
        „Wir kommen am 5. Mai“, sagte Dr. Holm.
        Vom 3. bis 5. August ist die Brücke geschlossen.
        Es kamen rund 2,5 Mio. Menschen zu dem Fest.
        Die Stadt wurde um 50 v. Chr. gegründet.
        Das Buch erschien 1990 in der 3. Auflage im Verlag Hale & Co. KG.
        Am 3. 4. 2020 wurde die Schleuse geöffnet.
        Er wohnt in der Hafenstr. 5 im 2. Stock.
        Friedrich II. von Preußen spielte z.B. die Flöte.
        Sie ist Mitglied des Hafen e. V. und kennt i. d. R. jeden.
        J. W. Goethe schrieb es für Frau v. Stein.
        Das Gesetz (§ 5 Abs. 2 Nr. 1) gilt ggf. auch hier.
        Der Preis betrug 5 Tsd. Euro zzgl. Steuern.
        Er ist der 3. Mann auf dem Mond.
        Papst Johannes Paul II. besuchte die Stadt.
        Das Treffen mit Fr. Meier ist am Mo., 5. Mai, um 14 Uhr.
        Sie kaufte Brot, Käse usw. | Dann ging sie nach Hause.
        Er kam am 3. | Sie kam am 5. und blieb.
        Das war um 1990. | Die Stadt wuchs.
        Er besuchte Berlin, Hamburg u. a. | Danach fuhr er heim.
        „Kommst du?“, fragte er. | „Ja.“ | Sie lachte.
        „Es ist vorbei.“ | Er ging, weil es spät war.
        Die Firma heißt Lund & Co. | Sie gehört ihm.
        Caesar starb 44 v. Chr. | Er war ein Römer.
        Das steht auf S. 12. | Die Zeitung ist alt.
        Er fragte: „Ist das alles?“ | Niemand sagte etwas.
        ",
    );
}

#[test]
fn french() {
    let frame =
        Frame { code: "fr", before: "Il avait plu toute la nuit.", after: "Ensuite, la ville était calme." };
    check(
        &frame,
        "
        M. Dupont arrive avec Mme Roche et Mlle Petit.
        MM. Dupont et Roche sont venus le 1er mai.
        M. Le Goff n’est pas venu.
        Il a lu le chap. 3 de l’ouvrage de J.-P. Sartre.
        Elle est née le 3 janv. 1990 à Paris.
        Le Dr. Martin et le Pr. Blanc, p. ex., sont partis.
        Il est parti, c.-à-d. qu’il a fui.
        César est mort en 44 av. J.-C. dans la ville de Rome.
        La ville fut fondée au IIe s. apr. J.-C. par les Romains.
        Voir l’art. 5 et la p. 12 du livre.
        Elle habite au no 3 de la rue.
        « Il pleut », dit M. Dupont.
        « Qui est là ? » demanda-t-elle.
        Il vit à St. Malo, bd. Victor Hugo.
        Le ch. 2 et les fig. 3 et 4 sont dans le vol. II.
        La société Roche S. A. a vendu env. 300 bateaux.
        J. P. Martin est né aux États-Unis.
        Cf. p. 5 et suiv. de ce livre.
        Mgr. Blanc est arrivé avec le Gén. Petit.
        Le tél. 01 23 45 est celui de la mairie.
        La conférence (cf. chap. 3) est à 10 h.
        Elle a acheté du pain, du lait, etc. | Puis elle est partie.
        Rome fut prise en 44 av. J.-C. | Elle brûla.
        « Il pleut. » | Paul est sorti.
        « Viens-tu ? » | Elle ne répondit pas.
        Il travaille pour Roche et Cie. | Il est heureux.
        Il a tout vendu ! | Pourquoi l’a-t-il fait ?
        Il dit : « Je pars. » | Et il partit.
        C’est la p. 12. | Elle est déchirée.
        Il y a vingt ans de cela… | Le village a changé.
        L’avocat est là. | L’affaire est close.
        ",
    );
}

#[test]
fn spanish() {
    let frame = Frame {
        code: "es",
        before: "Había llovido toda la noche.",
        after: "Después, la ciudad estaba en calma.",
    };
    check(
        &frame,
        "
        La Dra. Ruiz vino de EE. UU.
        El Sr. López y la Sra. Díaz llegaron el 2.º día.
        La Srta. Gil vive en la Avda. Goya núm. 5.
        Vinieron de EE. UU. y de México con D. Juan Ruiz.
        Lo dijo, p. ej., el Dr. Gil.
        Véase la pág. 12 y el art. 3 de la ley.
        César murió en el 44 a. C. en la ciudad de Roma.
        ¿Vino Ud. con el Prof. Ruiz?
        ¡No me lo puedo creer, Sr. Gil!
        El presidente de EE.UU. habló con la Gral. Díaz.
        La empresa Ruiz S. A. vendió aprox. 300 barcos.
        La reunión es a las 5 p. m. en la casa de Sto. Tomás.
        El cap. 2 y la fig. 3 están en el vol. II.
        Los Sres. Gil y Ruiz viven en la C. Mayor.
        Ud. no puede entrar, Sr. Martínez.
        Según el art. 5, párr. 2, la S. A. debe pagar.
        La 3.ª edición la hizo la Lic. Mora.
        «No vendré», dijo la Dra. Ruiz.
        —¿Vienes? —preguntó la Sra. Gil.
        El tel. 91 234 es el de las FF. AA. y de la marina.
        El Excmo. Sr. Gil no está aquí.
        J. L. Borges nació en la Argentina.
        Vino de EE. UU. | Luego se fue.
        Compró pan, leche, etc. | Después volvió a casa.
        Murió en el 44 a. C. | Era romano.
        ¿Vienes? | ¡Claro que sí! | Vamos ya.
        Trabaja en Ruiz y Cía. | Es feliz allí.
        Está en la pág. 5. | La ley es clara.
        «No vendré.» | Ella se fue.
        No sé si vendrá con Ud. | ¿Usted qué cree?
        Llegó a las 5 p. m. | Nadie lo esperaba.
        ",
    );
}

#[test]
fn italian() {
    let frame = Frame {
        code: "it",
        before: "Aveva piovuto per tutta la notte.",
        after: "Poi la città era tranquilla.",
    };
    check(
        &frame,
        "
        Il dott. Bianchi arriva.
        La dott.ssa Neri e il sig. Rossi sono partiti.
        La sig.ra Villa abita in v.le Roma n. 5.
        Il prof. Conti, l’avv. Neri e l’ing. Riva non sono venuti.
        Si veda pag. 12 e l’art. 3 della legge.
        Cesare morì nel 44 a. C. a Roma.
        Il prof. M. Bianchi insegna storia nella scuola.
        Nacque nel 63 a.C. in Italia.
        Ha comprato, p. es., il pane e il latte.
        I sigg. Rossi e Bianchi sono qui.
        Il 1º maggio è festa anche per il geom. Riva.
        «Non vengo», disse il dott. Neri.
        Abita a S. Pietro con mons. Conti.
        La ditta Riva S.p.A. ha venduto ca. 300 barche.
        Il cap. 2 e le figg. 3 e 4 sono nel vol. II.
        Il c.d. patto (cfr. p. 5) è del sec. XIX.
        G. Verdi nacque vicino a Parma.
        Spett. ditta, il tel. 06 123 non funziona.
        Il gen. Neri e il col. Riva sono andati via.
        L’on. Bianchi e la prof.ssa Conti ne hanno parlato.
        Ha comprato pane, latte, ecc. | Poi è tornata a casa.
        Cesare morì nel 44 a. C. | Era romano.
        Lavora per la Riva S.r.l. | È contento.
        «Non vengo.» | Lei se ne andò.
        Vieni? | No, resto qui. | Perché?
        È a pag. 5. | La legge è chiara.
        Che bello! | Non ci credo.
        Lo disse il sig. Rossi. | Nessuno rispose.
        Era il sec. XIX. | L’Italia era giovane.
        ",
    );
}

#[test]
fn russian() {
    let frame = Frame {
        code: "ru", before: "Всю ночь шёл дождь.", after: "Потом в городе стало тихо."
    };
    check(
        &frame,
        "
        В 1990 г. Москва росла быстро.
        Он родился в 1990 г. в Москве.
        Он живёт в г. Твери на ул. Ленина.
        А. С. Пушкин жил в Москве.
        Это было в 1941–1945 гг. и позже.
        Он купил хлеб, т. е. еду, и т. д. и т. п. для дома.
        Музей им. А. С. Пушкина закрыт.
        Проф. Иванов и акад. Петров приехали.
        Книга стоит 500 руб. и продаётся на стр. 5 каталога.
        В XX в. город вырос до 2 млн. человек.
        «Я не приду», — сказал г-н Иванов.
        Рим основан в 753 г. до н. э. на семи холмах.
        См. рис. 3 и табл. 5 на с. 12 этой книги.
        Население составляет ок. 5 тыс. чел. на 1 кв. км.
        Об этом писал, напр., д-р Смирнов.
        Дом № 5 по ул. Пушкина закрыт на ремонт.
        Он живёт на пр. Мира, д. 5, кв. 12.
        Это т. н. чёрный рынок.
        Ф. М. Достоевский родился в 1821 г. в Москве.
        Академик И. П. Павлов получил премию в 1904 г. за свою работу.
        Он родился в 1990 г. | Потом он уехал.
        Он купил хлеб, молоко и т. д. | Затем он ушёл.
        Рим основан в 753 г. до н. э. | Это старый город.
        Книга стоит 500 руб. | Она хорошая.
        «Я не приду.» | Он ушёл.
        Кто там? | Никого. | Как тихо!
        Это было в XX в. | В городе жили люди.
        Он открыл дверь… | Никого не было.
        Приехали Иванов, Петров и др. | Они сели за стол.
        ",
    );
}

#[test]
fn clauses_are_told_by_the_words_of_the_language() {
    let parts = |code: &str, text: &str| {
        let language = Language::by_code(code).expect("a known language");
        assert_eq!(Language::of(text).code(), code, "{text}");
        let found: Vec<&str> = clauses(text, language).iter().map(|span| &text[span.range()]).collect();
        found.join(" | ")
    };
    let german = "Er blieb zu Hause, weil die Straße gesperrt war.";
    assert_eq!(parts("de", german), "Er blieb zu Hause, | weil die Straße gesperrt war.");
    let french = "Il est resté à la maison parce que la route était fermée.";
    assert_eq!(parts("fr", french), "Il est resté à la maison | parce que la route était fermée.");
    let spanish = "Se quedó en casa porque la calle estaba cerrada.";
    assert_eq!(parts("es", spanish), "Se quedó en casa | porque la calle estaba cerrada.");
    let italian = "Rimase sempre a casa perché la strada era chiusa.";
    assert_eq!(parts("it", italian), "Rimase sempre a casa | perché la strada era chiusa.");
    let russian = "Он остался дома, потому что дорога была закрыта.";
    assert_eq!(parts("ru", russian), "Он остался дома, | потому что дорога была закрыта.");
}

/// A language that nobody speaks: its lists are all that is needed.
fn toy() -> Language {
    let words = "
        # A comment.
        title    kel
        before   x._y
        may      pon
        starter  Ta Mi
        ordinal  ze
        counted  Luna
        ";
    let joins = "
        coordinator   zi
        subordinator  koro
        subject       ta mi
        verb          ramo pelo
        ends-verb     avu
        ";
    Language::from_lists("qtx", "Toy", &[words, joins], "= vo ta\nsato satu")
}

#[test]
fn a_language_is_added_by_its_lists() {
    let toy = toy();
    let text = "Ta ramo kel. Bor x. y. Lis pon. Mi pelo ze 3. Luna lus. Bor pon. Kas pelo. Lo sato. Ta pelo.";
    assert_eq!(
        parted(text, &toy),
        "Ta ramo kel. Bor x. y. Lis pon. | Mi pelo ze 3. Luna lus. | Bor pon. Kas pelo. | Lo sato. | Ta pelo."
    );
    let text = "Ta ramo lus koro mi pelo dun zi ta ramavu lo.";
    let found: Vec<&str> = clauses(text, &toy).iter().map(|span| &text[span.range()]).collect();
    assert_eq!(found, ["Ta ramo lus", "koro mi pelo dun", "zi ta ramavu lo."]);
    // The same words say nothing in English.
    assert_eq!(parted("Ta ramo kel. Bor pelo.", Language::english()), "Ta ramo kel. | Bor pelo.");
}
