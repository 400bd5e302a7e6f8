//! Fixes that are planned together, in any text: nothing is lost, there is an end, and the second time there is nothing to do.
mod fixes;
#[path = "noise/mutations.rs"]
mod mutations;
#[path = "noise/mod.rs"]
mod noise;
#[path = "noise/pieces.rs"]
mod pieces;
#[path = "noise/posts.rs"]
mod posts;
mod sites;

use frontlint::config::{self, Config};
use frontlint::dialect::{Dialect, Generator};
use frontlint::engine::{FixOptions, Options};
use frontlint::fix::{self, Applied};
use frontlint::front_matter::{FrontMatter, comments};
use frontlint::text::{Edit, SourceFile};
use frontlint::{Disk, Fix, Overlay, PlannedFile, Report, Safety, Severity, System, Workspace, plan_fixes};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// A preset for each generator, with every rule.
static CONFIGS: LazyLock<Vec<Config>> = LazyLock::new(|| {
    let generators = Generator::all().map(Some).chain([None]);
    let all = generators.flat_map(|generator| {
        ["none", "post"].map(|preset| {
            let mut config = config::preset(preset, Path::new("")).expect("a built-in preset");
            config.generator = generator;
            config.select(&["all".to_string()], &[]).expect("`all` stands for all rules");
            Arc::make_mut(&mut config.settings).key_order = key_order();
            config
        })
    });
    all.collect()
});

/// An order of keys that most posts do not have.
fn key_order() -> Vec<String> {
    ["tags", "title", "author", "date", "layout"].map(str::to_string).to_vec()
}

static POSTS_HERE: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| mutations::posts_below(&sites::here()));

/// How often each rule reports something.
fn counts(source: &SourceFile, config: &Config) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in frontlint::check(source, config) {
        *counts.entry(finding.rule.as_str()).or_default() += 1;
    }
    counts
}

/// Asserts what holds for the fixes of any text.
fn assert_fixed(bytes: &[u8], name: &str, config: &Config) {
    let source = SourceFile::new(name, bytes);
    for least in [Safety::Safe, Safety::Unsafe] {
        let planned = plan_fixes(&source, config, least);
        assert_eq!(planned.undone, None, "rules undo each other");
        assert_eq!(planned.before, bytes);
        let after = SourceFile::new(name, planned.after.clone());
        assert!(planned.made.iter().all(|fix| fix.safety >= least));
        if planned.made.is_empty() {
            assert_eq!(planned.after, bytes);
        }
        let (before, now) = (counts(&source, config), counts(&after, config));
        for (rule, count) in now {
            assert!(count <= before.get(rule).copied().unwrap_or(0), "more findings of {rule}: {:?}", planned.made);
        }
        if least == Safety::Safe {
            let dialect = Dialect::of(config.generator);
            let changed = fixes::changed_value(&source, &after, &dialect, &|_, _, _| None);
            assert_eq!(changed, Ok(()), "{:?}", planned.made);
        }
        assert_settled(&planned, &after, config, least);
    }
}

/// Asserts that fixes of different groups can be made at once, as a program does that reads them in a report: when each of them alone brings
/// no problem of syntax, they bring none together. `chosen` says of each fix whether it is one of them.
fn assert_groups_apart(bytes: &[u8], name: &str, config: &Config, chosen: &[bool]) {
    let source = SourceFile::new(name, bytes);
    let found = frontlint::check(&source, config);
    let brought = |fixes: &[&Fix]| {
        let Applied { bytes, made, .. } = fix::apply(&source, fixes.iter().copied());
        let made = fixes.iter().zip(made).filter(|(_, made)| *made);
        let edits: Vec<Edit> = made.flat_map(|(fix, _)| fix.edits.clone()).collect();
        let fixed = SourceFile::new(name, bytes);
        fixes::assert_no_new_problem(&source, &fixed, &edits, &Dialect::of(config.generator))
    };
    let mut groups = HashSet::new();
    let chosen = found.iter().filter_map(|finding| finding.fix.as_deref()).zip(chosen.iter().cycle());
    let chosen = chosen.filter(|(fix, chosen)| **chosen && fix.safety > Safety::Display).map(|(fix, _)| fix);
    let alone = chosen.filter(|fix| brought(&[fix]).is_ok());
    let fixes: Vec<&Fix> = alone.filter(|fix| fix.group.is_none_or(|group| groups.insert(group))).collect();
    assert_eq!(brought(&fixes), Ok(()), "after {fixes:#?} of {:?}", source.text());
}

