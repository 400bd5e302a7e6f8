//! Encodings other than UTF-8, as far as the bytes of a file show them without doubt.

/// An encoding of a whole file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// Two bytes a character or more, the least significant byte first.
    Utf16Little,
    /// Two bytes a character or more, the most significant byte first.
    Utf16Big,
    /// Four bytes a character, in either order.
    Utf32,
    /// Japanese, as Windows saves it.
    ShiftJis,
    /// Chinese, with its older forms GBK and GB2312.
    Gb18030,
}

impl Encoding {
    /// Its name for messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Utf16Little => "UTF-16 (little endian)",
            Self::Utf16Big => "UTF-16 (big endian)",
            Self::Utf32 => "UTF-32",
            Self::ShiftJis => "Shift-JIS",
            Self::Gb18030 => "GB18030",
        }
    }

    /// Whether even letters of ASCII have other bytes in it than in UTF-8, so that nothing of the file can be read.
    pub(crate) fn is_wide(self) -> bool {
        matches!(self, Self::Utf16Little | Self::Utf16Big | Self::Utf32)
    }
}

/// How many bytes of a file are looked at for UTF-16 and UTF-32.
const START: usize = 512;

/// UTF-16 or UTF-32, by its byte order mark or by the zero bytes of its letters.
pub(super) fn wide(bytes: &[u8]) -> Option<Encoding> {
    let start = &bytes[..bytes.len().min(START)];
    match start {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => return Some(Encoding::Utf32),
        [0xff, 0xfe, ..] => return Some(Encoding::Utf16Little),
        [0xfe, 0xff, ..] => return Some(Encoding::Utf16Big),
        _ => {}
    }
    memchr::memchr(0, start)?;
    if is_utf32(start, u32::from_le_bytes) || is_utf32(start, u32::from_be_bytes) {
        return Some(Encoding::Utf32);
    }
    let zeros = |first: usize| start.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), start.len() / 2);
    // Letters outside Latin have no zero byte, but spaces, line ends and the names of fields do.
    let (most, evident) = (even.max(odd), half >= 4 && even.min(odd) == 0);
    let (encoding, units): (_, fn([u8; 2]) -> u16) =
        if odd > even { (Encoding::Utf16Little, u16::from_le_bytes) } else { (Encoding::Utf16Big, u16::from_be_bytes) };
    (evident && (most * 10 >= half * 9 || most * 4 >= half && is_utf16(start, units))).then_some(encoding)
}

/// Whether all groups of four bytes are characters, and none is NUL.
fn is_utf32(start: &[u8], unit: fn([u8; 4]) -> u32) -> bool {
    let groups = start.as_chunks::<4>().0;
    groups.len() >= 4 && groups.iter().all(|group| char::from_u32(unit(*group)).is_some_and(is_text))
}

/// Whether all pairs of bytes are characters, but for half a character at the end.
fn is_utf16(start: &[u8], unit: fn([u8; 2]) -> u16) -> bool {
    let units = start.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    let characters: Vec<_> = char::decode_utf16(units).collect();
    let whole = characters.len().saturating_sub(1);
    characters[..whole].iter().all(|character| character.as_ref().is_ok_and(|c| is_text(*c)))
}

fn is_text(c: char) -> bool {
    !c.is_control() || matches!(c, '\t' | '\n' | '\r')
}

/// How many characters of two bytes a file must have before anything is concluded from them.
const FEWEST: usize = 4;

/// Shift-JIS or GB18030, when a file that is not UTF-8 is one of them from its first to its last byte.
pub(super) fn east_asian(bytes: &[u8]) -> Option<Encoding> {
    let shift_jis = pairs(
        bytes,
        |lead| matches!(lead, 0x81..=0x9f | 0xe0..=0xfc),
        |lead| matches!(lead, 0xa1..=0xdf),
        |trail| matches!(trail, 0x40..=0x7e | 0x80..=0xfc),
    );
    // Japanese is full of hiragana and katakana.
    let is_kana = |pair: &[u8; 2]| matches!(pair, [0x82, 0x9f..=0xf1] | [0x83, 0x40..=0x96]);
    if shift_jis.is_some_and(|pairs| {
        pairs.len() >= FEWEST && pairs.iter().filter(|pair| is_kana(pair)).count() * 4 >= pairs.len()
    }) {
        return Some(Encoding::ShiftJis);
    }
    let gb18030 = pairs(
        bytes,
        |lead| matches!(lead, 0x81..=0xfe),
        |_| false,
        |trail| matches!(trail, 0x40..=0x7e | 0x80..=0xfe),
    )?;
    // Chinese is full of the common characters of GB2312; the most common ones and its comma and full stop tell it from Korean.
    let is_common = |pair: &&[u8; 2]| matches!(pair, [0xb0..=0xd7 | 0xa1 | 0xa3, 0xa1..=0xfe]);
    let is_usual = |pair: &[u8; 2]| USUAL.contains(pair);
    let evident = gb18030.len() >= FEWEST
        && gb18030.iter().filter(is_common).count() * 5 >= gb18030.len() * 4
        && gb18030.iter().any(is_usual);
    evident.then_some(Encoding::Gb18030)
}

