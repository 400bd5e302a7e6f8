//! Every rule page is a test: each bad example yields exactly what the page shows of it, each good one nothing.
//! `tests/more_examples` holds examples of the same kind that are too rare for a page that people read, so that every text that a
//! rule gives, and every place where a fix is made, is seen in one.
//!
//! An example is a fenced block whose info string is `LANG bad` or `LANG good`, then any of
//! `file=PATH` (the post's path, `post.md` otherwise), `generator=NAME`, `page` (a page, not a post) and
//! `escapes` (`\t`, `\r`, `\n`, `\xFF` and `\u{FEFF}` stand for themselves, `\\` for a backslash).
//! `unended` (its last line has no line end) is for what a page cannot show otherwise.
//! A block `beside` with a `file=` is a post of the same site as the examples after it, which are then checked together with it.
//! With `copies=10` it is ten posts, with the numbers 1 to 10 for the `#` in the name of the file.
//! A block `yaml config` is the config of the examples after it; before it, the rules' defaults hold.
//!
//! Under a line of a bad example, `^^^` marks the columns of a finding, `|` an empty span; then come the severity, the rule in
//! brackets when it is not the page's own, the detail in parentheses when there is one, and the message:
//! `^^^ error[field/empty](detail) the message`. `~~~ label: the message` marks a second place that explains a finding, and
//! `~~~ label 2: the message` one of the second finding, where there are several. A span over several lines is marked `^^^ … 3`
//! where 3 is how many lines it reaches below, or `^^^ … 3:12` when it ends in a column there; `| … end` is after the last
//! line end. The block `text output` after the
//! example says the rest, finding by finding (each under its place and rule, where there are several): the help, the title and the
//! safety of its fix, and the lines that the fix changes, with the escapes above for characters that cannot be seen.
//!
//! `SNAPSHOTS=overwrite cargo test --test pages` writes marks and output anew, to be read before they are committed; a good example
//! with a finding, a bad one without, and a fix that breaks a law of `tests/fixes` fail all the same. A word of the name of an
//! example runs some of them: `cargo test --test pages html/misnested`.
//!
//! `FRONTLINT_DAMAGE='html/misnested 2' cargo test --test pages` writes `WRONG` into the second fix that this rule's examples get:
//! that run must fail. A test here tries it with each fix, label and help of all pages.
mod fixes;
mod named;
mod rule_page;

use frontlint::catalogue;
use frontlint::diagnostic::{Diagnostic, Fix, Safety};
use frontlint::rules::precedence::{ORDER, Order, Reach, Selector};
use frontlint::text::{SourceFile, Span};
use libtest_mimic::{Arguments, Failed, Trial};
use rule_page::{Example, examples, sheets, shown};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

/// Changes of the texts of pages, by their file.
type Rewrites = BTreeMap<&'static str, Vec<(Range<usize>, String)>>;

fn main() -> ExitCode {
    let damage = std::env::var("FRONTLINT_DAMAGE").ok().map(|what| Damage::parse(&what));
    let overwrite = damage.is_none() && std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let rewrites = Arc::new(Mutex::new(Rewrites::new()));
    let mut trials = named::functions![
        every_page_has_a_name_a_bad_and_a_good_example,
        a_page_claims_the_best_fix_that_it_shows,
        a_page_says_what_its_fix_writes_and_why_it_is_unsafe,
        an_example_shows_each_line_of_the_order,
        every_damage_to_a_fix_a_label_or_a_help_is_noticed,
    ];
    for example in every_example() {
        let rewrites = overwrite.then(|| Arc::clone(&rewrites));
        let damaged = damage.as_ref().and_then(|damage| damage.of(&example));
        let name = example.name.clone();
        trials.push(Trial::test(name, move || check(&example, damaged, rewrites.as_deref())));
    }
    let conclusion = libtest_mimic::run(&Arguments::from_args(), trials);
    rewrite(&rewrites.lock().expect("no test broke while it held this"));
    conclusion.exit_code()
}

fn every_example() -> impl Iterator<Item = Example> {
    catalogue::pages().iter().flat_map(|page| examples(page.rule))
}

fn findings(example: &Example) -> (SourceFile, Vec<Diagnostic>) {
    let source = example.source();
    let found = example.check(&source, &example.config);
    (source, found)
}

