//! The dialect of a site: its generator, and how that reads front matter, values, Markdown and templates.
mod fences;
pub mod generators;
pub mod known_keys;
mod loader;
pub mod translated_keys;
mod version;

pub use fences::{AfterOpening, FenceRules, Lead};
use generators::DateGrammar;
pub use generators::Generator;
pub use loader::Loader;
pub use version::Version;

/// The kind of Markdown in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Flavour {
    /// kramdown, Jekyll's default.
    Kramdown,
    /// CommonMark: Hugo, Zola, Eleventy, Astro, Hexo.
    Commonmark,
    /// Python-Markdown, of MkDocs.
    PythonMarkdown,
    /// MDX: bodies are not HTML, so that the html rules are off.
    Mdx,
    /// Bodies are not checked (Vue components, or `markdown: none` in the config).
    None,
    /// No site was found: CommonMark is assumed, and only what kramdown agrees on is an error.
    Unknown,
}

/// The template language of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Templates {
    /// `{{ }}` and `{% %}` of Jekyll.
    Liquid,
    /// Liquid or Nunjucks: what both of Eleventy's share, with `{# #}`.
    Jinja,
    /// Nunjucks, where the site says that it is that.
    Nunjucks,
    /// Nunjucks in HTML, where the site says so only of that.
    HtmlNunjucks,
    /// Nunjucks as Hexo runs it: only in posts with at least one whole tag, and not in comments and code (`PostRenderEscape` in
    /// `lib/hexo/post.ts` of Hexo 8.1).
    EscapedNunjucks,
    /// The calls `{{ name() }}` and `{% name() %}` of Zola; other braces are text.
    Tera,
    /// The shortcodes `{{< >}}` and `{{% %}}` of Hugo.
    Shortcodes,
    /// No template language: braces are text.
    None,
    /// No site was found: what looks like a tag of any language is masked, and nothing is reported about tags.
    Unknown,
}

impl Templates {
    /// Whether the template language is known, so that problems with its tags can be reported.
    pub fn is_judged(self) -> bool {
        !matches!(self, Self::None | Self::Unknown)
    }

    /// Whether the template language is Nunjucks for sure.
    pub fn is_nunjucks(self) -> bool {
        matches!(self, Self::Nunjucks | Self::EscapedNunjucks)
    }
}

/// Extensions of Python-Markdown that change what is HTML, or where the elements of Markdown are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is an extension that is on or off")]
pub struct PythonExtensions {
    /// `md_in_html`: `<div markdown>` contains Markdown.
    pub inside_html: bool,
    /// `pymdownx.superfences`: fences may be indented, and may be in block quotes.
    pub nested_fences: bool,
    /// `admonition`: `!!! note`.
    pub admonitions: bool,
    /// `pymdownx.details`: `??? note`.
    pub details: bool,
    /// `pymdownx.tabbed`: `=== "Tab"`.
    pub tabs: bool,
    /// `def_list`: `: definition`.
    pub definitions: bool,
    /// `footnotes`: `[^1]: text`.
    pub footnotes: bool,
    /// `pymdownx.arithmatex` and similar ones: `$math$`.
    pub math: bool,
    /// `pymdownx.escapeall`: `\<` is text.
    pub escapes_all: bool,
    /// `pymdownx.snippets`: `--8<-- "a.md"`.
    pub snippets: bool,
}

impl PythonExtensions {
    /// The extensions that MkDocs turns on by default (`toc`, `tables`, `fenced_code`) are none of these.
    pub const DEFAULT: Self = Self {
        inside_html: false,
        nested_fences: false,
        admonitions: false,
        details: false,
        tabs: false,
        definitions: false,
        footnotes: false,
        math: false,
        escapes_all: false,
        snippets: false,
    };
    /// Adds the extension with this name, as the settings of MkDocs write it (`pymdownx.details`).
    #[must_use]
    pub fn with(mut self, name: &str) -> Self {
        match name.strip_prefix("markdown.extensions.").unwrap_or(name) {
            "md_in_html" => self.inside_html = true,
            "pymdownx.superfences" => self.nested_fences = true,
            "admonition" => self.admonitions = true,
            "pymdownx.details" => self.details = true,
            "pymdownx.tabbed" => self.tabs = true,
            "def_list" => self.definitions = true,
            "footnotes" => self.footnotes = true,
            "pymdownx.arithmatex" | "mdx_math" => self.math = true,
            "pymdownx.escapeall" => self.escapes_all = true,
            "pymdownx.snippets" => self.snippets = true,
            "extra" => return self.with("md_in_html").with("def_list").with("footnotes"),
            "pymdownx.extra" => return self.with("extra").with("pymdownx.superfences"),
            _ => {}
        }
        self
    }

    /// All of them.
    pub const ALL: Self = Self {
        inside_html: true,
        nested_fences: true,
        admonitions: true,
        details: true,
        tabs: true,
        definitions: true,
        footnotes: true,
        math: true,
        escapes_all: true,
        snippets: true,
    };
}

