//! `field/wrong-type`: a value that is not of the type that the config requires, or that the generator itself reads otherwise than meant.
use crate::config::FieldType;
use crate::diagnostic::{Diagnostic, Safety, Severity};
use crate::dialect::Generator;
use crate::dialect::generators::{DeniedValue, KeyFacts, KeyReader, KeyType};
use crate::front_matter::{Entry, Format, Node, Style, Value};
use crate::post::Post;
use crate::rules::fields::{self, Present};
use crate::rules::{Context, Rule, types};
use crate::text::{Edit, Span, spelling};
use crate::values::keys::{self, KeyReading};
use crate::values::{Loader, Scalar, quote};

pub(crate) struct WrongType;

impl Rule for WrongType {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let loader = Loader::of(post.dialect, post.front().format());
        let mut settled = check_own_keys(post, loader, cx);
        settled.extend(check_schema(post, loader, cx));
        for present in fields::present(post, cx.settings, |field| field.kind.is_some()) {
            let Some(kind) = &present.field.kind else { continue };
            if settled.contains(&present.entry.key.span) {
                continue;
            }
            for (kind, node) in fields::leaves(kind, &present.entry.value) {
                // A set is a list to who reads it.
                if node.tag.as_deref().is_some_and(|(tag, _)| tag == "!!set") {
                    continue;
                }
                let is_template = node.text().is_some_and(fields::is_template);
                if !is_template && !fields::is_empty(node) && !types::fits(kind, node, loader) {
                    report(node, kind, loader, &present, post, cx);
                }
            }
        }
    }
}

/// Reports the keys that the generator itself reads as something else than what is meant, or refuses; returns
/// the keys of which the config is not asked any more.
fn check_own_keys(post: &Post<'_>, loader: Loader, cx: &mut Context<'_>) -> Vec<Span> {
    let Some(generator) = post.dialect.generator.filter(|_| post.front().is_readable()) else { return Vec::new() };
    let keys = &generator.facts().keys;
    let of_folder = types_of_folder(keys, post);
    let mut settled = Vec::new();
    for entry in post.front().entries.iter().filter(|entry| !entry.broken) {
        let name = &entry.key.text;
        let is_it = |known: &str| if keys.any_case { spelling::is_same(known, name) } else { known == name };
        let mut typed = keys.typed.iter().chain(of_folder);
        let Some((_, wanted)) = typed.find(|(known, _)| is_it(known)) else { continue };
        if entry.value.text().is_some_and(fields::is_template) {
            continue;
        }
        let mut reading = keys::read_key(keys.reader, *wanted, &entry.value, loader);
        if *wanted == KeyType::With("data") && cx.settings.inherited.iter().any(|given| given == name) {
            continue;
        }
        if reading == KeyReading::AsMeant && is_denied(entry, keys.denied, post) {
            reading = KeyReading::Other("refuses it and stops, unless the settings of the site allow it".into());
        }
        // `serde` reads a value only when it has the type that it asks for.
        let is_right = reading == KeyReading::AsMeant && matches!(keys.reader, KeyReader::Serde | KeyReader::Joi);
        if is_right || report_own(reading, generator, *wanted, entry, post, cx) {
            settled.push(entry.key.span);
        }
    }
    settled
}

