//! What looks like broken HTML but is right: one clean post per family, and the same post with one real mistake.
use frontlint::config::Config;
use frontlint::dialect::{Dialect, Generator};
use frontlint::engine;
use frontlint::post::PostKind;
use frontlint::text::SourceFile;
use std::path::Path;

/// The html and template findings of a post, as `rule text`.
fn findings(path: &str, body: &str, generator: Generator) -> Vec<String> {
    let source = SourceFile::new(path, format!("---\ntitle: Traps\n---\n{body}"));
    let dialect = Dialect { raw_html: true, ..Dialect::of(Some(generator)) };
    let settings = Config::bare(Path::new("")).settings_for(Path::new(path));
    let found = engine::check(&source, &dialect, PostKind::Post, &settings).findings;
    found.iter().map(|finding| format!("{} {}", finding.rule, source.slice(finding.span))).collect()
}

/// No finding in the body as it is; exactly the mistake's finding when it comes before and when it comes after.
fn trap(path: &str, body: &str, generator: Generator) {
    assert_eq!(findings(path, body, generator), Vec::<String>::new(), "{path} by {generator:?}:\n{body}");
    let mistake = "\n\n<div class=\"mistake\"><b>text</div>\n\n";
    for text in [format!("{body}{mistake}"), format!("{mistake}{body}")] {
        assert_eq!(findings(path, &text, generator), ["html/unclosed-element <b>"], "{path} by {generator:?}:\n{text}");
    }
}

fn trap_everywhere(body: &str) {
    for generator in [Generator::Jekyll, Generator::Hugo, Generator::Eleventy, Generator::Zola, Generator::Mkdocs] {
        trap("post.md", body, generator);
    }
}

#[test]
fn code_is_text() {
    trap_everywhere("Write `<b>` and ``</div> ` ``.\n\n```html\n<div><b>\n</p>\n```\n\n~~~\n</section>\n~~~\n");
    trap_everywhere("A `code span\nover <b>two</i> lines` here.\n");
    trap_everywhere("<pre><code>&lt;div&gt;</code></pre>\n");
}

#[test]
fn autolinks_and_comparisons_are_text() {
    trap_everywhere("See <https://example.org/?a=1&b=2> or write to <claire@example.org>.\n");
    trap_everywhere("If 1 < 2 and 3 > 2, R&D, AT&T; x<-1, a <3 b.\n");
}

#[test]
fn tables_are_text() {
    trap_everywhere("| a | b |\n|---|---|\n| `<b>` | 1 < 2 |\n| x<br>y | <b>z</b> |\n");
}

#[test]
fn templates_in_attributes_are_values() {
    for name in ["post.md", "post.html"] {
        trap(
            name,
            "<a href=\"{{ \"/x\" | relative_url }}\" class='{% if a > b %}on{% endif %}'>x</a>\n",
            Generator::Jekyll,
        );
        trap(name, "<img src={{ page.image }} alt=\"{{ page.alt | escape }}\">\n", Generator::Jekyll);
        trap(name, "<a {% if x %}class=\"b\"{% endif %} href=\"/\">x</a>\n", Generator::Eleventy);
    }
}

#[test]
fn branches_may_hold_half_an_element() {
    for name in ["post.md", "post.html"] {
        let body = "{% if a %}\n<div class=\"a\">\n{% else %}\n<div class=\"b\">\n{% endif %}\n<p>x</p>\n</div>\n";
        trap(name, body, Generator::Jekyll);
        let body = "{% if a %}\n<section>\n{% endif %}\n<p>x</p>\n{% if a %}\n</section>\n{% endif %}\n";
        trap(name, body, Generator::Jekyll);
    }
}

#[test]
fn raw_and_comment_blocks_are_text() {
    trap(
        "post.html",
        "{% comment %}<p></div>{% endcomment %}{% highlight html %}<div><b>{% endhighlight %}\n",
        Generator::Jekyll,
    );
}

#[test]
fn shortcodes_are_no_tags() {
    trap(
        "post.md",
        "{{< figure src=\"a.png\" title=\"A < B\" >}}\n\n{{% notice %}}\nText\n{{% /notice %}}\n",
        Generator::Hugo,
    );
    trap("post.md", "<div class=\"{{< param cls >}}\">\n{{< youtube id >}}\n</div>\n", Generator::Hugo);
}

#[test]
fn html_that_is_unusual_but_right_is_silent() {
    let body = "<ul>\n<li>a\n<li>b\n</ul>\n<p>c\n<p>d\n<table><tr><td>e<td>f</table>\n<IMG SRC=a ALT=\"\">\n<br/>\n<my-card></my-card>\n<svg viewBox=\"0 0 1 1\"><path d=\"M0\"/></svg>\n";
    trap("post.html", body, Generator::Jekyll);
    trap("post.html", "<button disabled data-x='<b>' title=\"a > b\">x</button>\n<!-- <div> -->\n", Generator::Hugo);
    trap(
        "post.html",
        "<script>var a = '<div>' + \"</p>\"; if (a<b) {}</script><style>p > b {}</style>\n",
        Generator::Hugo,
    );
}
