//! Rules: each looks at one post and says what is wrong. The list is in `catalogue`; the page beside the rule says why.
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

/// What a rule does with a post.
pub trait Rule: Sync {
    /// Looks at one post and reports to `cx`. A rule that only the engine can judge has nothing to look at.
    fn check(&self, _post: &Post<'_>, _cx: &mut Context<'_>) {}
}

/// Findings of one rule in one file that are kept; a file of noise must not fill the memory.
pub const MOST_FINDINGS: usize = 1000;

/// What a rule may ask and where it reports.
#[derive(Debug)]
pub struct Context<'a> {
    /// What the config asks of this post.
    pub settings: &'a Settings,
    rule: RuleId,
    severity: RuleSeverity,
    found: &'a mut Vec<Diagnostic>,
    claims: Vec<Claim>,
    reported: usize,
    /// Takes what is reported beyond the limit.
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

    /// The same with a severity of its own, unless the config sets that of the rule; the level of the rule's group is a ceiling.
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

    /// Notes what no other post may say; it becomes a finding when one does. A post may claim as much as it may be told.
    pub(crate) fn claim(&mut self, claim: impl FnOnce(Severity) -> Claim) {
        if self.claims.len() < MOST_FINDINGS {
            self.claims.push(claim(self.severity.usual));
        }
    }

    /// Takes out what was claimed.
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
