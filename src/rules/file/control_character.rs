//! `file/control-character`: invisible characters that change how the text around them is read or displayed.
use crate::diagnostic::{Safety, Severity};
use crate::front_matter::Format;
use crate::markdown;
use crate::post::Post;
use crate::rules::details::details;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};
use std::cell::LazyCell;

pub(crate) struct ControlCharacter;

details! {
    /// Which kind of character it is.
    ControlDetail {
        /// A zero byte.
        Nul "nul",
        /// Another control character.
        Control "control",
        /// A text direction that is set and not ended.
        Bidirectional "bidirectional",
    }
}

impl Rule for ControlCharacter {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let text = post.source.text();
        if is_clean(text.as_bytes()) || post.source.wide_encoding().is_some() {
            return;
        }
        let code = LazyCell::new(|| code(post));
        let mut last: Option<(Span, char)> = None;
        for (at, c) in text.char_indices().filter(|(_, c)| is_unwanted(*c)) {
            let span = Span::new(at, at + c.len_utf8());
            match &mut last {
                Some((run, same)) if *same == c && run.end() == at => *run = run.cover(span),
                _ => {
                    if let Some((run, c)) = last.replace((span, c)) {
                        report(post, run, c, &code, cx);
                    }
                }
            }
        }
        if let Some((run, c)) = last {
            report(post, run, c, &code, cx);
        }
        for (at, c) in open_overrides(text) {
            report_override(Span::new(at, at + c.len_utf8()), c, cx);
        }
    }
}

/// Whether a text has none of the unwanted characters, as nearly all posts: one quick pass over its bytes.
fn is_clean(bytes: &[u8]) -> bool {
    let control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0x7f;
    // The loop has no early exit, so that the compiler can compare all bytes of a register at once.
    let ascii = bytes.iter().fold(false, |found, byte| found | control(*byte));
    let next = |at: usize, ahead: usize| bytes.get(at + ahead).copied().unwrap_or(0);
    let c1 = || memchr::memchr_iter(0xc2, bytes).any(|at| next(at, 1) < 0xa0);
    // Embeddings and overrides, U+202A to U+202E.
    let directions =
        || memchr::memchr_iter(0xe2, bytes).any(|at| next(at, 1) == 0x80 && matches!(next(at, 2), 0xaa..=0xae));
    !ascii && (bytes.is_ascii() || !c1() && !directions())
}

fn is_unwanted(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r')
}

fn report(post: &Post<'_>, span: Span, c: char, code: &[Span], cx: &mut Context<'_>) {
    let count = span.len() / c.len_utf8();
    let name = name(c);
    let what =
        if count == 1 { format!("the control character {name}") } else { format!("{count} control characters {name}") };
    let message = format!("the text contains {what}");
    let detail = if c == '\0' { ControlDetail::Nul } else { ControlDetail::Control };
    let is_refused = is_refused(post, span, c);
    let severity = match c {
        '\0' => Severity::Error,
        _ if is_refused => Severity::Error,
        // Code may show it.
        _ if is_inside(code, span) => Severity::Info,
        _ => Severity::Warning,
    };
    cx.report_as(severity, span, message).detail(detail.name()).help(help(c, is_refused)).fix(
        Safety::Unsafe,
        "delete the character",
        vec![Edit::delete(span)],
    );
}

fn help(c: char, is_refused: bool) -> &'static str {
    match (c, is_refused) {
        ('\0', _) => "parsers refuse or replace the character, and git treats the file as binary; delete the character",
        (_, true) => {
            "a generator cannot read front matter with this invisible character, which was probably copied from a PDF or a terminal; delete the character"
        }
        (_, false) => {
            "the character is invisible and was probably copied from a PDF or a terminal, and feed readers may refuse the page because of it; delete the character"
        }
    }
}

/// The code in the body.
fn code(post: &Post<'_>) -> Vec<Span> {
    let body = post.body_span();
    let text = post.source.slice(body);
    let mut code = markdown::markdown_code(text);
    code.extend(markdown::tagged_code(text));
    let mut code: Vec<Span> = code.into_iter().map(|span| span.shift(body.start())).collect();
    code.sort_unstable();
    Span::merge(code)
}

/// Whether a span is in one of these, which are in order.
fn is_inside(places: &[Span], span: Span) -> bool {
    let after = places.partition_point(|place| place.start() <= span.start());
    places[..after].last().is_some_and(|place| place.contains(span))
}

/// Whether the character is in the front matter and keeps it from being read at all.
fn is_refused(post: &Post<'_>, span: Span, c: char) -> bool {
    let in_block = post.front().fence.block().is_some_and(|block| block.content.contains(span));
    // U+0085 is a line end to YAML; TOML and JSON refuse only what ASCII has.
    in_block && (c < ' ' || post.front().format() == Format::Yaml && c != '\u{85}')
}

fn name(c: char) -> String {
    let name = match c {
        '\0' => " (NUL)",
        '\u{8}' => " (backspace)",
        '\u{b}' => " (vertical tab)",
        '\u{c}' => " (form feed)",
        '\u{1b}' => " (escape)",
        '\u{7f}' => " (delete)",
        _ => "",
    };
    format!("U+{:04X}{name}", u32::from(c))
}

/// The embeddings and overrides of the text direction that are not closed on their line. Marks and isolates are good typography.
fn open_overrides(text: &str) -> Vec<(usize, char)> {
    let (mut open, mut unclosed) = (Vec::new(), Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open.push((at, c)),
            '\u{202c}' => _ = open.pop(),
            '\n' | '\r' => unclosed.append(&mut open),
            _ => {}
        }
    }
    unclosed.append(&mut open);
    unclosed
}

fn report_override(span: Span, c: char, cx: &mut Context<'_>) {
    let code = u32::from(c);
    cx.report(span, format!("the text direction set by U+{code:04X} is not ended on this line"))
        .detail(ControlDetail::Bidirectional.name())
        .help("the rest of the line is displayed in another order than it is written; end the direction with U+202C, or delete the character")
        .fix(Safety::Unsafe, "delete the character", vec![Edit::delete(span)]);
}
