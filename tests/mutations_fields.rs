//! Fields of real posts, changed one at a time: a required key misspelt, removed or emptied, a date that is not in the calendar.
#![allow(clippy::print_stdout, reason = "the shares are shown when one asks for them")]
#![allow(clippy::unwrap_used, reason = "a test may fail by it")]
mod sites;

use frontlint::config::{self, Config};
use frontlint::diagnostic::Diagnostic;
use frontlint::dialect::Dialect;
use frontlint::engine;
use frontlint::front_matter::{Entry, Format, FrontMatter, Style, Value};
use frontlint::post::PostKind;
use frontlint::text::{SourceFile, Span};
use std::path::Path;

/// One change: the new text, and the rule and span of the finding it must bring.
struct Mutation {
    text: String,
    rule: &'static str,
    span: Span,
}

#[derive(Default)]
struct Score {
    mutations: usize,
    found: usize,
    exact: usize,
    findings: usize,
    misses: Vec<String>,
}

#[test]
fn a_changed_field_is_found_at_its_bytes() {
    assert_changes_are_found(&sites::here());
}

#[test]
#[ignore = "needs FRONTLINT_SHARED"]
fn a_changed_field_is_found_at_its_bytes_in_many_more_posts() {
    assert_changes_are_found(&sites::elsewhere());
}

fn assert_changes_are_found(corpus: &Path) {
    let mut score = Score::default();
    // Every fourth file: all of them take four times as long and give the same shares.
    for entry in walkdir::WalkDir::new(corpus).sort_by_file_name().into_iter().step_by(4) {
        let entry = entry.unwrap();
        if !entry.path().extension().is_some_and(|extension| extension == "md" || extension == "html") {
            continue;
        }
        let Ok(text) = String::from_utf8(std::fs::read(entry.path()).unwrap()) else { continue };
        mutate(&text, &mut score);
    }
    let share =
        |count: usize| f64::from(u32::try_from(count).unwrap()) / f64::from(u32::try_from(score.mutations).unwrap());
    println!(
        "{} mutations: found {:.4}, exact {:.4}, findings per mutation {:.4}",
        score.mutations,
        share(score.found),
        share(score.exact),
        share(score.findings)
    );
    assert!(score.mutations > 600);
    assert!(
        share(score.found) >= 0.99 && share(score.exact) >= 0.98 && share(score.findings) <= 1.05,
        "{:#?}",
        score.misses
    );
}

fn mutate(text: &str, score: &mut Score) {
    let source = SourceFile::new("post.md", text);
    let front = FrontMatter::parse(&source, &Dialect::of(None));
    if !front.is_readable() || front.format() != Format::Yaml || front.lost.is_some() {
        return;
    }
    let Some(open) = front.fence.block().map(|block| block.open) else { return };
    for entry in &front.entries {
        if !is_simple(entry, &front, text) {
            continue;
        }
        let before = check(text, &entry.key.text);
        for mutation in mutations(text, entry, open) {
            let after = check(&mutation.text, &entry.key.text);
            let added: Vec<&Diagnostic> =
                after.iter().filter(|new| !before.iter().any(|old| old.message == new.message)).collect();
            let of_rule: Vec<_> = added.iter().filter(|finding| finding.rule.as_str() == mutation.rule).collect();
            score.mutations += 1;
            score.findings += added.len();
            score.found += usize::from(!of_rule.is_empty());
            score.exact += usize::from(of_rule.iter().any(|finding| finding.span == mutation.span));
            if of_rule.iter().all(|finding| finding.span != mutation.span) {
                score.misses.push(format!("{} at {:?}: {added:?}", mutation.rule, mutation.span));
            }
        }
    }
}

/// A key of ASCII letters written once, on one line with a value, that is not already a typo of another key.
fn is_simple(entry: &Entry, front: &FrontMatter, text: &str) -> bool {
    let key = &entry.key;
    let once = front.entries.iter().filter(|other| other.key.text.eq_ignore_ascii_case(&key.text)).count() == 1;
    let on_one_line = !text[key.span.start()..entry.value.span.end()].contains('\n');
    let starts_line = key.span.start() == 0 || text[..key.span.start()].ends_with('\n');
    let plain_key =
        key.style == Style::Plain && key.text.len() >= 4 && key.text.bytes().all(|byte| byte.is_ascii_alphabetic());
    once && on_one_line
        && starts_line
        && plain_key
        && matches!(entry.value.value, Value::Scalar { .. })
        && !entry.value.is_null()
        && entry.value.anchor.is_none()
        && !entry.value.text().is_some_and(|text| text.trim().is_empty())
}

fn mutations(text: &str, entry: &Entry, open: Span) -> Vec<Mutation> {
    let (key, value) = (entry.key.span, entry.value.span);
    let with = |span: Span, new: &str| format!("{}{new}{}", &text[..span.start()], &text[span.end()..]);
    let line_end = text[value.end()..].find('\n').map_or(text.len(), |at| value.end() + at + 1);
    let typo = format!("{}q{}", &entry.key.text[..2], &entry.key.text[2..]);
    let impossible = "31 avril 2017";
    vec![
        Mutation { text: with(Span::new(key.start(), line_end), ""), rule: "field/missing", span: open },
        Mutation {
            text: with(key, &typo),
            rule: "field/missing",
            span: Span::new(key.start(), key.start() + typo.len()),
        },
        Mutation { text: with(value, "\"\""), rule: "field/empty", span: Span::new(value.start(), value.start() + 2) },
        Mutation {
            text: with(value, impossible),
            rule: "field/invalid-date",
            span: Span::new(value.start(), value.start() + impossible.len()),
        },
    ]
}

/// The findings about fields of a post that must have `field`, a date.
fn check(text: &str, field: &str) -> Vec<Diagnostic> {
    let config: Config = config::read(
        &SourceFile::new("frontlint.yaml", format!("fields:\n  {field}: {{required: true, type: date}}\n")),
        Path::new(""),
    )
    .expect("a valid config");
    let source = SourceFile::new("post.md", text);
    let settings = config.settings_for(source.path());
    let found = engine::check(&source, &Dialect::of(None), PostKind::Post, &settings).findings;
    found.into_iter().filter(|finding| finding.rule.group() != "html" && finding.rule.group() != "template").collect()
}
