//! Every problem in a config is a finding at its bytes, all of them at once.
//!
//! A case is a config with a mark under each problem, as in the rule pages: `^^^ (detail) message`.
use frontlint::catalogue::{self, Level};
use frontlint::config::{self, Config, INVALID};
use frontlint::diagnostic::Severity;
use frontlint::files::Disk;
use frontlint::text::{Edit, SourceFile};
use std::fmt::Write;
use std::path::Path;

/// A config with its problems as marks under its lines.
fn marked(text: &str) -> String {
    let source = SourceFile::new("frontlint.yaml", text);
    let found = config::read(&source, Path::new("")).map_or_else(|found| found, |config| config.warnings);
    let mut shown = String::new();
    for (number, line) in text.lines().enumerate() {
        shown.push_str(line.trim_end());
        shown.push('\n');
        for finding in &found {
            assert_eq!(finding.rule, INVALID);
            let start = source.lines().position(text, finding.span.start());
            if start.line == number + 1 {
                let width = source.slice(finding.span).lines().next().unwrap_or("").chars().count();
                let detail = finding.detail.expect("every finding has a detail");
                let mark = "^".repeat(width.max(1));
                let indent = " ".repeat(start.column - 1);
                let _ = writeln!(shown, "{indent}{mark} ({detail}) {}", finding.message);
            }
        }
    }
    shown
}

/// The config without its marks.
fn unmarked(case: &str) -> String {
    let is_mark = |line: &&str| line.trim_start().starts_with('^');
    case.split_inclusive('\n').filter(|line| !is_mark(line)).collect()
}

#[track_caller]
fn wrong(case: &str) {
    let case = case.trim_start_matches('\n');
    assert_eq!(marked(&unmarked(case)), case);
}

fn valid(text: &str) -> Config {
    config::read(&SourceFile::new("frontlint.yaml", text), Path::new("")).expect("a valid config")
}

#[test]
fn a_field_that_no_value_could_meet_is_refused() {
    wrong(
        r#"
fields:
  layout: {allowed: []}
           ^^^^^^^ (empty-list) `allowed` is empty, so that no value is allowed
  title: {type: string, forms: ["2017-01-18"]}
                        ^^^^^ (bad-form) `forms` is for dates, but `type` is not a date
  dates: {type: list of date, forms: ["2017-01-18"]}
"#,
    );
    let implied = valid("fields: {date: {forms: [\"2017-01-18\"]}}\n");
    assert_eq!(implied.settings.field("date").unwrap().kind, Some(config::FieldType::Date));
}

#[test]
fn a_config_in_utf16_is_one_finding() {
    let bytes: Vec<u8> = "\u{feff}fields: {}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let found = config::read(&SourceFile::new("frontlint.yaml", bytes), Path::new("")).unwrap_err();
    assert_eq!(found.iter().map(|finding| finding.detail).collect::<Vec<_>>(), [Some("not-utf8")]);
}

#[test]
fn unknown_keys_are_reported_wherever_they_are() {
    wrong(
        "
field: {title: {required: true}}
^^^^^ (unknown-key) unknown key `field`
fields:
  title: {requird: true, Type: string}
          ^^^^^^^ (unknown-key) unknown key `requird`
                         ^^^^ (unknown-key) unknown key `Type`
  image: {fields: {alt: {need: true}}}
                         ^^^^ (unknown-key) unknown key `need`
  title2: {length: {maximum: 3}}
                    ^^^^^^^ (unknown-key) unknown key `maximum`
overrides:
  - path: [a]
    ^^^^ (unknown-key) unknown key `path`
",
    );
}

#[test]
fn a_value_of_the_wrong_type_is_reported_with_what_is_wanted() {
    wrong(
        "
fields:
  title: {required: yes, length: 70}
                    ^^^ (wrong-type) `required` must be `true` or `false`, not `yes`
                                 ^^ (wrong-type) `length` must be a mapping of `key: value` lines, not `70`
  tags: {type: [list], length: {max: many}}
               ^^^^^^ (wrong-type) `type` must be a type such as `string` or `list of string`, not a list
                                     ^^^^ (wrong-type) `max` must be a whole number, 0 or more, not `many`
  img: true
       ^^^^ (wrong-type) `img` must be a mapping of `key: value` lines, not `true`
rules: [html]
       ^^^^^^ (wrong-type) `rules` must be a mapping of `key: value` lines, not a list
limits: {file-size: big}
                    ^^^ (wrong-type) `file-size` must be a size such as `8 MiB`, not `big`
",
    );
}

