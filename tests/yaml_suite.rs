//! The YAML layer against the YAML test suite and against noise: libyaml's verdict, every span true, no panic.
mod noise;
#[path = "noise/pieces.rs"]
mod pieces;

use frontlint::front_matter::{Entry, Format, FrontMatter, Key, Mapping, Node, Style, SyntaxCause, Value};
use frontlint::text::Span;
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

/// What is wrong with the spans of a tree; empty when each is true.
fn wrong_spans(text: &str, mapping: &Mapping, within: Span, faultless: bool, wrong: &mut Vec<String>) {
    let mut last = within.start();
    for Entry { key, colon, value, broken } in mapping {
        let start = key.span.start();
        if start < last || key.span.end() > within.end() {
            wrong.push(format!("key {:?} at {:?} is out of order", key.text, key.span));
        }
        last = last.max(start);
        // Of what could not be read only the place counts.
        if !broken && faultless {
            wrong_key(text, key, wrong);
            wrong_node(text, value, within, wrong);
        }
        if colon.is_some_and(|colon| !matches!(&text[colon.range()], ":" | "=")) {
            wrong.push(format!("the colon of {:?}", key.text));
        }
        if value.span.start() < key.span.end() && value.span != key.span {
            wrong.push(format!("the value of {:?} is before it", key.text));
        }
    }
}

fn wrong_key(text: &str, key: &Key, wrong: &mut Vec<String>) {
    if !is_true(&text[key.span.range()], &key.text, key.style) {
        wrong.push(format!("key {:?} is {:?}", key.text, &text[key.span.range()]));
    }
}

fn wrong_node(text: &str, node: &Node, within: Span, wrong: &mut Vec<String>) {
    if !within.contains(node.span) {
        wrong.push(format!("{:?} is outside", node.span));
        return;
    }
    let shown = &text[node.span.range()];
    match &node.value {
        Value::Scalar { text: seen, style } => {
            if !is_true(shown, seen, *style) {
                wrong.push(format!("{seen:?} is {shown:?}"));
            }
        }
        Value::Alias(name) if shown != format!("*{name}") => wrong.push(format!("*{name} is {shown:?}")),
        Value::Alias(_) => {}
        Value::Sequence(items) => {
            let flow = shown.starts_with('[') && shown.ends_with(']');
            if !(flow || shown.starts_with('-')) {
                wrong.push(format!("a list is {shown:?}"));
            }
            for item in items {
                wrong_node(text, item, node.span, wrong);
            }
        }
        Value::Mapping(mapping) => wrong_spans(text, mapping, node.span, true, wrong),
    }
}

/// Whether the bytes shown can be read as the text seen.
fn is_true(shown: &str, seen: &str, style: Style) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_string).collect::<Vec<_>>();
    match style {
        // Of a key that is a list or a mapping the text is its source.
        Style::Plain => words(shown) == words(seen),
        Style::Single | Style::Double => serde_yaml::from_str::<String>(&shown.replace('\t', " "))
            .map_or(shown.len() >= 2, |text| words(&text) == words(&seen.replace('\t', " ")) || shown.contains('\\')),
        Style::Literal | Style::Folded => {
            let body: String = shown.lines().skip(1).collect::<Vec<_>>().join("\n");
            shown.starts_with(['|', '>']) && (words(&body) == words(seen) || shown.len() < 3)
        }
    }
}

fn check_spans(text: &str) -> Vec<String> {
    let front = FrontMatter::of_block(text, Format::Yaml);
    let mut wrong = Vec::new();
    wrong_spans(text, &front.entries, Span::new(0, text.len()), front.problems.is_empty(), &mut wrong);
    for problem in &front.problems {
        let places = problem.labels.iter().map(|(span, _)| span).chain([&problem.span]);
        for span in places.chain(problem.fix.iter().flat_map(|fix| fix.edits.iter().map(|edit| &edit.span))) {
            if text.get(span.range()).is_none() {
                wrong.push(format!("{} at {span:?} is not a place of the text", problem.cause.name()));
            }
        }
    }
    wrong
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
        let wrong = check_spans(text);
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
        let wrong = check_spans(case["text"].as_str().unwrap());
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
        assert_eq!(check_spans(text), Vec::<String>::new(), "{text:?}");
    }
}

proptest! {
    #![proptest_config(noise::config(10_000))]

    #[test]
    fn noise_never_panics_and_every_span_is_true(text in pieces::soup()) {
        for format in [Format::Toml, Format::Json] {
            let front = FrontMatter::of_block(&text, format);
            for problem in &front.problems {
                prop_assert!(text.get(problem.span.range()).is_some(), "{:?} {}", problem.span, problem.cause.name());
            }
        }
        let wrong = check_spans(&text);
        prop_assert!(wrong.is_empty(), "{:?}", wrong);
    }
}
