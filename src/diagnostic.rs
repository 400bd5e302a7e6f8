//! Findings as plain data: what is wrong, where, why it matters and how to fix it, and the report of a whole run.
use crate::text::{Edit, Position, Span};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;

/// The name of a rule, `group/name`. The list in `catalogue.rs` makes one constant for each rule, `ID` of the rule's type,
/// so that a misspelt one does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(&'static str);

impl RuleId {
    /// The id of a rule of the list, or of what is reported without a rule (`config/invalid`).
    #[doc(hidden)]
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The name, `group/name`.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// Whether `name` is the name of this rule or of its group.
    pub fn is_named(self, name: &str) -> bool {
        name == self.0 || name == self.group()
    }

    /// The part before the slash.
    pub fn group(self) -> &'static str {
        self.0.split_once('/').map_or(self.0, |(group, _)| group)
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// How severe a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably not what was intended.
    Warning,
    /// Broken.
    Error,
}

impl Severity {
    /// `info`, `warning` or `error`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// How far a fix can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// A suggestion, never applied.
    Display,
    /// Probably what was intended.
    Unsafe,
    /// Changes neither the values that generators read nor what readers of the site see, or repairs in the one evident way what no generator
    /// could read.
    Safe,
}

impl Safety {
    /// `safe`, `unsafe` or `display`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Display => "display",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }

    /// The words for people: `safe`, `unsafe` or `suggestion only`.
    pub fn title(self) -> &'static str {
        match self {
            Self::Display => "suggestion only",
            other => other.name(),
        }
    }

    /// What the words promise.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Display => "never applied",
            Self::Unsafe => "probably what was intended",
            Self::Safe => {
                "changes neither the values that generators read nor what readers of the site see, \
                 or repairs in the one evident way what no generator could read"
            }
        }
    }

    /// The words before the title of a fix in a report.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Display => "suggestion only",
            Self::Unsafe => "fix (unsafe)",
            Self::Safe => "fix (safe)",
        }
    }
}

/// A change that fixes what a finding reports; its edits belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fix {
    /// What the fix does, in the imperative: "quote the value".
    pub title: String,
    /// How far the fix can be trusted.
    pub safety: Safety,
    /// The edits, in the file of the finding; all of them are applied, or none.
    pub edits: Vec<Edit>,
    /// The fixes of one post with the same group depend on each other: after one of them, the post must be checked again before another.
    pub group: Option<&'static str>,
}

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// What the place shows.
    pub message: String,
    /// The bytes.
    pub span: Span,
    /// The file, when it is not that of the finding.
    pub path: Option<PathBuf>,
}

/// One finding of one rule at one place of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: RuleId,
    /// A stable kebab-case cause inside the rule.
    pub detail: Option<&'static str>,
    /// How severe it is.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    /// The bytes of the cause.
    pub span: Span,
    /// Other places that explain the finding.
    pub labels: Vec<Label>,
    /// Why it matters and what to do.
    pub help: Option<Cow<'static, str>>,
    /// How to fix it.
    pub fix: Option<Box<Fix>>,
    /// The key that the finding is about, when its span does not show it.
    #[doc(hidden)]
    pub subject: Option<Box<str>>,
    /// What makes it a habit of the site instead of a mistake.
    #[doc(hidden)]
    pub habit: Option<Box<SiteHabit>>,
}

/// What is a mistake in one post, and where several posts of a site have it, the way in which the site does it.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteHabit {
    /// What the posts do alike: the key, and how it is written.
    pub what: (String, String),
    /// From so many posts on it is a habit.
    pub posts: usize,
    /// What is reported then.
    pub otherwise: Option<Diagnostic>,
}

impl Fix {
    /// A fix with its title in the imperative.
    pub fn new(title: impl Into<String>, safety: Safety, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), safety, edits, group: None }
    }
}

