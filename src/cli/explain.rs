//! `frontlint explain`: the pages of rules.
use super::args::Explain;
use super::{CommandError, Streams};
use crate::catalogue;
use crate::diagnostic::Safety;
use crate::text::spelling::nearest;

/// Prints the page of a rule.
pub(super) fn explain(args: &Explain, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    if args.rule == "config/invalid" {
        streams.stdout.write_all(CONFIG_INVALID.as_bytes())?;
        return Ok(0);
    }
    let page = catalogue::page(&args.rule).ok_or_else(|| CommandError::Message(unknown_rule(&args.rule)))?;
    let header = page.header();
    let fix = header.fix.map(fix_line).unwrap_or_default();
    let text = page.text().trim_end();
    let (title, rest) = text.split_once('\n').unwrap_or((text, ""));
    writeln!(streams.stdout, "{title}\n\nDefault: {}{fix}\n{rest}", header.severity.name())?;
    if !header.details.is_empty() {
        writeln!(streams.stdout, "\n## Details\n")?;
        for (detail, meaning) in header.details {
            writeln!(streams.stdout, "* `{detail}`: {meaning}")?;
        }
    }
    Ok(0)
}

/// What a fix of a rule may be at best, and what that promises.
fn fix_line(safety: Safety) -> String {
    let heading = match safety {
        Safety::Display => "Suggestion only",
        Safety::Unsafe => "Fix (unsafe)",
        Safety::Safe => "Fix (safe)",
    };
    format!("\n{heading}: {}", safety.meaning())
}

const CONFIG_INVALID: &str = "\
# `config/invalid`

Default: error, which cannot be turned off

The config file itself is not valid: it cannot be parsed, or has an unknown key, a value of the wrong type, an unknown rule or
preset, or a glob or pattern that is not valid. Nothing is checked with half a config, so the run ends with exit code 2
after every problem in the file has been reported.

A setting that is valid but changes nothing (`html: error`, where no rule of `html` is more severe) is a warning, and posts are checked.
";

/// The message for a name that is not a rule, with the rules that were probably intended.
fn unknown_rule(name: &str) -> String {
    let rules = || catalogue::pages().iter().map(|page| page.rule.as_str());
    let of_group: Vec<_> = rules().filter(|rule| rule.split('/').next() == Some(name)).collect();
    if !of_group.is_empty() {
        return format!("`{name}` is a group of rules: {}", of_group.join(", "));
    }
    // A name without its group may be that of several rules.
    let bare = |rule: &'static str| rule.rsplit('/').next().unwrap_or(rule);
    let similar: Vec<_> = match nearest(name, rules()) {
        Some(rule) => vec![rule],
        None if rules().any(|rule| bare(rule) == name) => rules().filter(|rule| bare(rule) == name).collect(),
        None => nearest(name, rules().map(bare))
            .map_or_else(Vec::new, |near| rules().filter(|rule| bare(rule) == near).collect()),
    };
    if similar.is_empty() {
        return format!("there is no rule `{name}`; `frontlint rules` lists them");
    }
    let similar: Vec<_> = similar.iter().map(|rule| format!("`{rule}`")).collect();
    format!("there is no rule `{name}`; did you mean {}?", similar.join(" or "))
}
