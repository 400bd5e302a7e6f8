//! `field/wrong-type`: a value that is not of the type that the config requires.
use crate::config::FieldType;
use crate::diagnostic::{Diagnostic, Safety};
use crate::front_matter::{Format, Node, Style, Value};
use crate::post::Post;
use crate::rules::fields::{self, Present};
use crate::rules::{Context, Rule, types};
use crate::text::Edit;
use crate::values::{Loader, Scalar, quote};

pub(crate) struct WrongType;

impl Rule for WrongType {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let loader = Loader::of(post.dialect, post.front().format());
        for present in fields::present(post, cx.settings, |field| field.kind.is_some()) {
            let Some(kind) = &present.field.kind else { continue };
            for (kind, node) in fields::leaves(kind, &present.entry.value) {
                let is_template = node.text().is_some_and(fields::is_template);
                if !is_template && !fields::is_empty(node) && !types::fits(kind, node, loader) {
                    report(node, kind, loader, &present, post, cx);
                }
            }
        }
    }
}

fn report(node: &Node, kind: &FieldType, loader: Loader, present: &Present<'_>, post: &Post<'_>, cx: &mut Context<'_>) {
    let (name, wanted, scalar) = (&present.name, types::wanted(kind), loader.scalar(node));
    let text = node.text().unwrap_or("");
    let message = match (&node.value, &scalar) {
        (Value::Sequence(_), _) => format!("`{name}` is a list, not {wanted}"),
        (Value::Mapping(_), _) => format!("`{name}` is a mapping, not {wanted}"),
        (_, Some(Scalar::Text(_))) if !is_kind_of_string(kind) => {
            format!("`{name}` is the string `{text}`, not {wanted}")
        }
        (_, Some(scalar @ (Scalar::Boolean(_) | Scalar::Integer(_) | Scalar::Float(_)))) => {
            format!("`{name}` is `{text}`, which is {}, not {wanted}", scalar.kind())
        }
        _ => format!("`{name}` is `{text}`, which is not {wanted}"),
    };
    let finding = cx.report(node.span, message);
    if matches!(kind, FieldType::String | FieldType::Text)
        && scalar.is_some_and(|value| !matches!(value, Scalar::Text(_)))
    {
        finding.help("put the value in quotes, so that the generator reads it as it is written");
    } else {
        finding.help(format!(
            "the config requires {wanted} here; a template that expects this type may fail or show a wrong value"
        ));
    }
    offer_fix(finding, node, kind, loader, post.front().format());
}

/// Whether the type is a string with a certain form.
fn is_kind_of_string(kind: &FieldType) -> bool {
    matches!(kind, FieldType::Email | FieldType::Slug | FieldType::Url | FieldType::UrlOrPath)
}

/// Offers the value in the required type, where there is one evident way to write it.
fn offer_fix(finding: &mut Diagnostic, node: &Node, kind: &FieldType, loader: Loader, format: Format) {
    let Some(text) = node.text() else { return };
    let is_plain = matches!(node.value, Value::Scalar { style: Style::Plain, .. });
    let (title, written) = match kind {
        FieldType::String | FieldType::Text if is_plain => ("put the value in quotes", quote::quoted(text, format)),
        FieldType::Integer | FieldType::Number if !is_plain && is_number(text, kind, loader) => {
            ("remove the quotes", text.trim().to_string())
        }
        FieldType::Boolean => match text.trim().to_lowercase().as_str() {
            "true" | "yes" | "on" => ("write `true`", "true".to_string()),
            "false" | "no" | "off" => ("write `false`", "false".to_string()),
            _ => return,
        },
        FieldType::List(_) if !text.contains('\n') => ("write a list", list(text, format)),
        _ => return,
    };
    finding.fix(Safety::Unsafe, title, vec![Edit::replace(node.span, written)]);
}

fn is_number(text: &str, kind: &FieldType, loader: Loader) -> bool {
    match loader.resolve(None, Style::Plain, text.trim()) {
        Scalar::Integer(_) => true,
        Scalar::Float(_) => *kind == FieldType::Number,
        _ => false,
    }
}

/// The text `a, b` as the list `[a, b]`.
fn list(text: &str, format: Format) -> String {
    let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
    let write = |item: &str| {
        let safe = format == Format::Yaml && quote::is_safe_plain(item);
        if safe { item.to_string() } else { quote::quoted(item, format) }
    };
    format!("[{}]", items.map(write).collect::<Vec<_>>().join(", "))
}
