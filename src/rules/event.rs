//! What only the engine sees, for the rules that report it.
use crate::diagnostic::RuleId;
use crate::text::Span;

/// Something that the engine saw; the rule about it makes the finding.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// A file or folder could not be opened or read; the reason.
    Unreadable(&'a str),
    /// A file is over the size limit.
    TooLarge {
        /// The bytes that it has.
        size: u64,
        /// The bytes that it may have.
        limit: u64,
    },
    /// A rule, or the parser of the front matter, panicked.
    Broke {
        /// The rule, when it was one.
        rule: Option<RuleId>,
        /// What the panic said.
        why: &'a str,
    },
    /// There is something wrong with a comment that suppresses findings.
    Directive {
        /// The bytes of the comment or of the name in it.
        span: Span,
        /// What is wrong.
        problem: DirectiveProblem<'a>,
    },
}

/// What is wrong with a comment that suppresses findings.
#[derive(Clone, Copy, Debug)]
pub enum DirectiveProblem<'a> {
    /// It names a rule or group that reports nothing there.
    Unused(&'a str),
    /// It names no rule and no group that there is.
    UnknownRule(&'a str),
    /// It names nothing.
    NoRule,
    /// It does not say why.
    NoReason,
}
