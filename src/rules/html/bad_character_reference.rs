//! `html/bad-character-reference`: `&foo;`, `&copy` without `;`, numbers that are no character.
use crate::diagnostic::Safety;
use crate::html::ErrorCode;
use crate::post::Post;
use crate::rules::details::details;
use crate::rules::{Context, Rule};
use crate::text::Edit;

pub(crate) struct BadCharacterReference;

details! {
    /// What is wrong with a character reference.
    Detail {
        /// `&copy`
        MissingSemicolon "missing-semicolon",
        /// `&nbps;`
        UnknownName "unknown-name",
        /// `&#;`
        NoNumber "no-number",
        /// `&#146;`
        BadNumber "bad-number",
    }
}

impl Rule for BadCharacterReference {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for error in &post.body().html.errors {
            let written = post.source.slice(error.span);
            match error.code {
                ErrorCode::MissingSemicolon => {
                    cx.report(error.span, format!("`{written}` has no `;`"))
                        .detail(Detail::MissingSemicolon.name())
                        .help("browsers guess where it ends; write the `;`")
                        .fix(Safety::Safe, format!("write `{written};`"), vec![Edit::insert(error.span.end(), ";")]);
                }
                ErrorCode::UnknownNamedReference => {
                    let shown = written.trim_start_matches('&');
                    cx.report(error.span, format!("`{written}` is no character reference"))
                        .detail(Detail::UnknownName.name())
                        .help(format!("readers see it as it is; for a plain `&` write `&amp;{shown}`"));
                }
                ErrorCode::AbsenceOfDigits => {
                    cx.report(error.span, format!("`{written}` has no number"))
                        .detail(Detail::NoNumber.name())
                        .help("readers see it as it is; for a plain `&` write `&amp;`");
                }
                ErrorCode::NullReference
                | ErrorCode::SurrogateReference
                | ErrorCode::ReferenceOutsideUnicode
                | ErrorCode::NoncharacterReference
                | ErrorCode::ControlCharacterReference => number(error.span, written, cx),
                _ => {}
            }
        }
    }
}

fn number(span: crate::text::Span, written: &str, cx: &mut Context<'_>) {
    let finding =
        cx.report(span, format!("`{written}` is not the number of a character")).detail(Detail::BadNumber.name());
    match windows_character(written) {
        Some(shown) => {
            finding.help(format!("it is a number of Windows, where browsers show `{shown}`")).fix(
                Safety::Unsafe,
                format!("write `{shown}`"),
                vec![Edit::replace(span, shown.to_string())],
            );
        }
        None => {
            finding.help("browsers show a replacement character, or nothing");
        }
    }
}

/// What browsers show for the numbers 128 to 159, which they take for those of Windows-1252.
fn windows_character(written: &str) -> Option<char> {
    const SHOWN: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”',
        '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    let digits = written.trim_start_matches("&#").trim_end_matches(';');
    let value = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => usize::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    SHOWN.get(value.checked_sub(128)?).copied().filter(|shown| *shown != '\0')
}
