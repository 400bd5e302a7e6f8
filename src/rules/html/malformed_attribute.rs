//! `html/malformed-attribute`: a lost or stray `=`, quote, comma or space between attributes, and typographic quotes.
use crate::diagnostic::Safety;
use crate::html::{self, Attribute, ErrorCode, HtmlParseError, HtmlProblem, TagKind};
use crate::post::Post;
use crate::rules::attribute_values::in_quotes;
use crate::rules::details::details;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct MalformedAttribute;

impl Rule for MalformedAttribute {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let mut mistakes = from_errors(post);
        mistakes.extend(curly_quotes(post));
        mistakes.extend(commas_between_spaces(post));
        mistakes.sort_by_key(|mistake| (mistake.tag, mistake.place.start(), usize::MAX - mistake.place.end()));
        for of_tag in mistakes.chunk_by(|one, other| one.tag == other.tag) {
            report(post, &distinct(post.source.text(), of_tag), cx);
        }
        for problem in &post.body().html.problems {
            if let HtmlProblem::TooManyAttributes(span) = problem {
                let cause = AttributeCause::TooManyAttributes;
                cx.report(*span, "this tag has more than 1,024 attributes").detail(cause.name()).help(cause.help());
            }
        }
    }
}

details! {
    /// What is wrong with an attribute.
    AttributeCause {
        /// `href=“x”`
        CurlyQuotes "curly-quotes",
        /// `alt=Two words"`
        HalfQuotedValue "half-quoted-value",
        /// `href="x"title="y"`
        MissingSpace "missing-space",
        /// `alt=`
        MissingValue "missing-value",
        /// `src="x", alt="y"`
        StrayComma "stray-comma",
        /// `=href="x"`
        StrayEqualsSign "stray-equals-sign",
        /// `alt="the "best" one"`
        StrayQuote "stray-quote",
        /// So many that nothing after the tag is read.
        TooManyAttributes "too-many-attributes",
        /// `href=/?q=1`
        UnquotedValue "unquoted-value",
    }
}

impl AttributeCause {
    fn help(self) -> &'static str {
        match self {
            Self::CurlyQuotes => "browsers read typographic quotes as part of the value: write straight quotes",
            Self::HalfQuotedValue => {
                "browsers end the value at its first space and read its last quote as text: write both quotes"
            }
            Self::MissingSpace => "browsers read both attributes, other programs may not: write a space between them",
            Self::MissingValue => {
                "write the value, or `\"\"` for an empty value; browsers read an empty value only before a `>`"
            }
            Self::StrayComma => {
                "attributes are separated by spaces: browsers read the comma as the name of an attribute"
            }
            Self::StrayEqualsSign => {
                "browsers read the `=` as the first character of a name: write the name before the `=`, or delete the `=`"
            }
            Self::StrayQuote => {
                "a quote inside a value ends it, and browsers read the rest as attributes: write `&quot;` inside a value"
            }
            Self::TooManyAttributes => "nothing after this tag was checked: a quote or a `>` is probably missing",
            Self::UnquotedValue => "browsers read the whole value, other programs may not: put the value in quotes",
        }
    }

    fn fix_title(self) -> &'static str {
        match self {
            Self::CurlyQuotes => "write straight quotes",
            Self::HalfQuotedValue => "write the missing quote",
            Self::MissingSpace => "write a space",
            Self::StrayComma => "remove the comma",
            Self::StrayQuote => "write the attribute as it was meant",
            _ => "put the value in quotes",
        }
    }
}

/// One mistake in a tag.
#[derive(Clone, Debug)]
struct Mistake {
    /// The tag, or the place itself where the tag is not finished.
    tag: Span,
    place: Span,
    cause: AttributeCause,
    /// Whether browsers read what the author wanted all the same.
    harmless: bool,
    message: String,
    /// What repairs it, where that is evident.
    edit: Option<Edit>,
}

/// Further places of one tag that get a label.
const MOST_LABELS: usize = 20;

