//! The parse errors of the HTML standard, and how the messages of html5ever map to them.
//!
//! The codes are those of "13.2.2 Parse errors" (<https://html.spec.whatwg.org/#parse-errors>); the states are those of "13.2.5
//! Tokenization" as html5ever 0.40 names them in `tokenizer/states.rs`.

macro_rules! codes {
    ($($code:ident $name:literal,)*) => {
        /// A parse error of the HTML standard.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ErrorCode {
            $(#[doc = concat!("`", $name, "`")] $code,)*
        }

        impl ErrorCode {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$code,)*];

            /// The name of the code in the standard.
            pub fn name(self) -> &'static str {
                match self { $(Self::$code => $name,)* }
            }
        }
    };
}

codes! {
    AbruptClosingOfEmptyComment "abrupt-closing-of-empty-comment",
    AbruptDoctypePublicIdentifier "abrupt-doctype-public-identifier",
    AbruptDoctypeSystemIdentifier "abrupt-doctype-system-identifier",
    AbsenceOfDigits "absence-of-digits-in-numeric-character-reference",
    CdataInHtmlContent "cdata-in-html-content",
    ReferenceOutsideUnicode "character-reference-outside-unicode-range",
    ControlCharacterInStream "control-character-in-input-stream",
    ControlCharacterReference "control-character-reference",
    DuplicateAttribute "duplicate-attribute",
    EndTagWithAttributes "end-tag-with-attributes",
    EndTagWithTrailingSolidus "end-tag-with-trailing-solidus",
    EofBeforeTagName "eof-before-tag-name",
    EofInCdata "eof-in-cdata",
    EofInComment "eof-in-comment",
    EofInDoctype "eof-in-doctype",
    EofInScriptComment "eof-in-script-html-comment-like-text",
    EofInTag "eof-in-tag",
    IncorrectlyClosedComment "incorrectly-closed-comment",
    IncorrectlyOpenedComment "incorrectly-opened-comment",
    InvalidSequenceAfterDoctypeName "invalid-character-sequence-after-doctype-name",
    InvalidFirstCharacterOfTagName "invalid-first-character-of-tag-name",
    MissingAttributeValue "missing-attribute-value",
    MissingDoctypeName "missing-doctype-name",
    MissingDoctypePublicIdentifier "missing-doctype-public-identifier",
    MissingDoctypeSystemIdentifier "missing-doctype-system-identifier",
    MissingEndTagName "missing-end-tag-name",
    MissingQuoteBeforePublicIdentifier "missing-quote-before-doctype-public-identifier",
    MissingQuoteBeforeSystemIdentifier "missing-quote-before-doctype-system-identifier",
    MissingSemicolon "missing-semicolon-after-character-reference",
    MissingSpaceAfterPublicKeyword "missing-whitespace-after-doctype-public-keyword",
    MissingSpaceAfterSystemKeyword "missing-whitespace-after-doctype-system-keyword",
    MissingSpaceBeforeDoctypeName "missing-whitespace-before-doctype-name",
    MissingSpaceBetweenAttributes "missing-whitespace-between-attributes",
    MissingSpaceBetweenIdentifiers "missing-whitespace-between-doctype-public-and-system-identifiers",
    NestedComment "nested-comment",
    NoncharacterReference "noncharacter-character-reference",
    NoncharacterInStream "noncharacter-in-input-stream",
    NullReference "null-character-reference",
    SurrogateReference "surrogate-character-reference",
    UnexpectedCharacterAfterSystemIdentifier "unexpected-character-after-doctype-system-identifier",
    UnexpectedCharacterInAttributeName "unexpected-character-in-attribute-name",
    UnexpectedCharacterInUnquotedValue "unexpected-character-in-unquoted-attribute-value",
    UnexpectedEqualsSign "unexpected-equals-sign-before-attribute-name",
    UnexpectedNull "unexpected-null-character",
    UnexpectedQuestionMark "unexpected-question-mark-instead-of-tag-name",
    UnexpectedSolidusInTag "unexpected-solidus-in-tag",
    UnknownNamedReference "unknown-named-character-reference",
}

