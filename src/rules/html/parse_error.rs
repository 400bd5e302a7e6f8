//! `html/parse-error`: every other parse error of the HTML standard.
use crate::diagnostic::{Safety, Severity};
use crate::dialect::Flavour;
use crate::html::{Code, Fault, ParseError, Wrong};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct Check;

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let html = &post.body().html;
        let (mut unquoted, mut half) = (None, None);
        for error in &html.errors {
            if let Some(value) = half_quoted(post, error) {
                if half.replace(value) != Some(value) {
                    cx.report(value, "the quote before this value is missing")
                        .detail(Code::UnexpectedCharacterInUnquotedValue.name())
                        .help("browsers end it at the first space, or take the other quote for a part of it")
                        .fix(
                            Safety::Unsafe,
                            "write the quote",
                            vec![Edit::replace(value, quoted(post.source.slice(value)))],
                        );
                }
                continue;
            }
            if error.code == Code::UnexpectedCharacterInUnquotedValue {
                let before = unquoted.replace(error.span.end());
                if before.is_some_and(|before| is_one_value(post, before, error.span.start())) {
                    continue;
                }
            }
            let Some((message, harmless)) = says(error.code, post.source.slice(error.span)) else { continue };
            let finding = if harmless {
                cx.report_as(Severity::Warning, error.span, message)
            } else {
                cx.report(error.span, message)
            };
            finding.detail(error.code.name());
        }
        for fault in &html.faults {
            match fault {
                Fault::Refused { tag, wrong } => refused(post, *tag, wrong, cx),
                Fault::Doctype(span) => {
                    cx.report_as(Severity::Warning, *span, "this is not the doctype `<!doctype html>`")
                        .detail("unusual-doctype")
                        .help("browsers may show the page as they did twenty years ago");
                }
                Fault::TooManyAttributes(span) => {
                    cx.report(*span, "this tag has more than 1,024 attributes")
                        .detail("too-many-attributes")
                        .help("the rest of the body was not checked: is a quote or a `>` missing?");
                }
                _ => {}
            }
        }
    }
}

/// A tag that Markdown shows as text.
fn refused(post: &Post<'_>, tag: Span, wrong: &[Wrong], cx: &mut Context<'_>) {
    let Some(first) = wrong.first() else { return };
    let who = if post.dialect.markdown == Flavour::Kramdown { "kramdown" } else { "Markdown" };
    let (detail, why, title) = match first {
        Wrong::Unquoted(_) => ("unquoted-value", "a value that needs quotes has none", "quote the value"),
        Wrong::NoSpace(_) => (NO_SPACE, "no space stands before an attribute", "write a space"),
        Wrong::QuoteInside(_) => (NO_SPACE, "a quote inside a value ends it", ""),
    };
    let finding = cx.report(tag, format!("{who} shows this tag as text: {why}"));
    for wrong in wrong {
        let what = match wrong {
            Wrong::Unquoted(_) => "more than letters and digits needs quotes",
            Wrong::NoSpace(_) => "a space is missing before this attribute",
            Wrong::QuoteInside(_) => "the value ends at this quote; inside it write `&quot;`",
        };
        finding.label(wrong.span(), what);
    }
    let edits: Option<Vec<Edit>> = wrong.iter().map(|wrong| edit(post, *wrong)).collect();
    finding.detail(detail).help("readers see the tag itself instead of what it is for").fix(
        Safety::Unsafe,
        title,
        edits.unwrap_or_default(),
    );
}

/// The detail of attributes that run into one another.
const NO_SPACE: &str = "missing-whitespace-between-attributes";

/// What mends a tag that Markdown shows as text; `None` when it is not evident.
fn edit(post: &Post<'_>, wrong: Wrong) -> Option<Edit> {
    match wrong {
        Wrong::Unquoted(value) => Some(Edit::replace(value, quoted(post.source.slice(value)))),
        Wrong::NoSpace(name) => Some(Edit::insert(name.start(), " ")),
        Wrong::QuoteInside(_) => None,
    }
}

/// The value in quotes, those that it lost or has of another kind left out.
fn quoted(value: &str) -> String {
    let bare = value.trim_matches(['"', '\'', '“', '”', '„', '‟', '‘', '’', '«', '»', '′', '″']);
    let quote = if bare.contains('"') { '\'' } else { '"' };
    format!("{quote}{bare}{quote}")
}

