//! Values that only one post may have (claims): compared once all posts are read.
use super::check_file::FileResult;
use super::excerpt;
use super::run::Options;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Extent, Finding, RuleId};
use crate::files::{Disk, System};
use crate::rules::site::duplicate_value::{self, Claim, UniqueKey};
use crate::text::{SourceFile, Span};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The claims of one post, and where they are.
#[derive(Debug)]
pub(super) struct Claims {
    /// The site of the post; posts of different sites are not compared.
    site: Option<PathBuf>,
    claims: Vec<(Claim, Extent)>,
}

impl Claims {
    /// The claims of a post, with lines and columns found while its text is in memory; `None` when there are none.
    pub(super) fn of(source: &SourceFile, claims: Vec<Claim>, site: Option<&Path>) -> Option<Self> {
        let locate = |claim: Claim| {
            let extent = excerpt::extent(source, claim.span);
            (claim, extent)
        };
        let claims: Vec<_> = claims.into_iter().map(locate).collect();
        (!claims.is_empty()).then(|| Self { site: site.map(Path::to_path_buf), claims })
    }

    /// Whether one of them is a field that the config calls `unique`.
    pub(super) fn have_unique_fields(&self) -> bool {
        self.claims.iter().any(|(claim, _)| !claim.key.is_address())
    }
}

/// A post of the site that is not part of the run, and its claims.
#[derive(Debug)]
pub(super) struct OtherPost {
    pub(super) path: PathBuf,
    pub(super) claims: Claims,
}

/// The post that makes a claim.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claimant {
    Checked(usize),
    Other(usize),
}

/// The place where a value was used first.
#[derive(Clone, Copy)]
struct FirstUse {
    post: Claimant,
    span: Span,
    extent: Extent,
}

/// Adds a finding to every post that claims what one of the `others`, or one before it in the order of `results`, has claimed.
pub(super) fn settle(results: &mut [FileResult], mut others: Vec<OtherPost>, config: &Config, options: &Options) {
    let mut sites: HashMap<Option<PathBuf>, HashMap<UniqueKey, FirstUse>> = HashMap::new();
    for (nth, other) in others.iter_mut().enumerate() {
        let taken = sites.entry(other.claims.site.take()).or_default();
        for (claim, extent) in other.claims.claims.drain(..) {
            taken.entry(claim.key).or_insert(FirstUse { post: Claimant::Other(nth), span: claim.span, extent });
        }
    }
    for file in 0..results.len() {
        let Some(Claims { site, claims }) = results[file].claims.take() else { continue };
        let taken = sites.entry(site).or_default();
        let mut clashing = Vec::new();
        for (claim, extent) in claims {
            match taken.get(&claim.key) {
                None => {
                    _ = taken.insert(claim.key, FirstUse { post: Claimant::Checked(file), span: claim.span, extent });
                }
                // One post may use a value twice.
                Some(first) if first.post == Claimant::Checked(file) => {}
                Some(_) if claim.silenced => results[file].suppressed += 1,
                Some(first) => clashing.push((claim, extent, *first)),
            }
        }
        let name = |post| match post {
            Claimant::Checked(nth) => results[nth].path.clone(),
            Claimant::Other(nth) => others[nth].path.clone(),
        };
        let clashing = clashing.into_iter().map(|(claim, extent, first)| Clash {
            diagnostic: duplicate_value::finding(&claim, &name(first.post), first.span),
            claim,
            extent,
            first: first.extent,
        });
        let clashing = clashing.collect();
        add(clashing, &mut results[file], config, options);
    }
}

/// A claim that another post has made, too.
struct Clash {
    diagnostic: Diagnostic,
    claim: Claim,
    extent: Extent,
    first: Extent,
}

fn add(clashing: Vec<Clash>, file: &mut FileResult, config: &Config, options: &Options) {
    if clashing.is_empty() {
        return;
    }
    // The text is no longer in memory: the few files that clash are read again for their lines.
    let again =
        options.excerpts.and_then(|width| Some((width, Disk::default().read(&file.path, config.max_file_size).ok()?)));
    let again = again.map(|(width, bytes)| (width, SourceFile::new(&file.path, bytes)));
    for Clash { diagnostic, claim, extent, first } in clashing {
        let shown = again.as_ref().filter(|(_, source)| is_there(source, &claim, extent));
        let excerpt = shown.map(|(width, source)| Box::new(excerpt::cut(source, &diagnostic, extent, *width)));
        file.findings.push(Finding { diagnostic, extent, label_extents: vec![first], excerpt });
    }
    file.findings.sort_by_key(|finding| place(&finding.diagnostic));
}

/// Whether the post still has this value at this place.
fn is_there(source: &SourceFile, claim: &Claim, extent: Extent) -> bool {
    !source.slice(claim.span).is_empty() && excerpt::extent(source, claim.span) == extent
}

/// The key that sorts the findings of one file.
fn place(diagnostic: &Diagnostic) -> (usize, RuleId) {
    (diagnostic.span.start(), diagnostic.rule)
}
