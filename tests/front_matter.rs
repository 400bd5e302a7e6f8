//! Front matter: the fences each generator sees, and every key, colon and value at its true bytes.
use frontlint::catalogue;
use frontlint::dialect::{Dialect, Generator};
use frontlint::front_matter::fence::has_front_matter;
use frontlint::front_matter::{Entry, Fence, FenceCause, FrontMatter, Node, SyntaxCause, Value};
use frontlint::text::SourceFile;
use std::path::Path;

fn read(text: &str, generator: Option<Generator>) -> (SourceFile, FrontMatter) {
    let source = SourceFile::new("post.md", text);
    let front = FrontMatter::parse(&source, &Dialect::of(generator));
    (source, front)
}

/// `key|colon|value`, nested ones in braces.
fn outline(source: &SourceFile, entries: &[Entry]) -> String {
    let colon = |entry: &Entry| entry.colon.map_or("-", |span| source.slice(span)).to_string();
    let lines = entries
        .iter()
        .map(|entry| format!("{}|{}|{}", source.slice(entry.key.span), colon(entry), value(source, &entry.value)));
    lines.collect::<Vec<_>>().join("; ")
}

fn value(source: &SourceFile, node: &Node) -> String {
    let inner = match &node.value {
        Value::Mapping(mapping) => format!(" {{{}}}", outline(source, &mapping.0)),
        Value::Sequence(items) => {
            format!(" [{}]", items.iter().map(|n| value(source, n)).collect::<Vec<_>>().join(", "))
        }
        _ => String::new(),
    };
    format!("{:?}{inner}", source.slice(node.span))
}

fn outline_of(text: &str) -> String {
    let (source, front) = read(text, None);
    assert_eq!(front.problems, []);
    outline(&source, &front.entries.0)
}

