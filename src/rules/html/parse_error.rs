//! `html/parse-error`: the parse errors of the HTML standard that no other rule reports.
//!
//! The codes are those of "13.2.2 Parse errors" of the WHATWG HTML standard (<https://html.spec.whatwg.org/#parse-errors>). For a doctype
//! that puts browsers into quirks mode the standard has an error ("13.2.6.4.1 The initial insertion mode") but no code.
use crate::diagnostic::Severity;
use crate::html::{ErrorCode, HtmlProblem};
use crate::post::Post;
use crate::rules::{Context, Rule};
use std::borrow::Cow;

pub(crate) struct ParseError;

/// The detail for a doctype other than `<!doctype html>`, which has no code.
const UNUSUAL_DOCTYPE: &str = "unusual-doctype";
const DOCTYPE_HELP: &str = "browsers may lay the page out as a very old one (quirks mode): write `<!doctype html>`";

impl Rule for ParseError {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let html = &post.body().html;
        let mut last_doctype: Option<usize> = None;
        for error in &html.errors {
            // The first thing wrong with a doctype leads to the others.
            if in_doctype(error.code).is_some() {
                let start = post.source.text()[..error.span.end()].rfind('<').unwrap_or(0);
                if last_doctype.replace(start) == Some(start) {
                    continue;
                }
            }
            let Some(words) = words(error.code, post.source.slice(error.span)) else { continue };
            cx.report_as(words.severity, error.span, words.message).detail(error.code.name()).help(words.help);
        }
        for problem in &html.problems {
            if let HtmlProblem::Doctype(span) = problem {
                // What is wrong in it says more than that it is not the usual one.
                if html.errors.iter().any(|error| in_doctype(error.code).is_some() && span.touches(error.span)) {
                    continue;
                }
                let message = if span.is_empty() { "missing doctype" } else { "doctype other than `<!doctype html>`" };
                cx.report_as(Severity::Warning, *span, message).detail(UNUSUAL_DOCTYPE).help(DOCTYPE_HELP);
            }
        }
    }
}

/// How an error is reported.
struct Words {
    severity: Severity,
    message: Cow<'static, str>,
    help: &'static str,
}

fn error(message: &'static str, help: &'static str) -> Words {
    Words { severity: Severity::Error, message: message.into(), help }
}

/// For what changes nothing that a reader of the page sees.
fn warning(message: impl Into<Cow<'static, str>>, help: &'static str) -> Words {
    Words { severity: Severity::Warning, message: message.into(), help }
}

