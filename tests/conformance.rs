//! The HTML layer against the standard's own tests, html5lib-tests.
#![allow(clippy::unwrap_used, reason = "a suite that is not as expected is a failed test")]
use frontlint::html::{self, HtmlParseError, Spanned, Start};
use frontlint::text::LineIndex;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// A folder of the suite.
fn suite(part: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/html5lib-tests").join(part)
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the suite is there")
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{} has no .{extension} files", folder.display());
    files
}

/// One test of the tokenizer suite in one initial state.
struct Case {
    input: String,
    start: Start,
    last_start_tag: Option<String>,
    output: Value,
    /// Code, line, column; sorted.
    errors: Vec<(String, usize, usize)>,
}

/// Undoes `\uXXXX` in a `doubleEscaped` test; `None` for a lone surrogate, which no text of ours can hold.
fn unescape(text: &str) -> Option<String> {
    let (mut units, mut rest) = (Vec::new(), text);
    while let Some((before, after)) = rest.split_once("\\u") {
        units.extend(before.encode_utf16());
        units.push(u16::from_str_radix(&after[..4], 16).unwrap());
        rest = &after[4..];
    }
    units.extend(rest.encode_utf16());
    String::from_utf16(&units).ok()
}

fn unescape_all(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(unescape(text).unwrap_or_else(|| text.clone())),
        Value::Array(items) => Value::Array(items.iter().map(unescape_all).collect()),
        Value::Object(map) => {
            map.iter().map(|(key, value)| (unescape(key).unwrap_or_default(), unescape_all(value))).collect()
        }
        other => other.clone(),
    }
}

fn tokenizer_cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for file in files(&suite("tokenizer"), "test") {
        let text = std::fs::read_to_string(&file).unwrap();
        let parsed: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for test in parsed["tests"].as_array().into_iter().flatten() {
            cases.extend(cases_of(test));
        }
    }
    cases
}

