//! `front-matter/invalid-syntax`: what in the block no loader can read, with its cause.
use crate::diagnostic::{Diagnostic, Severity};
use crate::front_matter::{Format, SyntaxCause, SyntaxProblem};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::values::{Loader, Scalar};

pub(crate) struct InvalidSyntax;

impl Rule for InvalidSyntax {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for problem in post.front().problems.iter().filter(|problem| !problem.cause.has_its_own_rule()) {
            report(problem, cx).detail(problem.cause.name());
        }
        if post.front().problems.is_empty() && post.front().format() == Format::Yaml {
            refused_values(post, cx);
        }
    }
}

/// Values that the grammar allows, and that the loader of the site refuses together with the whole block.
fn refused_values(post: &Post<'_>, cx: &mut Context<'_>) {
    let (Some(generator), Some(loader)) = (post.dialect.generator, post.dialect.yaml_loader()) else { return };
    // The others refuse tags alone, if anything.
    if loader != Loader::PyYaml && !(loader.refuses_tags() && post.front_text().contains('!')) {
        return;
    }
    for mapping in post.front().entries.with_nested() {
        for node in mapping.iter().flat_map(|entry| entry.value.leaves()) {
            let Some(Scalar::Refused(why)) = loader.scalar(node) else { continue };
            let span = node.tag.as_deref().map_or(node.span, |(_, span)| *span);
            let (name, shown) = (generator.title(), post.source.slice(span));
            let message = format!("`{shown}` is {why}: {name} {}", generator.facts().refused_block);
            cx.report(span, message)
                .detail(SyntaxCause::RefusedValue.name())
                .help("the program that reads the block refuses all of it because of this value; put the value in quotes, or correct it");
        }
    }
}

/// Reports a problem as it was found. Rules that explain a cause of their own use it, too: where the block can be read, they only
/// warn.
pub(super) fn report<'c>(problem: &SyntaxProblem, cx: &'c mut Context<'_>) -> &'c mut Diagnostic {
    problem.explain(cx.report_as(Severity::Error, problem.span, problem.message.clone()))
}
