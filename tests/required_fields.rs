//! The five fields of the preset `post`: each one removed, misspelt, wrongly cased or emptied gives exactly one finding at its bytes.
use frontlint::config::{self, Config};
use frontlint::diagnostic::{Diagnostic, Safety};
use frontlint::dialect::Dialect;
use frontlint::dialect::translated_keys::is_translation;
use frontlint::engine;
use frontlint::post::PostKind;
use frontlint::text::{Edit, SourceFile};
use std::path::Path;

/// A post as people write them: spaces before some colons, a date in words, fields of its own.
const POST: &str = "---
title: 2018, les budgets participatifs
layout: blog
comments: true
img: https://cdn.example.org/max/960/budget.png
author : Amélie Durand
author-pic : https://cdn.example.org/amelie.jpg
author-medium : https://medium.example.org/@amelie
Medium-link : https://medium.example.org/budgets-%C3%A9tude-12
project-date : 12 mars 2018
filename : 2018_budgets_participatifs
article-description: Le 12 mars, nous avons présenté à Rennes l’étude menée avec nos partenaires...
---

<div class = \"blogcontent\">Bonjour.<br></div>
";

const REQUIRED: [&str; 5] = ["title", "layout", "author", "project-date", "filename"];

fn preset() -> Config {
    let source = SourceFile::new("frontlint.yaml", "extends: [post]\n");
    config::read(&source, Path::new("")).expect("a valid config")
}

fn check(text: &str) -> Vec<Diagnostic> {
    let source = SourceFile::new("blog/2018_budgets_participatifs.html", text);
    let settings = preset().settings_for(source.path());
    engine::check(&source, &Dialect::of(None), PostKind::Post, &settings).findings
}

/// The line of a field: its start, the end of its key, and its end without the line feed.
fn line_of(name: &str) -> (usize, usize, usize) {
    let start = POST.find(&format!("\n{name}")).expect("the post has the field") + 1;
    (start, start + name.len(), start + POST[start..].find('\n').expect("a line end"))
}

/// The one finding of a changed post: rule, detail, the text at its span, the post after its fix.
fn only(text: &str) -> (String, Option<&'static str>, std::ops::Range<usize>, Option<String>) {
    let mut found = check(text);
    assert_eq!(found.len(), 1, "{text}\n{found:#?}");
    let finding = found.remove(0);
    let fixed = finding.fix.map(|fix| {
        assert_eq!(fix.safety, Safety::Unsafe);
        Edit::apply(text, &fix.edits).expect("edits that can be made")
    });
    (finding.rule.to_string(), finding.detail, finding.span.range(), fixed)
}

#[test]
fn the_post_itself_has_no_finding() {
    assert_eq!(check(POST), []);
}

#[test]
fn a_field_that_is_removed_is_missing_at_the_opening_fence() {
    for name in REQUIRED {
        let (start, _, end) = line_of(name);
        let text = format!("{}{}", &POST[..start], &POST[end + 1..]);
        assert_eq!(only(&text), ("field/missing".into(), None, 0..3, None), "{name}");
    }
}

#[test]
fn a_field_in_another_case_is_found_at_its_key_and_renamed() {
    for name in REQUIRED {
        let (start, key_end, _) = line_of(name);
        let first = name[..1].to_uppercase() + &name[1..];
        for key in [first, name.to_uppercase()] {
            let text = format!("{}{key}{}", &POST[..start], &POST[key_end..]);
            let wanted = ("field/missing".to_string(), Some("wrong-case"), start..key_end, Some(POST.to_string()));
            assert_eq!(only(&text), wanted, "{key}");
        }
    }
}

#[test]
fn a_field_with_any_typo_is_found_at_its_key_and_renamed() {
    for name in REQUIRED {
        let (start, key_end, _) = line_of(name);
        for key in typos(name) {
            let text = format!("{}{key}{}", &POST[..start], &POST[key_end..]);
            let wanted =
                ("field/missing".to_string(), Some("misspelt"), start..start + key.len(), Some(POST.to_string()));
            assert_eq!(only(&text), wanted, "{key}");
        }
    }
}

/// Every deletion, swap, and some insertions and replacements that give a key of another name.
fn typos(name: &str) -> Vec<String> {
    let mut typos = Vec::new();
    for at in 0..name.len() {
        typos.push(format!("{}{}", &name[..at], &name[at + 1..]));
        typos.push(format!("{}x{}", &name[..at], &name[at..]));
        typos.push(format!("{}z{}", &name[..at], &name[at + 1..]));
        typos.push(format!("{}-{}", &name[..at], &name[at..]));
        typos.push(format!("{}_{}", &name[..at], &name[at..]));
        if at + 1 < name.len() && name.as_bytes()[at] != name.as_bytes()[at + 1] {
            typos.push(format!("{}{}{}{}", &name[..at], &name[at + 1..at + 2], &name[at..=at], &name[at + 2..]));
        }
    }
    // A key cannot begin with `-`, `project-date` is not a typo of itself, and `titel` is German.
    typos.retain(|typo| !typo.starts_with('-') && typo != name && !is_translation(typo, name));
    typos
}

#[test]
fn a_field_that_is_emptied_is_found_at_its_key_or_at_the_empty_value() {
    for name in REQUIRED {
        let (start, key_end, end) = line_of(name);
        let text = format!("{}:{}", &POST[..key_end], &POST[end..]);
        assert_eq!(only(&text), ("field/empty".into(), None, start..key_end, None), "{name}");
        for empty in ["\"\"", "''", "~", "null", "[]"] {
            let text = format!("{}: {empty}{}", &POST[..key_end], &POST[end..]);
            let span = key_end + 2..key_end + 2 + empty.len();
            assert_eq!(only(&text), ("field/empty".into(), None, span, None), "{name}: {empty}");
        }
    }
}

#[test]
fn a_plural_is_named_and_never_renamed() {
    let text = POST.replace("\nauthor :", "\nauthors :");
    assert_eq!(only(&text), ("field/missing".into(), None, 0..3, None));
    let help = check(&text).remove(0).help.expect("a help");
    assert!(help.contains("`authors`"), "{help}");
}

#[test]
fn every_span_is_right_with_a_byte_order_mark_and_with_crlf() {
    let text = format!("\u{feff}{}", POST.replace('\n', "\r\n").replace("layout:", "Layout:"));
    let (rule, _, span, fixed) = only(&text);
    assert_eq!((rule.as_str(), &text[span]), ("field/missing", "Layout"));
    assert_eq!(fixed.as_deref(), Some(&*format!("\u{feff}{}", POST.replace('\n', "\r\n"))));
}

#[test]
fn a_page_of_a_site_with_posts_does_not_need_the_built_in_fields() {
    let source = SourceFile::new("about.html", "---\npermalink: /about/\n---\n");
    let settings = preset().settings_for(source.path());
    assert_eq!(engine::check(&source, &Dialect::of(None), PostKind::Page, &settings).findings, []);
}
