//! Sites without a config: which preset they get, which of its fields are required, and that a run says so.
#![allow(clippy::unwrap_used, reason = "a test may fail by it")]
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const FIELDS: [&str; 5] = ["title", "layout", "author", "project-date", "filename"];

/// A site of its own, in no repository.
struct Site(tempfile::TempDir);

impl Site {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Writes a post with these of the five fields.
    fn post(&self, folder: &str, number: usize, fields: &[&str]) {
        let stem = format!("billet-{number:02}");
        let line = |field: &&str| match *field {
            "project-date" => "project-date : 18 janvier 2017\n".to_string(),
            "filename" => format!("filename : {stem}\n"),
            other => format!("{other}: Vœux\n"),
        };
        let text = format!("---\n{}tags: [vœux]\n---\nBonne année.\n", fields.iter().map(line).collect::<String>());
        self.write(&format!("{folder}{stem}.md"), &text);
    }

    fn run(&self, args: &[&str], input: &str) -> serde_json::Value {
        report(self.0.path(), args, input)
    }
}

/// The report of a run in a folder.
fn report(folder: &Path, args: &[&str], input: &str) -> serde_json::Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontlint"));
    command.current_dir(folder).args(["--format", "json"]).args(args);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    for note in report["notes"].as_array().unwrap() {
        assert!(said.contains(note.as_str().unwrap()), "{note} is not said on standard error: {said}");
    }
    report
}

/// `path: message` of each finding about a missing field.
fn missing(report: &serde_json::Value) -> BTreeSet<String> {
    let findings = report["diagnostics"].as_array().unwrap().iter();
    let missing = findings.filter(|finding| finding["rule"] == "field/missing");
    missing
        .map(|finding| format!("{}: {}", finding["path"].as_str().unwrap(), finding["message"].as_str().unwrap()))
        .collect()
}

/// The note about the preset.
fn note(report: &serde_json::Value) -> String {
    let mut notes = report["notes"].as_array().unwrap().iter().filter_map(|note| note.as_str());
    notes.find(|note| note.starts_with("no config")).unwrap_or_default().to_string()
}

/// Ten sites of the kind that the preset `post` is made for: where the posts are, how many there are, and how many posts lack each field.
const SITES: [(&str, usize, [usize; 5]); 10] = [
    ("_posts/", 1, [0, 0, 0, 0, 1]),
    ("", 1, [1, 1, 1, 1, 1]),
    ("blog/", 4, [0, 0, 1, 0, 2]),
    ("_posts/2017/", 4, [4, 0, 0, 4, 4]),
    ("_posts/", 5, [0, 0, 2, 1, 0]),
    ("", 5, [1, 1, 1, 1, 2]),
    ("billets/", 12, [0, 0, 0, 0, 4]),
    ("_posts/", 12, [4, 4, 4, 4, 4]),
    ("_posts/", 40, [0, 3, 16, 1, 0]),
    ("", 40, [16, 16, 16, 16, 16]),
];

#[test]
fn sites_of_the_kind_hear_of_every_missing_field() {
    for (folder, posts, lacking) in SITES {
        let site = Site::new();
        let mut wanted = BTreeSet::new();
        for number in 0..posts {
            // Each field is missing in other posts.
            let lacks = |at: usize| (number + at * 7) % posts < lacking[at];
            let fields: Vec<&str> = (0..5).filter(|at| !lacks(*at)).map(|at| FIELDS[at]).collect();
            site.post(folder, number, &fields);
            for at in (0..5).filter(|at| lacks(*at)) {
                let field = FIELDS[at];
                wanted.insert(format!("{folder}billet-{number:02}.md: the required field `{field}` is missing"));
            }
        }
        let all = site.run(&[], "");
        assert_eq!(missing(&all), wanted, "{posts} posts in `{folder}`: {}", note(&all));

        // The same for one post, named or as a text, whatever else is named.
        let name = format!("{folder}billet-00.md");
        let of_one: BTreeSet<String> = wanted.iter().filter(|line| line.starts_with(&name)).cloned().collect();
        assert_eq!(missing(&site.run(&[&name], "")), of_one, "{name} of {posts}");
        let text = fs::read_to_string(site.0.path().join(&name)).unwrap();
        assert_eq!(missing(&site.run(&["--stdin-filename", &name], &text)), of_one, "{name} of {posts} as a text");
    }
}

