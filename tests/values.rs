//! What each loader makes of front matter, checked snippet by snippet against what the loaders themselves made of it.
use frontlint::front_matter::{Format, FrontMatter, Style};
use frontlint::values::side_by_side::{self, LoadedValue};
use frontlint::values::{Loader, Scalar};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The loaders by their names in the recorded values.
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

/// Every place where our value of a snippet differs from that of a loader, with the reason: the lines of a table.
const PARTINGS: &str = include_str!("data/loaders/partings.txt");

/// The snippets, and what each loader was seen to make of them.
const SNIPPETS: &str = include_str!("data/loaders/front-matter-snippets.jsonl");
const RECORDED: &str = include_str!("data/loaders/generator-values.txt");

/// The lines of the table as `snippet loader parting`, and the number of the line.
fn partings() -> BTreeMap<(String, String, String), usize> {
    let mut all = BTreeMap::new();
    for (number, line) in PARTINGS.lines().enumerate().skip(1) {
        let [id, loaders, parting, why] = line.split(" | ").collect::<Vec<_>>()[..] else {
            panic!("line {}: four parts between ` | `: {line}", number + 1)
        };
        assert!(why.len() > 10 && ["read", "refused", "unlike"].contains(&parting), "line {}: {line}", number + 1);
        let loaders: Vec<&str> =
            if loaders == "all" { NAMES.iter().map(|(_, name)| *name).collect() } else { loaders.split(',').collect() };
        for loader in loaders {
            assert!(NAMES.iter().any(|(_, name)| *name == loader), "line {}: no loader `{loader}`", number + 1);
            let twice = all.insert((id.to_string(), loader.to_string(), parting.to_string()), number + 1);
            assert_eq!(twice, None, "line {}: said twice", number + 1);
        }
    }
    all
}

#[test]
fn each_loader_reads_what_it_was_seen_to_read_but_for_what_the_table_explains() {
    let mut listed = partings();
    let mut report = String::new();
    for (loader, name) in NAMES {
        let (mut compared, mut read_by_both, mut equal) = (0, 0, 0);
        for line in SNIPPETS.lines() {
            let snippet: serde_json::Value = serde_json::from_str(line).unwrap();
            let id = snippet["id"].as_str().unwrap().trim_start_matches("F/").to_string();
            let text = snippet["text"].as_str().unwrap();
            let Some(wanted) = recorded_reading(RECORDED, &id, name) else { continue };
            compared += 1;
            let got = reading_of(loader, text);
            let is_same = got.as_ref().is_some_and(|got| same(got, &wanted));
            // Front matter never contains a fence, and where the recorder gave up nothing was read: such a text counts for the
            // table, not for the share.
            let has_fence = text.lines().any(|line| line.starts_with("---") || line == "...");
            if !has_fence && !wanted.starts_with("bomb") {
                read_by_both += usize::from(got.is_some() && wanted != "ERR");
                equal += usize::from(is_same);
            }
            let parting = match (&got, wanted.as_str()) {
                (None, "ERR") => continue,
                (Some(_), "ERR") => "read",
                (None, _) => "refused",
                _ if is_same => continue,
                _ => "unlike",
            };
            if listed.remove(&(id.clone(), name.to_string(), parting.to_string())).is_none() {
                let got = got.unwrap_or_else(|| "refused".into());
                let _ =
                    writeln!(report, "not in the table: {id} | {name} | {parting}: {text:?}\n   {wanted}\n   {got}");
            }
        }
        println!("{name}: {compared} snippets, {read_by_both} read by both, {equal} of them alike");
        assert_eq!(compared, 203, "{name}: not all snippets were compared");
        assert!(equal * 100 >= read_by_both * 98, "{name}: {equal} of {read_by_both} alike");
    }
    for ((id, loader, parting), line) in listed {
        let _ = writeln!(report, "line {line} of the table is no longer true: {id} | {loader} | {parting}");
    }
    assert!(report.is_empty(), "{report}");
}

