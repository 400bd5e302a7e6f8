//! The layers of the program: a module uses only modules of lower layers, and each foreign crate is used by one module.
mod file_circles;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The modules, layer by layer from the lowest.
const LAYERS: &[&[&str]] = &[
    &["text"],
    &["diagnostic", "dialect", "trace", "yaml_value"],
    &["front_matter", "template", "html", "files"],
    &["markdown"],
    &["post"],
    &["values", "catalogue", "fix"],
    &["site"],
    &["config"],
    &["rules"],
    &["engine"],
    &["report"],
    &["cli", "lsp"],
];

/// Modules that may use less than the layers below them.
const ONLY: &[(&str, &[&str])] = &[("report", &["text", "diagnostic", "catalogue"])];

/// Crates that only one place may use.
const OWNERS: &[(&str, &[&str])] = &[
    ("anstyle", &["report/paint.rs"]),
    ("miette", &["report/full.rs"]),
    ("unicode_width", &["report/measure.rs"]),
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/"]),
    ("ctrlc", &["cli/"]),
    ("indicatif", &["cli/"]),
    ("terminal_size", &["cli/"]),
    ("html5ever", &["html/"]),
    ("libyaml_safer", &["front_matter/yaml/"]),
    ("pulldown_cmark", &["markdown/"]),
    ("toml", &["front_matter/toml/", "site/"]),
    ("jsonc_parser", &["front_matter/json/"]),
    ("serde_yaml", &["yaml_value.rs"]),
    ("ignore", &["files/"]),
    ("walkdir", &["files/", "site/"]),
    ("rayon", &["engine/"]),
    ("similar", &["report/diff.rs"]),
    ("tempfile", &["files/"]),
];

