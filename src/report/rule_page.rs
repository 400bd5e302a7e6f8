//! The page of a rule for a terminal: what it reports and why, what is wrong, what is reported of it, what is right, and how to fix and
//! to silence it.
use super::flowed::flowed;
use super::page_blocks::{ExampleMark, PageBlock, PageExample, blocks};
use super::{Cell, Column, Paint, ReportStyle, Table, Tone};
use crate::catalogue::{self, Page};
use crate::diagnostic::{Safety, Severity};
use std::io::{self, Write};

/// The widest text that is still easy to read.
const WIDEST: usize = 100;

/// Writes the page of a rule; with a `detail` only the examples that show it. `is_mandatory`: the rule cannot be silenced.
///
/// # Errors
/// The stream cannot be written to.
pub fn rule_page(
    page: &Page,
    detail: Option<&str>,
    is_mandatory: bool,
    look: ReportStyle,
    out: &mut dyn Write,
) -> io::Result<()> {
    // A page is read as a whole, also from a pipe.
    let look = ReportStyle { width: look.width.min(WIDEST), wraps: true, ..look };
    let mut writer = PageWriter { look, paint: Paint::of(look), out };
    writer.header(page)?;
    match detail {
        Some(detail) => writer.examples_of(page, detail)?,
        None => writer.body(page)?,
    }
    writer.fixing(page)?;
    writer.silencing(page, is_mandatory)?;
    writer.ending(page, detail)
}

struct PageWriter<'a> {
    look: ReportStyle,
    paint: Paint,
    out: &'a mut dyn Write,
}

