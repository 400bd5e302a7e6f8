//! Fences: which lines open and close the front matter, as the site's generator sees them.
mod braces;
mod closing;
mod left_out;
mod odd_opening;
mod opening;
mod start;
mod top_line;
mod words;

use super::invisible::is_invisible;
use super::{FenceCause, Format};
use crate::dialect::{Dialect, FenceRules, known_keys};
use crate::text::{Edit, SourceFile, Span};
use braces::braces;
use closing::Closer;
use start::Opening;
use top_line::{TopLine, lines_from};

/// What was found at the top of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fence {
    /// Nothing that looks like front matter.
    Missing,
    /// A block the generator reads.
    Block(Block),
    /// Something that was intended as front matter, which the generator does not read as such.
    Bad(FenceProblem, Option<Block>),
    /// An opening fence without its closing one.
    Unclosed(UnclosedFence),
    /// A block of JavaScript (`---js`), which only its generator can run.
    Code(Block),
}

/// A block between two fences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// How it is written.
    pub format: Format,
    /// The opening fence, without the spaces after it and without its line end; for `{` blocks the opening brace.
    pub open: Span,
    /// What is between them: from the line after the opening fence to the start of the closing one; a `{` block with its braces.
    pub content: Span,
    /// The closing fence, likewise; for `{` blocks the closing brace.
    pub close: Span,
    /// Where the body starts.
    pub body: usize,
}

/// An opening fence whose closing one never comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnclosedFence {
    /// The opening fence, without the spaces after it and without its line end.
    pub open: Span,
    /// How the block is written.
    pub format: Format,
    /// Where the lines that look like front matter end, in bytes: the place for the closing fence.
    pub end: usize,
}

/// Why a fence is bad.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FenceProblem {
    /// The cause; its name is the `detail` of `front-matter/bad-fence`.
    pub cause: FenceCause,
    /// Where the cause is.
    pub span: Span,
    /// The generator is not known, and some generators would recognize the block.
    pub seen_by_some: bool,
    /// The block is read, and what follows its closing fence on the line becomes text of the page.
    pub leaves_text: bool,
    /// The edits that would fix it; empty when there is no evident way.
    pub repair: Vec<Edit>,
}

impl FenceProblem {
    /// A problem without a repair, which hides the block from every generator or from the one that is known.
    pub(super) const fn of(cause: FenceCause, span: Span) -> Self {
        Self { cause, span, seen_by_some: false, leaves_text: false, repair: Vec::new() }
    }
}

impl Fence {
    /// The block whose entries can be read, also after a bad fence.
    pub fn block(&self) -> Option<&Block> {
        match self {
            Self::Block(block) | Self::Bad(_, Some(block)) => Some(block),
            _ => None,
        }
    }

    /// Whether the generator finds no front matter at all: there is no block, or the generator does not recognize its opening fence.
    pub fn is_unseen(&self) -> bool {
        match self {
            Self::Missing => true,
            Self::Bad(problem, block) => {
                let is_seen = problem.seen_by_some
                    || problem.leaves_text
                    || matches!(problem.cause, FenceCause::YamlInTomlFences | FenceCause::TomlInYamlFences);
                !is_seen && block.is_none_or(|block| problem.span.start() < block.content.end())
            }
            Self::Block(_) | Self::Unclosed(_) | Self::Code(_) => false,
        }
    }

    /// The block whose closing fence the generator does not recognize.
    pub fn badly_closed(&self) -> Option<&Block> {
        let Self::Bad(problem, Some(block)) = self else { return None };
        let is_unclosed = !problem.seen_by_some && !problem.leaves_text;
        (is_unclosed && problem.span.start() >= block.content.end()).then_some(block)
    }

    /// Where the body begins, in bytes; `None` when the file is all body.
    pub fn body_start(&self) -> Option<usize> {
        match self {
            Self::Unclosed(unclosed) => Some(unclosed.end),
            Self::Code(block) => Some(block.body),
            _ => self.block().map(|block| block.body),
        }
    }
}

/// Looks at the top of a post as the generator of `dialect` does.
pub fn find(source: &SourceFile, dialect: &Dialect) -> Fence {
    find_in(source.text(), &dialect.fences())
}

