//! Running text with code and links in it, as Markdown writes them, wrapped for a terminal.
use super::{Paint, ReportStyle, Tone, width};

/// Text in one tone; `text` has no backticks where the tone shows that it is code.
struct Piece {
    text: String,
    tone: Tone,
}

/// The lines of a text with `` `code` `` and `[links](…)`, each of at most so many columns.
pub(super) fn flowed(text: &str, columns: usize, look: ReportStyle) -> Vec<String> {
    let paint = Paint::of(look);
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for word in words(&pieces(text, look.color)) {
        let wide: usize = word.iter().map(|piece| width(&piece.text)).sum();
        let shown: String = word.iter().map(|piece| paint.tone(piece.tone, &piece.text)).collect();
        match lines.last_mut() {
            Some(line) if used + 1 + wide <= columns => {
                line.push(' ');
                line.push_str(&shown);
                used += 1 + wide;
            }
            _ => {
                lines.push(shown);
                used = wide;
            }
        }
    }
    lines
}

/// The text cut into code and what is not code; where colours show code, its backticks are left out.
fn pieces(text: &str, colored: bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('`') {
        let ticks = rest[start..].len() - rest[start..].trim_start_matches('`').len();
        let fence = &rest[start..start + ticks];
        let inside = &rest[start + ticks..];
        let Some(end) = inside.find(fence) else { break };
        let code = &inside[..end];
        let code = code.strip_prefix(' ').and_then(|code| code.strip_suffix(' ')).unwrap_or(code);
        plain(&rest[..start], &mut pieces);
        // Without backticks a space at either end could not be seen.
        let shown = if colored && code.trim() == code { code.to_owned() } else { format!("`{code}`") };
        pieces.push(Piece { text: shown, tone: Tone::Code });
        rest = &inside[end + ticks..];
    }
    plain(rest, &mut pieces);
    // The brackets of a link whose text is code are left over.
    pieces
}

/// Text without code: of a link only its words.
fn plain(text: &str, pieces: &mut Vec<Piece>) {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let (before, after) = rest.split_at(at);
        let Some(end) = after.find(')') else { break };
        match before.rfind('[') {
            Some(open) => kept.extend([&before[..open], &before[open + 1..]]),
            None => kept.push_str(before),
        }
        rest = &after[end + 1..];
    }
    kept.push_str(rest);
    // The bracket before a link whose words are code, and the stars of strong text.
    let kept = kept.strip_suffix('[').unwrap_or(&kept).replace("**", "");
    if !kept.is_empty() {
        pieces.push(Piece { text: kept, tone: Tone::Plain });
    }
}

/// The pieces of each word.
fn words(pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let mut words: Vec<Vec<Piece>> = vec![Vec::new()];
    for piece in pieces {
        for (number, part) in piece.text.split(' ').enumerate() {
            if number > 0 {
                words.push(Vec::new());
            }
            if let Some(word) = words.last_mut().filter(|_| !part.is_empty()) {
                word.push(Piece { text: part.to_owned(), tone: piece.tone });
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLORED: ReportStyle = ReportStyle { color: true, ..ReportStyle::PLAIN };

    #[test]
    fn code_is_in_backticks_or_in_a_colour() {
        assert_eq!(flowed("write `a: b`, please", 40, ReportStyle::PLAIN), ["write `a: b`, please"]);
        assert_eq!(flowed("a `b`.", 40, COLORED), ["a \u{1b}[36mb\u{1b}[0m."]);
        assert_eq!(flowed("`` a`b `` and `` ` ``", 40, COLORED)[0].matches("\u{1b}[36m").count(), 2);
    }

    #[test]
    fn of_a_link_the_words_are_left() {
        let text = "see [`field/missing`](missing.md), [the page](../a.md) and [x]; **always**";
        assert_eq!(flowed(text, 80, ReportStyle::PLAIN), ["see `field/missing`, the page and [x]; always"]);
    }

    #[test]
    fn lines_end_between_words() {
        assert_eq!(flowed("one `two three` four", 9, ReportStyle::PLAIN), ["one `two", "three`", "four"]);
    }
}
