//! Lines that close a block, or were intended to.
use super::start::Opening;
use super::top_line::TopLine;
use super::{FenceCause, FenceProblem, Format, is_dashes, spaces};
use crate::dialect::FenceRules;
use crate::text::{Edit, Span};

/// A line that may close a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closer {
    /// The same characters as the opening fence.
    Same,
    /// `...`
    Dots,
    /// `----` and longer.
    Long,
    /// `--- text`
    Text,
    /// `--`, a typographic dash, or the fence of another language.
    Other,
    /// Spaces before the fence.
    Indented,
    /// Text before the fence.
    AtEnd,
}

impl Closer {
    pub(super) fn of(text: &str, line: TopLine, opening: &Opening<'_>) -> Option<Self> {
        let shown = &text[line.start..line.text_end];
        let same = opening.closing;
        if shown == same {
            return Some(Self::Same);
        }
        let first = shown.as_bytes().first()?;
        match first {
            b' ' | b'\t' => (shown.trim_start() == same).then_some(Self::Indented),
            b'.' => (shown == "..." && opening.format == Format::Yaml).then_some(Self::Dots),
            _ if shown.strip_prefix(same).is_some_and(|rest| rest.bytes().all(|b| b == same.as_bytes()[0])) => {
                Some(Self::Long)
            }
            _ if shown.starts_with(same) => Some(Self::Text),
            b'-' | b'+' | b';' => {
                (matches!(shown, "--" | "---" | "+++" | ";;;") || is_dashes(shown)).then_some(Self::Other)
            }
            0xE2 => is_dashes(shown).then_some(Self::Other),
            _ => None,
        }
    }

    /// A line that ends with the fence, for a reader that looks for it anywhere.
    pub(super) fn at_end(text: &str, line: TopLine, opening: &Opening<'_>, rules: &FenceRules) -> Option<Self> {
        let shown = &text[line.start..line.text_end];
        let is_at_end = rules.closes_anywhere && shown.ends_with(opening.closing);
        is_at_end.then_some(Self::AtEnd)
    }

    pub(super) fn closes(self, rules: &FenceRules, format: Format) -> bool {
        match self {
            Self::Same => true,
            Self::Dots => rules.dots_close,
            Self::Long | Self::Text => rules.prefix_closes && format != Format::Json,
            Self::Indented | Self::AtEnd => rules.closes_anywhere,
            Self::Other => false,
        }
    }

    /// Whether the line can only have been intended as a fence, so that no later line is looked at.
    /// Between `+++` a multi-line string may well contain a Markdown rule.
    pub(super) fn is_intended(self, opening: &Opening<'_>) -> bool {
        matches!(self, Self::Dots | Self::Long | Self::Other) && opening.closing.starts_with("---")
    }

    pub(super) fn problem(self, text: &str, line: TopLine, rules: &FenceRules, opening: &Opening<'_>) -> FenceProblem {
        let cause = match self {
            Self::Same | Self::Other => FenceCause::WrongClosingFence,
            Self::Dots => FenceCause::DotsAsClosingFence,
            Self::Long => FenceCause::LongClosingFence,
            Self::Text => FenceCause::TextAfterClosingFence,
            Self::Indented | Self::AtEnd => FenceCause::IndentedClosingFence,
        };
        let end = match self {
            Self::Text => line.start + opening.closing.len(),
            _ => line.text_end,
        };
        let (span, repair) = match self {
            Self::Text => (
                Span::new(end, line.text_end),
                Edit::replace(Span::new(end, end + spaces(&text[end..])), line.ending_like(text)),
            ),
            Self::Indented => {
                let indent = Span::new(line.start, line.start + spaces(&text[line.start..]));
                (indent, Edit::delete(indent))
            }
            _ => (Span::new(line.start, end), Edit::replace(Span::new(line.start, end), opening.closing)),
        };
        let seen_by_some = rules.unknown && !matches!(self, Self::Other | Self::Indented | Self::AtEnd);
        FenceProblem { seen_by_some, repair: vec![repair], ..FenceProblem::of(cause, span) }
    }
}