#[test]
fn a_number_or_a_truth_value_is_no_name() {
    wrong(
        r#"
posts: 5
       ^ (wrong-type) `posts` must be a glob such as `_posts/**`, not `5`
exclude: [true, "2016", 2017, drafts]
          ^^^^ (wrong-type) `exclude` must be a glob such as `_posts/**`, not `true`
                        ^^^^ (wrong-type) `exclude` must be a glob such as `_posts/**`, not `2017`
pages: 1
       ^ (wrong-type) `pages` must be `true` or `false`, not `1`
locale: 5
        ^ (unknown-value) unknown language `5`
generator: true
           ^^^^ (unknown-value) unknown generator `true`
extends: 5
         ^ (unknown-value) unknown preset `5`
unknown-fields: false
                ^^^^^ (unknown-value) unknown value `false`
fields:
  title: {pattern: 5, allowed-from: 7}
                   ^ (wrong-type) `pattern` must be a regular expression, not `5`
                                    ^ (wrong-type) `allowed-from` must be the path of a YAML or JSON file, not `7`
  tags: {length: {max: "70"}, range: {min: high}}
                       ^^^^ (wrong-type) `max` must be a whole number, 0 or more, not the string `70`
                                           ^^^^ (wrong-type) `min` must be a number, not `high`
  date: {forms: true, matches: 5, unique: "true", required: "yes"}
                ^^^^ (bad-form) this example cannot be used: `true` is not a date
                               ^ (unknown-value) unknown value `5`
                                          ^^^^^^ (wrong-type) `unique` must be `true` or `false`, not the string `true`
                                                            ^^^^^ (wrong-type) `required` must be `true` or `false`, not the string `yes`
  old: {deprecated: 5, required-when: [layout]}
                    ^ (wrong-type) `deprecated` must be a mapping of `key: value` lines, not `5`
                                      ^^^^^^^^ (wrong-type) `required-when` must be a mapping of `key: value` lines, not a list
overrides: 5
           ^ (wrong-type) `overrides` must be a list of mappings, each with `files`, not `5`
limits: {file-size: true, depth: deep}
                    ^^^^ (wrong-type) `file-size` must be a size such as `8 MiB`, not `true`
                                 ^^^^ (wrong-type) `depth` must be a whole number, 0 or more, not `deep`
"#,
    );
    valid("posts: [\"2017\", 2017/**, 2e]\nfields: {title: {pattern: \"5\", allowed: [5, true]}}\n");
}

/// The help of each problem, in their order.
fn advice(text: &str) -> Vec<String> {
    let found = config::read(&SourceFile::new("frontlint.yaml", text), Path::new("")).expect_err("problems");
    found.iter().map(|finding| finding.help.clone().unwrap_or_default().into_owned()).collect()
}

