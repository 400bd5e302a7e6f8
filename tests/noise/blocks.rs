//! What is true of every text that is read as front matter: nothing breaks, and every place is one of the text.
use crate::edits;
use frontlint::dialect::Loader;
use frontlint::front_matter::{Entry, Format, FrontMatter, Key, Mapping, Node, Style, Value};
use frontlint::text::Span;
use frontlint::values::side_by_side;

/// Asserts all that holds for every text in every language of front matter.
pub(crate) fn assert_block(text: &str, format: Format) {
    let front = FrontMatter::of_block(text, format);
    let wrong = match format {
        Format::Yaml => wrong_values(text, &front),
        Format::Toml | Format::Json => wrong_places(text, &front),
    };
    assert!(wrong.is_empty(), "{wrong:?}");
    for problem in &front.problems {
        if let Some(fix) = &problem.fix {
            edits::assert_edits(text, &fix.edits, problem);
        }
    }
    let loaders = match format {
        Format::Yaml => &Loader::YAML[..],
        Format::Toml => &[Loader::Toml],
        Format::Json => &[Loader::Json],
    };
    for loader in loaders {
        // What it makes of them is the matter of other tests.
        let _ = side_by_side::read(*loader, &front);
    }
}

/// What is wrong with the places of a text that was read as YAML; empty when each is true, and shows what was read there.
pub(crate) fn wrong_values(text: &str, front: &FrontMatter) -> Vec<String> {
    let mut wrong = wrong_places(text, front);
    wrong_spans(text, &front.entries, Span::new(0, text.len()), front.problems.is_empty(), &mut wrong);
    wrong
}

fn wrong_places(text: &str, front: &FrontMatter) -> Vec<String> {
    let places = places(front).into_iter().filter(|(span, _)| text.get(span.range()).is_none());
    places.map(|(span, what)| format!("{what} at {span:?} is not a place of the text")).collect()
}

/// Every place that front matter names, and what is there.
fn places(front: &FrontMatter) -> Vec<(Span, String)> {
    let mut places = Vec::new();
    for problem in &front.problems {
        let labels = problem.labels.iter().map(|(span, _)| *span);
        let edits = problem.fix.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span));
        let all = labels.chain(edits).chain([problem.span]);
        places.extend(all.map(|span| (span, problem.cause.name().to_string())));
    }
    let others = front.duplicates.iter().flat_map(|(first, second)| [*first, *second]);
    let others = others.chain(front.not_a_mapping).chain(front.lost);
    places.extend(others.map(|span| (span, "a part of the block".to_string())));
    for Entry { key, colon, value, .. } in front.entries.with_nested().into_iter().flatten() {
        let spans = [key.span, value.span].into_iter().chain(*colon);
        places.extend(spans.map(|span| (span, format!("the entry {:?}", key.text))));
        let leaves = value.leaves().into_iter().flat_map(|leaf| [Some(leaf.span), leaf.tag.as_ref().map(|tag| tag.1)]);
        places.extend(leaves.flatten().map(|span| (span, format!("a value of {:?}", key.text))));
    }
    places
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
