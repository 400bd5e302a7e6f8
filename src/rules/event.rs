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
    Unused {
        /// The name.
        name: &'a str,
        /// Where the rule reports something in this post.
        elsewhere: Option<Elsewhere>,
    },
    /// It names no rule and no group that there is.
    UnknownRule(&'a str),
    /// It begins with another word than ours: `disable-next-line`.
    UnknownWord {
        /// The word.
        word: &'a str,
        /// What it stands for.
        right: &'static str,
    },
    /// It names nothing.
    NoRule,
    /// It does not say why.
    NoReason,
}

/// A place where a rule reports something that a comment elsewhere was probably meant for.
#[derive(Clone, Copy, Debug)]
pub struct Elsewhere {
    /// The bytes of the finding.
    pub span: Span,
    /// The number of its line.
    pub line: usize,
    /// Whether this is the opening fence, after which no comment may be.
    pub is_fence: bool,
}
