//! What is said of a bad fence: its message, its help and what its fix does.
use super::super::invisible::named;
use super::FenceProblem;
use crate::front_matter::FenceCause as C;

const FIRST_THING: &str =
    "the opening fence must be the very first thing in the file; otherwise the keys are published as text";
const THREE_HYPHENS: &str =
    "a fence is a line of exactly three hyphens; without an opening fence the keys are published as text";
const ALONE: &str = "a fence must be alone on its line; otherwise the keys are published as text";

impl FenceProblem {
    /// What is wrong; `seen` is the text at its place, `generator` the one that does not see the fence.
    pub fn message(&self, seen: &str, generator: &str) -> String {
        match self.cause {
            C::BlankLineBeforeFence => format!("a blank line before the `---` hides the front matter from {generator}"),
            C::SpaceBeforeFence => format!("spaces before the `---` hide the front matter from {generator}"),
            C::InvisibleBeforeFence => {
                let name = seen.chars().next().map(named).unwrap_or_default();
                format!("an invisible character ({name}) before the `---` hides the front matter")
            }
            C::CommentBeforeFence => "a comment before the `---` hides the front matter".into(),
            C::MissingOpeningFence => "the front matter has no opening `---`".into(),
            C::NoFences => format!("keys without fences are text for {generator}"),
            C::OtherMetadata => format!("{generator} does not read metadata that is written like `{seen}`"),
            C::EmptyBlock if !self.repair.is_empty() => {
                "the block ends at this `---`, above its keys, which are published as text".into()
            }
            C::EmptyBlock => format!("{generator} publishes a block without keys as text, with its fences"),
            C::NullBlock => format!("{generator} cannot read a block that is `{}` and stops", seen.trim()),
            C::TextAsMetadata => {
                format!("{generator} reads `{seen}` at the top as metadata, and does not publish it")
            }
            C::FenceAfterBlock => format!("the block has ended before this `{seen}`, which is published as text"),
            C::NoLineEndAfterFence => {
                format!("{generator} wants a line end after the closing `{seen}`, and publishes the block as text")
            }
            C::DoubledBraces => {
                format!("{generator} adds the braces between `;;;` lines itself, so it cannot read these")
            }
            C::SpaceAfterOpeningFence => format!("spaces after the `---` hide the front matter from {generator}"),
            C::InvisibleAfterFence if self.leaves_text => {
                let name = seen.chars().next().map(named).unwrap_or_default();
                format!("an invisible character ({name}) after the closing `---` is published as text")
            }
            C::InvisibleAfterFence => {
                let name = seen.chars().next().map(named).unwrap_or_default();
                format!("an invisible character ({name}) after the `---` hides the front matter from {generator}")
            }
            C::LongClosingFence | C::TextAfterClosingFence if self.leaves_text => {
                format!("{generator} ends the block after three characters, so `{seen}` is published as text")
            }
            C::ShortOpeningFence => format!("the front matter opens with `{seen}` instead of `---`"),
            C::LongOpeningFence | C::WrongOpeningFence => self.is_not_a_fence(seen, "an opening", generator),
            C::TextAfterOpeningFence => {
                format!("text on the line of the `---` hides the front matter from {generator}")
            }
            C::CarriageReturnOnly => {
                format!("lines that end with a carriage return alone are one long line for {generator}")
            }
            C::LanguageNotRead => format!("{generator} does not read front matter that begins with `{seen}`"),
            C::YamlInTomlFences => "`+++` encloses TOML, but this is YAML".into(),
            C::TomlInYamlFences => "`---` encloses YAML, but this is TOML".into(),
            C::TextAfterClosingFence => format!("`---` with text on its line is not a closing fence for {generator}"),
            C::IndentedClosingFence => "a closing fence must not be indented".into(),
            C::DotsAsClosingFence | C::LongClosingFence | C::WrongClosingFence => {
                self.is_not_a_fence(seen, "a closing", generator)
            }
        }
    }

