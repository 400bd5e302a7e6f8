//! Rules: each one checks a post for one kind of problem. The list of rules is in `catalogue`; the page of each rule explains why it matters.
mod attribute_values;
mod block_lines;
mod dates;
mod details;
mod event;
mod facts;
mod fields;
mod read_dates;
mod site_context;
mod types;
mod vocabulary;
mod written_tags;

pub use event::{DirectiveProblem, Elsewhere, Event};
pub use facts::{Fact, FactGroup, FactPost, FactState, FactStore, Facts, PlacedFact, PostId, SiteFacts};
pub use site_context::{SiteContext, SiteFindings};

use crate::catalogue::every_rule;
use crate::config::{RuleSeverity, Settings};
use crate::diagnostic::{Diagnostic, RuleId, Severity};
use crate::post::Post;
use crate::site::Site;
use crate::text::Span;

/// What a rule does; most need only `check`.
pub trait Rule: Sync {
    /// Checks one post and reports to `cx`.
    fn check(&self, _post: &Post<'_>, _cx: &mut Context<'_>) {}

    /// Notes what the site must know of one post.
    fn gather(&self, _post: &Post<'_>, _facts: &mut Facts<'_>) {}

    /// Looks at the facts of all posts of a site and reports at places of any of them. A site of whose posts there are no facts is not
    /// looked at.
    fn check_site(&self, _site: &SiteFacts<'_>, _cx: &mut SiteContext) {}

    /// Reports what only the engine sees.
    fn on_event(&self, _event: &Event<'_>, _cx: &mut Context<'_>) {}

    /// Whether its findings say that a file was not fully checked: then no config changes their severity and no comment hides them.
    fn is_mandatory(&self) -> bool {
        false
    }

    /// Whether `check_site` looks at the posts of all sites together.
    fn compares_sites(&self) -> bool {
        false
    }

    /// Whether some of its facts are compared with posts of the site that are not part of the run, when only some posts were named.
    fn compares_beyond_run(&self) -> bool {
        false
    }
}

/// Whether the findings of a rule say that a file was not fully checked.
pub fn is_mandatory(rule: RuleId) -> bool {
    RULES.iter().any(|(known, code)| *known == rule && code.is_mandatory())
}

pub use crate::text::limits::FINDINGS as MOST_FINDINGS;

/// The settings for a rule, and where it reports.
#[derive(Debug)]
pub struct Context<'a> {
    /// The settings of the config for this post.
    pub settings: &'a Settings,
    /// What the site's own files say; `None` when no site is known.
    pub site: Option<&'a Site>,
    rule: RuleId,
    severity: RuleSeverity,
    found: &'a mut Vec<Diagnostic>,
    reported: usize,
    /// The finding that is returned, and not kept, beyond the limit.
    spare: Option<Diagnostic>,
}

impl<'a> Context<'a> {
    /// A context for one rule over one post.
    pub fn new(settings: &'a Settings, rule: RuleId, severity: RuleSeverity, found: &'a mut Vec<Diagnostic>) -> Self {
        Self { settings, site: None, rule, severity, found, reported: 0, spare: None }
    }

    /// Reports a finding at `span`; detail, labels, help and fix are added to what is returned.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.push(self.severity.usual, span, message)
    }

    /// A finding as [`Self::report`] makes it, which is not reported.
    pub fn draft(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.rule, self.severity.usual, span, message)
    }

    /// Reports a finding with a severity of its own, unless the config sets that of the rule; the level of the rule's group is a ceiling.
    pub fn report_as(&mut self, severity: Severity, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.push(self.severity.of(severity), span, message)
    }

    /// Reports a warning where it is unsure whether readers of the site see anything wrong, and as [`Self::report`] does elsewhere.
    pub fn report_unsure(&mut self, unsure: bool, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        if unsure { self.report_as(Severity::Warning, span, message) } else { self.report(span, message) }
    }

    fn push(&mut self, severity: Severity, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let finding = Diagnostic::new(self.rule, severity, span, message);
        self.reported += 1;
        if self.reported > MOST_FINDINGS {
            return self.spare.insert(finding);
        }
        let at = self.found.len();
        self.found.push(finding);
        &mut self.found[at]
    }

    /// How many findings were reported beyond [`MOST_FINDINGS`] and not kept.
    pub fn left_out(&self) -> usize {
        self.reported.saturating_sub(MOST_FINDINGS)
    }
}

pub mod precedence;
mod template_problems;

macro_rules! declare {
    ($($group:ident { $($module:ident $code:ident $name:literal,)* })*) => {
        $(pub(crate) mod $group { $(pub(crate) mod $module;)* })*

        /// Every rule with its name, in the order of the list.
        pub static RULES: &[(RuleId, &dyn Rule)] = &[$($(($group::$module::$code::ID, &$group::$module::$code),)*)*];

        $($(
            impl $group::$module::$code {
                /// The rule's name, as the list has it.
                pub(crate) const ID: RuleId = RuleId::new($name);
            }
        )*)*
    };
}
every_rule!(declare);
