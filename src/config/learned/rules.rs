//! What a config may require of the posts of a site, by their habits, so that nearly all of them meet it.
use super::forms::{self, DateForms, RARE};
use super::known::{self, KnownFields};
use crate::post::PostKind;
use crate::site::norms::{
    FolderScope, Habit, KeyTraits, LARGEST_VOCABULARY, NormKind, PostTraits, Repeats, Written, is_section, kind_of,
};
use crate::values::Locale;
use std::collections::{BTreeMap, HashSet};

/// Fewer posts in a hundred than this may differ from what the config requires.
const MOST_DIFFERENT: usize = 4;
/// A key of fewer files, one of so many, is not in the config; nor is one of fewer than `FEWEST`.
const SHARE: usize = 10;
const FEWEST: usize = 3;

/// What the config requires of one field.
#[derive(Clone, Debug, Default)]
pub(super) struct FieldRules {
    pub(super) required: Option<bool>,
    pub(super) kind: Option<NormKind>,
    pub(super) forms: Vec<String>,
    pub(super) allowed: Vec<String>,
    pub(super) allowed_from: Option<String>,
    pub(super) matches: Option<Repeats>,
    /// How many posts have the field, and of how many.
    pub(super) share: (usize, usize),
    /// The allowed values that only one post has.
    pub(super) once: Vec<String>,
}

/// The rules of a folder: those that it does not have from the folder above.
#[derive(Debug)]
pub(super) struct ScopeRules {
    pub(super) folder: String,
    pub(super) posts: usize,
    pub(super) files: usize,
    /// The fields, most usual first.
    pub(super) fields: Vec<(String, FieldRules)>,
}

/// One rule that may be chosen, and the posts that differ from it.
struct Candidate {
    name: String,
    rule: RuleOfField,
    different: Vec<usize>,
}

/// One thing that is required of a field.
#[derive(Clone)]
pub(super) enum RuleOfField {
    Required(bool),
    Kind(NormKind, Vec<String>),
    Allowed(Vec<String>),
    AllowedFrom(String),
    Matches(Repeats),
}

/// The posts that do not meet a rule that was chosen.
pub(super) struct Exceptions {
    /// The field.
    pub(super) name: String,
    pub(super) rule: RuleOfField,
    /// The posts, by their numbers.
    pub(super) posts: Vec<usize>,
    /// How many posts meet it.
    pub(super) usual_posts: usize,
}

/// What is known of the values of a site before rules are chosen.
#[derive(Clone, Copy)]
pub(super) struct Judged<'a> {
    /// Values, by key, that the posts should not have.
    pub(super) misspelt: &'a HashSet<(String, String)>,
    /// The languages of the dates.
    pub(super) locales: &'a [Locale],
    /// What the generator knows of its fields.
    pub(super) known: &'a KnownFields,
}

/// Chooses the rules for each folder; and the posts that do not meet them.
pub(super) fn choose(
    posts: &[PostTraits],
    scopes: &[FolderScope],
    judged: &Judged<'_>,
) -> (Vec<ScopeRules>, Vec<Exceptions>) {
    let mut chosen: Vec<ScopeRules> = Vec::new();
    let mut effective: BTreeMap<String, BTreeMap<String, FieldRules>> = BTreeMap::new();
    let mut different: HashSet<usize> = HashSet::new();
    let mut exceptions = Vec::new();
    for scope in scopes {
        let above = parent(&scope.folder, &effective).cloned().unwrap_or_default();
        let mut candidates = Chooser { posts, scope, scopes, judged, above: &above }.candidates();
        candidates.sort_by_key(|candidate| candidate.different.len());
        let mut fields: BTreeMap<String, FieldRules> = BTreeMap::new();
        for Candidate { name, rule, different: others } in candidates {
            let more = others.iter().filter(|at| !different.contains(at)).count();
            if (different.len() + more) * 100 > MOST_DIFFERENT * posts.len() {
                continue;
            }
            let habits = if matches!(rule, RuleOfField::Required(_)) { &scope.of_posts } else { &scope.of_files };
            let with = habits.iter().find(|habit| habit.name == name).map_or(0, |habit| match rule {
                RuleOfField::Required(_) => habit.posts,
                _ => habit.valued.saturating_sub(others.len()),
            });
            different.extend(&others);
            exceptions.push(Exceptions { name: name.clone(), rule: rule.clone(), posts: others, usual_posts: with });
            fields.entry(name).or_default().set(rule);
        }
        let mut now = above;
        for (name, rules) in &fields {
            now.entry(name.clone()).or_default().add(rules);
        }
        effective.insert(scope.folder.clone(), now);
        if scope.folder.is_empty() || !fields.is_empty() {
            chosen.push(ScopeRules::of(scope, fields));
        }
    }
    (chosen, exceptions)
}