    /// Why it matters and what to do.
    pub fn help(&self) -> &'static str {
        match self.cause {
            C::CarriageReturnOnly => {
                "a generator that reads one long line finds no fence; save the file with LF or CRLF as line ends"
            }
            C::LanguageNotRead => "write the block as YAML between two `---` lines",
            C::YamlInTomlFences => "put `---` lines around the block, or write `key = value`",
            C::TomlInYamlFences => "put `+++` lines around the block, or write `key: value`",
            C::MissingOpeningFence => "without an opening fence the keys are published as text",
            C::NoFences | C::OtherMetadata => "write the keys as `key: value` between two `---` lines",
            C::EmptyBlock if !self.repair.is_empty() => "a block has one fence above its keys and one below them",
            C::InvisibleAfterFence if self.leaves_text => "a fence must be alone on its line",
            C::EmptyBlock | C::NullBlock => "write a key such as `title`, or remove the block",
            C::TextAsMetadata => {
                "a page that begins with `word: text` has metadata for it, up to a blank line; begin with a heading or with front matter"
            }
            C::FenceAfterBlock => "remove this line: the block has ended above it",
            C::NoLineEndAfterFence => "end the file with a line end",
            C::DoubledBraces => "remove the braces, or write the block as YAML between two `---` lines",
            C::SpaceAfterOpeningFence | C::InvisibleAfterFence => {
                "the line of the opening fence must end right after it; otherwise the keys are published as text, or the build stops"
            }
            C::LongClosingFence if self.leaves_text => "a fence is a line of exactly three hyphens",
            C::TextAfterClosingFence if self.leaves_text => "begin a new line after the fence, or remove the text",
            C::BlankLineBeforeFence | C::SpaceBeforeFence | C::InvisibleBeforeFence => FIRST_THING,
            C::CommentBeforeFence => {
                "the opening fence must be the very first thing in the file; put the comment below the block, or into the block after a `#`"
            }
            C::ShortOpeningFence | C::LongOpeningFence | C::WrongOpeningFence => THREE_HYPHENS,
            C::TextAfterOpeningFence | C::TextAfterClosingFence => ALONE,
            C::IndentedClosingFence => {
                "without a closing fence the keys are published as text; start the fence in the first column"
            }
            C::DotsAsClosingFence | C::LongClosingFence | C::WrongClosingFence if self.closes_another() => {
                "the block must end with the same fence that it begins with, or its keys are published as text"
            }
            C::DotsAsClosingFence | C::LongClosingFence | C::WrongClosingFence => {
                "the block must end with a line of exactly three hyphens, or its keys are published as text"
            }
        }
    }

    /// What the fix does; empty where no fix is offered.
    pub fn fix_title(&self) -> &'static str {
        match self.cause {
            C::EmptyBlock if !self.repair.is_empty() => "remove what is between the opening fence and the keys",
            C::CarriageReturnOnly
            | C::LanguageNotRead
            | C::NoFences
            | C::OtherMetadata
            | C::EmptyBlock
            | C::NullBlock
            | C::TextAsMetadata
            | C::DoubledBraces => "",
            C::FenceAfterBlock => "remove the line",
            C::NoLineEndAfterFence => "insert the line end",
            C::YamlInTomlFences => "use `---`",
            C::TomlInYamlFences => "use `+++`",
            C::MissingOpeningFence => "insert the opening fence",
            C::BlankLineBeforeFence | C::SpaceBeforeFence | C::InvisibleBeforeFence => {
                "remove what is before the fence"
            }
            C::CommentBeforeFence => "remove the comment",
            C::SpaceAfterOpeningFence | C::InvisibleAfterFence => "remove what is after the fence",
            C::LongClosingFence if self.leaves_text => "write three hyphens",
            C::TextAfterOpeningFence if matches!(self.repair.as_slice(), [edit] if edit.text.is_empty()) => {
                "remove what is after the fence"
            }
            C::TextAfterOpeningFence | C::TextAfterClosingFence => "begin a new line after the fence",
            C::IndentedClosingFence => "remove the indentation",
            _ if self.closes_toml() => "write `+++`",
            _ if self.closes_another() => "write the fence that opens the block",
            _ => "write `---`",
        }
    }

    /// `----`, `–--`: names the first character that only looks like a hyphen, if there is one.
    fn is_not_a_fence(&self, seen: &str, kind: &str, generator: &str) -> String {
        let Some((at, c, name)) = seen.char_indices().find_map(|(at, c)| Some((at, c, dash_name(c)?))) else {
            return format!("`{seen}` is not {kind} fence for {generator}");
        };
        let what = match at {
            0 if seen.len() == c.len_utf8() => "it is",
            0 => "its first character is",
            _ => "it contains",
        };
        let wanted = if self.closes_toml() { "the block began with `+++`" } else { "a fence is three hyphens" };
        format!("`{seen}` is not {kind} fence: {what} {name} (U+{:04X}), but {wanted}", c as u32)
    }

    fn closes_toml(&self) -> bool {
        self.closes_another() && matches!(self.repair.as_slice(), [edit] if edit.text == "+++")
    }

    /// Whether the block must be closed by another fence than three hyphens, because such a one opened it.
    fn closes_another(&self) -> bool {
        self.cause == C::WrongClosingFence && matches!(self.repair.as_slice(), [edit] if edit.text != "---")
    }
}

/// The name of a character that looks like a hyphen.
fn dash_name(c: char) -> Option<&'static str> {
    match c {
        '–' => Some("an en dash"),
        '—' => Some("an em dash"),
        '―' => Some("a horizontal bar"),
        '‒' => Some("a figure dash"),
        '−' => Some("a minus sign"),
        _ => None,
    }
}
