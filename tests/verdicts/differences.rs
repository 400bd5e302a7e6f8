//! The table of differences: where frontlint judges a file otherwise than what its generator was seen to do asks for, and why.
//!
//! One file for each kind and generator. A line that begins with `# ` is a reason; the lines below it, up to the next, are the differences
//! that have it: the name of the run, `both` modes or the one, and the outcome.
use super::data::{self, Run};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;

/// A difference in one mode.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Difference {
    name: String,
    outcome: String,
    mode: String,
}

impl Difference {
    pub(crate) fn new(name: &str, mode: &str, outcome: &str) -> Self {
        Self { name: name.to_string(), outcome: outcome.to_string(), mode: mode.to_string() }
    }
}

/// The reason of what nobody has looked at.
const NOT_YET: &str = "not yet";

/// Compares the differences that were found with those of the table, and returns what is not alike; or writes the table again.
pub(crate) fn compare(kind: &str, generator: &str, found: BTreeSet<Difference>, runs: &[&Run]) -> String {
    let path = data::folder().join("differences").join(format!("{kind}-{generator}.txt"));
    let text = fs::read_to_string(&path).unwrap_or_default();
    let listed = read(&text);
    if std::env::var_os("DIFFERENCES").is_some_and(|value| value == "overwrite") {
        fs::create_dir_all(data::folder().join("differences")).expect("the folder can be made");
        fs::write(&path, written(&listed, found)).expect("the table can be written");
        return String::new();
    }
    let mut report = String::new();
    for Difference { name, outcome, mode } in found.iter().filter(|found| !listed.contains_key(found)) {
        let text = runs.iter().find(|run| run.name == *name).map_or("", |run| &run.text);
        let _ = writeln!(report, "not in the table: {kind} {generator}: {name} {mode} {outcome}: {text:?}");
    }
    for Difference { name, outcome, mode } in listed.keys().filter(|listed| !found.contains(listed)) {
        let _ = writeln!(report, "no longer true: {kind} {generator}: {name} {mode} {outcome}");
    }
    report
}

/// The differences of a table, with their reasons.
fn read(text: &str) -> BTreeMap<Difference, String> {
    let mut all = BTreeMap::new();
    let mut reason = None;
    for line in text.lines() {
        if let Some(text) = line.strip_prefix("# ") {
            reason = Some(text);
            continue;
        }
        let [outcome, modes, name] = line.rsplitn(3, ' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let modes: &[&str] = if modes == "both" { &super::MODES } else { &[modes] };
        for mode in modes {
            let reason = reason.unwrap_or_else(|| panic!("no reason above: {line}")).to_string();
            let twice = all.insert(Difference::new(name, mode, outcome), reason);
            assert_eq!(twice, None, "listed twice: {line}");
        }
    }
    all
}

/// The table of these differences: a reason stays with what has it.
fn written(listed: &BTreeMap<Difference, String>, found: BTreeSet<Difference>) -> String {
    let mut by_reason: BTreeMap<&str, BTreeMap<(String, String), Vec<String>>> = BTreeMap::new();
    for difference in found {
        let reason = listed.get(&difference).map_or(NOT_YET, String::as_str);
        let Difference { name, outcome, mode } = difference;
        by_reason.entry(reason).or_default().entry((name, outcome)).or_default().push(mode);
    }
    let mut text = String::new();
    for (reason, differences) in by_reason {
        let _ = writeln!(text, "# {reason}");
        for ((name, outcome), modes) in differences {
            let modes = if modes.len() > 1 { "both" } else { &modes[0] };
            let _ = writeln!(text, "{name} {modes} {outcome}");
        }
    }
    text
}