/// Whether front matter seems to go on at `body`: indented text first, then at least one key at the margin, then another fence; or
/// nothing but text with this indentation up to that fence.
pub(super) fn goes_on_below(text: &str, body: usize, indentation: &str) -> bool {
    let (mut indented, mut keys) = (false, false);
    let is_of_text = |line: &TopLine| text[line.start..].starts_with(indentation);
    let mut rest = lines_from(text, body).skip_while(is_of_text);
    let has_text = lines_from(text, body).next().is_some_and(|line| is_of_text(&line) && !line.is_blank(text));
    if has_text && !indentation.is_empty() && rest.next().is_some_and(|line| &text[line.start..line.text_end] == "---")
    {
        return true;
    }
    for line in lines_from(text, body) {
        let shown = &text[line.start..line.text_end];
        if shown == "---" {
            return indented && keys;
        }
        if shown.starts_with([' ', '\t']) {
            indented = true;
        } else if indented && start::is_key_line(shown) {
            keys = true;
        } else if !(shown.is_empty() || keys && shown.starts_with("- ")) {
            return false;
        }
    }
    false
}

/// The opening fence of a block below other text, where no generator looks for it: `key:` lines between two
/// `---` lines, not far from the top. One of the keys is known: `Alice: hello` may be between two rules as well.
pub fn of_block_below(text: &str, start: usize) -> Option<Span> {
    const FARTHEST: usize = 40;
    of_block_within(text, start, FARTHEST)
}

/// The same for a block in the first `farthest` lines.
fn of_block_within(text: &str, start: usize, farthest: usize) -> Option<Span> {
    let shown = |line: &TopLine| &text[line.start..line.text_end];
    // A code fence begins an example.
    let is_code = |line: &TopLine| shown(line).starts_with("```") || shown(line).starts_with("~~~");
    let lines = lines_from(text, start).take(farthest).take_while(|line| !is_code(line)).skip(1);
    lines.filter(|line| shown(line) == "---").find_map(|line| {
        let end = start::end_of_keys(text, line.next)?;
        let closing = lines_from(text, end).find(|line| !line.is_blank(text))?;
        let is_block = shown(&closing) == "---" && has_common_key(&text[line.next..end]);
        is_block.then(|| Span::new(line.start, line.text_end))
    })
}

fn has_common_key(text: &str) -> bool {
    lines_from(text, 0).any(|line| {
        let shown = &text[line.start..line.text_end];
        shown.find([':', '=']).is_some_and(|at| known_keys::is_common(shown[..at].trim_matches([' ', '\t', '"', '\''])))
    })
}

/// Whether a file begins with front matter, by the rules of most generators or by these; a bad or unclosed fence counts when `key:` lines
/// follow it.
pub fn has_front_matter(text: &str, rules: Option<&FenceRules>) -> bool {
    // A line or two may come before the block.
    const FARTHEST: usize = 4;
    let is_there = |rules: &FenceRules| !matches!(find_in(text, rules), Fence::Missing);
    is_there(&FenceRules::OF_MOST) || rules.is_some_and(is_there) || of_block_within(text, 0, FARTHEST).is_some()
}

fn find_in(text: &str, rules: &FenceRules) -> Fence {
    if let Some(block) = opening::code(text, rules).or_else(|| left_out::org(text, rules)) {
        return Fence::Code(block);
    }
    let Some(opening) = opening::find(text, rules) else {
        let top = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let bare = left_out::without_fences(text, top, rules);
        return bare.map_or(Fence::Missing, |problem| Fence::Bad(problem, None));
    };
    match opening.format {
        Format::Json if opening.closing == "}" => braces(text, opening),
        _ => lines(text, rules, opening),
    }
}

/// A block between two fence lines.
fn lines(text: &str, rules: &FenceRules, opening: Opening<'_>) -> Fence {
    let mut later = None;
    for line in lines_from(text, opening.content) {
        if is_start_of_document(text, rules, &opening, line) {
            continue;
        }
        let found = Closer::of(text, line, &opening);
        let Some(closer) = found.or_else(|| Closer::at_end(text, line, &opening, rules)) else { continue };
        let is_closed = closer.closes(rules, opening.format);
        let is_at_end = is_closed && matches!(closer, Closer::Indented | Closer::AtEnd);
        let start = if is_at_end { line.text_end - opening.closing.len() } else { line.start };
        let block = Block {
            format: opening.format,
            open: opening.fence,
            content: Span::new(opening.content, start),
            close: Span::new(start, line.text_end),
            body: line.next,
        };
        if is_closed {
            return closed(text, rules, opening, closer, block);
        }
        if closer == Closer::Dots && is_before_fence(text, line.next, &opening) {
            continue;
        }
        let problem = closer.problem(text, line, rules, &opening);
        if closer.is_intended(&opening) {
            return Fence::Bad(both(opening.problem, problem), Some(block));
        }
        later.get_or_insert((problem, block));
    }
    match later {
        Some((problem, block)) => Fence::Bad(both(opening.problem, problem), Some(block)),
        None => unclosed(text, opening),
    }
}