/// The value at an error that ends in a quote without having begun with one.
fn half_quoted(post: &Post<'_>, error: &ParseError) -> Option<Span> {
    if !matches!(error.code, Code::UnexpectedCharacterInUnquotedValue | Code::UnexpectedCharacterInAttributeName) {
        return None;
    }
    let body = post.body();
    let values = body.half_quoted(body.html.tag_at(error.span.start())?);
    values.into_iter().find(|value| value.contains(error.span))
}

/// Whether two characters of values without quotes stand in one value, which is told once: `href=/?a=1&b=2`.
fn is_one_value(post: &Post<'_>, end: usize, start: usize) -> bool {
    end <= start && !post.source.slice(Span::new(end, start)).contains(|c: char| c.is_ascii_whitespace() || c == '>')
}

/// What the error means, and whether it changes nothing that a reader sees; `None` for what other rules say.
fn says(code: Code, written: &str) -> Option<(String, bool)> {
    let changes = |message: &str| Some((message.to_string(), false));
    let harmless = |message: &str| Some((message.to_string(), true));
    match code {
        // Told by `unclosed-comment`, `unclosed-tag`, `duplicate-attribute` and `bad-character-reference`.
        Code::EofInComment
        | Code::EofInTag
        | Code::DuplicateAttribute
        | Code::MissingSemicolon
        | Code::UnknownNamedReference
        | Code::AbsenceOfDigits
        | Code::NullReference
        | Code::SurrogateReference
        | Code::ReferenceOutsideUnicode
        | Code::NoncharacterReference
        | Code::ControlCharacterReference => None,
        Code::ControlCharacterInStream => harmless("a control character"),
        Code::NoncharacterInStream => harmless("a code that is no character"),
        Code::MissingSpaceBetweenAttributes => harmless("no space between two attributes"),
        Code::UnexpectedSolidusInTag => harmless("a slash inside a tag"),
        Code::EndTagWithTrailingSolidus => harmless("an end tag with a slash at its end"),
        Code::EndTagWithAttributes => harmless("an end tag with attributes, which browsers ignore"),
        Code::MissingAttributeValue => harmless("an attribute with `=` but no value"),
        Code::UnexpectedCharacterInUnquotedValue => Some((format!("`{written}` in a value without quotes"), true)),
        Code::AbruptClosingOfEmptyComment => harmless("an empty comment that ends too early"),
        Code::IncorrectlyClosedComment => harmless("a comment that ends in `--!>` instead of `-->`"),
        Code::NestedComment => harmless("`<!--` inside a comment, which ends at the first `-->`"),
        Code::EofBeforeTagName => harmless("`<` at the end, which browsers show as text"),
        Code::InvalidFirstCharacterOfTagName if !written.starts_with("</") => {
            harmless("`<` before something that is no tag: browsers show it as text, `&lt;` says so")
        }
        Code::InvalidFirstCharacterOfTagName => {
            changes("`</` before something that is no tag: browsers hide it up to the next `>`")
        }
        Code::MissingEndTagName => changes("`</>` is no tag, browsers drop it"),
        Code::UnexpectedQuestionMark if written.starts_with("<?xml") => {
            harmless("`<?xml` has no meaning in HTML: browsers take it for a comment")
        }
        Code::UnexpectedQuestionMark => changes("`<?` begins what browsers hide up to the next `>`"),
        Code::IncorrectlyOpenedComment => {
            changes("`<!` begins neither a comment nor a doctype: browsers hide it up to the next `>`")
        }
        Code::CdataInHtmlContent => changes("`<![CDATA[` works in SVG and MathML only: browsers hide it"),
        Code::UnexpectedEqualsSign => changes("`=` where the name of an attribute should be"),
        Code::UnexpectedCharacterInAttributeName => Some((format!("`{written}` in the name of an attribute"), false)),
        Code::UnexpectedNull => changes("a NUL character"),
        Code::EofInCdata => changes("a `<![CDATA[` section that is never closed"),
        Code::EofInScriptComment => harmless("a script that ends inside `<!--`"),
        other if other.name().contains("doctype") => Some(("a malformed doctype".to_string(), true)),
        other => Some((other.name().replace('-', " "), false)),
    }
}