#[test]
fn every_key_colon_and_value_has_its_bytes() {
    assert_eq!(
        outline_of("---\ntitre : Été 🎉 fin   # c\n\"a\": 'q é'\n---\n"),
        r#"titre|:|"Été 🎉 fin"; "a"|:|"'q é'""#
    );
    assert_eq!(outline_of("---\r\na: b\r\nc: |\r\n  x\r\n\r\nd:\r\n---\r\n"), r#"a|:|"b"; c|:|"|\r\n  x"; d|:|"""#);
    assert_eq!(outline_of("\u{feff}---\na: &x v\nb: !!str 5\nc: *x\n---\n"), r#"a|:|"v"; b|:|"5"; c|:|"*x""#);
    assert_eq!(
        outline_of("---\na: {b: [1, c d], e}\n---\n"),
        r#"a|:|"{b: [1, c d], e}" {b|:|"[1, c d]" ["1", "c d"]; e|-|""}"#
    );
    assert_eq!(
        outline_of("---\na: &m # why\n  b: 1\n  c:\n  - d\n  - e: 2\n\n# end\nf: long\n  text\n---\n"),
        concat!(
            r#"a|:|"b: 1\n  c:\n  - d\n  - e: 2" {b|:|"1"; c|:|"- d\n  - e: 2" ["d", "e: 2" {e|:|"2"}]}; "#,
            r#"f|:|"long\n  text""#
        )
    );
    assert_eq!(outline_of("---\na: 1\na: 2\n? b\n: c\n---\n"), r#"a|:|"1"; a|:|"2"; b|:|"c""#);
    assert_eq!(outline_of("---\ra: b\rc: d\r---\r"), r#"a|:|"b"; c|:|"d""#);
}

/// What a fence looks like: `block CONTENT`, `bad CAUSE`, `unclosed`, `missing`.
fn fence(text: &str, generator: Option<Generator>) -> String {
    let (source, front) = read(text, generator);
    match &front.fence {
        Fence::Missing => "missing".into(),
        Fence::Block(block) => {
            format!("block {:?} {:?}", source.slice(block.content), &source.text()[block.body..])
        }
        Fence::Bad(problem, block) => {
            let certain = if problem.seen_by_some { "maybe" } else { "bad" };
            format!("{certain} {} {:?}", problem.cause.name(), block.map(|block| source.slice(block.content)))
        }
        Fence::Code(block) => format!("code {:?}", source.slice(block.content)),
        Fence::Unclosed(unclosed) => format!("unclosed {:?}", source.slice(unclosed.open)),
    }
}

#[test]
fn what_every_generator_reads_as_front_matter_is_read() {
    let block = r#"block "a: b\n" "x\n""#;
    let generators = [None, Some(Generator::Jekyll), Some(Generator::Hugo), Some(Generator::Docusaurus)];
    for generator in generators {
        for text in ["---\na: b\n---\nx\n", "---  \na: b\n--- \t\nx\n", "\u{feff}---\na: b\n---\nx\n"] {
            assert_eq!(fence(text, generator), block, "{text:?} {generator:?}");
        }
        assert_eq!(fence("---\na: b\n---", generator), r#"block "a: b\n" """#);
        assert_eq!(fence("---\n---\nx", generator), r#"block "" "x""#);
        assert_eq!(fence("---\r\na: b\r\n---\r\nx", generator), r#"block "a: b\r\n" "x""#);
        assert_eq!(
            fence("---\na: |\n  b\n  ---\n---\nx\n---\n", generator),
            r#"block "a: |\n  b\n  ---\n" "x\n---\n""#
        );
        assert_eq!(fence("", generator), "missing");
        assert_eq!(fence("---", generator), "missing");
        assert_eq!(fence("---\n\nSome text with a rule above.\n", generator), "missing");
        assert_eq!(fence("# Title\n\n---\n\nText.\n", generator), "missing");
        assert_eq!(fence("---\na: b\n\nText.\n", generator), "unclosed \"---\"");
    }
}

#[test]
fn generators_disagree_about_fences() {
    let (jekyll, hugo, gray, mkdocs) =
        (Some(Generator::Jekyll), Some(Generator::Hugo), Some(Generator::Eleventy), Some(Generator::Mkdocs));
    let (astro, hexo) = (Some(Generator::Astro), Some(Generator::Hexo));
    let cases = [
        ("\n---\na: b\n---\n", jekyll, "bad blank-line-before-fence"),
        ("\n---\na: b\n---\n", gray, "bad blank-line-before-fence"),
        ("\n---\na: b\n---\n", hugo, "block"),
        ("\n---\na: b\n---\n", None, "maybe blank-line-before-fence"),
        (" ---\na: b\n---\n", jekyll, "bad space-before-fence"),
        (" ---\na: b\n---\n", hugo, "block"),
        ("<!-- licence -->\n---\na: b\n---\n", hugo, "bad comment-before-fence"),
        ("<!-- licence -->\n---\na: b\n---\n", None, "bad comment-before-fence"),
        ("---\na: b\n...\n", jekyll, "block"),
        ("---\na: b\n...\n", mkdocs, "block"),
        ("---\na: b\n...\n", hugo, "bad dots-as-closing-fence"),
        ("---\na: b\n...\nx\n\n---\n", None, "maybe dots-as-closing-fence"),
        ("---\na: b\n----\n", jekyll, "bad long-closing-fence"),
        ("---\na: b\n----\n", gray, "bad long-closing-fence"),
        ("---\na: b\n-----Text\n", gray, "bad text-after-closing-fence"),
        ("---\na: b\n--- Text\n", gray, "block"),
        ("---\na: b\n...\n\n---\nx\n", gray, "block"),
        ("---\r\r\na: b\r\r\n---\r\r\n", gray, "block"),
        ("---YAML\na: b\n---\n", gray, "block"),
        ("---JSON\n{\"a\": 1}\n---\n", gray, "bad text-after-opening-fence"),
        ("---js\n{a: 1}\n---\nx\n", gray, "code \"{a: 1}\\n\""),
        ("---js\n{a: 1}\n---\nx\n", astro, "bad text-after-opening-fence"),
        ("---json5\n{a: 1}\n---\n", gray, "bad text-after-opening-fence"),
        ("---a: b\n---\n", astro, "block"),
        ("---# x\na: b\n---\n", astro, "block"),
        ("---x\na: b\n---\n", astro, "bad text-after-opening-fence"),
        ("\t---\na: b\n---\n", hexo, "block"),
        ("\n\n---\na: b\n---\n", hexo, "bad blank-line-before-fence"),
        ("title: b\n\n\n----\nx\n", hexo, "block"),
        ("{a: b}\n---\nx\n", hexo, "block"),
        ("---\n~\n---\nx\n", hexo, "bad empty-block"),
        ("---\n{}\n---\nx\n", hexo, "block"),
        (";;;;\n\"a\": 1\n;;;;\n", hexo, "block"),
        ("title: b\n===\nx\n", gray, "bad missing-opening-fence"),
        ("Note: b\n---\nx\n", gray, "missing"),
        ("Title: a\nAuthor: b\n\nx\n", gray, "bad no-fences"),
        ("Title: a\nAuthor: b\n\nx\n", mkdocs, "missing"),
        ("Q: a\nA: b\n\nx\n", gray, "missing"),
        ("```yaml\nname: CI\n```\n", gray, "missing"),
        ("```\ntitle: b\n```\n", gray, "bad wrong-opening-fence"),
        ("---\na: b\n----\n", None, "maybe long-closing-fence"),
        ("---\na: b\n--- x\ny\n", gray, "bad text-after-closing-fence"),
        ("---\na: b\n--- x\n", jekyll, "bad text-after-closing-fence"),
        ("---\na: b\n --- \nx\n", hugo, "bad indented-closing-fence"),
        ("---\na: b\n--\nx\n", None, "bad wrong-closing-fence"),
        ("---\na: b\n—\nx\n", None, "bad wrong-closing-fence"),
        ("---\na: b\n+++\nx\n", hugo, "bad wrong-closing-fence"),
        ("----\na: b\n---\n", jekyll, "bad long-opening-fence"),
        ("----\na: b\n----\n", Some(Generator::Hexo), "block"),
        ("--\na: b\n---\n", None, "bad short-opening-fence"),
        ("--- a: b\n---\n", jekyll, "bad text-after-opening-fence"),
        ("a: b\nc: d\n---\nx\n", jekyll, "bad missing-opening-fence"),
        ("a: b\nc: d\n---\nx\n", Some(Generator::Hexo), "block"),
        ("---\ra: b\r---\r", jekyll, "bad carriage-return-only"),
        ("---\ra: b\r---\r", hugo, "block"),
        ("+++\na = 1\n+++\n", hugo, "block"),
        ("+++\na = 1\n+++\n", jekyll, "bad language-not-read"),
        ("---json\n{\"a\": 1}\n---\n", gray, "block"),
        ("---json\n{\"a\": 1}\n---\n", jekyll, "bad language-not-read"),
        ("{\"a\": 1}\nx\n", hugo, "block"),
        ("{{ page.title }}\n---\n", None, "missing"),
        (";;;\n\"a\": 1\n;;;\n", Some(Generator::Hexo), "block"),
    ];
    for (text, generator, wanted) in cases {
        let got = fence(text, generator);
        assert!(got.starts_with(wanted), "{text:?} {generator:?}: {got}, not {wanted}");
    }
}

#[test]
fn a_file_has_front_matter_also_behind_a_bad_fence() {
    for text in
        ["---\na: b\n---\n", "\n---\na: b\n---\n", "--\na: b\n---\n", "---\na: b\n", "+++\na = 1\n+++\n", "---\n---\n"]
    {
        assert!(has_front_matter(text, None), "{text:?}");
    }
    for text in
        ["", "text\n", "# a\n\n---\nb\n", "--\ntext\n", "---\n\ntext\n", "\n---\n\ntext\n\n---\n", "Note: x\n---\n"]
    {
        assert!(!has_front_matter(text, None), "{text:?}");
    }
}

#[test]
fn the_causes_are_the_details_of_the_pages_and_each_has_an_example() {
    let syntax = SyntaxCause::ALL.iter().filter(|cause| !cause.has_its_own_rule()).map(|cause| cause.name());
    let fence = FenceCause::ALL.iter().map(|cause| cause.name());
    for (rule, mut names) in
        [("front-matter/invalid-syntax", syntax.collect::<Vec<_>>()), ("front-matter/bad-fence", fence.collect())]
    {
        let page = catalogue::page(rule).expect("the page of the rule");
        names.sort_unstable();
        let details: Vec<&str> = page.header().details.iter().map(|(detail, _)| *detail).collect();
        assert_eq!(details, names, "{rule}");
        let more = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/more_examples").join(rule).with_extension("md");
        let examples = page.source.to_string() + &std::fs::read_to_string(more).expect("more examples of the rule");
        let marks = |name: &str| [format!(" error({name}) "), format!(" warning({name}) ")];
        // The example would need 16,384 values; `tests/faults` has it.
        let shown = names.iter().filter(|name| **name != SyntaxCause::TooManyValues.name());
        let without = shown.filter(|name| !marks(name).iter().any(|mark| examples.contains(mark)));
        assert_eq!(without.collect::<Vec<_>>(), [&""; 0], "{rule}");
    }
}

/// The causes that rules of their own explain are the names of those rules.
#[test]
fn a_cause_with_a_rule_of_its_own_has_the_name_of_that_rule() {
    for cause in SyntaxCause::ALL.iter().filter(|cause| cause.has_its_own_rule()) {
        let rule = format!("front-matter/{}", cause.name());
        assert!(catalogue::page(&rule).is_some(), "{rule}");
    }
}
