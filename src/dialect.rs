//! How a site reads its files: which generator, and what follows for fences, values, Markdown and templates.
pub mod known_keys;

use serde::{Deserialize, Serialize};

/// The program that turns the posts into a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Generator {
    /// Jekyll: SafeYAML, kramdown, Liquid.
    Jekyll,
    /// Hugo: goccy/go-yaml, Goldmark, Go templates and shortcodes.
    Hugo,
    /// Zola: TOML, pulldown-cmark, Tera.
    Zola,
    /// Eleventy: gray-matter, markdown-it, Liquid or Nunjucks.
    Eleventy,
    /// Astro: js-yaml, remark, MDX.
    Astro,
    /// Docusaurus: gray-matter, MDX for `.md` too.
    Docusaurus,
    /// MkDocs: PyYAML, Python-Markdown.
    Mkdocs,
    /// Hexo: js-yaml, marked, Nunjucks.
    Hexo,
    /// VitePress: gray-matter, markdown-it, Vue.
    Vitepress,
    /// No generator: YAML by libyaml's grammar, CommonMark, no templates.
    Plain,
}

impl Generator {
    /// Its name as it writes it itself.
    pub fn title(self) -> &'static str {
        match self {
            Self::Jekyll => "Jekyll",
            Self::Hugo => "Hugo",
            Self::Zola => "Zola",
            Self::Eleventy => "Eleventy",
            Self::Astro => "Astro",
            Self::Docusaurus => "Docusaurus",
            Self::Mkdocs => "MkDocs",
            Self::Hexo => "Hexo",
            Self::Vitepress => "VitePress",
            Self::Plain => "a plain reader of YAML",
        }
    }
}

/// What reads the Markdown of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Flavour {
    /// kramdown, Jekyll's default.
    Kramdown,
    /// CommonMark: Hugo, Zola, Eleventy, Astro, Hexo.
    Commonmark,
    /// Python-Markdown, of MkDocs.
    PythonMarkdown,
    /// MDX: bodies are not HTML, the html rules are off.
    Mdx,
    /// Bodies are not looked at (Vue components, or by the config's wish).
    None,
    /// No site was found: CommonMark, and an error only where kramdown agrees.
    Unknown,
}

/// Which template tags a body may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Templates {
    /// `{{ }}` and `{% %}` of Jekyll.
    Liquid,
    /// Liquid or Nunjucks: what Eleventy and Hexo share, with `{# #}`.
    Jinja,
    /// Zola: the calls `{{ name() }}` and `{% name() %}`; other braces are text.
    Tera,
    /// Hugo: `{{< >}}` and `{{% %}}` shortcodes.
    Shortcodes,
    /// None: braces are text.
    None,
    /// No site was found: whatever looks like a tag of any engine is masked, none is judged.
    Unknown,
}

impl Templates {
    /// Whether it is known which engine reads the tags, so that what is wrong with them can be said.
    pub fn is_judged(self) -> bool {
        !matches!(self, Self::None | Self::Unknown)
    }
}

/// Extensions of Python-Markdown that change what is HTML, or where Markdown's own elements stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is an extension that is on or off")]
pub struct PythonExtensions {
    /// `md_in_html`: `<div markdown>` holds Markdown.
    pub inside_html: bool,
    /// `pymdownx.superfences`: fences may be indented, and stand in quotations.
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
    /// `pymdownx.arithmatex` and its like: `$math$`.
    pub math: bool,
    /// `pymdownx.escapeall`: `\<` is text.
    pub escapes_all: bool,
}

impl PythonExtensions {
    /// What MkDocs turns on by itself (`toc`, `tables`, `fenced_code`): none of these.
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
    };
    /// These and the extension of that name, as the settings of MkDocs call it (`pymdownx.details`).
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
    };
}

/// What the day in a file's name (`2017-01-18-voeux.md`) is to a generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayOfName {
    /// The day of the post, which its `date` repeats.
    Day,
    /// The day of a post whose front matter gives none.
    Spare,
    /// A part of the name as any other.
    Nothing,
}

/// How one site reads its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// The generator; `None` when neither config nor site says.
    pub generator: Option<Generator>,
    /// What reads the Markdown.
    pub markdown: Flavour,
    /// Which template tags count.
    pub templates: Templates,
    /// Whether raw HTML in Markdown reaches the page (Hugo drops it unless told otherwise).
    pub raw_html: bool,
    /// Whether kramdown reads Markdown inside block-level HTML without being told by `markdown="1"` (`parse_block_html`).
    pub html_holds_blocks: bool,
    /// What the day in a file's name is.
    pub day_of_name: DayOfName,
    /// The extensions of Python-Markdown that are on; `None` when it is not known.
    pub python_extensions: Option<PythonExtensions>,
}

impl Dialect {
    /// The usual settings of a generator; `None` is a lone post of an unknown site.
    pub fn of(generator: Option<Generator>) -> Self {
        use Generator as G;
        let (markdown, templates) = match generator {
            Some(G::Jekyll) => (Flavour::Kramdown, Templates::Liquid),
            Some(G::Hugo) => (Flavour::Commonmark, Templates::Shortcodes),
            Some(G::Zola) => (Flavour::Commonmark, Templates::Tera),
            Some(G::Eleventy | G::Hexo) => (Flavour::Commonmark, Templates::Jinja),
            Some(G::Astro | G::Plain) => (Flavour::Commonmark, Templates::None),
            Some(G::Docusaurus) => (Flavour::Mdx, Templates::None),
            Some(G::Mkdocs) => (Flavour::PythonMarkdown, Templates::None),
            Some(G::Vitepress) => (Flavour::None, Templates::None),
            None => (Flavour::Unknown, Templates::Unknown),
        };
        let day_of_name = match generator {
            Some(G::Jekyll) | None => DayOfName::Day,
            Some(G::Eleventy | G::Zola | G::Docusaurus) => DayOfName::Spare,
            // Hugo and Hexo read it when their settings say so.
            Some(G::Hugo | G::Hexo | G::Astro | G::Mkdocs | G::Vitepress | G::Plain) => DayOfName::Nothing,
        };
        let raw_html = generator != Some(G::Hugo);
        Self {
            generator,
            markdown,
            templates,
            raw_html,
            html_holds_blocks: false,
            day_of_name,
            python_extensions: None,
        }
    }
}
