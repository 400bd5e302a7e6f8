//! Where a rule reports what it finds in the facts of a site.
use super::facts::{FactState, PlacedFact, PostId};
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, RuleId, Severity, SummedUp};

/// The settings for a rule that looks at a site, and where it reports.
#[derive(Debug)]
pub struct SiteContext<'a> {
    /// The settings of the config, without overrides.
    pub settings: &'a Settings,
    /// The built-in preset of the run, when there is no config.
    pub preset: Option<&'a str>,
    /// The number of posts in the run, with or without facts.
    pub posts: usize,
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
    /// What text reports say instead of findings that are nearly everywhere.
    pub summed_up: Vec<SummedUp>,
}

impl<'a> SiteContext<'a> {
    /// A context for one rule over one site.
    pub fn new(settings: &'a Settings, preset: Option<&'a str>, posts: usize, rule: RuleId) -> Self {
        Self { settings, preset, posts, rule, found: SiteFindings::default(), spare: None }
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

    /// Lets text reports print these lines once instead of each finding of the rule about one of the subjects.
    pub fn sum_up(&mut self, subjects: Vec<String>, text: String) {
        self.found.summed_up.push(SummedUp { rule: self.rule, subjects, text });
    }

    /// What was found.
    pub fn into_findings(self) -> SiteFindings {
        self.found
    }
}
