//! `html/parse-error`: every other parse error of the HTML standard.
use crate::diagnostic::{Safety, Severity};
use crate::dialect::Flavour;
use crate::html::{self, ErrorCode, HtmlParseError, HtmlProblem, RejectReason, TagKind};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct ParseError;

impl Rule for ParseError {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let html = &post.body().html;
        let (mut unquoted, mut half, mut read) = (None, None, HalfQuoted::default());
        for error in &html.errors {
            if let Some(value) = read.value_at(post, error) {
                if half.replace(value) != Some(value) {
                    cx.report(value, "the quote before this value is missing")
                        .detail("half-quoted-value")
                        .help("browsers end it at the first space, or take the other quote for a part of it")
                        .fix(Safety::Unsafe, "write the quote", in_quotes(post, value).into_iter().collect());
                }
                continue;
            }
            if error.code == ErrorCode::UnexpectedCharacterInUnquotedValue {
                let before = unquoted.replace(error.span.end());
                if before.is_some_and(|before| is_one_value(post, before, error.span.start())) {
                    continue;
                }
            }
            let Some((message, sanitize)) = says(error.code, post.source.slice(error.span)) else { continue };
            let finding = if sanitize {
                cx.report_as(Severity::Warning, error.span, message)
            } else {
                cx.report(error.span, message)
            };
            finding.detail(error.code.name());
        }
        curly_quotes(post, cx);
        for problem in &html.problems {
            match problem {
                HtmlProblem::Refused { tag, wrong } => refused(post, *tag, wrong, cx),
                HtmlProblem::Doctype(span) => {
                    cx.report_as(Severity::Warning, *span, "this is not the doctype `<!doctype html>`")
                        .detail("unusual-doctype")
                        .help("browsers may show the page as they did twenty years ago");
                }
                HtmlProblem::TooManyAttributes(span) => {
                    cx.report(*span, "this tag has more than 1,024 attributes")
                        .detail("too-many-attributes")
                        .help("the rest of the body was not checked: is a quote or a `>` missing?");
                }
                _ => {}
            }
        }
    }
}

/// A tag that Markdown shows as text. What is wrong is named, not drawn: it lies inside what is told.
fn refused(post: &Post<'_>, tag: Span, wrong: &[RejectReason], cx: &mut Context<'_>) {
    let Some(first) = wrong.first() else { return };
    let who = if post.dialect.markdown == Flavour::Kramdown { "kramdown" } else { "Markdown" };
    let alike = wrong.iter().filter(|other| std::mem::discriminant(*other) == std::mem::discriminant(first));
    let names: Vec<String> = alike.filter_map(|wrong| attribute_of(post, tag, *wrong)).collect();
    let (names, several) = (names.join(", "), names.len() > 1);
    let (detail, why, title) = match first {
        RejectReason::Unquoted(value) if !several && is_curly(post, *value) => {
            ("curly-quotes", format!("the quotes around the value of {names} are typographic"), "write straight quotes")
        }
        RejectReason::Unquoted(_) if several => {
            ("unquoted-value", format!("the values of {names} need quotes"), "quote them")
        }
        RejectReason::Unquoted(_) => {
            ("unquoted-value", format!("the value of {names} needs quotes"), "quote the value")
        }
        RejectReason::NoSpace(_) => (NO_SPACE, format!("a space is missing before {names}"), "write a space"),
        RejectReason::QuoteInside(_) => {
            (NO_SPACE, format!("a quote inside the value of {names} ends the value early"), "")
        }
    };
    let edits: Option<Vec<Edit>> = wrong.iter().map(|wrong| edit(post, *wrong)).collect();
    let finding = cx.report(tag, format!("{who} shows this tag as text: {why}"));
    if let RejectReason::QuoteInside(quote) = first {
        finding.label(*quote, "the value ends here: write `&quot;` inside it");
    }
    finding.detail(detail).help("readers see the tag itself instead of what it is for").fix(
        Safety::Unsafe,
        title,
        edits.unwrap_or_default(),
    );
}

fn is_curly(post: &Post<'_>, value: Span) -> bool {
    html::curly_quoted(post.source.text(), value.start(), value.end()).is_some()
}