/// What a generator makes of the day in the name of a file (`2017-01-18-voeux.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayOfName {
    /// It is the day of the post, which `date` repeats.
    Day,
    /// It is the day of a post whose front matter gives none.
    Spare,
    /// It is a part of the name like any other.
    Nothing,
}

/// How one site reads its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a setting of the site that is on or off")]
pub struct Dialect {
    /// The generator; `None` when neither the config nor the site shows it.
    pub generator: Option<Generator>,
    /// The version of the generator; `None` when the site does not give it, so that it is the newest.
    pub version: Option<Version>,
    /// The version of the package that reads Markdown, where that has one of its own; `None` when it is the newest.
    pub renderer: Option<Version>,
    /// The kind of Markdown.
    pub markdown: Flavour,
    /// The template language.
    pub templates: Templates,
    /// Whether raw HTML in Markdown reaches the page (Hugo drops it by default).
    pub raw_html: bool,
    /// Whether kramdown reads Markdown inside block-level HTML even without `markdown="1"` (`parse_block_html`).
    pub html_holds_blocks: bool,
    /// Whether the settings of the site let four spaces make code where the generator does not.
    pub enables_indented_code: bool,
    /// What the day in the name of a file means.
    pub day_of_name: DayOfName,
    /// The extensions of Python-Markdown that are on; `None` when it is not known.
    pub python_extensions: Option<PythonExtensions>,
    /// Whether the settings of the site add a reader for `---toml`.
    pub toml_by_name: bool,
    /// What reads dates, where the settings of the site replace that of the generator.
    pub dates: Option<DateGrammar>,
    /// What the settings of the site decide themselves.
    pub own: OwnSettings,
}

/// What the settings of a site decide themselves, so that what is usual of their generator does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(clippy::struct_excessive_bools, reason = "each is a setting of the site that is on or off")]
pub struct OwnSettings {
    /// Whether they name keys of their own that are read as dates.
    pub date_keys: bool,
    /// Whether they say which kinds of content are taken.
    pub policy: bool,
    /// Whether the schemas of the site may take other types than those that they name, or nothing.
    pub loose_schemas: bool,
    /// Whether they let pages be written to files without an extension.
    pub bare_files: bool,
}

impl Dialect {
    /// That of a single post without a known site.
    const UNKNOWN: Self = Self {
        generator: None,
        version: None,
        renderer: None,
        markdown: Flavour::Unknown,
        templates: Templates::Unknown,
        raw_html: true,
        html_holds_blocks: false,
        enables_indented_code: false,
        day_of_name: DayOfName::Day,
        python_extensions: None,
        toml_by_name: false,
        dates: None,
        own: OwnSettings { date_keys: false, policy: false, loose_schemas: false, bare_files: false },
    };

    /// The usual settings of a generator; `None` is a single post without a known site.
    pub fn of(generator: Option<Generator>) -> Self {
        let Some(facts) = generator.map(Generator::facts) else { return Self::UNKNOWN };
        Self {
            generator,
            markdown: facts.markdown,
            templates: facts.templates,
            raw_html: facts.raw_html,
            day_of_name: facts.day_of_name,
            ..Self::UNKNOWN
        }
    }

    /// Whether the generator is known to be older than this version.
    pub fn is_before(&self, version: Version) -> bool {
        self.version.is_some_and(|own| own < version)
    }

    /// Whether the package that reads Markdown is known to be older than this version.
    pub fn renderer_is_before(&self, version: Version) -> bool {
        self.renderer.is_some_and(|own| own < version)
    }

    /// Whether four spaces make code in Markdown.
    pub fn has_indented_code(&self) -> bool {
        let until = self.generator.and_then(|generator| generator.facts().indented_code_until);
        self.enables_indented_code || until.is_none_or(|version| self.is_before(version))
    }

    /// The loader of YAML; `None` where no generator is known.
    pub fn yaml_loader(&self) -> Option<Loader> {
        let facts = self.generator?.facts();
        let older = facts.older_loader.filter(|(version, _)| self.is_before(*version));
        Some(older.map_or(facts.loader, |(_, loader)| loader))
    }

    /// How front matter begins and ends; where the generator is not known, as most accept it.
    pub fn fences(&self) -> FenceRules {
        let Some(generator) = self.generator else { return FenceRules::OF_MOST };
        let fences = generator.facts().fences;
        FenceRules { toml_by_name: fences.toml_by_name || self.toml_by_name, ..fences }
    }

    /// What reads dates; nothing that is known where no generator is.
    pub fn date_grammar(&self) -> DateGrammar {
        let own = || self.generator.map_or(DateGrammar::Unknown, |generator| generator.facts().dates.grammar);
        self.dates.unwrap_or_else(own)
    }
}
