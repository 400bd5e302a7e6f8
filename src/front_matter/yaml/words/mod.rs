//! What is said of front matter that YAML cannot read: one function a case, with its message, its help and what its fix does.
pub(super) mod brackets;
pub(super) mod signs;

use crate::front_matter::SyntaxCause as C;
use crate::front_matter::draft::Wording;
use crate::front_matter::invisible::named;

// What labels say.
pub(super) const NEEDS_QUOTES: &str = "this value needs quotes";
pub(super) const OPENING_QUOTE: &str = "the opening quote";
pub(super) const OPENING_BRACKET: &str = "the opening bracket";
pub(super) const OTHER_QUOTE: &str = "this is a different kind of quote";
pub(super) const HAS_A_VALUE: &str = "this key already has a value";
pub(super) const LEVEL: &str = "the other lines of this level begin here";
pub(super) const KEY_OF_VALUE: &str = "the key of this value";
pub(super) const KEY_OF_ITEMS: &str = "the key of these items";
pub(super) const FIRST_LINE: &str = "the first line sets the indentation";
pub(super) const BLOCK_TEXT: &str = "the text that begins here ends at the first line that is not indented";
pub(super) const READ_AS_KEY: &str = "without quotes, YAML reads the text before this colon as a key";
pub(super) const READ_AS_VALUE: &str = "YAML reads only this as the value";

// What several cases say in the same words.
const QUOTE: &str = "quote the value";
const TO_STRING: &str = "put the value in quotes to make it a string";
const ITEM_TO_STRING: &str = "put the item in quotes to make it a string";
const COLON: &str = "a colon followed by a space ends a key; put the value in quotes to make it a string";
const INDENTATION: &str =
    "in YAML the indentation shows what a line belongs to, and lines of one level begin in the same column";
const COMMENT: &str = "a comment in YAML begins with `#` and ends with its line";
const KEYS_ONLY: &str =
    "front matter contains only keys with their values; the text of the post belongs below the closing fence";
const CLOSING_QUOTE: &str =
    "YAML searches for the closing quote on the lines below, and reads their keys as part of the string";
const SINGLE_QUOTES: &str = "use single quotes";

// Characters and indentation

pub(super) fn line_separator(code: &str) -> Wording {
    Wording::new(C::LineSeparator, format!("YAML ends the line at the invisible character {code}"))
        .help("the character was probably copied from another program; replace the character with a space")
        .fix("replace the character with a space")
}

pub(super) fn control_character(code: &str) -> Wording {
    Wording::new(C::ControlCharacter, format!("the control character {code} is not allowed in YAML"))
        .help("the character is invisible and was probably copied from another program; remove the character")
        .fix("remove the character")
}

pub(super) fn tab_indentation(is_too_far_in: bool) -> Wording {
    Wording::new(C::TabIndentation, "YAML does not allow tabs as indentation")
        .help("only spaces may come before a key or a dash; most editors can insert spaces for the Tab key")
        .fix(if is_too_far_in { "remove the indentation" } else { "replace each tab with two spaces" })
}

pub(super) fn tab_on_empty_line() -> Wording {
    Wording::new(C::TabIndentation, "a tab on an empty line breaks YAML here")
        .help("only spaces may indent a line, even a line without a key")
        .fix("empty the line")
}

pub(super) fn belongs_to_full_key(shown: &str, key: &str, column: usize) -> Wording {
    let message = format!("{shown} is indented as if it belonged to {key}, which already has a value");
    Wording::new(C::WrongIndentation, message).help(INDENTATION).fix(move_to(column))
}

pub(super) fn unlike_lines_above(shown: &str, column: usize) -> Wording {
    Wording::new(C::WrongIndentation, format!("{shown} begins in a different column from the lines above"))
        .help(INDENTATION)
        .fix(move_to(column))
}

fn move_to(column: usize) -> &'static str {
    if column == 0 { "remove the indentation" } else { "align the line" }
}

