//! The config that `frontlint init` writes from the posts of a site.
mod exceptions;
mod forms;
mod known;
mod near_keys;
mod order;
mod posts;
mod rules;
mod sections;

pub use posts::post_globs;

use crate::config::unset::{SKILL, usual_fields};
use crate::dialect::Generator;
use crate::front_matter::Format;
use crate::site::norms::{self, NormKind, PostTraits, Repeats, Unusual, UnusualKind, ValueFile};
use crate::text::plural;
use crate::values::quote;
use known::KnownFields;
use rules::{FieldRules, Judged, ScopeRules};
use sections::{GLOB, Sections};
use std::collections::HashSet;
use std::fmt::Write;

/// What a config is learned from.
#[derive(Debug)]
pub struct LearnedFrom<'a> {
    /// The posts and pages, with places from the folder of the config.
    pub posts: &'a [PostTraits],
    /// The data files, with names from the folder of the config.
    pub files: &'a [ValueFile],
    /// The generator of the site.
    pub generator: Option<Generator>,
    /// Globs for the posts, where they tell posts from other files.
    pub globs: Option<Vec<String>>,
    /// Whether the posts are in a folder for posts, and files elsewhere are pages.
    pub has_posts_folder: bool,
}

/// A config, and what differs from the habits of the site.
#[derive(Debug)]
pub struct LearnedConfig {
    /// The text of the config.
    pub text: String,
    /// How many fields it has, and how many of them are required.
    pub fields: (usize, usize),
    /// What is unusual in the posts.
    pub unusual: Vec<Unusual>,
}

/// Learns a config from the posts of a site.
pub fn learn(from: &LearnedFrom<'_>) -> LearnedConfig {
    let mut unusual = norms::learn(from.posts, from.files).unusual;
    unusual.extend(near_keys::unusual(from.posts, from.generator));
    if is_of_skills(from.posts) {
        return LearnedConfig { text: of_skills(from.posts.len()), fields: (0, 0), unusual };
    }
    let misspelt = unusual.iter().filter(|one| one.kind == UnusualKind::Value);
    let misspelt: HashSet<(String, String)> =
        misspelt.filter_map(|one| Some((one.key.clone(), one.value.clone()?))).collect();
    let scopes = norms::scopes(from.posts, from.files);
    let locales = rules::locales(from.posts);
    let known = KnownFields::of(from.generator);
    let (chosen, exceptions) =
        rules::choose(from.posts, &scopes, &Judged { misspelt: &misspelt, locales: &locales, known: &known });
    // What the config will report is listed, whether or not it is plain that it is a mistake.
    for one in exceptions.iter().flat_map(|one| exceptions::unusual(from.posts, one)) {
        if !unusual.iter().any(|known| known.path == one.path && known.key == one.key) {
            unusual.push(one);
        }
    }
    unusual.sort_by(|one, other| (&one.path, one.at.span.start()).cmp(&(&other.path, other.at.span.start())));
    let (root, folders) = match chosen.split_first() {
        Some((root, folders)) => (Some(root), folders),
        None => (None, &[][..]),
    };
    let mut text = String::new();
    write_head(&mut text, from, locales.first().map(|locale| locale.code()), root);
    let fields = root.map_or(&[][..], |root| root.fields.as_slice());
    if !fields.is_empty() {
        text += "\n# What each field must be: the fields that at least 19 of 20 posts have are required.\nfields:\n";
        write_fields(&mut text, "  ", fields);
    }
    write_order(&mut text, &order::usual(from.posts, fields));
    let sections = Sections::of(from.posts, &chosen);
    if !folders.is_empty() || !sections.fields.is_empty() {
        text += "\n# Where the posts of a folder differ from the others; later ones win.\noverrides:\n";
        for folder in folders {
            write_override(&mut text, folder);
        }
        write_sections(&mut text, &sections);
    }
    LearnedConfig { text, fields: counts(&chosen), unusual }
}

/// How many fields there are, and how many of them are required of all posts or of those in a folder.
fn counts(chosen: &[ScopeRules]) -> (usize, usize) {
    let fields = || chosen.iter().flat_map(|scope| &scope.fields);
    let names = |only_required: bool| {
        let fields = fields().filter(|(_, rules)| !only_required || rules.required == Some(true));
        fields.map(|(name, _)| name).collect::<HashSet<_>>().len()
    };
    (names(false), names(true))
}

/// Whether nearly all posts are skills.
fn is_of_skills(posts: &[PostTraits]) -> bool {
    let skills = posts.iter().filter(|post| post.path.file_name().is_some_and(|name| name == SKILL)).count();
    skills > 0 && skills * 2 > posts.len()
}

fn of_skills(posts: usize) -> String {
    format!(
        "# What the skills here must be; read by `frontlint`, and learned by `frontlint init` from {} with front matter.\n\n\
         # The fields of the Agent Skills specification; keys that it does not know are reported. To allow one, name it in `fields`.\n\
         extends: [agent-skill]\n\n\
         #fields:\n#  version: {{type: string}}\n",
        plural(posts, "file")
    )
}

