//! The template tags of a text, one after the other, found as each engine finds them.
//!
//! Sources: Liquid 5.4 as Jekyll 4.3 runs it (`lib/liquid/block_body.rb` and the patterns of `lib/liquid.rb`), Nunjucks
//! (`nunjucks/src/lexer.js`), Hugo (`parser/pageparser/pagelexer_shortcode.go`) and Zola (`components/markdown/src/content.pest`).
use crate::dialect::Templates;
use crate::text::Span;
use memchr::memmem;

/// A template tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TemplateTag {
    /// The bytes from its opening to its closing braces.
    pub span: Span,
    /// What kind of tag it is.
    pub kind: TemplateTagKind,
    /// The bytes of its name: `if`, `endif`, the name of a shortcode; empty where it has none.
    pub name: Span,
}

/// Kinds of template tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateTagKind {
    /// `{{ … }}`: a value.
    Output,
    /// `{% … %}`: a statement.
    Statement,
    /// `{# … #}`, `{{</* … */>}}`.
    Comment,
    /// `{{< … >}}` or `{{% … %}}`, which opens a block or is used alone.
    Shortcode,
    /// `{{< /… >}}` or `{{% /… %}}`, which ends a block.
    ShortcodeEnd,
    /// `{{< … />}}`, which is closed in itself.
    ShortcodeClosed,
    /// `<% … %>`.
    Code,
}

/// What was found at opening braces.
#[derive(Debug)]
pub(super) enum TagMatch {
    /// A complete tag.
    Tag(TemplateTag),
    /// Opening braces that are never closed.
    Unclosed {
        opener: Span,
        closer: &'static str,
        /// The single brace in place of the closing ones.
        single: Option<Span>,
        /// The tag that it would be if it were closed in time.
        tag: Option<TemplateTag>,
    },
}

