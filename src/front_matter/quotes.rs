//! Quotes: a text put into them so that every loader reads that text, and whether those inside others are in pairs.

/// `text` in double quotes, or in single ones where it contains `"` or `\`.
pub(super) fn quote(text: &str) -> String {
    if text.contains(['"', '\\']) { single(text) } else { format!("\"{text}\"") }
}

/// `text` in single quotes as YAML has them: their only escape is `''`.
pub(crate) fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A text that contains quotes, in quotes of the other kind.
pub(super) fn requoted(text: &str) -> String {
    if text.contains('"') { single(text) } else { quote(text) }
}

/// `text` in double quotes with the escapes of JSON, which YAML and TOML share.
pub(crate) fn escaped(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Whether `inner`, the text between two double quotes, contains quotes that open and close in turn: then the two around it are
/// a pair as well. Not so in `"A" and "B"`, nor in `"Hello!" and "Bye"`, where the first quote inside closes.
pub(super) fn is_pair(inner: &str) -> bool {
    let mut is_open = false;
    for (at, _) in inner.match_indices('"') {
        let (before, after) = (&inner[..at], &inner[at + 1..]);
        if !(if is_open { closes(before, after) } else { opens(before, after) }) {
            return false;
        }
        is_open = !is_open;
    }
    !is_open
}

/// After a space, an opening bracket or the `=` of an attribute; right before a word or a path.
fn opens(before: &str, after: &str) -> bool {
    let is_free = before.is_empty() || before.ends_with([' ', '\t', '(', '[', '{', '=', '\'']);
    is_free && after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '#' | '@' | '¡' | '¿'))
}

/// Right after a text, and not before a letter.
fn closes(before: &str, after: &str) -> bool {
    !before.ends_with([' ', '\t', '(', '[', '{', '"', '\\']) && !after.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_a_pair_when_they_open_and_close_in_turn() {
        for inner in [
            "The \"best\" post",
            "\"best\" post",
            "The \"best\"",
            "a (\"b\") and \"c\", d",
            "<a href=\"/x\">y</a>",
            "¡Di \"¡hola!\"!",
            "plain",
        ] {
            assert!(is_pair(inner), "{inner}");
        }
        for inner in [
            "Hello\" and \"Bye",
            "Hello!\" and \"Bye",
            "C++\" vs \"Rust",
            "b\"\"c",
            "(b)\" c \"d",
            "a \"and \"b",
            "a \\\"b\\\" and \"c\"",
            "a \"b",
        ] {
            assert!(!is_pair(inner), "{inner}");
        }
    }

    #[test]
    fn quotes_that_are_not_a_pair_get_no_safe_fix() {
        use crate::diagnostic::Safety;
        use crate::front_matter::{Format, FrontMatter};
        for (text, format) in [
            ("title: \"Hello!\" and \"Bye\"\n", Format::Yaml),
            ("title: \"C++\" vs \"Rust\"\n", Format::Yaml),
            ("tags: [\"a\",\"b\"\"c\"]\n", Format::Yaml),
            ("x: [\"a\", \"(b)\" c \"d\"]\n", Format::Yaml),
            ("title = \"Hello!\" and \"Bye\"\n", Format::Toml),
            ("title = \"C++\" vs \"Rust\"\n", Format::Toml),
        ] {
            let front = FrontMatter::of_block(text, format);
            let [problem] = &*front.problems else { panic!("{text}: {:?}", front.problems) };
            assert!(problem.fix.as_ref().is_none_or(|fix| fix.safety < Safety::Safe), "{text}: {problem:?}");
        }
    }
}
