//! The generators, each with all that is known of it in one file: a table with the same columns for every generator.
//!
//! What a column means is said here; what is in it, in the file of the generator. The columns are plain values, which the modules
//! above interpret. A new generator is a file and a line in the list below.
pub use keys::{
    DateFacts, DateGrammar, DeniedValue, ExtensionCheck, IgnoredKey, IgnoredValue, KeyFacts, KeyReader, KeyType,
    ListText, MisplacedIn, MisplacedKeys, ReplacedKey, TypedIn, UnusableUrls, UrlFault,
};

use super::fences::{FenceRules, Lead};
use super::{DayOfName, Flavour, Loader, Templates, Version};

mod keys;

/// Declares the modules of the generators, the enum, and what connects the two.
macro_rules! generators {
    (
        $(#[$of_enum:meta])*
        pub enum $name:ident {
            $($(#[$of_variant:meta])* $variant:ident = $module:ident,)+
        }
    ) => {
        $(mod $module;)+

        $(#[$of_enum])*
        pub enum $name {
            $($(#[$of_variant])* $variant,)+
        }

        /// Every generator with its name in a config, in the order of the list.
        const LIST: &[(&str, $name)] = &[$(($module::FACTS.name, $name::$variant)),+];

        const fn facts(generator: $name) -> &'static GeneratorFacts {
            match generator {
                $($name::$variant => &$module::FACTS,)+
            }
        }
    };
}

generators! {
    /// The program that builds a site from its posts.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum Generator {
        /// Jekyll: SafeYAML, kramdown, Liquid.
        Jekyll = jekyll,
        /// Hugo: goccy/go-yaml, Goldmark, Go templates and shortcodes.
        Hugo = hugo,
        /// Zola: TOML, pulldown-cmark, Tera.
        Zola = zola,
        /// Eleventy: gray-matter, markdown-it, Liquid or Nunjucks.
        Eleventy = eleventy,
        /// Astro: js-yaml, remark, MDX.
        Astro = astro,
        /// Docusaurus: gray-matter, MDX for `.md` too.
        Docusaurus = docusaurus,
        /// MkDocs: PyYAML, Python-Markdown.
        Mkdocs = mkdocs,
        /// Hexo: js-yaml, marked, Nunjucks.
        Hexo = hexo,
        /// VitePress: gray-matter, markdown-it, Vue.
        Vitepress = vitepress,
        /// Quarto: js-yaml, Pandoc, shortcodes.
        Quarto = quarto,
        /// No generator: YAML by libyaml's grammar, CommonMark, no templates.
        Plain = plain,
    }
}

impl Generator {
    /// Every generator with its name in a config (`generator: jekyll`), in the order in which they are listed.
    pub const LIST: &'static [(&'static str, Self)] = LIST;

    /// Every generator.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        LIST.iter().map(|(_, generator)| *generator)
    }

    /// The generator with this name in a config.
    pub fn by_name(name: &str) -> Option<Self> {
        LIST.iter().find(|(known, _)| *known == name).map(|(_, generator)| *generator)
    }

    /// The name as the project itself writes it.
    pub fn title(self) -> &'static str {
        self.facts().title
    }

    /// All that is known of the generator.
    #[doc(hidden)]
    pub const fn facts(self) -> &'static GeneratorFacts {
        facts(self)
    }
}

/// All that is known of one generator. No column has a default: whoever adds a generator answers each question.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "a row of a table, one column a question")]
pub struct GeneratorFacts {
    /// The name in a config: `jekyll`.
    pub name: &'static str,
    /// The name as the project itself writes it, for messages.
    pub title: &'static str,

    /// How front matter begins and ends.
    pub fences: FenceRules,
    /// Whether a file without front matter becomes a page all the same.
    pub front_matter_is_optional: bool,
    /// The library that reads YAML; TOML and JSON are read by their standards everywhere.
    pub loader: Loader,
    /// The loader of versions before this one, where that was another.
    pub older_loader: Option<(Version, Loader)>,
    /// What becomes of a post whose block the loader refuses, to follow the name of the generator: `stops`.
    pub refused_block: &'static str,
    /// Whether `frontlint values` shows what the generator reads, because the loader is exactly that of the generator.
    pub is_compared: bool,
    /// The keys of front matter.
    pub keys: KeyFacts,
    /// How the generator reads the keys that it reads as dates.
    pub dates: DateFacts,

    /// The kind of Markdown, unless the settings of the site name another.
    pub markdown: Flavour,
    /// Whether marked reads the Markdown, which is not in all points CommonMark.
    pub is_marked: bool,
    /// Whether template tags in values stay as they are written, because the generator renders no value.
    pub values_are_literal: bool,
    /// Whether raw HTML in Markdown reaches the page, unless the settings of the site say otherwise.
    pub raw_html: bool,
    /// The version from which on four spaces make no code.
    pub indented_code_until: Option<Version>,
    /// The template language, unless the settings of the site say otherwise.
    pub templates: Templates,
    /// What the day in the name of a file means, unless the settings of the site say otherwise.
    pub day_of_name: DayOfName,
    /// Help for a day in the name that is not that of the post, where the usual one is not true.
    pub day_of_name_help: Option<&'static str>,

