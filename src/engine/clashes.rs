//! What several posts claim and only one may have: compared once all posts are read.
use super::excerpt;
use super::run::Options;
use super::visit::Visited;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Extent, Finding, RuleId};
use crate::files;
use crate::rules::site::duplicate_value::{self, Claim, Key};
use crate::text::{SourceFile, Span};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// What one post claims, and where.
#[derive(Debug)]
pub(super) struct Claims {
    /// The site of the post; another site is another matter.
    site: Option<PathBuf>,
    claims: Vec<(Claim, Extent)>,
}

impl Claims {
    /// The claims of a post, located while its text is in memory; `None` when there are none.
    pub(super) fn of(source: &SourceFile, claims: Vec<Claim>, site: Option<&Path>) -> Option<Self> {
        let locate = |claim: Claim| {
            let extent = excerpt::extent(source, claim.span);
            (claim, extent)
        };
        let claims: Vec<_> = claims.into_iter().map(locate).collect();
        (!claims.is_empty()).then(|| Self { site: site.map(Path::to_path_buf), claims })
    }
}

/// Where a value was claimed first.
#[derive(Clone, Copy)]
struct First {
    file: usize,
    span: Span,
    extent: Extent,
}

/// Adds a finding to every post that claims what one before it, in the order of `visited`, has claimed.
pub(super) fn settle(visited: &mut [Visited], config: &Config, options: &Options) {
    let mut sites: HashMap<Option<PathBuf>, HashMap<Key, First>> = HashMap::new();
    for file in 0..visited.len() {
        let Some(Claims { site, claims }) = visited[file].claims.take() else { continue };
        let taken = sites.entry(site).or_default();
        let mut clashing = Vec::new();
        for (claim, extent) in claims {
            match taken.get(&claim.key) {
                None => _ = taken.insert(claim.key, First { file, span: claim.span, extent }),
                // A post may say a thing twice.
                Some(first) if first.file == file => {}
                Some(_) if claim.silenced => visited[file].suppressed += 1,
                Some(first) => clashing.push((claim, extent, *first)),
            }
        }
        add(clashing, file, visited, config, options);
    }
}

fn add(
    clashing: Vec<(Claim, Extent, First)>,
    file: usize,
    visited: &mut [Visited],
    config: &Config,
    options: &Options,
) {
    if clashing.is_empty() {
        return;
    }
    // Its text is gone by now; the few that clash are read again for their lines.
    let again =
        options.excerpts.and_then(|width| Some((width, files::read(&visited[file].path, config.max_file_size).ok()?)));
    let again = again.map(|(width, bytes)| (width, SourceFile::new(&visited[file].path, bytes)));
    for (claim, extent, first) in clashing {
        let diagnostic = duplicate_value::finding(&claim, &visited[first.file].path, first.span);
        let shown = again.as_ref().filter(|(_, source)| is_there(source, &claim, extent));
        let excerpt = shown.map(|(width, source)| excerpt::cut(source, &diagnostic, extent, *width));
        visited[file].findings.push(Finding { diagnostic, extent, label_extents: vec![first.extent], excerpt });
    }
    visited[file].findings.sort_by_key(|finding| place(&finding.diagnostic));
}

/// Whether the post still says this at this place.
fn is_there(source: &SourceFile, claim: &Claim, extent: Extent) -> bool {
    !source.slice(claim.span).is_empty() && excerpt::extent(source, claim.span) == extent
}

/// What findings of one file are sorted by.
fn place(diagnostic: &Diagnostic) -> (usize, RuleId) {
    (diagnostic.span.start(), diagnostic.rule)
}
