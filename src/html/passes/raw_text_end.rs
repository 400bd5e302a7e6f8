//! End tags that end nothing because the content of their element is only text: `<style>…<style>`, `<iframe …></ifarme>`.
use super::left_open::left_open;
use super::pass::{BodyFacts, ProblemChanges};
use crate::html::document::{HtmlProblem, TagRef};
use crate::html::elements::is_raw_text;
use crate::text::Span;
use crate::text::spelling::is_one_typo_apart;

pub(super) fn run(facts: &BodyFacts<'_>, problems: &[HtmlProblem]) -> ProblemChanges {
    let mut changes = ProblemChanges::default();
    for open in left_open(problems).into_iter().filter(|open| is_raw_text(open.start.name())) {
        let from = open.start.span.end();
        let content = Span::new(from, open.end.clamp(from, facts.text.len()));
        if let Some((span, end)) = misspelt_end(facts.text, content, open.start.name()) {
            let tag = TagRef { span, end, ..open.start.clone() };
            changes.replace(&[open.place], HtmlProblem::NoEnd { tag, start: open.start.clone() });
        }
    }
    changes
}

/// The first tag in `content` that may have been intended to end an element of this name, and whether it has the slash of an end tag.
fn misspelt_end(text: &str, content: Span, name: &str) -> Option<(Span, bool)> {
    let rest = &text[content.range()];
    memchr::memchr_iter(b'<', rest.as_bytes()).find_map(|at| {
        let inner = rest[at + 1..].trim_start_matches('/');
        let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let written = inner[..length].to_ascii_lowercase();
        let slash = rest.len() - at - 1 - inner.len();
        // The right end tag that ended nothing is text to Markdown (`\</style>`): writing it once more would change nothing.
        let is_intended =
            if slash == 0 { written == name } else { written != name && is_one_typo_apart(&written, name) };
        let end = at + 1 + slash + length;
        (slash < 2 && is_intended && rest[end..].starts_with('>'))
            .then(|| (Span::new(content.start() + at, content.start() + end + 1), slash == 1))
    })
}
