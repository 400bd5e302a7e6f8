//! The dates that the site's generator itself reads: which they are, what it makes of them, and the forms that it reads as people do.
use super::fields;
use crate::config::{Field, FieldType, Settings};
use crate::dialect::Generator;
use crate::dialect::generators::DateGrammar;
use crate::front_matter::{Entry, Format, Node, Style, Value};
use crate::post::Post;
use crate::text::Edit;
use crate::values::date::readers::{self, DateValue, Moment, Reading};
use crate::values::date::{self, Cause, Date, DateError};
use crate::values::{Loader, quote};

/// What a generator does with a date that it does not read as people do.
pub(super) enum Misreading {
    /// The generator refuses the value.
    Refused,
    /// The generator reads another day.
    AsDay(Moment),
    /// The generator reads something else: what, as a sentence.
    Other(String),
}

/// Whether the generator of the site itself reads this value as a date, and as the day that is written, in whatever form.
pub(super) fn is_read_as_written(post: &Post<'_>, node: &Node, settings: &Settings) -> bool {
    let Some((reader, entry)) = reader_of(post, node, settings) else { return false };
    let meant = date::read(node.text().unwrap_or(""), date::DateOptions::default());
    let reading = reader.read(&entry.key.text, node);
    let is_unread = match reading {
        Reading::Nothing => true,
        // No reader takes a list or a mapping for a day unless it is known how.
        Reading::Unknown => matches!(node.value, Value::Mapping(_) | Value::Sequence(_)),
        _ => false,
    };
    !is_unread && misreading(reading, post.source.slice(node.span), &meant).is_none()
}

/// The generator of the site, when it reads this value as a date and it is known how, with the entry of the value.
fn reader_of<'p>(post: &'p Post<'_>, node: &Node, settings: &Settings) -> Option<(GeneratorReader, &'p Entry)> {
    let reader = GeneratorReader::of(post).filter(|reader| reader.grammar != DateGrammar::Unknown)?;
    let dates = dates_of(post, reader.generator, settings);
    let entry = dates.into_iter().find(|entry| std::ptr::eq(&raw const entry.value, node))?;
    Some((reader, entry))
}

/// A date to write in place of a value: as `own` has it, unless the generator reads the value as a date and not that form as people do;
/// then in the first form that it reads. The text, and the edit; `None` where no form is known.
pub(super) fn written_date(
    post: &Post<'_>,
    node: &Node,
    settings: &Settings,
    date: &Date,
    own: String,
) -> Option<(String, Edit)> {
    let format = post.front().format();
    let Some((reader, entry)) = reader_of(post, node, settings) else {
        let edit = Edit::replace(node.span, quote::like(node, &own, format));
        return Some((own, edit));
    };
    reader.written(date, &[own], entry).or_else(|| reader.written(date, &date.portable_forms(), entry))
}

/// The generator that reads the date: that of the site, and that whose posts' folder the post is in when its site is not known.
fn generator(post: &Post<'_>) -> Option<Generator> {
    let folders = || post.source.site_path().components().map(|part| part.as_os_str().to_string_lossy());
    match post.dialect.generator {
        Some(generator) if generator.facts().files.has_collections => {
            folders().any(|folder| folder.starts_with('_')).then_some(generator)
        }
        // Folders above an unknown site may be called anything (`_work`).
        None => Generator::all().find(|generator| {
            let files = &generator.facts().files;
            files.has_collections && folders().any(|folder| files.posts_folders.contains(&&*folder))
        }),
        other => other,
    }
}

/// A generator, and how it reads the dates of a post.
#[derive(Clone, Copy)]
pub(super) struct GeneratorReader {
    pub(super) generator: Generator,
    grammar: DateGrammar,
    loader: Loader,
    format: Format,
}

impl GeneratorReader {
    /// The generator of the post; `None` when it is not known, or when the front matter cannot be read.
    pub(super) fn of(post: &Post<'_>) -> Option<Self> {
        let generator = generator(post).filter(|_| post.front().is_readable())?;
        let format = post.front().format();
        let grammar = post.dialect.dates.unwrap_or(generator.facts().dates.grammar);
        Some(Self { generator, grammar, loader: Loader::of(post.dialect, format), format })
    }

    /// What the generator makes of the value of one of its date keys.
    pub(super) fn read(self, key: &str, node: &Node) -> Reading {
        readers::read_by(self.grammar, &DateValue { key, node, loader: self.loader })
    }

