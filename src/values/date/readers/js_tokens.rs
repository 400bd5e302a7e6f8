//! The tokens of a date as V8 sees them (`DateStringTokenizer` of `src/date/dateparser-inl.h`).

/// One token of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum JsToken {
    /// Its value, of which nine digits count, and how many digits it has.
    Number(i64, usize),
    Symbol(char),
    Space,
    Month(i64),
    /// `am` and `pm`, by the hours that they add.
    Noon(i64),
    /// The name of a zone, its hours east of UTC, and its length.
    Zone(i64, usize),
    /// `T`
    Separator,
    Word,
    Other,
    End,
}

impl JsToken {
    /// The value of a number of so many digits.
    pub(super) fn fixed(self, digits: usize) -> Option<i64> {
        match self {
            Self::Number(value, length) if length == digits => Some(value),
            _ => None,
        }
    }

    pub(super) fn sign(self) -> Option<i64> {
        match self {
            Self::Symbol('+') => Some(1),
            Self::Symbol('-') => Some(-1),
            _ => None,
        }
    }
}

/// The rest of the text, and the token before it.
pub(super) struct JsScanner<'a> {
    rest: &'a str,
    pub(super) peek: JsToken,
}

impl<'a> JsScanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut scanner = Self { rest: text, peek: JsToken::End };
        scanner.next();
        scanner
    }

    pub(super) fn next(&mut self) -> JsToken {
        let (token, rest) = scan(self.rest);
        self.rest = rest;
        std::mem::replace(&mut self.peek, token)
    }

    pub(super) fn skip(&mut self, symbol: char) -> bool {
        let found = self.peek == JsToken::Symbol(symbol);
        if found {
            self.next();
        }
        found
    }
}

/// The first token of a text, and what follows it.
fn scan(text: &str) -> (JsToken, &str) {
    let Some(first) = text.chars().next().filter(|c| *c != '\0') else { return (JsToken::End, "") };
    let after = |length: usize| &text[length..];
    match first {
        '0'..='9' => {
            let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
            (JsToken::Number(text[..end.min(9)].parse().unwrap_or(0), end), after(end))
        }
        ':' | '-' | '+' | '.' | ')' => (JsToken::Symbol(first), after(1)),
        _ if is_space(first) => (JsToken::Space, after(first.len_utf8())),
        // Words are made of all that comes after `A` in ASCII, `[` too.
        'A'.. => {
            let end = text.find(|c| c < 'A' || is_space(c)).unwrap_or(text.len());
            (keyword(&text[..end]), after(end))
        }
        '(' => (JsToken::Other, after(parentheses(text))),
        _ => (JsToken::Other, after(first.len_utf8())),
    }
}

/// White space and line ends of JavaScript.
fn is_space(c: char) -> bool {
    c == '\u{feff}' || c.is_whitespace() && !matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The length of a text in parentheses, which may hold others.
fn parentheses(text: &str) -> usize {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

fn keyword(word: &str) -> JsToken {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const ZONES: [(&str, i64); 12] = [
        ("ut", 0),
        ("utc", 0),
        ("z", 0),
        ("gmt", 0),
        ("cdt", -5),
        ("cst", -6),
        ("edt", -4),
        ("est", -5),
        ("mdt", -6),
        ("mst", -7),
        ("pdt", -7),
        ("pst", -8),
    ];
    let is = |name: &str| word.eq_ignore_ascii_case(name);
    // Only of a month the letters after the third may be others.
    let begins = |name: &&str| word.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(name));
    if let Some(month) = MONTHS.iter().position(begins) {
        return JsToken::Month(i64::try_from(month).unwrap_or(0) + 1);
    }
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| is(name)) {
        return JsToken::Zone(*hours, word.len());
    }
    match word {
        _ if is("am") => JsToken::Noon(0),
        _ if is("pm") => JsToken::Noon(12),
        _ if is("t") => JsToken::Separator,
        _ => JsToken::Word,
    }
}
