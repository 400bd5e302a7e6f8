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

#[test]
fn site_files_of_nothing_but_brackets_are_passed_over() {
    // A parser whose time grows with the square of the depth would need minutes for each.
    for name in
        ["_config.yml", "_config.toml", "hugo.toml", "hugo.json", "mkdocs.yml", "_posts/_posts.json", ".eleventy.js"]
    {
        let site = site();
        // Broken for every generator: some need no front matter.
        fs::write(site.path().join("_posts/2017-01-18-z-bad.md"), "---\ntitle: \"A\n---\n").unwrap();
        fs::write(site.path().join(name), format!("a: {}\n", "[".repeat(1_000_000))).unwrap();
        let outcome = run(&[site.path().to_path_buf()]);
        assert_eq!((outcome.report.summary.files, outcome.report.summary.exit), (2, 1), "{name}");
    }
}

#[test]
fn a_file_of_values_of_nothing_but_brackets_has_no_usable_values() {
    for (name, text) in [("values.yml", "[".repeat(100_000)), ("values.json", "{\"a\":".repeat(20_000))] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), text).unwrap();
        let path = folder.path().join("frontlint.yaml");
        fs::write(&path, format!("fields: {{author: {{allowed-from: {name}}}}}\n")).unwrap();
        let error = frontlint::config::load(&Disk::shared(), &path).unwrap_err();
        let said = format!("{error:?}");
        assert!(said.contains("bad-vocabulary"), "{said}");
    }
}

#[test]
fn each_encoding_that_is_evident_is_named_once() {
    let details =
        |bytes: Vec<u8>| check(bytes).iter().map(|finding| (finding.rule.as_str(), finding.detail)).collect::<Vec<_>>();
    let text = "---\ntitle: Un été à Paris 🎉\n---\nTexte.\n";
    let utf16 = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let utf32 = |unit: fn(u32) -> [u8; 4]| text.chars().flat_map(|c| unit(u32::from(c))).collect::<Vec<u8>>();
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    for (bytes, detail) in [
        (utf16(u16::to_le_bytes), "utf-16"),
        (utf16(u16::to_be_bytes), "utf-16"),
        (marked(b"\xff\xfe", utf16(u16::to_le_bytes)), "utf-16"),
        (utf32(u32::to_le_bytes), "utf-32"),
        (utf32(u32::to_be_bytes), "utf-32"),
        (marked(b"\xff\xfe\0\0", utf32(u32::to_le_bytes)), "utf-32"),
        (marked(b"\0\0\xfe\xff", utf32(u32::to_be_bytes)), "utf-32"),
    ] {
        let found = details(bytes);
        assert_eq!(
            found.iter().filter(|(rule, _)| *rule == "file/not-utf8").collect::<Vec<_>>(),
            [&("file/not-utf8", Some(detail))]
        );
        assert!(!found.iter().any(|(rule, _)| *rule == "file/control-character"), "{found:?}");
    }
}

#[test]
fn bytes_that_are_not_utf8_are_named_only_where_they_show_what_they_are() {
    let details = |bytes: &[u8]| {
        let findings = check([b"---\ntitle: ", bytes, b"\n---\n"].concat());
        findings
            .iter()
            .filter(|finding| finding.rule.as_str() == "file/not-utf8")
            .map(|finding| finding.detail)
            .collect::<Vec<_>>()
    };
    let cases: [(&[u8], &[Option<&str>]); 11] = [
        (b"caf\xe9", &[Some("latin-1")]),
        (b"\xab\xa0Voil\xe0 \xbb, l\x92\xe9t\xe9", &[Some("latin-1"); 5]),
        (b"\xed\xa0\xbd\xed\xb8\x80", &[Some("surrogate")]),
        (b"\xed\xb0\x80", &[Some("surrogate")]),
        (b"\xc0\xaf", &[Some("overlong")]),
        (b"\xe0\x80\xaf", &[Some("overlong")]),
        (b"\xf0\x80\x80\xaf", &[Some("overlong")]),
        (b"\xe2\x80 and \xf0\x9f\x98", &[Some("cut-off"); 2]),
        // Korean (EUC-KR), lone continuations, and a picture.
        (b"\xbe\xc8\xb3\xe7", &[None; 2]),
        (b"a \x80\x81\x82\x83 b", &[None]),
        (b"\xff\xd8\xff\xe0\x90\x9d", &[None]),
    ];
    for (bytes, wanted) in cases {
        assert_eq!(details(bytes), wanted, "{bytes:x?}");
    }
}
