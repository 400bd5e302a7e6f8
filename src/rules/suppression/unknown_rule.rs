//! `suppression/unknown-rule`: a directive that names no rule, or one that does not exist.
use crate::catalogue;
use crate::rules::{Context, Rule};
use crate::text::Span;

pub(crate) struct Check;

impl Rule for Check {}

/// Says that there is no rule or group of this name.
pub(crate) fn report(name: &str, span: Span, cx: &mut Context<'_>) {
    let finding = cx.report(span, format!("there is no rule or group `{name}`"));
    match nearest(name) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None if name.contains(char::is_whitespace) => {
            finding.help("rules are separated by commas, and a reason comes after ` -- `")
        }
        None => finding.help("`frontlint rules` lists them all"),
    };
}

/// Says that a directive names nothing.
pub(crate) fn report_nothing(span: Span, cx: &mut Context<'_>) {
    cx.report(span, "the comment names no rule to ignore").help("write `frontlint-ignore group/rule -- reason`");
}

fn nearest(name: &str) -> Option<&'static str> {
    let pages = catalogue::pages().iter();
    let names = pages.flat_map(|page| [page.rule.0, page.rule.group()]);
    // The last part alone is often what people remember.
    let distance = |known: &str| {
        let tail = known.rsplit('/').next().unwrap_or(known);
        strsim::damerau_levenshtein(known, name).min(if tail == name { 1 } else { usize::MAX })
    };
    names.map(|known| (distance(known), known)).min().filter(|(far, _)| *far <= 3).map(|(_, known)| known)
}
