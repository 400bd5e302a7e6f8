//! Tables on a terminal: columns below a header, groups of rows, and a last column that is wrapped to the width of the terminal.
use super::measure::{width, wrap};
use super::{Paint, ReportStyle, Tone, sanitize};
use std::io::{self, Write};

/// Columns between two columns.
const GAP: usize = 2;
/// The last column is not made narrower than this.
const NARROWEST: usize = 20;

/// One text of a row.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    text: String,
    tone: Tone,
    link: Option<String>,
}

impl Cell {
    /// A text that looks as what it is. It may come from a post: it is sanitized.
    pub fn new(text: &str, tone: Tone) -> Self {
        Self { text: sanitize(text).into_owned(), tone, link: None }
    }

    /// Opens this address when it is clicked.
    #[must_use]
    pub fn link(mut self, address: Option<String>) -> Self {
        self.link = address;
        self
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::new(text, Tone::Plain)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        number.to_string().into()
    }
}

/// A column: its name and which way its cells are moved.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    name: &'static str,
    right: bool,
}

impl Column {
    /// A column of texts.
    pub const fn text(name: &'static str) -> Self {
        Self { name, right: false }
    }

    /// A column of numbers, which end below one another.
    pub const fn number(name: &'static str) -> Self {
        Self { name, right: true }
    }
}

#[derive(Debug)]
enum TableRow {
    Group { name: String, about: String },
    Cells(Vec<Cell>),
}

/// A table that is written when all its rows are known.
#[derive(Debug)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<TableRow>,
}

impl Table {
    /// A table without rows.
    pub fn new(columns: impl Into<Vec<Column>>) -> Self {
        Self { columns: columns.into(), rows: Vec::new() }
    }

    /// Adds a line that stands above the rows of a group.
    pub fn group(&mut self, name: &str, about: &str) {
        self.rows.push(TableRow::Group { name: sanitize(name).into_owned(), about: sanitize(about).into_owned() });
    }

    /// Adds a row, with as many cells as there are columns.
    pub fn row(&mut self, cells: impl Into<Vec<Cell>>) {
        self.rows.push(TableRow::Cells(cells.into()));
    }

    /// Writes the header and the rows; nothing when there are no rows.
    ///
    /// # Errors
    /// The stream cannot be written to.
    pub fn write(&self, look: ReportStyle, out: &mut dyn Write) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let paint = Paint::of(look);
        let header: Vec<Cell> = self.columns.iter().map(|column| Cell::new(column.name, Tone::Dim)).collect();
        self.write_row(&header, look, out)?;
        for row in &self.rows {
            match row {
                TableRow::Group { name, about } if about.is_empty() => writeln!(out, "\n{}", paint.bold(name))?,
                TableRow::Group { name, about } => {
                    writeln!(out, "\n{}  {}", paint.bold(name), paint.tone(Tone::Dim, about))?;
                }
                TableRow::Cells(cells) => self.write_row(cells, look, out)?,
            }
        }
        Ok(())
    }

    fn write_row(&self, cells: &[Cell], look: ReportStyle, out: &mut dyn Write) -> io::Result<()> {
        let paint = Paint::of(look);
        let mut line = String::new();
        let mut column = 0;
        let last = cells.len().saturating_sub(1);
        for (at, cell) in cells.iter().enumerate().take(last) {
            let pad = " ".repeat(self.width_of(at).saturating_sub(width(&cell.text)));
            let text = paint.link(cell.link.as_deref(), &paint.tone(cell.tone, &cell.text));
            let (before, after) = if self.columns[at].right { (pad.as_str(), "") } else { ("", pad.as_str()) };
            line.extend([before, &text, after, &" ".repeat(GAP)]);
            column += self.width_of(at) + GAP;
        }
        let Some(cell) = cells.last() else { return writeln!(out) };
        let pad = if self.columns[last].right { self.width_of(last).saturating_sub(width(&cell.text)) } else { 0 };
        let lines = if cell.text.is_empty() {
            Vec::new()
        } else if look.wraps {
            wrap(&cell.text, look.width.saturating_sub(column).max(NARROWEST))
        } else {
            vec![cell.text.clone()]
        };
        for (number, text) in lines.iter().enumerate() {
            let painted = paint.link(cell.link.as_deref(), &paint.tone(cell.tone, text));
            let before = if number == 0 { line.clone() } else { " ".repeat(column) };
            writeln!(out, "{before}{}{painted}", " ".repeat(pad))?;
        }
        // A row may end in empty cells.
        if lines.is_empty() { writeln!(out, "{}", line.trim_end()) } else { Ok(()) }
    }

    fn width_of(&self, column: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| match row {
            TableRow::Cells(cells) => cells.get(column).map(|cell| width(&cell.text)),
            TableRow::Group { .. } => None,
        });
        cells.chain([width(self.columns[column].name)]).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(look: ReportStyle) -> String {
        let mut table = Table::new([Column::text("key"), Column::number("posts"), Column::text("values")]);
        table.group("_posts", "");
        table.row(["title".into(), 41.into(), "a text that is rather long".into()]);
        table.row(["日本\u{1b}".into(), 7.into(), Cell::default()]);
        let mut out = Vec::new();
        table.write(look, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn cells_stand_below_their_header_and_text_of_posts_is_harmless() {
        assert_eq!(
            written(ReportStyle::PLAIN),
            "key    posts  values\n\n_posts\ntitle     41  a text that is rather long\n日本␛      7\n"
        );
    }

    #[test]
    fn the_last_column_is_wrapped_on_a_terminal() {
        let wrapped = written(ReportStyle { wraps: true, width: 38, ..ReportStyle::PLAIN });
        assert!(wrapped.contains("  a text that is rather\n              long\n"), "{wrapped}");
    }
}
