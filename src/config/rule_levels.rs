//! The levels of rules: those of single rules, and those of groups, which are ceilings.
use super::deserialize::{ConfigReader, FromConfig, INVALID};
use super::settings::Settings;
use crate::catalogue::{self, Level, Page};
use crate::diagnostic::{Diagnostic, Severity};
use crate::front_matter::{Node, Value};
use crate::text::Span;
use crate::text::spelling::nearest_name;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

/// The levels in a config: those of groups and those of single rules, each with the bytes of its name.
#[derive(Clone, Debug, Default)]
pub(super) struct Levels {
    /// A group's level is a ceiling: no rule of the group is more severe, and none is turned on.
    groups: Vec<GroupLevel>,
    /// A rule's own level wins over its group's, wherever the two are in the config.
    rules: Vec<OwnLevel>,
}

#[derive(Clone, Debug)]
struct GroupLevel {
    group: &'static str,
    ceiling: Level,
    span: Span,
}

#[derive(Clone, Debug)]
struct OwnLevel {
    rule: &'static str,
    /// `None` is the default level of the rule, whatever the config has.
    level: Option<Level>,
    span: Span,
}

/// The name that stands for all rules on the command line.
const ALL: &str = "all";

const LEVELS: &[(&str, Level)] =
    &[("off", Level::Off), ("info", Level::Info), ("warning", Level::Warning), ("error", Level::Error)];

/// The rules that a name stands for: one, or all of a group; none when nothing has this name.
fn rules_named(name: &str) -> impl Iterator<Item = &'static Page> {
    catalogue::pages().iter().filter(move |page| page.rule.is_named(name))
}

impl FromConfig for Level {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        const WANTED: &str = "`off`, `info`, `warning` or `error`";
        if let Some(level) = with_options(node) {
            reader.wants_ours(WANTED, node, level);
            return None;
        }
        let name = reader.scalar(node, WANTED)?;
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

/// The level in a value that has options of a rule beside it, as other tools do: `[error, {…}]`, `{level: error}`.
fn with_options(node: &Node) -> Option<&str> {
    let level = match &node.value {
        Value::Sequence(items) => items.first()?,
        Value::Mapping(mapping) => &["level", "severity"].iter().find_map(|key| mapping.get(key))?.value,
        _ => return None,
    };
    level.text().filter(|name| LEVELS.iter().any(|(known, _)| known == name))
}

/// The description of a group in the JSON Schema.
const GROUP_LEVEL: &str =
    "the most severe level that rules of this group may have; it turns no rule on, and `off` turns all of them off";

impl FromConfig for Levels {
    const MAY_BE_BARE: bool = true;

    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let mut levels = Self::default();
        for entry in reader.entries(node)? {
            let (name, span) = (entry.key.text.as_str(), entry.key.span);
            let first = rules_named(name).next();
            if first.is_none() {
                reader.unknown("rule", name, span, catalogue::names());
            }
            let Some((first, level)) = first.zip(reader.value(entry)) else { continue };
            if first.rule.as_str() == name {
                levels.rules.push(OwnLevel { rule: first.rule.as_str(), level: Some(level), span });
            } else {
                levels.groups.push(GroupLevel { group: first.rule.group(), ceiling: level, span });
            }
        }
        Some(levels)
    }

