//! `front-matter/bad-fence`: a block that the site's generator does not recognize, because of its fences.
use crate::diagnostic::{Safety, Severity};
use crate::front_matter::Fence;
use crate::post::Post;
use crate::rules::{Context, Rule};

pub(crate) struct BadFence;

impl Rule for BadFence {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let Fence::Bad(problem, _) = &post.front().fence else { return };
        let generator = match post.dialect.generator {
            Some(generator) => generator.title(),
            None if problem.seen_by_some => "many generators",
            None => "any generator",
        };
        let severity = if problem.seen_by_some || problem.leaves_text { Severity::Warning } else { Severity::Error };
        let message = problem.message(post.source.slice(problem.span), generator);
        cx.report_as(severity, problem.span, message).detail(problem.cause.name()).help(problem.help()).fix(
            Safety::Unsafe,
            problem.fix_title(),
            problem.repair.clone(),
        );
    }
}
