//! Rules: each looks at one post and says what is wrong. The list is in `catalogue`; the page beside the rule says why.
mod asked;
mod known_keys;

use crate::catalogue::every_rule;
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, RuleId, Severity};
use crate::post::Post;
use crate::text::Span;

/// What a rule does with a post.
pub trait Rule: Sync {
    /// Looks at one post and reports to `cx`.
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>);
}

/// What a rule may ask and where it reports.
#[derive(Debug)]
pub struct Context<'a> {
    /// What the config asks of this post.
    pub settings: &'a Settings,
    rule: RuleId,
    severity: Severity,
    fixed_severity: bool,
    found: &'a mut Vec<Diagnostic>,
}

impl<'a> Context<'a> {
    /// A context for one rule over one post; `chosen` says that the config set the severity itself.
    pub fn new(
        settings: &'a Settings,
        rule: RuleId,
        severity: Severity,
        chosen: bool,
        found: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self { settings, rule, severity, fixed_severity: chosen, found }
    }

    /// Reports a finding at `span`; detail, labels, help and fix are added to what is returned.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.push(self.severity, span, message)
    }

    /// The same with a severity of its own, which holds unless the config chose one for the rule.
    pub fn report_as(&mut self, severity: Severity, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.push(if self.fixed_severity { self.severity } else { severity }, span, message)
    }

    fn push(&mut self, severity: Severity, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let at = self.found.len();
        self.found.push(Diagnostic::new(self.rule, severity, span, message));
        &mut self.found[at]
    }
}

macro_rules! declare {
    ($($group:ident { $($module:ident $name:literal,)* })*) => {
        $(mod $group { $(pub(super) mod $module;)* })*

        /// Every rule with its name, in the order of the list.
        pub static RULES: &[(RuleId, &dyn Rule)] = &[$($((RuleId($name), &$group::$module::Check),)*)*];
    };
}
every_rule!(declare);
