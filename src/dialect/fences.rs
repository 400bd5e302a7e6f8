//! What a generator recognizes as front matter: the rules, as a plain value. `front_matter/fence/` follows them.

/// What may come before the opening fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// Nothing (a byte order mark aside).
    Nothing,
    /// Blank lines.
    BlankLines,
    /// Blank lines and spaces.
    Whitespace,
    /// One line end and no more: the reader takes the text before the second fence, and finds the first one in it.
    OneLineEnd,
}

/// What may follow the opening fence on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterOpening {
    /// Nothing at all.
    Nothing,
    /// Spaces.
    Spaces,
    /// The first line of the block: the fence is the three characters, wherever the line ends.
    Block,
}

/// How a generator finds front matter.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "a row of a table, one column a rule")]
pub struct FenceRules {
    /// It is not known which generator reads the file: what most accept is accepted.
    pub unknown: bool,
    /// What may come first.
    pub lead: Lead,
    /// `+++` around TOML.
    pub toml: bool,
    /// `{ … }` at the very top.
    pub braces: bool,
    /// `;;;` around JSON.
    pub semicolons: bool,
    /// `---json`, `---yaml`.
    pub language: bool,
    /// `---toml`.
    pub toml_by_name: bool,
    /// What may follow the opening fence on its line.
    pub after_opening: AfterOpening,
    /// `----` opens, and closes what it opened.
    pub long_opens: bool,
    /// The opening fence may be left out.
    pub opening_optional: bool,
    /// Keys at the top without any fence are read, up to a blank line.
    pub bare_keys: bool,
    /// A block without a key is no front matter: its fences are published.
    pub needs_keys: bool,
    /// A block that is `null` is refused.
    pub refuses_null: bool,
    /// A `{` that comes first opens JSON, whatever follows it.
    pub any_brace: bool,
    /// `#+TITLE:` and other keywords of Org are read.
    pub org: bool,
    /// The fence closes wherever a line ends with it, not only at the margin.
    pub closes_anywhere: bool,
    /// A line end must follow the closing fence.
    pub needs_line_end: bool,
    /// Each tab at the beginning of a line of YAML counts as two spaces.
    pub tabs_indent: bool,
    /// `...` closes.
    pub dots_close: bool,
    /// Any line that begins with the fence closes: `----`, `--- text`. What follows the fence is the first text of the page.
    pub prefix_closes: bool,
    /// A CR without an LF ends a line.
    pub lone_cr: bool,
}

impl FenceRules {
    /// Three hyphens around YAML at the very top, and nothing else.
    pub const STRICT: Self = Self {
        unknown: false,
        lead: Lead::Nothing,
        toml: false,
        braces: false,
        semicolons: false,
        language: false,
        toml_by_name: false,
        after_opening: AfterOpening::Spaces,
        long_opens: false,
        opening_optional: false,
        bare_keys: false,
        needs_keys: false,
        tabs_indent: false,
        refuses_null: false,
        any_brace: false,
        org: false,
        closes_anywhere: false,
        needs_line_end: false,
        dots_close: false,
        prefix_closes: false,
        lone_cr: false,
    };

    /// What gray-matter recognizes (`index.js` of 4.0.3 and of `@11ty/gray-matter` 1.0, which are alike), in whatever generator.
    pub const GRAY_MATTER: Self = Self { language: true, prefix_closes: true, ..Self::STRICT };

    /// What most generators recognize.
    pub const OF_MOST: Self = Self {
        unknown: true,
        toml: true,
        braces: true,
        semicolons: true,
        language: true,
        toml_by_name: true,
        ..Self::STRICT
    };
}