fn write_head(text: &mut String, from: &LearnedFrom<'_>, locale: Option<&str>, root: Option<&ScopeRules>) {
    let files = plural(from.posts.len(), "file");
    let _ = write!(
        text,
        "# What this site requires of its posts; read by `frontlint`, and learned by `frontlint init` from {files} with front matter.\n\
         # A comment says how many posts are so today. Change what is not meant so; nothing else depends on this file.\n"
    );
    let preset = from.generator.filter(|generator| generator.facts().preset.is_some());
    let presets: Vec<&str> = preset
        .map(|generator| generator.facts().name)
        .into_iter()
        .chain(root.filter(|root| has_the_five(root)).map(|_| "post"))
        .collect();
    if !presets.is_empty() {
        let _ = write!(
            text,
            "\n# Built-in presets to start from; a generator's has the types of the fields that it reads itself.\nextends: [{}]\n",
            presets.join(", ")
        );
    }
    let name = from.generator.map(|generator| generator.facts().name);
    let _ = match name {
        Some(name) => {
            write!(text, "\n# The program that builds the site; it decides how posts are read.\ngenerator: {name}\n")
        }
        None => {
            write!(text, "\n# The program that builds the site; it decides how posts are read.\n#generator: auto\n")
        }
    };
    write_posts(text, from);
    let _ = match locale {
        Some(locale) => write!(text, "\n# Languages of month and weekday names in dates.\nlocale: [{locale}]\n"),
        None => {
            write!(text, "\n# Languages of month and weekday names in dates; no date here has one.\n#locale: [en]\n")
        }
    };
    text.push_str("\n# What to report about fields that are not listed below.\nunknown-fields: warn-near-miss\n");
}

/// The order of the keys, as a comment: posts in another order are no mistake.
fn write_order(text: &mut String, order: &[&str]) {
    if !order.is_empty() {
        let names: Vec<String> = order.iter().map(|name| written(name)).collect();
        let _ = write!(
            text,
            "\n# The order in which most posts have these keys: `frontlint fmt` puts them in it.\n#key-order: [{}]\n",
            names.join(", ")
        );
    }
}

fn write_posts(text: &mut String, from: &LearnedFrom<'_>) {
    let about = "\n# Which files are posts";
    let globs = from.globs.as_ref().filter(|_| !from.has_posts_folder);
    let _ = match globs {
        Some(globs) => {
            let globs: Vec<String> = globs.iter().map(|glob| quote::quoted(glob, Format::Yaml)).collect();
            write!(text, "{about}: each file there must have front matter.\nposts: [{}]\n", globs.join(", "))
        }
        None if from.has_posts_folder => write!(
            text,
            "{about}. Without this, those in `_posts` and `_drafts`; other files with front matter are pages, of which no field is required.\n#posts: [\"_posts/**\"]\n"
        ),
        None => write!(text, "{about}. Without this, all files with front matter.\n#posts: [\"posts/**\"]\n"),
    };
}

/// Whether the posts have the fields of the preset `post`, of which no generator knows two.
fn has_the_five(root: &ScopeRules) -> bool {
    let is_required =
        |name: &String| root.fields.iter().any(|(known, rules)| known == name && rules.required == Some(true));
    usual_fields().iter().all(is_required)
}

fn write_override(text: &mut String, folder: &ScopeRules) {
    let files = if folder.posts == folder.files { plural(folder.posts, "post") } else { plural(folder.files, "file") };
    let escaped = |name: &str| if name == "**" { name.to_string() } else { globset::escape(name) };
    let names: Vec<String> = folder.folder.split('/').map(escaped).collect();
    let glob = quote::quoted(&format!("{}/**", names.join("/")), Format::Yaml);
    let _ = write!(text, "  # {files}\n  - files: [{glob}]\n    fields:\n");
    write_fields(text, "      ", &folder.fields);
}

/// The override for the pages of sections, where they have not all that posts must have.
fn write_sections(text: &mut String, sections: &Sections) {
    if sections.fields.is_empty() {
        return;
    }
    let pages = plural(sections.pages, "page");
    let _ = write!(
        text,
        "  # {pages} of sections, which need not have what posts must have\n  - files: [\"{GLOB}\"]\n    fields:\n"
    );
    for (name, with) in &sections.fields {
        let _ = write!(text, "      # in {with} of {pages}\n      {}: {{required: false}}\n", written(name));
    }
}

fn write_fields(text: &mut String, indent: &str, fields: &[(String, FieldRules)]) {
    for (name, rules) in fields {
        write_field(text, indent, name, rules);
    }
}

/// One field, with its share as a comment.
fn write_field(text: &mut String, indent: &str, name: &str, rules: &FieldRules) {
    let (with, all) = rules.share;
    let share = match all {
        _ if with == 0 => "in pages only".to_string(),
        _ if with == all => format!("in all {}", plural(all, "post")),
        _ => format!("in {with} of {}", plural(all, "post")),
    };
    let mut settings = Vec::new();
    if let Some(required) = rules.required {
        settings.push(format!("required: {required}"));
    }
    if let Some(kind) = rules.kind {
        settings.push(format!("type: {}", kind.title()));
    }
    let list = |values: &[String]| values.iter().map(|value| written(value)).collect::<Vec<_>>().join(", ");
    if rules.kind == Some(NormKind::Date) && !rules.forms.is_empty() {
        settings.push(format!("forms: [{}]", list(&rules.forms)));
    }
    if !rules.allowed.is_empty() {
        settings.push(format!("allowed: [{}]", list(&rules.allowed)));
    }
    if let Some(file) = &rules.allowed_from {
        settings.push(format!("allowed-from: {}", written(file)));
    }
    match rules.matches {
        Some(Repeats::Folder) => settings.push("matches: folder".to_string()),
        Some(Repeats::FileStem) => settings.push("matches: file-stem".to_string()),
        None => {}
    }
    let share = match rules.once.as_slice() {
        [] => share,
        once => format!("{share}; only once: {}", list(once)),
    };
    let _ = write!(text, "{indent}# {share}\n{indent}{}: {{{}}}\n", written(name), settings.join(", "));
}

/// A string as a value in a list of YAML.
fn written(text: &str) -> String {
    if quote::is_safe_plain(text) && !text.contains(['\n', ' ']) {
        text.to_string()
    } else {
        quote::quoted(text, Format::Yaml)
    }
}
