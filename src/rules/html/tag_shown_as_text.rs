//! `html/tag-shown-as-text`: a tag that the site's Markdown does not accept as HTML and shows to readers as text.
use crate::diagnostic::Safety;
use crate::dialect::Flavour;
use crate::html::{self, HtmlProblem, RejectReason, TagRef};
use crate::post::Post;
use crate::rules::attribute_values::in_quotes;
use crate::rules::details::details;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};
use std::mem::discriminant;

pub(crate) struct TagShownAsText;

details! {
    /// Why Markdown does not accept a tag.
    ShownAsTextDetail {
        /// `href=https://example.org/`
        UnquotedValue "unquoted-value",
        /// `href=“/a”`, `alt=Two words"`, `alt="the "best" one"`
        BadQuotes "bad-quotes",
        /// `<img`, a blank line, `src="/a">`
        BlankLineInTag "blank-line-in-tag",
        /// `href="/a"title="b"`
        MissingSpace "missing-space",
        /// `<a @click="b">`
        BadAttributeName "bad-attribute-name",
        /// `Text <div>…</div>`
        BlockInSpan "block-in-span",
    }
}

impl Rule for TagShownAsText {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for problem in &post.body().html.problems {
            match problem {
                HtmlProblem::ShownAsText { tag, reasons, end } => report(post, *tag, reasons, end.as_ref(), cx),
                HtmlProblem::BrokenTag(tag) => {
                    if let Some(gap) = blank_line_after(post, *tag) {
                        blank_line(post, *tag, gap, cx);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The blank line that breaks a tag off in Markdown, with the spaces around it: the rest of the tag, attributes and its `>`, is after it.
pub(super) fn blank_line_after(post: &Post<'_>, tag: Span) -> Option<Span> {
    let text = post.source.text().get(tag.end()..).filter(|_| post.body().is_markdown)?;
    let rest = text.trim_start();
    let gap = text.len() - rest.len();
    let rest = &rest[..rest.find(['<', '>']).filter(|end| *end <= LONGEST_REST)?];
    let ends_tag = text[gap + rest.len()..].starts_with('>');
    let is_attributes = rest.is_empty() || rest.contains('=');
    let has_blank_line = text[..gap].matches('\n').count() > 1;
    (has_blank_line && ends_tag && is_attributes).then(|| Span::new(tag.end(), tag.end() + gap))
}

/// How much of a tag is looked at after a blank line.
const LONGEST_REST: usize = 2_000;

fn blank_line(post: &Post<'_>, tag: Span, gap: Span, cx: &mut Context<'_>) {
    let indentation = post.source.slice(gap).rsplit('\n').next().unwrap_or("");
    let edits = vec![Edit::replace(gap, format!("\n{indentation}"))];
    cx.report(tag, "a blank line ends this tag before its `>`")
        .detail(ShownAsTextDetail::BlankLineInTag.name())
        .label(Span::at(gap.end()), "Markdown reads this as text")
        .help("Markdown ends HTML at a blank line, and readers see what follows as text: delete the blank line")
        .fix(Safety::Unsafe, "delete the blank line", edits);
}

/// The places that are wrong get no mark of their own: they are inside the tag that is marked.
fn report(post: &Post<'_>, tag: Span, reasons: &[RejectReason], end: Option<&TagRef>, cx: &mut Context<'_>) {
    let Some(first) = reasons.first() else { return };
    if matches!(first, RejectReason::Block(_)) {
        return block_in_line(post, tag, end, cx);
    }
    let finding =
        cx.report(tag, format!("{} shows this tag as text: {}", reader(post), explanations(post, tag, reasons)));
    if let RejectReason::QuoteInside(quote) = first {
        finding.label(*quote, "the value ends here: write `&quot;` for a quote inside it");
    }
    if let Some(end) = end {
        finding.label(end.span, "its end tag has nothing to close");
    }
    let edits: Option<Vec<Edit>> = reasons.iter().map(|reason| edit(post, *reason)).collect();
    finding
        .detail(detail(*first).name())
        .help("readers see the tag as it is written, and the element does not work")
        .fix(Safety::Unsafe, fix_title(reasons), edits.unwrap_or_default());
}

/// The name of what reads the Markdown of a post.
fn reader(post: &Post<'_>) -> &'static str {
    if post.dialect.markdown == Flavour::Kramdown { "kramdown" } else { "Markdown" }
}

fn block_in_line(post: &Post<'_>, tag: Span, end: Option<&TagRef>, cx: &mut Context<'_>) {
    let message = "kramdown shows this tag as text: a block cannot be inside a line of text";
    let finding = cx.report(tag, message).detail(ShownAsTextDetail::BlockInSpan.name());
    if let Some(end) = end {
        finding.label(end.span, "readers see its end tag, too");
    }
    finding.help("readers see the tag as it is written: begin a line with the element, or write `&lt;` where the tag is only named");
    if is_only_named(post, tag, end) {
        let escaped = |span: Span| {
            [
                Edit::replace(Span::new(span.start(), span.start() + 1), "&lt;"),
                Edit::replace(Span::new(span.end() - 1, span.end()), "&gt;"),
            ]
        };
        let edits = escaped(tag).into_iter().chain(end.into_iter().flat_map(|end| escaped(end.span))).collect();
        finding.fix(Safety::Unsafe, "escape the tag", edits);
    }
}

/// Whether a tag in a line of text is that of no element but named: it has no attribute and no content. A tag whose element needs no end
/// tag may be meant as one.
fn is_only_named(post: &Post<'_>, tag: Span, end: Option<&TagRef>) -> bool {
    let Some(name) = post.source.slice(tag).strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) else {
        return false;
    };
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return false;
    }
    match end {
        Some(end) => !post.source.text()[tag.end()..end.span.start()].contains(char::is_alphanumeric),
        None => !html::has_optional_end(&name.to_ascii_lowercase()) && !html::is_void(&name.to_ascii_lowercase()),
    }
}

/// The reasons in words, those of one kind together.
fn explanations(post: &Post<'_>, tag: Span, reasons: &[RejectReason]) -> String {
    let mut words: Vec<String> = Vec::new();
    for (index, reason) in reasons.iter().enumerate() {
        let is_same = |other: &&RejectReason| discriminant(*other) == discriminant(reason);
        if reasons[..index].iter().any(|other| is_same(&other)) {
            continue;
        }
        let same = reasons.iter().filter(is_same);
        let names: Vec<String> = same.filter_map(|reason| attribute_of(post, tag, *reason)).collect();
        words.push(explanation(*reason, &names.join(", "), names.len() > 1, reader(post)));
    }
    words.join("; ")
}

fn explanation(reason: RejectReason, names: &str, several: bool, reader: &str) -> String {
    match reason {
        RejectReason::UnquotedValue(_) if several => format!("the values of {names} need quotes"),
        RejectReason::UnquotedValue(_) => format!("the value of {names} needs quotes"),
        RejectReason::CurlyQuotes(_) => format!("the quotes around the value of {names} are typographic"),
        RejectReason::HalfQuoted(_) => format!("missing quote before the value of {names}"),
        RejectReason::QuoteInside(_) => format!("a quote inside the value of {names} ends the value early"),
        RejectReason::MissingSpace(_) => format!("missing space before {names}"),
        RejectReason::AttributeName(_) if several => format!("{reader} does not accept {names} as attribute names"),
        RejectReason::AttributeName(_) => format!("{reader} does not accept {names} as an attribute name"),
        RejectReason::Block(_) => "a block cannot be inside a line of text".into(),
    }
}

fn detail(reason: RejectReason) -> ShownAsTextDetail {
    match reason {
        RejectReason::UnquotedValue(_) => ShownAsTextDetail::UnquotedValue,
        RejectReason::CurlyQuotes(_) | RejectReason::HalfQuoted(_) | RejectReason::QuoteInside(_) => {
            ShownAsTextDetail::BadQuotes
        }
        RejectReason::MissingSpace(_) => ShownAsTextDetail::MissingSpace,
        RejectReason::AttributeName(_) => ShownAsTextDetail::BadAttributeName,
        RejectReason::Block(_) => ShownAsTextDetail::BlockInSpan,
    }
}

fn fix_title(reasons: &[RejectReason]) -> &'static str {
    match reasons {
        [RejectReason::UnquotedValue(_)] => "put the value in quotes",
        [RejectReason::CurlyQuotes(_)] => "write straight quotes",
        [RejectReason::HalfQuoted(_)] => "write the missing quote",
        [RejectReason::MissingSpace(_)] => "write a space",
        _ if reasons.iter().all(|reason| matches!(reason, RejectReason::UnquotedValue(_))) => {
            "put the values in quotes"
        }
        _ => "write the attributes as Markdown expects them",
    }
}

/// The name of the attribute that is wrong, in backticks.
fn attribute_of(post: &Post<'_>, tag: Span, reason: RejectReason) -> Option<String> {
    let text = post.body().masked(tag);
    let at = Span::new(reason.span().start() - tag.start(), reason.span().end() - tag.start());
    let found = html::attributes(text, Span::new(0, text.len())).find(|attribute| match reason {
        RejectReason::UnquotedValue(_) | RejectReason::CurlyQuotes(_) | RejectReason::HalfQuoted(_) => {
            attribute.value.is_some_and(|value| value.start() == at.start())
        }
        RejectReason::MissingSpace(_) | RejectReason::AttributeName(_) => attribute.name == at,
        RejectReason::QuoteInside(_) => attribute.span().end() == at.end(),
        RejectReason::Block(_) => false,
    });
    found.map(|attribute| format!("`{}`", &text[attribute.name.range()]))
}

/// What repairs a tag that Markdown shows as text; `None` when it is not evident.
fn edit(post: &Post<'_>, reason: RejectReason) -> Option<Edit> {
    match reason {
        RejectReason::UnquotedValue(value) | RejectReason::CurlyQuotes(value) | RejectReason::HalfQuoted(value) => {
            in_quotes(post, value)
        }
        RejectReason::MissingSpace(name) => Some(Edit::insert(name.start(), " ")),
        RejectReason::QuoteInside(_) | RejectReason::AttributeName(_) | RejectReason::Block(_) => None,
    }
}
