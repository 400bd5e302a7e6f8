//! Values that YAML cannot read, by their first character: one small function a cause.
use super::super::keys::is_common_key;
use super::super::quotes::is_pair;
use super::flow::{self, requoted, reserved};
use super::lenient_line::{LenientLine, is_block_header, is_colon, quoted_length};
use super::quote::{quote, single};
use super::suspect::{Candidate, Mask};
use std::ops::Range;

/// How many problems inside brackets that are never closed are told beside that.
const MOST_INSIDE: usize = 12;

/// A value under suspicion.
pub(super) struct SuspectValue<'t> {
    /// The block.
    pub(super) text: &'t str,
    /// The value's bytes on its line.
    pub(super) at: Range<usize>,
    /// How to call what holds it: `` `title` `` or "this item".
    pub(super) name: String,
    /// Where the lines that belong to it end.
    pub(super) limit: usize,
    /// The indentation of the row after it, when that is deeper or an item.
    pub(super) below: Option<usize>,
}

impl<'t> SuspectValue<'t> {
    /// The value of a row; `limit` is where its lines end.
    pub(super) fn of(text: &'t str, row: &LenientLine, limit: usize, below: Option<usize>) -> Self {
        let name = match &row.key {
            Some(key) => format!("`{}`", text[key.clone()].trim_matches(['"', '\''])),
            None if row.dash.is_some() => "this item".into(),
            None => "this line".into(),
        };
        Self { text, at: row.value.clone(), name, limit, below }
    }

