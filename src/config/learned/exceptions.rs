//! The posts that do not meet a learned rule, and will be reported once the config is written: `init` lists them.
use super::rules::{Exceptions, RuleOfField};
use crate::site::norms::{PostTraits, Spot, Unusual, UnusualKind, Written};
use crate::text::plural;

/// What is unusual in the posts that do not meet a rule.
pub(super) fn unusual(posts: &[PostTraits], exceptions: &Exceptions) -> Vec<Unusual> {
    let Exceptions { name, rule, posts: different, usual_posts } = exceptions;
    let (kind, usual) = match rule {
        RuleOfField::Required(_) => (UnusualKind::Missing, name.clone()),
        RuleOfField::Kind(kind, _) => (UnusualKind::Type, kind.title().to_string()),
        RuleOfField::Allowed(values) => (UnusualKind::Value, values.join(", ")),
        RuleOfField::AllowedFrom(file) => (UnusualKind::Value, file.clone()),
        RuleOfField::Matches(_) => (UnusualKind::Folder, "the name in its path".to_string()),
    };
    let unusual = |at: &usize| {
        let post = &posts[*at];
        let (place, value) = value(post, name);
        Unusual {
            path: post.path.clone(),
            copies: 0,
            at: place,
            key: name.clone(),
            kind,
            message: message(name, rule, value.as_deref(), different.len(), *usual_posts),
            value,
            posts: different.len(),
            usual: usual.clone(),
            usual_posts: *usual_posts,
        }
    };
    different.iter().map(unusual).collect()
}

/// Where the value of a key is, and its text if it is one; for a missing key, the place where it is reported.
fn value(post: &PostTraits, name: &str) -> (Spot, Option<String>) {
    let Some(key) = post.key(name) else { return (post.head, None) };
    match &key.value {
        Written::One(scalar) => (scalar.at, scalar.text.as_deref().map(str::to_string)),
        _ => (key.at, None),
    }
}

fn message(name: &str, rule: &RuleOfField, value: Option<&str>, few: usize, most: usize) -> String {
    let what = value.map_or_else(|| format!("`{name}` is"), |value| format!("`{name}` is `{value}`,"));
    match rule {
        RuleOfField::Required(_) => {
            format!("`{name}` is missing in {}, {most} have it", plural(few, "post"))
        }
        RuleOfField::Kind(kind, forms) if !forms.is_empty() => {
            format!("{what} not a {} in the form that {most} have", kind.title())
        }
        RuleOfField::Kind(kind, _) => format!("{what} not of the type `{}`, as in {most}", kind.title()),
        RuleOfField::Allowed(_) => format!("{what} none of the values that {most} have"),
        RuleOfField::AllowedFrom(file) => format!("{what} not in `{file}`, as in {most}"),
        RuleOfField::Matches(_) => format!("{what} not the name in its path, as in {most}"),
    }
}
