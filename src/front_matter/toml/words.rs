//! What is said of front matter that TOML cannot read: one function a case, with its message, its help and what its fix does.
use crate::front_matter::SyntaxCause as C;
use crate::front_matter::draft::Wording;

// What several cases say in the same words.
const UNQUOTED: &str = "only numbers, dates, `true` and `false` are written without quotes";
const NO_EMPTY_VALUE: &str = "TOML has no empty values: write `\"\"` or remove the key";
const ENDS_WITH_ITS_LINE: &str = "a string in TOML ends on the line where it begins";
const ONE_PAIR: &str = "put the whole value in one pair of quotes";
const ADD_QUOTE: &str = "add the closing quote";
const ADD_BRACKET: &str = "add the closing bracket";
const SINGLE_QUOTES: &str = "use single quotes";

pub(super) fn too_many_values(most: usize) -> Wording {
    Wording::new(
        C::TooManyValues,
        format!("the front matter has more than {most} signs of tables, keys and values, too many for its length"),
    )
    .help("nothing in it was checked: remove values that are empty or have one letter, or move the data to a file of its own")
}

// Lines

/// What the parser says where no cause is known; `is_entry` is whether the line begins with a key and `=`.
pub(super) fn syntax(message: &str, is_entry: bool) -> Wording {
    Wording::new(C::Syntax, format!("TOML cannot read this: {message}")).help(if is_entry {
        "strings need quotes; numbers, dates, `true` and `false` have none"
    } else {
        "each line is `key = value` or `[table]`"
    })
}

pub(super) fn lone_carriage_return() -> Wording {
    Wording::new(C::ControlCharacter, "a carriage return without a line feed, which TOML does not allow")
        .help("end each line with LF or CRLF")
        .fix("end the line here")
}

pub(super) fn colon_for_equals(key: &str) -> Wording {
    Wording::new(C::ColonForEquals, format!("`{key}` is followed by `:`, but TOML needs `=`"))
        .help("`:` is for YAML; between `+++` fences a key is followed by `=`")
        .fix("use `=`")
}

pub(super) fn wrong_comment(opening: &str) -> Wording {
    Wording::new(C::WrongComment, format!("`{opening}` does not start a comment in TOML"))
        .help("a comment in TOML begins with `#`")
        .fix("use `#`")
}

pub(super) fn missing_equals(key: &str) -> Wording {
    Wording::new(C::MissingEquals, format!("missing `=` after `{key}`"))
        .help("each line in TOML is `key = value`")
        .fix("insert `=`")
}

pub(super) fn unclosed_header(name: &str) -> Wording {
    Wording::new(C::UnclosedBracket, format!("the bracket that opens the table `{name}` is never closed"))
        .help("a table begins with its name in brackets: `[name]`")
        .fix(ADD_BRACKET)
}

pub(super) fn after_value(seen: char) -> Wording {
    let (message, fix) = match seen {
        ',' => ("a comma ends values in JSON, but not in TOML".to_string(), "remove the comma"),
        _ => (format!("`{seen}` does not end a value in TOML"), "remove the character"),
    };
    Wording::new(C::TrailingComma, message).help("each value ends with its line").fix(fix)
}

// Values

pub(super) fn no_value(key: &str) -> Wording {
    Wording::new(C::MissingValue, format!("`{key}` has no value")).help(NO_EMPTY_VALUE)
}

pub(super) fn null(key: &str, seen: &str) -> Wording {
    Wording::new(C::MissingValue, format!("`{key}` is `{seen}`, which TOML does not support")).help(NO_EMPTY_VALUE)
}

pub(super) fn second_equals() -> Wording {
    Wording::new(C::Syntax, "one `=` too many after this key")
        .help("each line is `key = value`")
        .fix("remove the extra `=`")
}

pub(super) fn impossible_date(seen: &str, why: &str) -> Wording {
    Wording::new(C::ImpossibleDate, format!("`{seen}` is not a valid date in TOML: {why}")).help(
        "TOML refuses the whole front matter because of one impossible date; correct the date, or put it in quotes",
    )
}

pub(super) fn date_of_another_form(seen: &str, date: &str) -> Wording {
    Wording::new(C::ImpossibleDate, format!("`{seen}` is not a date in TOML, which writes it `{date}`"))
        .help(
            "TOML refuses the whole front matter because of one date in another form; correct it, or put it in quotes",
        )
        .fix(format!("write `{date}`"))
}

pub(super) fn constant(seen: &str, literal: &str, differs_in_case: bool) -> Wording {
    Wording::new(C::UnquotedText, format!("`{seen}` must be written `{literal}` in TOML"))
        .help(UNQUOTED)
        .fix(if differs_in_case { "write the value in lower case" } else { "write the value as TOML does" })
}

pub(super) fn unquoted(key: &str) -> Wording {
    Wording::new(C::UnquotedText, format!("the value of `{key}` needs quotes in TOML"))
        .help(UNQUOTED)
        .fix("quote the value")
}