/// The rules of the nearest folder above that has any.
fn parent<'a, T>(folder: &str, known: &'a BTreeMap<String, T>) -> Option<&'a T> {
    let mut above = folder;
    while let Some((shorter, _)) = above.rsplit_once('/') {
        above = shorter.trim_end_matches("/**");
        if let Some(found) = known.get(above) {
            return Some(found);
        }
    }
    known.get("").filter(|_| !folder.is_empty())
}

impl ScopeRules {
    fn of(scope: &FolderScope, fields: BTreeMap<String, FieldRules>) -> Self {
        let field = |(name, rules): (String, FieldRules)| {
            let habit = scope.of_posts.iter().find(|habit| habit.name == name);
            let share = (habit.map_or(0, |habit| habit.posts), scope.posts);
            let uses =
                scope.of_files.iter().find(|habit| habit.name == name).into_iter().flat_map(|habit| &habit.vocabulary);
            let once = uses
                .filter(|(value, uses)| *uses == 1 && rules.allowed.contains(value))
                .map(|(value, _)| value.clone());
            let once = once.collect();
            (name, FieldRules { share, once, ..rules })
        };
        let mut fields: Vec<(String, FieldRules)> = fields.into_iter().map(field).collect();
        fields.sort_by(|one, other| other.1.share.0.cmp(&one.1.share.0).then_with(|| one.0.cmp(&other.0)));
        Self { folder: scope.folder.clone(), posts: scope.posts, files: scope.files, fields }
    }
}

impl FieldRules {
    fn set(&mut self, rule: RuleOfField) {
        match rule {
            RuleOfField::Required(required) => self.required = Some(required),
            RuleOfField::Kind(kind, forms) => (self.kind, self.forms) = (Some(kind), forms),
            RuleOfField::Allowed(values) => self.allowed = values,
            RuleOfField::AllowedFrom(file) => self.allowed_from = Some(file),
            RuleOfField::Matches(repeats) => self.matches = Some(repeats),
        }
    }

    fn add(&mut self, other: &Self) {
        let Self { required, kind, forms, allowed, allowed_from, matches, share, once } = other.clone();
        self.required = required.or(self.required);
        self.kind = kind.or(self.kind);
        self.allowed_from = allowed_from.or(self.allowed_from.take());
        self.matches = matches.or(self.matches);
        (self.share, self.once) = (share, once);
        if !forms.is_empty() {
            self.forms = forms;
        }
        if !allowed.is_empty() {
            self.allowed = allowed;
        }
    }

    /// Whether the values are limited to some.
    fn has_values(&self) -> bool {
        !self.allowed.is_empty() || self.allowed_from.is_some() || self.matches.is_some()
    }
}

/// What is needed to find the rules that a folder may have.
struct Chooser<'a> {
    posts: &'a [PostTraits],
    scope: &'a FolderScope,
    scopes: &'a [FolderScope],
    judged: &'a Judged<'a>,
    above: &'a BTreeMap<String, FieldRules>,
}

