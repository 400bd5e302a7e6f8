//! One post: runs every rule over it, then applies precedence and suppression, and sorts the findings.
use super::suppress::Directives;
use crate::catalogue::{self, Level};
use crate::config::{RuleSeverity, Settings};
use crate::diagnostic::{Diagnostic, RuleId};
use crate::dialect::Dialect;
use crate::post::{Post, PostKind};
use crate::rules::file::internal_error;
use crate::rules::file::too_large::{self, TooLarge};
use crate::rules::site::duplicate_value::{Claim, DuplicateValue};
use crate::rules::{Context, RULES, Rule, precedence};
use crate::text::SourceFile;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The result of checking one file.
#[derive(Debug, Default)]
pub struct Checked {
    /// The findings, sorted by place, then rule.
    pub findings: Vec<Diagnostic>,
    /// How many findings a directive suppressed.
    pub suppressed: usize,
    /// Rules with more findings than are kept, and how many more.
    pub left_out: Vec<(RuleId, usize)>,
    /// Whether a rule or a parser panicked, so that the file was not checked completely.
    pub broke: bool,
    /// Fields that a built-in preset requires and this post does not have.
    pub absent: Vec<String>,
    /// The values that no other post may have.
    pub(crate) claims: Vec<Claim>,
}

/// A rule with its name, as [`RULES`] lists them.
pub type NamedRule = (RuleId, &'static dyn Rule);

/// Checks one file with every rule that its settings turn on.
pub fn check(source: &SourceFile, dialect: &Dialect, kind: PostKind, settings: &Arc<Settings>) -> Checked {
    Plan::new(RULES, settings).check(source, dialect, kind)
}

/// The rules that some settings turn on, with their severities; files with the same settings share it.
#[derive(Clone)]
pub struct Plan {
    settings: Arc<Settings>,
    active: Vec<Active>,
}

#[derive(Clone, Copy)]
struct Active {
    rule: RuleId,
    code: &'static dyn Rule,
    severity: RuleSeverity,
}

impl Plan {
    /// The plan of these rules under these settings.
    pub fn new(rules: &[NamedRule], settings: &Arc<Settings>) -> Self {
        let activate = |(rule, code): &NamedRule| {
            let default = catalogue::page(rule.as_str()).map_or(Level::Error, |page| page.header().severity);
            let severity = settings.severity(*rule, default)?;
            Some(Active { rule: *rule, code: *code, severity })
        };
        Self { settings: Arc::clone(settings), active: rules.iter().filter_map(activate).collect() }
    }

    /// Checks one file.
    pub fn check(&self, source: &SourceFile, dialect: &Dialect, kind: PostKind) -> Checked {
        let mut checked = Checked::default();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let mut post = Post::new(source, dialect, kind);
            post.max_depth = self.settings.max_depth.unwrap_or(post.max_depth);
            self.check_post(&post, &mut checked);
        }));
        // Rules that panic are caught one by one; this is what is read for the comments that suppress findings.
        if let Err(panic) = outcome {
            checked.broke_in(None, panic.as_ref());
        }
        checked.findings.sort_by_key(|finding| (finding.span.start(), finding.rule));
        checked
    }

    fn check_post(&self, post: &Post<'_>, checked: &mut Checked) {
        for active in &self.active {
            let found = checked.findings.len();
            let mut cx = active.context(&self.settings, &mut checked.findings);
            let outcome = catch_unwind(AssertUnwindSafe(|| active.code.check(post, &mut cx)));
            if cx.left_out() > 0 {
                checked.left_out.push((active.rule, cx.left_out()));
            }
            checked.claims.append(&mut cx.take_claims());
            if let Err(panic) = outcome {
                checked.findings.truncate(found);
                checked.broke_in(Some(active.rule), panic.as_ref());
            }
        }
        checked.absent = self.absent_fields(&checked.findings);
        precedence::settle(&mut checked.findings);
        self.suppress(post, checked);
    }

    /// The findings of a file over the size limit.
    pub fn too_large(&self, size: u64, limit: u64) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if let Some(active) = self.active.iter().find(|active| active.rule == TooLarge::ID) {
            too_large::report(size, limit, &mut active.context(&self.settings, &mut found));
        }
        found
    }

    fn suppress(&self, post: &Post<'_>, checked: &mut Checked) {
        let mut directives = Directives::of(post);
        if directives.is_empty() {
            return;
        }
        let before = checked.findings.len();
        checked.findings.retain(|finding| !directives.silence(post.source, finding.rule, finding.span));
        checked.suppressed = before - checked.findings.len();
        // Only all posts together could show whether such a directive is needed, so that it counts as used.
        for claim in &mut checked.claims {
            claim.silenced = directives.silence(post.source, DuplicateValue::ID, claim.span);
        }
        let complaints = directives.complaints(&|rule| self.active.iter().any(|active| active.rule == rule));
        for complaint in complaints {
            if let Some(active) = self.active.iter().find(|active| active.rule == complaint.rule) {
                complaint.report(&mut active.context(&self.settings, &mut checked.findings));
            }
        }
    }

    fn absent_fields(&self, found: &[Diagnostic]) -> Vec<String> {
        let missing = found.iter().filter_map(|finding| finding.missing_field.as_ref());
        let is_built_in =
            |name: &String| self.settings.field(name).is_some_and(|field| field.required && field.built_in);
        missing.filter(|name| is_built_in(name)).cloned().collect()
    }
}

impl Active {
    fn context<'a>(&self, settings: &'a Settings, found: &'a mut Vec<Diagnostic>) -> Context<'a> {
        Context::new(settings, self.rule, self.severity, found)
    }
}

impl Checked {
    /// Records a panic, once for one cause: a parser that panics does so for every rule that uses it.
    fn broke_in(&mut self, rule: Option<RuleId>, panic: &(dyn std::any::Any + Send)) {
        self.broke = true;
        let finding = internal_error::finding(rule, panic);
        if !self.findings.iter().any(|known| known.rule == finding.rule && known.help == finding.help) {
            self.findings.push(finding);
        }
    }
}
