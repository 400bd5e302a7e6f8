//! `style/extra-blank-lines`: more blank lines than one, in front matter and raw HTML.
use crate::diagnostic::Safety;
use crate::front_matter::Format;
use crate::post::Post;
use crate::rules::block_lines::block_lines;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct ExtraBlankLines;

impl Rule for ExtraBlankLines {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for lines in in_front_matter(post) {
            report(lines, cx);
        }
        for html in post.raw_html() {
            for lines in in_html(post.source.slice(*html)) {
                report(ExtraLines { span: lines.shift(html.start()), message: FOLLOW }, cx);
            }
        }
    }
}

/// Blank lines that can be left out.
struct ExtraLines {
    span: Span,
    message: &'static str,
}

const FOLLOW: &str = "there is more than one blank line here";

fn report(ExtraLines { span, message }: ExtraLines, cx: &mut Context<'_>) {
    cx.report(span, message).help("one blank line separates as well, and none is needed next to a fence").fix(
        Safety::Safe,
        "remove the extra blank lines",
        vec![Edit::delete(span)],
    );
}

/// All but the first of blank lines that follow one another; all of them next to a fence of YAML or TOML.
fn in_front_matter(post: &Post<'_>) -> Vec<ExtraLines> {
    let lines = block_lines(post);
    let is_fenced = post.front().format() != Format::Json;
    let (mut extra, mut at) = (Vec::new(), 0);
    while at < lines.len() {
        let count = lines[at..].iter().take_while(|line| line.is_blank(post)).count();
        let (is_first, is_last) = (is_fenced && at == 0, is_fenced && at + count == lines.len());
        let keeps = usize::from(!is_first && !is_last);
        if count > keeps && count < lines.len() {
            let span = lines[at + keeps].whole.cover(lines[at + count - 1].whole);
            let message = match (is_first, is_last) {
                (true, _) => "the front matter begins with a blank line",
                (_, true) => "the front matter ends with a blank line",
                _ => FOLLOW,
            };
            extra.push(ExtraLines { span, message });
        }
        at += count.max(1);
    }
    extra
}

/// All but the first of blank lines that follow one another, from line start to line start.
fn in_html(text: &str) -> Vec<Span> {
    let (mut extra, mut blank, mut at) = (Vec::new(), Vec::new(), 0);
    // What is before the first line end may be part of a line that begins before the text.
    for line in text.split_inclusive('\n') {
        let is_whole = at > 0 && line.ends_with('\n');
        let is_blank = is_whole && line.trim_matches([' ', '\t', '\r', '\n']).is_empty();
        if is_blank {
            blank.push(Span::new(at, at + line.len()));
        }
        if !is_blank || at + line.len() == text.len() {
            if let [_, second, .., last] | [_, second @ last] = blank.as_slice() {
                extra.push(second.cover(*last));
            }
            blank.clear();
        }
        at += line.len();
    }
    extra
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_blank_line_stays() {
        for (text, start, end) in [
            ("a\n\n\n\nb\n\nc\n", 3, 5),
            // The first line may not be blank as a whole.
            ("\n\n\nb", 2, 3),
            ("a\r\n\r\n \r\nb", 5, 8),
            ("a\n\n\n", 3, 4),
        ] {
            assert_eq!(in_html(text), [Span::new(start, end)], "{text:?}");
        }
    }
}
