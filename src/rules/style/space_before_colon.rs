//! `style/space-before-colon`: `author : X`.
use crate::diagnostic::Safety;
use crate::front_matter::{Entry, Format};
use crate::post::Post;
use crate::rules::block_lines::is_sound;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct SpaceBeforeColon;

impl Rule for SpaceBeforeColon {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let front = post.front();
        if front.format() != Format::Yaml || !is_sound(front) {
            return;
        }
        for entry in front.entries.with_nested().into_iter().flatten() {
            let Some(space) = space_before_colon(entry, post) else { continue };
            cx.report(space, format!("there is a space before the colon of `{}`", entry.key.text))
                .help("YAML reads the key without the space; a search for the key with its colon does not find it")
                .fix(Safety::Safe, "remove the space", vec![Edit::delete(space)]);
        }
    }
}

/// The space between a key and its colon. The name of an alias would go on with the colon.
fn space_before_colon(entry: &Entry, post: &Post<'_>) -> Option<Span> {
    let space = Span::new(entry.key.span.end(), entry.colon?.start());
    let key = post.source.slice(entry.key.span);
    let is_space = !space.is_empty() && post.source.slice(space).chars().all(|c| matches!(c, ' ' | '\t'));
    (is_space && !key.is_empty() && !key.starts_with('*')).then_some(space)
}
