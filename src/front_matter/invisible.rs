//! Characters nobody sees: those that look like spaces and are not spaces to YAML, and those without any width.

/// Whether a character looks like a space, or has no width, and is not a space to YAML.
pub fn is_invisible(c: char) -> bool {
    is_zero_width(c)
        || matches!(c, '\u{a0}' | '\u{ad}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Whether a character has no width. The joiner (U+200D) of emoji and the non-joiner (U+200C) of Persian are used inside words.
pub fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Whether a character turns the direction of a text; in a text such marks are fine, in a key they make it another key.
pub fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2066}'..='\u{2069}')
}

/// How to call an invisible character in a message: its name when it has one that people know, and its code.
pub fn named(c: char) -> String {
    let name = match c {
        '\u{a0}' => "no-break space, ",
        '\u{202f}' => "narrow no-break space, ",
        '\u{200b}' => "zero-width space, ",
        '\u{feff}' => "byte order mark, ",
        '\u{200e}' => "left-to-right mark, ",
        '\u{200f}' => "right-to-left mark, ",
        '\u{85}' => "next line, ",
        '\u{2028}' => "line separator, ",
        '\u{2029}' => "paragraph separator, ",
        '\u{3000}' => "ideographic space, ",
        _ => "",
    };
    format!("{name}U+{:04X}", c as u32)
}