impl PageWriter<'_> {
    fn header(&mut self, page: &Page) -> io::Result<()> {
        let (header, name) = (page.header(), page.rule.as_str());
        let level = header.severity.severity().map_or(Tone::Dim, Tone::Severity);
        let name = self.paint.link(catalogue::url(page.rule).as_deref(), &self.paint.bold(name));
        let level = self.paint.tone(level, header.severity.name());
        writeln!(self.out, "{name}  {level} by default")?;
        self.text(&format!("reports {}", header.summary), "")
    }

    fn body(&mut self, page: &Page) -> io::Result<()> {
        blocks(page.text()).iter().try_for_each(|block| self.block(block))?;
        let details = page.header().details;
        if details.is_empty() {
            return Ok(());
        }
        self.heading("Details")?;
        let mut table = Table::new([Column::text("detail"), Column::text("is")]);
        for (detail, meaning) in details {
            table.row([Cell::new(detail, Tone::Code), Cell::from(*meaning)]);
        }
        table.write(self.look, self.out)
    }

    /// The examples that show a detail, each with the config and the other posts that it is about.
    fn examples_of(&mut self, page: &Page, detail: &str) -> io::Result<()> {
        let meaning = page.header().details.iter().find(|(name, _)| *name == detail).map_or("", |(_, meaning)| meaning);
        self.heading(detail)?;
        self.text(meaning, "")?;
        let blocks = blocks(page.text());
        for (at, block) in blocks.iter().enumerate() {
            let PageBlock::Example(example) = block else { continue };
            if !example.shows(detail) {
                continue;
            }
            let config = blocks[..at].iter().rfind(|block| matches!(block, PageBlock::Example(e) if e.has("config")));
            config.into_iter().try_for_each(|config| self.block(config))?;
            let output = blocks.get(at + 1).filter(|next| matches!(next, PageBlock::Example(e) if e.is_output()));
            [Some(block), output].into_iter().flatten().try_for_each(|block| self.block(block))?;
        }
        Ok(())
    }

    fn block(&mut self, block: &PageBlock<'_>) -> io::Result<()> {
        match block {
            PageBlock::Heading("Bad") => self.heading("Wrong"),
            PageBlock::Heading("Good") => self.heading("Right"),
            PageBlock::Heading(text) => self.heading(text),
            PageBlock::Paragraph(text) => {
                writeln!(self.out)?;
                self.text(text, "")
            }
            PageBlock::Item(text) => self.text(text, "* "),
            PageBlock::Row(line) => writeln!(self.out, "{line}"),
            PageBlock::Example(example) if example.is_output() => self.output(example),
            PageBlock::Example(example) => self.example(example),
        }
    }

    fn heading(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "\n{}", self.paint.bold(text))
    }

    /// Wrapped text; its first line begins with `before`, the others below its text.
    fn text(&mut self, text: &str, before: &str) -> io::Result<()> {
        for (number, line) in flowed(text, self.look.width - before.len(), self.look).iter().enumerate() {
            let before = if number == 0 { before.to_owned() } else { " ".repeat(before.len()) };
            writeln!(self.out, "{before}{line}")?;
        }
        Ok(())
    }

    /// The lines of an example, and below each what is found there.
    fn example(&mut self, example: &PageExample<'_>) -> io::Result<()> {
        writeln!(self.out)?;
        let about = about(example);
        if !about.is_empty() {
            writeln!(self.out, "  {}", self.paint.tone(Tone::Dim, &about))?;
        }
        let bar = self.paint.tone(Tone::Dim, if self.look.unicode { "│" } else { "|" });
        for line in &example.lines {
            match ExampleMark::of(line).filter(|_| !example.has("config")) {
                Some(mark) => self.mark(&mark, &bar)?,
                None => writeln!(self.out, "{}", format!("  {bar} {line}").trim_end())?,
            }
        }
        Ok(())
    }

    fn mark(&mut self, mark: &ExampleMark<'_>, bar: &str) -> io::Result<()> {
        let severity = match mark.severity {
            Some("error") => Some(Severity::Error),
            Some("warning") => Some(Severity::Warning),
            Some(_) => Some(Severity::Info),
            None => None,
        };
        let tone = severity.map_or(Tone::Code, Tone::Severity);
        let sign = if severity.is_some() { "^" } else { "-" };
        let drawn = self.paint.tone(tone, &sign.repeat(mark.width.max(1)));
        let indent = " ".repeat(mark.column);
        let name = severity.map(|severity| format!("{}: ", self.paint.tone(tone, severity.name()))).unwrap_or_default();
        let rule = mark.rule.map(|rule| format!("{rule}: ")).unwrap_or_default();
        let before = mark.column + mark.width.max(1) + 1;
        let room = self.look.width.saturating_sub(4 + before + mark.severity.map_or(0, |word| word.len() + 2));
        let beside = flowed(&format!("{rule}{}", mark.message), room, self.look);
        if beside.len() == 1 {
            return writeln!(self.out, "  {bar} {indent}{drawn} {name}{}", beside[0]);
        }
        writeln!(self.out, "  {bar} {indent}{drawn}")?;
        for (number, line) in
            flowed(&format!("{rule}{}", mark.message), self.look.width - 4, self.look).iter().enumerate()
        {
            writeln!(self.out, "  {bar} {}{line}", if number == 0 { name.as_str() } else { "" })?;
        }
        Ok(())
    }

    /// What is said of an example: help, the title of a fix, and the lines that it changes.
    fn output(&mut self, example: &PageExample<'_>) -> io::Result<()> {
        for line in &example.lines {
            if let Some(help) = line.strip_prefix("help: ") {
                self.text(help, "  help: ")?;
            } else if let Some(title) = fix_title(line) {
                self.text(&title, "  ")?;
            } else if let Some(new) = line.strip_prefix('+') {
                writeln!(self.out, "  {}", self.paint.tone(Tone::Good, format!("+ {new}").trim_end()))?;
            } else if *line == "-" {
                writeln!(self.out, "  {}", self.paint.tone(Tone::Bad, "- (an empty line)"))?;
            } else if let Some(old) = line.strip_prefix('-') {
                writeln!(self.out, "  {}", self.paint.tone(Tone::Bad, format!("- {old}").trim_end()))?;
            } else {
                writeln!(
                    self.out,
                    "  {}",
                    self.paint.tone(Tone::Dim, format!("  {}", line.strip_prefix(' ').unwrap_or(line)).trim_end())
                )?;
            }
        }
        Ok(())
    }

    fn fixing(&mut self, page: &Page) -> io::Result<()> {
        self.heading("How to fix it")?;
        match page.header().fix {
            Some(Safety::Display) => self.text(
                "the help of each finding says how; some findings also have a suggestion, which is never applied",
                "  ",
            ),
            Some(safety) => {
                let kinds = [Safety::Safe, Safety::Unsafe]
                    .into_iter()
                    .filter(|kind| *kind == Safety::Unsafe || *kind == safety);
                let kinds: Vec<String> = kinds.map(|kind| format!("{} ({})", kind.title(), kind.meaning())).collect();
                let text = format!(
                    "the help of each finding says how; many findings also have a fix, which is {}",
                    kinds.join(" or ")
                );
                self.text(&text, "  ")
            }
            None => self.text("as the help of each finding says: which text is right, only you can know", "  "),
        }
    }

    fn silencing(&mut self, page: &Page, is_mandatory: bool) -> io::Result<()> {
        let rule = page.rule.as_str();
        self.heading("How to silence it")?;
        if is_mandatory {
            return self.text("it cannot be silenced: a file that was not checked must not look as if it were", "  ");
        }
        let comment = match page.rule.group() {
            "html" | "template" => format!("<!-- frontlint-ignore {rule} -- the reason -->"),
            _ => format!("# frontlint-ignore {rule} -- the reason"),
        };
        let rows = [
            (comment, "on its line, or alone above it"),
            (
                format!("rules: {{{rule}: off}}"),
                "in your config (`frontlint.yaml` or `.frontlint.yaml`), for the site or in an override for some files",
            ),
            (format!("frontlint --ignore {rule}"), "for one run"),
        ];
        for (code, place) in rows {
            writeln!(self.out, "  {}", self.paint.tone(Tone::Code, &code))?;
            self.text(place, "      ")?;
        }
        Ok(())
    }

    fn ending(&mut self, page: &Page, detail: Option<&str>) -> io::Result<()> {
        if detail.is_some() {
            let command = self.paint.tone(Tone::Code, &format!("frontlint explain {}", page.rule));
            writeln!(self.out, "\n{command}  the whole page, with all examples")?;
        }
        Ok(())
    }
}

