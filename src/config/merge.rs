//! Merges the keys of a config file, as written, into the settings of what it extends.
use super::raw;
use super::rule_levels::Levels;
use super::settings::{Field, FieldType, Settings, UnknownFields};
use crate::values::Locale;

/// What one config, or one of its overrides, changes in the settings of a post.
#[derive(Clone, Debug, Default)]
pub(super) struct Change {
    pub(super) locale: Option<Vec<Locale>>,
    pub(super) pages: Option<bool>,
    pub(super) unknown_fields: Option<UnknownFields>,
    pub(super) fields: Option<raw::Fields>,
    pub(super) key_order: Option<Vec<String>>,
    pub(super) levels: Option<Levels>,
    pub(super) depth: Option<usize>,
}

impl Change {
    /// Applies the change to `settings`; `for_some_files` is true for an override.
    pub(super) fn apply(&self, settings: &mut Settings, for_some_files: bool) {
        set(&mut settings.pages, self.pages.as_ref());
        set(&mut settings.locales, self.locale.as_ref());
        set(&mut settings.key_order, self.key_order.as_ref());
        set(&mut settings.unknown_fields, self.unknown_fields.as_ref());
        if self.depth.is_some() {
            settings.max_depth = self.depth;
        }
        if let Some(levels) = &self.levels {
            levels.apply(settings);
        }
        if let Some(fields) = &self.fields {
            fields.apply(&mut settings.fields, for_some_files);
        }
    }
}

impl raw::Fields {
    fn apply(&self, fields: &mut Vec<Field>, for_some_files: bool) {
        for (name, change) in &self.0 {
            let at = fields.iter().position(|field| field.name == *name).unwrap_or_else(|| {
                fields.push(Field { name: name.clone(), ..Field::default() });
                fields.len() - 1
            });
            change.apply(&mut fields[at], for_some_files);
        }
    }
}

impl raw::Field {
    fn apply(&self, field: &mut Field, for_some_files: bool) {
        if let Some(required) = self.required {
            field.required = required;
            // An override names its files, so that it means pages, too.
            field.of_pages = for_some_files && required;
        }
        if self.kind.is_some() {
            field.kind.clone_from(&self.kind);
        }
        if self.allowed.is_some() {
            field.allowed.clone_from(&self.allowed);
        }
        if self.allowed_from.is_some() {
            field.allowed_from.clone_from(&self.allowed_from);
        }
        if let Some(pattern) = &self.pattern {
            field.pattern = Some(pattern.0.clone());
        }
        field.length = self.length.or(field.length);
        field.range = self.range.or(field.range);
        set(&mut field.forms, self.forms.as_ref().map(|forms| &forms.0));
        if self.forms.is_some() && field.kind.is_none() {
            field.kind = Some(FieldType::Date);
        }
        field.matches = self.matches.or(field.matches);
        set(&mut field.unique, self.unique.as_ref());
        if self.deprecated.is_some() {
            field.deprecated.clone_from(&self.deprecated);
        }
        set(&mut field.required_when, self.required_when.as_ref().map(|conditions| &conditions.0));
        if let Some(fields) = &self.fields {
            fields.apply(&mut field.fields, for_some_files);
        }
    }
}

/// Sets what is given; a setting that is left out stays as it is.
fn set<T: Clone>(setting: &mut T, given: Option<&T>) {
    if let Some(given) = given {
        setting.clone_from(given);
    }
}