    fn shown(&self) -> &'t str {
        &self.text[self.at.clone()]
    }

    fn first(&self) -> Range<usize> {
        let length = self.shown().chars().next().map_or(0, char::len_utf8);
        self.at.start..self.at.start + length
    }

    fn mask(&self) -> Mask {
        Mask::Value(self.at.clone())
    }

    /// What may be wrong with it, the likeliest first.
    pub(super) fn suspects(&self) -> Vec<Candidate> {
        let value = self.shown();
        let one = |suspect: Option<Candidate>| suspect.into_iter().collect();
        match value.chars().next() {
            None => Vec::new(),
            Some('"' | '\'') => one(self.quoted()),
            Some('{') if value.starts_with("{{") || value.starts_with("{%") => one(Some(self.template())),
            Some('[' | '{') => self.brackets(),
            Some('|' | '>') => one(self.block_header()),
            Some('“' | '”' | '„' | '«' | '‘' | '’') if has_colon(value) => one(self.curly()),
            Some(first @ ('@' | '`' | '%' | ',' | ']' | '}')) => one(Some(self.reserved(first))),
            Some(first @ ('*' | '&' | '!')) => self.indicator(first),
            Some('-') if value.len() == 1 || value[1..].starts_with([' ', '\t']) => one(Some(self.dash())),
            Some('?') if value.len() == 1 || value[1..].starts_with([' ', '\t']) => one(Some(self.reserved('?'))),
            Some(_) => one(self.plain()),
        }
    }

    fn quoted_whole(&self) -> Vec<(Range<usize>, String)> {
        vec![(self.at.clone(), quote(self.shown()))]
    }

    /// `Foo: bar`
    fn plain(&self) -> Option<Candidate> {
        let value = self.shown();
        let colon = value.match_indices(':').map(|(at, _)| at).find(|at| is_colon(value, *at))?;
        let at = self.at.start + colon;
        if let Some(mark) = lone_closing_quote(value) {
            let start = self.at.start;
            let end = self.at.end - mark.len_utf8()..self.at.end;
            return Some(
                Candidate::new(
                    "missing-opening-quote",
                    end,
                    self.mask(),
                    format!("{} ends with a quote that nothing opens", self.name),
                )
                .label(at..at + 1, "without quotes, YAML reads what stands before this colon as a key")
                .help("add the opening quote")
                .safe("add the opening quote", vec![(start..start, mark.to_string())]),
            );
        }
        let message = if colon + 1 == value.len() {
            format!("{} ends with a colon, which YAML reads as the end of another key", self.name)
        } else {
            format!("{} holds `: `, which YAML reads as the end of another key", self.name)
        };
        let found = Candidate::new("unquoted-colon", at..at + 1, self.mask(), message)
            .label(self.at.clone(), "this text needs quotes")
            .help("a colon and a blank end a key; put the value in quotes to keep it as text");
        Some(if is_second_key(&value[..colon]) {
            found.help("a key begins a line of its own").probable("quote the value", self.quoted_whole())
        } else {
            found.safe("quote the value", self.quoted_whole())
        })
    }

    /// `“Hello: world”`, which was meant to be quoted.
    fn curly(&self) -> Option<Candidate> {
        let value = self.shown();
        let (first, last) = (value.chars().next()?, value.chars().next_back()?);
        if !closes_curly(first, last) || value.chars().count() < 2 {
            return self.plain();
        }
        let inner = value[first.len_utf8()..value.len() - last.len_utf8()].trim_matches(['\u{a0}', '\u{202f}', ' ']);
        let message = format!("typographic quotes do not quote in YAML, so the colon in {} breaks it", self.name);
        Some(
            Candidate::new("curly-quote", self.first(), self.mask(), message)
                .label(self.at.clone(), "this text needs straight quotes")
                .help("YAML knows only `\"` and `'`; curly quotes are letters to it")
                .probable("use straight quotes", vec![(self.at.clone(), quote(inner))]),
        )
    }

    /// `@handle`, `` `code` ``, `%20`
    fn reserved(&self, first: char) -> Candidate {
        Candidate::new("reserved-character", self.first(), self.mask(), reserved(first))
            .label(self.at.clone(), "this text needs quotes")
            .help(format!("put the value of {} in quotes", self.name))
            .safe("quote the value", self.quoted_whole())
    }

    /// `*Bold* move`, `&Sons`, `!! careful`
    fn indicator(&self, first: char) -> Vec<Candidate> {
        let value = self.shown();
        let (cause, what) = match first {
            '*' => ("read-as-alias", "an alias, the name of a value given elsewhere"),
            '&' => ("read-as-anchor", "an anchor, a name for the value"),
            _ => ("read-as-tag", "a tag, the name of a type"),
        };
        let message = format!("`{first}` at the start of {} is read as {what}, not as text", self.name);
        let suspect = Candidate::new(cause, self.first(), self.mask(), message)
            .label(self.at.clone(), "this text needs quotes")
            .help("put the value in quotes to keep it as text")
            .safe("quote the value", self.quoted_whole());
        // `!tag "a": b` may be a good tag before a bad value.
        let later = value.find(' ').filter(|_| first != '*').map(|blank| {
            let start = self.at.start + blank + 1;
            let at = start..self.at.end;
            SuspectValue { text: self.text, at, name: self.name.clone(), limit: self.limit, below: self.below }
        });
        let mut all = vec![suspect];
        all.extend(
            later.filter(|later| !later.shown().starts_with(['!', '&'])).into_iter().flat_map(|later| later.suspects()),
        );
        all
    }

    /// `tags: - a`
    fn dash(&self) -> Candidate {
        let message = format!("a list cannot start on the line of {}", self.name);
        let suspect = Candidate::new("list-on-key-line", self.first(), self.mask(), message).help(
            "write each `- ` item on a line of its own below the key, or put the value in quotes when it is text",
        );
        if self.below.is_some() {
            return suspect;
        }
        suspect.probable("quote the value", self.quoted_whole())
    }

    /// `{{ site.url }}/a.png`
    fn template(&self) -> Candidate {
        let value = self.shown();
        let end = value.find("}}").or_else(|| value.find("%}")).map_or(value.len(), |end| end + 2);
        let tag = self.at.start..self.at.start + end;
        let message =
            format!("`{}` at the start of {} opens a YAML mapping, not a template tag", &value[..2], self.name);
        Candidate::new("unquoted-template", tag, self.mask(), message)
            .help("generators read front matter before templates, so the tag stays plain text; put the value in quotes")
            .safe("quote the value", self.quoted_whole())
    }

    /// `> quoted`, `| piped`
    fn block_header(&self) -> Option<Candidate> {
        let value = self.shown();
        let sign = &value[..1];
        if is_block_header(value) || is_block_header(value.split([' ', '\t']).next()?) && value.contains(" #") {
            return None;
        }
        let what = if sign == "|" { "text that keeps its lines" } else { "folded text" };
        let message = format!("`{sign}` starts {what}, which must begin on the next line");
        let text_at = self.at.start + value.len() - value[1..].trim_start().len();
        let suspect = Candidate::new("text-after-block-indicator", text_at..self.at.end, self.mask(), message)
            .label(self.first(), format!("`{sign}` is read as an indicator, not as text"))
            .help("put the value in quotes, or write the text on the lines below, indented");
        Some(match self.below {
            None => suspect.safe("quote the value", self.quoted_whole()),
            Some(indent) => {
                let gap = self.at.start + 1..text_at;
                suspect.probable("write the text below", vec![(gap, format!("\n{}", " ".repeat(indent)))])
            }
        })
    }

    fn quoted(&self) -> Option<Candidate> {
        let value = self.shown();
        let Some(length) = quoted_length(value) else { return Some(self.unclosed_quote()) };
        let rest = value[length..].trim_start_matches([' ', '\t']);
        let rest = if rest.starts_with('#') { "" } else { rest };
        if rest.is_empty() {
            return self.bad_escape(length);
        }
        let close = self.at.start + length - 1;
        let rest_at = self.at.end - rest.len();
        if rest.trim_end() == "," {
            return Some(self.trailing_comma(rest_at));
        }
        if rest.trim_end() == ";" {
            let found =
                Candidate::new("text-after-quote", rest_at..rest_at + 1, self.mask(), "no `;` ends a value in YAML");
            return Some(
                found
                    .help("each value ends with its line; remove the semicolon")
                    .safe("remove the semicolon", vec![(rest_at..rest_at + 1, String::new())]),
            );
        }
        if rest.chars().all(|c| matches!(c, '"' | '\'')) {
            let found =
                Candidate::new("text-after-quote", rest_at..self.at.end, self.mask(), "one closing quote too many");
            return Some(
                found
                    .help("the text has ended before it; remove it")
                    .safe("remove it", vec![(rest_at..self.at.end, String::new())]),
            );
        }
        let inner = value[1..].strip_suffix(&value[..1]);
        if value.starts_with('\'')
            && (value[length..].starts_with(char::is_alphanumeric)
                || inner.is_some_and(|i| i.matches('\'').count() % 2 == 1))
        {
            return Some(self.apostrophe(close));
        }
        let inside = inner.filter(|inner| value.starts_with('"') && inner.matches('"').count() % 2 == 0);
        if let Some(inner) = inside.filter(|inner| is_pair(inner)) {
            let found = Candidate::new(
                "quote-inside-quotes",
                close..close + 1,
                self.mask(),
                format!("this quote ends {} early", self.name),
            )
            .label(self.first(), "the quote that opens")
            .help("inside double quotes write `\\\"`, or put the whole text in single quotes");
            return Some(found.safe("use single quotes", vec![(self.at.clone(), single(inner))]));
        }
        let found = Candidate::new(
            "text-after-quote",
            rest_at..self.at.end,
            self.mask(),
            format!("text follows the closing quote of {}", self.name),
        )
        .label(self.at.start..close + 1, "YAML takes only this for the value")
        .help("a value that begins with a quote ends with the next one; quote the whole value with the other kind");
        let edits = vec![(self.at.clone(), requoted(value))];
        Some(if inside.is_some() {
            found.probable("quote the whole value", edits)
        } else {
            found.safe("quote the whole value", edits)
        })
    }

    fn trailing_comma(&self, at: usize) -> Candidate {
        Candidate::new("trailing-comma", at..at + 1, self.mask(), "a comma ends values in JSON, not in YAML")
            .help("each value ends with its line; remove the comma")
            .safe("remove the comma", vec![(at..at + 1, String::new())])
    }

    /// `'It's here'`
    fn apostrophe(&self, at: usize) -> Candidate {
        let value = self.shown();
        // `\'`, as in JavaScript, is meant as `''`.
        let inner = value[1..].strip_suffix('\'').unwrap_or(&value[1..]).replace("\\'", "'").replace("''", "'");
        Candidate::new(
            "apostrophe-in-single-quotes",
            at..at + 1,
            self.mask(),
            format!("this apostrophe ends the quoted text of {}", self.name),
        )
        .label(self.first(), "the quote that opens")
        .help("put the text in double quotes, or double the apostrophe: `''`")
        .safe("use double quotes", vec![(self.at.clone(), quote(&inner))])
    }

    fn unclosed_quote(&self) -> Candidate {
        let value = self.shown();
        let mark = &value[..1];
        let kind = if mark == "\"" { "double" } else { "single" };
        let end = self.at.end;
        let found = Candidate::new(
            "unclosed-quote",
            self.first(),
            self.mask(),
            format!("the {kind} quote that opens {} is never closed", self.name),
        )
        .help("YAML reads on, over the next keys, in search of the closing quote");
        if let Some(inner) = value[1..].strip_suffix("\\\"").filter(|_| mark == "\"") {
            let slash = end - 2;
            return Candidate::new(
                "bad-escape",
                slash..end,
                self.mask(),
                format!("`\\\"` is a quote inside the text of {}, so the text never ends", self.name),
            )
            .label(self.first(), "the quote that opens")
            .help("between double quotes a backslash starts an escape; use single quotes, where it is itself")
            .safe("use single quotes", vec![(self.at.clone(), single(&format!("{inner}\\")))]);
        }
        let last = value[1..].chars().next_back().unwrap_or(' ');
        if last != ' '
            && matches!(last, '"' | '\'' | '”' | '’' | '“')
            && !value[1..value.len() - last.len_utf8()].contains(last)
        {
            let at = end - last.len_utf8()..end;
            return found
                .label(at.clone(), "this is another kind of quote")
                .safe("close with the quote that opened", vec![(at, mark.into())]);
        }
        if mark == "'" && is_elision(value) {
            return found
                .help("an apostrophe at the start of a value opens a quoted text; put the whole value in double quotes")
                .safe("quote the whole value", self.quoted_whole());
        }
        // A backslash at the end would escape the new quote, and a value that ends with a comma came from JSON.
        let (cut, tail) = match value.strip_suffix(',') {
            Some(_) => (end - 1..end, mark.to_string()),
            None => (end..end, mark.to_string()),
        };
        found.safe("add the closing quote", vec![(cut, tail)])
    }

    /// `"C:\Users"`
    fn bad_escape(&self, length: usize) -> Option<Candidate> {
        let value = &self.shown()[..length];
        if !value.starts_with('"') {
            return None;
        }
        let bad = bad_escapes(value);
        let first = bad.first()?.clone();
        let at = self.at.start + first.start..self.at.start + first.end;
        let shown = &value[first];
        let found = Candidate::new("bad-escape", at, self.mask(), format!("`{shown}` is no escape that YAML knows"))
            .help("between double quotes a backslash starts an escape such as `\\n`; use single quotes, where it is itself");
        let (whole, inner) = (self.at.start..self.at.start + length, &value[1..length - 1]);
        if inner.contains("\\\"") {
            let double =
                |escape: &Range<usize>| (self.at.start + escape.start..self.at.start + escape.start, "\\".to_string());
            return Some(found.safe("double the backslash", bad.iter().map(double).collect()));
        }
        Some(found.safe("use single quotes", vec![(whole, single(inner))]))
    }

    fn brackets(&self) -> Vec<Candidate> {
        let value = self.shown();
        let (open, close) = if value.starts_with('[') { ('[', ']') } else { ('{', '}') };
        let flow = flow::scan(self.text, self.at.start, self.limit);
        let mut all = flow.suspects;
        let Some(end) = flow.end else {
            // Brackets that swallow much of the block: what is in it was not meant to be inside them.
            if all.len() > MOST_INSIDE {
                return vec![self.unclosed_bracket(open, close)];
            }
            all.push(self.unclosed_bracket(open, close));
            return all;
        };
        let line_end = end + self.text[end..self.limit].find(['\n', '\r']).unwrap_or(self.limit - end);
        let rest = self.text[end..line_end].trim();
        if rest.is_empty() || rest.starts_with('#') {
            return all;
        }
        let rest_at = line_end - self.text[end..line_end].trim_start().len();
        let rest = rest_at..rest_at + rest.len();
        all.insert(0, self.after_bracket(open, close, end, rest));
        all
    }

    fn after_bracket(&self, open: char, close: char, end: usize, rest: Range<usize>) -> Candidate {
        let shown = &self.text[rest.clone()];
        let whole = self.at.start..rest.end;
        let mask = Mask::Value(whole.clone());
        if shown == "," {
            return Candidate { mask, ..self.trailing_comma(rest.start) };
        }
        if shown.chars().all(|c| matches!(c, ']' | '}')) {
            return Candidate::new("stray-bracket", rest.clone(), mask, format!("`{shown}` closes nothing"))
                .label(end - 1..end, format!("`{open}` is closed here already"))
                .help("remove it")
                .safe("remove it", vec![(rest, String::new())]);
        }
        let what = if open == '[' { "a list" } else { "a mapping" };
        let link = open == '[' && shown.starts_with('(');
        let help = if link {
            "a Markdown link is text: put the value in quotes"
        } else {
            "put the value in quotes to keep it as text"
        };
        let found = Candidate::new(
            "text-after-bracket",
            rest,
            mask,
            format!("`{open}` starts {what} in YAML, and text cannot follow its `{close}`"),
        );
        let found = found.label(self.at.start..end, format!("YAML reads this as {what}")).help(help);
        if self.text[whole.clone()].contains(['\n', '\r']) {
            return found;
        }
        let text = &self.text[whole.clone()];
        found.safe("quote the value", vec![(whole, quote(text))])
    }

    fn unclosed_bracket(&self, open: char, close: char) -> Candidate {
        // Only the value's own line tells what belongs to it: what follows was swallowed.
        let line = flow::scan(self.text, self.at.start, self.at.end);
        let closing = flow::closing(self.text, &line.open);
        let what = if open == '[' { "list" } else { "mapping" };
        let message = format!("the `{open}` that opens the {what} of {} is never closed", self.name);
        let found = Candidate::new("unclosed-bracket", self.first(), self.mask(), message)
            .help(format!("YAML reads on, over the next keys, in search of `{close}`"));
        // `params: {` with its items on the lines below.
        let lines = self.text[self.at.start..self.limit].trim_end().len();
        if self.below.is_some() && lines > self.at.len() {
            let end = self.at.start + lines;
            let closing = flow::closing(self.text, &flow::scan(self.text, self.at.start, end).open);
            let found = Candidate { mask: Mask::Value(self.at.start..end), ..found };
            return found.safe("add the closing bracket", vec![(end..end, closing)]);
        }
        let before = self.text[self.at.clone()].trim_end_matches([' ', ',']).len();
        if before <= 1 {
            return found;
        }
        let at = self.at.start + before;
        found.safe("add the closing bracket", vec![(at..self.at.end, closing)])
    }
}

