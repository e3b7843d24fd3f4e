use super::super::{Extent, read};

/// A sentence that is long enough to be prose.
const PROSE: &str =
    "The lock keeper counted the boats each evening and wrote the number into a book with a red cover.";

/// The paragraphs of the article of a page.
fn article(body: &str) -> Vec<String> {
    let text =
        read(format!("<title>The lock</title>{body}").as_bytes(), Extent::Article).expect("a page").text;
    text.split("\n\n").map(str::to_owned).collect()
}

/// Holds that `extra`, which stands at `{}` in a page, is left out of its article.
fn assert_left_out(page: &str, extra: &str) {
    let page = page.replace("PROSE", PROSE);
    assert_eq!(article(&page.replace("{}", extra)), article(&page.replace("{}", "")), "{extra}");
}

/// Holds that `part` is kept.
fn assert_kept(page: &str, part: &str, words: &str) {
    let found = article(&page.replace("PROSE", PROSE).replace("{}", part));
    assert!(found.iter().any(|paragraph| paragraph == words), "{found:?}");
}

const PAGE: &str =
    "<h1>The lock</h1><p>PROSE</p><p>PROSE</p><p>PROSE</p>{}<p>PROSE</p><p>PROSE</p><p>PROSE</p>";

#[test]
fn small_labels_are_no_part_of_an_article() {
    for label in [
        "<div class=x><span>Advertisement</span></div>",
        "<div><span>6 min read</span></div>",
        "<p><strong>Read also: <a href=/b>The boats of the long winter</a></strong></p>",
        "<div>Advertisement</div>",
    ] {
        assert_left_out(PAGE, label);
    }
    assert_kept(PAGE, "<table border=1><tr><td>a<td>Advertisement</table>", "a\tAdvertisement");
}

#[test]
fn boxes_that_ask_to_sign_up_are_left_out() {
    let form = "<div class=q><h3>The Weekly Boat</h3><p>Tales from the water. Delivered to you.</p><button>Sign up</button></div>";
    assert_left_out(PAGE, form);
    assert_left_out(
        PAGE,
        "<div><p>All boats, every day.</p><form><input type=submit value=Subscribe></form></div>",
    );
}

#[test]
fn links_that_are_buttons_and_ways_through_the_site_are_left_out() {
    assert_left_out(PAGE, "<div><a href=#>Give this text</a><a><div>24</div></a></div>");
    assert_left_out(PAGE, "<div><a href=#all>+ show all updates</a></div>");
    let page = "{}<h1>The lock</h1><p>PROSE</p><p>PROSE</p><p>PROSE</p>";
    assert_left_out(page, "<div class=x><a href=/>Home</a> &gt; <a href=/s>Society</a></div>");
    assert_left_out(PAGE, "<div>Tags: <a href=/b>bridge</a>, <a href=/r>river</a></div>");
    assert_kept(PAGE, "<p>See <a href=#>the book</a>.</p>", "See the book.");
}

#[test]
fn lists_of_links_into_the_page_are_left_out() {
    assert_left_out(
        PAGE,
        "<div class=k><h2>Key events</h2><ol><li><a href=#a>Dawn</a><li><a href=#b>Dusk</a></ol></div>",
    );
    assert_kept(
        PAGE,
        "<ul><li><a href=#a>Dawn</a> comes late<li><a href=#b>Dusk</a> comes early</ul>",
        "Dusk comes early",
    );
}

#[test]
fn comments_are_left_out_without_an_element_of_their_own() {
    for title in ["<b>Comments (2)</b><br>", "<h2>12 comments</h2>"] {
        let comments = format!(
            "{title}<table><tr><td>gull</td></tr><tr><td>I saw it, too, and said so.</td></tr></table>"
        );
        assert_left_out("<div><h1>The lock</h1><p>PROSE</p><p>PROSE</p><p>PROSE</p><br>{}</div>", &comments);
    }
    assert_kept(PAGE, "<p>He left no <b>comments</b> on the page.</p>", "He left no comments on the page.");
}

#[test]
fn rights_are_no_prose_but_the_source_of_a_picture_stays() {
    let rights =
        "<p>© The Lock Company, 1998–2026. All that stands here may be copied only with its permission.</p>";
    assert_left_out("<div><h1>The lock</h1><p>PROSE</p><p>PROSE</p></div>{}", rights);
    assert_kept(
        PAGE,
        "<figure><img src=a><figcaption>© Ada Crewe, 2019</figcaption></figure>",
        "© Ada Crewe, 2019",
    );
}

#[test]
fn what_stands_behind_the_prose_is_left_out_where_the_title_stands_before_it() {
    let page = "<div><h1>The lock</h1><main><p>PROSE</p><p>PROSE</p><p>PROSE<a href=#n>1</a></p></main>{}\
        <div><p id=n>1. Kept in the hall.</p></div></div>";
    assert_left_out(
        page,
        "<div><p>Help us: from two coins a month you keep the boats afloat. <a href=/s>Go on</a></p></div>",
    );
    assert_kept(page, "", "1. Kept in the hall.");
}

#[test]
fn posts_stand_in_forms_and_without_what_readers_gave_them() {
    let post = |number: usize, author: &str, words: &str| {
        format!(
            "<div class=comment id=c{number}><p class=tagline><a class=author>{author}</a> <span class=score>31 points</span> \
             <time>{number} hours ago</time></p><form><input type=hidden name=id><div class=md><p>{words}</p></div></form>\
             <ul><li><a href=#>permalink</a><li><a href=#>Reply With Quote</a></ul></div>"
        )
    };
    let posts = [
        post(3, "otter", "The gate leaks at the left, and it has leaked there since May."),
        post(4, "heron", "So does mine, and my neighbour says that his does, too."),
    ];
    let page = format!(
        "<div class=thread>{}<h2>Your answer</h2><p>Be kind to those who ask.</p></div>",
        posts.concat()
    );
    let expected = [
        "The lock",
        "otter 3 hours ago",
        "The gate leaks at the left, and it has leaked there since May.",
        "heron 4 hours ago",
        "So does mine, and my neighbour says that his does, too.",
    ];
    assert_eq!(article(&page), expected);
}
