//! What is said of lists in `[ ]`, mappings in `{ }`, aliases and nesting that YAML cannot read.
use super::{CLOSING_QUOTE, COLON, ITEM_TO_STRING, QUOTE, TO_STRING};
use crate::front_matter::SyntaxCause as C;
use crate::front_matter::draft::Wording;

// What labels say.
pub(in super::super) const READ_AS_STRING: &str = "YAML reads only this as the string";

const QUOTE_ITEM: &str = "quote the item";

/// What YAML reads between brackets that open like this.
fn kind(open: char) -> &'static str {
    if open == '[' { "list" } else { "mapping" }
}

pub(in super::super) fn lists_in_a_row() -> Wording {
    Wording::new(C::TextAfterBracket, "a value is one list, and another list follows it on this line")
        .help("write the items of all lists in one pair of brackets, or put the value in quotes if it is text")
        .fix("write one list")
}

pub(in super::super) fn text_after_bracket(open: char, close: char, is_link: bool) -> Wording {
    let message = format!("`{open}` starts a {} in YAML, and text cannot follow its `{close}`", kind(open));
    Wording::new(C::TextAfterBracket, message)
        .help(if is_link { "a Markdown link is text to YAML: put the value in quotes" } else { TO_STRING })
        .fix(QUOTE)
}

pub(in super::super) fn read_as(open: char) -> String {
    format!("YAML reads this as a {}", kind(open))
}

pub(in super::super) fn stray_bracket(seen: &str) -> Wording {
    Wording::new(C::StrayBracket, format!("`{seen}` does not match any opening bracket"))
        .help("each closing bracket needs an opening one; remove the extra bracket")
        .fix("remove the extra bracket")
}

pub(in super::super) fn closed_already(open: char) -> String {
    format!("`{open}` is already closed here")
}

pub(in super::super) fn unclosed_bracket(open: char, close: char, holder: &str) -> Wording {
    let kind = kind(open);
    Wording::new(C::UnclosedBracket, format!("the `{open}` that opens the {kind} of {holder} is never closed"))
        .help(format!("YAML searches for `{close}` on the lines below, and reads their keys as part of the {kind}"))
        .fix("add the closing bracket")
}

pub(in super::super) fn unclosed_bracket_around_all(open: char, close: char) -> Wording {
    let message = format!("the `{open}` that opens the front matter is never closed");
    Wording::new(C::UnclosedBracket, message)
        .help(format!("YAML searches for `{close}` up to the end of the front matter"))
        .fix("add the closing bracket")
}

pub(in super::super) fn not_closed_before(open: &str, close: char) -> Wording {
    Wording::new(C::MismatchedBracket, format!("`{open}` is not closed before this `{close}`"))
        .help("a bracket that opens inside other brackets must close inside them")
        .fix("insert the missing bracket")
}

pub(in super::super) fn wrong_bracket(open: &str, wanted: &str, close: char) -> Wording {
    Wording::new(C::MismatchedBracket, format!("`{open}` must be closed by `{wanted}`, but this is `{close}`"))
        .help("`[ ]` enclose lists, `{ }` enclose keys with their values")
        .fix("use the matching bracket")
}

pub(in super::super) fn second_colon() -> Wording {
    Wording::new(C::UnquotedColon, "YAML reads the text before this second colon as another key").help(COLON).fix(QUOTE)
}

pub(in super::super) fn missing_comma() -> Wording {
    Wording::new(C::MissingComma, "missing comma after this item")
        .help("commas separate the items between brackets")
        .fix("insert a comma")
}

pub(in super::super) fn lone_comma() -> Wording {
    Wording::new(C::EmptyItem, "no item before this comma")
        .help("YAML needs a value between two commas; remove the comma or write the missing value")
        .fix("remove the comma")
}

pub(in super::super) fn hash() -> Wording {
    Wording::new(C::UnquotedHash, "`#` starts a comment here, so the list is never closed")
        .help(
            "YAML reads a `#` at the start of an item, and the rest of the line, as a comment; put the item in quotes",
        )
        .fix("quote the items")
}

pub(in super::super) fn reserved(first: char, quoted: &str) -> Wording {
    Wording::new(C::ReservedCharacter, super::starts_with_reserved(first))
        .help(format!("put the item in quotes: `{quoted}`"))
        .fix(QUOTE_ITEM)
}

pub(in super::super) fn reserved_before_space(first: char) -> Wording {
    let message = format!("an item between brackets cannot start with `{first}` and a space");
    Wording::new(C::ReservedCharacter, message).help(ITEM_TO_STRING).fix(QUOTE_ITEM)
}

pub(in super::super) fn indicator(first: char) -> Wording {
    let (cause, what, help) = match first {
        '*' => (
            C::ReadAsAlias,
            "an alias (the name of a value given elsewhere)",
            "`*name` repeats the value that `&name` marks; put the item in quotes to make it a string",
        ),
        '&' => (C::ReadAsAnchor, "an anchor (a name for the item)", ITEM_TO_STRING),
        _ => (C::ReadAsTag, "a tag (the name of a type)", ITEM_TO_STRING),
    };
    Wording::new(cause, format!("YAML reads `{first}` at the start of this item as {what}, not as text"))
        .help(help)
        .fix(QUOTE_ITEM)
}

pub(in super::super) fn colon_in_item() -> Wording {
    Wording::new(C::UnquotedColon, "YAML reads the text before the `: ` in this item as a key")
        .help(ITEM_TO_STRING)
        .fix(QUOTE_ITEM)
}

pub(in super::super) fn text_after_quote() -> Wording {
    Wording::new(C::TextAfterQuote, "text follows the closing quote of this item")
        .help("a string that begins with a quote ends at the next one; put the whole item in quotes of the other kind")
        .fix("quote the whole item")
}

pub(in super::super) fn unclosed_quote() -> Wording {
    Wording::new(C::UnclosedQuote, "this quote is never closed").help(CLOSING_QUOTE).fix("add the closing quote")
}

// Aliases and nesting

pub(in super::super) fn circular_alias(name: &str) -> Wording {
    Wording::new(C::CircularAlias, format!("`*{name}` is inside the value that it refers to")).help(ALIAS)
}

pub(in super::super) fn undefined_alias(name: &str) -> Wording {
    Wording::new(C::UndefinedAlias, format!("`*{name}` refers to the anchor `&{name}`, which does not exist"))
        .help(ALIAS)
        .fix(QUOTE)
}

const ALIAS: &str = "`*name` repeats the value that `&name` marks; put the value in quotes if it is text";

pub(in super::super) fn too_deep(most: usize) -> Wording {
    Wording::new(C::TooDeep, format!("lists and mappings are nested more than {most} levels deep here"))
        .help("front matter never needs this: brackets were probably not closed")
}