/// The search for the tags of a text.
pub(super) struct Scanner<'a> {
    text: &'a str,
    templates: Templates,
    at: usize,
    /// Closing braces that are known not to occur again.
    gone: Vec<&'static str>,
    /// Fenced code that is not searched, the next one last.
    fences: Vec<Span>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, templates: Templates) -> Self {
        // Hexo removes fenced code before it looks for tags. Eleventy does not; tags in code are not judged there.
        let has_fences = templates == Templates::Jinja || templates.is_nunjucks();
        let fences = if has_fences { fenced_code(text) } else { Vec::new() };
        let is_run = templates != Templates::EscapedNunjucks || holds_whole_tag(text.as_bytes(), &fences);
        Self { text, templates, at: if is_run { 0 } else { text.len() }, gone: Vec::new(), fences }
    }

    /// Continues after `at`.
    pub(super) fn skip_to(&mut self, at: usize) {
        self.at = self.at.max(at);
    }

    fn find(&mut self, from: usize, closer: &'static str) -> Option<usize> {
        if self.gone.contains(&closer) {
            return None;
        }
        let found = memmem::find(&self.text.as_bytes()[from..], closer.as_bytes()).map(|found| from + found);
        if found.is_none() {
            self.gone.push(closer);
        }
        found
    }

    fn tag(&self, kind: TemplateTagKind, start: usize, end: usize, inner: usize) -> TagMatch {
        let body = &self.text[inner..end];
        let body = body.trim_start_matches('-');
        let word = body.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let name_start = end - word.len();
        let length: usize = word
            .chars()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '/' | '-'))
            .map(char::len_utf8)
            .sum();
        let name = word[..length].trim_end_matches(['-', '/', '.']);
        TagMatch::Tag(TemplateTag {
            span: Span::new(start, end),
            kind,
            name: Span::new(name_start, name_start + name.len()),
        })
    }

    fn unclosed(&mut self, start: usize, length: usize, closer: &'static str, single: Option<usize>) -> TagMatch {
        self.at = start + length;
        let single = single.map(|at| Span::new(at, at + 1));
        TagMatch::Unclosed { opener: Span::new(start, start + length), closer, single, tag: None }
    }

    /// The tag that begins at `start`; `None` when there is none.
    fn tag_at(&mut self, start: usize) -> Option<TagMatch> {
        let rest = &self.text[start..];
        match (self.templates, &rest.as_bytes()[..rest.len().min(3)]) {
            (Templates::Shortcodes | Templates::Unknown, b"{{<") => self.shortcode(start, ">}}"),
            (Templates::Shortcodes | Templates::Unknown, b"{{%") => self.shortcode(start, "%}}"),
            (Templates::Shortcodes, _) => None,
            (Templates::Unknown, [b'<', b'%', ..]) => {
                let end = self.find(start + 2, "%>")? + 2;
                Some(self.tag(TemplateTagKind::Code, start, end, start + 2))
            }
            (Templates::Tera, [b'{', b'{', ..]) => self.call(start, "}}"),
            (Templates::Tera, [b'{', b'%', ..]) => self.call(start, "%}"),
            (templates, [b'{', b'#', ..])
                if templates.is_nunjucks() || matches!(templates, Templates::Jinja | Templates::Unknown) =>
            {
                self.comment(start)
            }
            (_, [b'{', b'{', ..]) => Some(self.output(start)),
            (_, [b'{', b'%', ..]) => Some(self.statement(start)),
            _ => None,
        }
    }

    /// Nunjucks stops at a comment without an end (`lexer.js`); in Liquid `{#` is text.
    fn comment(&mut self, start: usize) -> Option<TagMatch> {
        match self.find(start + 2, "#}") {
            Some(end) => Some(self.tag(TemplateTagKind::Comment, start, end + 2, start + 2)),
            None if self.templates.is_nunjucks() => Some(self.unclosed(start, 2, "#}", None)),
            None => None,
        }
    }

    /// Liquid ends a value at the first brace, even inside quotes; Nunjucks supports strings.
    fn output(&mut self, start: usize) -> TagMatch {
        if self.templates == Templates::Liquid {
            let Some(brace) = memchr::memchr(b'}', &self.text.as_bytes()[start + 2..]).map(|found| start + 2 + found)
            else {
                return self.unclosed(start, 2, "}}", None);
            };
            if !self.text[brace + 1..].starts_with('}') {
                return self.unclosed(start, 2, "}}", Some(brace));
            }
            return self.tag(TemplateTagKind::Output, start, brace + 2, start + 2);
        }
        let Some(end) = self.find(start + 2, "}}") else { return self.unclosed(start, 2, "}}", None) };
        if let Some(single) = lone_brace(&self.text[start + 2..end]) {
            return self.unclosed(start, 2, "}}", Some(start + 2 + single));
        }
        if self.templates.is_nunjucks() && opens_another(&self.text[start + 2..end]) {
            // It shows nothing itself, and the tag inside it is read.
            let found = self.tag(TemplateTagKind::Output, start, start + 2, start + 2);
            let (TagMatch::Unclosed { opener, closer, single, .. }, TagMatch::Tag(tag)) =
                (self.unclosed(start, 2, "}}", None), found)
            else {
                return self.unclosed(start, 2, "}}", None);
            };
            return TagMatch::Unclosed { opener, closer, single, tag: Some(tag) };
        }
        let end = self.after_strings(start + 2, end, "}}");
        self.tag(TemplateTagKind::Output, start, end + 2, start + 2)
    }

    fn statement(&mut self, start: usize) -> TagMatch {
        let Some(end) = self.find(start + 2, "%}") else { return self.unclosed(start, 2, "%}", None) };
        let end = if self.templates == Templates::Liquid { end } else { self.after_strings(start + 2, end, "%}") };
        let has_strings = self.templates != Templates::Liquid;
        if let Some((single, tag_end)) = runs_on(&self.text[start..], end - start, has_strings) {
            let TagMatch::Tag(tag) = self.tag(TemplateTagKind::Statement, start, start + tag_end, start + 2) else {
                return self.unclosed(start, 2, "%}", None);
            };
            self.at = tag.span.end();
            let single = single.map(|at| Span::new(start + at, start + at + 1));
            return TagMatch::Unclosed { opener: Span::new(start, start + 2), closer: "%}", single, tag: Some(tag) };
        }
        self.tag(TemplateTagKind::Statement, start, end + 2, start + 2)
    }

    /// The closing braces outside of strings, on the line of the first ones or after strings that end on their own lines; if there are
    /// none, the first ones.
    fn after_strings(&self, from: usize, first: usize, closer: &str) -> usize {
        let mut quote = None;
        let bytes = self.text.as_bytes();
        for (at, byte) in bytes.iter().copied().enumerate().skip(from) {
            if byte == b'\n' && at >= first && (quote.is_some() || at > first + LONGEST_LIST) {
                break;
            }
            match quote {
                None if bytes[at..].starts_with(closer.as_bytes()) => return at,
                None if at > first && matches!(&bytes[at..(at + 2).min(bytes.len())], b"{%" | b"{{") => break,
                None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
                Some(open) if open == byte => quote = None,
                _ => {}
            }
        }
        first
    }

    /// `{{< name … >}}`; the content of strings in quotes or backticks is not read.
    fn shortcode(&mut self, start: usize, closer: &'static str) -> Option<TagMatch> {
        let inner = start + 3;
        if self.text[inner..].starts_with("/*") {
            let end = self.find(inner, if closer == ">}}" { "*/>}}" } else { "*/%}}" })? + 5;
            return Some(self.tag(TemplateTagKind::Comment, start, end, inner));
        }
        if self.find(inner, closer).is_none() {
            return Some(self.unclosed_shortcode(start, closer));
        }
        let bytes = self.text.as_bytes();
        let (mut at, mut quote) = (inner, None);
        while at < bytes.len() {
            let rest = &bytes[at..];
            match quote {
                Some(b'"') if rest[0] == b'\\' => at += 1,
                Some(open) if open == rest[0] => quote = None,
                None if rest.starts_with(closer.as_bytes()) => {
                    let end = at + closer.len();
                    let body = self.text[inner..at].trim();
                    let kind = if body.starts_with('/') {
                        TemplateTagKind::ShortcodeEnd
                    } else if body.ends_with('/') {
                        TemplateTagKind::ShortcodeClosed
                    } else {
                        TemplateTagKind::Shortcode
                    };
                    return Some(self.tag(kind, start, end, inner));
                }
                None if rest.starts_with(b"{{") => break,
                None if matches!(rest[0], b'"' | b'`') => quote = Some(rest[0]),
                _ => {}
            }
            at += 1;
        }
        Some(self.unclosed_shortcode(start, closer))
    }

    /// A shortcode without its closing braces still opens or ends its block.
    fn unclosed_shortcode(&mut self, start: usize, closer: &'static str) -> TagMatch {
        let inner = start + 3;
        let rest = &self.text[inner..];
        let end = inner + rest.find(['<', '>', '}', '{', '\n', '\r']).unwrap_or(rest.len());
        let ends = rest.trim_start().starts_with('/');
        let kind = if ends { TemplateTagKind::ShortcodeEnd } else { TemplateTagKind::Shortcode };
        let found = self.unclosed(start, 3, closer, None);
        match (found, self.tag(kind, start, end, inner)) {
            (TagMatch::Unclosed { opener, closer, single, .. }, TagMatch::Tag(tag)) if !tag.name.is_empty() => {
                TagMatch::Unclosed { opener, closer, single, tag: Some(tag) }
            }
            (found, _) => found,
        }
    }

    /// A call in Zola: a name and arguments in parentheses.
    fn call(&mut self, start: usize, closer: &'static str) -> Option<TagMatch> {
        let kind = if closer == "}}" { TemplateTagKind::Output } else { TemplateTagKind::Statement };
        let inner = start + 2;
        if self.text[inner..].starts_with("/*") {
            let end = self.find(inner, if closer == "}}" { "*/}}" } else { "*/%}" })? + 4;
            return Some(self.tag(TemplateTagKind::Comment, start, end, inner));
        }
        let end = self.find(inner, closer)? + closer.len();
        let body = self.text[inner..end - closer.len()].trim_matches(|c: char| c == '-' || c.is_whitespace());
        let name = body.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
        let is_call = name.len() < body.len() && name.starts_with('(') && body.ends_with(')');
        (is_call || body == "end").then(|| self.tag(kind, start, end, inner))
    }
}