    /// The date in the first of these forms that the generator reads as people do: the text, and the edit that writes it with the quotes
    /// of the value, or without any.
    pub(super) fn written(self, date: &Date, forms: &[String], entry: &Entry) -> Option<(String, Edit)> {
        let (node, format) = (&entry.value, self.format);
        let in_quotes = forms.iter().map(|text| (text, quote::like(node, text, format)));
        // TOML and YAML have dates of their own, without quotes.
        let plain = forms.iter().filter(|_| format != Format::Json).map(|text| (text, text.clone()));
        in_quotes.chain(plain).find_map(|(text, edited)| {
            let style = if *text == edited { Style::Plain } else { Style::Double };
            let value = Value::Scalar { text: text.clone(), style };
            let again = Node { value, span: node.span, tag: None, anchor: None };
            match self.read(&entry.key.text, &again) {
                Reading::Moment(moment) if moment.is_meant(date) => {
                    Some((text.clone(), Edit::replace(node.span, edited)))
                }
                _ => None,
            }
        })
    }
}

/// The entries that the generator reads as dates.
pub(super) fn dates_of<'p>(post: &'p Post<'_>, generator: Generator, settings: &Settings) -> Vec<&'p Entry> {
    let facts = generator.facts().dates;
    let entries = &post.front().entries;
    let in_folder = |folder| post.source.site_path().components().any(|part| part.as_os_str() == folder);
    let is_here = facts.only_in.is_none_or(in_folder);
    let is_declared = |key: &str| {
        let is_date = |field: &Field| matches!(field.kind, Some(FieldType::Date | FieldType::Datetime));
        facts.declared && settings.fields.iter().any(|field| field.name == key && is_date(field))
    };
    let is_top = |entry: &&Entry| is_here && is_read(generator, &entry.key.text) || is_declared(&entry.key.text);
    let nested = facts.nested.and_then(|(outer, inner)| match &entries.get(outer)?.value.value {
        Value::Mapping(mapping) => mapping.get(inner),
        _ => None,
    });
    let read = entries.iter().filter(is_top).chain(nested);
    read.filter(|entry| !entry.broken && !is_spare(generator, &entry.key.text, post)).collect()
}

/// Whether the generator itself reads this key as a date.
fn is_read(generator: Generator, key: &str) -> bool {
    let keys = &generator.facts().keys;
    if keys.any_case { keys.dates.contains(&&*key.to_lowercase()) } else { keys.dates.contains(&key) }
}

/// Whether the post has a key that the generator reads instead of this one.
fn is_spare(generator: Generator, key: &str, post: &Post<'_>) -> bool {
    let mut spare = generator.facts().dates.spare.iter();
    let Some((_, instead)) = spare.find(|(known, _)| known.eq_ignore_ascii_case(key)) else { return false };
    let is_there = |other: &&str| {
        let mut entries = post.front().entries.iter();
        entries.any(|entry| entry.key.text.eq_ignore_ascii_case(other) && !fields::is_empty(&entry.value))
    };
    instead.iter().any(is_there)
}

/// What is wrong with a reading of a value; `text` is the value as written.
pub(super) fn misreading(reading: Reading, text: &str, meant: &Result<Date, DateError>) -> Option<Misreading> {
    match reading {
        Reading::Refused => Some(Misreading::Refused),
        Reading::Other(what) => Some(Misreading::Other(what)),
        Reading::Moment(moment) => {
            let is_meant = match meant {
                _ if is_unix_time(text, moment) => true,
                Ok(date) => moment.is_meant(date) || text.contains("24:00") && moment.is_midnight_after(date.day),
                // There is no such day or time, but the generator reads one.
                Err(error) if matches!(error.cause, Cause::ImpossibleDay | Cause::ImpossibleTime) => false,
                Err(_) => moment.is_written_in(text),
            };
            (!is_meant).then_some(Misreading::AsDay(moment))
        }
        Reading::Nothing | Reading::Unknown => None,
    }
}

/// Whether a text is a whole number that people write only for the seconds since 1970, nine digits or ten since 1973, and that is what is
/// read.
fn is_unix_time(text: &str, moment: Moment) -> bool {
    let is_number = matches!(text.len(), 9 | 10) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number && text.parse().ok().and_then(Moment::of_unix) == Some(moment)
}
