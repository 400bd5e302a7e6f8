//! Whether a value is of the type that the config requires.
use crate::config::FieldType;
use crate::front_matter::{Node, Value};
use crate::values::{Loader, Scalar};

/// What a value of the type is called in messages.
pub(super) fn wanted(kind: &FieldType) -> &'static str {
    match kind {
        FieldType::String | FieldType::Text => "a string",
        FieldType::Integer => "a whole number",
        FieldType::Number => "a number",
        FieldType::Boolean => "`true` or `false`",
        FieldType::Date => "a date",
        FieldType::Datetime => "a date with a time",
        FieldType::List(_) => "a list",
        FieldType::OneOrMany(inner) => wanted(inner),
        FieldType::Mapping => "a mapping",
        FieldType::Url => "a URL",
        FieldType::UrlOrPath => "a URL or a path",
        FieldType::Email => "an email address",
        FieldType::Slug => "a slug of lower-case letters, digits and hyphens",
    }
}

/// Whether a node that is not empty is of a type, as the loader of the site reads it. Dates and URLs have rules of their own: here a date
/// is always right, and a URL when it is a scalar.
pub(super) fn fits(kind: &FieldType, node: &Node, loader: Loader) -> bool {
    // Most types that are required are dates, for which the loader need not be asked.
    let scalar = || loader.scalar(node);
    let text = node.text().unwrap_or("");
    match kind {
        FieldType::Date | FieldType::Datetime => true,
        FieldType::List(_) => matches!(node.value, Value::Sequence(_)),
        FieldType::Mapping => matches!(node.value, Value::Mapping(_)),
        FieldType::OneOrMany(inner) => fits(inner, node, loader),
        FieldType::String | FieldType::Text => scalar().is_some_and(|scalar| prints_as_written(&scalar, text)),
        FieldType::Url | FieldType::UrlOrPath => {
            scalar().is_some_and(|scalar| matches!(scalar, Scalar::Text(_) | Scalar::Integer(_) | Scalar::Date(_)))
        }
        FieldType::Integer => matches!(scalar(), Some(Scalar::Integer(_))),
        FieldType::Number => matches!(scalar(), Some(Scalar::Integer(_) | Scalar::Float(_))),
        FieldType::Boolean => matches!(scalar(), Some(Scalar::Boolean(_))),
        FieldType::Email => scalar().is_some() && is_email(text),
        FieldType::Slug => scalar().is_some() && is_slug(text),
    }
}

/// Whether a template prints the scalar as it is written: strings, unquoted dates and whole numbers.
fn prints_as_written(scalar: &Scalar, text: &str) -> bool {
    match scalar {
        Scalar::Text(_) | Scalar::Date(_) => true,
        Scalar::Integer(_) => text.trim_start_matches(['+', '-']).bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.trim().rsplit_once('@') else { return false };
    let labels_are_right = domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'));
    !local.is_empty()
        && !local.contains(['@', ',', ';', '<', '>'])
        && !local.contains(char::is_whitespace)
        && labels_are_right
}

fn is_slug(text: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.split('-').all(|word| !word.is_empty() && word.chars().all(is_letter))
}
