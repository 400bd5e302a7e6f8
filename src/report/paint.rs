//! The few colours of the line reports.
use crate::diagnostic::Severity;

/// Puts text in colour, or leaves it as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint {
    /// Whether colours are wanted.
    pub on: bool,
}

impl Paint {
    /// Bold text.
    pub fn bold(self, text: &str) -> String {
        self.code("1", text)
    }

    /// Faint text.
    pub fn faint(self, text: &str) -> String {
        self.code("2", text)
    }

    /// Text in the colour of a severity: red, yellow, cyan.
    pub fn severity(self, severity: Severity, text: &str) -> String {
        let code = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Info => "1;36",
        };
        self.code(code, text)
    }

    fn code(self, code: &str, text: &str) -> String {
        if self.on { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}