pub(super) fn unlike_lines_below(shown: &str) -> Wording {
    Wording::new(C::WrongIndentation, format!("{shown} begins in a different column from the lines below"))
        .help(INDENTATION)
        .fix("align the line")
}

pub(super) fn block_text_less_indented() -> Wording {
    let message = "this line is indented less than the first line of its block scalar";
    Wording::new(C::WrongIndentation, message)
        .help("the first line of a text after `|` or `>` (a block scalar) sets the indentation of all its lines")
        .fix("align the line")
}

pub(super) fn value_not_indented(key: &str) -> Wording {
    Wording::new(C::TextNotIndented, format!("the value of {key} is not indented"))
        .help("put the value on the line of its key, or at least one space before it")
        .fix("indent the value")
}

pub(super) fn block_text_not_indented(key: &str) -> Wording {
    Wording::new(C::TextNotIndented, format!("the text of {key} is not indented"))
        .help("put at least one space before each line of the text")
        .fix("indent the text")
}

pub(super) fn neither_key_nor_indented() -> Wording {
    Wording::new(C::TextNotIndented, "this line is neither `key: value` nor indented")
        .help("indent the line if it continues the value above; otherwise write its key and a colon")
        .fix("indent the line")
}

pub(super) fn may_continue(key: &str) -> String {
    format!("the line may continue the value of {key}")
}

pub(super) fn odd_indentation(first: char) -> Wording {
    let message = format!("this line is indented by characters that are not ordinary spaces ({})", named(first));
    Wording::new(C::InvisibleCharacter, message)
        .help("YAML reads these characters as text, so the line belongs to another key than it seems; use ordinary spaces")
        .fix("use ordinary spaces")
}

// Lines

pub(super) fn missing_space_after_colon(key: &str) -> Wording {
    Wording::new(C::MissingSpaceAfterColon, format!("missing space after the colon of `{key}`"))
        .help("without the space YAML reads the whole line as text, so the key does not exist")
        .fix("insert a space")
}

pub(super) fn invisible_after_colon(after: char) -> Wording {
    let message =
        format!("an invisible character ({}) after the colon keeps the colon from ending the key", named(after));
    Wording::new(C::InvisibleCharacter, message)
        .help("YAML needs an ordinary space after the colon of a key")
        .fix("use an ordinary space")
}

pub(in super::super) fn mark_before_line(mark: char) -> Wording {
    let message =
        format!("an invisible character ({}) begins this line, so that the front matter cannot be read", named(mark));
    Wording::new(C::InvisibleCharacter, message)
        .help("two files were probably put together here; remove the character")
        .fix("remove the character")
}

pub(super) fn missing_colon(key: &str) -> Wording {
    Wording::new(C::MissingColon, format!("missing colon after `{key}`"))
        .help("each line is `key: value`: write a colon after the key, or indent the line if it belongs to the value above")
        .fix("insert a colon")
}

pub(super) fn colon_on_next_line(key: &str) -> Wording {
    Wording::new(C::MissingColon, format!("the colon of `{key}` is on the line below"))
        .help("a key and its colon must be on the same line")
        .fix("put the key and its colon on one line")
}

pub(super) fn colons_on_next_lines(key: &str) -> Wording {
    colon_on_next_line(key).help("write the colon after the key, and each value below it as a list item: `- value`")
}

pub(super) fn wide_colon() -> Wording {
    Wording::new(C::WideColon, "this is a full-width colon (U+FF1A), which does not end a key in YAML")
        .help("Chinese and Japanese keyboards type this colon; YAML needs `:`")
        .fix("use a plain colon")
}

pub(super) fn equals_for_colon(key: &str) -> Wording {
    Wording::new(C::EqualsForColon, format!("`{key}` is followed by `=`, but YAML needs `:`"))
        .help("`=` is for TOML; between `---` fences a key ends with a colon")
        .fix("use a colon")
}

