//! Aliases (`*name`) that refer to an anchor (`&name`) that does not exist, or that they are inside.
use super::parse::BadAlias;
use super::words::brackets as words;
use crate::front_matter::SyntaxProblem;
use crate::front_matter::draft::Draft;
use crate::front_matter::quotes::quote;

/// The problems of the aliases of a block that begins at byte `base` of the file.
pub(super) fn problems(aliases: &[BadAlias], text: &str, base: usize) -> Vec<SyntaxProblem> {
    aliases.iter().map(|alias| problem(alias, text, base)).collect()
}

/// `*name` without its `&name`: loaders refuse it, or read nothing.
fn problem(alias: &BadAlias, text: &str, base: usize) -> SyntaxProblem {
    let at = alias.span.start() - base..alias.span.end() - base;
    if alias.circular {
        return Draft::new(words::circular_alias(&alias.name), at).into_problem(base, false);
    }
    let shown = text.get(at.clone()).unwrap_or("");
    // `<<: *defaults` needs a mapping, and a string is not one.
    let merges = text[..at.start].trim_end().ends_with("<<:");
    let edits = if shown.is_empty() || merges { Vec::new() } else { vec![(at.clone(), quote(shown))] };
    Draft::new(words::undefined_alias(&alias.name), at).probable(edits).into_problem(base, true)
}
