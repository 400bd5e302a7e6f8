//! `style/inconsistent-key-case`: `my_key` among `other-keys`.
use crate::diagnostic::Safety;
use crate::dialect::known_keys;
use crate::front_matter::{Entry, Format, Key};
use crate::post::Post;
use crate::rules::block_lines::is_sound;
use crate::rules::{Context, Rule};
use crate::text::{Edit, plural};
use crate::values::quote;
use std::collections::HashMap;

pub(crate) struct InconsistentKeyCase;

/// How a key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum KeyCase {
    /// `title`
    Word,
    /// `my-key`
    Kebab,
    /// `my_key`
    Snake,
    /// `myKey`
    Camel,
    /// `Title`
    Capital,
}

/// The fewest keys that are a habit.
const HABIT: usize = 2;

impl Rule for InconsistentKeyCase {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let front = post.front();
        if !is_sound(front) {
            return;
        }
        let cases: Vec<(&Entry, KeyCase)> =
            front.entries.iter().filter_map(|entry| Some((entry, case_of(&entry.key.text)?))).collect();
        let names = Names::of(post);
        let count = |wanted: KeyCase| cases.iter().filter(|(_, case)| *case == wanted).count();
        let capitals = count(KeyCase::Capital);
        if cases.len() - capitals > capitals.max(HABIT - 1) {
            for (entry, _) in cases.iter().filter(|(_, case)| *case == KeyCase::Capital) {
                let message = format!(
                    "`{}` begins with a capital, {} not",
                    entry.key.text,
                    others(cases.len() - capitals, ("does", "do"))
                );
                names.report(entry, &entry.key.text.to_lowercase(), message, cx);
            }
        }
        let own: Vec<(&Entry, KeyCase)> = cases.into_iter().filter(|(entry, _)| is_own(&entry.key, post, cx)).collect();
        let count = |wanted: KeyCase| own.iter().filter(|(_, case)| *case == wanted).count();
        let of_words = [KeyCase::Kebab, KeyCase::Snake, KeyCase::Camel].map(|case| (count(case), case));
        let all: usize = of_words.iter().map(|(count, _)| count).sum();
        let Some((most, usual)) = of_words.into_iter().max_by_key(|(count, _)| *count) else { return };
        if most < HABIT || most * 2 <= all {
            return;
        }
        let odd = own.iter().filter(|(_, case)| of_words.iter().any(|(_, other)| other == case) && *case != usual);
        for (entry, case) in odd {
            let (name, written) = (&entry.key.text, case.name());
            let message = format!("`{name}` is in {written}, {} in {}", others(most, ("is", "are")), usual.name());
            names.report(entry, &usual.join(&words(name)), message, cx);
        }
    }
}

/// How many other keys there are, with a verb.
fn others(count: usize, (one, several): (&str, &str)) -> String {
    format!("{} here {}", plural(count, "other key"), if count == 1 { one } else { several })
}

/// The names of a front matter, as its generator tells them apart, to rename one of them.
struct Names {
    format: Format,
    any_case: bool,
    taken: HashMap<String, usize>,
}

impl Names {
    fn of(post: &Post<'_>) -> Self {
        let any_case = post.dialect.generator.is_some_and(|generator| generator.facts().keys.any_case);
        let mut names = Self { format: post.front().format(), any_case, taken: HashMap::new() };
        for entry in &post.front().entries {
            *names.taken.entry(names.same(&entry.key.text)).or_default() += 1;
        }
        names
    }

    fn same(&self, name: &str) -> String {
        if self.any_case { name.to_lowercase() } else { name.to_string() }
    }

    fn report(&self, entry: &Entry, name: &str, message: String, cx: &mut Context<'_>) {
        let key = &entry.key;
        let is_own = self.same(&key.text) == self.same(name);
        let safety = if is_own { Safety::Safe } else { Safety::Unsafe };
        let finding = cx.report(key.span, message);
        finding.help("keys in one case are easier to remember; templates that use the key must use its new name");
        let is_taken = self.taken.get(&self.same(name)).is_some_and(|count| *count > usize::from(is_own));
        // A table of TOML may be written in several places.
        let is_in_parts = self.format == Format::Toml && entry.value.text().is_none();
        if !is_taken && !is_in_parts {
            let edit = Edit::replace(key.span, quote::key_like(key, name, self.format));
            finding.fix(safety, format!("write `{name}`"), vec![edit]);
        }
    }
}

/// Whether nobody but the author has named the key.
fn is_own(key: &Key, post: &Post<'_>, cx: &Context<'_>) -> bool {
    !known_keys::is_known(&key.text, post.dialect.generator) && cx.settings.field(&key.text).is_none()
}

/// How a key is written; `None` when it mixes, or is in no case that could be changed.
fn case_of(key: &str) -> Option<KeyCase> {
    let first = key.chars().next().filter(char::is_ascii_alphabetic)?;
    let has = |wanted: fn(&u8) -> bool| key.as_bytes()[1..].iter().any(wanted);
    if !key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) || key.ends_with(['-', '_'])
    {
        return None;
    }
    let has_capitals = key.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_uppercase));
    match (
        first.is_ascii_uppercase(),
        has(u8::is_ascii_uppercase),
        has(|byte| *byte == b'-'),
        has(|byte| *byte == b'_'),
    ) {
        (true, false, false, false) if key.len() > 1 => Some(KeyCase::Capital),
        (false, false, false, false) => Some(KeyCase::Word),
        (false, false, true, false) => Some(KeyCase::Kebab),
        (false, false, false, true) => Some(KeyCase::Snake),
        (false, true, false, false) if !has_capitals => Some(KeyCase::Camel),
        _ => None,
    }
}

/// The words of a key, in lower case.
fn words(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in key.chars() {
        if c.is_ascii_uppercase() || matches!(c, '-' | '_') {
            words.push(String::new());
        }
        if !matches!(c, '-' | '_') {
            words.last_mut().unwrap_or(&mut String::new()).push(c.to_ascii_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

impl KeyCase {
    fn name(self) -> &'static str {
        match self {
            Self::Word => "lower case",
            Self::Kebab => "kebab-case",
            Self::Snake => "snake_case",
            Self::Camel => "camelCase",
            Self::Capital => "capitals",
        }
    }

    fn join(self, words: &[String]) -> String {
        match self {
            Self::Kebab => words.join("-"),
            Self::Snake => words.join("_"),
            _ => {
                let capital = |word: &String| word[..1].to_ascii_uppercase() + &word[1..];
                words.iter().take(1).cloned().chain(words.iter().skip(1).map(capital)).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_written_in_another_case() {
        for (key, case) in [
            ("my_long_key", Some(KeyCase::Snake)),
            ("my-long-key", Some(KeyCase::Kebab)),
            ("myLongKey", Some(KeyCase::Camel)),
            ("title", Some(KeyCase::Word)),
            ("Title", Some(KeyCase::Capital)),
            ("showTOC", None),
            ("_build", None),
            ("my_other-key", None),
            ("été", None),
            ("X", None),
        ] {
            assert_eq!(case_of(key), case, "{key}");
        }
        for key in ["my_long_key", "my-long-key", "myLongKey"] {
            let all = [KeyCase::Kebab, KeyCase::Snake, KeyCase::Camel].map(|case| case.join(&words(key)));
            assert_eq!(all, ["my-long-key", "my_long_key", "myLongKey"]);
        }
    }
}
