//! What is said of front matter that JSON cannot read: one function a case, with its message, its help and what its fix does.
use crate::front_matter::SyntaxCause as C;
use crate::front_matter::draft::Wording;

// What several cases say in the same words.
const UNQUOTED: &str = "only numbers, `true`, `false` and `null` are written without quotes";
const DOUBLE_QUOTES: &str = "strings are enclosed in double quotes, and end on the line where they begin";

pub(super) fn syntax(problem: &str) -> Wording {
    Wording::new(C::Syntax, format!("JSON cannot read this: {problem}"))
        .help("keys and strings are enclosed in double quotes, and commas separate values")
}

pub(super) fn comment() -> Wording {
    Wording::new(C::Comment, "JSON does not support comments")
        .help("remove the comment, or write the front matter in YAML")
}

// Commas, colons and brackets

pub(super) fn trailing_comma() -> Wording {
    Wording::new(C::TrailingComma, "JSON does not allow a comma after the last value")
        .help("remove the comma")
        .fix("remove the comma")
}

pub(super) fn missing_comma() -> Wording {
    Wording::new(C::MissingComma, "missing comma between two values")
        .help("commas separate values in JSON")
        .fix("insert a comma")
}

pub(super) fn missing_colon() -> Wording {
    Wording::new(C::MissingColon, "missing colon after this key").help("write `\"key\": value`").fix("insert a colon")
}

pub(super) fn missing_value(before: char) -> Wording {
    Wording::new(C::MissingValue, format!("missing value before this `{before}`"))
        .help("a key has a colon and a value in JSON: `\"key\": value`")
}

pub(in crate::front_matter) fn missing_braces() -> Wording {
    Wording::new(C::Syntax, "this JSON has no braces around it")
        .help("`---json` reads one value, which ends after the first string: enclose the entries in braces")
        .fix("enclose the entries in braces")
}

pub(super) fn never_closed() -> Wording {
    Wording::new(C::UnclosedBracket, "this bracket is never closed").help("every opening bracket needs a closing one")
}

pub(super) fn not_closed_before(seen: char, wanted: char) -> Wording {
    Wording::new(C::UnclosedBracket, format!("missing `{wanted}` before this `{seen}`"))
        .help("brackets close in the opposite order to that in which they open")
        .fix("add the closing bracket")
}

// Quotes

pub(super) fn single_quotes() -> Wording {
    Wording::new(C::SingleQuotes, "JSON does not support single quotes")
        .help("write `\"` instead of `'`")
        .fix("use double quotes")
}

pub(super) fn curly_quotes() -> Wording {
    Wording::new(C::UnquotedText, "typographic quotes do not quote in JSON")
        .help("write `\"` on both sides")
        .fix("use straight quotes")
}

pub(super) fn unquoted(seen: &str) -> Wording {
    Wording::new(C::UnquotedText, format!("`{seen}` needs double quotes in JSON")).help(UNQUOTED).fix("quote the value")
}

pub(super) fn constant(seen: &str, literal: &str) -> Wording {
    Wording::new(C::UnquotedText, format!("`{seen}` must be written `{literal}` in JSON"))
        .help(UNQUOTED)
        .fix("write the value as JSON does")
}

pub(super) fn string_over_lines() -> Wording {
    Wording::new(
        C::UnclosedQuote,
        "this string continues on the next line, but a string in JSON ends on the line where it begins",
    )
    .help("write `\\n` for a line break inside a string")
}

pub(super) fn unclosed_quote() -> Wording {
    Wording::new(C::UnclosedQuote, "the quote that opens this string is never closed")
        .help(DOUBLE_QUOTES)
        .fix("add the closing quote")
}

pub(super) fn missing_opening_quote() -> Wording {
    Wording::new(C::MissingOpeningQuote, "this quote closes a string that was never opened")
        .help(DOUBLE_QUOTES)
        .fix("add the opening quote")
}

pub(super) fn extra_quote() -> Wording {
    Wording::new(C::TextAfterQuote, "one quote too many at the end of this string")
        .help("remove the extra quote")
        .fix("remove the extra quote")
}

pub(super) fn odd_quote() -> Wording {
    Wording::new(C::UnclosedQuote, "this quote is one too many, or another quote is missing").help(DOUBLE_QUOTES)
}

pub(super) fn unclosed_list() -> Wording {
    Wording::new(C::UnclosedBracket, "the bracket that opens this list is never closed")
        .help("JSON reads the key below as an item of the list; write `]` after the last item")
        .fix("add the closing bracket")
}