/// Splits a message `Saw c in state s` or `Saw EOF in state s`; the character is `None` for the end of the input.
pub(super) fn saw(message: &str) -> Option<(Option<char>, &str)> {
    let rest = message.strip_prefix("Saw ")?;
    if let Some(state) = rest.strip_prefix("EOF in state ") {
        return Some((None, state));
    }
    let seen = rest.chars().next()?;
    Some((Some(seen), rest[seen.len_utf8()..].strip_prefix(" in state ")?))
}

/// The error for the end of the input in a tokenizer state.
pub(super) fn at_end(state: &str) -> ErrorCode {
    match state {
        "TagOpen" | "EndTagOpen" => ErrorCode::EofBeforeTagName,
        state if state.contains("Script") => ErrorCode::EofInScriptComment,
        state if state.starts_with("Comment") => ErrorCode::EofInComment,
        state if state.contains("Doctype") => ErrorCode::EofInDoctype,
        state if state.starts_with("Cdata") => ErrorCode::EofInCdata,
        _ => ErrorCode::EofInTag,
    }
}

/// The error for an unexpected character in a tokenizer state; `None` where the standard has no error.
pub(super) fn in_state(state: &str, seen: char) -> Option<ErrorCode> {
    if seen == '\0' && !has_own_error_for_null(state) {
        return Some(ErrorCode::UnexpectedNull);
    }
    Some(match state {
        "TagOpen" if seen == '?' => ErrorCode::UnexpectedQuestionMark,
        "EndTagOpen" if seen == '>' => ErrorCode::MissingEndTagName,
        "TagOpen" | "EndTagOpen" => ErrorCode::InvalidFirstCharacterOfTagName,
        "BeforeAttributeName" if seen == '=' => ErrorCode::UnexpectedEqualsSign,
        "BeforeAttributeName" | "AttributeName" | "AfterAttributeName" => ErrorCode::UnexpectedCharacterInAttributeName,
        "BeforeAttributeValue" => ErrorCode::MissingAttributeValue,
        "AttributeValue(Unquoted)" => ErrorCode::UnexpectedCharacterInUnquotedValue,
        "AfterAttributeValueQuoted" => ErrorCode::MissingSpaceBetweenAttributes,
        "SelfClosingStartTag" => ErrorCode::UnexpectedSolidusInTag,
        "MarkupDeclarationOpen" => ErrorCode::IncorrectlyOpenedComment,
        "CommentStart" | "CommentStartDash" => ErrorCode::AbruptClosingOfEmptyComment,
        "CommentLessThanSignBangDashDash" => ErrorCode::NestedComment,
        "CommentEndBang" => ErrorCode::IncorrectlyClosedComment,
        _ => return in_doctype_state(state, seen),
    })
}

/// States in which a NUL is an unexpected character like any other.
fn has_own_error_for_null(state: &str) -> bool {
    matches!(
        state,
        "TagOpen"
            | "EndTagOpen"
            | "AfterAttributeValueQuoted"
            | "SelfClosingStartTag"
            | "Doctype"
            | "AfterDoctypeName"
            | "CommentLessThanSignBangDashDash"
            | "MarkupDeclarationOpen"
            | "BeforeAttributeValue"
    ) || ["AfterDoctype", "BeforeDoctypeId", "Between"].iter().any(|start| state.starts_with(start))
}

