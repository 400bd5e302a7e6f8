//! What each loader makes of front matter, checked snippet by snippet against what the loaders themselves made of it.
use frontlint::dialect::Dialect;
use frontlint::front_matter::{Format, FrontMatter};
use frontlint::text::SourceFile;
use frontlint::values::reading::{self, Reading};
use frontlint::values::{Loader, Scalar};
use std::fmt::Write;

/// The loaders by the names the recorded readings have for them.
const NAMES: [(Loader, &str); 8] = [
    (Loader::SafeYaml, "psych_safeyaml"),
    (Loader::Psych, "psych_load"),
    (Loader::PyYaml, "pyyaml"),
    (Loader::JsYaml3, "js_y3"),
    (Loader::JsYaml4, "js_y4"),
    (Loader::Yaml2, "js_yaml"),
    (Loader::Goccy, "goccy"),
    (Loader::Serde, "serde_yaml"),
];

/// Where a loader and libyaml's grammar part, and why: one accepts what the other refuses, or the two read another tree.
const GRAMMAR: &[(&str, &str)] = &[
    ("tab-after-colon", "PyYAML takes no tab after a colon"),
    ("tab-before-key", "js-yaml 3 reads a tab as indentation"),
    ("amp", "libyaml takes `.` for no part of an anchor's name"),
    ("q-mark", "js-yaml 3 reads a key after `?` inside a value"),
    ("nel", "libyaml refuses U+0085 in a plain value"),
    ("ls", "libyaml refuses U+2028 in a plain value"),
    ("nul", "yaml 2 and goccy read control characters"),
    ("ctrl", "yaml 2 and goccy read control characters"),
    ("esc", "yaml 2 and goccy read control characters"),
    ("flow-dcomma", "js-yaml 3 reads an empty item"),
    ("flow-map-nospace", "goccy reads a colon without a space after it inside braces"),
    ("bom", "goccy and gray-matter read a byte order mark inside the block as part of the key"),
    ("longkey", "libyaml takes no key over 1,024 characters"),
];

#[test]
#[ignore = "needs FRONTLINT_SHARED"]
fn each_loader_reads_what_it_was_seen_to_read() {
    let shared = std::env::var("FRONTLINT_SHARED").expect("FRONTLINT_SHARED names the folder of the oracles");
    let snippets = std::fs::read_to_string(format!("{shared}/oracles/front-matter-snippets.jsonl")).unwrap();
    let recorded = std::fs::read_to_string(format!("{shared}/oracles/generator-values.txt")).unwrap();
    let (mut report, mut all_good) = (String::new(), true);
    for (loader, name) in NAMES {
        let (mut equal, mut total) = (0, 0);
        for line in snippets.lines() {
            let snippet: serde_json::Value = serde_json::from_str(line).unwrap();
            let id = snippet["id"].as_str().unwrap().trim_start_matches("F/").to_string();
            let text = snippet["text"].as_str().unwrap();
            let wanted = recorded_reading(&recorded, &id, name);
            let (Some(wanted), Some(got)) = (wanted, reading_of(loader, text)) else { continue };
            // `bomb` stands where the recorder itself gave up.
            if wanted == "ERR" || wanted.starts_with("bomb") || GRAMMAR.iter().any(|(known, _)| *known == id) {
                continue;
            }
            total += 1;
            if same(&got, &wanted) {
                equal += 1;
            } else {
                let _ = writeln!(report, "{name} {id} {text:?}\n   wanted {wanted}\n   got    {got}");
            }
        }
        let share = f64::from(equal) / f64::from(total);
        let _ = writeln!(report, "{name}: {equal} of {total} ({:.1} %)", share * 100.0);
        all_good &= share >= 0.98;
    }
    println!("{report}");
    assert!(all_good, "a loader's table equals its record in less than 98 of 100 snippets");
}

/// What one loader was seen to make of a snippet.
fn recorded_reading(recorded: &str, id: &str, name: &str) -> Option<String> {
    let mut lines = recorded.lines().skip_while(|line| line.split("  ").next() != Some(id)).skip(1);
    let of_snippet = lines.by_ref().take_while(|line| line.starts_with("     "));
    for line in of_snippet {
        let (names, reading) = line.trim().split_once(" -> ")?;
        if names.split(',').any(|other| other == name) {
            return Some(reading.to_string());
        }
    }
    None
}

/// Our reading in the form of the record; `None` when the block is not read as one mapping of YAML, or only in part, past a fault.
fn reading_of(loader: Loader, text: &str) -> Option<String> {
    let source = SourceFile::new("post.md", format!("---\n{}\n---\n", text.trim_end_matches(['\n', '\r'])));
    let front = FrontMatter::parse(&source, &Dialect::of(None));
    let in_part = front.lost.is_some() || !front.faults.is_empty();
    if in_part || front.format() != Format::Yaml || !front.is_readable() || front.entries.0.is_empty() {
        return None;
    }
    Some(match reading::read(loader, &front) {
        Ok(entries) => shown(&Reading::Mapping(entries)),
        Err(why) => format!("refused: {why}"),
    })
}

fn shown(reading: &Reading) -> String {
    match reading {
        Reading::Scalar(scalar) => shown_scalar(scalar),
        Reading::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(",")),
        Reading::Mapping(entries) => {
            let mut lines: Vec<String> =
                entries.iter().map(|(key, value)| format!("{}={}", shown_scalar(key), shown(value))).collect();
            lines.sort();
            format!("{{{}}}", lines.join(", "))
        }
    }
}

fn shown_scalar(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Text(text) => {
            let mark = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
            let escaped = text
                .replace('\\', "\\\\")
                .replace('\n', "\\n")
                .replace('\t', "\\t")
                .replace('\u{a0}', "\\xa0")
                .replace('\u{202f}', "\\u202f");
            format!("{mark}{escaped}{mark}")
        }
        Scalar::Symbol(text) => format!("sym:{text}"),
        Scalar::Date(text) => format!("date:{text}"),
        Scalar::Float(value) => format!("float:{value}").to_lowercase(),
        Scalar::Bytes(bytes) => format!("bytes:{}", String::from_utf8_lossy(bytes)),
        Scalar::Null => "null".into(),
        other => other.printed(),
    }
}

/// Records cut long texts short, and whole records too, and give numbers of JavaScript no kind.
fn same(got: &str, wanted: &str) -> bool {
    const CUT_TEXT: usize = 55;
    const CUT_RECORD: usize = 145;
    let record_is_cut = wanted.chars().count() >= CUT_RECORD && !wanted.ends_with('}');
    let plain = |text: &str| text.replace("float:", "");
    let (got, wanted) = (plain(got), plain(wanted));
    let (mut got, parts) = (got.split(", "), wanted.split(", "));
    for part in parts {
        let Some(got) = got.next() else { return false };
        let beginning: String = part.trim_end_matches(['\'', '"', '}']).chars().take(CUT_TEXT - 5).collect();
        let is_cut = part.chars().count() > CUT_TEXT;
        if got != part && !(is_cut && got.starts_with(&beginning)) {
            return record_is_cut && got.starts_with(part);
        }
    }
    record_is_cut || got.next().is_none()
}
