//! Broken front matter gets its cause: over snippets written for this (one test each), and over those beside oracles of other loaders.
mod fixes;
mod named;

use frontlint::config::Config;
use frontlint::diagnostic::{Diagnostic, Safety};
use frontlint::dialect::{Dialect, Generator};
use frontlint::engine;
use frontlint::front_matter::{Fence, Format, FrontMatter, Mapping, Node, SyntaxCause, Value};
use frontlint::post::PostKind;
use frontlint::text::{Edit, SourceFile};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn post(block: &str) -> SourceFile {
    SourceFile::new("post.md", format!("---\n{block}\n---\n").replace("\n\n---\n", "\n---\n"))
}

fn read(source: &SourceFile) -> FrontMatter {
    FrontMatter::parse(source, &Dialect::of(None))
}

/// Whether a line of the text would end the front matter, or its first character hide the fence.
fn needs_no_fences(text: &str) -> bool {
    text.starts_with('\u{feff}') || text.lines().any(|line| line.starts_with("---") || line == "...")
}

/// A snippet between fences; one that holds a fence itself is read as a block alone.
fn read_snippet(text: &str) -> (SourceFile, FrontMatter) {
    if needs_no_fences(text) {
        return (SourceFile::new("post.md", text), FrontMatter::of_block(text, Format::Yaml));
    }
    let source = post(text);
    let front = read(&source);
    (source, front)
}

/// What the rules about front matter say of a post.
fn findings(source: &SourceFile, dialect: Dialect) -> Vec<Diagnostic> {
    let settings = Config::bare(Path::new("")).settings_for(Path::new("post.md"));
    let found = engine::check(source, &dialect, PostKind::Post, &settings).findings;
    found.into_iter().filter(|finding| matches!(finding.rule.group(), "front-matter" | "file")).collect()
}

/// The text after all fixes that may be applied, together; `None` when there are none.
fn fixed(source: &SourceFile, found: &[Diagnostic]) -> Option<String> {
    let fixes = found.iter().filter_map(|finding| finding.fix.as_ref());
    let edits: Vec<Edit> = fixes.filter(|fix| fix.safety > Safety::Display).flat_map(|fix| fix.edits.clone()).collect();
    Edit::apply(source.text(), &edits).filter(|_| !edits.is_empty())
}

/// Whether the text can be read after all fixes together.
fn mended(source: &SourceFile, front: &FrontMatter) -> bool {
    let text = if front.fence == Fence::Missing {
        let fixes = front.problems.iter().filter_map(|problem| problem.fix.as_ref());
        let edits: Vec<Edit> = fixes.flat_map(|fix| fix.edits.clone()).collect();
        Edit::apply(source.text(), &edits).filter(|_| !edits.is_empty())
    } else {
        fixed(source, &findings(source, Dialect::of(None)))
    };
    let Some(text) = text else { return false };
    let front = match front.fence {
        Fence::Missing => FrontMatter::of_block(&text, Format::Yaml),
        _ => read(&SourceFile::new("post.md", text)),
    };
    front.problems.is_empty() && front.not_a_mapping.is_none() && front.lost.is_none()
}

/// The causes given for a block; what other rules say of it counts under their names.
fn causes(front: &FrontMatter, source: &SourceFile) -> Vec<&'static str> {
    let mut causes: Vec<_> = front.problems.iter().map(|problem| problem.cause.name()).collect();
    if source.text().contains("\n<<<<<<< ") {
        causes.push("merge-conflict");
    }
    if front.lost.is_some() {
        causes.push("lost-content");
    }
    if front.fence.block().is_some_and(|block| block.format != Format::Yaml) {
        causes.push("bad-fence");
    }
    if front.not_a_mapping.is_some() {
        causes.push("not-a-mapping");
    }
    causes
}

struct Snippet {
    name: String,
    text: String,
    /// What the program must say of it, and nothing else.
    causes: Vec<String>,
}