impl Iterator for Scanner<'_> {
    type Item = TagMatch;

    fn next(&mut self) -> Option<TagMatch> {
        loop {
            let bytes = self.text.as_bytes();
            let rest = bytes.get(self.at..)?;
            let opener = match self.templates {
                Templates::Unknown => memchr::memchr2(b'{', b'<', rest),
                _ => memchr::memchr(b'{', rest),
            };
            let start = self.at + opener?;
            self.at = start + 1;
            while self.fences.last().is_some_and(|code| code.end() <= start) {
                self.fences.pop();
            }
            if let Some(code) = self.fences.last().filter(|code| code.start() <= start) {
                self.at = code.end();
                continue;
            }
            if let Some(found) = self.tag_at(start) {
                if let TagMatch::Tag(tag) = &found {
                    self.at = tag.span.end();
                }
                return Some(found);
            }
        }
    }
}

/// How many bytes are read after closing braces inside a string; a list of strings on several lines is not longer.
const LONGEST_LIST: usize = 1_000;

/// The single brace that ends a value on its line, outside of strings and dictionaries: in `a } b` but not in `{x: 1} | dump`.
fn lone_brace(value: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0_usize, None);
    for (at, byte) in value.bytes().enumerate() {
        match (quote, byte) {
            (_, b'\n' | b'\r') => return None,
            (Some(open), _) if open == byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'{') => depth += 1,
            (None, b'}') if depth == 0 => return Some(at),
            (None, b'}') => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether a value of Nunjucks opens another tag outside of its strings: its parser stops there, also in a dictionary.
fn opens_another(value: &str) -> bool {
    let bytes = value.as_bytes();
    let mut quote = None;
    for (at, byte) in bytes.iter().copied().enumerate() {
        match quote {
            Some(open) if open == byte => quote = None,
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None if byte == b'{' && matches!(bytes.get(at + 1), Some(b'{' | b'%')) => return true,
            _ => {}
        }
    }
    false
}

/// Whether a text has a whole tag outside of its fenced code (the last one first): the pattern `rSwigTag` of Hexo, without which it runs no tags.
fn holds_whole_tag(text: &[u8], fences: &[Span]) -> bool {
    [(b"{{", b"}}"), (b"{%", b"%}"), (b"{#", b"#}")].into_iter().any(|(opener, closer)| {
        let is_shown = |at: &usize| {
            let code = fences.get(fences.partition_point(|code| code.start() > *at));
            code.is_none_or(|code| code.end() <= *at)
        };
        let first = memmem::find_iter(text, opener).find(is_shown);
        let last = first.and_then(|_| memmem::rfind_iter(text, closer).find(is_shown));
        first.zip(last).is_some_and(|(first, last)| last > first + opener.len())
    })
}

/// Where a statement that runs on into the next one before `end` should have ended: at its single brace, if it has one, or its line end.
fn runs_on(text: &str, end: usize, has_strings: bool) -> Option<(Option<usize>, usize)> {
    let bytes = text.as_bytes();
    memmem::find(bytes.get(2..end)?, b"{%")?;
    let (mut line, mut single, mut at) = (None, None, 2);
    loop {
        match *bytes[..end].get(at)? {
            b'{' if bytes[at + 1..end].starts_with(b"%") => break,
            b'}' if line.is_none() => single = single.or(Some(at)),
            b'\n' | b'\r' => line = line.or(Some(at)),
            b'"' | b'\'' if has_strings => at = end_of_string(bytes, at),
            _ => {}
        }
        at += 1;
    }
    // Without a brace, the text on the same line may be an argument that looks like a tag.
    Some((single, single.map(|single| single + 1).or(line)?))
}

/// The quote that ends the string at `at` on the same line; without one the quote is an apostrophe.
fn end_of_string(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at + 1..];
    let end = memchr::memchr3(bytes[at], b'\n', b'\r', rest).filter(|end| rest[*end] == bytes[at]);
    end.map_or(at, |end| at + 1 + end)
}

/// The fenced code of a Markdown text, the last one first.
fn fenced_code(text: &str) -> Vec<Span> {
    let mut fences = Vec::new();
    if !["```", "~~~"].iter().any(|mark| memmem::find(text.as_bytes(), mark.as_bytes()).is_some()) {
        return fences;
    }
    let mut open: Option<(usize, u8, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let mark = bare.bytes().next().unwrap_or(b' ');
        let length = bare.bytes().take_while(|byte| *byte == mark).count();
        let is_fence = matches!(mark, b'`' | b'~') && length >= 3;
        match open {
            None if is_fence && !bare[length..].contains('`') => open = Some((at, mark, length)),
            Some((start, mark_open, least))
                if is_fence && mark == mark_open && length >= least && bare.len() == length =>
            {
                fences.push(Span::new(start, at + line.len()));
                open = None;
            }
            _ => {}
        }
        at += line.len();
    }
    fences.reverse();
    fences
}
