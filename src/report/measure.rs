//! How wide text is on a terminal, and how it is broken into lines of a width.
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns of a tab, so that what is below a line can stand at the right place.
const TAB: usize = 4;

/// The columns that a text takes. A Chinese character takes two, a combining accent none.
pub fn width(text: &str) -> usize {
    text.width() + text.matches('\t').count() * (TAB - "\t".width())
}

/// A text of at most so many columns, with `…` where it was cut.
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut left = columns.saturating_sub(1);
    let kept = text.chars().take_while(|character| {
        let wide = character.width().unwrap_or(0);
        let fits = wide <= left;
        left = left.saturating_sub(wide);
        fits
    });
    kept.chain(['…']).collect()
}

/// The lines of a text of words, each of at most so many columns; a longer word has a line of its own.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let wide = width(word);
        match lines.last_mut() {
            Some(line) if used + 1 + wide <= columns => {
                line.push(' ');
                line.push_str(word);
                used += 1 + wide;
            }
            _ => {
                lines.push(word.to_owned());
                used = wide;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_as_wide_as_a_terminal_shows_it() {
        assert_eq!((width("vœux"), width("日本"), width("e\u{301}"), width("\ta")), (4, 4, 1, 5));
    }

    #[test]
    fn lines_are_as_long_as_they_may_be_and_no_longer() {
        assert_eq!(wrap("one two three  four", 9), ["one two", "three", "four"]);
        assert_eq!(wrap("unbreakable word", 4), ["unbreakable", "word"]);
        assert_eq!(wrap("日本 日本", 5), ["日本", "日本"]);
        assert!(wrap("", 4).is_empty());
    }

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!(
            (cut("title", 5), cut("titles", 5), cut("日本語", 4)),
            ("title".into(), "titl…".into(), "日…".into())
        );
    }
}
