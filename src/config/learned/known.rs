//! What the generator of a site knows of its fields: a learned config may add to it, and must not take anything from it.
use super::super::load;
use super::super::settings::{Field, FieldType};
use crate::dialect::Generator;
use crate::site::norms::NormKind;
use std::path::Path;

/// The fields of the generator's preset, and the keys that it reads as dates.
#[derive(Debug, Default)]
pub(super) struct KnownFields {
    fields: Vec<Field>,
    dates: &'static [&'static str],
    any_case: bool,
}

impl KnownFields {
    pub(super) fn of(generator: Option<Generator>) -> Self {
        let Some(facts) = generator.map(Generator::facts) else { return Self::default() };
        let preset = facts.preset.and_then(|_| load::preset(facts.name, Path::new("")).ok());
        let fields = preset.map(|preset| preset.settings.fields.clone()).unwrap_or_default();
        Self { fields, dates: facts.keys.dates, any_case: facts.keys.any_case }
    }

    /// The type that the generator's preset gives the field; a date where the generator itself reads one.
    pub(super) fn kind(&self, name: &str) -> Option<&FieldType> {
        let is_it = |known: &str| if self.any_case { known.eq_ignore_ascii_case(name) } else { known == name };
        let of_preset = self.fields.iter().find(|field| is_it(&field.name)).and_then(|field| field.kind.as_ref());
        of_preset.or_else(|| self.dates.iter().any(|date| is_it(date)).then_some(&FieldType::Date))
    }
}

/// Whether values of a habit are of a type, so that what is learned of them adds to it.
pub(super) fn agrees(known: &FieldType, habit: NormKind) -> bool {
    match known {
        FieldType::Date | FieldType::Datetime => habit == NormKind::Date,
        FieldType::Integer => habit == NormKind::Integer,
        FieldType::Number => matches!(habit, NormKind::Integer | NormKind::Number),
        FieldType::Boolean => habit == NormKind::Boolean,
        FieldType::Mapping => habit == NormKind::Mapping,
        FieldType::List(_) => matches!(habit, NormKind::Texts | NormKind::List),
        FieldType::OneOrMany(_) => !matches!(habit, NormKind::Mapping | NormKind::Boolean),
        _ => matches!(habit, NormKind::Text | NormKind::Date),
    }
}
