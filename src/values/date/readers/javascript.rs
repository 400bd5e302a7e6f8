//! Readers that give a value of YAML to JavaScript's `new Date`: Hexo, Docusaurus by Joi, Astro by Zod. Measured with Hexo 8.1,
//! Docusaurus 3.10 (Joi 17) and Zod 3.25.
use super::js_date;
use super::{DateValue, Loaded, Moment, Reading};
use crate::front_matter::{Node, Value};
use crate::values::{Loader, Scalar};
use jiff::civil::DateTime;

/// `toDate` of `common.js` in Hexo: what is false counts as not there, and an invalid date too.
pub(super) fn hexo(written: &DateValue<'_>) -> Reading {
    const OF_FILE: &str = "it uses the time of the file instead";
    match written.loaded() {
        Loaded::Scalar(Scalar::Null) => Reading::Nothing,
        Loaded::Scalar(Scalar::Text(text)) if text.is_empty() => Reading::Nothing,
        Loaded::Scalar(Scalar::Integer(0) | Scalar::Boolean(false)) => Reading::Other(OF_FILE.into()),
        Loaded::Alias => Reading::Unknown,
        loaded => new_date(written, &loaded).map_or_else(|| Reading::Other(OF_FILE.into()), of_number_or_text(&loaded)),
    }
}

/// `Joi.date()`: a date, a number of milliseconds since 1970 or a text that `new Date` reads. `raw` keeps the text, which is read again.
pub(super) fn joi(written: &DateValue<'_>) -> Reading {
    match written.loaded() {
        Loaded::Alias => Reading::Unknown,
        Loaded::Scalar(Scalar::Null | Scalar::Boolean(_)) | Loaded::Collection => Reading::Refused,
        Loaded::Scalar(Scalar::Float(number)) if !number.is_finite() => Reading::Refused,
        Loaded::Scalar(Scalar::Text(text)) if text.trim().is_empty() => Reading::Refused,
        loaded @ Loaded::Scalar(_) => new_date(written, &loaded).map_or(Reading::Refused, of_number_or_text(&loaded)),
    }
}

/// `z.date()`: a date of the loader and nothing else.
pub(super) fn zod(written: &DateValue<'_>) -> Reading {
    match written.loaded() {
        Loaded::Scalar(Scalar::Date(iso)) => of_iso(&iso).map_or(Reading::Unknown, Reading::Moment),
        Loaded::Alias => Reading::Unknown,
        Loaded::Scalar(_) | Loaded::Collection => Reading::Refused,
    }
}

/// `z.coerce.date()`: whatever `new Date` reads.
pub(super) fn zod_coerce(written: &DateValue<'_>) -> Reading {
    match written.loaded() {
        Loaded::Alias => Reading::Unknown,
        loaded => new_date(written, &loaded).map_or(Reading::Refused, of_number_or_text(&loaded)),
    }
}

/// What to say of a moment that a number may stand for.
fn of_number_or_text(loaded: &Loaded) -> impl Fn(Moment) -> Reading {
    let is_number = matches!(loaded, Loaded::Scalar(Scalar::Integer(_) | Scalar::Float(_)));
    move |moment| match is_number {
        // Who writes so many digits counts milliseconds, too.
        true if (1973..2100).contains(&moment.at.year()) => Reading::Unknown,
        true => Reading::Other(format!("the number counts milliseconds since 1970, and that is {}", moment.at.date())),
        false => Reading::Moment(moment),
    }
}

/// `new Date(value)`; `None` for an invalid date.
fn new_date(written: &DateValue<'_>, loaded: &Loaded) -> Option<Moment> {
    match loaded {
        Loaded::Scalar(scalar) => of_scalar(scalar),
        Loaded::Collection => of_collection(written.node, written.loader),
        Loaded::Alias => None,
    }
}

fn of_scalar(scalar: &Scalar) -> Option<Moment> {
    match scalar {
        Scalar::Date(iso) => of_iso(iso),
        Scalar::Text(text) => js_date::parse(text),
        Scalar::Integer(number) => of_milliseconds(i64::try_from(*number).ok()?),
        #[allow(clippy::cast_possible_truncation, reason = "JavaScript truncates it too")]
        Scalar::Float(number) => number.is_finite().then(|| of_milliseconds(*number as i64))?,
        Scalar::Boolean(_) | Scalar::Null => of_milliseconds(0),
        Scalar::Symbol(_) | Scalar::Bytes(_) | Scalar::Refused(_) => None,
    }
}

fn of_milliseconds(number: i64) -> Option<Moment> {
    /// The last millisecond of JavaScript.
    const LAST: i64 = 8_640_000_000_000_000;
    (number.abs() <= LAST).then(|| Moment::of_unix(number.div_euclid(1000)))?
}

/// A list is a text with commas, a mapping is `[object Object]`.
fn of_collection(node: &Node, loader: Loader) -> Option<Moment> {
    let Value::Sequence(items) = &node.value else { return None };
    if let [only] = items.as_slice() {
        return match loader.scalar(only) {
            Some(scalar @ (Scalar::Date(_) | Scalar::Text(_))) => of_scalar(&scalar),
            Some(scalar) => js_date::parse(&scalar.printed()),
            None => of_collection(only, loader),
        };
    }
    let text = |item: &Node| loader.scalar(item).map(|scalar| scalar.printed());
    let texts: Option<Vec<String>> = items.iter().map(text).collect();
    js_date::parse(&texts?.join(","))
}

/// The moment of a date that a loader made, which is one of UTC.
pub(super) fn of_iso(iso: &str) -> Option<Moment> {
    let at: DateTime = iso.trim_end_matches('Z').parse().ok()?;
    Some(Moment { at, offset: None })
}
