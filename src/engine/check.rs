//! One post: every rule over it, then precedence and order.
use crate::catalogue;
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::post::{Kind, Post};
use crate::rules::{Context, RULES};
use crate::text::SourceFile;

/// What checking one file gave.
#[derive(Debug, Default)]
pub struct Checked {
    /// The findings, sorted by place, then rule.
    pub findings: Vec<Diagnostic>,
    /// How many findings a directive silenced.
    pub suppressed: usize,
}

/// Checks one file.
pub fn check(source: &SourceFile, dialect: &Dialect, kind: Kind, settings: &Settings) -> Checked {
    let post = Post::new(source, dialect, kind);
    let mut found = Vec::new();
    for (rule, code) in RULES {
        let Some(page) = catalogue::page(rule.0) else { continue };
        if let Some((severity, chosen)) = settings.severity(*rule, page.header().severity) {
            code.check(&post, &mut Context::new(settings, *rule, severity, chosen, &mut found));
        }
    }
    found.sort_by_key(|finding| (finding.span.start(), finding.rule));
    Checked { findings: found, suppressed: 0 }
}
