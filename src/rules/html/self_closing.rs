//! `html/self-closing`: `<div/>`, which HTML does not close.
use crate::diagnostic::Safety;
use crate::dialect::Flavour;
use crate::html::{self, HtmlProblem};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct SelfClosing;

impl Rule for SelfClosing {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let body = post.body();
        let flavour = if body.is_markdown { post.dialect.markdown } else { Flavour::Commonmark };
        // kramdown writes `<div></div>` for it.
        if flavour == Flavour::Kramdown {
            return;
        }
        for problem in &body.html.problems {
            let HtmlProblem::SelfClosing(start) = problem else { continue };
            let name = start.name();
            let message = format!("`<{name}/>` is not closed: HTML ignores the slash");
            let finding =
                cx.report_unsure(flavour == Flavour::Unknown || html::has_optional_end(name), start.span, message);
            let slash = post.source.slice(start.span).trim_end_matches(['/', '>', ' ']).len();
            let end = Span::new(start.span.start() + slash, start.span.end());
            finding.help(format!("everything after `<{name}/>` becomes its content: write `<{name}></{name}>`")).fix(
                Safety::Unsafe,
                format!("write `</{name}>`"),
                vec![Edit::replace(end, format!("></{name}>"))],
            );
        }
    }
}
