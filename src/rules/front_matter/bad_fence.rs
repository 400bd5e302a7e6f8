//! `front-matter/bad-fence`: a block that the site's generator does not see for what its fences are.
use crate::diagnostic::{Safety, Severity};
use crate::front_matter::invisible::named;
use crate::front_matter::{Fence, FenceProblem};
use crate::post::Post;
use crate::rules::{Context, Rule};

pub(crate) struct BadFence;

impl Rule for BadFence {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let Fence::Bad(problem, _) = &post.front.fence else { return };
        let generator = match post.dialect.generator {
            Some(generator) => generator.title(),
            None if problem.seen_by_some => "many generators",
            None => "any generator",
        };
        let severity = if problem.seen_by_some { Severity::Warning } else { Severity::Error };
        let message = message(problem, post.source.slice(problem.span), generator);
        let (help, title) = match problem.repair.as_slice() {
            [edit] if problem.cause == "wrong-closing-fence" && edit.text == "+++" => (
                "the block must end with the fence that it began with, or its keys are published as text",
                "write `+++`",
            ),
            _ => advice(problem.cause),
        };
        cx.report_as(severity, problem.span, message).detail(problem.cause).help(help).fix(
            Safety::Unsafe,
            title,
            problem.repair.clone(),
        );
    }
}

fn message(problem: &FenceProblem, seen: &str, generator: &str) -> String {
    match problem.cause {
        "blank-line-before-fence" => format!("a blank line before the `---` hides the front matter from {generator}"),
        "space-before-fence" => format!("blanks before the `---` hide the front matter from {generator}"),
        "invisible-before-fence" => {
            let name = seen.chars().next().map(named).unwrap_or_default();
            format!("an invisible character ({name}) before the `---` hides the front matter")
        }
        "comment-before-fence" => "a comment before the `---` hides the front matter".into(),
        "missing-opening-fence" => "the front matter lacks its opening `---`".into(),
        "short-opening-fence" => format!("the front matter opens with `{seen}` instead of `---`"),
        "long-opening-fence" | "wrong-opening-fence" => format!("`{seen}` is no opening fence for {generator}"),
        "text-after-opening-fence" => format!("text on the line of the `---` hides the front matter from {generator}"),
        "carriage-return-only" => {
            format!("lines that end with a lone carriage return are one long line for {generator}")
        }
        "language-not-read" => format!("front matter that begins with `{seen}` is not read by {generator}"),
        "yaml-in-toml-fences" => "`+++` stands around TOML, and this is YAML".into(),
        "toml-in-yaml-fences" => "`---` stands around YAML, and this is TOML".into(),
        "text-after-closing-fence" => format!("a `---` with text on its line is no closing fence for {generator}"),
        "indented-closing-fence" => "blanks before the closing fence keep it from closing".into(),
        _ => format!("`{seen}` is no closing fence for {generator}"),
    }
}

/// Why it matters, and the title of the fix.
fn advice(cause: &str) -> (&'static str, &'static str) {
    match cause {
        "carriage-return-only" => ("save the file with the line ends LF or CRLF", ""),
        "language-not-read" => ("write the block as YAML between two `---` lines", ""),
        "yaml-in-toml-fences" => ("put `---` lines around it, or write `key = value`", "use `---`"),
        "toml-in-yaml-fences" => ("put `+++` lines around it, or write `key: value`", "use `+++`"),
        "missing-opening-fence" => ("without it the keys are published as text", "insert the opening fence"),
        "blank-line-before-fence" | "space-before-fence" | "invisible-before-fence" => (
            "the opening fence must be the very first thing in the file; otherwise the keys are published as text",
            "remove what stands before it",
        ),
        "comment-before-fence" => (
            "the opening fence must be the very first thing in the file; put the comment below, or into the block with `#`",
            "remove the comment",
        ),
        "short-opening-fence" | "long-opening-fence" | "wrong-opening-fence" => {
            ("a fence is a line of exactly three hyphens", "write `---`")
        }
        "text-after-opening-fence" | "text-after-closing-fence" => {
            ("a fence stands alone on its line", "begin a new line after the fence")
        }
        "indented-closing-fence" => ("the closing fence begins at the margin", "remove the indentation"),
        _ => (
            "the block must end with a line of exactly three hyphens, or its keys are published as text",
            "write `---`",
        ),
    }
}