/// The name of the attribute that is wrong, in backticks.
fn attribute_of(post: &Post<'_>, tag: Span, wrong: RejectReason) -> Option<String> {
    let text = post.body().masked(tag);
    let (start, end) = (wrong.span().start() - tag.start(), wrong.span().end() - tag.start());
    let at = Span::new(start, end);
    let found = html::attributes(text, Span::new(0, text.len())).find(|attribute| match wrong {
        RejectReason::Unquoted(_) => attribute.value.is_some_and(|value| value.start() == at.start()),
        RejectReason::NoSpace(_) => attribute.name == at,
        RejectReason::QuoteInside(_) => attribute.span().end() == at.end(),
    });
    found.map(|attribute| format!("`{}`", &text[attribute.name.range()]))
}

/// The detail of attributes that run into one another.
const NO_SPACE: &str = "missing-whitespace-between-attributes";

/// What mends a tag that Markdown shows as text; `None` when it is not evident.
fn edit(post: &Post<'_>, wrong: RejectReason) -> Option<Edit> {
    match wrong {
        RejectReason::Unquoted(value) => in_quotes(post, value),
        RejectReason::NoSpace(name) => Some(Edit::insert(name.start(), " ")),
        RejectReason::QuoteInside(_) => None,
    }
}

/// Writes the value in quotes; `None` where it breaks off inside a template tag.
fn in_quotes(post: &Post<'_>, value: Span) -> Option<Edit> {
    quoted(post.source.slice(value)).map(|quoted| Edit::replace(value, quoted))
}

/// The value in quotes, those that it lost or has of another kind left out.
fn quoted(value: &str) -> Option<String> {
    let is_cut = |open: &str, close: &str| value.matches(open).count() != value.matches(close).count();
    if is_cut("{{", "}}") || is_cut("{%", "%}") {
        return None;
    }
    let bare = value.trim_matches(['"', '\'', '“', '”', '„', '‟', '‘', '’', '«', '»', '′', '″']);
    match (bare.contains('"'), bare.contains('\'')) {
        (true, true) => Some(format!("\"{}\"", bare.replace('"', "&quot;"))),
        (true, false) => Some(format!("'{bare}'")),
        (false, _) => Some(format!("\"{bare}\"")),
    }
}

/// Values in typographic quotes, which browsers take for a part of them.
fn curly_quotes(post: &Post<'_>, cx: &mut Context<'_>) {
    let body = post.body();
    let text = post.source.text();
    // All of them begin with these bytes.
    let any = memchr::memmem::find(&text.as_bytes()[body.span.range()], b"=\xe2\x80").is_some();
    for tag in body.html.tags.iter().filter(|tag| any && tag.kind == TagKind::Start) {
        let values = body.attributes(tag).filter(|attribute| attribute.quote.is_none()).filter_map(|found| found.value);
        for value in values.filter_map(|value| html::curly_quoted(text, value.start(), tag.span.end())) {
            let edits = in_quotes(post, value).into_iter().collect();
            cx.report(value, "typographic quotes stand around this value")
                .detail("curly-quotes")
                .help("browsers take them for a part of the value: write straight ones")
                .fix(Safety::Unsafe, "write straight quotes", edits);
        }
    }
}

/// The values of one tag that end in a quote without having begun with one: read once for all errors of the tag.
#[derive(Default)]
struct HalfQuoted {
    tag: Span,
    values: Vec<Span>,
}

impl HalfQuoted {
    /// Such a value at an error.
    fn value_at(&mut self, post: &Post<'_>, error: &HtmlParseError) -> Option<Span> {
        if !matches!(
            error.code,
            ErrorCode::UnexpectedCharacterInUnquotedValue | ErrorCode::UnexpectedCharacterInAttributeName
        ) {
            return None;
        }
        let body = post.body();
        let tag = body.html.tag_at(error.span.start())?;
        if tag.span != self.tag {
            *self = Self { tag: tag.span, values: body.half_quoted(tag) };
        }
        let after = self.values.partition_point(|value| value.start() <= error.span.start());
        self.values[..after].last().copied().filter(|value| value.contains(error.span))
    }
}

/// Whether two characters of values without quotes stand in one value, which is told once: `href=/?a=1&b=2`.
fn is_one_value(post: &Post<'_>, end: usize, start: usize) -> bool {
    end <= start && !post.source.slice(Span::new(end, start)).contains(|c: char| c.is_ascii_whitespace() || c == '>')
}