    /// What shows that a site is one of this generator.
    pub detected_by: DetectedBy,
    /// What names the version of the generator.
    pub versions: VersionFacts,
    /// What names the version of the package that reads Markdown, where that has one of its own.
    pub renderer: VersionFacts,
    /// The files of a site.
    pub files: FileFacts,
    /// Where a site sets fields for posts whose front matter does not have them.
    pub inherits: Inheritance,
    /// The settings of a site that change how its posts are read.
    pub dialect_settings: &'static [DialectSetting],
    /// The text of the preset with the fields that the generator itself reads.
    pub preset: Option<&'static str>,
    /// Whether a site without a config takes this preset. Else it takes the preset `post`, and its posts decide what is required of them.
    pub takes_preset: bool,
}

/// What shows that a folder is the root of a site of a generator.
#[derive(Clone, Copy, Debug)]
pub struct DetectedBy {
    /// Files and folders that only this generator has.
    pub own_files: &'static [&'static str],
    /// The package in `package.json`.
    pub package: Option<&'static str>,
    /// Keys of a settings file that other programs have under the same name.
    pub settings_keys: &'static [&'static str],
}

/// What names the version of a program in the files of a site.
#[derive(Clone, Copy, Debug)]
pub struct VersionFacts {
    /// Its packages; the first that a file names counts.
    pub packages: &'static [Packages],
    /// A setting of the site.
    pub setting: Option<VersionSetting>,
}

impl VersionFacts {
    /// Nothing does.
    pub const NOTHING: Self = Self { packages: &[], setting: None };

    /// These packages do.
    pub const fn of(packages: &'static [Packages]) -> Self {
        Self { packages, setting: None }
    }
}

/// The names that a program has in a registry of packages, or for what installs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packages {
    /// In npm: lock files and `package.json`.
    Npm(&'static [&'static str]),
    /// In `RubyGems`: `Gemfile.lock` and `Gemfile`.
    Gem(&'static [&'static str]),
    /// In `PyPI`: lock files and `requirements.txt`.
    Python(&'static [&'static str]),
    /// As a module of Go: `go.mod`.
    Go(&'static [&'static str]),
    /// In `.tool-versions`.
    Tool(&'static [&'static str]),
    /// As a variable of what builds sites: `netlify.toml`, GitHub workflows.
    Variable(&'static [&'static str]),
}

/// A setting that names the version.
#[derive(Clone, Copy, Debug)]
pub struct VersionSetting {
    /// The files that may have it.
    pub files: &'static [&'static str],
    /// A pattern whose first group is the version.
    pub pattern: &'static str,
}

/// The files of a site.
#[derive(Clone, Copy, Debug)]
pub struct FileFacts {
    /// The settings that are read, in YAML, TOML or JSON; the first that exists counts.
    pub settings: &'static [&'static str],
    /// A folder with further settings.
    pub settings_folder: Option<&'static str>,
    /// The folders for posts, from the root of the site; none where the settings name them.
    pub posts_folders: &'static [&'static str],
    /// Whether every file of Markdown in these folders must have front matter, so that the build stops at one without it.
    pub all_are_posts: bool,
    /// Where a Markdown file without front matter is published as a page; nowhere when front matter is needed.
    pub bare_pages: BarePages,
    /// The stems of files that describe a folder of posts, and are not posts themselves.
    pub folder_pages: &'static [&'static str],
    /// Folders of the generator itself, which contain no posts wherever they are.
    pub own_folders: &'static [&'static str],
    /// The folders of data files that templates look values up in.
    pub data_folders: &'static [&'static str],
    /// Whether a file that the generator does not know, in the folder of the site, becomes part of the site that is published.
    pub publishes_unknown_files: bool,
    /// Extensions of posts besides those of Markdown and HTML.
    pub extensions: &'static [&'static str],
    /// Whether a folder whose name begins with `_` is a collection: the generator reads dates only there, and builds only the posts and
    /// those that the settings name.
    pub has_collections: bool,
    /// The key of the settings that lists files to leave out.
    pub exclude_key: Option<&'static str>,
    /// The folder whose files are all layouts that `layout` can name, unless a theme adds others.
    pub layouts: Option<&'static str>,
    /// The folder whose files `layout` names by their paths, with or without their extensions, unless the settings say otherwise. The build
    /// stops where there is no such file.
    pub layout_files: Option<&'static str>,
    /// The key of the settings that lists the taxonomies, and that of front matter that has the terms of each. The build stops at another.
    pub taxonomies: Option<&'static str>,
}