#[test]
fn a_site_of_another_kind_is_asked_for_what_nine_in_ten_posts_have() {
    let site = Site::new();
    site.write("_config.yml", "baseurl: ''\n");
    site.write("about.md", "---\nlayout: page\n---\n");
    for number in 0..20 {
        site.post("_posts/", number, if number < 2 { &["title"] } else { &["title", "layout"] });
    }
    let wanted: BTreeSet<String> =
        (0..2).map(|number| format!("_posts/billet-{number:02}.md: the required field `layout` is missing")).collect();
    let all = site.run(&[], "");
    assert_eq!(missing(&all), wanted);
    assert_eq!(
        note(&all),
        "no config: the preset `post` is used, as in every site of `jekyll`; `author` is in none of 20 posts, `project-date` in none, \
         `filename` in none: not required; `--preset post` requires all five; `frontlint init` writes a config"
    );
    let one = site.run(&["_posts/billet-01.md"], "");
    assert_eq!((missing(&one).len(), note(&one)), (1, note(&all)));
    // A text that is not saved counts instead of its file.
    let text = "---\ntitle: A\nlayout: post\n---\n";
    let unsaved = site.run(&["--stdin-filename", "_posts/billet-01.md"], text);
    assert_eq!(missing(&unsaved).len(), 0);
    assert_eq!(missing(&site.run(&["--preset", "post"], "")).len(), 62);
}

#[test]
fn what_the_site_gives_its_posts_counts_as_theirs() {
    let site = Site::new();
    site.write("_config.yml", "defaults: [{scope: {path: _posts}, values: {author: Valentine}}]\n");
    for number in 0..10 {
        site.post("_posts/", number, if number < 3 { &["title", "author"] } else { &["title"] });
    }
    let all = site.run(&[], "");
    assert_eq!(missing(&all).len(), 0);
    assert!(note(&all).contains("`layout` is in none of 10 posts, `project-date`"), "{}", note(&all));
}

#[test]
fn a_config_ends_the_search_at_the_repository_and_wins_over_one_above() {
    let site = Site::new();
    site.write("frontlint.yaml", "fields: {above: {required: true}}\n");
    site.write("a.md", "---\ntitle: A\n---\n");
    site.write("blog/b.md", "---\ntitle: B\n---\n");
    site.write("blog/deep/frontlint.yml", "fields: {deep: {required: true}}\n");
    site.write("blog/deep/er/c.md", "---\ntitle: C\n---\n");
    site.write("other/.git/HEAD", "");
    site.write("other/d.md", "---\ntitle: D\nlayout: d\nauthor: D\nproject-date: 2017-01-18\n---\n");
    let wanted = |lines: &[&str]| -> BTreeSet<String> {
        lines.iter().map(|line| format!("{} is missing", line.replace("NO", "the required field"))).collect()
    };
    let all =
        ["a.md: NO `above`", "blog/b.md: NO `above`", "blog/deep/er/c.md: NO `deep`", "other/d.md: NO `filename`"];
    assert_eq!(missing(&site.run(&[], "")), wanted(&all));
    // The same from another folder, for named files and for a text.
    let below = report(&site.0.path().join("blog"), &["../a.md", "deep/er/c.md"], "");
    assert_eq!(missing(&below), wanted(&["../a.md: NO `above`", "deep/er/c.md: NO `deep`"]));
    let text = site.run(&["--stdin-filename", "blog/deep/new.md"], "---\ntitle: New\n---\n");
    assert_eq!(missing(&text), wanted(&["blog/deep/new.md: NO `deep`"]));
    // A config or a preset that is asked for replaces them all.
    assert_eq!(missing(&site.run(&["--preset", "none"], "")).len(), 0);
    assert_eq!(missing(&site.run(&["--config", "blog/deep/frontlint.yml"], "")).len(), 4);
}

#[test]
#[ignore = "needs FRONTLINT_SHARED"]
fn real_sites_are_not_asked_for_fields_that_they_do_not_have() {
    let shared = PathBuf::from(std::env::var_os("FRONTLINT_SHARED").expect("FRONTLINT_SHARED is set"));
    let mut silent = 0;
    let sites: Vec<PathBuf> = fs::read_dir(shared.join("corpus")).unwrap().map(|entry| entry.unwrap().path()).collect();
    for site in sites.iter().filter(|site| site.is_dir()) {
        let report = report(site, &[], "");
        let wrong = |finding: &&serde_json::Value| {
            finding["severity"] == "error" && finding["rule"].as_str().unwrap().starts_with("field/")
        };
        let posts: BTreeSet<&str> = report["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .filter(wrong)
            .map(|finding| finding["path"].as_str().unwrap())
            .collect();
        let files = report["summary"]["files"].as_u64().unwrap();
        silent += usize::from(posts.len() as u64 * 50 < files);
    }
    assert!(silent >= 18, "only {silent} sites of {} have fewer than 2 % of posts with such errors", sites.len());

    let first = report(&shared, &["first-post"], "");
    assert_eq!((&first["summary"]["errors"], &first["summary"]["exit"]), (&0.into(), &0.into()));
    assert!(note(&first).contains("with all its fields"), "{}", note(&first));
}