/// What the error means, and whether it changes nothing that a reader sees; `None` for what other rules say.
fn says(code: ErrorCode, written: &str) -> Option<(String, bool)> {
    let changes = |message: &str| Some((message.to_string(), false));
    let sanitize = |message: &str| Some((message.to_string(), true));
    match code {
        // Told by `unclosed-comment`, `unclosed-tag`, `duplicate-attribute` and `bad-character-reference`.
        ErrorCode::EofInComment
        | ErrorCode::EofInTag
        | ErrorCode::DuplicateAttribute
        | ErrorCode::MissingSemicolon
        | ErrorCode::UnknownNamedReference
        | ErrorCode::AbsenceOfDigits
        | ErrorCode::NullReference
        | ErrorCode::SurrogateReference
        | ErrorCode::ReferenceOutsideUnicode
        | ErrorCode::NoncharacterReference
        | ErrorCode::ControlCharacterReference => None,
        ErrorCode::ControlCharacterInStream => sanitize("a control character"),
        ErrorCode::NoncharacterInStream => sanitize("a code that is no character"),
        ErrorCode::MissingSpaceBetweenAttributes => sanitize("no space between two attributes"),
        ErrorCode::UnexpectedSolidusInTag => sanitize("a slash inside a tag"),
        ErrorCode::EndTagWithTrailingSolidus => sanitize("an end tag with a slash at its end"),
        ErrorCode::EndTagWithAttributes => sanitize("an end tag with attributes, which browsers ignore"),
        ErrorCode::MissingAttributeValue => sanitize("an attribute with `=` but no value"),
        ErrorCode::UnexpectedCharacterInUnquotedValue => Some((format!("`{written}` in a value without quotes"), true)),
        ErrorCode::AbruptClosingOfEmptyComment => sanitize("an empty comment that ends too early"),
        ErrorCode::IncorrectlyClosedComment => sanitize("a comment that ends in `--!>` instead of `-->`"),
        ErrorCode::NestedComment => sanitize("`<!--` inside a comment, which ends at the first `-->`"),
        ErrorCode::EofBeforeTagName => sanitize("`<` at the end, which browsers show as text"),
        ErrorCode::InvalidFirstCharacterOfTagName if !written.starts_with("</") => {
            sanitize("`<` before something that is no tag: browsers show it as text, `&lt;` says so")
        }
        ErrorCode::InvalidFirstCharacterOfTagName => {
            changes("`</` before something that is no tag: browsers hide it up to the next `>`")
        }
        ErrorCode::MissingEndTagName => changes("`</>` is no tag, browsers drop it"),
        ErrorCode::UnexpectedQuestionMark if written.starts_with("<?xml") => {
            sanitize("`<?xml` has no meaning in HTML: browsers take it for a comment")
        }
        ErrorCode::UnexpectedQuestionMark => changes("`<?` begins what browsers hide up to the next `>`"),
        ErrorCode::IncorrectlyOpenedComment => {
            changes("`<!` begins neither a comment nor a doctype: browsers hide it up to the next `>`")
        }
        ErrorCode::CdataInHtmlContent => changes("`<![CDATA[` works in SVG and MathML only: browsers hide it"),
        ErrorCode::UnexpectedEqualsSign => changes("`=` where the name of an attribute should be"),
        ErrorCode::UnexpectedCharacterInAttributeName => {
            Some((format!("`{written}` in the name of an attribute"), false))
        }
        ErrorCode::UnexpectedNull => changes("a NUL character"),
        ErrorCode::EofInCdata => changes("a `<![CDATA[` section that is never closed"),
        ErrorCode::EofInScriptComment => sanitize("a script that ends inside `<!--`"),
        other if other.name().contains("doctype") => Some(("a malformed doctype".to_string(), true)),
        other => Some((other.name().replace('-', " "), false)),
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn quotes_stand_around_any_value() {
        for (value, wanted) in [
            ("/a", Some("\"/a\"")),
            ("Two words\"", Some("\"Two words\"")),
            ("“a ‘b’”", Some("\"a ‘b\"")),
            ("a\"b", Some("'a\"b'")),
            ("it's-\"x\"y", Some("\"it's-&quot;x&quot;y\"")),
            ("{{", None),
            ("/x/{{", None),
            ("{{x}}/y", Some("\"{{x}}/y\"")),
        ] {
            assert_eq!(quoted(value).as_deref(), wanted, "{value}");
        }
    }
}
