//! The words, numbers and marks of a written date.
use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Number,
    Word,
    Mark(char),
}

/// One token and where it begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: TokenKind,
    pub(super) text: &'a str,
    pub(super) start: usize,
    /// Whether white space comes before the token.
    pub(super) spaced: bool,
}

impl Token<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end()
    }

    /// The value of a number of at most nine digits.
    pub(super) fn number(&self) -> Option<i32> {
        if self.kind == TokenKind::Number && self.text.len() <= 9 { self.text.parse().ok() } else { None }
    }

    /// The value of a number of one or two digits.
    pub(super) fn small(&self) -> Option<i8> {
        if self.text.len() <= 2 { self.number().and_then(|number| number.try_into().ok()) } else { None }
    }

    /// The value of a number of four digits.
    pub(super) fn year(&self) -> Option<i16> {
        if self.text.len() == 4 { self.number().and_then(|number| number.try_into().ok()) } else { None }
    }

    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text.eq_ignore_ascii_case(word)
    }
}

/// The tokens of a text, without white space (a no-break space is white space too).
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut spaced = false;
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() {
            spaced = true;
            continue;
        }
        let (kind, same): (TokenKind, fn(char) -> bool) = match first {
            '0'..='9' => (TokenKind::Number, |c| c.is_ascii_digit()),
            _ if is_letter(first) => (TokenKind::Word, is_letter),
            mark => (TokenKind::Mark(mark), |_| false),
        };
        let mut end = start + first.len_utf8();
        while let Some((at, next)) = chars.next_if(|(_, next)| same(*next)) {
            end = at + next.len_utf8();
        }
        tokens.push(Token { kind, text: &text[start..end], start, spaced: spaced && !tokens.is_empty() });
        spaced = false;
    }
    tokens
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}')
}