fn cases_of(test: &Value) -> Vec<Case> {
    let raw = test["input"].as_str().unwrap();
    let twice = test["doubleEscaped"].as_bool() == Some(true);
    let Some(input) = (if twice { unescape(raw) } else { Some(raw.to_string()) }) else { return Vec::new() };
    let output = if twice { unescape_all(&test["output"]) } else { test["output"].clone() };
    let mut errors: Vec<_> = test["errors"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|error| (error["code"].as_str().unwrap().to_string(), number(&error["line"]), number(&error["col"])))
        .collect();
    errors.sort();
    let starts = match test["initialStates"].as_array() {
        Some(states) => states.iter().map(|state| start(state.as_str().unwrap())).collect(),
        None => vec![Start::Data],
    };
    let last_start_tag = test["lastStartTag"].as_str().map(str::to_string);
    starts
        .into_iter()
        .map(|start| Case {
            input: input.clone(),
            start,
            last_start_tag: last_start_tag.clone(),
            output: output.clone(),
            errors: errors.clone(),
        })
        .collect()
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

fn start(state: &str) -> Start {
    match state {
        "Data state" => Start::Data,
        "RCDATA state" => Start::Rcdata,
        "RAWTEXT state" => Start::Rawtext,
        "Script data state" => Start::Script,
        "PLAINTEXT state" => Start::Plaintext,
        "CDATA section state" => Start::Cdata,
        other => panic!("an initial state that we do not know: {other}"),
    }
}

/// Our tokens in the suite's form, neighbouring text joined.
fn as_output(tokens: &[(Spanned, frontlint::text::Span)]) -> Value {
    let mut output: Vec<Value> = Vec::new();
    for (token, _) in tokens {
        match token {
            Spanned::Text(text) if text.is_empty() => {}
            Spanned::Text(text) => match output.last_mut() {
                Some(last) if last[0] == "Character" => last[1] = json!(last[1].as_str().unwrap().to_string() + text),
                _ => output.push(json!(["Character", text])),
            },
            Spanned::Start(name, attributes, closing) => {
                let mut map = serde_json::Map::new();
                for (name, value) in attributes {
                    map.entry(name.clone()).or_insert_with(|| json!(value));
                }
                output.push(if *closing {
                    json!(["StartTag", name, map, true])
                } else {
                    json!(["StartTag", name, map])
                });
            }
            Spanned::End(name) => output.push(json!(["EndTag", name])),
            Spanned::Comment(text) => output.push(json!(["Comment", text])),
            Spanned::Doctype(name, public, system, correct) => {
                output.push(json!(["DOCTYPE", name, public, system, correct]));
            }
        }
    }
    Value::Array(output)
}

fn as_errors(input: &str, errors: &[HtmlParseError]) -> Vec<(String, usize, usize)> {
    let lines = LineIndex::new(input);
    let mut errors: Vec<_> = errors
        .iter()
        .map(|error| {
            let place = lines.position(input, error.at);
            (error.code.name().to_string(), place.line, place.column)
        })
        .collect();
    errors.sort();
    errors
}

/// Removes what both lists hold and returns how much that was.
fn matched<T: PartialEq>(wanted: &mut Vec<T>, got: &mut Vec<T>) -> usize {
    let before = wanted.len();
    wanted.retain(|item| match got.iter().position(|other| other == item) {
        Some(at) => {
            got.remove(at);
            false
        }
        None => true,
    });
    before - wanted.len()
}

/// The suite counts columns in UTF-16 units at the end of an input whose last character lies beyond U+FFFF, and only there.
fn is_column_after_astral_character(input: &str) -> bool {
    input.chars().next_back().is_some_and(|last| last as u32 > 0xFFFF)
}

#[test]
fn tokens_codes_and_positions_are_the_standards() {
    let (mut runs, mut tokens_equal) = (0, 0);
    let (mut wanted_errors, mut codes, mut positions, mut extra) = (0, 0, 0, 0);
    let (mut wrong, mut misplaced) = (Vec::new(), Vec::new());
    for case in tokenizer_cases() {
        let (tokens, errors) = html::tokens(&case.input, case.start, case.last_start_tag.as_deref(), &[]);
        runs += 1;
        if as_output(&tokens) == case.output {
            tokens_equal += 1;
        } else {
            wrong.push(format!("{:?} {:?}: {} not {}", case.start, case.input, as_output(&tokens), case.output));
        }
        for (token, span) in &tokens {
            if matches!(token, Spanned::Start(..) | Spanned::End(_)) {
                let text = &case.input[span.range()];
                assert!(text.starts_with('<') && text.ends_with('>'), "{:?}: the tag {text:?}", case.input);
            }
        }
        let got = as_errors(&case.input, &errors);
        wanted_errors += case.errors.len();
        let names = |list: &[(String, usize, usize)]| list.iter().map(|error| error.0.clone()).collect::<Vec<_>>();
        let (mut wanted_names, mut got_names) = (names(&case.errors), names(&got));
        codes += matched(&mut wanted_names, &mut got_names);
        extra += got_names.len();
        if !(wanted_names.is_empty() && got_names.is_empty()) {
            wrong.push(format!("{:?} {:?}: {got:?} not {:?}", case.start, case.input, case.errors));
        }
        let (mut wanted, mut got) = (case.errors.clone(), got);
        positions += matched(&mut wanted, &mut got);
        if !wanted.is_empty() && !is_column_after_astral_character(&case.input) {
            misplaced.push(format!("{:?} {:?}: {got:?} not {wanted:?}", case.start, case.input));
        }
    }
    println!("runs {runs}, tokens {tokens_equal}/{runs}");
    println!("codes {codes}/{wanted_errors}, extra {extra}, positions {positions}/{wanted_errors}");
    assert_eq!(runs, 7028, "not all tests were read");
    assert_eq!((codes, wanted_errors, extra), (2764, 2764, 0), "not the standard's codes");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(misplaced.is_empty(), "{}", misplaced.join("\n"));
    assert!(positions >= 2745, "only {positions} positions");
}

#[test]
fn cutting_the_input_anywhere_changes_nothing() {
    for case in tokenizer_cases() {
        let read = |cuts: &[usize]| {
            let (tokens, errors) = html::tokens(&case.input, case.start, case.last_start_tag.as_deref(), cuts);
            (as_output(&tokens), as_errors(&case.input, &errors))
        };
        let whole = read(&[]);
        let places: Vec<usize> = case.input.char_indices().map(|(at, _)| at).collect();
        if places.len() < 80 {
            for at in &places {
                assert_eq!(read(&[*at]), whole, "{:?} {:?} cut at {at}", case.start, case.input);
            }
        }
        assert_eq!(read(&places), whole, "{:?} {:?} cut everywhere", case.start, case.input);
    }
}

/// One test of the tree construction suite.
struct TreeCase {
    input: String,
    /// How many errors it lists.
    errors: usize,
    /// The element that its input is inside of; none for a whole document.
    inside: Option<String>,
}

fn tree_cases() -> Vec<TreeCase> {
    let mut cases = Vec::new();
    for file in files(&suite("tree-construction"), "dat") {
        let bytes = std::fs::read(&file).unwrap();
        let text = format!("\n{}", String::from_utf8_lossy(&bytes));
        cases.extend(text.split("\n#data\n").skip(1).filter_map(tree_case));
    }
    cases
}

/// Tests with scripting, or inside SVG and `MathML`, are of no use to posts: `None`.
fn tree_case(test: &str) -> Option<TreeCase> {
    let (input, rest) = match test.strip_prefix("#errors\n") {
        Some(rest) => ("", rest),
        None => test.split_once("\n#errors\n")?,
    };
    let (head, _) = rest.split_once("#document\n").unwrap_or((rest, ""));
    let inside =
        head.split_once("#document-fragment\n").and_then(|(_, after)| after.lines().next()).map(str::to_string);
    if rest.contains("#script-on") || inside.as_deref().is_some_and(|name| name.contains(' ')) {
        return None;
    }
    let errors = head.split("\n#").next().unwrap_or("");
    let errors = if head.starts_with('#') { 0 } else { errors.lines().filter(|line| !line.is_empty()).count() };
    Some(TreeCase { input: input.to_string(), errors, inside })
}

/// Inputs whose errors our reading does not tell, and why.
const SILENT: &[(&str, &str)] = &[];

#[test]
fn every_erroneous_tree_is_found() {
    let (mut all, mut equal, mut erroneous, mut found) = (0, 0, 0, 0);
    let mut silent = Vec::new();
    for case in tree_cases() {
        let pieces = [html::Segment::Html(frontlint::text::Span::new(0, case.input.len()))];
        let context = case.inside.as_deref().map_or(html::ParseContext::Document, html::ParseContext::Inside);
        let reading = html::ParseOptions { context, ..html::ParseOptions::body(0) };
        let strict = html::parse(&case.input, &pieces, &html::ParseOptions { recover: false, ..reading });
        all += 1;
        equal += usize::from(strict.errors.len() + strict.tree_errors == case.errors);
        if case.errors > 0 {
            erroneous += 1;
            let mended = html::parse(&case.input, &pieces, &reading);
            if mended.errors.is_empty() && mended.problems.is_empty() {
                silent.push(case);
            } else {
                found += 1;
            }
        }
    }
    println!("trees {all}, error counts equal {equal}/{all}, erroneous inputs found {found}/{erroneous}");
    silent.retain(|case| !SILENT.iter().any(|(input, _)| *input == case.input));
    for case in &silent {
        println!("silent: {:?} inside {:?}, {} errors", case.input, case.inside, case.errors);
    }
    assert_eq!(all, 1721, "not all tests were read");
    assert!(equal >= 1655, "only {equal} of the error counts are equal");
    assert!(silent.is_empty());
    assert_eq!(found, erroneous);
}
