//! What happens to findings between the rules and the report: every step, in order, for those of one post and for those of a site.
//!
//! | | step | one post | a site |
//! |---|---|---|---|
//! | 1 | rules | each rule that is on looks at the post, and gathers facts | each rule looks at the facts of all posts |
//! | 2 | precedence | of findings with one cause, the one that explains it stays | the same, also beside findings of the post |
//! | 3 | suppression | what a comment in the post silences is only counted | the same |
//! | 4 | known findings | (those of a baseline, by fingerprint: not built yet) | |
//! | 5 | changed lines | (those that touch no changed line: not built yet) | |
//! | 6 | fixes | those that depend on each other get a group | |
//! | 7 | counts | `tally.rs` | |
//! | 8 | report | `excerpt.rs` gives findings lines and columns, `summary.rs` puts them in order | |
use super::plan::{Checked, NamedRule, Plan, said};
use super::suppress::Directives;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::dialect::Dialect;
use crate::fix;
use crate::post::{Post, PostKind};
use crate::rules::{Event, FactState, FactStore, PostId, SiteContext, SiteFindings, precedence};
use crate::site::Site;
use crate::text::SourceFile;
use crate::trace::FindingTrace;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

impl Plan {
    /// Checks one post of which no site is known.
    pub fn check(&self, source: &SourceFile, dialect: &Dialect, kind: PostKind) -> Checked {
        self.check_in(None, source, dialect, kind, None)
    }

    /// Checks one post of a site, and gathers its facts; `trace` notes what becomes of its findings.
    pub(super) fn check_in(
        &self,
        site: Option<&Site>,
        source: &SourceFile,
        dialect: &Dialect,
        kind: PostKind,
        trace: Option<FindingTrace<'_>>,
    ) -> Checked {
        let mut checked = Checked::default();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let mut post = Post::new(source, dialect, kind);
            post.max_depth = self.settings.max_depth.unwrap_or(post.max_depth);
            post.trace = trace;
            self.run(&post, site, &mut checked);
            self.gather(&post, &mut checked);
            precedence::settle_facts(&checked.findings, &mut checked.facts, trace);
            if let Some(trace) = trace {
                note_reported(&checked.findings, trace);
            }
            precedence::settle(&mut checked.findings, trace);
            self.suppress(&post, &mut checked);
            // Known findings: here.
            // Changed lines: here.
            fix::group(&mut checked.findings, || post.front());
        }));
        // Rules that panic are caught one by one; this is what is read for the comments that suppress findings.
        if let Err(panic) = outcome {
            self.broke(None, panic.as_ref(), &mut checked);
        }
        checked.findings.sort_by_key(|finding| (finding.span.start(), finding.rule));
        checked
    }

    fn suppress(&self, post: &Post<'_>, checked: &mut Checked) {
        let mut directives = Directives::of(post);
        if directives.is_empty() {
            return;
        }
        let before = checked.findings.len();
        checked.findings.retain(|finding| {
            let is_silent = directives.silence(post.source, finding.rule, finding.span);
            if let Some(trace) = post.trace.filter(|_| is_silent) {
                trace.note(&[finding.span], || format!("a comment of the post suppresses `{}`", finding.rule));
            }
            !is_silent
        });
        checked.suppressed = before - checked.findings.len();
        // Only all posts together could show whether such a directive is needed, so that it counts as used.
        for fact in checked.facts.iter_mut().filter(|fact| fact.state == FactState::Open) {
            if directives.silence(post.source, fact.rule, fact.span) {
                fact.state = FactState::Suppressed;
                if let Some(trace) = post.trace {
                    trace.note(&[fact.span], || {
                        format!("a comment of the post suppresses what `{}` may report of the site", fact.rule)
                    });
                }
            }
        }
        let problems = directives.problems(post, &checked.findings, &|rule| self.is_on(rule));
        for (span, problem) in problems {
            self.report(&Event::Directive { span, problem }, &mut checked.findings);
        }
    }
}

/// Notes what the rules reported.
fn note_reported(found: &[Diagnostic], trace: FindingTrace<'_>) {
    for Diagnostic { rule, span, message, .. } in found {
        trace.note(&[*span], || format!("`{rule}` reported at {}: {message}", trace.position(*span)));
    }
}

/// What a site adds to the findings of its posts.
#[derive(Debug, Default)]
pub(super) struct SiteResult {
    /// The findings of each post that has some, sorted by place, then rule.
    pub(super) found: BTreeMap<PostId, Vec<Diagnostic>>,
    /// The post of each finding that a comment suppresses.
    pub(super) suppressed: Vec<PostId>,
    /// Rules that panicked, and what the panic said.
    pub(super) broke: Vec<(RuleId, String)>,
}

impl SiteResult {
    /// Keeps only the findings in one post, and those of others that point to it.
    pub(super) fn keep_about(&mut self, path: &Path, facts: &FactStore) {
        self.suppressed.retain(|post| facts.path(*post) == path);
        self.found.retain(|post, found| {
            let points_there =
                |finding: &Diagnostic| finding.labels.iter().any(|label| label.path.as_deref() == Some(path));
            if facts.path(*post) != path {
                found.retain(points_there);
            }
            !found.is_empty()
        });
    }
}

/// Looks at the facts of all posts; `traced` is the one that is asked about.
pub(super) fn of_site(
    rules: &[NamedRule],
    facts: &FactStore,
    traced: Option<(PostId, FindingTrace<'_>)>,
) -> SiteResult {
    let mut result = SiteResult::default();
    for (rule, site) in facts.each() {
        let Some((_, code)) = rules.iter().find(|(known, _)| *known == rule) else { continue };
        let checked = catch_unwind(AssertUnwindSafe(|| {
            let mut cx = SiteContext::new(rule);
            code.check_site(&site, &mut cx);
            let mut findings = cx.into_findings();
            findings.found.extend(site.unusual());
            findings
        }));
        match checked {
            Ok(SiteFindings { found, suppressed }) => {
                for (post, finding) in found {
                    result.found.entry(post).or_default().push(finding);
                }
                // A fact that is suppressed was marked while its post was in memory.
                result.suppressed.extend(suppressed);
            }
            Err(panic) => result.broke.push((rule, said(panic.as_ref()).to_string())),
        }
    }
    for (post, found) in &mut result.found {
        let trace = traced.and_then(|(asked, trace)| (asked == *post).then_some(trace));
        if let Some(trace) = trace {
            note_reported(found, trace);
        }
        // Facts that a finding of the post explains were marked while the post was in memory.
        precedence::settle(found, trace);
        // Known findings: here.
        // Changed lines: here.
        // Fixes: here.
        // The groups of facts are in no order, and two may be about one place.
        found.sort_by(|one, other| {
            let place = |finding: &Diagnostic| (finding.span.start(), finding.rule);
            place(one).cmp(&place(other)).then_with(|| one.message.cmp(&other.message))
        });
    }
    result
}