/// Checks one example; with `rewrites`, what its page shows of it is noted there instead of compared.
fn check(example: &Example, damaged: Option<usize>, rewrites: Option<&Mutex<Rewrites>>) -> Result<(), Failed> {
    let (source, mut found) = findings(example);
    if let Some(number) = damaged {
        let fix = found.iter_mut().filter_map(|finding| finding.fix.as_mut()).nth(number);
        fix.expect("the fix was counted before").edits.iter_mut().for_each(|edit| edit.text = "WRONG".into());
    }
    let place = example.place();
    if example.has("bad") == found.is_empty() {
        let said: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
        return Err(format!("{place}: a {} has the findings {said:?}", example.name).into());
    }
    let wanted = written(example);
    let got = shown(example, &source, &found);
    if let Some(rewrites) = rewrites.filter(|_| got != wanted) {
        let mut rewrites = rewrites.lock().expect("no test broke while it held this");
        rewrites.entry(&example.sheet.file).or_default().extend([
            (example.block.body.clone(), got.body.clone()),
            (place_of_output(example), block_of_output(&got.output)),
        ]);
    } else if got != wanted {
        return Err(format!(
            "{place}: the page shows\n{}{}\nbut what is found shows as\n{}{}\nSNAPSHOTS=overwrite writes that",
            wanted.body, wanted.output, got.body, got.output
        )
        .into());
    }
    let again = |source: &SourceFile| example.check(source, &example.config);
    let broken = fixes::broken_laws(&source, &found, &example.dialect(), &again);
    if broken.is_empty() { Ok(()) } else { Err(format!("{place}: {}", broken.join("\n")).into()) }
}

/// What the page shows of an example.
fn written(example: &Example) -> rule_page::Shown {
    let output = example.output.as_ref().map_or("", |block| &example.sheet.source[block.body.clone()]);
    rule_page::Shown { body: example.body().to_string(), output: output.to_string() }
}

/// The bytes of the page that the block of output takes, with the blank line above it.
fn place_of_output(example: &Example) -> Range<usize> {
    let start = example.block.end;
    start..example.output.as_ref().map_or(start, |block| block.end)
}

fn block_of_output(output: &str) -> String {
    if output.is_empty() { String::new() } else { format!("\n```text output\n{output}```\n") }
}

