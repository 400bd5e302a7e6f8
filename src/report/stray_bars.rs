//! Removes bars that miette draws below underlines that have no text: below a line it draws one for each underline to the left of the
//! text, as if each had a text of its own further down.

/// The characters of a drawing.
#[derive(Clone, Copy, Debug)]
pub(super) struct DrawnWith {
    /// Begins a line below a line of the source.
    pub(super) below: char,
    pub(super) underline: char,
    /// In an underline: where the bar to its text begins.
    pub(super) underbar: char,
    pub(super) bar: char,
    /// Where the bar ends, before the text.
    pub(super) corner: char,
}

/// What was drawn, with bars only below the underlines whose text is further down.
pub(super) fn without_stray_bars(drawn: &str, with: DrawnWith) -> String {
    let mut kept = String::with_capacity(drawn.len());
    // Where the last line of underlines has its first underline, and where it has bars to texts.
    let mut underlines: Option<(usize, Vec<usize>)> = None;
    for line in drawn.split_inclusive('\n') {
        let glyphs = glyphs(line);
        let is_below_source =
            glyphs.iter().find(|(_, glyph)| *glyph != ' ').map(|(_, glyph)| *glyph) == Some(with.below);
        if !is_below_source {
            underlines = None;
            kept.push_str(line);
        } else if let Some((first, bars)) = &underlines {
            let text = glyphs.iter().position(|(_, glyph)| *glyph == with.corner).unwrap_or(0);
            let is_stray = |column: usize| {
                (*first..text).contains(&column) && glyphs[column].1 == with.bar && !bars.contains(&column)
            };
            let stray: Vec<usize> =
                (0..glyphs.len()).filter(|column| is_stray(*column)).map(|at| glyphs[at].0).collect();
            kept.extend(line.char_indices().map(|(at, glyph)| if stray.contains(&at) { ' ' } else { glyph }));
        } else {
            let columns = |wanted: char| {
                glyphs.iter().enumerate().filter(move |(_, (_, glyph))| *glyph == wanted).map(|(column, _)| column)
            };
            let first = columns(with.underline).chain(columns(with.underbar)).min();
            underlines = first.map(|first| (first, columns(with.underbar).collect()));
            kept.push_str(line);
        }
    }
    kept
}

/// The characters of a line that take a column, each with its byte: escape sequences take none.
fn glyphs(line: &str) -> Vec<(usize, char)> {
    let mut glyphs = Vec::new();
    let mut in_escape = false;
    for (at, character) in line.trim_end_matches('\n').char_indices() {
        match character {
            '\x1b' => in_escape = true,
            'm' if in_escape => in_escape = false,
            _ if in_escape => {}
            _ => glyphs.push((at, character)),
        }
    }
    glyphs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(drawn: &str) -> String {
        without_stray_bars(drawn, DrawnWith { below: '·', underline: '─', underbar: '┬', bar: '│', corner: '╰' })
    }

    #[test]
    fn a_bar_below_an_underline_without_text_is_removed() {
        let drawn = " 2 │ title: Foo: a much longer text\n   ·        ───────────┬─────\n   ·         │ │       ╰── this needs quotes\n";
        assert_eq!(
            cleaned(drawn),
            " 2 │ title: Foo: a much longer text\n   ·        ───────────┬─────\n   ·                   ╰── this needs quotes\n"
        );
    }

    #[test]
    fn a_bar_to_a_text_further_down_stays() {
        let drawn = "   · ─┬─ ─── ─┬─\n   ·  │   │  ╰── here\n   ·  ╰── there\n";
        assert_eq!(cleaned(drawn), "   · ─┬─ ─── ─┬─\n   ·  │      ╰── here\n   ·  ╰── there\n");
    }

    #[test]
    fn colours_and_the_frame_stay() {
        let drawn = "   · │ \u{1b}[35m─\u{1b}[0m ─┬─\n   · │ \u{1b}[35m│\u{1b}[0m  ╰── here\n 3 │ a │ b\n";
        assert_eq!(
            cleaned(drawn),
            "   · │ \u{1b}[35m─\u{1b}[0m ─┬─\n   · │ \u{1b}[35m \u{1b}[0m  ╰── here\n 3 │ a │ b\n"
        );
    }
}
