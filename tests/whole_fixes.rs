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
use frontlint::text::SourceFile;
use frontlint::{Disk, Overlay, PlannedFile, Report, Safety, Severity, System, Workspace, plan_fixes};
use proptest::prelude::*;
use std::collections::BTreeMap;
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
            config
        })
    });
    all.collect()
});

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

/// Asserts that the second time nothing changes.
fn assert_settled(planned: &PlannedFile, after: &SourceFile, config: &Config, least: Safety) {
    let again = plan_fixes(after, config, least);
    assert!(again.made.is_empty(), "made {:?}, then {:?} in {:?}", planned.made, again.made, after.text());
}

proptest! {
    #![proptest_config(noise::config(300))]

    #[test]
    fn fixes_of_noise_lose_nothing_and_come_to_an_end(bytes in posts::posts(), config in 0..CONFIGS.len()) {
        assert_fixed(&bytes, "post.md", &CONFIGS[config]);
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

/// Plans the fixes of a site, and asserts what holds for them; how many were made.
fn assert_site_fixed(site: &Path, preset: &str, least: Safety) -> usize {
    let config = config::preset(preset, site).expect("a built-in preset");
    let options = Options { keeps_files: true, ..Options::default() };
    let wanted = FixOptions { least, min_severity: Severity::Info, jobs: None };
    let mut workspace = Workspace::open(Disk::shared(), site, config.clone());
    let here = [PathBuf::from(".")];
    let before = workspace.run(&here, &options, &|_, _| {}).report;
    let plan = workspace.plan_fixes(&before, &wanted, &|_, _| {});
    let overlay = Overlay::new(Disk::shared());
    for file in plan.changed() {
        overlay.set(&file.real, file.after.clone());
        assert_eq!(file.undone, None);
    }
    let overlay: Arc<dyn System> = Arc::new(overlay);
    let mut workspace = Workspace::open(overlay, site, config);
    let after = workspace.run(&here, &options, &|_, _| {}).report;
    let known = counts_of(&before);
    for (key, count) in counts_of(&after) {
        assert!(count <= known.get(&key).copied().unwrap_or(0), "{}: more findings: {key:?}", site.display());
    }
    let again = workspace.plan_fixes(&after, &wanted, &|_, _| {});
    let made: Vec<_> = again.changed().map(|file| (&file.path, &file.made)).collect();
    assert!(made.is_empty(), "{}: {made:?}", site.display());
    plan.files.iter().map(|file| file.made.len()).sum()
}

#[test]
#[ignore = "needs FRONTLINT_SHARED"]
fn fixes_of_real_sites_add_nothing_and_come_to_an_end() {
    let corpus = sites::elsewhere();
    let mut made = BTreeMap::new();
    for folder in [corpus.clone(), corpus.with_file_name("corpus-more")] {
        for site in std::fs::read_dir(folder).expect("a corpus").filter_map(Result::ok).map(|entry| entry.path()) {
            for (preset, least) in [("none", Safety::Safe), ("none", Safety::Unsafe), ("post", Safety::Unsafe)] {
                *made.entry((preset, least.name())).or_insert(0) += assert_site_fixed(&site, preset, least);
            }
        }
    }
    println!("{made:?}");
    assert!(made[&("none", "unsafe")] > 50, "{made:?}");
}
