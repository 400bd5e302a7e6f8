//! What each generator recognizes as front matter: one row a generator.
use crate::dialect::Generator;

/// What may come before the opening fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// Nothing (a byte order mark aside).
    Nothing,
    /// Blank lines.
    BlankLines,
    /// Blank lines and spaces.
    Whitespace,
}

/// How a generator finds front matter.
///
/// Measured: Jekyll (its regular expression run in Ruby), gray-matter 4.0.3, Hugo 0.111. Read in its source: MkDocs'
/// `utils/meta.py`. Not measured, written from what is known of their code: Zola, Hexo, Astro.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "a row of a table, one column a rule")]
pub(super) struct FenceRules {
    /// It is not known which generator reads the file: what most accept is accepted.
    pub(super) unknown: bool,
    /// What may come first.
    pub(super) lead: Lead,
    /// `+++` around TOML.
    pub(super) toml: bool,
    /// `{ … }` at the very top.
    pub(super) braces: bool,
    /// `;;;` around JSON.
    pub(super) semicolons: bool,
    /// `---json`, `---toml`, `---yaml`.
    pub(super) language: bool,
    /// `----` opens, and closes what it opened.
    pub(super) long_opens: bool,
    /// The opening fence may be left out.
    pub(super) opening_optional: bool,
    /// `...` closes.
    pub(super) dots_close: bool,
    /// Any line that begins with the fence closes: `----`, `--- text`.
    pub(super) prefix_closes: bool,
    /// A CR without an LF ends a line.
    pub(super) lone_cr: bool,
}

impl FenceRules {
    const STRICT: Self = Self {
        unknown: false,
        lead: Lead::Nothing,
        toml: false,
        braces: false,
        semicolons: false,
        language: false,
        long_opens: false,
        opening_optional: false,
        dots_close: false,
        prefix_closes: false,
        lone_cr: false,
    };

    /// The rules of a generator; for `None`, what most of them share.
    pub(super) fn of(generator: Option<Generator>) -> Self {
        use Generator as G;
        match generator {
            Some(G::Jekyll) => Self { dots_close: true, ..Self::STRICT },
            Some(G::Hugo) => Self {
                lead: Lead::Whitespace,
                toml: true,
                braces: true,
                prefix_closes: true,
                lone_cr: true,
                ..Self::STRICT
            },
            Some(G::Zola) => Self { lead: Lead::Whitespace, toml: true, ..Self::STRICT },
            Some(G::Eleventy | G::Docusaurus | G::Vitepress) => {
                Self { language: true, prefix_closes: true, ..Self::STRICT }
            }
            Some(G::Astro) => Self { lead: Lead::BlankLines, toml: true, prefix_closes: true, ..Self::STRICT },
            Some(G::Mkdocs) => Self { dots_close: true, lone_cr: true, ..Self::STRICT },
            Some(G::Hexo) => {
                Self { semicolons: true, long_opens: true, opening_optional: true, prefix_closes: true, ..Self::STRICT }
            }
            Some(G::Plain) => Self { toml: true, braces: true, semicolons: true, language: true, ..Self::STRICT },
            None => Self { unknown: true, toml: true, braces: true, semicolons: true, language: true, ..Self::STRICT },
        }
    }
}
