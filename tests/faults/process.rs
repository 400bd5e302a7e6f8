//! What happens to the process itself: panics, threads, streams, names in its output.
use super::*;
use frontlint::diagnostic::RuleId;
use frontlint::engine::Plan;
use frontlint::post::Post;
use frontlint::rules::{Context, Facts, RULES, Rule, SiteContext, SiteFacts};
use frontlint::text::Span;

struct Breaks;

impl Rule for Breaks {
    fn check(&self, _post: &Post<'_>, cx: &mut Context<'_>) {
        cx.report(Span::at(0), "half a finding");
        panic!("the rule is broken");
    }
}

#[test]
fn a_rule_that_panics_is_one_finding_that_names_it_and_the_others_go_on() {
    let mut rules = RULES.to_vec();
    rules.insert(0, (RuleId::new("front-matter/breaks"), &Breaks));
    let plan = Plan::new(&rules, &Arc::new(Settings::default()));
    let source = SourceFile::new("post.md", "No front matter.\n# frontlint-ignore-file file\n");
    let checked = plan.check(&source, &Dialect::of(None), PostKind::Post);
    let found: Vec<&str> = checked.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(found, ["file/internal-error", "front-matter/missing"]);
    assert_eq!(checked.findings[0].message, "the rule `front-matter/breaks` failed on this file");
    assert!(checked.findings[0].help.as_ref().unwrap().contains("the rule is broken"));
    assert!(checked.broke);
}

/// A rule that breaks when it looks at the posts of a site, after it reported at the first.
struct BreaksOnSites;

impl Rule for BreaksOnSites {
    fn gather(&self, _post: &Post<'_>, facts: &mut Facts<'_>) {
        facts.note("a", "post", "", Span::at(0));
    }

    fn check_site(&self, site: &SiteFacts<'_>, cx: &mut SiteContext) {
        let first = site.groups().next().unwrap().facts().next().unwrap();
        cx.report(&first, "half a finding");
        panic!("the rule is broken");
    }
}

#[test]
fn a_rule_that_panics_on_a_site_is_a_note_that_names_it_and_the_others_go_on() {
    let folder = site();
    fs::write(folder.path().join("_config.yml"), "title: A site\n").unwrap();
    fs::write(folder.path().join("_posts/2017-01-18-b.md"), "---\ntitle: B\npermalink: /a/\n---\n").unwrap();
    fs::write(folder.path().join("_posts/2017-01-18-c.md"), "---\ntitle: C\npermalink: /a/\n---\n").unwrap();
    let mut rules = RULES.to_vec();
    rules.insert(0, (RuleId::new("site/breaks"), &BreaksOnSites));
    let config = Config::bare(Path::new(""));
    let mut workspace = Workspace::with_rules(rules, Disk::shared(), folder.path(), config);
    let note = "the rule `site/breaks` failed on the posts of a site; this is a bug in frontlint, please report it: the rule is broken";

    let outcome = workspace.check(&[folder.path().to_path_buf()]);
    let found: Vec<&str> = outcome.report.files.iter().flat_map(rules_of).collect();
    assert_eq!(found, ["site/duplicate-value", "front-matter/missing"]);
    assert_eq!((outcome.report.notes.as_slice(), outcome.report.summary.exit), ([note.to_string()].as_slice(), 2));

    let outcome = workspace.check_text(Path::new("_posts/2017-01-18-c.md"), "---\ntitle: C\npermalink: /a/\n---\n");
    assert_eq!(outcome.report.files.iter().flat_map(rules_of).collect::<Vec<_>>(), ["site/duplicate-value"]);
    assert_eq!((outcome.report.notes.as_slice(), outcome.report.summary.exit), ([note.to_string()].as_slice(), 2));
}
