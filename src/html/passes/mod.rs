//! The one list of what happens to the problems of a body between the tree builder, which notes them, and the rules, which report
//! them. Why a problem is there or is missing can be read here, from the top to the bottom; `--trace-finding FILE:LINE` shows it for
//! one line.
mod agreement;
mod blocks_in_text;
mod branches;
mod broken_tag;
mod left_open;
mod misshapen_end;
mod missing_slash;
mod missing_table;
mod pass;
mod raw_text_end;
mod rejected_tags;
mod slash_after_name;
mod tags_in_text;

use super::document::{HtmlDocument, HtmlProblem};
use super::input::{ParseOptions, Segment};
use crate::trace::FindingTrace;
use pass::{BodyFacts, HtmlPass};

/// The passes in their order. Each sees what those before it left.
const PASSES: &[HtmlPass] = &[
    HtmlPass {
        name: "missing-table",
        does: "drops misplaced content that a missing table tag explains, found before that tag was; \
               it is first because it needs the order in which the tree builder found the problems",
        finds: false,
        run: missing_table::run,
    },
    HtmlPass {
        name: "broken-tag",
        does: "drops an end tag of another name when the tag lacks its `>`, since the name may change with the `>`; \
               it is before all that judges names",
        finds: false,
        run: broken_tag::run,
    },
    HtmlPass {
        name: "branches",
        does: "drops what may be right because template conditions render its two places apart; \
               it is before the typos, so that none is looked for where nothing is certain to be wrong",
        finds: false,
        run: branches::run,
    },
    HtmlPass {
        name: "missing-slash",
        does: "replaces two unclosed elements by the second start tag when that was intended as the end tag of the first (`<b>x<b>`); \
               it is the first of the typos because it alone needs both elements still unclosed",
        finds: false,
        run: missing_slash::run,
    },
    HtmlPass {
        name: "slash-after-name",
        does: "replaces an unclosed element and a self-closing tag by one end tag with its slash at the wrong end (`<b>x<b/>`); \
               a whole tag is a better guess than the text that the next passes look at",
        finds: false,
        run: slash_after_name::run,
    },
    HtmlPass {
        name: "misshapen-end",
        does: "replaces an unclosed element by the text that was intended as its end tag (`< /b>`, `</b`); \
               it needs to know which elements no tag explains",
        finds: false,
        run: misshapen_end::run,
    },
    HtmlPass {
        name: "raw-text-end",
        does: "replaces an unclosed element of pure text by the misspelt end tag inside it (`<style>…<style>`); \
               it is the last of the typos because it accepts most",
        finds: false,
        run: raw_text_end::run,
    },
    HtmlPass {
        name: "blocks-in-text",
        does: "adds the tags of blocks that kramdown shows as text in a line, each with its end tag; \
               it is after the typos, which may explain a stray end tag",
        finds: true,
        run: blocks_in_text::run,
    },
    HtmlPass {
        name: "tags-in-text",
        does: "adds start tags that Markdown shows as text, and drops the stray end tag that one without its end leaves; \
               it is after the typos, which explain text that looks like tags, too",
        finds: true,
        run: tags_in_text::run,
    },
];

/// What follows where a site may read its bodies in several ways, each of which went through the passes.
const AGREEMENT: (&str, &str) =
    ("agreement", "drops what another way in which the site may read the body does not have");

/// The problems of one reading of a body after all passes.
pub(super) fn run(
    text: &str,
    segments: &[Segment],
    options: &ParseOptions<'_>,
    document: &HtmlDocument,
    mut problems: Vec<HtmlProblem>,
) -> Vec<HtmlProblem> {
    let facts = BodyFacts { text, segments, options, document };
    if let Some(trace) = options.trace {
        for problem in &problems {
            let found = || format!("the HTML reader found {} at {}", problem.kind(), trace.position(problem.span()));
            trace.note(&[problem.span()], found);
        }
    }
    for pass in PASSES {
        if problems.is_empty() && !pass.finds {
            continue;
        }
        let changes = (pass.run)(&facts, &problems);
        if let Some(trace) = options.trace {
            changes.note((pass.name, pass.does), &problems, trace);
        }
        problems = changes.made(problems);
    }
    problems
}

/// What of the problems of one reading the others have, too.
pub(super) fn agreed(
    text: &str,
    problems: &[HtmlProblem],
    others: &[HtmlDocument],
    trace: Option<FindingTrace<'_>>,
) -> Vec<HtmlProblem> {
    let changes = agreement::run(text, problems, others);
    if let Some(trace) = trace {
        changes.note(AGREEMENT, problems, trace);
    }
    changes.made(problems.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse_all;
    use crate::text::{SourceFile, Span};
    use crate::trace::TraceRequest;
    use std::path::Path;

    /// What is noted about a body of one line that may be read in these ways, while the branches of its conditions hide `unread`.
    fn notes(text: &str, readings: Vec<Vec<Segment>>, unread: &[&str]) -> String {
        let (source, request) = (SourceFile::new("post.html", text), TraceRequest::new("post.html".into(), 1));
        let trace = request.of(Path::new("post.html"), &source);
        parse_all(text, readings, &ParseOptions { unread, trace, ..ParseOptions::body(0) });
        request.notes().join("\n")
    }

    #[test]
    fn a_trace_shows_what_each_pass_does() {
        let examples = [
            ("missing-table", "<table><tr><td>a</td></tr><p>b</p><div>c</div>", "dropped misplaced `<p>`"),
            ("broken-tag", "<p><b>a</i</p>", "dropped end tag `</i>` for `<b>`"),
            ("branches", "a</div>", "dropped stray end tag `</div>`"),
            (
                "missing-slash",
                "<b>a<b>",
                "replaced unclosed element `<b>` at 1:1 by misspelt end tag `<b>` for `<b>` at 1:5",
            ),
            ("slash-after-name", "<b>a<b/>", "replaced self-closing tag `<b>` at 1:5 by misspelt end tag"),
            ("misshapen-end", "<b>a< /b>", "replaced unclosed element `<b>` at 1:1 by misspelt end tag `</b>`"),
            ("raw-text-end", "<style>a<style>", "replaced unclosed element `<style>` at 1:1"),
            ("blocks-in-text", "<div>", "added a tag shown as text at 1:1"),
            ("tags-in-text", "<a href=\"b>c", "added a quote that is never closed at 1:9"),
            ("agreement", "<b>a", "dropped unclosed element `<b>`"),
        ];
        let names = PASSES.iter().map(|pass| pass.name).chain([AGREEMENT.0]);
        assert!(names.eq(examples.map(|(name, ..)| name)));
        for (name, text, change) in examples {
            let all = Span::new(0, text.len());
            let (html, words) = (vec![Segment::Html(all)], vec![Segment::Text(all)]);
            let readings = match name {
                "tags-in-text" => vec![words],
                "blocks-in-text" => vec![vec![Segment::ShownTag(all)]],
                "agreement" => vec![html, words],
                _ => vec![html],
            };
            let unread: &[&str] = if name == "branches" { &["<div>"] } else { &[] };
            let notes = notes(text, readings, unread);
            assert!(notes.contains(&format!("pass `{name}` {change}")), "{name}: {notes}");
        }
    }
}
