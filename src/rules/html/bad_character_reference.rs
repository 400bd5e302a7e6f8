//! `html/bad-character-reference`: `&foo;`, `&copy` without `;`, numbers that do not name a character.
//!
//! "13.2.5.72 Character reference state" and "13.2.5.80 Numeric character reference end state" of the WHATWG HTML standard
//! (<https://html.spec.whatwg.org/#character-reference-state>).
use crate::diagnostic::Safety;
use crate::dialect::Flavour;
use crate::html::ErrorCode;
use crate::post::Post;
use crate::rules::details::details;
use crate::rules::{Context, Rule};
use crate::text::Edit;

pub(crate) struct BadCharacterReference;

details! {
    /// What is wrong with a character reference.
    ReferenceDetail {
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
        let body = post.body();
        // kramdown writes `&amp;` for the sign, so that readers see the name of the reference (measured with kramdown 2.4).
        let is_escaped = body.is_markdown && matches!(post.dialect.markdown, Flavour::Kramdown | Flavour::Unknown);
        let safety = if is_escaped { Safety::Unsafe } else { Safety::Safe };
        for error in &body.html.errors {
            let written = post.source.slice(error.span);
            match error.code {
                ErrorCode::MissingSemicolon => {
                    cx.report(error.span, format!("missing `;` after `{written}`"))
                        .detail(ReferenceDetail::MissingSemicolon.name())
                        .help("browsers guess where the reference ends, other programs may show it as text: write the `;`")
                        .fix(safety, format!("write `{written};`"), vec![Edit::insert(error.span.end(), ";")]);
                }
                ErrorCode::UnknownNamedReference => {
                    let shown = written.trim_start_matches('&');
                    cx.report(error.span, format!("`{written}` is not a character reference"))
                        .detail(ReferenceDetail::UnknownName.name())
                        .help(format!(
                            "readers see `{written}` as it is written; for a plain `&` write `&amp;{shown}`"
                        ));
                }
                ErrorCode::AbsenceOfDigits => {
                    cx.report(error.span, format!("missing number after `{written}`"))
                        .detail(ReferenceDetail::NoNumber.name())
                        .help(format!("readers see `{written}` as it is written; for a plain `&` write `&amp;`"));
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
        cx.report(span, format!("`{written}` does not name a character")).detail(ReferenceDetail::BadNumber.name());
    match windows_character(written) {
        Some(shown) => {
            finding.help(format!("the number is from the encoding Windows-1252: browsers show `{shown}`, other programs may show nothing")).fix(
                Safety::Unsafe,
                format!("write `{shown}`"),
                vec![Edit::replace(span, shown.to_string())],
            );
        }
        None => {
            finding.help("browsers show a replacement character or nothing: write the character itself");
        }
    }
}

/// What browsers show for the numbers 128 to 159, which they read as those of Windows-1252.
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
