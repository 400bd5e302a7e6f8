//! Rules: each one checks a post for one kind of problem. The list of rules is in `catalogue`; the page of each rule explains why it matters.
mod attribute_values;
mod dates;
mod details;
mod fields;
mod types;
mod vocabulary;

use crate::catalogue::every_rule;
use crate::config::{RuleSeverity, Settings};
use crate::diagnostic::{Diagnostic, RuleId, Severity};
use crate::post::Post;
use crate::text::Span;
use site::duplicate_value::Claim;

/// How a rule checks a post.
pub trait Rule: Sync {
    /// Checks one post and reports to `cx`. Rules whose findings only the engine can make do nothing here.
    fn check(&self, _post: &Post<'_>, _cx: &mut Context<'_>) {}
}

/// How many findings of one rule are kept for one file, so that a file full of problems does not fill the memory.
pub const MOST_FINDINGS: usize = 1000;

/// The settings for a rule, and where it reports.
#[derive(Debug)]
pub struct Context<'a> {
    /// The settings of the config for this post.
    pub settings: &'a Settings,
    rule: RuleId,
    severity: RuleSeverity,
    found: &'a mut Vec<Diagnostic>,
    claims: Vec<Claim>,
    reported: usize,
    /// The finding that is returned, and not kept, beyond the limit.
    spare: Option<Diagnostic>,
}

impl<'a> Context<'a> {
    /// A context for one rule over one post.
    pub fn new(settings: &'a Settings, rule: RuleId, severity: RuleSeverity, found: &'a mut Vec<Diagnostic>) -> Self {
        Self { settings, rule, severity, found, claims: Vec::new(), reported: 0, spare: None }
    }

    /// Reports a finding at `span`; detail, labels, help and fix are added to what is returned.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.push(self.severity.usual, span, message)
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

    /// Notes a value that no other post may have; there is a finding when another post has it. Claims are limited in number as findings are.
    pub(crate) fn claim(&mut self, claim: impl FnOnce(Severity) -> Claim) {
        if self.claims.len() < MOST_FINDINGS {
            self.claims.push(claim(self.severity.usual));
        }
    }

    /// The claims of the rule, which are removed from the context.
    pub(crate) fn take_claims(&mut self) -> Vec<Claim> {
        std::mem::take(&mut self.claims)
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