impl Diagnostic {
    /// A finding of `rule` at `span`; the methods below add the rest.
    #[doc(hidden)]
    pub fn new(rule: RuleId, severity: Severity, span: Span, message: impl Into<String>) -> Self {
        let message = message.into();
        let labels = Vec::new();
        Self { rule, detail: None, severity, message, span, labels, help: None, fix: None, subject: None, habit: None }
    }

    /// Names the cause inside the rule.
    #[doc(hidden)]
    pub fn detail(&mut self, detail: &'static str) -> &mut Self {
        self.detail = Some(detail);
        self
    }

    /// Adds another place of the same file.
    #[doc(hidden)]
    pub fn label(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        self.labels.push(Label { message: message.into(), span, path: None });
        self
    }

    /// Adds why it matters and what to do.
    #[doc(hidden)]
    pub fn help(&mut self, help: impl Into<Cow<'static, str>>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Names the key that the finding is about, when its span does not show it.
    #[doc(hidden)]
    pub fn subject(&mut self, name: impl Into<Box<str>>) -> &mut Self {
        self.subject = Some(name.into());
        self
    }

    /// Says what makes it a habit of the site, when so many posts have it, and what is reported then.
    #[doc(hidden)]
    pub fn unless_habit(&mut self, what: (&str, &str), posts: usize, otherwise: Option<Self>) -> &mut Self {
        let what = (what.0.to_string(), what.1.to_string());
        self.habit = Some(Box::new(SiteHabit { what, posts, otherwise }));
        self
    }

    /// Offers a fix, unless there are no edits.
    #[doc(hidden)]
    pub fn fix(&mut self, safety: Safety, title: impl Into<String>, edits: Vec<Edit>) -> &mut Self {
        if !edits.is_empty() {
            self.fix = Some(Box::new(Fix::new(title, safety, edits)));
        }
        self
    }
}

/// The start and the end of a span as lines and columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Extent {
    /// The position of the first byte.
    pub start: Position,
    /// The position just after the last byte.
    pub end: Position,
}

/// The lines around a finding, copied while its file was in memory; long lines are clipped.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Excerpt {
    /// The lines, with `\n` ends.
    pub text: String,
    /// The 1-based number of the first line.
    pub first_line: usize,
    /// The finding's span, then each label's, in bytes of `text`; `None` where the text has no such place.
    pub spans: Vec<Option<Span>>,
    /// What the edits of the fix change, from top to bottom; empty when that is too much to show.
    pub changes: Vec<LineChange>,
}

/// Lines that a fix changes; long ones are clipped.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LineChange {
    /// The 1-based number of the first line that changes.
    pub line: usize,
    /// The lines that go.
    pub removed: Vec<String>,
    /// The lines that come in their place.
    pub written: Vec<String>,
}

/// A finding with lines and columns: what a report prints.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// The lines and columns of its span.
    pub extent: Extent,
    /// The lines and columns of its labels, in their order.
    pub label_extents: Vec<Extent>,
    /// The lines around it, when the report shows them.
    pub excerpt: Option<Box<Excerpt>>,
}

/// All findings of one file, sorted by span start, then rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileFindings {
    /// The path, relative to the current directory when it is below it.
    pub path: PathBuf,
    /// The findings.
    pub findings: Vec<Finding>,
}

/// What a run found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// Files with findings, sorted by path.
    pub files: Vec<FileFindings>,
    /// Notes, one line each: the preset that posts without a config have, named files that are not posts, files not checked, or that there
    /// was nothing to check.
    pub notes: Vec<String>,
    /// Counts of everything, and the exit code.
    pub summary: Summary,
}

/// What a run counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// Posts and pages checked.
    pub files: usize,
    /// Named files that are not posts.
    pub skipped: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are infos.
    pub infos: usize,
    /// Findings with a fix that could be applied (not `display`).
    pub fixable: usize,
    /// Findings suppressed by a comment.
    pub suppressed: usize,
    /// Findings that were fixed; `None` in a run that fixes nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed: Option<usize>,
    /// Files in which something was fixed; `None` in a run that fixes nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed_files: Option<usize>,
    /// The process exit code: 0, 1 or 2.
    pub exit: u8,
}