fn in_doctype_state(state: &str, seen: char) -> Option<ErrorCode> {
    let quote = matches!(seen, '"' | '\'');
    Some(match state {
        "Doctype" => ErrorCode::MissingSpaceBeforeDoctypeName,
        "BeforeDoctypeName" => ErrorCode::MissingDoctypeName,
        "AfterDoctypeName" => ErrorCode::InvalidSequenceAfterDoctypeName,
        "AfterDoctypeKeyword(Public)" if quote => ErrorCode::MissingSpaceAfterPublicKeyword,
        "AfterDoctypeKeyword(System)" if quote => ErrorCode::MissingSpaceAfterSystemKeyword,
        "AfterDoctypeKeyword(Public)" | "BeforeDoctypeIdentifier(Public)" if seen == '>' => {
            ErrorCode::MissingDoctypePublicIdentifier
        }
        "AfterDoctypeKeyword(System)" | "BeforeDoctypeIdentifier(System)" if seen == '>' => {
            ErrorCode::MissingDoctypeSystemIdentifier
        }
        "AfterDoctypeKeyword(Public)" | "BeforeDoctypeIdentifier(Public)" => {
            ErrorCode::MissingQuoteBeforePublicIdentifier
        }
        "AfterDoctypeIdentifier(Public)" if quote => ErrorCode::MissingSpaceBetweenIdentifiers,
        "AfterDoctypeKeyword(System)"
        | "BeforeDoctypeIdentifier(System)"
        | "AfterDoctypeIdentifier(Public)"
        | "BetweenDoctypePublicAndSystemIdentifiers" => ErrorCode::MissingQuoteBeforeSystemIdentifier,
        "AfterDoctypeIdentifier(System)" => ErrorCode::UnexpectedCharacterAfterSystemIdentifier,
        state if state.starts_with("DoctypeIdentifier") && state.ends_with("(Public)") => {
            ErrorCode::AbruptDoctypePublicIdentifier
        }
        state if state.starts_with("DoctypeIdentifier") => ErrorCode::AbruptDoctypeSystemIdentifier,
        _ => return None,
    })
}

/// The error of a numeric character reference with these `digits` between `&#` and `;`.
pub(super) fn of_number(digits: &str) -> ErrorCode {
    let value = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    };
    match value {
        Ok(0) => ErrorCode::NullReference,
        Ok(0xD800..=0xDFFF) => ErrorCode::SurrogateReference,
        Ok(0x11_0000..) | Err(_) => ErrorCode::ReferenceOutsideUnicode,
        Ok(value) if is_noncharacter(value) => ErrorCode::NoncharacterReference,
        Ok(_) => ErrorCode::ControlCharacterReference,
    }
}

fn is_noncharacter(value: u32) -> bool {
    (0xFDD0..=0xFDEF).contains(&value) || value & 0xFFFE == 0xFFFE
}

/// Calls `found` with each control character or noncharacter of `text` and its offset. NUL has errors of its own.
pub(super) fn in_stream(text: &str, mut found: impl FnMut(ErrorCode, usize)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(step) = first_suspicious(&bytes[at..]) {
        at += step;
        let Some(seen) = text[at..].chars().next() else { return };
        if seen.is_control() && seen != '\0' {
            found(ErrorCode::ControlCharacterInStream, at);
        } else if is_noncharacter(seen as u32) {
            found(ErrorCode::NoncharacterInStream, at);
        }
        at += seen.len_utf8();
    }
}

/// How many bytes are examined together, without a branch for each.
const BLOCK: usize = 64;

fn first_suspicious(bytes: &[u8]) -> Option<usize> {
    let clean = |block: &&[u8]| !block.iter().fold(false, |found, byte| found | is_suspicious(*byte));
    let passed = bytes.chunks_exact(BLOCK).take_while(clean).count() * BLOCK;
    bytes[passed..].iter().position(|byte| is_suspicious(*byte)).map(|at| passed + at)
}

/// Whether a byte may begin a control character or a noncharacter. NUL counts as well, which saves a comparison.
#[allow(clippy::needless_bitwise_bool, reason = "without branches many bytes are compared at once")]
fn is_suspicious(byte: u8) -> bool {
    let control = (byte <= 0x08) | (byte == 0x0b) | (byte.wrapping_sub(0x0e) <= 0x11) | (byte == 0x7f);
    control | (byte == 0xc2) | (byte >= 0xef)
}
