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
    Detail {
        /// `href=https://example.org/`
        UnquotedValue "unquoted-value",
        /// `href=“/a”`, `alt=Two words"`, `alt="the "best" one"`
        BadQuotes "bad-quotes",
        /// `href="/a"title="b"`
        MissingSpace "missing-space",
    }
}

impl Rule for TagShownAsText {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for problem in &post.body().html.problems {
            if let HtmlProblem::ShownAsText { tag, reasons, end } = problem {
                report(post, *tag, reasons, end.as_ref(), cx);
            }
        }
    }
}

/// The places that are wrong get no mark of their own: they are inside the tag that is marked.
fn report(post: &Post<'_>, tag: Span, reasons: &[RejectReason], end: Option<&TagRef>, cx: &mut Context<'_>) {
    let Some(first) = reasons.first() else { return };
    let reader = if post.dialect.markdown == Flavour::Kramdown { "kramdown" } else { "Markdown" };
    let mut kinds: Vec<RejectReason> = Vec::new();
    for reason in reasons {
        if !kinds.iter().any(|kind| discriminant(kind) == discriminant(reason)) {
            kinds.push(*reason);
        }
    }
    let explanations = kinds.iter().map(|kind| {
        let same = reasons.iter().filter(|other| discriminant(*other) == discriminant(kind));
        let names: Vec<String> = same.filter_map(|reason| attribute_of(post, tag, *reason)).collect();
        explanation(*kind, &names.join(", "), names.len() > 1)
    });
    let why: Vec<String> = explanations.collect();
    let why = why.join(", and ");
    let (detail, title) = detail_and_title(*first);
    let title = if kinds.len() > 1 { "write the attributes as Markdown expects them" } else { title };
    let finding = cx.report(tag, format!("{reader} shows this tag as text: {why}"));
    if let RejectReason::QuoteInside(quote) = first {
        finding.label(*quote, "the value ends here: write `&quot;` for a quote inside it");
    }
    if let Some(end) = end {
        finding.label(end.span, "its end tag has nothing to close");
    }
    let edits: Option<Vec<Edit>> = reasons.iter().map(|reason| edit(post, *reason)).collect();
    finding.detail(detail.name()).help("readers see the tag itself instead of what it does").fix(
        Safety::Unsafe,
        title,
        edits.unwrap_or_default(),
    );
}

/// The reason in words.
fn explanation(reason: RejectReason, names: &str, several: bool) -> String {
    match reason {
        RejectReason::UnquotedValue(_) if several => format!("the values of {names} need quotes"),
        RejectReason::UnquotedValue(_) => format!("the value of {names} needs quotes"),
        RejectReason::CurlyQuotes(_) => format!("the quotes around the value of {names} are typographic"),
        RejectReason::HalfQuoted(_) => format!("missing quote before the value of {names}"),
        RejectReason::QuoteInside(_) => format!("a quote inside the value of {names} ends the value early"),
        RejectReason::MissingSpace(_) => format!("missing space before {names}"),
    }
}

fn detail_and_title(reason: RejectReason) -> (Detail, &'static str) {
    match reason {
        RejectReason::UnquotedValue(_) => (Detail::UnquotedValue, "put the value in quotes"),
        RejectReason::CurlyQuotes(_) => (Detail::BadQuotes, "write straight quotes"),
        RejectReason::HalfQuoted(_) => (Detail::BadQuotes, "write the missing quote"),
        // There is no fix to give a title to.
        RejectReason::QuoteInside(_) => (Detail::BadQuotes, ""),
        RejectReason::MissingSpace(_) => (Detail::MissingSpace, "write a space"),
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
        RejectReason::MissingSpace(_) => attribute.name == at,
        RejectReason::QuoteInside(_) => attribute.span().end() == at.end(),
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
        RejectReason::QuoteInside(_) => None,
    }
}