    fn schema(definitions: &mut Map<String, Json>) -> Json {
        let level = Level::schema(definitions);
        let described = |name: &'static str| {
            let mut level = level.clone();
            let summary = catalogue::page(name).map_or(GROUP_LEVEL, |page| page.header().summary);
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
#[non_exhaustive]
pub struct UnknownRuleName {
    /// The name given.
    pub name: String,
    /// The rule that was probably intended.
    pub nearest: Option<&'static str>,
}

impl Levels {
    /// Applies the levels to `settings`.
    pub(super) fn apply(&self, settings: &mut Settings) {
        for GroupLevel { group, ceiling, .. } in &self.groups {
            settings.ceilings.extend(rules_named(group).map(|page| (page.rule.as_str(), *ceiling)));
        }
        for OwnLevel { rule, level, .. } in &self.rules {
            settings.ceilings.remove(rule);
            match level {
                Some(level) => _ = settings.levels.insert(rule, *level),
                None => _ = settings.levels.remove(rule),
            }
        }
    }

    /// Warns of levels that change nothing in `settings`. Nothing is reported for a group that an override in `earlier` names, because
    /// that override may apply to the same files.
    pub(super) fn without_effect(&self, settings: &Settings, earlier: &[&Self]) -> Vec<Diagnostic> {
        let is_known = |name: &str| !earlier.iter().any(|levels| levels.names_any_of(group_of(name)));
        let groups = self.groups.iter().filter(|level| is_known(level.group));
        let groups = groups.filter_map(|level| self.idle_group(level, settings));
        let rules = self.rules.iter().filter(|level| is_known(level.rule));
        groups.chain(rules.filter_map(|level| idle_rule(level, settings))).collect()
    }

    fn idle_group(&self, level: &GroupLevel, settings: &Settings) -> Option<Diagnostic> {
        let has_own = |page: &&Page| self.rules.iter().any(|own| own.rule == page.rule.as_str());
        let changes = |page: &Page| {
            let default = page.header().severity;
            let own = settings.levels.get(page.rule.as_str()).copied().unwrap_or(default);
            settings.level(page.rule, default) != own.min(level.ceiling)
        };
        let mut others = rules_named(level.group).filter(|page| !has_own(page)).peekable();
        if others.peek().is_none() || others.any(changes) {
            return None;
        }
        let (group, name) = (level.group, level.ceiling.name());
        let every = if rules_named(level.group).any(|page| has_own(&page)) { "every other rule" } else { "every rule" };
        let (message, help) = match level.ceiling {
            Level::Off => (format!("{every} of `{group}` is already off"), TURN_ON.to_string()),
            _ => (
                format!("{every} of `{group}` is already at or below {name}"),
                format!(
                    "the level of a group is a ceiling and makes no rule more severe; {}, and {TURN_ON}",
                    raise(level.ceiling)
                ),
            ),
        };
        Some(no_effect(level.span, message, help))
    }

    /// Whether some level is that of a rule of this group, or of the group.
    fn names_any_of(&self, group: &str) -> bool {
        self.groups.iter().any(|level| level.group == group)
            || self.rules.iter().any(|level| group_of(level.rule) == group)
    }

    /// The levels that the command line sets on top of `settings`: with `select` only what it names runs, what `ignore` names is off.
    pub(super) fn selected(select: &[String], ignore: &[String], settings: &Settings) -> Result<Self, UnknownRuleName> {
        let (select, ignore) = (Selection::of(select)?, Selection::of(ignore)?);
        let mut levels = Self::default();
        let mut set = |rule, level| levels.rules.push(OwnLevel { rule, level, span: Span::default() });
        for page in catalogue::pages() {
            let (rule, default) = (page.rule.as_str(), page.header().severity);
            let is_off = settings.level(page.rule, default) == Level::Off;
            if !select.is_empty() && !select.names(page) || ignore.names(page) {
                set(rule, Some(Level::Off));
            } else if is_off && select.names_itself(page) {
                set(rule, (default == Level::Off).then_some(Level::Warning));
            } else if is_off && select.names(page) && settings.levels.get(rule) != Some(&Level::Off) {
                // The whole group is off in the config, and the command line names the group, too.
                set(rule, settings.levels.get(rule).copied());
            }
        }
        Ok(levels)
    }

    /// The levels that turn on the rules of a group that are off by default, unless `settings` set a level of them or of their group.
    pub(super) fn turned_on(group: &str, settings: &Settings) -> Self {
        let is_free = |rule: &str| !settings.levels.contains_key(rule) && !settings.ceilings.contains_key(rule);
        let off = rules_named(group).filter(|page| page.header().severity == Level::Off);
        let rules = off.map(|page| page.rule.as_str()).filter(|rule| is_free(rule));
        let rules = rules.map(|rule| OwnLevel { rule, level: Some(Level::Warning), span: Span::default() }).collect();
        Self { groups: Vec::new(), rules }
    }
}

/// How a rule that is off is turned on.
const TURN_ON: &str = "a rule that is off is turned on by its own name";

/// What was probably intended by a level that lowers nothing.
fn raise(level: Level) -> &'static str {
    match level {
        Level::Info => "`--fail-on info` fails on infos",
        _ => "`--fail-on warning` fails on warnings",
    }
}

/// Only `off` can change nothing: any other level sets the severity of all findings of the rule, whatever the rule gives them.
fn idle_rule(level: &OwnLevel, settings: &Settings) -> Option<Diagnostic> {
    let page = catalogue::page(level.rule)?;
    let is_off = || settings.level(page.rule, page.header().severity) == Level::Off;
    let idle = level.level == Some(Level::Off) && is_off();
    idle.then(|| no_effect(level.span, format!("`{}` is already off", level.rule), TURN_ON.to_string()))
}

fn no_effect(span: Span, message: String, help: String) -> Diagnostic {
    let mut finding = Diagnostic::new(INVALID, Severity::Warning, span, message);
    finding.detail("no-effect").help(help);
    finding
}

fn group_of(name: &str) -> &str {
    name.split('/').next().unwrap_or(name)
}

/// Rules named on the command line: one by one, by their group, or all.
#[derive(Debug, Default)]
struct Selection {
    names: BTreeSet<String>,
}

impl Selection {
    fn of(names: &[String]) -> Result<Self, UnknownRuleName> {
        let mut selection = Self::default();
        for name in names.iter().map(|name| name.trim()) {
            if name != ALL && rules_named(name).next().is_none() {
                // A group needs no `*`.
                let nearest = nearest_name(name.trim_end_matches(['/', '*']), catalogue::names());
                return Err(UnknownRuleName { name: name.to_string(), nearest });
            }
            selection.names.insert(name.to_string());
        }
        Ok(selection)
    }

    fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether the rule is named, by whatever name.
    fn names(&self, page: &Page) -> bool {
        self.names_itself(page) || self.names.contains(page.rule.group())
    }

    /// Whether the rule is named so that it runs even when it is off.
    fn names_itself(&self, page: &Page) -> bool {
        self.names.contains(page.rule.as_str()) || self.names.contains(ALL)
    }
}
