//! The few styles of what people read, and links: escape sequences, or nothing where the terminal shows none.
use super::ReportStyle;
use crate::diagnostic::Severity;
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

/// What a text is, which decides how it looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Running text.
    #[default]
    Plain,
    /// A heading, or the name of a file.
    Bold,
    /// What is needed less often: a rule's name, a frame, a unit.
    Dim,
    /// What one could type or write: a command, a key, a line of a post.
    Code,
    /// What is right, or would be written.
    Good,
    /// What would go.
    Bad,
    /// A word in the colour of a severity: red, yellow, cyan.
    Severity(Severity),
}

impl Tone {
    fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Bold => Style::new().bold(),
            Self::Dim => Style::new().dimmed(),
            Self::Code => AnsiColor::Cyan.on_default(),
            Self::Good => AnsiColor::Green.on_default(),
            Self::Bad => AnsiColor::Red.on_default(),
            Self::Severity(Severity::Error) => AnsiColor::Red.on_default().bold(),
            Self::Severity(Severity::Warning) => AnsiColor::Yellow.on_default().bold(),
            Self::Severity(Severity::Info) => AnsiColor::Cyan.on_default().bold(),
        }
    }
}

/// Styles text, or leaves it as it is. Text of posts is sanitized before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint {
    on: bool,
    links: bool,
}

impl Paint {
    /// The styles that a report may use.
    pub fn of(look: ReportStyle) -> Self {
        Self { on: look.color, links: look.links }
    }

    /// Text that looks as what it is.
    pub fn tone(self, tone: Tone, text: &str) -> String {
        if !self.on || tone == Tone::Plain || text.is_empty() {
            return text.to_owned();
        }
        let style = tone.style();
        format!("{style}{text}{style:#}")
    }

    /// Bold text.
    pub fn bold(self, text: &str) -> String {
        self.tone(Tone::Bold, text)
    }

    /// Text in the colour of a severity: red, yellow, cyan.
    pub fn severity(self, severity: Severity, text: &str) -> String {
        self.tone(Tone::Severity(severity), text)
    }

    /// Text that opens an address when it is clicked (OSC 8); only the text where there is no address. Whatever an address should
    /// not contain is escaped, so that no name of a file ends the sequence.
    pub fn link(self, address: Option<&str>, text: &str) -> String {
        match address {
            Some(address) if self.links => format!("\x1b]8;;{}\x1b\\{text}\x1b]8;;\x1b\\", escaped(address)),
            _ => text.to_owned(),
        }
    }
}

/// An address in which every byte that may not stand for itself is written `%XX`.
fn escaped(address: &str) -> String {
    let mut written = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte) {
            written.push(char::from(byte));
        } else {
            let _ = write!(written, "%{byte:02X}");
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Paint = Paint { on: true, links: true };

    #[test]
    fn text_is_left_alone_where_nothing_can_be_shown() {
        let plain = Paint::of(ReportStyle::PLAIN);
        assert_eq!(plain.severity(Severity::Error, "error"), "error");
        assert_eq!(plain.link(Some("https://frontlint.dev"), "rule"), "rule");
    }

    #[test]
    fn the_address_of_a_link_cannot_end_it() {
        assert_eq!(
            ALL.link(Some("file:///a\x1b\\é\u{9b}b.md"), "a"),
            "\x1b]8;;file:///a%1B%5C%C3%A9%C2%9Bb.md\x1b\\a\x1b]8;;\x1b\\"
        );
        assert_eq!(ALL.link(None, "a"), "a");
    }
}
