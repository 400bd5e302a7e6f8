//! Characters that cannot be seen on a page: `\t`, `\r`, `\n`, `\xFF` and `\u{FEFF}` stand for them, `\\` for a backslash.
use std::fmt::Write;
use std::sync::LazyLock;

/// A line as the page shows it, cut into what stands for one character or byte: how many columns that takes, and its bytes.
pub(crate) fn pieces(line: &str, escapes: bool) -> Vec<(usize, Vec<u8>)> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let (length, bytes) = escaped(rest)
            .filter(|_| escapes)
            .unwrap_or_else(|| (first.len_utf8(), rest.as_bytes()[..first.len_utf8()].to_vec()));
        pieces.push((rest[..length].chars().count(), bytes));
        rest = &rest[length..];
    }
    pieces
}

/// The escape that a text begins with: its length, and the bytes that it stands for.
fn escaped(text: &str) -> Option<(usize, Vec<u8>)> {
    static ESCAPE: LazyLock<regex::Regex> = LazyLock::new(|| {
        regex::Regex::new(r"^\\(?:([tnr\\])|x([0-9A-Fa-f]{2})|u\{([0-9A-Fa-f]+)\})").expect("a valid pattern")
    });
    let found = ESCAPE.captures(text)?;
    let hex = |group| found.get(group).map(|digits| u32::from_str_radix(digits.as_str(), 16).expect("hex digits"));
    let bytes = if let Some(value) = hex(2) {
        vec![u8::try_from(value).expect("two hex digits are one byte")]
    } else if let Some(value) = hex(3) {
        char::from_u32(value).expect("a scalar value").to_string().into_bytes()
    } else {
        match &found[1] {
            "t" => b"\t".to_vec(),
            "n" => b"\n".to_vec(),
            "r" => b"\r".to_vec(),
            _ => b"\\".to_vec(),
        }
    };
    Some((found[0].len(), bytes))
}

/// A line with every character escaped that cannot be seen, such as a space at its end; backslashes too, where the whole example
/// is written with escapes.
pub(crate) fn escape(line: &str, escapes: bool) -> String {
    let mut shown = String::with_capacity(line.len());
    let seen = line.trim_end_matches(' ').len();
    for (at, character) in line.char_indices() {
        match character {
            '\\' if escapes => shown.push_str(r"\\"),
            '\t' => shown.push_str(r"\t"),
            '\r' => shown.push_str(r"\r"),
            ' ' if at >= seen => shown.push_str(r"\x20"),
            _ if is_invisible(character) => {
                let _ = write!(shown, r"\u{{{:X}}}", u32::from(character));
            }
            _ => shown.push(character),
        }
    }
    shown
}

fn is_invisible(character: char) -> bool {
    let is_mark = matches!(character, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fe0f}' | '\u{115f}' | '\u{1160}' | '\u{3164}');
    is_mark || character.is_control() || character.is_whitespace() && character != ' '
}