/// Where Markdown files without front matter are published as pages.
#[derive(Clone, Copy, Debug)]
pub enum BarePages {
    /// Nowhere: front matter is needed.
    Nowhere,
    /// In these folders.
    In {
        /// The folders, from the root of the site; an empty one is the site itself.
        folders: &'static [&'static str],
        /// The files whose text may name others.
        named_in: &'static [&'static str],
        /// A pattern whose first group is such a folder.
        pattern: &'static str,
        /// Whether those that are named come in place of the usual ones.
        replaces: bool,
        /// Whether files and folders whose name begins with `_` are left out.
        without_underscore: bool,
    },
}

/// Where a site sets fields for posts whose front matter does not have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inheritance {
    /// In `defaults` of the settings, each for a scope.
    ScopedDefaults,
    /// In `cascade` of the settings and of section pages.
    Cascade,
    /// In data files in the folders above a post.
    DataFiles {
        /// Whether the name of the file begins with that of its folder.
        named_after_folder: bool,
        /// Whether such a file may also be named after one post, beside it.
        named_after_post: bool,
        /// The folder whose files are each a field of every post, by their names.
        global_folder: Option<&'static str>,
        /// The names, or what follows the name of the folder in them.
        names: &'static [&'static str],
    },
    /// These fields are set for every post.
    Always(&'static [&'static str]),
    /// Nowhere.
    Nothing,
}

/// A setting of a site that changes how its posts are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialectSetting {
    /// `markdown` and `kramdown` of Jekyll: the kind of Markdown and its options.
    KramdownOptions,
    /// `markup.goldmark.renderer.unsafe` of Hugo: whether raw HTML reaches the page.
    GoldmarkRawHtml,
    /// `frontmatter` of Hugo: what the day in the name of a file means, and whether the settings name keys for dates.
    DateSources,
    /// `new_post_name` of Hexo: what the day in the name of a file means.
    PostFileName,
    /// `htmlTemplateEngine` and `markdownTemplateEngine` of Eleventy: whether templates are Nunjucks.
    TemplateEngines,
    /// `markdown_extensions` and `plugins` of MkDocs: the extensions of Python-Markdown, and whether templates run.
    MarkdownExtensions,
    /// `format` of Docusaurus: whether `.md` is MDX.
    MdxFormat,
    /// The engines of front matter and the readers of dates that the settings of Eleventy add.
    FrontMatterEngines,
    /// `security.allowContent` of Hugo: whether the site decides itself which kinds of content it takes.
    ContentPolicy,
    /// The schemas of the content collections of Astro: what they take as a date, and as nothing.
    ContentSchemas,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_generator_fills_every_column() {
        for generator in Generator::all() {
            let (name, facts) = (generator.facts().name, generator.facts());
            let is_program = generator != Generator::Plain;
            assert!(!facts.title.is_empty(), "{name} has no title");
            assert_eq!(!facts.keys.known.is_empty(), is_program, "{name} has no known keys");
            let is_seen =
                |by: &DetectedBy| !by.own_files.is_empty() || by.package.is_some() || !by.settings_keys.is_empty();
            assert_eq!(is_seen(&facts.detected_by), is_program, "nothing shows that a site is one of {name}");
            assert!(!facts.keys.day_of_post.is_empty(), "no key of {name} dates a post");
            let reads_dates = facts.dates != DateFacts::UNKNOWN;
            assert!(
                !reads_dates || facts.dates.declared || !facts.keys.dates.is_empty(),
                "{name} reads dates in no key"
            );
        }
    }

    #[test]
    fn names_are_short_and_each_is_of_one_generator() {
        let names: BTreeSet<_> = Generator::LIST.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), Generator::LIST.len());
        for (name, generator) in Generator::LIST {
            assert!(name.bytes().all(|byte| byte.is_ascii_lowercase()), "{name}");
            assert_eq!(Generator::by_name(name), Some(*generator));
        }
    }

    #[test]
    fn a_key_with_a_meaning_is_a_known_key() {
        for generator in Generator::all() {
            let keys = generator.facts().keys;
            let replaced = keys.old.iter().chain(keys.removed).map(|key| key.name);
            let named = keys
                .dates
                .iter()
                .chain(keys.lists)
                .chain(keys.typed.iter().map(|(key, _)| key))
                .chain(keys.addresses)
                .copied()
                .chain(replaced);
            for key in named {
                let is_it = |known: &&str| *known == key || keys.any_case && known.eq_ignore_ascii_case(key);
                assert!(keys.known.iter().any(is_it), "`{key}` is not among the known keys of {}", generator.title());
            }
        }
    }

    #[test]
    fn a_detecting_file_is_of_one_generator() {
        let mut seen = BTreeSet::new();
        for generator in Generator::all() {
            let by = generator.facts().detected_by;
            for name in by.own_files.iter().copied().chain(by.package) {
                assert!(seen.insert(name), "`{name}` shows two generators");
            }
        }
    }
}