impl Chooser<'_> {
    fn candidates(&self) -> Vec<Candidate> {
        let mut found = Vec::new();
        for habit in &self.scope.of_posts {
            found.extend(self.required(habit));
        }
        // A required field that the posts of this folder do not have.
        let has = |name: &str| self.scope.of_posts.iter().any(|habit| habit.name == name);
        let absent = self.above.iter().filter(|(name, rules)| rules.required == Some(true) && !has(name));
        if self.scope.posts > 0 {
            found.extend(absent.map(|(name, _)| Candidate::new(name, RuleOfField::Required(false), Vec::new())));
        }
        let is_child = !self.scope.folder.is_empty();
        let enough = |habit: &&Habit| {
            let is_frequent = habit.valued * if is_child { 2 } else { SHARE } >= self.scope.files;
            habit.valued >= FEWEST && is_frequent
        };
        for habit in self.scope.of_files.iter().filter(enough) {
            found.extend(self.values(habit));
        }
        found
    }

    /// Whether the posts of the folder must have the field, if that differs from the folder above.
    fn required(&self, habit: &Habit) -> Option<Candidate> {
        let is_required = self.above.get(&habit.name).is_some_and(|rules| rules.required == Some(true));
        let (with, all) = (habit.posts, self.scope.posts);
        if is_required {
            return (with * 10 < all * 9)
                .then(|| Candidate::new(&habit.name, RuleOfField::Required(false), Vec::new()));
        }
        // What an override requires is required of pages, too, and of those of sections unless a later override says otherwise.
        let is_page = |at: &usize| {
            let post = &self.posts[*at];
            post.kind == PostKind::Page && !is_section(&post.place)
        };
        let has_pages = !self.scope.folder.is_empty() && self.scope.files > all && self.scope.which.iter().any(is_page);
        if with * 20 < all * 19 || all < FEWEST || has_pages {
            return None;
        }
        let exempt = self.exempt(&habit.name);
        let only_pages = self.scope.which.iter().all(|at| self.posts[*at].kind == PostKind::Page);
        let lacks = |at: &usize| {
            let post = &self.posts[*at];
            let is_there = match post.key(&habit.name) {
                Some(key) => !matches!(key.value, Written::Empty),
                None => post.inherited.contains(&habit.name),
            };
            !is_there && (only_pages || post.kind == PostKind::Post) && !exempt.contains(at)
        };
        let different = self.scope.which.iter().copied().filter(lacks).collect();
        Some(Candidate::new(&habit.name, RuleOfField::Required(true), different))
    }

    /// The posts of folders below that do not have the field, for which an override says so.
    fn exempt(&self, name: &str) -> HashSet<usize> {
        let is_below = |scope: &&FolderScope| {
            scope.folder.len() > self.scope.folder.len()
                && scope.folder.starts_with(&self.scope.folder)
                && scope.posts > 0
        };
        let lacks = |scope: &&FolderScope| {
            let with = scope.of_posts.iter().find(|habit| habit.name == name).map_or(0, |habit| habit.posts);
            with * 10 < scope.posts * 9
        };
        self.scopes.iter().filter(is_below).filter(lacks).flat_map(|scope| scope.which.iter().copied()).collect()
    }

    /// What the values of a field must be, as far as the folder above does not say it.
    fn values(&self, habit: &Habit) -> Vec<Candidate> {
        let above = self.above.get(&habit.name);
        let mut found = Vec::new();
        let Some(kind) = habit.kind else { return found };
        let known = self.judged.known.kind(&habit.name);
        // Where most posts do otherwise than the generator, they are wrong.
        if known.is_some_and(|known| !known::agrees(known, kind)) {
            return found;
        }
        if above.is_none_or(|rules| rules.kind.is_none()) && (known.is_none() || kind == NormKind::Date) {
            let typed = self.kind(habit, kind);
            found.extend(Some(typed).filter(|typed| !self.is_otherwise_in_a_folder(&habit.name, &typed.different)));
        }
        if above.is_some_and(FieldRules::has_values) {
            return found;
        }
        if let Some(repeats) = habit.repeats {
            let different = self.differing(&habit.name, |key, post| {
                key.value
                    .scalars()
                    .iter()
                    .all(|scalar| repeats.is_met(scalar.text.as_deref().unwrap_or(""), &post.place))
            });
            found.push(Candidate::new(&habit.name, RuleOfField::Matches(repeats), different));
        } else if let Some((file, values)) = &habit.file {
            let different = self.differing(&habit.name, |key, _| {
                key.value
                    .scalars()
                    .iter()
                    .all(|scalar| scalar.text.as_deref().is_some_and(|text| values.contains(text)))
            });
            found.push(Candidate::new(&habit.name, RuleOfField::AllowedFrom(file.clone()), different));
        } else if let Some(values) = self.allowed(habit) {
            let different = self.differing(&habit.name, |key, _| {
                key.value
                    .scalars()
                    .iter()
                    .all(|scalar| scalar.text.as_deref().is_some_and(|text| values.iter().any(|value| value == text)))
            });
            found.push(Candidate::new(&habit.name, RuleOfField::Allowed(values), different));
        }
        found
    }

    /// The type of the field, with the forms of its dates.
    fn kind(&self, habit: &Habit, kind: NormKind) -> Candidate {
        let keys = self.scope.which.iter().filter_map(|at| self.posts[*at].key(&habit.name));
        let texts: Vec<&str> = match kind {
            NormKind::Date => {
                keys.flat_map(|key| key.value.scalars()).filter_map(|scalar| scalar.text.as_deref()).collect()
            }
            _ => Vec::new(),
        };
        let differing = |forms: &DateForms| {
            self.differing(&habit.name, |key, _| match (kind, &key.value) {
                (NormKind::Date, Written::One(scalar)) => scalar.text.as_deref().is_some_and(|text| forms.accept(text)),
                _ => kind_of(&key.value, false).is_none_or(|own| kind.takes(own)),
            })
        };
        let mut forms =
            DateForms::of(&texts, self.judged.locales, if texts.len() < 2 * RARE { RARE / 2 } else { RARE });
        let mut different = differing(&forms);
        if different.len() * 100 > MOST_DIFFERENT * self.posts.len() {
            forms = DateForms::of(&texts, self.judged.locales, texts.len());
            different = differing(&forms);
        }
        Candidate::new(&habit.name, RuleOfField::Kind(kind, forms.examples), different)
    }

    /// Whether the values of a folder, two or more, are all different: they are no mistakes.
    fn is_otherwise_in_a_folder(&self, name: &str, different: &[usize]) -> bool {
        let folder = |at: &usize| self.posts[*at].place.parent();
        let has_value = |at: &&usize| {
            let key = self.posts[**at].key(name);
            key.is_some_and(|key| !matches!(key.value, Written::Empty | Written::Unknown))
        };
        different.iter().any(|one| {
            let beside = || self.scope.which.iter().filter(|at| folder(at) == folder(one)).filter(has_value);
            beside().count() > 1 && beside().all(|at| different.contains(at))
        })
    }

    /// The values of a vocabulary without those that are misspelt; of one value only layouts have a vocabulary.
    fn allowed(&self, habit: &Habit) -> Option<Vec<String>> {
        let is_right = |value: &String| !self.judged.misspelt.contains(&(habit.name.clone(), value.clone()));
        let values: Vec<String> = habit.vocabulary.iter().map(|(value, _)| value.clone()).filter(is_right).collect();
        let in_nearly_all = habit.valued * 20 >= self.scope.files * 19;
        let is_fixed = values.len() > 1 || values.len() == 1 && habit.name == "layout" && in_nearly_all;
        (is_fixed && values.len() <= LARGEST_VOCABULARY).then_some(values)
    }

    /// The posts and pages whose value is not right.
    fn differing(&self, name: &str, is_right: impl Fn(&KeyTraits, &PostTraits) -> bool) -> Vec<usize> {
        let is_wrong = |at: &usize| {
            let post = &self.posts[*at];
            let key = post.key(name).filter(|key| !matches!(key.value, Written::Empty | Written::Unknown));
            key.is_some_and(|key| !is_right(key, post))
        };
        self.scope.which.iter().copied().filter(is_wrong).collect()
    }
}

impl Candidate {
    fn new(name: &str, rule: RuleOfField, different: Vec<usize>) -> Self {
        Self { name: name.to_string(), rule, different }
    }
}

/// The languages of the dates of a site.
pub(super) fn locales(posts: &[PostTraits]) -> Vec<Locale> {
    forms::locales(posts)
}
