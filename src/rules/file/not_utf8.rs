//! `file/not-utf8`: bytes that are not UTF-8.
use crate::post::Post;
use crate::rules::details::details;
use crate::rules::{Context, Rule};
use crate::text::{Encoding, Span};

pub(crate) struct NotUtf8;

details! {
    /// What the bytes evidently are.
    EncodingDetail {
        /// The file is UTF-16: nothing in it can be read.
        Utf16 "utf-16",
        /// The file is UTF-32: nothing in it can be read.
        Utf32 "utf-32",
        /// Latin-1 or Windows-1252.
        Latin1 "latin-1",
        /// The file is in Shift-JIS.
        ShiftJis "shift-jis",
        /// The file is in GB18030, GBK or GB2312.
        Gb18030 "gb18030",
        /// Halves of surrogate pairs, each in three bytes.
        Surrogate "surrogate",
        /// A character in more bytes than it needs.
        Overlong "overlong",
        /// The first bytes of a character without the others.
        CutOff "cut-off",
    }
}

impl Rule for NotUtf8 {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let bytes = post.source.bytes();
        if let Some(encoding) = post.source.encoding() {
            let mark = match encoding {
                Encoding::Utf32 => Span::new(0, 4.min(bytes.len())),
                _ => Span::new(0, 2.min(bytes.len())),
            };
            let span = post.source.malformed().first().copied().filter(|_| !encoding.is_wide()).unwrap_or(mark);
            cx.report(span, format!("the file is encoded in {}, not in UTF-8", encoding.name()))
                .detail(detail_of(encoding).name())
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
        // Where other characters are UTF-8, a letter of Latin-1 is less likely than a part of a character.
        let is_mixed = !post.source.text().is_ascii();
        for span in malformed {
            match broken_utf8(bytes, *span) {
                Some(EncodingDetail::CutOff) if latin1 && !is_mixed => report_latin1(bytes, *span, cx),
                Some(broken) => report_broken(bytes, *span, broken, cx),
                _ if latin1 => report_latin1(bytes, *span, cx),
                _ => report_bytes(bytes, *span, cx),
            }
        }
    }
}

fn detail_of(encoding: Encoding) -> EncodingDetail {
    match encoding {
        Encoding::Utf16Little | Encoding::Utf16Big => EncodingDetail::Utf16,
        Encoding::Utf32 => EncodingDetail::Utf32,
        Encoding::ShiftJis => EncodingDetail::ShiftJis,
        Encoding::Gb18030 => EncodingDetail::Gb18030,
    }
}

/// Whether the bytes of a run are letters or marks of French, German… typography in Latin-1 or Windows-1252: there such characters are
/// mostly alone between ASCII characters, so that a run is short. Two letters side by side are small, as in `naïveté éë`.
fn is_latin1(bytes: &[u8], span: Span) -> bool {
    let is_small = |byte: u8| byte == 0xdf || byte >= 0xe0 && byte != 0xf7;
    let is_letter = |byte: u8| {
        byte >= 0xc0 && byte != 0xd7 && byte != 0xf7 || matches!(byte, 0x8c | 0x9c | 0x8a | 0x9a | 0x8e | 0x9e)
    };
    let is_space_or_quote =
        |byte: u8| matches!(byte, 0x84 | 0x85 | 0x8b | 0x91..=0x94 | 0x96 | 0x97 | 0x9b | 0xa0 | 0xab | 0xbb);
    let is_sign = |byte: u8| matches!(byte, 0x80 | 0x86 | 0x95 | 0x99 | 0xa1..=0xa3 | 0xa7..=0xaa | 0xae | 0xb0..=0xb3 | 0xb4 | 0xb5 | 0xb7 | 0xba | 0xbc..=0xbf | 0xd7 | 0xf7);
    // Next to other bytes above ASCII, a run is a part of a longer word in another encoding.
    let is_ascii_at = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(u8::is_ascii);
    if !(is_ascii_at(span.start().checked_sub(1)) && is_ascii_at(Some(span.end()))) {
        return false;
    }
    let run = &bytes[span.range()];
    let alone = run.len() == 1;
    let may_be = |byte: u8| is_small(byte) || is_space_or_quote(byte) || alone && (is_letter(byte) || is_sign(byte));
    let next_to_quote = |at: usize| run.iter().enumerate().all(|(other, byte)| other == at || is_space_or_quote(*byte));
    run.len() <= 3
        && run
            .iter()
            .enumerate()
            .all(|(at, byte)| may_be(*byte) || (is_letter(*byte) || is_sign(*byte)) && next_to_quote(at))
}

/// What is wrong with a run that was intended as UTF-8, by its first bytes (the table 3-7 of the Unicode standard lists what is right).
fn broken_utf8(bytes: &[u8], span: Span) -> Option<EncodingDetail> {
    let is_next = |byte: &u8| (0x80..=0xbf).contains(byte);
    let run = &bytes[span.range()];
    let followers = run.iter().skip(1).take_while(|byte| is_next(byte)).count();
    match *run {
        [0xed, 0xa0..=0xbf, third, ..] if is_next(&third) => Some(EncodingDetail::Surrogate),
        [0xc0 | 0xc1, next, ..] if is_next(&next) => Some(EncodingDetail::Overlong),
        [0xe0, 0x80..=0x9f, third, ..] if is_next(&third) => Some(EncodingDetail::Overlong),
        [0xf0, 0x80..=0x8f, third, ..] if is_next(&third) => Some(EncodingDetail::Overlong),
        // The decoder ends a run that could go on before the byte that does not belong to it.
        [0xe0..=0xf4, _] | [0xf0..=0xf4, _, _] if followers + 1 == run.len() => Some(EncodingDetail::CutOff),
        [0xc2..=0xf4] if span.end() == bytes.len() => Some(EncodingDetail::CutOff),
        _ => None,
    }
}

fn report_broken(bytes: &[u8], span: Span, broken: EncodingDetail, cx: &mut Context<'_>) {
    let (what, help) = match broken {
        EncodingDetail::Surrogate => (
            "they are halves of surrogate pairs, which belong to UTF-16",
            "a program wrote UTF-16 as if it were characters (CESU-8); generators stop here or publish `\u{fffd}`; write the character again, and save the file as UTF-8",
        ),
        EncodingDetail::Overlong => (
            "they are an overlong form, in more bytes than the character needs",
            "generators stop here or publish `\u{fffd}`, because such forms hide characters from checks; write the character again, and save the file as UTF-8",
        ),
        _ => (
            "the rest of the character is cut off",
            "generators stop here or publish `\u{fffd}`; a program cut the text by bytes instead of characters: write the character again, or delete the bytes",
        ),
    };
    let seen = in_hex(&bytes[span.range()]);
    cx.report(span, format!("{seen} not UTF-8: {what}")).detail(broken.name()).help(help);
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
