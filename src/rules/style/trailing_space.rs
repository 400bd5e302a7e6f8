//! `style/trailing-space`: spaces at the end of a line, in front matter and raw HTML.
use crate::diagnostic::Safety;
use crate::front_matter::{Format, Style};
use crate::post::Post;
use crate::rules::block_lines::{BlockLine, block_lines};
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span, plural};

pub(crate) struct TrailingSpace;

const SPACES: [char; 2] = [' ', '\t'];

impl Rule for TrailingSpace {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let format = post.front().format();
        for line in block_lines(post).iter().filter(|line| !may_matter(line, format, post)) {
            let kept = post.source.slice(line.text).trim_end_matches(SPACES).len();
            report(Span::new(line.text.start() + kept, line.text.end()), post, cx);
        }
        if !ends_in_space(post.source.slice(post.body_span())) {
            return;
        }
        for html in post.raw_html() {
            for space in in_html(post.source.slice(*html)) {
                report(space.shift(html.start()), post, cx);
            }
        }
    }
}

fn report(space: Span, post: &Post<'_>, cx: &mut Context<'_>) {
    if space.is_empty() {
        return;
    }
    let what = match post.source.slice(space) {
        "\t" => "a tab".to_string(),
        spaces => plural(spaces.len(), "space"),
    };
    cx.report(space, format!("the line ends in {what}"))
        .help("nobody sees them, but editors that remove them change lines that nobody meant to change")
        .fix(Safety::Safe, "remove the spaces", vec![Edit::delete(space)]);
}

/// Whether the spaces at the end of a line may be part of a value.
fn may_matter(line: &BlockLine, format: Format, post: &Post<'_>) -> bool {
    match line.ends_in.or(line.begins_in.filter(|style| matches!(style, Style::Literal | Style::Folded))) {
        None => false,
        // YAML folds the line ends of such values, and the spaces before them; a backslash makes a space part of the text.
        Some(Style::Plain | Style::Single | Style::Double) if format == Format::Yaml => {
            post.source.slice(line.text).trim_end_matches(SPACES).ends_with('\\')
        }
        Some(_) => true,
    }
}

/// Whether some line ends in a space.
fn ends_in_space(text: &str) -> bool {
    memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).any(|at| text[..at].ends_with(SPACES)) || text.ends_with(SPACES)
}

/// The spaces before the line ends of a text.
fn in_html(text: &str) -> impl Iterator<Item = Span> {
    memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).filter_map(|end| {
        let start = text[..end].trim_end_matches(SPACES).len();
        (start < end).then(|| Span::new(start, end))
    })
}
