//! What happens to the process itself: panics, threads, streams, names in its output.
use super::*;
use frontlint::diagnostic::RuleId;
use frontlint::engine::Plan;
use frontlint::post::Post;
use frontlint::rules::{Context, RULES, Rule};
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
