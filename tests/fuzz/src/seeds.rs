//! What a fuzzer begins with: the examples of the rule pages, the broken posts and suites of `tests/data`, and the examples for users.
use crate::sound::{CONFIGS, NAMES};
use crate::targets::END;
use crate::{bodies, settings, sound};
use frontlint::catalogue;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Writes what a target begins with into a folder, one file for each input.
pub(crate) fn write(target: &str, folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for (number, seed) in seeds(target).iter().enumerate() {
        std::fs::write(folder.join(format!("seed-{number:04}")), seed)?;
    }
    Ok(())
}

/// The inputs that a target begins with.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    match target {
        "post" | "report" => numbered(&posts(), &[sound::dialects().len(), CONFIGS.len(), NAMES.len()]),
        "fix" => numbered(&posts(), &[sound::dialects().len(), NAMES.len()]),
        "block" => numbered(&blocks(), &[3]),
        "mask" => numbered(&bodies(), &[bodies::ENGINES.len()]),
        "html" => numbered(&bodies(), &[bodies::dialects().len()]),
        "config" => configs(),
        "site" => numbered(&sites(), &[settings::FILES.len()]),
        "apply" => vec![b"title: caf\xc3\xa9 au lait\n\xff\x06\x07\x01\x01\x06\x00\x05\x02".to_vec()],
        _ => Vec::new(),
    }
}

/// The texts, each after numbers: those of the first text are 0, those of the next one more, and so on.
fn numbered(texts: &[Vec<u8>], counts: &[usize]) -> Vec<Vec<u8>> {
    let head = |at: usize| counts.iter().map(move |count| u8::try_from(at % count).unwrap_or_default());
    texts.iter().enumerate().map(|(at, text)| head(at).chain(text.iter().copied()).collect()).collect()
}

fn posts() -> Vec<Vec<u8>> {
    let broken =
        lines_of("broken-posts.jsonl", "post").into_iter().chain(lines_of("broken-front-matter.jsonl", "post"));
    let traps = files_below("tests/traps").into_iter().chain(files_below("examples/site"));
    let traps = traps.filter(|(path, _)| is(path, &["md", "html"])).map(|(_, text)| text);
    examples().into_iter().chain(broken).chain(traps).filter(|text| text.len() < 4_096).collect()
}

/// The examples of the rule pages, without the marks under their lines.
fn examples() -> Vec<Vec<u8>> {
    let pages = catalogue::pages().iter().map(|page| page.source.to_string());
    let more =
        files_below("tests/more_examples").into_iter().map(|(_, text)| String::from_utf8_lossy(&text).into_owned());
    pages.chain(more).flat_map(|page| fenced(&page)).collect()
}

/// The texts between fences of backticks.
fn fenced(page: &str) -> Vec<Vec<u8>> {
    let is_fence = |line: &&str| line.trim_start().starts_with("```");
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(open) = lines.by_ref().find(is_fence) {
        let close: String = open.trim_start().chars().take_while(|c| *c == '`').collect();
        let inside = lines.by_ref().take_while(|line| line.trim() != close);
        let is_mark = |line: &&str| line.trim_start().starts_with('^');
        let text: String = inside.filter(|line| !is_mark(line)).flat_map(|line| [line, "\n"]).collect();
        found.push(text.into_bytes());
    }
    found
}

fn blocks() -> Vec<Vec<u8>> {
    let suite = lines_of("yaml-test-suite/cases.jsonl", "text").into_iter();
    let snippets = lines_of("loaders/front-matter-snippets.jsonl", "text");
    let broken = lines_of("broken-front-matter.jsonl", "post").into_iter().chain(examples());
    let blocks = broken.filter_map(|post| {
        let text = String::from_utf8(post).ok()?;
        let inside = text.split_once('\n')?.1;
        let end = ["\n---\n", "\n+++\n", "\n}\n"].iter().filter_map(|close| inside.find(close)).min()?;
        Some(inside[..=end].as_bytes().to_vec())
    });
    // Each once in each language.
    suite
        .chain(snippets)
        .chain(blocks)
        .filter(|text| text.len() < 2_048)
        .flat_map(|text| [text.clone(), text.clone(), text])
        .collect()
}

fn bodies() -> Vec<Vec<u8>> {
    let posts = posts().into_iter().map(|post| {
        let text = String::from_utf8_lossy(&post).into_owned();
        let body = text.match_indices("\n---\n").next().map_or(0, |(at, close)| at + close.len());
        text.as_bytes()[body..].to_vec()
    });
    let suite = files_below("tests/data/html5lib-tests/tree-construction").into_iter().flat_map(|(_, text)| {
        let text = String::from_utf8_lossy(&text).into_owned();
        let cases = text.split("#data\n").filter_map(|case| case.split_once("\n#errors"));
        cases.map(|(data, _)| data.as_bytes().to_vec()).collect::<Vec<_>>()
    });
    posts.chain(suite).filter(|text| !text.is_empty() && text.len() < 2_048).collect()
}

fn configs() -> Vec<Vec<u8>> {
    let folders = ["rules/presets", "tests/cli", "examples"];
    let files = folders.iter().flat_map(|folder| files_below(folder));
    let configs = files.filter(|(path, _)| is(path, &["yaml", "yml"])).map(|(_, text)| text);
    let shown = fenced(&String::from_utf8_lossy(&read(&root().join("examples/config.md"))));
    configs.chain(shown).filter(|text| text.len() < 4_096).collect()
}

/// Files of the examples whose names are those of a site's settings; and each text, whatever its name, for the next of these names.
fn sites() -> Vec<Vec<u8>> {
    let files = files_below("tests/cli").into_iter().chain(files_below("examples/site"));
    let settings =
        files.filter(|(path, _)| is(path, &["yml", "yaml", "toml", "json", "js", "mjs"])).map(|(_, text)| text);
    settings.filter(|text| text.len() < 2_048 && !text.contains(&END)).collect()
}

fn lines_of(name: &str, member: &str) -> Vec<Vec<u8>> {
    let text = read(&root().join("tests/data").join(name));
    let cases = text.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice::<Value>(line).ok());
    cases.filter_map(|case| Some(case.get(member)?.as_str()?.as_bytes().to_vec())).collect()
}

fn is(path: &Path, extensions: &[&str]) -> bool {
    path.extension().is_some_and(|own| extensions.iter().any(|extension| own == *extension))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files below a folder with what they hold, in the order of their paths.
fn files_below(folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let (mut files, mut folders) = (Vec::new(), vec![root().join(folder)]);
    while let Some(folder) = folders.pop() {
        for entry in
            std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())).flatten()
        {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(kind) if kind.is_file() => files.push((entry.path(), read(&entry.path()))),
                _ => {}
            }
        }
    }
    files.sort();
    files
}