pub(super) fn html_comment() -> Wording {
    Wording::new(C::HtmlComment, "YAML does not support HTML comments").help(COMMENT).fix("write a YAML comment")
}

pub(super) fn slash_comment(opening: &str) -> Wording {
    Wording::new(C::SlashComment, format!("`{opening}` does not start a comment in YAML")).help(COMMENT).fix("use `#`")
}

pub(super) fn separator_line() -> Wording {
    Wording::new(C::TextWithoutKey, "this line is not `key: value`")
        .help("a line that only separates other lines must be a comment, which begins with `#`")
        .fix("write a comment")
}

pub(super) fn text_without_key() -> Wording {
    Wording::new(C::TextWithoutKey, "this line is not `key: value`").help(KEYS_ONLY)
}

pub(super) fn template_on_a_line() -> Wording {
    Wording::new(C::UnquotedTemplate, "a line of front matter cannot be only a template tag")
        .help("front matter is read before templates; remove the tag, or make the line a comment with `#`")
}

// Keys

pub(super) fn fence_before_key() -> Wording {
    Wording::new(C::Syntax, "a key cannot be on the same line as `---`")
        .help("`---` is a fence, and a fence is alone on its line")
        .fix("remove the `---`")
}

pub(super) fn unclosed_quote_of_key(key: &str) -> Wording {
    Wording::new(C::UnclosedQuote, format!("the quote that opens the key `{key}` is never closed"))
        .help("a key needs no quotes: close the quote or remove it")
        .fix("add the closing quote")
}

pub(super) fn reserved_in_key(first: char) -> Wording {
    Wording::new(C::ReservedCharacter, format!("a key cannot start with `{first}` unless it is in quotes"))
        .help(format!("`{first}` has a special meaning in YAML; put the key in quotes"))
        .fix("quote the key")
}

pub(super) fn long_key(most: usize) -> Wording {
    Wording::new(C::LongKey, format!("this key is longer than the {most} characters that YAML allows"))
        .help("the colon that ends the key is probably part of a text; put the text below a key, or in quotes")
}

pub(super) fn too_many_values(most: usize) -> Wording {
    Wording::new(C::TooManyValues, format!("the front matter has more than {most} values, too many for its length"))
        .help("nothing in it was checked: remove values that are empty or have one letter, or move the data to a file of its own")
}

// Lists

pub(super) fn list_without_key() -> Wording {
    Wording::new(C::ListWithoutKey, "this list has no key")
        .help("write a key and a colon on the line above the list, and leave the rest of that line empty")
}

pub(super) fn dash_before_key(key: &str) -> Wording {
    let message = format!("the dash makes {key} an item of a list, but the other keys are not in a list");
    Wording::new(C::ListWithoutKey, message)
        .help("a dash begins a list item, but front matter is keys with their values")
        .fix("remove the dash")
}

pub(super) fn list_on_key_line(holder: &str) -> Wording {
    Wording::new(C::ListOnKeyLine, format!("a list cannot begin on the line of {holder}"))
        .help("write each `- ` item on a separate line below the key, or put the value in quotes if it is text")
        .fix(QUOTE)
}

pub(super) fn list_on_key_line_with_more_below(holder: &str) -> Wording {
    list_on_key_line(holder).fix("move the first item to its own line")
}

pub(super) fn star_for_dash() -> Wording {
    Wording::new(C::StarForDash, "a list item begins with a dash in YAML, not with `*`")
        .help("`*` begins a list item in Markdown; in front matter, use a dash and a space")
        .fix("use a dash")
}

pub(super) fn missing_space_after_dash() -> Wording {
    Wording::new(C::MissingSpaceAfterDash, "missing space after the dash of this item")
        .help("a list item begins with a dash and a space; without the space YAML reads the line as text")
        .fix("insert a space")
}