/// What an example is, in a few words: what reads it, its file, what is beside it.
fn about(example: &PageExample<'_>) -> String {
    let mut parts = Vec::new();
    if example.has("config") {
        parts.push("with this frontlint.yaml".to_owned());
    }
    if example.has("beside") {
        let copies =
            example.option("copies").map(|copies| format!(", {copies} times, # is a number")).unwrap_or_default();
        parts.push(format!("another post of the site{copies}"));
    }
    parts.extend(example.option("file").map(str::to_owned));
    parts.extend(example.option("generator").map(|name| format!("read by {name}")));
    if example.has("page") {
        parts.push("a page, not a post".to_owned());
    }
    if example.has("escapes") {
        parts.push("invisible characters are written with a backslash".to_owned());
    }
    parts.join(" · ")
}

/// `fix (safe): quote the value`, in the words of reports.
fn fix_title(line: &str) -> Option<String> {
    let (safety, title) = line.strip_prefix("fix (")?.split_once("): ")?;
    let all = [Safety::Safe, Safety::Unsafe, Safety::Display];
    let safety = all.into_iter().find(|known| known.name() == safety)?;
    Some(format!("{}: {title}", safety.heading()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &str, detail: Option<&str>) -> String {
        let mut out = Vec::new();
        rule_page(catalogue::page(name).unwrap(), detail, false, ReportStyle::PLAIN, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn no_page_shows_the_notation_of_its_tests() {
        for page in catalogue::pages() {
            let shown = shown(page.rule.as_str(), None);
            for line in shown.lines() {
                let bare = line.trim_start_matches(['|', ' ']);
                let is_notation =
                    bare.starts_with('~') && bare.contains("label") || line.contains("```") && !line.contains("| ```");
                assert!(!is_notation && !line.contains("text output"), "{}: {line}", page.rule);
                let is_of_post = ["  |", "  +", "  -", "    ", "|"].iter().any(|start| line.starts_with(start));
                let is_long = line.chars().count() > WIDEST && !is_of_post;
                assert!(!is_long, "{}: {line}", page.rule);
            }
            assert_eq!(shown.contains("\nWrong\n"), page.text().contains("\n## Bad\n"), "{}", page.rule);
            assert!(shown.contains(&format!("frontlint-ignore {} --", page.rule)), "{}", page.rule);
        }
    }

    #[test]
    fn every_detail_has_an_example_or_its_meaning() {
        let shown = shown("front-matter/invalid-syntax", Some("unquoted-colon"));
        assert!(shown.contains("title: Foo: bar") && shown.contains("+ title: \"Foo: bar\""), "{shown}");
        assert!(!shown.contains("linkTitle"), "{shown}");
    }
}