/// Whether a fence right below the opening one does not close the block: the reader wants a line between them, and finds keys below it.
fn is_start_of_document(text: &str, rules: &FenceRules, opening: &Opening<'_>, line: TopLine) -> bool {
    let is_second = rules.needs_keys && line.start == opening.content && opening.closing == "---";
    is_second && &text[line.start..line.text_end] == opening.closing && keys_before_fence(text, line.next).is_some()
}

/// Where the keys of a block without an opening fence end, which a line of three hyphens closes.
fn keys_before_fence(text: &str, at: usize) -> Option<usize> {
    let end = start::end_of_keys(text, at)?;
    let line = lines_from(text, end).find(|line| !line.is_blank(text))?;
    (&text[line.start..line.text_end] == "---" && has_common_key(&text[at..end])).then_some(end)
}

/// An empty block, below which the keys are that it should contain: the fences between them are one too many, or two.
fn empty_above_keys(text: &str, block: &Block) -> Option<FenceProblem> {
    let is_fence = |line: &TopLine| &text[line.start..line.text_end] == "---";
    let mut at = block.body;
    if let Some(line) = lines_from(text, at).next().filter(is_fence) {
        at = line.next;
    }
    keys_before_fence(text, at)?;
    let repair = vec![Edit::delete(Span::new(block.close.start(), at))];
    Some(FenceProblem { repair, ..FenceProblem::of(FenceCause::EmptyBlock, block.close) })
}

/// A block whose closing fence the generator accepts.
fn closed(text: &str, rules: &FenceRules, opening: Opening<'_>, closer: Closer, mut block: Block) -> Fence {
    if matches!(closer, Closer::Long | Closer::Text) {
        let end = block.close.start() + opening.closing.len();
        let rest = Span::new(end, block.close.end());
        let is_body = text[block.body..].trim_start().is_empty() && !text[end..].trim_start().starts_with('-');
        let is_blank = text[rest.range()].chars().all(char::is_whitespace);
        let is_hidden = !is_blank && text[rest.range()].chars().all(|c| c.is_whitespace() || is_invisible(c));
        (block.close, block.body) = (Span::new(block.close.start(), end), end);
        // A post of one line may well begin on the line of the fence.
        if is_blank || is_body {
            return with_problem(opening.problem, block);
        }
        let cause = match closer {
            _ if is_hidden => FenceCause::InvisibleAfterFence,
            Closer::Long => FenceCause::LongClosingFence,
            _ => FenceCause::TextAfterClosingFence,
        };
        let repair = if is_hidden || closer == Closer::Long {
            Edit::delete(rest)
        } else {
            Edit::replace(Span::new(end, end + spaces(&text[end..])), line_ending(text))
        };
        let problem = FenceProblem { leaves_text: true, repair: vec![repair], ..FenceProblem::of(cause, rest) };
        return Fence::Bad(both(opening.problem, problem), Some(block));
    }
    if let Some(problem) = fence_after(text, closer, &opening, &block).or_else(|| without_line_end(text, rules, &block))
    {
        return Fence::Bad(both(opening.problem, problem), Some(block));
    }
    let inside = &text[block.content.range()];
    if block.format == Format::Yaml
        && opening.problem.is_none()
        && has_no_key(inside)
        && let Some(problem) = empty_above_keys(text, &block)
    {
        return Fence::Bad(problem, None);
    }
    let cause = match block.format {
        Format::Yaml if rules.refuses_null && has_no_key(inside) && is_null(inside) => Some(FenceCause::NullBlock),
        Format::Yaml if rules.needs_keys && has_no_key(inside) => Some(FenceCause::EmptyBlock),
        Format::Json if rules.needs_keys && inside.trim_start().starts_with('{') => Some(FenceCause::DoubledBraces),
        _ => None,
    };
    match cause {
        Some(FenceCause::NullBlock) if opening.problem.is_none() => {
            let word = block.content.start() + (inside.len() - inside.trim_start().len());
            let span = Span::new(word, word + inside.trim().len());
            Fence::Bad(FenceProblem::of(FenceCause::NullBlock, span), None)
        }
        Some(cause) if opening.problem.is_none() => Fence::Bad(FenceProblem::of(cause, block.open), None),
        _ => with_problem(opening.problem, block),
    }
}