/// Reports the mistakes of one tag as one finding, at the first of the gravest.
fn report(post: &Post<'_>, of_tag: &[&Mistake], cx: &mut Context<'_>) {
    let Some(first) = of_tag.iter().find(|mistake| !mistake.harmless).or(of_tag.first()) else { return };
    let finding = cx.report_unsure(first.harmless, first.place, first.message.clone());
    finding.detail(first.cause.name()).help(first.cause.help());
    for other in of_tag.iter().filter(|other| other.place != first.place).take(MOST_LABELS) {
        finding.label(other.place, other.message.clone());
    }
    // A tag without its `>` ends in a guess, so no edit makes it right.
    if !post.source.slice(first.tag).ends_with('>') {
        return;
    }
    // An end tag has no attributes: what is wrong is that they are there.
    if post.source.slice(first.tag).starts_with("</") {
        return;
    }
    let edits: Option<Vec<Edit>> = of_tag.iter().map(|mistake| mistake.edit.clone()).collect();
    let are_apart = |edits: &Vec<Edit>| edits.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start());
    let same_cause = of_tag.iter().all(|mistake| mistake.cause == first.cause);
    let title = if same_cause { first.cause.fix_title() } else { "write the attributes as browsers expect them" };
    finding.fix(Safety::Unsafe, title, edits.filter(are_apart).unwrap_or_default());
}

/// The mistakes of one tag, in order, less those that are part of another one: `"best"` inside a value in quotes lacks a space before
/// it and ends in a quote that begins nothing, but is one mistake.
fn distinct<'m>(text: &str, of_tag: &'m [Mistake]) -> Vec<&'m Mistake> {
    let mut distinct: Vec<&Mistake> = Vec::new();
    for mistake in of_tag {
        let Some(last) = distinct.last_mut() else {
            distinct.push(mistake);
            continue;
        };
        let between = text.get(last.place.end()..mistake.place.start()).unwrap_or("");
        let is_one_word = !between.contains(|c: char| c.is_ascii_whitespace() || c == '=');
        if mistake.cause == AttributeCause::StrayQuote && last.cause == AttributeCause::MissingSpace && is_one_word {
            *last = mistake;
        } else if !(last.place.touches(mistake.place)
            || last.cause == AttributeCause::StrayQuote && mistake.cause == AttributeCause::StrayQuote && is_one_word)
        {
            distinct.push(mistake);
        } else if last.harmless && !mistake.harmless {
            *last = mistake;
        }
    }
    distinct
}

/// The mistakes that the HTML standard counts as errors.
fn from_errors(post: &Post<'_>) -> Vec<Mistake> {
    let html = &post.body().html;
    let (mut mistakes, mut unquoted, mut reader) = (Vec::new(), None, TagReader::default());
    for error in html.errors.iter().filter(|error| is_about_attributes(error.code)) {
        if error.code == ErrorCode::UnexpectedCharacterInUnquotedValue {
            let before = unquoted.replace(error.span.end());
            if before.is_some_and(|before| is_one_value(post, before, error.span.start())) {
                continue;
            }
        }
        reader.read(post, error);
        mistakes.push(reader.half_quoted_at(post, error).unwrap_or_else(|| reader.mistake(post, error)));
    }
    mistakes
}

fn is_about_attributes(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::MissingAttributeValue
            | ErrorCode::MissingSpaceBetweenAttributes
            | ErrorCode::UnexpectedCharacterInAttributeName
            | ErrorCode::UnexpectedCharacterInUnquotedValue
            | ErrorCode::UnexpectedEqualsSign
    )
}

/// Whether two characters are in one value without quotes, which is reported once: `href=/?a=1&b=2`.
fn is_one_value(post: &Post<'_>, end: usize, start: usize) -> bool {
    end <= start && !post.source.slice(Span::new(end, start)).contains(|c: char| c.is_ascii_whitespace() || c == '>')
}

/// The attributes of the tag in which the last error was, read once for all errors of that tag.
#[derive(Default)]
struct TagReader {
    tag: Span,
    attributes: Vec<Attribute>,
    half_quoted: Vec<Span>,
}

impl TagReader {
    fn read(&mut self, post: &Post<'_>, error: &HtmlParseError) {
        let body = post.body();
        match body.html.tag_at(error.span.start()) {
            Some(tag) if tag.span == self.tag => {}
            Some(tag) => {
                let (attributes, half_quoted) = (body.attributes(tag).collect(), body.half_quoted(tag));
                *self = Self { tag: tag.span, attributes, half_quoted };
            }
            None if self.tag.contains(error.span) => {}
            None => {
                let found = body.tag_around(error.span);
                *self = found.map_or_else(
                    || Self { tag: error.span, ..Self::default() },
                    |(tag, attributes, half_quoted)| Self { tag, attributes, half_quoted },
                );
            }
        }
    }

