//! All tokens of a text exactly as the WHATWG HTML standard reads it, for the conformance tests.
use super::{HtmlReader, Sink};
use crate::html::document::HtmlParseError;
use crate::html::error_code;
use crate::text::Span;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{TagKind, Token, TokenSinkResult, TokenizerOpts};
use std::cell::RefCell;

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spanned {
    /// Text with its character references resolved.
    Text(String),
    /// A start tag: its name, its attributes, and whether it ends in `/>`.
    Start(String, Vec<(String, String)>, bool),
    /// An end tag: its name.
    End(String),
    /// A comment: its text.
    Comment(String),
    /// A doctype: name, public and system identifier, and whether it is well-formed.
    Doctype(Option<String>, Option<String>, Option<String>, bool),
}

/// The state in which the tokenizer begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Ordinary content.
    Data,
    /// `title`, `textarea`.
    Rcdata,
    /// `style`, `xmp`, `iframe`…
    Rawtext,
    /// `script`.
    Script,
    /// Nothing but text to the end.
    Plaintext,
    /// A `<![CDATA[` section.
    Cdata,
}

/// The tokens of `text` with their bytes, and its errors, exactly as the standard reads it.
///
/// `last_start_tag` is the element whose end tag ends raw text. `cuts` are offsets at which the input is passed on in parts.
pub fn tokens(
    text: &str,
    start: Start,
    last_start_tag: Option<&str>,
    cuts: &[usize],
) -> (Vec<(Spanned, Span)>, Vec<HtmlParseError>) {
    use html5ever::tokenizer::states::{self, RawKind};
    let state = match start {
        Start::Data => states::Data,
        Start::Rcdata => states::RawData(RawKind::Rcdata),
        Start::Rawtext => states::RawData(RawKind::Rawtext),
        Start::Script => states::RawData(RawKind::ScriptData),
        Start::Plaintext => states::Plaintext,
        Start::Cdata => states::CdataSection,
    };
    let options = TokenizerOpts {
        initial_state: Some(state),
        last_start_tag_name: last_start_tag.map(str::to_string),
        discard_bom: false,
        ..TokenizerOpts::default()
    };
    let reader = HtmlReader::new(text, Collector::default(), false, options);
    let mut from = 0;
    for to in cuts.iter().copied().chain([text.len()]) {
        if to > from {
            reader.feed(from, to);
            from = to;
        }
    }
    let found = reader.finish();
    let mut errors = found.errors.into_inner();
    error_code::in_stream(text, |code, at| errors.push(HtmlParseError { code, at, span: Span::at(at), first: None }));
    (found.tokens.into_inner(), errors)
}

#[derive(Default)]
struct Collector {
    tokens: RefCell<Vec<(Spanned, Span)>>,
    errors: RefCell<Vec<HtmlParseError>>,
}

impl Sink for Collector {
    type Handle = ();

    fn token(&self, token: Token, span: Span) -> TokenSinkResult<()> {
        let text = |text: StrTendril| text.to_string();
        let token = match token {
            Token::CharacterTokens(characters) => Spanned::Text(text(characters)),
            Token::NullCharacterToken => Spanned::Text("\0".to_string()),
            Token::CommentToken(comment) => Spanned::Comment(text(comment)),
            Token::DoctypeToken(doctype) => Spanned::Doctype(
                doctype.name.map(text),
                doctype.public_id.map(text),
                doctype.system_id.map(text),
                !doctype.force_quirks,
            ),
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => Spanned::End(tag.name.to_string()),
            Token::TagToken(tag) => {
                let attributes = tag.attrs.into_iter().map(|found| (found.name.local.to_string(), text(found.value)));
                Spanned::Start(tag.name.to_string(), attributes.collect(), tag.self_closing)
            }
            Token::ParseError(_) | Token::EOFToken => return TokenSinkResult::Continue,
        };
        self.tokens.borrow_mut().push((token, span));
        TokenSinkResult::Continue
    }

    fn error(&self, error: HtmlParseError) {
        self.errors.borrow_mut().push(error);
    }

    fn broken_tag(&self, _at: Span, _quote: bool) {}

    fn in_foreign_content(&self) -> bool {
        false
    }

    fn in_raw_text(&self) -> bool {
        false
    }
}
