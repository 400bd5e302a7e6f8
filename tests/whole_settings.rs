//! Whatever is in a config or in the settings of a generator: nothing breaks, and problems in a config are reported at true places.
#[path = "noise/edits.rs"]
mod edits;
#[path = "noise/mod.rs"]
mod noise;
#[path = "noise/settings.rs"]
mod settings;
#[path = "noise/truth.rs"]
mod truth;

use proptest::prelude::*;

/// What configs and settings consist of, with typical mistakes.
const KEYS: &[&str] = &[
    "extends",
    "generator",
    "markdown",
    "locale",
    "posts",
    "exclude",
    "unknown-fields",
    "fields",
    "rules",
    "overrides",
    "limits",
    "files",
    "required",
    "type",
    "allowed",
    "allowed-from",
    "pattern",
    "length",
    "range",
    "forms",
    "matches",
    "unique",
    "deprecated",
    "required-when",
    "min",
    "max",
    "use",
    "file-size",
    "depth",
    "title",
    "titel",
    "html/misnested",
    "html",
    "defaults",
    "scope",
    "path",
    "values",
    "collections",
    "kramdown",
    "parse_block_html",
    "plugins",
    "markdown_extensions",
    "cascade",
    "target",
    "_target",
    "params",
    "baseURL",
    "theme",
    "markup",
    "goldmark",
    "renderer",
    "unsafe",
    "frontmatter",
    "date",
    "INHERIT",
    "source_dir",
    "new_post_name",
    "base_url",
    "extra",
    "include",
    "layout",
    "é",
    "\"a\"",
    "'b'",
    "[a]",
    "[[a]]",
    "<<",
    "&x a",
    "? a",
    "1",
    "",
];

const SEPARATORS: &[&str] =
    &[": ", ": ", ": ", ": ", ":\n  ", ":\n  - ", ":\n- ", " = ", ":", "\": ", ": {", ": [", ": |\n  ", "\t: ", " "];

const VALUES: &[&str] = &[
    "true",
    "false",
    "yes",
    "1",
    "-1",
    "1.5",
    "1e99",
    "99999999999999999999",
    "8 MiB",
    "8 XiB",
    "NaN",
    ".inf",
    "~",
    "null",
    "",
    "[]",
    "{}",
    "post",
    "none",
    "jekyll",
    "hugo",
    "auto",
    "kramdown",
    "fr",
    "fr-CA",
    "xx",
    "off",
    "error",
    "warn-near-miss",
    "string",
    "list of string",
    "one-or-many of list of date",
    "list of",
    "date",
    "url-or-path",
    "file-stem",
    "[post, style]",
    "./missing.yaml",
    "../../x",
    "/",
    "\0",
    "\"_posts/**\"",
    "\"[\"",
    "\"{a,b\"",
    "\"**/*\"",
    "\"(\"",
    "\"^[A-Z]\"",
    "\"\\\\\"",
    "18 janvier 2017",
    "[\"18 janvier 2017\", 2017-01-18]",
    "2017-01-12",
    "{max: 70}",
    "{min: 3, max: 1}",
    "{use: title}",
    "{required: true",
    "{a: [b, c]}",
    "*x",
    "&x a",
    "!t a",
    "\"open",
    "'open",
    "a: b",
    "# c",
    "_data/authors.yml",
    "{draft: [true]}",
    "{path: \"posts/**\", layout: x}",
    "[{scope: {path: \"\"}, values: {layout: post}}]",
    "[admonition, {toc: {x: 1}}]",
    ":year-:month-:day-:title.md",
    "\"/blog/**\"",
    "é🎉",
    "\u{a0}",
    "\u{feff}",
    "\u{2028}",
    "\u{200b}",
    "%",
    "@",
    "`",
    "{{ x }}",
    "\"\"\"a\"\"\"",
    "1979-05-27",
    "'''",
];

const ENDS: &[&str] = &[
    "\n", "\n", "\n", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", ",\n", "}\n", "]\n", "\r\n", "\r", "\t\n", " # c\n",
    "\n---\n", "",
];

fn texts() -> impl Strategy<Value = String> {
    let part = |from| prop::sample::select(from).prop_map(str::to_string).boxed();
    let line = move || [part(KEYS), part(SEPARATORS), part(VALUES), part(ENDS)].prop_map(|line| line.concat());
    let lead = prop::sample::select(
        &["", "", "", "", "{", "\u{feff}", "---\n", "+++\n", "module.exports = {", "[params]\n"][..],
    );
    (lead, prop::collection::vec(line(), 0..8)).prop_map(|(lead, lines)| lead.to_string() + &lines.concat())
}

proptest! {
    #![proptest_config(noise::config(300))]

    #[test]
    fn problems_in_a_config_are_at_true_places(text in texts(), spoilt in prop::option::weighted(0.1, any::<(prop::sample::Index, u8)>())) {
        let mut bytes = text.into_bytes();
        if let Some((at, byte)) = spoilt {
            bytes.insert(at.index(bytes.len() + 1), byte);
        }
        settings::assert_config(&bytes);
    }

    #[test]
    fn settings_of_a_site_break_nothing(files in prop::collection::vec((prop::sample::select(settings::FILES), texts()), 1..4)) {
        settings::assert_site(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    }
}
