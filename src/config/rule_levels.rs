//! How bad each rule is: by its name, or for a whole group.
use super::deserialize::{ConfigReader, FromConfig};
use super::settings::Settings;
use crate::catalogue::{self, Level};
use crate::front_matter::Node;
use crate::text::spelling::nearest_name;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

/// Rules with their levels, in the order written; later ones win.
#[derive(Clone, Debug, Default)]
pub(super) struct Levels(pub(super) Vec<(&'static str, Level)>);

const LEVELS: &[(&str, Level)] =
    &[("off", Level::Off), ("info", Level::Info), ("warning", Level::Warning), ("error", Level::Error)];

/// The rules that a name stands for: one, or all of a group; none when nothing has this name.
pub(super) fn rules_named(name: &str) -> impl Iterator<Item = &'static str> {
    let rules = catalogue::pages().iter().map(|page| page.rule);
    rules.filter(move |rule| rule.is_named(name)).map(super::super::diagnostic::RuleId::as_str)
}

impl FromConfig for Level {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let name = reader.scalar(node, "`off`, `info`, `warning` or `error`")?;
        let shown = LEVELS.iter().map(|(name, _)| *name);
        let level = LEVELS.iter().chain(&[("warn", Self::Warning)]).find(|(known, _)| *known == name);
        if level.is_none() {
            reader.unknown("level", name, node.span, shown);
        }
        level.map(|(_, level)| *level)
    }

    fn schema(_: &mut Map<String, Json>) -> Json {
        json!({ "enum": ["off", "info", "warning", "warn", "error"] })
    }
}

impl FromConfig for Levels {
    const MAY_BE_BARE: bool = true;

    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let (mut of_groups, mut of_rules) = (Vec::new(), Vec::new());
        for entry in reader.entries(node)? {
            let name = entry.key.text.as_str();
            let mut rules = rules_named(name).peekable();
            if rules.peek().is_none() {
                reader.unknown("rule", name, entry.key.span, catalogue::names());
            }
            let Some(level) = reader.value(entry) else { continue };
            let levels = if name.contains('/') { &mut of_rules } else { &mut of_groups };
            levels.extend(rules.map(|rule| (rule, level)));
        }
        // A rule set by its own name wins over its group, wherever the two stand.
        of_groups.append(&mut of_rules);
        Some(Self(of_groups))
    }

    fn schema(definitions: &mut Map<String, Json>) -> Json {
        let level = Level::schema(definitions);
        let described = |name: &'static str| {
            let mut level = level.clone();
            let summary = catalogue::page(name).map_or("every rule of this group", |page| &page.header().summary);
            level["description"] = summary.into();
            (name.to_string(), level)
        };
        let rules: Map<String, Json> = catalogue::names().into_iter().map(described).collect();
        json!({ "type": ["object", "null"], "additionalProperties": false, "properties": rules })
    }
}

/// A name on the command line that is neither a rule nor a group.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown rule `{name}`; {}", match nearest {
    Some(nearest) => format!("did you mean `{nearest}`?"),
    None => "`frontlint rules` lists them".to_string(),
})]
pub struct UnknownRuleName {
    /// The name given.
    pub name: String,
    /// The rule that was probably meant.
    pub nearest: Option<&'static str>,
}

impl Levels {
    /// The levels that the command line asks for over `settings`: with `select` only what it names runs, what `ignore` names is off.
    pub(super) fn selected(select: &[String], ignore: &[String], settings: &Settings) -> Result<Self, UnknownRuleName> {
        let (selected, ignored) = (all_named(select)?, all_named(ignore)?);
        let mut levels = Vec::new();
        for page in catalogue::pages() {
            let rule = page.rule.as_str();
            let outside = !select.is_empty() && !selected.contains(rule);
            let level = settings.levels.get(rule).copied().unwrap_or(page.header().severity);
            if outside || ignored.contains(rule) {
                levels.push((rule, Level::Off));
            } else if selected.contains(rule) && level == Level::Off {
                levels.push((rule, Level::Warning));
            }
        }
        Ok(Self(levels))
    }
}

fn all_named(names: &[String]) -> Result<BTreeSet<&'static str>, UnknownRuleName> {
    let mut all = BTreeSet::new();
    for name in names.iter().map(|name| name.trim()) {
        let mut rules = rules_named(name).peekable();
        if rules.peek().is_none() {
            // A group needs no `*`.
            let nearest = nearest_name(name.trim_end_matches(['/', '*']), catalogue::names());
            return Err(UnknownRuleName { name: name.to_string(), nearest });
        }
        all.extend(rules);
    }
    Ok(all)
}