pub(super) fn leading_zero(key: &str, seen: &str, number: &str) -> Wording {
    Wording::new(C::Syntax, format!("`{key}` is `{seen}`, and a number in TOML cannot begin with `0`"))
        .help(format!("write `{number}`, or put the value in quotes if the zero belongs to it"))
        .fix(format!("write `{number}`"))
}

/// A list of YAML below its key.
pub(super) fn list_below(key: &str) -> Wording {
    Wording::new(C::MissingValue, format!("the value of `{key}` is a list as YAML writes it, which TOML cannot read"))
        .help("a list in TOML is written in brackets: `[\"a\", \"b\"]`")
        .fix("write a list of TOML")
}

// Quotes

pub(super) fn curly_quotes(key: &str) -> Wording {
    Wording::new(
        C::UnquotedText,
        format!("the value of `{key}` begins with a typographic quote, which does not quote in TOML"),
    )
    .help("only `\"` and `'` are quotes in TOML")
    .fix("use straight quotes")
}

pub(super) fn unclosed_long_string(marks: &str) -> Wording {
    Wording::new(C::UnclosedQuote, format!("the `{marks}` that opens this string is never closed"))
        .help(format!("TOML reads all lines below as part of the string; write `{marks}` where the string ends"))
        .fix(format!("end the string with its line: add `{marks}`"))
}

pub(super) fn unclosed_quote(key: &str) -> Wording {
    Wording::new(C::UnclosedQuote, format!("the quote that opens the value of `{key}` is never closed"))
        .help(ENDS_WITH_ITS_LINE)
        .fix(ADD_QUOTE)
}

pub(super) fn apostrophe(key: &str) -> Wording {
    Wording::new(C::ApostropheInSingleQuotes, format!("this apostrophe ends the string of `{key}` too early"))
        .help("put the string in double quotes")
        .fix("use double quotes")
}

pub(super) fn quote_inside_quotes(key: &str) -> Wording {
    Wording::new(C::QuoteInsideQuotes, format!("this quote ends the string of `{key}` too early"))
        .help("inside double quotes write `\\\"`, or put the whole string in single quotes")
        .fix("quote the whole value")
}

pub(super) fn text_after_quote(key: &str) -> Wording {
    Wording::new(C::TextAfterQuote, format!("text follows the closing quote of `{key}`")).help(ONE_PAIR)
}

pub(super) fn bad_escape(escape: &str) -> Wording {
    let message = match escape {
        "\\u" => format!("`{escape}` must be followed by 4 hexadecimal digits that name a character"),
        "\\U" => format!("`{escape}` must be followed by 8 hexadecimal digits that name a character"),
        _ => format!("`{escape}` is not a valid escape in TOML"),
    };
    Wording::new(C::BadEscape, message)
        .help(
            "in double quotes a backslash starts an escape such as `\\n`; in single quotes it is an ordinary character",
        )
        .fix(SINGLE_QUOTES)
}

// Lists and inline tables

pub(super) fn unclosed_bracket(key: &str) -> Wording {
    Wording::new(C::UnclosedBracket, format!("the bracket that opens the value of `{key}` is never closed"))
        .help("TOML searches for the closing bracket on the lines below, and reads their keys as part of the value")
        .fix(ADD_BRACKET)
}

pub(super) fn stray_bracket(seen: &str) -> Wording {
    Wording::new(C::StrayBracket, format!("`{seen}` does not match any opening bracket"))
        .help("each closing bracket needs an opening one; remove the extra bracket")
        .fix("remove the extra bracket")
}

pub(super) fn empty_item() -> Wording {
    Wording::new(C::EmptyItem, "no item before this comma")
        .help("TOML needs a value between two commas; remove the comma or write the missing value")
        .fix("remove the comma")
}

pub(super) fn missing_comma() -> Wording {
    Wording::new(C::MissingComma, "missing comma after this item")
        .help("commas separate the items")
        .fix("insert a comma")
}

pub(super) fn semicolon_for_comma() -> Wording {
    Wording::new(C::MissingComma, "missing comma between two items")
        .help("commas separate the items")
        .fix("write a comma")
}

pub(super) fn unquoted_item() -> Wording {
    Wording::new(C::UnquotedText, "this item needs quotes in TOML").help(UNQUOTED).fix("quote the items")
}

pub(super) fn unopened_quote() -> Wording {
    Wording::new(C::MissingOpeningQuote, "this quote closes a string that was never opened")
        .help("put the string in one pair of quotes")
        .fix("add the opening quote")
}

pub(super) fn unclosed_quote_of_item() -> Wording {
    Wording::new(C::UnclosedQuote, "this quote is never closed").help(ENDS_WITH_ITS_LINE).fix(ADD_QUOTE)
}

pub(super) fn unclosed_quote_before_another() -> Wording {
    unclosed_quote_of_item().help("TOML reads the next quote as the closing one")
}

pub(super) fn text_after_quote_of_item() -> Wording {
    Wording::new(C::TextAfterQuote, "text follows the closing quote of this item")
        .help("put the whole item in one pair of quotes")
}