/// A fence right below the `...` that has closed the block.
fn fence_after(text: &str, closer: Closer, opening: &Opening<'_>, block: &Block) -> Option<FenceProblem> {
    let line = lines_from(text, block.body).find(|line| !line.is_blank(text))?;
    let is_fence = closer == Closer::Dots && &text[line.start..line.text_end] == opening.closing;
    let span = Span::new(line.start, line.text_end);
    is_fence.then(|| {
        let repair = vec![Edit::delete(Span::new(line.start, line.next))];
        FenceProblem { leaves_text: true, repair, ..FenceProblem::of(FenceCause::FenceAfterBlock, span) }
    })
}

/// The closing fence is the end of the file.
fn without_line_end(text: &str, rules: &FenceRules, block: &Block) -> Option<FenceProblem> {
    let is_last = rules.needs_line_end && !text[block.close.end()..].contains(['\n', '\r']);
    is_last.then(|| {
        let repair = vec![Edit::insert(text.len(), line_ending(text))];
        FenceProblem { repair, ..FenceProblem::of(FenceCause::NoLineEndAfterFence, block.close) }
    })
}

/// Whether a block without keys is nothing but `null`.
fn is_null(inside: &str) -> bool {
    matches!(inside.trim(), "~" | "null" | "Null" | "NULL")
}

/// Whether the next line with text closes the block: the `...` before it ends the YAML, and nothing is lost.
fn is_before_fence(text: &str, next: usize, opening: &Opening<'_>) -> bool {
    let line = lines_from(text, next).find(|line| !line.is_blank(text));
    line.is_some_and(|line| &text[line.start..line.text_end] == opening.closing)
}

/// Whether a block of YAML has neither a key nor any other value than null.
fn has_no_key(inside: &str) -> bool {
    let mut lines = inside.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let first = lines.next();
    first.is_none_or(|first| matches!(first, "~" | "null" | "Null" | "NULL")) && lines.next().is_none()
}

/// The line end that the text uses.
fn line_ending(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Of two bad fences the first is reported; its fix fixes the other one as well.
fn both(opening: Option<FenceProblem>, closing: FenceProblem) -> FenceProblem {
    let Some(mut problem) = opening else { return closing };
    if !problem.repair.is_empty() {
        problem.repair.extend(closing.repair);
    }
    problem
}

fn with_problem(problem: Option<FenceProblem>, block: Block) -> Fence {
    match problem {
        Some(problem) => Fence::Bad(problem, Some(block)),
        None => Fence::Block(block),
    }
}

fn unclosed(text: &str, opening: Opening<'_>) -> Fence {
    let Some(end) = start::end_of_keys(text, opening.content) else { return Fence::Missing };
    match opening.problem {
        Some(problem) => Fence::Bad(problem, None),
        None => Fence::Unclosed(UnclosedFence { open: opening.fence, format: opening.format, end }),
    }
}

/// Whether a line consists of dashes, some of them as a word processor makes them.
fn is_dashes(shown: &str) -> bool {
    !shown.is_ascii() && shown.chars().all(|c| matches!(c, '-' | '–' | '—' | '―' | '‒' | '−'))
}

fn spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_below_has_a_known_key_and_is_not_in_code() {
        let starts = |text: &str| of_block_below(text, 0).map(Span::start);
        assert_eq!(starts("Hello\n\n---\nfoo: x\nTitle: y\n---\n"), Some(7));
        assert_eq!(starts("Hello\n---\n\"layout\" = \"x\"\n---\n"), Some(6));
        for text in [
            "Q and A\n\n---\nQ: why\nA: because\n---\n",
            "Hi\n\n---\nAlice: hello\n---\n",
            "Write this:\n\n~~~\n---\ntitle: x\n---\n~~~\n",
            "```yaml\n---\ntitle: x\n---\n```\n",
            "Hello\n***\ntitle: x\n---\n",
        ] {
            assert_eq!(starts(text), None, "{text}");
        }
    }
}
