//! The YAML layer against the YAML test suite and against noise: libyaml's verdict, every span true, no panic.
#[path = "noise/blocks.rs"]
mod blocks;
#[path = "noise/edits.rs"]
mod edits;
mod noise;
#[path = "noise/pieces.rs"]
mod pieces;

use frontlint::front_matter::{Format, FrontMatter, SyntaxCause};
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// The YAML test suite, one case a line.
const SUITE: &str = include_str!("data/yaml-test-suite/cases.jsonl");

/// Front matter that some loader reads as no other does, one snippet a line.
const SNIPPETS: &str = include_str!("data/loaders/front-matter-snippets.jsonl");

/// Whether our reader takes the text for YAML: all its documents, one after the other.
fn accepts(text: &str) -> bool {
    let mut rest = text;
    loop {
        let front = FrontMatter::of_block(rest, Format::Yaml);
        if front
            .problems
            .iter()
            .any(|problem| !matches!(problem.cause, SyntaxCause::UndefinedAlias | SyntaxCause::CircularAlias))
        {
            return false;
        }
        let Some(lost) = front.lost else { return true };
        rest = &rest[lost.start()..];
        if lost.start() == 0 || !rest.starts_with("---") && !rest.starts_with('%') {
            return false;
        }
    }
}

/// Whether libyaml does, by its translation under `serde_yaml`; what is wrong with the meaning only does not count.
fn libyaml_accepts(text: &str) -> bool {
    let semantic = ["unknown anchor", "recursion limit", "repetition limit"];
    serde_yaml::Deserializer::from_str(text).all(|document| match IgnoredAny::deserialize(document) {
        Ok(_) => true,
        Err(error) => semantic.iter().any(|words| error.to_string().contains(words)),
    })
}

/// What is wrong with the spans of a text that is read as YAML.
fn wrong_spans(text: &str) -> Vec<String> {
    blocks::wrong_values(text, &FrontMatter::of_block(text, Format::Yaml))
}

#[test]
fn the_yaml_test_suite_gets_libyamls_verdict_and_true_spans() {
    let (mut same, mut all, mut wrong_places) = (0, 0, 0);
    for line in SUITE.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = case["text"].as_str().unwrap();
        all += 1;
        if accepts(text) == libyaml_accepts(text) {
            same += 1;
        } else {
            println!("{}: libyaml {}, not we: {text:?}", case["id"], libyaml_accepts(text));
        }
        let wrong = wrong_spans(text);
        if !wrong.is_empty() {
            wrong_places += 1;
            println!("{}: {wrong:?} in {text:?}", case["id"]);
        }
    }
    println!("{same} of {all} with libyaml's verdict, {wrong_places} with a wrong span");
    assert_eq!((same, all), (406, 406));
    assert_eq!(wrong_places, 0);
}

#[test]
fn snippets_that_break_other_readers_break_nothing_here() {
    for line in SNIPPETS.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let wrong = wrong_spans(case["text"].as_str().unwrap());
        assert!(wrong.is_empty(), "{}: {wrong:?}", case["id"]);
    }
}

#[test]
fn deep_nesting_and_known_traps_end_soon() {
    for text in ["[".repeat(200_000), "a:\n".to_string() + &" ".repeat(300) + "b: c\n", "- ".repeat(100_000)] {
        let front = FrontMatter::of_block(&text, Format::Yaml);
        assert!(front.problems.len() < 30);
    }
    let front = FrontMatter::of_block("a: [!tag, b]\nc: d\n", Format::Yaml);
    assert_eq!(front.problems, []);
    assert_eq!(front.get("c").and_then(|entry| entry.value.text()), Some("d"));
    // A key that is there twice is no problem of the grammar.
    assert_eq!(FrontMatter::of_block("a: [!tag, b]\nc: d\nc: e\n", Format::Yaml).problems, []);
}

#[test]
fn places_are_right_where_marks_spaces_and_masks_meet_other_letters() {
    let texts =
        ["\u{feff}\u{feff}{\n：”", "\u{feff}\u{feff}{{ x }}", " &x \u{a0}!!str : #title", "? &x \n\u{feff}titletitle"];
    for text in texts {
        assert_eq!(wrong_spans(text), Vec::<String>::new(), "{text:?}");
    }
}

proptest! {
    #![proptest_config(noise::config(10_000))]

    #[test]
    fn noise_never_panics_and_every_span_is_true(text in pieces::soup()) {
        for format in [Format::Yaml, Format::Toml, Format::Json] {
            blocks::assert_block(&text, format);
        }
    }
}
