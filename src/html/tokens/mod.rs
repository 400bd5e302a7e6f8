//! The tokens of html5ever 0.40 with their bytes, and its messages as error codes of the standard at their places.
//!
//! The tokenizer borrows its input queue shared, so its sink may hold the same queue: the consumed bytes are those that were
//! fed less those that are left. A cursor marks where the next token starts; text moves it by being compared with the source.
mod collector;
mod errors;
mod places;
mod tags;

pub use collector::{Spanned, Start, tokens};

use super::attributes::attributes;
use super::document::HtmlParseError;
use crate::text::{Budget, Span, char_boundary_before, limits};
use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Token, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How many bytes are fed at once, so that a monstrous tag is noticed before it is read.
const PORTION: usize = 1 << 16;

/// The receiver of the tokens.
pub(super) trait Sink {
    /// The handle type of the tree builder.
    type Handle;

    /// Receives a token and its bytes.
    fn token(&self, token: Token, span: Span) -> TokenSinkResult<Self::Handle>;

    /// Receives an error of the standard.
    fn error(&self, error: HtmlParseError);

    /// Receives a tag without `>`, or (`quote`) the opening quote at `at` that is never closed.
    fn broken_tag(&self, at: Span, quote: bool);

    /// Whether the current element is SVG or `MathML`.
    fn in_foreign_content(&self) -> bool;

    /// Whether the content of the current element is only text, like that of `script`.
    fn in_raw_text(&self) -> bool;

    /// Receives the end of the input.
    fn end(&self) {}
}

/// Reads HTML segment by segment and hands its tokens to `S`.
pub(super) struct HtmlReader<'a, S: Sink> {
    tokenizer: Tokenizer<Spanner<'a, S>>,
    queue: Rc<BufferQueue>,
    whole: StrTendril,
}

impl<'a, S: Sink> HtmlReader<'a, S> {
    /// With `recover` a tag without `>` ends where the next one begins, as its author would end it; browsers and the standard read on.
    pub(super) fn new(text: &'a str, sink: S, recover: bool, options: TokenizerOpts) -> Self {
        let queue = Rc::new(BufferQueue::default());
        let whole = StrTendril::from_slice(text);
        let spanner = Spanner {
            text,
            whole: whole.clone(),
            queue: Rc::clone(&queue),
            recover,
            cursor: Cell::new(0),
            fed: Cell::new(0),
            cdata: Cell::new(false),
            duplicates: Cell::new(false),
            suspicious: Cell::new(false),
            forced_end: Cell::new(false),
            read_again: Budget::new(limits::HTML_READ_AGAIN),
            pending_errors: RefCell::default(),
            sink,
        };
        Self { tokenizer: Tokenizer::new(spanner, options), queue, whole }
    }

    /// The receiver of the tokens.
    pub(super) fn sink(&self) -> &S {
        &self.tokenizer.sink.sink
    }

    /// Reads the bytes of `span`. `false` when a tag has so many attributes that reading it would take far too long; then nothing
    /// more may be fed.
    pub(super) fn html(&self, span: Span) -> bool {
        let spanner = &self.tokenizer.sink;
        if self.is_between_tokens() {
            let text = &spanner.text[span.range()];
            // Only at the very beginning of its input does the tokenizer pass over a byte order mark.
            let is_first = spanner.fed.get() == 0;
            spanner.cursor.set(span.start() + if is_first { bom(text) } else { 0 });
        }
        let mut start = span.start();
        while start < span.end() {
            let end = portion_end(spanner.text, start, span.end());
            if self.in_monstrous_tag(end) {
                return false;
            }
            self.feed(start, end);
            start = end;
        }
        true
    }

    /// Whether the tokenizer is not in the middle of a tag, a comment or a reference.
    pub(super) fn is_between_tokens(&self) -> bool {
        let spanner = &self.tokenizer.sink;
        spanner.cursor.get() >= spanner.fed.get()
    }

