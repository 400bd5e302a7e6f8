//! The bounds on what a post may ask for, each at its edge.
use super::*;
use frontlint::front_matter::{Format, FrontMatter, SyntaxCause};
use frontlint::text::limits;

fn problems(block: &str, format: Format) -> Vec<SyntaxCause> {
    FrontMatter::of_block(block, format).problems.iter().map(|problem| problem.cause).collect()
}

#[test]
fn front_matter_may_have_a_limited_number_of_values() {
    // The key and the list are values, too.
    let list = |count: usize| format!("a: [{}]\n", "b,".repeat(count));
    assert_eq!(problems(&list(limits::VALUES - 2), Format::Yaml), []);
    assert_eq!(problems(&list(limits::VALUES - 1), Format::Yaml), [SyntaxCause::TooManyValues]);
    let words = format!("a: [{}]\n", "word,".repeat(2 * limits::VALUES));
    assert_eq!(problems(&words, Format::Yaml), [], "values of some length are not too many");
}

#[test]
fn toml_may_have_a_limited_number_of_tables_keys_and_values() {
    let list = |count: usize| format!("a = [{}]\n", "1,".repeat(count));
    // The equals sign and the two brackets count, too.
    assert_eq!(problems(&list(limits::TOML_SIGNS - 3), Format::Toml), []);
    assert_eq!(problems(&list(limits::TOML_SIGNS - 2), Format::Toml), [SyntaxCause::TooManyValues]);
    let words = format!("a = [{}]\n", "\"some words\",".repeat(2 * limits::TOML_SIGNS));
    assert_eq!(problems(&words, Format::Toml), [], "values of some length are not too many");
}

#[test]
fn of_the_settings_of_a_site_a_limited_number_of_items_is_used() {
    let scopes = |count: usize| {
        let scope = |number: usize| format!("- {{scope: {{path: p{number}}}, values: {{layout: post}}}}\n");
        (0..count).map(scope).collect::<String>()
    };
    let names = |count: usize| (0..count).map(|number| format!("- n{number}")).collect::<Vec<_>>().join("\n");
    let cascades = |count: usize| "[[cascade]]\na = 1\n".repeat(count);
    for (file, key, settings) in [
        ("_config.yml", "defaults", &(|count| format!("defaults:\n{}", scopes(count))) as &dyn Fn(usize) -> String),
        ("_config.yml", "exclude", &|count| format!("exclude:\n{}", names(count))),
        ("hugo.toml", "cascade", &cascades),
    ] {
        for (count, is_said) in [(limits::GLOBS, false), (limits::GLOBS + 1, true)] {
            let site = site();
            write(site.path(), file, settings(count));
            let output = in_time(program(site.path()).args(["--preset", "none"]));
            let said = text(&output.stderr);
            let note =
                format!("{file} was read in part: `{key}` has {count} items, of which the first 1000 are used\n");
            assert_eq!(said.contains(&note), is_said, "{file}, {count}: {said}");
        }
    }
}

#[test]
fn lists_nest_to_a_limit_in_front_matter() {
    // The mapping of the block itself is one level.
    let nested = |depth: usize| format!("a: {}{}\n", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(problems(&nested(limits::NESTED_VALUES - 1), Format::Yaml), []);
    assert_eq!(problems(&nested(limits::NESTED_VALUES), Format::Yaml), [SyntaxCause::TooDeep]);
}

#[test]
fn the_cause_of_what_is_wrong_in_a_long_block_is_known_near_its_beginning() {
    let glued = |lines: usize| format!("a:\n{}", "-x\n".repeat(lines));
    for lines in [limits::BROKEN_LINES - 1, limits::BROKEN_LINES, 30_000] {
        assert_eq!(problems(&glued(lines), Format::Yaml), [SyntaxCause::MissingSpaceAfterDash], "{lines} lines");
    }
    let far = format!("{}b: c: d\n", "# a comment\n".repeat(limits::BROKEN_LINES));
    assert_eq!(problems(&far, Format::Yaml), [SyntaxCause::Syntax]);
}

#[test]
fn all_errors_of_toml_are_reported_up_to_a_size() {
    let lines = |size: usize| "x\n".repeat(size / 2);
    assert!(problems(&lines(limits::BROKEN_TOML), Format::Toml).len() > 1000);
    assert_eq!(problems(&lines(limits::BROKEN_TOML + 2), Format::Toml).len(), 1);
}

#[test]
fn a_block_has_a_limited_number_of_problems() {
    let lines: Vec<String> = (0..100).map(|n| format!("k{n}: a: b")).collect();
    assert_eq!(problems(&lines.join("\n"), Format::Yaml).len(), limits::SYNTAX_PROBLEMS);
}

#[test]
fn elements_nest_to_a_limit() {
    // The root of the document and its body are two of them.
    let nested = |depth: usize| format!("{POST}\n{}{}\n", "<div>".repeat(depth), "</div>".repeat(depth));
    let deepest = (limits::DEPTH - 8..=limits::DEPTH + 8).find(|depth| !found(nested(*depth)).is_empty()).unwrap();
    assert!(deepest.abs_diff(limits::DEPTH) <= 2, "{deepest}");
    assert_eq!(found(nested(deepest)), ["html/too-deep"]);
}

#[test]
fn a_tag_has_a_limited_number_of_attributes() {
    // A tag is looked at when its first 64 kB are read.
    let tag = |count: usize| {
        let attributes: Vec<String> = (0..count).map(|n| format!(" a{n}=\"{}\"", "x".repeat(80))).collect();
        check(format!("{POST}\n<p{}>Text</p>\n", attributes.concat()))
            .iter()
            .filter_map(|finding| finding.detail)
            .collect::<Vec<_>>()
    };
    assert_eq!(tag(limits::ATTRIBUTES), [""; 0]);
    assert_eq!(tag(2 * limits::ATTRIBUTES), ["too-many-attributes"]);
}
