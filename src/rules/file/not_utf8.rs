//! `file/not-utf8`: bytes that are not UTF-8.
use crate::post::Post;
use crate::rules::details::details;
use crate::rules::{Context, Rule};
use crate::text::Span;

pub(crate) struct NotUtf8;

details! {
    /// The encoding that the bytes evidently have.
    EncodingDetail {
        /// UTF-16 or UTF-32: nothing in the file can be read.
        Utf16 "utf-16",
        /// Latin-1 or Windows-1252.
        Latin1 "latin-1",
    }
}

impl Rule for NotUtf8 {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let bytes = post.source.bytes();
        if let Some(name) = post.source.evident_encoding() {
            cx.report(Span::new(0, 2.min(bytes.len())), format!("the file is encoded in {name}, not in UTF-8"))
                .detail(EncodingDetail::Utf16.name())
                .help(
                    "generators read posts as UTF-8 and stop at this file or publish garbage; save the file as UTF-8",
                );
            return;
        }
        let malformed = post.source.malformed();
        if malformed.is_empty() {
            return;
        }
        let latin1 = malformed.iter().all(|span| is_latin1(bytes, *span));
        for span in malformed {
            let report = if latin1 { report_latin1 } else { report_bytes };
            report(bytes, *span, cx);
        }
    }
}

/// Whether the bytes of a run are letters or marks of French, German… typography in Latin-1 or Windows-1252: there such characters are
/// mostly alone between ASCII characters, so that a run is short.
fn is_latin1(bytes: &[u8], span: Span) -> bool {
    let printable = |byte: &u8| !matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    span.len() <= 3 && bytes[span.range()].iter().all(printable)
}

fn report_latin1(bytes: &[u8], span: Span, cx: &mut Context<'_>) {
    let text: String = bytes[span.range()].iter().map(|byte| windows1252(*byte)).collect();
    let seen = in_hex(&bytes[span.range()]);
    cx.report(span, format!("{seen} not UTF-8; in Latin-1 it is `{text}`"))
        .detail(EncodingDetail::Latin1.name())
        .help("the file was probably saved as Latin-1 (Windows-1252); generators read UTF-8 and stop here or publish `\u{fffd}`; save the file as UTF-8");
}

fn report_bytes(bytes: &[u8], span: Span, cx: &mut Context<'_>) {
    let seen = in_hex(&bytes[span.range()]);
    cx.report(span, format!("{seen} not UTF-8"))
        .help("generators read posts as UTF-8 and stop here or publish `\u{fffd}`; replace the bytes, and save the file as UTF-8");
}

/// The first bytes in hexadecimal as the subject of a sentence: `the byte 0xE9 is`.
fn in_hex(bytes: &[u8]) -> String {
    const SHOWN: usize = 4;
    let shown: Vec<String> = bytes.iter().take(SHOWN).map(|byte| format!("0x{byte:02X}")).collect();
    let (noun, verb) = if bytes.len() == 1 { ("the byte", "is") } else { ("the bytes", "are") };
    let more = if bytes.len() > SHOWN { " …" } else { "" };
    format!("{noun} {}{more} {verb}", shown.join(" "))
}

fn windows1252(byte: u8) -> char {
    /// The bytes 0x80 to 0x9F, where Windows-1252 has letters and Latin-1 has none (WHATWG Encoding, index windows-1252).
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}
