//! Circles of files: which file uses which, by the paths in its code that begin with `crate`, `super` or `self`.
//!
//! A module and the files in its folder are one thing seen from outside, so that what a file takes from the module around it does not count.
//! A name that a module only passes on leads to the file that it comes from.
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A module by the names of the modules around it and its own.
type ModulePath = Vec<String>;

/// A path in code, or in one branch of a `use`: its segments, and the name by which the file knows what it leads to.
struct NamedPath {
    segments: Vec<String>,
    name: String,
    is_use: bool,
}

/// The sets of files that use one another in a circle. Each is in the order of the alphabet.
pub(crate) fn circles(sources: &[(String, String)]) -> Vec<Vec<String>> {
    let modules: BTreeMap<ModulePath, (&str, Vec<NamedPath>)> =
        sources.iter().map(|(file, code)| (module_of(file), (file.as_str(), paths(&code_of(code))))).collect();
    let graph: BTreeMap<&ModulePath, BTreeSet<ModulePath>> = modules
        .iter()
        .map(|(module, (_, paths))| {
            let used = paths.iter().filter_map(|path| target(&modules, module, &path.segments, 0));
            (module, used.filter(|used| !used.starts_with(module) && !module.starts_with(used)).collect())
        })
        .collect();
    let reached: BTreeMap<&ModulePath, BTreeSet<&ModulePath>> =
        graph.keys().map(|module| (*module, reachable(&graph, module))).collect();
    let mut circles = BTreeSet::new();
    for (module, reached_from) in reached.iter().filter(|(module, reached_from)| reached_from.contains(*module)) {
        let circle = reached_from.iter().filter(|other| reached[*other].contains(module));
        circles.insert(circle.map(|other| modules[*other].0.to_string()).collect::<Vec<_>>());
    }
    circles.into_iter().collect()
}

fn reachable<'a>(
    graph: &'a BTreeMap<&'a ModulePath, BTreeSet<ModulePath>>,
    from: &ModulePath,
) -> BTreeSet<&'a ModulePath> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&ModulePath> = graph[from].iter().collect();
    while let Some(module) = waiting.pop() {
        if reached.insert(module) {
            waiting.extend(&graph[module]);
        }
    }
    reached
}

/// The module of a file: that of `yaml/mod.rs` is `yaml`, and so is that of `yaml.rs`.
fn module_of(file: &str) -> ModulePath {
    let path = Path::new(file).with_extension("");
    let names = path.iter().map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| !matches!(name.as_str(), "mod" | "lib" | "main")).collect()
}

/// The module that a path in `from` leads to; `None` when it leads out of the crate.
fn target(
    modules: &BTreeMap<ModulePath, (&str, Vec<NamedPath>)>,
    from: &ModulePath,
    segments: &[String],
    passed_on: usize,
) -> Option<ModulePath> {
    const MOST_PASSED_ON: usize = 8;
    let mut module = from.clone();
    let mut rest = segments;
    while let Some((first, after)) = rest.split_first() {
        match first.as_str() {
            "crate" => module.clear(),
            "super" => _ = module.pop(),
            "self" => {}
            name => {
                module.push(name.to_string());
                if !modules.contains_key(&module) {
                    module.pop();
                    break;
                }
            }
        }
        rest = after;
    }
    let is_inside = module != *from || rest.len() < segments.len();
    let Some(name) = rest.first().filter(|_| passed_on < MOST_PASSED_ON) else { return is_inside.then_some(module) };
    let source = modules.get(&module)?;
    let passed = source.1.iter().find(|path| path.is_use && path.name == *name && path.segments != segments);
    let origin = passed.and_then(|path| target(modules, &module, &path.segments, passed_on + 1));
    origin.or(is_inside.then_some(module))
}

/// The code without its tests, comments and strings.
fn code_of(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| line.split(" // ").next().unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// The paths in the code: those of `use`, and those that begin with `crate`, `super` or `self`.
fn paths(code: &str) -> Vec<NamedPath> {
    let mut paths = Vec::new();
    let mut is_use = false;
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut rest = code;
    while let Some(start) = rest.find(is_word) {
        let before = rest[..start].chars().next_back();
        rest = &rest[start..];
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let word = &rest[..length];
        let begins = matches!(word, "crate" | "super" | "self") && rest[length..].starts_with("::");
        if is_use || (begins && before != Some(':')) {
            rest = tree(rest, &mut Vec::new(), is_use, &mut paths);
            is_use = false;
            continue;
        }
        is_use = word == "use";
        rest = &rest[length..];
    }
    paths
}

/// Reads a path with its branches (`a::{b, c::d}`) and returns the code after it.
fn tree<'a>(mut rest: &'a str, before: &mut Vec<String>, is_use: bool, paths: &mut Vec<NamedPath>) -> &'a str {
    let own = before.len();
    loop {
        rest = rest.trim_start();
        if let Some(branches) = rest.strip_prefix('{') {
            rest = branches;
            loop {
                rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
                if rest.is_empty() || rest.starts_with('}') {
                    before.truncate(own);
                    return rest.get(1..).unwrap_or("");
                }
                rest = tree(rest, before, is_use, paths);
            }
        }
        let length = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '*'))).unwrap_or(rest.len());
        before.push(rest[..length].to_string());
        rest = &rest[length..];
        match rest.strip_prefix("::") {
            Some(next)
                if length > 0 && next.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '{' | '*')) =>
            {
                rest = next;
            }
            _ => break,
        }
    }
    let mut name = before.last().cloned().unwrap_or_default();
    if name == "self" && before.len() > 1 {
        before.pop();
        name = before.last().cloned().unwrap_or_default();
    }
    if let Some(alias) = rest.strip_prefix(" as ").filter(|_| is_use) {
        let length = alias.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(alias.len());
        name = alias[..length].to_string();
        rest = &alias[length..];
    }
    paths.push(NamedPath { segments: before.clone(), name, is_use });
    before.truncate(own);
    rest
}

#[test]
fn a_circle_is_found_however_its_files_are_named() {
    let found = |files: &[(&str, &str)]| {
        let files: Vec<_> = files.iter().map(|(file, code)| ((*file).to_string(), (*code).to_string())).collect();
        circles(&files)
    };
    let two = |one, other| found(&[("a/mod.rs", "mod b;\nmod c;\npub use c::C;"), ("a/b.rs", one), ("a/c.rs", other)]);
    for one in ["use super::c::C;", "use super::C;", "use crate::a::{c::{C as D}, e};", "fn f() { super::c::g() }"] {
        assert_eq!(two(one, "use super::b::B;"), [["a/b.rs", "a/c.rs"]], "{one}");
    }
    assert!(two("use super::A;", "use super::b::B;").is_empty());
    assert!(two("// super::c\nuse std::c;", "use super::b::B;").is_empty());
    assert!(two("fn f() {}\n\n#[cfg(test)]\nmod tests {\n    use super::super::c;\n}", "use super::b::B;").is_empty());
}
