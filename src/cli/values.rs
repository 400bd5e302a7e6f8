//! `frontlint values`: shows how each generator reads the front matter of a post.
use super::args::Values;
use super::{CommandError, Streams, terminal};
use crate::diagnostic::Severity;
use crate::dialect::{Dialect, Generator};
use crate::files::{Disk, System};
use crate::front_matter::{Format, FrontMatter};
use crate::report::{Cell, Column, Paint, ReportStyle, Table, Tone, cut, sanitize};
use crate::text::{SourceFile, limits, shown_path};
use crate::values::Loader;
use crate::values::side_by_side::{self, SideBySide, compared};

/// A value of more columns than this is cut.
const WIDEST: usize = 60;

/// Prints one line per key, or one per value where generators differ; such keys are marked.
pub(super) fn run(args: &Values, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    let generators = generators_named(&args.generators)?;
    let shown = shown_path(&args.file);
    let bytes = Disk::default().read_named(&args.file, limits::FILE_SIZE).map_err(|error| {
        let why = error.in_words(limits::FILE_SIZE);
        CommandError::Message(format!("cannot read {shown}: {why}"))
    })?;
    let source = SourceFile::new(&args.file, bytes);
    let front = FrontMatter::parse(&source, &Dialect::of(None));
    if !front.is_readable() {
        return Err(CommandError::Message(format!(
            "{shown} has no front matter that can be read; `frontlint check` shows why"
        )));
    }
    let look = terminal::look(args.color);
    let is_broken = refused_by_all(&source, &front, look, streams)?;
    let loaders: Vec<Loader> =
        generators.iter().map(|generator| Loader::of(&Dialect::of(Some(*generator)), front.format())).collect();
    for (generator, loader) in generators.iter().zip(&loaders).filter(|_| !is_broken) {
        if let Err(why) = side_by_side::read(*loader, &front) {
            writeln!(streams.stdout, "! {} cannot read this front matter: {}", generator.title(), sanitize(why))?;
        }
    }
    let rows = side_by_side::side_by_side(&loaders, &front);
    table(&rows, &generators, is_broken).write(look, streams.stdout)?;
    if front.format() == Format::Yaml && rows.iter().any(SideBySide::differs) {
        streams.note(
            "`*` marks values that generators read differently; a value in quotes is the same string for all of them",
        );
    }
    Ok(0)
}

/// Says where a block is broken that no generator can read; the values of the rest are then only what a repair would give.
fn refused_by_all(
    source: &SourceFile,
    front: &FrontMatter,
    look: ReportStyle,
    streams: &mut Streams<'_>,
) -> Result<bool, CommandError> {
    for problem in &front.problems {
        let place = source.position(problem.span.start());
        let mark = Paint::of(look).severity(Severity::Error, "!");
        let message = sanitize(&problem.message);
        writeln!(
            streams.stdout,
            "{mark} no generator can read this block: line {}, column {}: {message}",
            place.line, place.column
        )?;
    }
    if !front.problems.is_empty() {
        writeln!(
            streams.stdout,
            "These would be the values of the rest, and of what is broken once it is repaired:\n"
        )?;
    }
    Ok(!front.problems.is_empty())
}

fn table(rows: &[SideBySide], generators: &[Generator], is_broken: bool) -> Table {
    let columns = [Column::text(""), Column::text("key"), Column::text("value"), Column::text("read so by")];
    let mut table = Table::new(columns);
    for row in rows {
        let mut values: Vec<(String, Vec<&str>)> = Vec::new();
        for (value, generator) in row.values.iter().zip(generators) {
            let Ok(value) = value else { continue };
            let text = value.as_ref().map_or("nothing".to_string(), |value| cut(&value.to_string(), WIDEST));
            match values.iter_mut().find(|(other, _)| *other == text) {
                Some((_, names)) => names.push(generator.title()),
                None => values.push((text, vec![generator.title()])),
            }
        }
        let differs = values.len() > 1;
        for (index, (text, names)) in values.iter().enumerate() {
            let (mark, key) = if index == 0 { (if differs { "*" } else { "" }, row.key.as_str()) } else { ("", "") };
            let readers = match (differs, is_broken) {
                (true, _) => names.join(", "),
                (false, true) => "all, once it is repaired".to_owned(),
                (false, false) => "all".to_owned(),
            };
            table.row([
                Cell::new(mark, Tone::Severity(Severity::Warning)),
                Cell::new(key, Tone::Bold),
                text.as_str().into(),
                Cell::new(&readers, if differs { Tone::Plain } else { Tone::Dim }),
            ]);
        }
    }
    table
}

/// The generators with these names; all when none is given.
fn generators_named(names: &[String]) -> Result<Vec<Generator>, CommandError> {
    if names.is_empty() {
        return Ok(compared().collect());
    }
    let generator = |name: &String| {
        let mut known = compared();
        known.find(|generator| generator.title().eq_ignore_ascii_case(name.trim())).ok_or_else(|| {
            let names: Vec<_> = compared().map(|generator| generator.title().to_lowercase()).collect();
            let names = names.join(", ");
            CommandError::Message(format!("unknown generator `{name}`; the generators are {names}"))
        })
    };
    names.iter().map(generator).collect()
}