/// Asserts that the second time nothing changes.
fn assert_settled(planned: &PlannedFile, after: &SourceFile, config: &Config, least: Safety) {
    let again = plan_fixes(after, config, least);
    assert!(again.made.is_empty(), "made {:?}, then {:?} in {:?}", planned.made, again.made, after.text());
}

proptest! {
    #![proptest_config(noise::config(300))]

    #[test]
    fn fixes_of_noise_lose_nothing_and_come_to_an_end(
        bytes in posts::posts(),
        config in 0..CONFIGS.len(),
        chosen in prop::collection::vec(any::<bool>(), 1..8),
    ) {
        assert_fixed(&bytes, "post.md", &CONFIGS[config]);
        assert_groups_apart(&bytes, "post.md", &CONFIGS[config], &chosen);
        assert_groups_apart(&bytes, "post.md", &CONFIGS[config], &[true]);
    }

    #[test]
    fn fixes_of_real_posts_broken_by_accident_lose_nothing_and_come_to_an_end(
        post in any::<prop::sample::Index>(),
        accidents in mutations::mutations(),
        name in prop::sample::select(&["_posts/2017-01-18-voeux.md", "page.html"][..]),
        config in 0..CONFIGS.len(),
    ) {
        let posts = &*POSTS_HERE;
        let bytes = mutations::mutated(&posts[post.index(posts.len())], &accidents, posts);
        assert_fixed(&bytes, name, &CONFIGS[config]);
        assert_groups_apart(&bytes, name, &CONFIGS[config], &[true]);
    }
}

/// Repairs of JSON, of which one may be made at a time, and two keys that would get one name.
#[test]
fn fixes_that_depend_on_each_other_have_one_group() {
    let config = config::preset("jekyll", Path::new("")).expect("a built-in preset");
    for (text, groups) in [
        ("{\n  \"title\": \"a\",\n  tags: [\"a\",],\n  layout: x\n}\nText\n", [Some("repairs"); 2]),
        ("---\ndescripton: a\nlayotu: b\n---\nText\n", [Some("keys"); 2]),
        ("---\ntitle: 1.10\ndescription: no\n---\nText\n", [None; 2]),
        ("---\ntitle: a\n---\n<p><b><i>x</b></i></p>\n</div>\n", [Some("elements"); 2]),
    ] {
        let found = frontlint::check(&SourceFile::new("post.md", text), &config);
        let got: Vec<_> = found.iter().filter_map(|finding| finding.fix.as_ref()).map(|fix| fix.group).collect();
        assert_eq!(got[..2], groups, "{text}: {found:#?}");
    }
}

/// How often each rule reports something in each file of a site.
fn counts_of(report: &Report) -> BTreeMap<(PathBuf, &'static str), usize> {
    let mut counts = BTreeMap::new();
    for file in &report.files {
        for finding in &file.findings {
            *counts.entry((file.path.clone(), finding.diagnostic.rule.as_str())).or_default() += 1;
        }
    }
    counts
}

