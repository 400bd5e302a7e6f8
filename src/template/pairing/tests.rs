//! Tests of which tags are paired, and what of the text they hide.
use crate::dialect::Templates;
use crate::template::{TemplateProblem, mask, read};

fn masked(text: &str, templates: Templates) -> String {
    mask(text, templates).text.into_owned()
}

fn problems(text: &str, templates: Templates) -> Vec<String> {
    let shown = |problem: TemplateProblem| match problem {
        TemplateProblem::UnclosedTag { opener, .. } => format!("unclosed tag {}", opener.start()),
        TemplateProblem::UnclosedBlock { name, .. } => format!("unclosed {}", &text[name.range()]),
        TemplateProblem::StrayEnd { name, .. } => format!("stray {}", &text[name.range()]),
    };
    read(text, templates).problems.into_iter().map(shown).collect()
}

#[test]
fn the_first_branch_is_kept() {
    let text = "{% if a %}<b>{% elsif c %}<i>{% else %}<u>{% endif %}x";
    assert_eq!(masked(text, Templates::Liquid).split_whitespace().collect::<Vec<_>>(), ["<b>", "x"]);
    let text = "{% case a %}\n{% when 1 %}<b>{% when 2 %}<i>{% endcase %}x";
    assert_eq!(masked(text, Templates::Liquid).split_whitespace().collect::<Vec<_>>(), ["<b>", "x"]);
}

#[test]
fn raw_text_comments_and_code_are_not_read() {
    let text = "{% raw %}<b>{{ x }}{% endraw %}{% comment %}<i>{% comment %}{% endcomment %}<u>{% endcomment %}{% highlight x %}<p>{% endhighlight %}";
    assert_eq!(masked(text, Templates::Liquid).split_whitespace().collect::<Vec<_>>(), [] as [&str; 0]);
}

#[test]
fn branches_and_loops_are_conditional() {
    let masked = mask("a{% if x %}b{% else %}c{% endif %}{% for y in z %}d{% endfor %}", Templates::Liquid);
    assert_eq!(masked.conditional.len(), 3);
}

#[test]
fn overlapping_blocks_are_one_problem() {
    assert_eq!(problems("{% if a %}{% for b in c %}{% endif %}{% endfor %}", Templates::Liquid), ["unclosed for"]);
    assert_eq!(problems("{% if a %}{% endfor %}{% endif %}", Templates::Liquid), ["stray endfor"]);
}

#[test]
fn the_end_of_another_block_is_one_problem() {
    assert_eq!(problems("{% for b in c %}{% endif %}x", Templates::Liquid), ["stray endif"]);
    assert_eq!(
        problems("{% for a in b %}{% if c %}{% endunless %}{% endfor %}", Templates::Liquid),
        ["stray endunless"]
    );
    assert_eq!(problems("{% if a %}{% highlight x %}<b>{% endif %}<i>", Templates::Liquid), ["unclosed highlight"]);
    assert_eq!(masked("{% if a %}{% highlight x %}<b>{% endif %}<i>", Templates::Liquid).trim(), "<i>");
    assert_eq!(masked("{% highlight x %}<b>{{ y }}", Templates::Liquid).trim(), "");
}

#[test]
fn a_shortcode_without_its_closing_opens_its_block() {
    assert_eq!(problems("{{< ring a=b\ntext\n{{< /ring >}}", Templates::Shortcodes), ["unclosed tag 0"]);
    assert_eq!(problems("{{< ring >}}\ntext\n{{< /ring }}\n", Templates::Shortcodes), ["unclosed tag 18"]);
}

#[test]
fn a_value_ends_at_a_lone_brace() {
    assert_eq!(problems("{{ a } b {{ c }}", Templates::Jinja), ["unclosed tag 0"]);
    assert!(problems("{{ {a: 1} | dump }} {{ '}' }} {{ [{}] }}", Templates::Jinja).is_empty());
}

#[test]
fn a_statement_ends_before_the_next_one() {
    assert_eq!(problems("{% if a }<b>{% endif %}", Templates::Liquid), ["unclosed tag 0"]);
    assert_eq!(problems("{% if a\n<b>{% endif %}", Templates::Jinja), ["unclosed tag 0"]);
    assert!(problems("{% include x a=\"{% b %}", Templates::Liquid).is_empty());
    assert_eq!(problems("{% if it's }<b>{% endif %}", Templates::Jinja), ["unclosed tag 0"]);
    for text in
        ["{% set x = \"}\" ~ \"{% y %}\" %}{{ x }}", "{% set x = [\n \"{% a %}\",\n \"b\"\n] %}{% if x %}{% endif %}"]
    {
        assert!(problems(text, Templates::Jinja).is_empty(), "{text}: {:?}", problems(text, Templates::Jinja));
    }
    assert_eq!(masked("{% set x = [\n \"{% a %}\",\n \"b\"\n] %}<b>", Templates::Jinja).trim(), "<b>");
    assert_eq!(masked("{% if a }<b>{% endif %}", Templates::Liquid).trim(), "<b>");
}

#[test]
fn blocks_of_plugins_are_not_judged() {
    assert!(problems("{% callout %}{% endnote %}{% set a = 1 %}{% include x %}", Templates::Jinja).is_empty());
    assert_eq!(problems("{% set a %}x", Templates::Jinja), ["unclosed set"]);
}

#[test]
fn an_unknown_engine_is_masked_and_not_judged() {
    assert!(problems("{% if a %} {{ b", Templates::Unknown).is_empty());
    assert_eq!(masked("<% a %>{{< b >}}{# c #}{{ d }}", Templates::Unknown).trim(), "");
}

#[test]
fn whitespace_control_and_spaces_are_not_part_of_names() {
    assert!(
        problems("{%- if a -%}{%-endif-%}{%if a%}{%endif%}{% raw -%}{% if %}{%- endraw %}", Templates::Liquid)
            .is_empty()
    );
}

#[test]
fn nunjucks_ends_comments_and_opens_no_tag_in_a_value() {
    assert_eq!(problems("### T {#t}", Templates::Nunjucks), ["unclosed tag 6"]);
    assert_eq!(problems("{{ x\n\nb {{ y }} c", Templates::Nunjucks), ["unclosed tag 0"]);
    assert!(problems("{{ 'x {{ y' }} {{ {a: {b: 1}} | dump }}", Templates::Nunjucks).is_empty());
    assert!(problems("### T {#t}", Templates::Jinja).is_empty());
    assert!(problems("### T {#t} {{ x", Templates::EscapedNunjucks).is_empty());
    assert_eq!(problems("{{ y }} {# t", Templates::EscapedNunjucks), ["unclosed tag 8"]);
}

#[test]
fn nasty_input_is_masked_to_its_end() {
    for (nasty, templates) in [
        ("{{ ", Templates::Liquid),
        ("{{ }", Templates::Liquid),
        ("{% if a %}", Templates::Liquid),
        ("{% if a %}{% endfor %}", Templates::Liquid),
        ("{% raw %}", Templates::Jinja),
        ("{{ \"", Templates::Jinja),
        ("{# ", Templates::Jinja),
        ("{{< a ", Templates::Shortcodes),
        ("{{< a >}}{{< /b >}}", Templates::Shortcodes),
        ("{% a(", Templates::Tera),
        ("{{ a(\"}}", Templates::Tera),
        ("<% ", Templates::Unknown),
    ] {
        let text = nasty.repeat(20_000);
        assert_eq!(mask(&text, templates).text.len(), text.len(), "{nasty}");
    }
}
