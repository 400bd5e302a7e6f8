//! Globs in the settings of a site. They come from a stranger, so that what is too much is left out and never ends the run.
use crate::text::limits;
use globset::{GlobBuilder, GlobSet};

/// The matcher of a glob; `None` when it is not valid, too long or too complex. Where `whole_segments`, `*` does not match `/`.
pub(super) fn matcher(glob: &str, whole_segments: bool) -> Option<GlobSet> {
    if glob.len() > limits::GLOB_LENGTH {
        return None;
    }
    let glob = GlobBuilder::new(glob).literal_separator(whole_segments).build().ok()?;
    GlobSet::new([glob]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glob_that_is_too_much_matches_nothing() {
        assert!(matcher("posts/*.md", true).is_some_and(|glob| glob.is_match("posts/a.md")));
        let alternatives: Vec<String> = (0..20_000).map(|number| number.to_string()).collect();
        assert!(matcher(&format!("{{{}}}", alternatives.join(",")), true).is_none());
        let nested = format!("{}a{}", "{a,".repeat(1000), "}".repeat(1000));
        assert!(matcher(&nested, true).is_none_or(|glob| glob.is_match("a")));
    }
}