/// Plans the fixes of a site, and asserts what holds for them.
fn assert_site_fixed(site: &Path, config: &Config, wanted: &FixOptions) -> Vec<PlannedFile> {
    let options = Options { keeps_files: true, ..Options::default() };
    let mut workspace = Workspace::open(Disk::shared(), site, config.clone());
    let here = [PathBuf::from(".")];
    let before = workspace.run(&here, &options, &|_, _| {}).report;
    let plan = workspace.plan_fixes(&before, wanted, &|_, _| {});
    let overlay = Overlay::new(Disk::shared());
    for file in plan.changed() {
        overlay.set(&file.real, file.after.clone());
        assert_eq!(file.undone, None);
    }
    let overlay: Arc<dyn System> = Arc::new(overlay);
    let mut workspace = Workspace::open(overlay, site, config.clone());
    let after = workspace.run(&here, &options, &|_, _| {}).report;
    let known = counts_of(&before);
    for (key, count) in counts_of(&after) {
        assert!(count <= known.get(&key).copied().unwrap_or(0), "{}: more findings: {key:?}", site.display());
    }
    let again = workspace.plan_fixes(&after, wanted, &|_, _| {});
    let made: Vec<_> = again.changed().map(|file| (&file.path, &file.made)).collect();
    assert!(made.is_empty(), "{}: {made:?}", site.display());
    plan.files
}

/// The sites of both corpora.
fn real_sites() -> Vec<PathBuf> {
    let corpus = sites::elsewhere();
    let folders = [corpus.clone(), corpus.with_file_name("corpus-more")];
    let sites = folders.iter().flat_map(|folder| std::fs::read_dir(folder).expect("a corpus"));
    sites.filter_map(Result::ok).map(|entry| entry.path()).collect()
}

/// The comments of the front matter, in the order of the alphabet: they may move with their keys.
fn comments(source: &SourceFile, dialect: &Dialect) -> Vec<String> {
    let front = FrontMatter::parse(source, dialect);
    let mut comments: Vec<String> = comments::of(source, &front).into_iter().map(str::to_string).collect();
    comments.sort();
    comments
}

#[test]
#[ignore = "needs FRONTLINT_SHARED"]
fn formatting_real_sites_keeps_every_value_and_every_comment_and_comes_to_an_end() {
    let wanted = FixOptions { least: Safety::Safe, min_severity: Severity::Info, group: Some("style"), jobs: None };
    let (mut changed, mut reordered) = (0, 0);
    for site in real_sites() {
        let mut config = config::preset("style", &site).expect("a built-in preset");
        Arc::make_mut(&mut config.settings).key_order = key_order();
        for file in assert_site_fixed(&site, &config, &wanted).iter().filter(|file| file.before != file.after) {
            let (before, after) =
                (SourceFile::new(&file.path, &*file.before), SourceFile::new(&file.path, &*file.after));
            // Only Hugo reads keys in any case, so that their case may change there.
            let is_cased = file.made.iter().any(|fix| fix.rule.as_str() == "style/inconsistent-key-case");
            let dialect = Dialect::of(Generator::by_name("hugo").filter(|_| is_cased));
            assert_eq!(fixes::changed_value(&before, &after, &dialect, &|_, _, _| None), Ok(()), "{:?}", file.path);
            assert_eq!(comments(&before, &dialect), comments(&after, &dialect), "{:?}", file.path);
            assert!(file.made.iter().all(|fix| fix.rule.group() == "style"));
            changed += 1;
            reordered += usize::from(file.made.iter().any(|fix| fix.rule.as_str() == "style/unordered-keys"));
        }
    }
    println!("{changed} posts changed, in {reordered} of them the order of keys");
    assert!(changed > 300 && reordered > 100, "{changed} {reordered}");
}

#[test]
#[ignore = "needs FRONTLINT_SHARED"]
fn fixes_of_real_sites_add_nothing_and_come_to_an_end() {
    let mut made = BTreeMap::new();
    for site in real_sites() {
        for (preset, least) in [("none", Safety::Safe), ("none", Safety::Unsafe), ("post", Safety::Unsafe)] {
            let config = config::preset(preset, &site).expect("a built-in preset");
            let wanted = FixOptions { least, min_severity: Severity::Info, group: None, jobs: None };
            let files = assert_site_fixed(&site, &config, &wanted);
            let count: usize = files.iter().map(|file| file.made.len()).sum();
            *made.entry((preset, least.name())).or_insert(0) += count;
        }
    }
    println!("{made:?}");
    assert!(made[&("none", "unsafe")] > 50, "{made:?}");
}