    /// The value with only its last quote in which an error is.
    fn half_quoted_at(&self, post: &Post<'_>, error: &HtmlParseError) -> Option<Mistake> {
        let about_quotes =
            [ErrorCode::UnexpectedCharacterInUnquotedValue, ErrorCode::UnexpectedCharacterInAttributeName];
        let after = self.half_quoted.partition_point(|value| value.start() <= error.span.start());
        let value = self.half_quoted[..after].last().copied().filter(|value| value.contains(error.span))?;
        about_quotes.contains(&error.code).then(|| Mistake {
            tag: self.tag,
            place: value,
            cause: AttributeCause::HalfQuotedValue,
            harmless: false,
            message: format!("missing quote before {}", value_of(post, value)),
            edit: in_quotes(post, value),
        })
    }

    fn mistake(&self, post: &Post<'_>, error: &HtmlParseError) -> Mistake {
        let place = error.span;
        if let Some(equals_sign) = self.before_next_attribute(post, error) {
            return Mistake {
                tag: self.tag,
                place: equals_sign,
                cause: AttributeCause::MissingValue,
                harmless: false,
                message: format!(
                    "no value after `{}=`, so the next attribute is read as the value",
                    name_before(post, equals_sign.end())
                ),
                edit: None,
            };
        }
        let seen = post.source.slice(place);
        let name = self.attributes.iter().map(|found| found.name).find(|name| name.start() == place.start());
        let name = name.map_or("", |name| post.source.slice(name));
        let (cause, harmless, message) = match error.code {
            ErrorCode::MissingSpaceBetweenAttributes if seen == "," => {
                (AttributeCause::StrayComma, name == ",", "comma between two attributes".to_owned())
            }
            ErrorCode::MissingSpaceBetweenAttributes => {
                (AttributeCause::MissingSpace, true, format!("missing space before the attribute `{name}`"))
            }
            ErrorCode::MissingAttributeValue => {
                (AttributeCause::MissingValue, true, format!("no value after `{}=`", name_before(post, place.start())))
            }
            ErrorCode::UnexpectedCharacterInUnquotedValue => (
                AttributeCause::UnquotedValue,
                true,
                format!("`{seen}` in {}, which has no quotes", self.value_around(post, place)),
            ),
            ErrorCode::UnexpectedEqualsSign => {
                (AttributeCause::StrayEqualsSign, false, "no attribute name before this `=`".to_owned())
            }
            _ => {
                let (message, edit) = stray_quote(post, place);
                return Mistake {
                    tag: self.tag,
                    place,
                    cause: AttributeCause::StrayQuote,
                    harmless: false,
                    message,
                    edit,
                };
            }
        };
        Mistake { tag: self.tag, place, cause, harmless, message, edit: self.edit(post, cause, place) }
    }

    /// The `=` without a value whose attribute takes the next one instead: `href= title="x"`. The error is at the `=` of that one.
    fn before_next_attribute(&self, post: &Post<'_>, error: &HtmlParseError) -> Option<Span> {
        let text = post.source.text();
        if error.code != ErrorCode::UnexpectedCharacterInUnquotedValue || !begins_quoted(text, error.span) {
            return None;
        }
        let before = text[..self.unquoted_at(error.span)?.start()].trim_end_matches(|c: char| c.is_ascii_whitespace());
        let is_apart = text[before.len()..].starts_with(|c: char| c.is_ascii_whitespace());
        (is_apart && before.ends_with('=')).then(|| Span::new(before.len() - 1, before.len()))
    }

    /// The value without quotes around a place.
    fn unquoted_at(&self, place: Span) -> Option<Span> {
        let unquoted = self.attributes.iter().filter(|found| found.quote.is_none());
        unquoted.filter_map(|found| found.value).find(|value| value.contains(place))
    }

    /// The value without quotes around `place`, in words.
    fn value_around(&self, post: &Post<'_>, place: Span) -> String {
        self.unquoted_at(place).map_or_else(|| "a value".to_string(), |value| value_of(post, value))
    }

    fn edit(&self, post: &Post<'_>, cause: AttributeCause, place: Span) -> Option<Edit> {
        match cause {
            AttributeCause::MissingSpace => Some(Edit::insert(place.start(), " ")),
            AttributeCause::StrayComma => {
                let before_space = post.source.text()[place.end()..].starts_with(|c: char| c.is_ascii_whitespace());
                Some(Edit::replace(place, if before_space { "" } else { " " }))
            }
            // `a=b="c"` is more than one value, and so is one with a typographic quote inside it.
            AttributeCause::UnquotedValue if begins_quoted(post.source.text(), place) => None,
            AttributeCause::UnquotedValue => {
                let value = self.unquoted_at(place)?;
                if post.source.slice(value).contains(['“', '”']) { None } else { in_quotes(post, value) }
            }
            _ => None,
        }
    }
}