#[test]
fn words_of_other_tools_are_answered_with_ours() {
    for (text, wanted) in [
        (
            "fields: {date: {format: iso}}",
            "here it is written `type: date` (also `datetime`, `url`, `email`…), and `forms: [\"2017-01-18\"]` for how dates are written",
        ),
        ("fields: {title: {max-length: 70}}", "here it is written `length: {max: …}`"),
        ("fields: {title: {maxLength: 70}}", "here it is written `length: {max: …}`"),
        ("fields: {title: {minimum: 7}}", "here it is written `range: {min: …}`"),
        ("fields: {title: {enum: [a]}}", "here it is written `allowed`"),
        ("fields: {title: {regex: a}}", "here it is written `pattern`"),
        ("fields: {title: {optional: true}}", "here it is written `required: false`"),
        ("fields: {title: {default: A}}", "here it is written as a comment: `# …`"),
        ("fields: {title: {length: 70}}", "here it is written `length: {max: 70}`"),
        ("fields: {title: {range: [1, 5]}}", "here it is written `range: {min: 1, max: 5}`"),
        ("fields: {title: {length: {maximum: 70}}}", "here it is written `max`"),
        ("fields: {title: {type: bool}}", "here it is written `boolean`"),
        ("fields: {title: {type: array}}", "here it is written `list`"),
        ("fields: {title: {type: \"string[]\"}}", "here it is written `list of string`"),
        ("fields: {title: {type: date-time}}", "did you mean `datetime`?"),
        ("fields: {title: {type: timestamp}}", "here it is written `datetime`"),
        ("fields: {author: required}", "here it is written `author: {required: true}`"),
        ("fields: {author: optional}", "here it is written `author: {required: false}`"),
        ("fields: {author: string}", "here it is written `author: {type: string}`"),
        ("fields: {tags: list of string}", "here it is written `tags: {type: list of string}`"),
        ("fields: {draft: bool}", "here it is written `draft: {type: boolean}`"),
        ("fields: {layout: [blog, post]}", "here it is written `layout: {allowed: [blog, post]}`"),
        ("required: [title]", "here it is written `fields: {title: {required: true}}`, each field with what it needs"),
        ("additionalProperties: false", "here it is written `unknown-fields: error`, or `allow`, or `warn-near-miss`"),
        ("ignorePatterns: [a]", "here it is written `exclude`"),
        ("include: [a]", "here it is written `posts`"),
        ("preset: jekyll", "here it is written `extends`"),
        (
            "root: true",
            "here it is written nowhere: the config of a post is the nearest one, and configs are not merged",
        ),
        ("unknown-fields: warn", "here it is written `warn-near-miss`"),
        ("rules: {html/misnested: 2}", "here it is written `error`"),
        ("rules: {html/misnested: [warning, {a: 1}]}", "here it is written `html/misnested: warning`"),
        ("rules: {html/misnested: {level: off}}", "here it is written `html/misnested: off`"),
        ("rules: {html/misnested: enable}", "here it is written as a level: `warning` or `error`"),
        ("overrides: [{files: [a], paths: [a]}]", "here it is written `files`"),
    ] {
        assert_eq!(advice(text), [wanted], "{text}");
    }
}

#[test]
fn what_is_offered_instead_of_a_word_of_another_tool_is_valid() {
    for text in [
        "fields: {author: required}",
        "fields: {tags: list of string}",
        "fields: {layout: [blog, post]}",
        "fields: {title: {length: 70}}",
        "fields: {title: {range: [1, 5]}}",
        "fields: {title: {type: bool, regex: a}}",
        "exclude: [2017]",
        "rules: {html/misnested: [warning, {a: 1}]}",
        "include: [a]",
    ] {
        let found = config::read(&SourceFile::new("frontlint.yaml", text), Path::new("")).expect_err("problems");
        let edits: Vec<_> =
            found.iter().flat_map(|finding| finding.fix.as_ref().expect("a fix").edits.clone()).collect();
        valid(&Edit::apply(text, &edits).expect("edits that can be made"));
    }
}

#[test]
fn unknown_names_are_reported() {
    wrong(
        "
extends: [pots]
          ^^^^ (unknown-value) unknown preset `pots`
generator: jekyl
           ^^^^^ (unknown-value) unknown generator `jekyl`
markdown: kramdwn
          ^^^^^^^ (unknown-value) unknown Markdown flavour `kramdwn`
locale: [fr, xx]
             ^^ (unknown-value) unknown language `xx`
unknown-fields: warn
                ^^^^ (unknown-value) unknown value `warn`
rules:
  front-matter/mising: error
  ^^^^^^^^^^^^^^^^^^^ (unknown-value) unknown rule `front-matter/mising`
  front-matter: loud
                ^^^^ (unknown-value) unknown level `loud`
fields:
  title: {type: strnig, matches: stem}
                ^^^^^^ (unknown-value) unknown type `strnig`
                                 ^^^^ (unknown-value) unknown value `stem`
",
    );
}