fn snippets(path: &Path) -> Vec<Snippet> {
    let lines = std::fs::read_to_string(path).expect("the snippets can be read");
    lines
        .lines()
        .map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
            let text = |name: &str| value[name].as_str().map(str::to_string);
            Snippet {
                name: text("what").or_else(|| text("id")).expect("a name"),
                text: text("text").expect("a text"),
                causes: match &value["causes"] {
                    Json::Array(causes) => causes.iter().filter_map(Json::as_str).map(str::to_string).collect(),
                    _ => text("cause").into_iter().collect(),
                },
            }
        })
        .collect()
}

/// What a failure shows of a snippet.
fn shown(snippet: &Snippet, source: &SourceFile, front: &FrontMatter) -> String {
    let mut shown = format!("{}: {:?}\n", snippet.name, snippet.text.chars().take(200).collect::<String>());
    for problem in &front.problems {
        let fix = problem.fix.as_ref().map_or("-".into(), |fix| format!("{:?} {}", fix.safety, fix.title));
        let _ = writeln!(
            shown,
            "    {} {:?} {} [{fix}]",
            problem.cause.name(),
            source.slice(problem.span),
            problem.message
        );
    }
    let keys: Vec<_> =
        front.entries.iter().map(|e| format!("{}{}", e.key.text, if e.broken { "!" } else { "" })).collect();
    let (lost, other) = (front.lost, front.not_a_mapping);
    let _ = writeln!(shown, "    keys {keys:?} readable {} lost {lost:?} not a mapping {other:?}", front.is_readable());
    shown
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn main() -> ExitCode {
    let snippets = snippets(&data("broken-front-matter.jsonl"));
    let snippets = snippets
        .into_iter()
        .map(|snippet| Trial::test(format!("front matter: {}", snippet.name), move || check_snippet(&snippet)));
    let posts = std::fs::read_to_string(data("broken-posts.jsonl")).expect("the posts can be read");
    let posts = posts.lines().map(|line| {
        let post: Json = serde_json::from_str(line).expect("a line of JSON");
        Trial::test(format!("post: {}", post["what"].as_str().expect("a name")), move || check_post(&post))
    });
    let beside = named::functions![snippets_beside_the_oracles_get_a_cause_and_a_verified_fix];
    let beside = beside.into_iter().map(|trial| named::needs("FRONTLINT_SHARED", trial));
    libtest_mimic::run(&Arguments::from_args(), snippets.chain(posts).chain(beside).collect()).exit_code()
}

/// A broken snippet gets its cause.
fn check_snippet(snippet: &Snippet) -> Result<(), Failed> {
    let source = post(&snippet.text);
    let front = read(&source);
    let got = causes(&front, &source);
    let wanted: BTreeSet<&str> = snippet.causes.iter().map(String::as_str).collect();
    if got.iter().copied().collect::<BTreeSet<_>>() != wanted {
        return Err(format!("wanted {wanted:?}, got {got:?}\n{}", shown(snippet, &source, &front)).into());
    }
    check_fixes(&source, Dialect::of(None))
}

/// Broken posts of many languages and generators get their cause, and a fix that writes what was intended.
fn check_post(post: &Json) -> Result<(), Failed> {
    let generator = post["generator"].as_str();
    let generator = generator.map(|name| Generator::by_name(name).expect("a generator"));
    let dialect = Dialect::of(generator);
    let source = SourceFile::new("post.md", post["post"].as_str().expect("a text"));
    let found = findings(&source, dialect);
    let name = |finding: &Diagnostic| {
        Json::from(finding.detail.unwrap_or_else(|| finding.rule.as_str().rsplit('/').next().unwrap_or("")))
    };
    assert_eq!(found.iter().map(name).collect::<Json>(), post["causes"], "{found:#?}");
    if !post["reads"].is_null() {
        let fixed = SourceFile::new("post.md", fixed(&source, &found).expect("a fix"));
        let left = findings(&fixed, dialect);
        assert!(left.is_empty(), "mended: {:?}\n{left:#?}", fixed.text());
        let read = FrontMatter::parse(&fixed, &dialect);
        assert_eq!(as_json(&read.entries), post["reads"], "mended: {:?}", fixed.text());
    }
    check_fixes(&source, dialect)
}

/// Each fix that any rule offers for the post, made alone.
fn check_fixes(source: &SourceFile, dialect: Dialect) -> Result<(), Failed> {
    let settings = Config::bare(Path::new("")).settings_for(Path::new("post.md"));
    let check = |source: &SourceFile| engine::check(source, &dialect, PostKind::Post, &settings).findings;
    let broken = fixes::broken_laws(source, &check(source), &dialect, &check);
    if broken.is_empty() { Ok(()) } else { Err(broken.join("\n").into()) }
}

/// The entries with every scalar as its text.
fn as_json(entries: &Mapping) -> Json {
    fn value(node: &Node) -> Json {
        match &node.value {
            Value::Scalar { text, .. } => text.as_str().into(),
            Value::Sequence(items) => items.iter().map(value).collect(),
            Value::Mapping(mapping) => as_json(mapping),
            Value::Alias(_) => Json::Null,
        }
    }
    entries.iter().map(|entry| (entry.key.text.clone(), value(&entry.value))).collect::<serde_json::Map<_, _>>().into()
}

/// Grammatical, and yet no loader accepts it: an alias without its anchor, brackets nested beyond every limit.
fn refused_for_its_meaning(front: &FrontMatter) -> bool {
    use SyntaxCause as C;
    let semantic = |cause| matches!(cause, C::UndefinedAlias | C::CircularAlias | C::TooDeep);
    !front.problems.is_empty() && front.problems.iter().all(|problem| semantic(problem.cause))
}

fn snippets_beside_the_oracles_get_a_cause_and_a_verified_fix() {
    let shared = std::env::var("FRONTLINT_SHARED").expect("FRONTLINT_SHARED is set");
    let (mut broken, mut specific, mut fixed, mut wrong) = (0, 0, 0, 0);
    let mut log = String::new();
    for snippet in snippets(&Path::new(&shared).join("oracles/front-matter-snippets.jsonl")) {
        let (source, front) = read_snippet(&snippet.text);
        let got = causes(&front, &source);
        if accepted(&snippet.text) {
            if !front.problems.is_empty() && !refused_for_its_meaning(&front) {
                wrong += 1;
                log += &shown(&snippet, &source, &front);
            }
            continue;
        }
        broken += 1;
        specific += usize::from(!got.is_empty() && got.iter().all(|cause| *cause != "syntax"));
        let is_fixed = mended(&source, &front);
        fixed += usize::from(is_fixed);
        if !is_fixed {
            let _ = write!(log, "not mended: {}", shown(&snippet, &source, &front));
        }
    }
    let counts = format!("broken {broken}: specific {specific}, fixed {fixed}; accepted with a finding: {wrong}");
    assert!(broken >= 68 && specific >= 66 && fixed >= 63 && wrong == 0, "{counts}\n{log}");
}

/// Whether libyaml's grammar accepts a text as front matter, said by its Rust port through serde: what it refuses for
/// its meaning (a key given twice, an alias without its anchor) is grammatical; a text without a key, or a second document,
/// is none.
fn accepted(text: &str) -> bool {
    let semantic = ["duplicate", "unknown anchor", "recursion limit", "repetition limit"];
    match serde_yaml::from_str::<serde::de::IgnoredAny>(text) {
        Ok(_) => !serde_yaml::from_str::<serde_yaml::Value>(text).is_ok_and(|value| value.is_string()),
        Err(error) => semantic.iter().any(|words| error.to_string().contains(words)),
    }
}