/// The words for an error in the text `seen`; `None` for what other rules report.
fn words(code: ErrorCode, seen: &str) -> Option<Words> {
    Some(match code {
        // `html/unclosed-comment` and `html/unclosed-tag`.
        ErrorCode::EofInComment
        | ErrorCode::EofInTag
        // `html/duplicate-attribute` and `html/malformed-attribute`.
        | ErrorCode::DuplicateAttribute
        | ErrorCode::MissingAttributeValue
        | ErrorCode::MissingSpaceBetweenAttributes
        | ErrorCode::UnexpectedCharacterInAttributeName
        | ErrorCode::UnexpectedCharacterInUnquotedValue
        | ErrorCode::UnexpectedEqualsSign
        // `html/bad-character-reference`.
        | ErrorCode::MissingSemicolon
        | ErrorCode::UnknownNamedReference
        | ErrorCode::AbsenceOfDigits
        | ErrorCode::NullReference
        | ErrorCode::SurrogateReference
        | ErrorCode::ReferenceOutsideUnicode
        | ErrorCode::NoncharacterReference
        | ErrorCode::ControlCharacterReference => return None,
        ErrorCode::ControlCharacterInStream => warning(
            format!("control character {}", code_point(seen)),
            "readers cannot see the character, and feed readers may refuse the whole page: delete the character",
        ),
        ErrorCode::NoncharacterInStream => warning(
            format!("noncharacter {}", code_point(seen)),
            "this code point is reserved and never a character, and feed readers may refuse the whole page: delete this code point",
        ),
        ErrorCode::UnexpectedNull => error("NUL character", "browsers drop the character or show `\u{fffd}` instead: delete the character"),
        ErrorCode::UnexpectedSolidusInTag => warning(
            "slash between the attributes of a tag",
            "browsers ignore the slash: delete it, or put the value that the slash belongs to in quotes",
        ),
        ErrorCode::EndTagWithTrailingSolidus => {
            warning("end tag with a slash before its `>`", "browsers ignore the slash: delete it")
        }
        ErrorCode::EndTagWithAttributes => warning(
            "end tag with attributes",
            "browsers ignore the attributes of an end tag: move them to the start tag, or delete them",
        ),
        ErrorCode::MissingEndTagName => error(
            "end tag without a name",
            "browsers drop `</>` and leave the element open: write the name of the element",
        ),
        ErrorCode::EofBeforeTagName => Words {
            severity: Severity::Info,
            message: "`<` at the end of the body".into(),
            help: "browsers show this `<` as text, other programs may not: write `&lt;`",
        },
        ErrorCode::InvalidFirstCharacterOfTagName if !seen.starts_with("</") => Words {
            severity: Severity::Info,
            message: "`<` without a tag name after it".into(),
            help: "browsers show this `<` as text, other programs may not: write `&lt;`",
        },
        ErrorCode::InvalidFirstCharacterOfTagName => error(
            "`</` without a tag name after it",
            "browsers hide everything up to the next `>`: write the name of an element, or `&lt;/` to show it",
        ),
        ErrorCode::UnexpectedQuestionMark if seen.starts_with("<?xml") => {
            warning("`<?xml` has no meaning in HTML", "browsers read this line of XML as a comment: delete it")
        }
        ErrorCode::UnexpectedQuestionMark => error(
            "`<?` has no meaning in HTML",
            "browsers hide everything up to the next `>`: write `&lt;?` to show it",
        ),
        ErrorCode::AbruptClosingOfEmptyComment => {
            warning("this `>` closes the comment too early", "browsers read an empty comment, other programs may read on: write `<!-- -->`")
        }
        ErrorCode::IncorrectlyClosedComment => warning(
            "comment that ends in `--!>` instead of `-->`",
            "browsers end the comment here, other programs may hide the rest of the page: write `-->`",
        ),
        ErrorCode::NestedComment => warning(
            "`<!--` inside a comment",
            "comments cannot be nested: the comment ends at the first `-->`, and readers see what follows",
        ),
        ErrorCode::IncorrectlyOpenedComment => error(
            "`<!` begins neither a comment nor a doctype",
            "browsers hide everything up to the next `>`: a comment is written `<!-- … -->`, a plain `<!` is `&lt;!`",
        ),
        ErrorCode::CdataInHtmlContent => error(
            "`<![CDATA[` outside SVG and MathML",
            "browsers hide everything up to the next `>`: write the text without CDATA, and `<` as `&lt;`",
        ),
        ErrorCode::EofInCdata => error(
            "`<![CDATA[` section that is never closed",
            "browsers read the rest of the page as text of this section: close the section with `]]>`",
        ),
        ErrorCode::EofInScriptComment => error(
            "script that ends inside `<!--`",
            "browsers do not run a script without its end tag: end the comment with `-->`, and the script with `</script>`",
        ),
        code => warning(in_doctype(code)?, DOCTYPE_HELP),
    })
}

/// The first character of a text as Unicode names it: `U+0007`.
fn code_point(text: &str) -> String {
    text.chars().next().map_or_else(String::new, |character| format!("U+{:04X}", u32::from(character)))
}

/// What is wrong with a doctype.
fn in_doctype(code: ErrorCode) -> Option<&'static str> {
    Some(match code {
        ErrorCode::EofInDoctype => "doctype that is never closed",
        ErrorCode::MissingDoctypeName => "doctype without a name",
        ErrorCode::MissingSpaceBeforeDoctypeName => "missing space before the name of the doctype",
        ErrorCode::InvalidSequenceAfterDoctypeName => "unexpected words after the name of the doctype",
        ErrorCode::MissingDoctypePublicIdentifier => "doctype with `PUBLIC` but no public identifier",
        ErrorCode::MissingDoctypeSystemIdentifier => "doctype with `SYSTEM` but no system identifier",
        ErrorCode::MissingSpaceAfterPublicKeyword => "missing space after `PUBLIC`",
        ErrorCode::MissingSpaceAfterSystemKeyword => "missing space after `SYSTEM`",
        ErrorCode::MissingSpaceBetweenIdentifiers => "missing space between the identifiers of the doctype",
        ErrorCode::MissingQuoteBeforePublicIdentifier => "missing quote before the public identifier of the doctype",
        ErrorCode::MissingQuoteBeforeSystemIdentifier => "missing quote before the system identifier of the doctype",
        ErrorCode::AbruptDoctypePublicIdentifier => "doctype that ends inside its public identifier",
        ErrorCode::AbruptDoctypeSystemIdentifier => "doctype that ends inside its system identifier",
        ErrorCode::UnexpectedCharacterAfterSystemIdentifier => "unexpected text at the end of the doctype",
        _ => return None,
    })
}

/// Every detail that this rule can give.
#[cfg(test)]
pub(crate) fn details() -> Vec<&'static str> {
    let codes = ErrorCode::ALL.iter().filter(|code| words(**code, "").is_some());
    codes.map(|code| code.name()).chain([UNUSUAL_DOCTYPE]).collect()
}