#[test]
fn a_module_uses_only_modules_of_lower_layers() {
    let mut wrong = String::new();
    for (file, code) in sources() {
        let module = module_of(&file);
        if matches!(module.as_str(), "lib" | "main") {
            continue;
        }
        let layer = layer_of(&module).unwrap_or_else(|| panic!("{} is in no layer of tests/layers.rs", file.display()));
        for used in modules_used(&code) {
            let lower = layer_of(&used).is_some_and(|other| other < layer);
            let allowed = ONLY
                .iter()
                .find(|(name, _)| *name == module)
                .is_none_or(|(_, modules)| modules.contains(&used.as_str()));
            if used != module && !(lower && allowed) {
                let _ = writeln!(wrong, "{} uses `{used}`, which is not below `{module}`", file.display());
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_foreign_crate_is_used_in_its_own_place_only() {
    let mut wrong = String::new();
    for (file, code) in sources() {
        let path = file.to_string_lossy().replace('\\', "/");
        for (name, homes) in OWNERS {
            if mentions(&code, name) && !homes.iter().any(|home| path.starts_with(home)) {
                let _ = writeln!(wrong, "{path} uses the crate `{name}`, which only {homes:?} may use");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn files_do_not_use_one_another_in_a_circle() {
    let sources: Vec<(String, String)> =
        sources().into_iter().map(|(file, code)| (file.to_string_lossy().replace('\\', "/"), code)).collect();
    let sources: Vec<_> = sources.into_iter().filter(|(file, _)| !file.ends_with("/tests.rs")).collect();
    let found = file_circles::circles(&sources);
    assert!(found.is_empty(), "files that use one another in a circle: {found:#?}");
}

/// The most lines of a source file: what is longer is about more than one thing, and a reader no longer sees all of it.
const MOST_LINES: usize = 450;

#[test]
fn a_source_file_is_short_enough_to_be_read_at_once() {
    let long = sources().into_iter().filter(|(_, code)| code.lines().count() > MOST_LINES);
    let long: Vec<PathBuf> = long.map(|(file, _)| file).collect();
    assert!(long.is_empty(), "files of more than {MOST_LINES} lines: {long:?}");
}

/// A name searched for leads to one definition. What a type parameter's trait names (`type Item`) is no type of ours.
#[test]
fn a_type_name_is_the_name_of_one_type() {
    let mut known: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut wrong = String::new();
    for (file, code) in sources() {
        for name in types_of(&code) {
            if let Some(other) = known.insert(name.clone(), file.clone()) {
                let _ = writeln!(wrong, "`{name}` is a type of {} and of {}", other.display(), file.display());
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Files outside of `dialect/generators/` that name a generator, and why.
const NAMING: &[(&str, &str)] = &[
    ("rules/post/bad_name.rs", "the rule is about what Jekyll does"),
    ("site/generator.rs", "Jekyll and Hexo share a name of settings, and so do Hugo and Zola"),
];

/// What is known of a generator is in its file. Whoever must name one elsewhere says why in the list above, which has at most six files.
#[test]
fn generators_are_named_in_their_own_files_only() {
    assert!(NAMING.len() <= 6, "{} files name a generator", NAMING.len());
    let mut wrong = String::new();
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for (file, code) in sources() {
        let path = file.to_string_lossy().replace('\\', "/");
        if path.starts_with("dialect/generators/") {
            continue;
        }
        for (number, line) in code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            let named = line.match_indices("Generator").filter(|(at, name)| {
                let rest = line[at + name.len()..].trim_start();
                let is_variant = rest.strip_prefix("::").is_some_and(|name| name.starts_with(char::is_uppercase));
                let is_constant = rest.starts_with("::LIST");
                let is_alias = line.contains("use ") && rest.starts_with("as ")
                    || rest.starts_with("::{")
                    || rest.starts_with("::*");
                is_variant && !is_constant || is_alias
            });
            let count = named.count();
            if count > 0 && !NAMING.iter().any(|(known, _)| *known == path) {
                let _ = writeln!(wrong, "{path}:{}: {}", number + 1, line.trim());
            }
            *uses.entry(path.clone()).or_default() += count;
        }
    }
    assert!(wrong.is_empty(), "what is known of a generator belongs into `dialect/generators/`:\n{wrong}");
    for (file, _) in NAMING {
        assert!(uses.get(*file).is_some_and(|count| *count > 0), "{file} names no generator any more");
    }
}

#[test]
fn every_source_file_says_on_its_first_line_what_it_is_for() {
    for (file, code) in sources() {
        assert!(code.starts_with("//! "), "{} begins without a `//!` line", file.display());
    }
}

/// Every source file, relative to `src`, with its text.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    walkdir::WalkDir::new(&root)
        .into_iter()
        .map(|entry| entry.expect("src can be walked").into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let code = std::fs::read_to_string(&path).expect("a source file can be read");
            (path.strip_prefix(&root).expect("it is in src").to_path_buf(), code)
        })
        .collect()
}

/// The names of the structs, enums and traits that a file declares.
fn types_of(code: &str) -> Vec<String> {
    let declared = code.lines().filter_map(|line| {
        let line = line.trim_start();
        let line = line.strip_prefix("pub").map_or(line, |rest| rest.trim_start_matches(|c| c != ' ').trim_start());
        ["struct ", "enum ", "trait "].iter().find_map(|keyword| line.strip_prefix(keyword))
    });
    // The name that a macro gives to what it declares is a variable of it.
    let declared = declared.filter(|rest| !rest.starts_with('$'));
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    declared.map(name).chain(enums_of_macros(code)).collect()
}

/// The names of the enums that `details!` and `causes!` declare: `    Name {` in the call.
fn enums_of_macros(code: &str) -> Vec<String> {
    let calls = code.split("\ndetails! {\n").skip(1).chain(code.split("\ncauses! {\n").skip(1));
    let names = calls.filter_map(|call| {
        let call = call.split("\n}").next().unwrap_or(call);
        call.lines().find_map(|line| line.strip_prefix("    ")?.strip_suffix(" {"))
    });
    names.map(str::to_string).collect()
}

fn module_of(file: &Path) -> String {
    let first = file.components().next().expect("a path has a part").as_os_str().to_string_lossy();
    first.strip_suffix(".rs").unwrap_or(&first).to_string()
}

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// The modules named after `crate::`, one by one or in braces.
fn modules_used(code: &str) -> BTreeSet<String> {
    let mut modules = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or("").split(',').map(str::trim).collect(),
            None => vec![rest],
        };
        for name in names {
            let word: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if layer_of(&word).is_some() {
                modules.insert(word);
            }
        }
    }
    modules
}

/// Whether the code names the crate in a path (`name::`) or imports it whole (`use name`), outside comments and not as a module of ours.
fn mentions(code: &str, name: &str) -> bool {
    let is_path = |rest: &str| rest.starts_with("::");
    let is_import = |before: &str, rest: &str| before.trim_end().ends_with("use") && rest.starts_with([' ', ';']);
    code.lines().filter(|line| !line.trim_start().starts_with("//")).any(|line| {
        line.match_indices(name).any(|(at, _)| {
            let (before, rest) = (&line[..at], &line[at + name.len()..]);
            let is_word = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
            is_word && (is_path(rest) || is_import(before, rest))
        })
    })
}

#[test]
fn a_crate_is_seen_however_it_is_named() {
    for code in
        ["use serde_yaml::Value;", "    serde_yaml::from_str(text)", "use serde_yaml;", "use serde_yaml as yaml;"]
    {
        assert!(mentions(code, "serde_yaml"), "{code}");
    }
    for code in ["// serde_yaml::Value", "use crate::serde_yaml::x;", "my_serde_yaml::x", "\"serde_yaml\""] {
        assert!(!mentions(code, "serde_yaml"), "{code}");
    }
}