pub(super) fn invisible_after_dash(after: char) -> Wording {
    let message =
        format!("an invisible character ({}) after the dash keeps the dash from beginning a list item", named(after));
    Wording::new(C::InvisibleCharacter, message)
        .help("YAML needs an ordinary space after the dash of an item")
        .fix("use an ordinary space")
}

// Values. `holder` is what the value belongs to: "`title`", "this item" or "this line".

pub(super) fn colon_in_value(holder: &str, is_last: bool) -> Wording {
    let message = if is_last {
        format!("{holder} ends with a colon, which YAML reads as the end of another key")
    } else {
        format!("{holder} contains `: `, which YAML reads as the end of another key")
    };
    Wording::new(C::UnquotedColon, message).help(COLON).fix(QUOTE)
}

pub(super) fn second_key_in_value(holder: &str, is_last: bool) -> Wording {
    colon_in_value(holder, is_last)
        .help("begin a new line if this is a second key, or put the value in quotes if it is text")
}

pub(super) fn colon_in_later_line(key: &str) -> Wording {
    Wording::new(
        C::UnquotedColon,
        format!("the text of {key} contains `: `, which YAML reads as the end of another key"),
    )
    .help(COLON)
    .fix(QUOTE)
}

pub(super) fn missing_opening_quote(holder: &str) -> Wording {
    Wording::new(C::MissingOpeningQuote, format!("{holder} ends with a quote that was never opened"))
        .help("a string in quotes has a quote at both ends; without the first one YAML reads a second key")
        .fix("add the opening quote")
}

pub(super) fn curly_quotes(holder: &str) -> Wording {
    let message = format!("typographic quotes do not quote in YAML, so the colon in {holder} ends a key");
    Wording::new(C::CurlyQuote, message)
        .help("only `\"` and `'` are quotes in YAML; typographic quotes are ordinary characters")
        .fix("use straight quotes")
}

pub(super) fn reserved(first: char, holder: &str) -> Wording {
    Wording::new(C::ReservedCharacter, starts_with_reserved(first))
        .help(format!("put the value of {holder} in quotes to make it a string"))
        .fix(QUOTE)
}

fn starts_with_reserved(first: char) -> String {
    match first {
        '`' => "a value cannot start with a backtick: YAML reserves it".into(),
        '@' => "a value cannot start with `@`: YAML reserves it".into(),
        _ => format!("a value cannot start with `{first}` in YAML"),
    }
}

pub(super) fn indicator(first: char, holder: &str) -> Wording {
    let (cause, what) = match first {
        '*' => (C::ReadAsAlias, "an alias (the name of a value given elsewhere)"),
        '&' => (C::ReadAsAnchor, "an anchor (a name for the value)"),
        _ => (C::ReadAsTag, "a tag (the name of a type)"),
    };
    let message = format!("YAML reads `{first}` at the start of {holder} as {what}, not as text");
    Wording::new(cause, message).help(TO_STRING).fix(QUOTE)
}

pub(super) fn template(opening: &str, holder: &str) -> Wording {
    let message = format!("YAML reads `{opening}` at the start of {holder} as a mapping, not as a template tag");
    Wording::new(C::UnquotedTemplate, message)
        .help("front matter is read before templates, so the tag is only text here; put the value in quotes")
        .fix(QUOTE)
}

pub(super) fn text_after_block_indicator(indicator: &str) -> Wording {
    Wording::new(C::TextAfterBlockIndicator, format!("the text after `{indicator}` must begin on the next line"))
        .help("put the value in quotes, or write the text on the lines below and indent it")
        .fix(QUOTE)
}

pub(super) fn text_after_block_indicator_with_more_below(indicator: &str) -> Wording {
    text_after_block_indicator(indicator).fix("move the text to the next line")
}

pub(super) fn block_indicator(indicator: &str) -> String {
    format!("YAML reads this `{indicator}` as the start of a text of several lines")
}