#[test]
fn values_that_cannot_be_used_are_refused() {
    wrong(
        "
posts: [\"[a\", \"../x/**\", \"!a.md\"]
        ^^^^ (bad-glob) the glob `[a` is not valid: unclosed character class; missing ']'
              ^^^^^^^^^ (bad-glob) the glob `../x/**` points outside the folder of the config
                         ^^^^^^^ (bad-glob) the glob `!a.md` starts with `!`, which is not supported; use `exclude`
fields:
  title: {pattern: \"(a\", length: {min: 5, max: 3}}
                   ^^^^ (bad-pattern) the pattern `(a` is not valid: unclosed group
                                 ^^^^^^^^^^^^^^^^ (impossible-range) `length` cannot be met: its `min` is more than its `max`
  project-date: {forms: [18 janvier 2017, 03/04/2017, soon]}
                                          ^^^^^^^^^^ (bad-form) this example cannot be used: `03/04/2017` can be 3 April 2017 or 4 March 2017
                                                      ^^^^ (bad-form) this example cannot be used: `soon` is not a date
limits: {file-size: 65 MiB, depth: 2049}
                    ^^^^^^ (impossible-range) `file-size` is more than 64 MiB, the largest size supported
                                   ^^^^ (impossible-range) `depth` is more than 2048, the greatest depth supported
",
    );
}

#[test]
fn an_override_needs_its_files() {
    wrong(
        "
overrides:
  - fields: {title: {required: false}}
    ^^^^^^ (missing-key) `overrides` needs `files` in each item: the files that the item is for
  - {files: a.md}
",
    );
}

#[test]
fn text_after_the_end_of_the_config_is_refused() {
    wrong(
        "
locale: fr
---
^^^ (lost-content) this is after the end of the config and is not read
generator: hugo
",
    );
}

#[test]
fn a_language_may_have_a_region() {
    assert_eq!(format!("{:?}", valid("locale: [fr-CA, pt_BR]").settings.locales), "[Fr, Pt]");
}

#[test]
fn a_duplicate_key_is_refused() {
    wrong(
        "
fields:
  title: {required: true}
  title: {required: false}
  ^^^^^ (duplicate-key) duplicate key `title`
",
    );
}

#[test]
fn a_file_that_is_not_a_mapping_is_refused() {
    wrong(
        "
- extends: post
^^^^^^^^^^^^^^^ (wrong-type) a config is a mapping of `key: value` lines
",
    );
}

#[test]
fn a_typo_has_a_fix_and_any_other_name_the_list_of_allowed_ones() {
    let source = SourceFile::new("frontlint.yaml", "genrator: jekyll\nlocale: klingon\n");
    let found = config::read(&source, Path::new("")).expect_err("two typos");
    assert_eq!(found[0].help.as_deref(), Some("did you mean `generator`?"));
    let fix = found[0].fix.as_ref().expect("a fix");
    assert_eq!(source.slice(fix.edits[0].span), "genrator");
    assert_eq!(fix.edits[0].text, "generator");
    assert_eq!(
        found[1].help.as_deref(),
        Some("allowed here: `en`, `fr`, `es`, `de`, `it`, `pt`, `nl`, `ru`, `pl`, `sv`, `da`, `nb`")
    );
}

#[test]
fn a_byte_order_mark_and_crlf_move_nothing() {
    let source = SourceFile::new("frontlint.yaml", "\u{feff}locale: fr\r\nfeilds: {}\r\n");
    let found = config::read(&source, Path::new("")).expect_err("a typo");
    assert_eq!(source.slice(found[0].span), "feilds");
    assert_eq!(found[0].span.start(), 3 + "locale: fr\r\n".len());
}

#[test]
fn bytes_that_are_not_utf8_are_refused() {
    let source = SourceFile::new("frontlint.yaml", b"# caf\xe9\nlocale: fr\n".to_vec());
    let found = config::read(&source, Path::new("")).expect_err("Latin-1");
    assert_eq!((found.len(), found[0].span.start()), (1, 5));
}

#[test]
fn broken_yaml_is_reported_and_the_rest_is_still_read() {
    let source = SourceFile::new("frontlint.yaml", "fields:\n  title: {required: true\nlocale: fr\n");
    let found = config::read(&source, Path::new("")).expect_err("an open bracket");
    assert!(!found.is_empty() && found.iter().all(|finding| finding.rule == INVALID));
}

#[test]
fn an_empty_config_requires_nothing() {
    for text in ["", "# nothing yet\n", "---\n", "fields:\nrules:\nexclude:\n"] {
        assert!(valid(text).settings.fields.is_empty(), "{text:?}");
    }
}

#[test]
fn a_glob_without_a_slash_matches_at_any_depth_and_a_folder_everything_in_it() {
    let config = valid("exclude: [drafts, \"/old\", \"*.html\", notes/2016/, ./a.md]\n");
    let excluded = |path: &str| config.exclude.is_match(Path::new(path));
    for path in ["drafts/a.md", "blog/drafts/x/a.md", "old/a.md", "x/y.html", "notes/2016/a.md"] {
        assert!(excluded(path), "{path}");
    }
    for path in ["blog/old/a.md", "notes/2017/a.md", "draft/a.md"] {
        assert!(!excluded(path), "{path}");
    }
}

#[test]
fn files_extend_one_another_and_cycles_end() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| {
        std::fs::create_dir_all(folder.path().join(name).parent().expect("a folder")).expect("it can be made");
        std::fs::write(folder.path().join(name), text).expect("the file can be written");
    };
    write(
        "shared/base.yaml",
        "extends: post\nfields: {author: {allowed-from: authors.yml}, title: {required: false}}\n",
    );
    write("shared/authors.yml", "ana: {name: Ana}\nbob: {name: Bob}\n");
    write("frontlint.yaml", "extends: [shared/base.yaml]\nfields: {layout: {required: false}}\n");
    let config = config::load(&Disk::shared(), &folder.path().join("frontlint.yaml")).expect("a valid config");
    let required: Vec<&str> = config.settings.fields.iter().filter(|f| f.required).map(|f| f.name.as_str()).collect();
    assert_eq!(required, ["author", "project-date", "filename"]);
    let authors = config.settings.field("author").and_then(|field| field.allowed_from.clone()).expect("a vocabulary");
    assert_eq!(*authors.values, ["ana", "bob"]);

    write("a.yaml", "extends: [b.yaml]\n");
    write("b.yaml", "extends: [a.yaml]\nlocal: fr\n");
    let messages = match config::load(&Disk::shared(), &folder.path().join("a.yaml")) {
        Err(config::LoadError::Findings { diagnostics, .. }) => {
            diagnostics.into_iter().map(|finding| finding.message).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(
        messages,
        [
            "`b.yaml`, line 1, column 11: it extends itself, directly or through another file",
            "`b.yaml`, line 2, column 1: unknown key"
        ]
    );
}

#[test]
fn a_config_is_found_upwards_to_the_root_of_the_repository() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let make = |name: &str| std::fs::create_dir_all(folder.path().join(name)).expect("it can be made");
    let write = |name: &str| std::fs::write(folder.path().join(name), "").expect("the file can be written");
    make("repository/.git");
    make("repository/blog/_posts");
    write("frontlint.yaml");
    let find = || config::find(&Disk::default(), &folder.path().join("repository/blog/_posts"));
    assert_eq!(find(), None);
    write("repository/.frontlint.yml");
    assert_eq!(find(), Some(folder.path().join("repository/.frontlint.yml")));
    write("repository/blog/frontlint.yaml");
    assert_eq!(find(), Some(folder.path().join("repository/blog/frontlint.yaml")));
}

/// The level of a rule for one file.
fn level_of(config: &Config, rule: &str, file: &str) -> Level {
    let page = catalogue::page(rule).expect("a rule");
    config.settings_for(Path::new(file)).level(page.rule, page.header().severity)
}

fn level(config: &Config, rule: &str) -> Level {
    level_of(config, rule, "a.md")
}

#[test]
fn the_level_of_a_group_is_a_ceiling_that_raises_nothing_and_turns_nothing_on() {
    for group in ["file", "front-matter", "field", "post", "site", "html", "template", "suppression"] {
        for (name, ceiling) in
            [("off", Level::Off), ("info", Level::Info), ("warning", Level::Warning), ("error", Level::Error)]
        {
            let config = valid(&format!("rules: {{{group}: {name}}}\n"));
            for page in catalogue::pages() {
                let default = page.header().severity;
                let expected = if page.rule.group() == group { default.min(ceiling) } else { default };
                assert_eq!(level(&config, page.rule.as_str()), expected, "{} under {group}: {name}", page.rule);
            }
        }
    }
}

#[test]
fn a_finding_with_a_severity_of_its_own_stays_below_the_ceiling_of_the_group() {
    let of = |text: &str, own: Severity| {
        let config = valid(text);
        let rule = catalogue::page("file/control-character").expect("a rule").rule;
        config.settings.severity(rule, Level::Warning).expect("it is on").of(own)
    };
    assert_eq!(of("", Severity::Error), Severity::Error);
    assert_eq!(of("rules: {file: warning}\n", Severity::Error), Severity::Warning);
    assert_eq!(of("rules: {file: warning}\n", Severity::Info), Severity::Info);
    assert_eq!(of("rules: {file: info, file/control-character: warning}\n", Severity::Error), Severity::Warning);
}

#[test]
fn the_own_level_of_a_rule_wins_over_that_of_its_group_wherever_the_two_stand() {
    for text in [
        "rules: {html: warning, html/misnested: error, html/mdx-incompatible: error, html/too-deep: off}\n",
        "rules: {html/misnested: error, html/mdx-incompatible: error, html/too-deep: off, html: warning}\n",
    ] {
        let config = valid(text);
        assert_eq!(level(&config, "html/misnested"), Level::Error);
        assert_eq!(level(&config, "html/mdx-incompatible"), Level::Error);
        assert_eq!(level(&config, "html/too-deep"), Level::Off);
        assert_eq!(level(&config, "html/unclosed-tag"), Level::Warning);
        assert!(config.warnings.is_empty(), "{:?}", config.warnings);
    }
}

#[test]
fn levels_are_laid_over_those_of_the_files_that_a_config_extends() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a new file");
    write(
        "base.yaml",
        "rules: {html: warning, html/mdx-incompatible: warning, field: off, post/bad-name: error, file: error}\n",
    );
    let config = |rules: &str| {
        write("frontlint.yaml", &format!("extends: [post, base.yaml]\nrules: {{{rules}}}\n"));
        config::load(&Disk::shared(), &folder.path().join("frontlint.yaml")).expect("a valid config")
    };
    let later = config("html: error, field: warning, post: info");
    assert_eq!(level(&later, "html/misnested"), Level::Error);
    assert_eq!(level(&later, "html/mdx-incompatible"), Level::Warning);
    assert_eq!(level(&later, "field/missing"), Level::Warning);
    assert_eq!(level(&later, "post/bad-name"), Level::Info);
    // The file that is extended has `file: error`, which changes nothing, but only the config itself is warned about.
    assert!(later.warnings.is_empty(), "{:?}", later.warnings);
    assert_eq!(level(&config("html: off"), "html/mdx-incompatible"), Level::Off);
    assert_eq!(level(&config("html/misnested: error"), "html/misnested"), Level::Error);
    assert_eq!(level(&config("html/misnested: error"), "html/unclosed-tag"), Level::Warning);
}

#[test]
fn an_override_may_lower_or_free_a_group_for_its_files() {
    let config = valid(concat!(
        "rules: {html: warning}\n",
        "overrides:\n",
        "  - {files: old, rules: {html: off, html/misnested: info}}\n",
        "  - {files: new, rules: {html: error}}\n",
    ));
    let levels = |rule: &str| ["a.md", "old/a.md", "new/a.md"].map(|file| level_of(&config, rule, file));
    assert_eq!(levels("html/unclosed-tag"), [Level::Warning, Level::Off, Level::Error]);
    assert_eq!(levels("html/misnested"), [Level::Warning, Level::Info, Level::Error]);
    assert_eq!(levels("html/mdx-incompatible"), [Level::Off; 3]);
    assert!(config.warnings.is_empty(), "{:?}", config.warnings);
}

#[test]
fn a_level_that_changes_nothing_is_a_warning() {
    wrong(
        "
rules:
  html: error
  ^^^^ (no-effect) every other rule of `html` is already at or below error
  html/obsolete-element: off
  html/mdx-incompatible: off
  ^^^^^^^^^^^^^^^^^^^^^ (no-effect) `html/mdx-incompatible` is already off
  suppression: warning
  ^^^^^^^^^^^ (no-effect) every rule of `suppression` is already at or below warning
  field: warning
  post/bad-name: warning
overrides:
  - files: [a]
    rules: {field: warning, file: error}
            ^^^^^ (no-effect) every rule of `field` is already at or below warning
                            ^^^^ (no-effect) every rule of `file` is already at or below error
  - files: [b]
    rules: {field: error, file: error}
",
    );
    let config = valid("rules: {html: error}\n");
    let warning = &config.warnings[0];
    assert_eq!((warning.rule, warning.severity), (INVALID, Severity::Warning));
    let help = warning.help.as_deref().unwrap_or_default();
    assert!(help.contains("`--fail-on warning` fails on warnings"), "{help}");
}

#[test]
fn a_config_that_is_refused_shows_its_warnings_too() {
    wrong(
        "
rules: {html: error}
        ^^^^ (no-effect) every rule of `html` is already at or below error
feilds: {}
^^^^^^ (unknown-key) unknown key `feilds`
",
    );
}

#[test]
fn the_command_line_selects_rules_groups_or_all() {
    let select = |text: &str, select: &[&str], ignore: &[&str]| {
        let owned = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let mut config = valid(text);
        config.select(&owned(select), &owned(ignore)).expect("known names");
        config
    };
    let group = select("", &["html"], &[]);
    assert_eq!(level(&group, "html/misnested"), Level::Error);
    assert_eq!(level(&group, "html/mdx-incompatible"), Level::Off);
    assert_eq!(level(&group, "field/missing"), Level::Off);

    let named = select("", &["html/mdx-incompatible", "html"], &["html/misnested"]);
    assert_eq!(level(&named, "html/mdx-incompatible"), Level::Warning);
    assert_eq!(level(&named, "html/misnested"), Level::Off);

    let all = select("", &["all"], &["html"]);
    assert_eq!(level(&all, "file/byte-order-mark"), Level::Warning);
    assert_eq!(level(&all, "field/missing"), Level::Error);
    assert_eq!(level(&all, "html/misnested"), Level::Off);
    let none = select("", &[], &["all"]);
    assert!(catalogue::pages().iter().all(|page| level(&none, page.rule.as_str()) == Level::Off));

    // What the config turns off is turned on again by its own name, and a group by the group's.
    let text = "rules: {html: warning, html/too-deep: off, field: off, html/mdx-incompatible: info}\n";
    assert_eq!(level(&select(text, &["html"], &[]), "html/too-deep"), Level::Off);
    assert_eq!(level(&select(text, &["html"], &[]), "html/misnested"), Level::Warning);
    assert_eq!(level(&select(text, &["html"], &[]), "html/mdx-incompatible"), Level::Info);
    assert_eq!(level(&select(text, &["html/too-deep"], &[]), "html/too-deep"), Level::Error);
    assert_eq!(level(&select(text, &["field"], &[]), "field/missing"), Level::Error);
    assert_eq!(level(&select(text, &["field"], &[]), "field/future-date"), Level::Off);
}

#[test]
fn the_command_line_selects_and_ignores() {
    let mut config = valid("");
    config.select(&[], &["front-matter".to_string()]).expect("a known group");
    let settings = config.settings_for(Path::new("a.md"));
    assert!(
        settings.levels.iter().all(|(name, level)| name.starts_with("front-matter/") && level.severity().is_none())
    );
    let unknown = config.select(&["front-matter/missin".to_string()], &[]).expect_err("a typo");
    assert_eq!(unknown.to_string(), "unknown rule `front-matter/missin`; did you mean `front-matter/missing`?");
}

/// The JSON Schema that editors use; `SNAPSHOTS=overwrite` rewrites it.
#[test]
fn the_json_schema_describes_what_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/frontlint.schema.json");
    let schema = format!("{:#}\n", config::json_schema());
    if std::env::var_os("SNAPSHOTS").is_some_and(|how| how == "overwrite") {
        std::fs::write(&path, &schema).expect("the schema can be written");
    }
    let written = std::fs::read_to_string(&path).expect("the schema is there");
    assert!(written == schema, "examples/frontlint.schema.json is stale; SNAPSHOTS=overwrite rewrites it");
}

#[test]
fn the_examples_of_the_document_are_valid_and_it_names_every_key() {
    let text = include_str!("../examples/config.md");
    let examples = text.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap_or(""));
    assert!(examples.map(|example| valid(example).overrides.len()).sum::<usize>() > 0);
    let schema = config::json_schema();
    for mapping in ["File", "Field", "Override", "Limits"] {
        let keys = schema["$defs"][mapping]["properties"].as_object().expect("its keys");
        for key in keys.keys() {
            assert!(text.contains(&format!("`{key}`")) || text.contains(&format!("{key}:")), "{mapping}: {key}");
        }
    }
    for preset in config::preset_names() {
        assert!(text.contains(&format!("`{preset}`")), "{preset}");
    }
}