    /// Ends a tag that is still open where its HTML ends, as if its `>` were there; and the tags that it had run on into.
    pub(super) fn end_open_tag(&self) {
        /// Each one is read to the end again; nobody leaves so many open.
        const MOST_OPEN: usize = 16;
        let spanner = &self.tokenizer.sink;
        for _ in 0..MOST_OPEN {
            if !spanner.recover || self.is_between_tokens() || spanner.sink.in_raw_text() {
                return;
            }
            let open = Span::new(spanner.cursor.get(), spanner.fed.get());
            if !begins_tag(&spanner.text[open.range()]) {
                return;
            }
            self.end_tag(open);
            if spanner.cursor.get() <= open.start() {
                return;
            }
        }
    }

    fn end_tag(&self, open: Span) {
        let spanner = &self.tokenizer.sink;
        let last = attributes(spanner.text, open).last();
        let quote = last.and_then(|last| last.quote.filter(|_| last.span().end() > open.end()));
        spanner.forced_end.set(true);
        self.queue.push_back(match quote {
            Some(b'"') => StrTendril::from_slice("\">"),
            Some(_) => StrTendril::from_slice("'>"),
            None => StrTendril::from_slice(">"),
        });
        self.run();
    }

    /// The bytes of an unfinished token, at most its first line.
    pub(super) fn open_token(&self) -> Span {
        let spanner = &self.tokenizer.sink;
        spanner.shown(Span::new(spanner.cursor.get(), spanner.fed.get()))
    }

    /// Ends the input and returns the receiver of the tokens.
    pub(super) fn finish(self) -> S {
        self.end_open_tag();
        self.tokenizer.end();
        self.abandon()
    }

    /// Returns the receiver of the tokens without ending the input.
    pub(super) fn abandon(self) -> S {
        let spanner = self.tokenizer.sink;
        spanner.pending_errors.take().into_iter().for_each(|error| spanner.sink.error(error));
        spanner.sink
    }

    fn feed(&self, start: usize, end: usize) {
        self.tokenizer.sink.fed.set(end);
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.queue.push_back(self.whole.subtendril(offset(start), offset(end - start)));
        self.run();
    }

    fn run(&self) {
        // The tokenizer also stops at scripts and encoding declarations, which do not matter here.
        while !matches!(self.tokenizer.feed(&self.queue), TokenizerResult::Done) {}
    }

    fn in_monstrous_tag(&self, upto: usize) -> bool {
        let spanner = &self.tokenizer.sink;
        let start = if self.is_between_tokens() { return false } else { spanner.cursor.get() };
        begins_tag(&spanner.text[start..])
            && attributes(spanner.text, Span::new(start, upto)).nth(limits::ATTRIBUTES).is_some()
    }
}

fn begins_tag(text: &str) -> bool {
    let rest = text.strip_prefix('<').map(|rest| rest.strip_prefix('/').unwrap_or(rest));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
}

fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

fn portion_end(text: &str, start: usize, end: usize) -> usize {
    char_boundary_before(text, (start + PORTION).min(end))
}

/// The sink of the tokenizer, which knows the bytes of its tokens.
struct Spanner<'a, S> {
    text: &'a str,
    whole: StrTendril,
    queue: Rc<BufferQueue>,
    recover: bool,
    /// The end of the last token, where the next one starts.
    cursor: Cell<usize>,
    /// The end of the bytes that were fed so far.
    fed: Cell<usize>,
    /// Whether `<![CDATA[` opens a section here.
    cdata: Cell<bool>,
    /// Whether an attribute of the current tag occurs twice.
    duplicates: Cell<bool>,
    /// Whether the current tag may have swallowed another one.
    suspicious: Cell<bool>,
    /// Whether the `>` of the current tag was added here.
    forced_end: Cell<bool>,
    /// How many bytes may still be read again.
    read_again: Budget,
    /// Errors of the current tag; whether to report them is known when the tag is complete.
    pending_errors: RefCell<Vec<HtmlParseError>>,
    sink: S,
}
