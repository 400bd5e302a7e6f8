//! The rules that some settings turn on, and how they are run: over one post, for its facts, and for what only the engine sees.
use crate::catalogue::{self, Level};
use crate::config::{RuleSeverity, Settings};
use crate::diagnostic::{Diagnostic, RuleId, Severity};
use crate::post::Post;
use crate::rules::{Context, Event, Fact, Facts, RULES, Rule};
use crate::site::Site;
use std::any::Any;
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
    /// What the site must know of the post.
    pub facts: Vec<Fact>,
}

/// A rule with its name, as [`RULES`] lists them.
pub type NamedRule = (RuleId, &'static dyn Rule);

/// The severity of findings that say that a file was not fully checked: no config changes it.
const MANDATORY: RuleSeverity = RuleSeverity { usual: Severity::Error, fixed: true, ceiling: None };

/// The rules that some settings turn on, with their severities; files with the same settings share it.
#[derive(Clone)]
pub struct Plan {
    pub(super) settings: Arc<Settings>,
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

    /// Whether a rule runs.
    pub(super) fn is_on(&self, rule: RuleId) -> bool {
        self.active.iter().any(|active| active.rule == rule)
    }

    /// Whether some rule of a group runs.
    pub(super) fn has_some_of(&self, group: &str) -> bool {
        self.active.iter().any(|active| active.rule.group() == group)
    }

    /// Runs every rule over a post.
    pub(super) fn run(&self, post: &Post<'_>, site: Option<&Site>, checked: &mut Checked) {
        for active in &self.active {
            let found = checked.findings.len();
            let mut cx = active.context(&self.settings, &mut checked.findings);
            cx.site = site;
            let outcome = catch_unwind(AssertUnwindSafe(|| active.code.check(post, &mut cx)));
            if cx.left_out() > 0 {
                checked.left_out.push((active.rule, cx.left_out()));
            }
            if let Err(panic) = outcome {
                checked.findings.truncate(found);
                self.broke(Some(active.rule), panic.as_ref(), checked);
            }
        }
    }

    /// Gathers what every rule wants the site to know of a post.
    pub(super) fn gather(&self, post: &Post<'_>, checked: &mut Checked) {
        for active in &self.active {
            let noted = checked.facts.len();
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                let named = (active.rule, active.severity);
                let mut facts = Facts::new(&self.settings, named, &mut checked.facts);
                active.code.gather(post, &mut facts);
            }));
            if let Err(panic) = outcome {
                checked.facts.truncate(noted);
                self.broke(Some(active.rule), panic.as_ref(), checked);
            }
        }
    }

    /// Makes facts of the findings that may be habits of the site: only all posts together show what they are.
    pub(super) fn leave_to_site(&self, checked: &mut Checked) {
        let facts = &mut checked.facts;
        checked.findings.retain_mut(|finding| {
            let severity = self.active.iter().find(|active| active.rule == finding.rule).map(|active| active.severity);
            let fact = severity.and_then(|severity| Fact::of_finding(finding, severity));
            let stays = fact.is_none();
            facts.extend(fact);
            stays
        });
    }

    /// What the rules report of an event.
    pub(super) fn report(&self, event: &Event<'_>, found: &mut Vec<Diagnostic>) {
        for (rule, code) in RULES {
            let on = self.active.iter().find(|active| active.rule == *rule).copied();
            let active =
                if code.is_mandatory() { Some(Active { rule: *rule, code: *code, severity: MANDATORY }) } else { on };
            if let Some(active) = active {
                active.code.on_event(event, &mut active.context(&self.settings, found));
            }
        }
    }

    /// Records a panic, once for one cause: a parser that panics does so for every rule that uses it.
    pub(super) fn broke(&self, rule: Option<RuleId>, panic: &(dyn Any + Send), checked: &mut Checked) {
        checked.broke = true;
        let mut found = Vec::new();
        self.report(&Event::Broke { rule, why: said(panic) }, &mut found);
        let is_new = |finding: &Diagnostic| {
            !checked.findings.iter().any(|known| known.rule == finding.rule && known.help == finding.help)
        };
        found.retain(is_new);
        checked.findings.append(&mut found);
    }
}

impl Active {
    fn context<'a>(&self, settings: &'a Settings, found: &'a mut Vec<Diagnostic>) -> Context<'a> {
        Context::new(settings, self.rule, self.severity, found)
    }
}

/// What a panic said.
pub(super) fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("unknown")
}