/// The types of keys that the part of the generator asks for that reads the folder of the post: the outermost that is known.
fn types_of_folder(keys: &KeyFacts, post: &Post<'_>) -> &'static [(&'static str, KeyType)] {
    if keys.typed_in.is_empty() {
        return &[];
    }
    let mut folders = post.source.site_path().components().map(|part| part.as_os_str().to_string_lossy());
    let found = folders.find_map(|folder| keys.typed_in.iter().find(|of| of.folders.contains(&&*folder)));
    found.map_or(&[], |of| of.typed)
}

/// Whether the generator refuses a value because the settings do not allow it.
fn is_denied(entry: &Entry, denied: &[DeniedValue], post: &Post<'_>) -> bool {
    let text = entry.value.text().unwrap_or("");
    !post.dialect.own.policy
        && denied.iter().any(|denied| {
            spelling::is_same(denied.key, &entry.key.text)
                && denied.values.iter().any(|value| value.eq_ignore_ascii_case(text))
                && !post.dialect.is_before(denied.since)
        })
}

/// Reports the fields of the config that stand for the schema of a collection, and returns their keys.
fn check_schema(post: &Post<'_>, loader: Loader, cx: &mut Context<'_>) -> Vec<Span> {
    /// The folder of collections.
    const COLLECTIONS: &str = "src/content/";
    let generator = post.dialect.generator.filter(|one| one.facts().keys.reader == KeyReader::Zod);
    let Some(generator) = generator.filter(|_| post.front().is_readable() && !post.dialect.own.loose_schemas) else {
        return Vec::new();
    };
    if !post.source.site_path().to_string_lossy().replace('\\', "/").contains(COLLECTIONS) {
        return Vec::new();
    }
    let settings = cx.settings;
    let mut settled = Vec::new();
    for field in &settings.fields {
        let Some(wanted) = field.kind.as_ref().and_then(key_type) else { continue };
        let Some(entry) = post.front().get(&field.name).filter(|entry| !entry.broken) else { continue };
        // `field/empty` asks for a value, and a schema rarely names these two.
        let is_general = matches!(field.name.as_str(), "layout" | "slug");
        if (field.required || is_general) && fields::is_empty(&entry.value) {
            continue;
        }
        let reading = keys::read_key(KeyReader::Zod, wanted, &entry.value, loader);
        if reading != KeyReading::Unknown {
            settled.push(entry.key.span);
        }
        report_own(reading, generator, wanted, entry, post, cx);
    }
    settled
}

/// The type of a key that a schema asks for where the config asks for this one.
fn key_type(kind: &FieldType) -> Option<KeyType> {
    match kind {
        FieldType::String | FieldType::Text => Some(KeyType::Text),
        FieldType::Boolean => Some(KeyType::Boolean),
        FieldType::Integer => Some(KeyType::Whole),
        FieldType::Number => Some(KeyType::Number),
        FieldType::Mapping => Some(KeyType::Mapping),
        FieldType::List(None) => Some(KeyType::List),
        FieldType::List(Some(inner)) => Some(match &**inner {
            FieldType::String | FieldType::Text => KeyType::Texts,
            _ => KeyType::List,
        }),
        _ => None,
    }
}

/// Reports what the generator makes of one of its keys, unless that is what is meant.
fn report_own(
    reading: KeyReading,
    generator: Generator,
    wanted: KeyType,
    entry: &Entry,
    post: &Post<'_>,
    cx: &mut Context<'_>,
) -> bool {
    let loader = Loader::of(post.dialect, post.front().format());
    let (name, title, node) = (&entry.key.text, generator.title(), &entry.value);
    let is = |node: &Node| in_words(node, loader);
    // An empty value has no place of its own.
    let span = if node.span.is_empty() { entry.key.span } else { node.span };
    let as_meant = format!("write {}, which {title} reads as it is meant", wanted.wanted());
    // What is only shown in another way is no error.
    let is_mild = matches!(wanted, KeyType::Shown | KeyType::Terms | KeyType::Menus);
    let severity = if is_mild { Severity::Warning } else { Severity::Error };
    let finding = match reading {
        KeyReading::AsMeant | KeyReading::Unknown => return false,
        KeyReading::Refused => cx
            .report(span, format!("`{name}` is {}, but {title} requires {} and stops", is(node), wanted.wanted()))
            .help("the whole site is not built as long as this value is there"),
        KeyReading::Other(does) => {
            cx.report_as(severity, span, format!("`{name}` is {}, and {title} {does}", is(node))).help(as_meant)
        }
        KeyReading::OfItem(at, does) => {
            let Value::Sequence(items) = &node.value else { return false };
            let message = format!("this item of `{name}` is {}, and {title} {does}", is(&items[at]));
            let finding = cx.report_as(severity, items[at].span, message);
            finding.help("put the item in quotes, so that it is a string");
            if matches!(items[at].value, Value::Scalar { style: Style::Plain, .. }) {
                offer_fix(finding, &items[at], &FieldType::String, loader, post.front().format());
            }
            return true;
        }
    };
    // What is not there cannot be written in another way.
    if let Some(kind) = field_type(wanted).filter(|_| !node.span.is_empty()) {
        offer_fix(finding, node, &kind, loader, post.front().format());
    }
    true
}

/// The value as a message names it.
fn in_words(node: &Node, loader: Loader) -> String {
    match (&node.value, loader.scalar(node)) {
        (Value::Sequence(_), _) => "a list".into(),
        (Value::Mapping(_), _) => "a mapping".into(),
        (_, Some(Scalar::Null)) => "empty".into(),
        (_, Some(Scalar::Text(text))) if text.is_empty() => "an empty string".into(),
        (_, Some(Scalar::Text(text))) => format!("the string `{}`", text.trim_end().replace('\n', " ")),
        (_, Some(scalar)) => format!("`{}`, {}", node.text().unwrap_or(""), scalar.kind()),
        _ => "an alias".into(),
    }
}

/// The type of a field that is written in the same way.
fn field_type(wanted: KeyType) -> Option<FieldType> {
    match wanted {
        KeyType::Text | KeyType::Name => Some(FieldType::String),
        KeyType::Boolean => Some(FieldType::Boolean),
        KeyType::Whole => Some(FieldType::Integer),
        KeyType::Texts => Some(FieldType::List(Some(Box::new(FieldType::String)))),
        _ => None,
    }
}

fn report(node: &Node, kind: &FieldType, loader: Loader, present: &Present<'_>, post: &Post<'_>, cx: &mut Context<'_>) {
    if let Some(text) = one_line_entry(node, kind, post) {
        cx.report(
            node.span,
            format!("`{}` has the item `{text}`, which YAML reads as a key and its value", present.name),
        )
        .help("`: ` in a text without quotes ends a key; put the item in quotes")
        .fix(
            Safety::Unsafe,
            "quote the item",
            vec![Edit::replace(node.span, quote::quoted(text, Format::Yaml))],
        );
        return;
    }
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

/// The text of `C++: the language`, a mapping of one key on one line where a string is wanted.
fn one_line_entry<'p>(node: &Node, kind: &FieldType, post: &'p Post<'_>) -> Option<&'p str> {
    let Value::Mapping(entries) = &node.value else { return None };
    let is_text = post.front().format() == Format::Yaml && matches!(kind, FieldType::String | FieldType::Text);
    let is_one =
        matches!(&entries.0[..], [entry] if matches!(entry.value.value, Value::Scalar { style: Style::Plain, .. }));
    let text = post.source.slice(node.span);
    (is_text && is_one && !text.contains(['\n', '\r', '{', '"', '#'])).then_some(text.trim_end())
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