/// Writes the changed pages.
fn rewrite(rewrites: &Rewrites) {
    for sheet in sheets() {
        let Some(changes) = rewrites.get(sheet.file.as_str()) else { continue };
        let mut text = sheet.source.to_string();
        let mut changes = changes.clone();
        changes.sort_by_key(|(range, _)| std::cmp::Reverse((range.start, range.end)));
        for (range, new) in changes {
            text.replace_range(range, &new);
        }
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(&sheet.file);
        std::fs::write(&file, text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
}

/// The fix that is to be damaged: which page, and which of its fixes, counted from 1.
struct Damage {
    rule: String,
    number: usize,
}

impl Damage {
    fn parse(what: &str) -> Self {
        let parts = what.split_once(' ').and_then(|(rule, number)| Some((rule, number.parse().ok()?)));
        let (rule, number): (&str, usize) = parts.expect("FRONTLINT_DAMAGE is `group/rule NUMBER`");
        let page = catalogue::page(rule).unwrap_or_else(|| panic!("FRONTLINT_DAMAGE: there is no rule `{rule}`"));
        let count = examples(page.rule).iter().map(fixes_of).sum();
        assert!((1..=count).contains(&number), "FRONTLINT_DAMAGE: the examples of {rule} get {count} fixes");
        Self { rule: rule.into(), number }
    }

    /// Which fix of an example it is, counted from 0.
    fn of(&self, example: &Example) -> Option<usize> {
        if example.sheet.rule.as_str() != self.rule {
            return None;
        }
        let all = examples(example.sheet.rule);
        let before: usize = all.iter().take_while(|other| other.name != example.name).map(fixes_of).sum();
        let number = (self.number - 1).checked_sub(before)?;
        (number < fixes_of(example)).then_some(number)
    }
}

/// How many fixes an example gets.
fn fixes_of(example: &Example) -> usize {
    findings(example).1.iter().filter(|finding| finding.fix.is_some()).count()
}

fn every_damage_to_a_fix_a_label_or_a_help_is_noticed() {
    let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
    let mut missed = String::new();
    for example in every_example() {
        let (source, found) = findings(&example);
        let wanted = written(&example);
        for (index, finding) in found.iter().enumerate() {
            for (what, damaged) in damages(finding) {
                let mut found = found.clone();
                found[index] = damaged;
                *tried.entry(what).or_default() += 1;
                if shown(&example, &source, &found) == wanted {
                    let _ = writeln!(missed, "{}: {what} of {}", example.place(), finding.message);
                }
            }
        }
    }
    assert!(missed.is_empty(), "nothing notices another\n{missed}");
    assert!(tried.values().all(|count| *count >= 60), "{tried:?}");
    let tried: Vec<String> = tried.into_iter().map(|(what, count)| format!("{count} × {what}")).collect();
    #[allow(clippy::print_stdout, reason = "the counts are for the reader of the run")]
    {
        println!("damaged and noticed: {}", tried.join(", "));
    }
}

/// A finding, each time with one thing changed.
fn damages(finding: &Diagnostic) -> Vec<(&'static str, Diagnostic)> {
    let mut all = Vec::new();
    let mut push = |what, change: &dyn Fn(&mut Diagnostic)| {
        let mut damaged = finding.clone();
        change(&mut damaged);
        all.push((what, damaged));
    };
    for index in 0..finding.labels.len() {
        push("message of a label", &|finding| finding.labels[index].message.push('!'));
        push("place of a label", &|finding| finding.labels[index].span = elsewhere(finding.labels[index].span));
    }
    if finding.help.is_some() {
        push("help", &|finding| finding.help = Some("WRONG".into()));
        push("help left out", &|finding| finding.help = None);
    }
    if let Some(fix) = &finding.fix {
        let on_fix = |change: &dyn Fn(&mut Fix)| {
            let mut fix = fix.clone();
            change(&mut fix);
            move |finding: &mut Diagnostic| finding.fix = Some(fix.clone())
        };
        push("fix", &on_fix(&|fix| fix.edits.iter_mut().for_each(|edit| edit.text = "WRONG".into())));
        push("title of a fix", &on_fix(&|fix| fix.title.push('!')));
        push("fix left out", &|finding| finding.fix = None);
        for index in 0..fix.edits.len() {
            push("one edit of a fix", &on_fix(&|fix| fix.edits[index].text = "WRONG".into()));
        }
    }
    all
}

/// A span that differs at its end or, where it is empty and at the start, in its width.
fn elsewhere(span: Span) -> Span {
    match (span.start(), span.end()) {
        (start, end) if start < end => Span::new(start, start),
        (0, _) => Span::new(0, 1),
        (start, _) => Span::new(start - 1, start),
    }
}

fn every_page_has_a_name_a_bad_and_a_good_example() {
    for page in catalogue::pages() {
        let title = format!("# `{}`", page.rule);
        assert!(page.text().starts_with(&title), "{} does not begin with {title}", page.rule);
        // What only a disk or a bug can bring about has no example.
        if matches!(page.rule.as_str(), "file/unreadable" | "file/internal-error" | "file/too-large") {
            continue;
        }
        for kind in ["bad", "good"] {
            assert!(examples(page.rule).iter().any(|example| example.has(kind)), "{} has no {kind} example", page.rule);
        }
    }
}

fn a_page_claims_the_best_fix_that_it_shows() {
    for page in catalogue::pages() {
        let found = examples(page.rule).into_iter().flat_map(|example| findings(&example).1);
        let best = found.filter(|f| f.rule == page.rule).filter_map(|f| f.fix).map(|f| f.safety).max();
        if best.is_some() || page.header().fix.is_some() {
            assert_eq!(page.header().fix, best, "the header of {} names another fix than its examples get", page.rule);
        }
    }
}

fn a_page_says_what_its_fix_writes_and_why_it_is_unsafe() {
    for page in catalogue::pages() {
        let said = page.source.split("\n## ").find_map(|section| section.strip_prefix("Fix\n")).unwrap_or_default();
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted: &[&str] = match page.header().fix {
            None => continue,
            Some(Safety::Display) => &["only displayed and never applied: "],
            Some(Safety::Unsafe) => &["fix is unsafe because ", "fix is unsafe: "],
            Some(Safety::Safe) => &["safe"],
        };
        let says = wanted.iter().any(|words| said.contains(words));
        assert!(says, "{} does not say under `## Fix` what its fix writes, and why it is not safe: {said}", page.rule);
    }
}

/// Each line of the order, for each rule that it silences, is seen in an example: with both rules on only the first speaks; with the first
/// switched off the second speaks at its place.
fn an_example_shows_each_line_of_the_order() {
    let examples: Vec<Example> = every_example().collect();
    let mut not_shown = String::new();
    for order in ORDER {
        for then in order.then {
            if !examples.iter().any(|example| shows(order, *then, example)) {
                let _ = writeln!(not_shown, "{:?} {:?} before {then:?}", order.first, order.detail);
            }
        }
    }
    assert!(not_shown.is_empty(), "no example shows\n{not_shown}");
}

fn shows(order: &Order, then: Selector, example: &Example) -> bool {
    let (source, found) = findings(example);
    let explains = |finding: &&Diagnostic| {
        order.first.selects(finding.rule) && order.detail.is_none_or(|detail| finding.detail == Some(detail))
    };
    found.iter().filter(explains).any(|first| {
        let mut without = example.config.clone();
        Arc::make_mut(&mut without.settings).levels.insert(first.rule.as_str(), catalogue::Level::Off);
        let places: Vec<_> = std::iter::once(first.span).chain(first.labels.iter().map(|label| label.span)).collect();
        example.check(&source, &without).iter().any(|second| {
            let is_there = order.reach == Reach::File || places.iter().any(|place| place.touches(second.span));
            then.selects(second.rule) && is_there && second.rule != first.rule && !found.contains(second)
        })
    })
}
