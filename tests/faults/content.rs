//! Posts whose text is broken, hostile or very large.
use super::*;
use frontlint::diagnostic::RuleId;
use frontlint::engine::Options;
use frontlint::rules::MOST_FINDINGS;
use frontlint::text::Span;
use std::fmt::Write;

#[test]
fn a_line_of_2_mb_has_a_short_excerpt() {
    let line = "x".repeat(2_000_000);
    let text = format!("---\ntitle: {line}\ntitle: b\n---\n{line} <b>{line}\n");
    let source = SourceFile::new("post.md", text);
    let options = Options { excerpts: Some(80), ..Options::default() };
    let outcome = workspace().run_unnamed(source, &options);
    let findings = &outcome.report.files[0].findings;
    assert_eq!(rules_of(&outcome.report.files[0]), ["front-matter/duplicate-key", "html/unclosed-element"]);
    for finding in findings {
        assert!(finding.excerpt.as_ref().unwrap().text.len() < 10_000);
    }
}

#[test]
fn an_empty_file_and_a_lone_fence_have_one_finding_each() {
    assert_eq!(found(""), ["front-matter/missing"]);
    assert_eq!(check("")[0].span, Span::at(0));
    assert_eq!(found("---").len(), 1);
    assert_eq!(found("---\n").len(), 1);
    assert_eq!(found("---\n---\n"), [""; 0]);
}

#[test]
fn forty_thousand_nested_elements_have_one_finding() {
    let depth = 40_000;
    let text = format!("{POST}\n{}{}\n", "<div>".repeat(depth), "</div>".repeat(depth));
    assert_eq!(found(text), ["html/too-deep"]);
}

#[test]
fn two_hundred_thousand_brackets_have_one_finding_where_they_begin() {
    let findings = check(format!("---\ntitle: {}\n---\n", "[".repeat(200_000)));
    let rules: Vec<&str> = findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["front-matter/invalid-syntax"]);
    assert!((4..=300).contains(&findings[0].span.start()), "{:?}", findings[0].span);
}

#[test]
fn a_hundred_thousand_attributes_have_one_finding_at_their_tag() {
    let mut tag = "<p".to_string();
    for n in 0..100_000 {
        let _ = write!(tag, " a{n}=\"{n}\"");
    }
    let findings = check(format!("{POST}\n{tag}>Text</p>\n"));
    assert_eq!(
        findings.iter().map(|finding| (finding.rule.as_str(), finding.detail)).collect::<Vec<_>>(),
        [("html/malformed-attribute", Some("too-many-attributes"))]
    );
    assert_eq!(findings[0].span.start(), POST.len() + 1);
}

#[test]
fn an_attribute_whose_quote_never_closes_is_not_removed() {
    let findings = check_as("post.html", format!("{POST}\n<p>\n<img alt=a alt=\""));
    let double = findings.iter().find(|finding| finding.rule.as_str() == "html/duplicate-attribute").unwrap();
    assert_eq!(double.fix, None);
}

#[test]
fn a_character_reference_ends_before_its_line_end() {
    let text = "---\r\n---\r\n<p>&#xa\r\n</p>\r\n";
    let findings = check_as("post.html", text);
    let edits = &findings[0].fix.as_ref().unwrap().edits;
    assert_eq!(edits[0].span, Span::at(text.find("xa").unwrap() + 2), "{findings:?}");
}

#[test]
fn a_file_of_noise_keeps_a_limited_number_of_findings_of_a_rule() {
    let settings = Arc::new(Settings::default());
    let source = SourceFile::new("post.md", format!("{POST}{}", "a\u{8}".repeat(5000)));
    let checked = engine::check(&source, &Dialect::of(None), PostKind::Post, &settings);
    assert_eq!(checked.findings.len(), MOST_FINDINGS);
    assert_eq!(checked.left_out, [(RuleId::new("file/control-character"), 5000 - MOST_FINDINGS)]);
}

/// Texts that break posts.
const PARTS: [&[u8]; 24] = [
    b"---\n",
    b"+++\n",
    b"\r\n",
    b"\r",
    b"\n",
    b": ",
    b"- ",
    b"\"",
    b"'",
    b"[",
    b"{",
    b"<div>",
    b"</p>",
    b"<!--",
    b"-->",
    b"{% if %}",
    b"{{",
    b"&amp",
    b"\xff",
    b"\xe2\x80",
    "é🎉".as_bytes(),
    b"\0",
    b"<<<<<<< a\n>>>>>>> ",
    b"# frontlint-ignore file",
];

#[test]
fn random_bytes_break_nothing() {
    // Xorshift makes the same random numbers on every system.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for _ in 0..2000 {
        let count = next() % 40;
        let bytes: Vec<u8> = (0..count).flat_map(|_| PARTS[usize::try_from(next() % 24).unwrap()].to_vec()).collect();
        check(bytes);
    }
}