// Quotes

pub(super) fn semicolon_after_quote() -> Wording {
    Wording::new(C::TextAfterQuote, "`;` does not end a value in YAML")
        .help("each value ends with its line; remove the semicolon")
        .fix("remove the semicolon")
}

pub(super) fn extra_closing_quote() -> Wording {
    Wording::new(C::TextAfterQuote, "one closing quote too many")
        .help("the string is already closed before this quote; remove the extra quote")
        .fix("remove the extra quote")
}

pub(super) fn quote_inside_quotes(holder: &str) -> Wording {
    Wording::new(C::QuoteInsideQuotes, format!("this quote ends the string of {holder} too early"))
        .help("inside double quotes write `\\\"`, or put the whole string in single quotes")
        .fix(SINGLE_QUOTES)
}

pub(super) fn text_after_quote(holder: &str) -> Wording {
    Wording::new(C::TextAfterQuote, format!("text follows the closing quote of {holder}"))
        .help("a value that begins with a quote ends at the next one; put the whole value in quotes of the other kind")
        .fix("quote the whole value")
}

pub(super) fn trailing_comma() -> Wording {
    Wording::new(C::TrailingComma, "a comma ends values in JSON, but not in YAML")
        .help("each value ends with its line; remove the comma")
        .fix("remove the comma")
}

pub(super) fn apostrophe(holder: &str) -> Wording {
    Wording::new(C::ApostropheInSingleQuotes, format!("this apostrophe ends the string of {holder} too early"))
        .help("put the string in double quotes, or write the apostrophe twice: `''`")
        .fix("use double quotes")
}

pub(super) fn unclosed_quote(mark: char, holder: &str) -> Wording {
    let kind = if mark == '"' { "double" } else { "single" };
    Wording::new(C::UnclosedQuote, format!("the {kind} quote that opens {holder} is never closed"))
        .help(CLOSING_QUOTE)
        .fix("add the closing quote")
}

pub(super) fn closed_by_other_quote(mark: char, holder: &str) -> Wording {
    unclosed_quote(mark, holder).fix("close with the same quote")
}

pub(super) fn leading_apostrophe(holder: &str) -> Wording {
    unclosed_quote('\'', holder)
        .help("an apostrophe at the start of a value opens a string; put the whole value in double quotes")
        .fix("quote the whole value")
}

pub(super) fn escaped_closing_quote(holder: &str) -> Wording {
    Wording::new(C::BadEscape, format!("`\\\"` is a quote inside the string of {holder}, so the string never ends"))
        .help(
            "in double quotes a backslash starts an escape such as `\\n`; in single quotes it is an ordinary character",
        )
        .fix(SINGLE_QUOTES)
}

pub(super) fn bad_escape(escape: &str) -> Wording {
    let message = match escape {
        "\\x" => format!("`{escape}` must be followed by 2 hexadecimal digits"),
        "\\u" => format!("`{escape}` must be followed by 4 hexadecimal digits that name a character"),
        "\\U" => format!("`{escape}` must be followed by 8 hexadecimal digits that name a character"),
        _ => format!("`{escape}` is not a valid escape in YAML"),
    };
    Wording::new(C::BadEscape, message)
        .help(
            "in double quotes a backslash starts an escape such as `\\n`; in single quotes it is an ordinary character",
        )
        .fix(SINGLE_QUOTES)
}

pub(super) fn bad_escape_beside_good_ones(escape: &str) -> Wording {
    bad_escape(escape).fix("write the backslash twice")
}

/// `key` is the one whose block scalar the line is in.
pub(in crate::front_matter) fn fence_in_text(key: &str) -> Wording {
    Wording::new(C::FenceInText, format!("this line ends the front matter in the middle of the text of `{key}`"))
        .help("a line that begins with `---` is a fence wherever it is; indent it like the rest of the text")
        .fix("indent the line")
}
