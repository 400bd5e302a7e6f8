//! What the generators were seen to do with front matter: the files of `tests/data/generators`, as runs of one generator over one file.
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// One file under one generator.
#[derive(Debug)]
pub(crate) struct Run {
    /// The number of the written form, and for dates the key: `D/iso-06 publishDate`.
    pub name: String,
    pub generator: String,
    /// The path of the file in its site, with a stem of its own.
    pub path: String,
    pub text: String,
    pub want: Want,
    /// Other files that the site has.
    pub files: Vec<(String, String)>,
}

/// What a linter owes the author of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    /// The generator refuses the file, or makes something of it that no one means.
    Told,
    /// The generator reads what was intended.
    Silent,
    /// No single reading is right, or it is a matter of taste.
    Free,
}

/// The runs of a file of `tests/data/generators` that a linter can be compared with.
pub(crate) fn runs(kind: &str) -> Vec<Run> {
    let path = folder().join(kind).with_extension("jsonl");
    let text = fs::read_to_string(&path).expect("the recorded verdicts can be read");
    let lines = text.lines().skip(1).map(|line| serde_json::from_str::<Value>(line).expect("each line is JSON"));
    let mut runs: Vec<Run> =
        lines.flat_map(|line| if kind == "dates" { of_dates(&line) } else { of_file(&line) }).collect();
    for (number, run) in runs.iter_mut().enumerate() {
        run.path = placed(run, number);
    }
    runs
}

/// The folder of the recorded verdicts.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/generators")
}

/// One written form of a date, under several keys.
fn of_dates(form: &Value) -> Vec<Run> {
    let texts = form["texts"].as_array().expect("texts");
    texts
        .iter()
        .flat_map(|text| text["runs"].as_object().expect("runs").iter().map(move |run| (text, run)))
        // What `z.coerce.date()` makes of a date no config can ask for; Jekyll is compared with the loader of its gem.
        .filter(|(_, (generator, _))| !["astro z.coerce.date()", "jekyll psych"].contains(&generator.as_str()))
        .map(|(text, (generator, verdict))| {
            let key = string(&text["key"]);
            let generator = generator.split(' ').next().unwrap_or_default().to_string();
            let verdict = string(verdict);
            let folder = if key == "last_update.date" { "docs" } else { folder_of(&generator, "blog") };
            Run {
                name: format!("{} {key}", string(&form["id"])),
                path: format!("{folder}/a.md"),
                want: want(verdict.split(' ').next().unwrap_or_default()),
                text: string(&text["text"]),
                files: Vec::new(),
                generator,
            }
        })
        .collect()
}

/// One file, as it is.
fn of_file(file: &Value) -> Vec<Run> {
    let runs = file["runs"].as_object().expect("runs");
    let one = |(generator, run): (&String, &Value)| {
        let files = run["files"].as_object().into_iter().flatten();
        let path = run["path"].as_str().map(String::from);
        Run {
            name: string(&file["id"]),
            generator: generator.clone(),
            path: path.unwrap_or_else(|| format!("{}/a.md", folder_of(generator, "docs"))),
            text: string(&file["text"]),
            want: want(&string(&run["want"])),
            files: files.map(|(path, text)| (path.clone(), string(text))).collect(),
        }
    };
    runs.iter().map(one).collect()
}

/// The folder of the posts of a generator; `docusaurus` is the folder of Docusaurus.
fn folder_of<'a>(generator: &str, docusaurus: &'a str) -> &'a str {
    match generator {
        "jekyll" => "_posts",
        "hugo" => "content/posts",
        "eleventy" => "posts",
        "hexo" => "source/_posts",
        "mkdocs" => "docs",
        "astro" => "src/content/blog",
        "docusaurus" => docusaurus,
        "zola" => "content",
        other => panic!("no generator `{other}`"),
    }
}

/// The path of a run in the one site that all runs of its generator share.
fn placed(run: &Run, number: usize) -> String {
    let parts = run.name.split(|c: char| !c.is_ascii_alphanumeric()).collect::<Vec<_>>();
    let stem = format!("{}-{number}", parts.join("-").to_lowercase());
    let (folder, file) = run.path.rsplit_once('/').expect("a file in a folder");
    match file {
        "_index.md" => format!("{folder}/{stem}/_index.md"),
        _ if ["_posts", "blog"].contains(&folder) => format!("{folder}/2001-02-03-{stem}.md"),
        _ => format!("{folder}/{stem}.md"),
    }
}

fn want(word: &str) -> Want {
    match word {
        "told" => Want::Told,
        "silent" => Want::Silent,
        "free" => Want::Free,
        other => panic!("`{other}` is neither told, silent nor free"),
    }
}

fn string(value: &Value) -> String {
    value.as_str().expect("a text").to_string()
}
