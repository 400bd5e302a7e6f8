//! Which fixes of one post depend on each other, so that of these only one may be made before the post is checked again.
use crate::diagnostic::Diagnostic;
use crate::front_matter::FrontMatter;
use crate::text::Span;
use std::collections::HashSet;

/// Repairs of a block that cannot be read: each is made as if it were the last one, and what is wrong behind it may only then be seen.
const REPAIRS: &str = "repairs";
/// New names of keys: two of them may be the same.
const KEYS: &str = "keys";
/// Tags that begin or end elements: which of them belong together is another question after each fix.
const ELEMENTS: &str = "elements";

/// The rules whose fixes change where the block begins or ends.
const OF_FENCES: &[&str] = &["front-matter/bad-fence", "front-matter/unclosed"];

/// The rules whose fixes change which elements there are, or where they end.
const OF_ELEMENTS: &[&str] = &[
    "html/misnested",
    "html/unclosed-element",
    "html/stray-end-tag",
    "html/void-end-tag",
    "html/self-closing",
    "html/unclosed-tag",
    "html/tag-shown-as-text",
    "html/malformed-attribute",
];

/// Names the group of each fix that depends on others of the post.
pub(crate) fn group<'f>(found: &mut [Diagnostic], front: impl FnOnce() -> &'f FrontMatter) {
    if found.iter().filter(|finding| finding.fix.is_some()).count() < 2 {
        return;
    }
    let front = front();
    // Without a second fence, nobody knows where the body begins.
    let body = front.fence.body_start().unwrap_or(usize::MAX);
    let is_broken =
        !front.problems.is_empty() || found.iter().any(|finding| OF_FENCES.contains(&finding.rule.as_str()));
    let keys: HashSet<Span> = front.entries.with_nested().into_iter().flatten().map(|entry| entry.key.span).collect();
    for finding in found {
        let Some(fix) = &mut finding.fix else { continue };
        let is_above = fix.edits.iter().any(|edit| edit.span.start() <= body);
        fix.group = if is_broken && is_above {
            Some(REPAIRS)
        } else if fix.edits.iter().any(|edit| keys.contains(&edit.span)) {
            Some(KEYS)
        } else {
            OF_ELEMENTS.contains(&finding.rule.as_str()).then_some(ELEMENTS)
        };
    }
}