/// Measured with Psych 4.0, `PyYAML` 6.0, js-yaml 4.3 and yaml 2.
#[test]
fn numbers_of_any_size_are_read_as_their_loaders_do() {
    let read = |loader: Loader, text: &str| loader.resolve(None, Style::Plain, text);
    let (ones, many) = ("1".repeat(50), "1".repeat(400));
    let sexagesimal = "9999999999:59:59:59:59:59:59:59";
    let whole = Scalar::Integer(27_993_599_999_999_999_999_999);
    let nearest = Scalar::Float(ones.parse().unwrap());
    for (loader, text, wanted) in [
        (Loader::PyYaml, sexagesimal, whole),
        (Loader::Psych, "99999999999999999999:59:59", Scalar::Integer(359_999_999_999_999_999_999_999)),
        (Loader::Psych, "1:30", Scalar::Integer(5400)),
        (Loader::Psych, "-1:30:00", Scalar::Integer(-1800)),
        (Loader::Psych, "-1:30:10.5", Scalar::Float(-1789.5)),
        (Loader::PyYaml, "-1:30:00", Scalar::Integer(-5400)),
        (Loader::PyYaml, "-1:30:10.5", Scalar::Float(-5410.5)),
        (Loader::PyYaml, "-1.5e+400", Scalar::Float(f64::NEG_INFINITY)),
        (Loader::Psych, "0x_", Scalar::Refused("a number without digits")),
        (Loader::PyYaml, "0b_", Scalar::Refused("a number without digits")),
        (Loader::Psych, "2001-01-01 10:00:00 +9999", Scalar::Text("2001-01-01 10:00:00 +9999".into())),
        (Loader::JsYaml4, &ones, nearest.clone()),
        (Loader::Yaml2, &ones, nearest.clone()),
        (Loader::Psych, &ones, nearest),
        (Loader::JsYaml4, &many, Scalar::Text(many.clone())),
        (Loader::Yaml2, &many, Scalar::Float(f64::INFINITY)),
        (Loader::Goccy, &ones, Scalar::Text(ones.clone())),
    ] {
        assert_eq!(read(loader, text), wanted, "{} reads {text}", loader.name());
    }
}

/// What one loader was seen to make of a snippet.
fn recorded_reading(recorded: &str, id: &str, name: &str) -> Option<String> {
    let mut lines = recorded.lines().skip_while(|line| line.split("  ").next() != Some(id)).skip(1);
    let of_snippet = lines.by_ref().take_while(|line| line.starts_with("     "));
    for line in of_snippet {
        let (names, value) = line.trim().split_once(" -> ")?;
        if names.split(',').any(|other| other == name) {
            return Some(value.to_string());
        }
    }
    None
}

/// Our values in the form of the record; `None` when the block is refused, or read only in part because of a problem.
fn reading_of(loader: Loader, text: &str) -> Option<String> {
    let front = FrontMatter::of_block(text, Format::Yaml);
    if front.lost.is_some() || !front.problems.is_empty() || front.not_a_mapping.is_some() || !front.is_readable() {
        return None;
    }
    if front.entries.0.is_empty() {
        return Some("null".into());
    }
    side_by_side::read(loader, &front).ok().map(|entries| shown(loader, &LoadedValue::Mapping(entries)))
}

fn shown(loader: Loader, value: &LoadedValue) -> String {
    match value {
        LoadedValue::Scalar(scalar) => shown_scalar(loader, scalar),
        LoadedValue::List(items) => {
            format!("[{}]", items.iter().map(|item| shown(loader, item)).collect::<Vec<_>>().join(","))
        }
        LoadedValue::Mapping(entries) => {
            let mut lines: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{}={}", shown_scalar(loader, key), shown(loader, value)))
                .collect();
            lines.sort();
            format!("{{{}}}", lines.join(", "))
        }
    }
}

fn shown_scalar(loader: Loader, scalar: &Scalar) -> String {
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
        // As each language writes them.
        Scalar::Bytes(bytes) if loader == Loader::Goccy => {
            format!("[]uint8:[{}]", bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(" "))
        }
        Scalar::Bytes(bytes) if loader == Loader::PyYaml => format!("bytes:b'{}'", String::from_utf8_lossy(bytes)),
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
