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
    /// `---json`, `---toml`, `---yaml`.
    pub language: bool,
    /// `----` opens, and closes what it opened.
    pub long_opens: bool,
    /// The opening fence may be left out.
    pub opening_optional: bool,
    /// `...` closes.
    pub dots_close: bool,
    /// Any line that begins with the fence closes: `----`, `--- text`.
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
        long_opens: false,
        opening_optional: false,
        dots_close: false,
        prefix_closes: false,
        lone_cr: false,
    };

    /// What gray-matter recognizes (measured: 4.0.3), in whatever generator.
    pub const GRAY_MATTER: Self = Self { language: true, prefix_closes: true, ..Self::STRICT };

    /// What most generators recognize.
    pub const OF_MOST: Self =
        Self { unknown: true, toml: true, braces: true, semicolons: true, language: true, ..Self::STRICT };
}
