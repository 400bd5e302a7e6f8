//! One mistake is one problem, and well-formed HTML has none.
use super::*;
use crate::html::parse;

/// The problems of a fragment, each by its kind and the text that it is at.
fn problems(text: &str) -> Vec<String> {
    let described = |offset| -> Vec<String> {
        let file = " ".repeat(offset) + text;
        let segments = [Segment::Html(Span::new(offset, file.len()))];
        let document = parse(&file, &segments, &ParseOptions::body(offset));
        document.problems.iter().map(|problem| describe(text, problem, offset)).collect()
    };
    let problems = described(0);
    assert_eq!(described(1_000), problems, "{text}");
    problems
}

fn describe(text: &str, problem: &HtmlProblem, offset: usize) -> String {
    let debug = format!("{problem:?}");
    let kind = debug.split(['(', ' ']).next().unwrap_or("");
    let (start, end) = (problem.span().start() - offset, problem.span().end() - offset);
    format!("{kind} {}@{start}", &text[start..end])
}

#[test]
fn well_formed_html_has_no_problems() {
    for text in [
        "<ul><li>a<li>b</ul><p>c<p>d<table><tr><td>e<td>f</table>",
        "<p>a<ul><li>b</li></ul>",
        "<dl><dt>a<dd>b</dl><select><option>a<option>b</select>",
        "<svg viewBox='0 0 1 1'><path d='M0'/><foreignObject><p>x</p></foreignObject></svg>",
        "<math><mi>x</mi></math><details><summary>a</summary>b</details>",
        "<script>if (a < b) { '</p>' }</script><style>a > b {}</style><textarea><b></textarea>",
        "<table><caption>a</caption><colgroup><col><thead><tr><th>a</thead><tbody><tr><td>b</tbody></table>",
        "<noscript><img src=a alt=b></noscript><template><td>x</td></template>",
        "<my-card><x-y>a</x-y></my-card><ruby>a<rt>b</ruby>",
        "<pre>\n<code>a</code></pre><picture><source><img></picture><video><track></video>",
    ] {
        assert_eq!(problems(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn one_missing_end_tag_is_one_problem() {
    assert_eq!(problems("<p><b>a</p><p>b</p><p>c</p>"), ["Unclosed <b>@3"]);
    assert_eq!(problems("<div><a href=x>a<p>b</p></div><p>c</p>"), ["Unclosed <a href=x>@5"]);
    assert_eq!(problems("<table><tr><td>a</td></tr><p>b</p><div>c</div>"), ["Unclosed <table>@0"]);
    assert_eq!(problems("<div><table><tr><td>a</td></tr></div><p>b</p>"), ["Unclosed <table>@5"]);
    assert_eq!(problems("<ul><li><b>a</li><li>b</li></ul>"), ["Unclosed <b>@8"]);
    assert_eq!(problems("<button>a<p>b</p><div>c</div>"), ["Unclosed <button>@0"]);
    assert_eq!(problems("<a>a <a>b</a>"), ["Unclosed <a>@0"]);
    assert_eq!(problems("<h2>a<p>b</p>"), ["Unclosed <h2>@0"]);
    assert_eq!(problems("<script>a"), ["Unclosed <script>@0"]);
}

#[test]
fn one_tag_too_many_is_one_problem() {
    assert_eq!(problems("<div><b>a</div>b</b></div>"), ["Stray </div>@9"]);
    assert_eq!(problems("<div><p>a</section></p></div>"), ["Stray </section>@9"]);
    assert_eq!(problems("<table><tr><td>a</div></td></tr></table>"), ["Stray </div>@16"]);
    assert_eq!(problems("<div><table><tr><td>a</div></td></tr></table></div>"), ["Stray </div>@21"]);
    assert_eq!(problems("<p>a<ul><li>b</ul></p>"), ["Stray </p>@18"]);
}

#[test]
fn overlapping_elements_are_one_problem() {
    assert_eq!(problems("<b><i>a</b></i>"), ["Misnested </b>@7"]);
    assert_eq!(problems("<p><b>a</p></b>"), ["Misnested </p>@7"]);
    assert_eq!(problems("<b><div>a</b></div>"), ["Misnested </b>@9"]);
    assert_eq!(problems("<b>a</i>"), ["Mismatched </i>@4"]);
    assert_eq!(problems("<div><div></svg>"), ["Mismatched </svg>@10", "Unclosed <div>@0"]);
    assert_eq!(problems("<b>a</i>b</b>"), ["Stray </i>@4"]);
    assert_eq!(problems("<h2>a</h3>"), ["Mismatched </h3>@5"]);
}

#[test]
fn what_browsers_move_or_ignore_is_one_problem() {
    assert_eq!(problems("<table><div>a</div><tr><td>b</td></tr></table>"), ["Misplaced <div>@7"]);
    assert_eq!(problems("<table>a<tr><td>b</td></tr></table>"), ["Misplaced a@7"]);
    assert_eq!(problems("<table>\n  a b \n</table>"), ["Misplaced a b@10"]);
    assert_eq!(problems("<table>\r\n  a b \r\n</table>"), ["Misplaced a b@11"]);
    assert_eq!(problems("<table>\r\na b \r\n</table>"), ["Misplaced a b@9"]);
    assert_eq!(problems("<p>a<td>b</td></p>"), ["Misplaced <td>@4"]);
    assert_eq!(problems("<a>a<a>b</a>c</a>"), ["Misplaced <a>@4"]);
    assert_eq!(problems("<form><form></form></form>"), ["Misplaced <form>@6"]);
}

#[test]
fn tags_that_run_on_are_one_problem() {
    assert_eq!(problems("<div class=\"a\"\n<p>b</p></div>"), ["BrokenTag <div class=\"a\"@0"]);
    assert_eq!(problems("<p><b a</b></p>"), ["BrokenTag <b@3"]);
    assert_eq!(problems("<p><emword</em> b</p>"), ["BrokenTag <em@3"]);
    assert_eq!(problems("<p>a</p\n<p>b</p>"), ["BrokenTag </p@4"]);
    assert_eq!(problems("<a href=\"x>a</a> <b class=\"y\">c</b>"), ["BrokenQuote \"@8"]);
    assert_eq!(problems("<a href=\"x>a</a>"), ["BrokenQuote \"@8"]);
    assert_eq!(problems("<div>a</div"), ["BrokenTag </div@6"]);
    assert_eq!(problems("<p><b>x</strong and more</p>"), ["BrokenTag </strong@7"]);
    assert_eq!(problems("<div><p>x</p></dvi\n<p>y</p>"), ["BrokenTag </dvi@13"]);
}

#[test]
fn void_and_self_closed_elements() {
    assert_eq!(problems("a</br>b<br></img>"), ["VoidEnd </br>@1", "VoidEnd </img>@11"]);
    assert_eq!(problems("<div/>a<script/>b<p>c</p>"), ["SelfClosing <div/>@0", "SelfClosing <script/>@7"]);
}

#[test]
fn indentation_says_which_element_was_left_open() {
    let text = "<div>\n  <div>\n    <div>\n      a\n    </div>\n  <div>\n  </div>\n</div>\n";
    assert_eq!(problems(text), ["Unclosed <div>@8"]);
    let text = "<div>\n  <div>a</div>\n  <div>b\n  <div>c</div>\n</div>\n";
    assert_eq!(problems(text), ["Unclosed <div>@23"]);
}

#[test]
fn branches_of_templates_may_hold_half_an_element() {
    let text = "<div>   <p>   </p></b>   ";
    let segments = [Segment::Html(Span::new(0, text.len()))];
    let conditional = [Span::new(0, 6), Span::new(15, 24)];
    let read = |conditional: &[Span]| {
        parse(text, &segments, &ParseOptions { conditional, ..ParseOptions::body(0) }).problems.len()
    };
    assert_eq!(read(&[]), 2);
    // The `</b>` has no partner anywhere, and no other part contains a partner of the `<div>`.
    assert_eq!(read(&conditional), 2);
    let unread = ["</div>"];
    let options = ParseOptions { conditional: &conditional, unread: &unread, ..ParseOptions::body(0) };
    assert_eq!(parse(text, &segments, &options).problems.len(), 1);
}

/// The tags of a text that is HTML up to `end`, and again from its last `<` on; between the two there is a `word` of Markdown.
fn tags_around_a_word(text: &str, end: usize) -> Vec<&str> {
    let (word, last) = (text.find("word").unwrap(), text.rfind('<').unwrap());
    let segments = [
        Segment::Html(Span::new(0, end)),
        Segment::Open("p", word),
        Segment::Text(Span::new(word, word + 4)),
        Segment::Close("p", word + 4),
        Segment::Html(Span::new(last, text.len())),
    ];
    parse(text, &segments, &ParseOptions::body(0)).tags.iter().map(|tag| &text[tag.span.range()]).collect()
}

#[test]
fn html_that_markdown_breaks_off_waits_for_nothing() {
    for end in 8..=12 {
        assert_eq!(tags_around_a_word("<div></p\n<\n\nword\n<i>", end).last(), Some(&"<i>"), "{end}");
    }
    assert_eq!(tags_around_a_word("<div>a a</\n\nword\n<i>", 10), ["<div>", "<i>"]);
    assert_eq!(tags_around_a_word("<p <b <i\n\nword\n<div>", 8), ["<p ", "<b ", "<i", "<div>"]);
}

#[test]
fn tags_that_run_into_one_another_are_read_to_their_end() {
    // Once each tag of such a text was read again up to its end, which took many minutes.
    for unit in ["<b", "<b ", "<b a=", "<b c<d "] {
        let text = format!("<div>\n{}>\n</div>\n", unit.repeat(200_000 / unit.len()));
        assert!(!problems(&text).is_empty(), "{unit}");
    }
}

#[test]
fn an_end_tag_that_an_outer_element_needs_does_not_end_an_inner_one() {
    let nested = "<ul><li>a<ul><li>b</li></li><li>c</li></ul>";
    assert_eq!(problems(nested), ["Unclosed <ul>@9"]);
    assert_eq!(problems("<div><section><div>x</section></div>"), ["Unclosed <div>@14"]);
    assert_eq!(problems("<div><section><div>x</section></div></div>"), ["Misnested </section>@20"]);
}

#[test]
fn swapped_letters_are_a_typo() {
    assert_eq!(problems("<div><div><p>x</p></dvi></div>"), ["Mismatched </dvi>@18"]);
    assert_eq!(problems("<div><div><p>x</p></idv></div>"), ["Mismatched </idv>@18"]);
}

#[test]
fn a_missing_slash_is_one_problem() {
    for text in ["<p>a <b>c</b> <b>x<b> y</p>", "<p>a <b>c</b> <b>x<b/> y</p>", "<p>a <b>c</b> <b>x< /b> y</p>"] {
        let [problem] = &problems(text)[..] else { panic!("{text}: {:?}", problems(text)) };
        assert!(problem.starts_with("NoEnd <") && problem.ends_with("@18"), "{problem}");
    }
    assert_eq!(problems("<div>\n<div class=x>\n<p>a</p>\n<div>\n</div>\n"), ["NoEnd <div>@29"]);
    assert_eq!(problems("<a href=x>y<a> z"), ["NoEnd <a>@11"]);
    assert_eq!(problems("<style>a {}<style>"), ["NoEnd <style>@11"]);
    assert_eq!(problems("<iframe src=x></ifarme> y"), ["NoEnd </ifarme>@14"]);
}

#[test]
fn nested_elements_are_both_open() {
    for text in [
        "<div>\n  <div>\n    <p>a</p>\n",
        "<ul>\n<li>One\n<ul>\n<li>b</li>\n<li>c</li>",
        "<ol>\n<li>a<ol>\n<li>b",
        "<table><tr><td><table>\n<tr><td>x",
        "<section>\n<h2>a</h2>\n<section>\n<h2>b</h2>\n",
        "<details>\n<summary>a</summary>\n<details>\n<summary>b</summary>\n",
    ] {
        let found = problems(text);
        assert!(found.len() == 2 && found.iter().all(|problem| problem.starts_with("Unclosed <")), "{text}: {found:?}");
    }
}

#[test]
fn what_looks_like_an_end_tag_outside_of_text_is_none() {
    for text in [
        "<b>x <!-- < /b> --> y",
        "<p><b>x <img alt=\"a < /b> c\" src=\"y\"></p>",
        "<b>x\n<style>a < /b>{}</style>",
        "<b>x\n<script>var a = 1 < /b>/;</script>",
        "<b>x <code>a < /b></code> y",
        "<b>x\n<pre>a < /b></pre>",
        "<b>x \\< /b> y",
    ] {
        let found = problems(text);
        assert!(found.len() == 1 && found[0].starts_with("Unclosed <b>"), "{text}: {found:?}");
    }
    assert_eq!(problems("<b>x <i>y</i>< /b> z"), ["NoEnd < /b>@13"]);
    assert_eq!(problems("<pre>x< /pre>"), ["NoEnd < /pre>@6"]);
    assert_eq!(problems("<pre><i>x< /i></pre>"), ["NoEnd < /i>@9"]);
}

/// The problems of words of Markdown after a `<b>`.
fn problems_in_words(words: &str) -> Vec<String> {
    let text = format!("<b>{words}");
    let segments = [
        Segment::Open("p", 0),
        Segment::Html(Span::new(0, 3)),
        Segment::Text(Span::new(3, text.len())),
        Segment::Close("p", text.len()),
    ];
    parse(&text, &segments, &ParseOptions::body(0)).problems.iter().map(|problem| describe(&text, problem, 0)).collect()
}

#[test]
fn an_end_tag_that_markdown_shows_ends_before_prose() {
    assert_eq!(problems_in_words("x </b and if 5 > 3 then more"), ["BrokenTag </b@5"]);
    assert_eq!(problems_in_words("x </b class=\"y\"> z"), ["NoEnd </b class=\"y\">@5"]);
    assert_eq!(problems_in_words("x < /b> z"), ["NoEnd < /b>@5"]);
    for words in ["x \\</b> z", "x </b> z", "x `< /b>` z", "x ``a ` < /b>`` z"] {
        assert_eq!(problems_in_words(words), ["Unclosed <b>@0"], "{words}");
    }
}

#[test]
fn a_name_with_a_nul_has_the_bytes_of_its_source() {
    assert_eq!(problems("<n\0")[0], "BrokenTag <n\0@0");
    assert_eq!(problems("<div></n\0é <b>a</b></div>")[0], "BrokenTag </n\0é@5");
}

#[test]
fn the_parts_of_a_table_without_its_start_are_one_problem() {
    assert_eq!(problems("<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table><p>d"), ["Tableless </table>@48"]);
    assert_eq!(problems("<tr><td>a</td></tr><tr><td>c</td></tr><p>d"), ["Misplaced <tr>@0"]);
    let rows = "<table><td>a</td></tr><td>b</td></tr><td>c</td></tr></table>";
    assert_eq!(problems(rows), ["Misplaced <td>@7"]);
    assert_eq!(problems(&rows.repeat(2)).len(), 2);
    let cell = parse("<table><td>a</td></table>", &[Segment::Html(Span::new(0, 25))], &ParseOptions::body(0));
    let [HtmlProblem::Misplaced { how: Consequence::Implies { parent, .. }, .. }] = &cell.problems[..] else {
        panic!("{cell:?}")
    };
    assert_eq!(parent.name(), "tr");
}

#[test]
fn a_quote_that_is_missing_before_another_attribute_is_one_problem() {
    assert_eq!(problems("<a href=\"x class=\"b\">y</a>"), ["BrokenQuote \"@8"]);
    assert_eq!(problems("<img src=\"x alt=\"b c\" />"), ["BrokenQuote \"@9"]);
    assert_eq!(problems("<a href=\"/?a=b c=\" title=\"d\">y</a>"), Vec::<String>::new());
}
