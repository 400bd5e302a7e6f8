//! Where a rule reports what it finds in the facts of a site.
use super::facts::{FactState, PlacedFact, PostId};
use crate::diagnostic::{Diagnostic, RuleId, Severity};

/// Where a rule that looks at a site reports.
#[derive(Debug)]
pub struct SiteContext {
    rule: RuleId,
    found: SiteFindings,
    /// The finding that is returned and not kept.
    spare: Option<Diagnostic>,
}

/// What rules found in the facts of a site.
#[derive(Debug, Default)]
pub struct SiteFindings {
    /// The findings, each in its post.
    pub found: Vec<(PostId, Diagnostic)>,
    /// The post of each finding that a comment suppresses.
    pub suppressed: Vec<PostId>,
}

impl SiteContext {
    /// A context for one rule over one site.
    pub fn new(rule: RuleId) -> Self {
        Self { rule, found: SiteFindings::default(), spare: None }
    }

    /// Reports a finding at a fact; detail, labels, help and fix are added to what is returned.
    pub fn report(&mut self, at: &PlacedFact<'_>, message: impl Into<String>) -> &mut Diagnostic {
        self.push(at, at.severity.usual, message)
    }

    /// Reports a finding with a severity of its own, unless the config sets that of the rule for this post.
    pub fn report_as(
        &mut self,
        severity: Severity,
        at: &PlacedFact<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(at, at.severity.of(severity), message)
    }

    fn push(&mut self, at: &PlacedFact<'_>, severity: Severity, message: impl Into<String>) -> &mut Diagnostic {
        let finding = Diagnostic::new(self.rule, severity, at.span, message);
        let reported = at.in_run && at.state == FactState::Open;
        if at.in_run && at.state == FactState::Suppressed {
            self.found.suppressed.push(at.post);
        }
        if !reported {
            return self.spare.insert(finding);
        }
        let nth = self.found.found.len();
        self.found.found.push((at.post, finding));
        &mut self.found.found[nth].1
    }

    /// What was found.
    pub fn into_findings(self) -> SiteFindings {
        self.found
    }
}