/// `。，、的是一不了在我中` in GB2312.
const USUAL: [[u8; 2]; 11] = [
    [0xa1, 0xa3],
    [0xa3, 0xac],
    [0xa1, 0xa2],
    [0xb5, 0xc4],
    [0xca, 0xc7],
    [0xd2, 0xbb],
    [0xb2, 0xbb],
    [0xc1, 0xcb],
    [0xd4, 0xda],
    [0xce, 0xd2],
    [0xd6, 0xd0],
];

/// The characters of two bytes; `None` when some byte above ASCII is not part of one, nor a character alone.
fn pairs(
    bytes: &[u8],
    leads: impl Fn(u8) -> bool,
    is_alone: impl Fn(u8) -> bool,
    trails: impl Fn(u8) -> bool,
) -> Option<Vec<[u8; 2]>> {
    let (mut pairs, mut at) = (Vec::new(), 0);
    while let Some(found) = bytes[at..].iter().position(|byte| !byte.is_ascii()) {
        at += found;
        let lead = bytes[at];
        if is_alone(lead) {
            at += 1;
            continue;
        }
        if let [0x81..=0xfe, b'0'..=b'9', 0x81..=0xfe, b'0'..=b'9', ..] = bytes[at..] {
            // The rare characters of GB18030; in Shift-JIS, digits are never second bytes.
            at += 4;
            continue;
        }
        let trail = *bytes.get(at + 1).filter(|trail| leads(lead) && trails(**trail))?;
        if pairs.len() < START {
            pairs.push([lead, trail]);
        }
        at += 2;
    }
    Some(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_units<const N: usize>(text: &str, unit: fn(u32) -> [u8; N]) -> Vec<u8> {
        text.chars().flat_map(|c| unit(c as u32)).collect()
    }

    #[test]
    fn utf16_is_recognized_by_its_mark_or_its_zeros() {
        assert_eq!(wide(b"\xff\xfe-\0-\0-\0"), Some(Encoding::Utf16Little));
        assert_eq!(wide(b"\xfe\xff\0-\0-"), Some(Encoding::Utf16Big));
        assert_eq!(wide(b"\0-\0-\0-\0\n\0t\0:"), Some(Encoding::Utf16Big));
        let cyrillic: Vec<u8> =
            "---\ntitle: Привет, мир\n---\nЭто длинный текст.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(wide(&cyrillic), Some(Encoding::Utf16Little));
        assert_eq!(wide(b"---\ntitle: a\0b\0c\n---\n"), None);
        assert_eq!(wide(&[0; 64]), None);
        assert_eq!(wide(b""), None);
    }

    #[test]
    fn utf32_is_recognized_by_either_mark_or_by_its_zeros() {
        let text = "---\ntitle: Été 🎉\n---\n";
        assert_eq!(wide(&in_units(text, u32::to_le_bytes)), Some(Encoding::Utf32));
        assert_eq!(wide(&in_units(text, u32::to_be_bytes)), Some(Encoding::Utf32));
        assert_eq!(wide(&in_units("\u{feff}-", u32::to_le_bytes)), Some(Encoding::Utf32));
        assert_eq!(wide(&in_units("\u{feff}-", u32::to_be_bytes)), Some(Encoding::Utf32));
    }

    #[test]
    fn shift_jis_and_gb18030_are_evident_from_their_usual_characters() {
        // `これはテストです` and `你好，世界。`
        let japanese = b"title: \x82\xb1\x82\xea\x82\xcd\x83\x65\x83\x58\x83\x67\x82\xc5\x82\xb7\n";
        let chinese = b"title: \xc4\xe3\xba\xc3\xa3\xac\xca\xc0\xbd\xe7\xa1\xa3\n";
        assert_eq!(east_asian(japanese), Some(Encoding::ShiftJis));
        assert_eq!(east_asian(chinese), Some(Encoding::Gb18030));
        // Latin-1, Korean (EUC-KR), and a picture.
        assert_eq!(east_asian(b"Une ann\xe9e d\xe9mocratique \xe0 l'\xe9cole, \xe7a va\n"), None);
        assert_eq!(east_asian(b"\xbe\xc8\xb3\xe7\xc7\xcf\xbc\xbc\xbf\xe4 \xbc\xbc\xb0\xe8\n"), None);
        assert_eq!(east_asian(b"\xff\xd8\xff\xe0\x90\x9d"), None);
    }
}