/// `x, layout` of `title: x, layout: post`: probably two keys on one line.
fn is_second_key(before: &str) -> bool {
    let word = before.rsplit_once([',', ';']).map(|(_, word)| word.trim().to_lowercase());
    word.is_some_and(|word| is_common_key(&word))
}

fn has_colon(value: &str) -> bool {
    value.match_indices(':').any(|(at, _)| is_colon(value, at))
}

/// A quote that ends a plain value and has no partner in it.
fn lone_closing_quote(value: &str) -> Option<char> {
    let last = value.chars().next_back()?;
    (matches!(last, '"' | '\'') && value.matches(last).count() == 1 && !value.contains('\\')).then_some(last)
}

/// Whether the two are a pair of typographic quotes.
fn closes_curly(first: char, last: char) -> bool {
    matches!((first, last), ('“' | '”' | '„', '“' | '”') | ('«', '»') | ('‘' | '’', '’' | '‘'))
}

/// `'Tis`, `'90s`: an apostrophe that stands for letters left out.
fn is_elision(value: &str) -> bool {
    let word: String = value[1..].chars().take_while(|c| c.is_alphanumeric()).collect();
    let word = word.to_lowercase();
    word.starts_with(|c: char| c.is_ascii_digit())
        || matches!(
            word.as_str(),
            "tis" | "twas" | "til" | "till" | "cause" | "em" | "n" | "bout" | "round" // English
                | "s" | "t" | "k" | "m" // Dutch
                | "ndrangheta" | "ndrina" | "ndrine" | "o" // Italian
        )
}

/// The escapes of a double-quoted text that YAML does not know, in bytes of it.
fn bad_escapes(value: &str) -> Vec<Range<usize>> {
    let mut bad = Vec::new();
    let mut chars = value.char_indices();
    while let Some((at, c)) = chars.next() {
        if c != '\\' {
            continue;
        }
        let Some((_, escape)) = chars.next() else { break };
        let digits = match escape {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            '0' | 'a' | 'b' | 't' | '\t' | 'n' | 'v' | 'f' | 'r' | 'e' | ' ' | '"' | '\'' | '/' | '\\' | 'N' | '_'
            | 'L' | 'P' | '\n' | '\r' => continue,
            _ => 0,
        };
        let end = at + 1 + escape.len_utf8();
        let hex = value[end..].chars().take(digits).take_while(char::is_ascii_hexdigit).count();
        let code = u32::from_str_radix(&value[end..end + hex], 16).ok().and_then(char::from_u32);
        if digits == 0 || hex < digits || code.is_none() {
            bad.push(at..end);
        }
    }
    bad
}