/// What is wrong at a quote in the name of an attribute: a quote too many, or another sign in place of the `=`; and what mends it.
fn stray_quote(post: &Post<'_>, place: Span) -> (String, Option<Edit>) {
    let (text, seen) = (post.source.text(), post.source.slice(place));
    let (before, after) = (&text[..place.start()], &text[place.end()..]);
    let ends_value = before.ends_with(seen);
    if ends_value && after.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')) {
        return (format!("a `{seen}` too many after a value"), Some(Edit::delete(place)));
    }
    let sign = before.chars().next_back().filter(|sign| matches!(sign, '-' | ':' | ';' | '.' | '+' | '_' | '~'));
    let name = sign.map(|sign| name_before(post, place.start() - sign.len_utf8())).unwrap_or_default();
    let value = after.split([' ', '\n', '>']).next().unwrap_or("");
    match sign {
        Some(sign) if !name.is_empty() && value.ends_with(seen) => {
            let sign_place = Span::new(place.start() - sign.len_utf8(), place.start());
            (format!("`{sign}` after `{name}` in place of `=`"), Some(Edit::replace(sign_place, "=")))
        }
        _ => (format!("`{seen}` in the name of an attribute"), None),
    }
}

/// Whether a place is a `=` before a quote.
fn begins_quoted(text: &str, place: Span) -> bool {
    &text[place.range()] == "=" && text[place.end()..].starts_with(['"', '\''])
}

/// Commas after a space, which the standard reads as the name of an attribute or as its first character, without an error.
fn commas_between_spaces(post: &Post<'_>) -> Vec<Mistake> {
    let body = post.body();
    let text = post.source.text();
    if body.html.tags.is_empty() || memchr::memmem::find(&text.as_bytes()[body.span.range()], b" ,").is_none() {
        return Vec::new();
    }
    let mut mistakes = Vec::new();
    for tag in body.html.tags.iter().filter(|tag| tag.kind == TagKind::Start) {
        let names = body.attributes(tag).map(|attribute| attribute.name);
        // The space before it may be a masked template tag, whose comma is not between two spaces.
        let is_comma = |name: &Span| text[..name.start()].ends_with(' ') && post.source.slice(*name).starts_with(',');
        mistakes.extend(names.filter(is_comma).map(|name| Mistake {
            tag: tag.span,
            place: Span::new(name.start(), name.start() + 1),
            cause: AttributeCause::StrayComma,
            harmless: name.len() == 1,
            message: "comma between two attributes".to_owned(),
            edit: Some(Edit::delete(Span::new(name.start() - usize::from(name.len() == 1), name.start() + 1))),
        }));
    }
    mistakes
}

/// A value in words, by the name of its attribute.
fn value_of(post: &Post<'_>, value: Span) -> String {
    match name_before(post, value.start()) {
        "" => "this value".to_string(),
        name => format!("the value of `{name}`"),
    }
}

/// The name of the attribute whose `=` is before `at`.
fn name_before<'p>(post: &'p Post<'_>, at: usize) -> &'p str {
    let before = post.source.text()[..at].trim_end();
    let before = before.strip_suffix('=').unwrap_or(before).trim_end();
    let is_end = |c: char| c.is_whitespace() || "\"'<>=/".contains(c);
    before.rfind(is_end).map_or(before, |end| &before[end + 1..])
}

/// Values in typographic quotes, which no error points at where they contain no other quote.
fn curly_quotes(post: &Post<'_>) -> Vec<Mistake> {
    let body = post.body();
    let text = post.source.text();
    // All of these quotes begin with the same two bytes.
    if body.html.tags.is_empty() || memchr::memmem::find(&text.as_bytes()[body.span.range()], b"=\xe2\x80").is_none() {
        return Vec::new();
    }
    let mut mistakes = Vec::new();
    for tag in body.html.tags.iter().filter(|tag| tag.kind == TagKind::Start) {
        let values = body.attributes(tag).filter(|attribute| attribute.quote.is_none()).filter_map(|found| found.value);
        mistakes.extend(values.filter_map(|value| html::curly_quoted(text, value.start(), tag.span.end())).map(
            |value| Mistake {
                tag: tag.span,
                place: value,
                cause: AttributeCause::CurlyQuotes,
                harmless: false,
                message: format!("typographic quotes around {}", value_of(post, value)),
                edit: in_quotes(post, value),
            },
        ));
    }
    mistakes
}
