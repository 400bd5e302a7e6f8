//! `frontlint values`: what each generator makes of a post's front matter.
use super::args::Values;
use super::{CommandError, Streams};
use crate::dialect::{Dialect, Generator};
use crate::files::in_words;
use crate::front_matter::{Format, FrontMatter};
use crate::text::{SourceFile, shown_path};
use crate::values::Loader;
use crate::values::side_by_side::{self, SideBySide};

/// The generators whose readings are shown unless others are asked for.
const GENERATORS: [Generator; 9] = [
    Generator::Jekyll,
    Generator::Hugo,
    Generator::Eleventy,
    Generator::Astro,
    Generator::Docusaurus,
    Generator::Mkdocs,
    Generator::Hexo,
    Generator::Vitepress,
    Generator::Zola,
];

/// How wide a reading may be before it is cut.
const WIDEST: usize = 60;

/// Prints a line per key, or one per reading where generators differ; those keys are marked.
pub(super) fn run(args: &Values, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    let generators = asked_for(&args.generators)?;
    let shown = shown_path(&args.file);
    let bytes = std::fs::read(&args.file)
        .map_err(|error| CommandError::Said(format!("cannot read {shown}: {}", in_words(&error))))?;
    let source = SourceFile::new(&args.file, bytes);
    let front = FrontMatter::parse(&source, &Dialect::of(None));
    if !front.is_readable() {
        return Err(CommandError::Said(format!(
            "{shown} has no front matter that can be read; `frontlint check` says why"
        )));
    }
    let loaders: Vec<Loader> =
        generators.iter().map(|generator| Loader::of(Some(*generator), front.format())).collect();
    for (generator, loader) in generators.iter().zip(&loaders) {
        if let Err(why) = side_by_side::read(*loader, &front) {
            writeln!(streams.stdout, "! {} refuses the block: {why}", generator.title())?;
        }
    }
    let rows = side_by_side::side_by_side(&loaders, &front);
    let key_width = rows.iter().map(|row| row.key.chars().count()).max().unwrap_or(0);
    for row in &rows {
        print(row, &generators, key_width, streams)?;
    }
    if front.format() == Format::Yaml && rows.iter().any(SideBySide::differs) {
        streams.note("`*` marks what is not the same to all; in quotes it would be");
    }
    Ok(0)
}

fn print(
    row: &SideBySide,
    generators: &[Generator],
    key_width: usize,
    streams: &mut Streams<'_>,
) -> Result<(), CommandError> {
    let mut readings: Vec<(String, Vec<&str>)> = Vec::new();
    for (reading, generator) in row.values.iter().zip(generators) {
        let Ok(reading) = reading else { continue };
        let text = reading.as_ref().map_or("nothing".to_string(), |reading| cut(&reading.to_string()));
        match readings.iter_mut().find(|(other, _)| *other == text) {
            Some((_, names)) => names.push(generator.title()),
            None => readings.push((text, vec![generator.title()])),
        }
    }
    let mark = if readings.len() > 1 { '*' } else { ' ' };
    let width = readings.iter().map(|(text, _)| text.chars().count()).max().unwrap_or(0);
    for (index, (text, names)) in readings.iter().enumerate() {
        let (mark, key) = if index == 0 { (mark, row.key.as_str()) } else { (' ', "") };
        if readings.len() == 1 {
            writeln!(streams.stdout, "{mark} {key:key_width$}  {text}")?;
        } else {
            writeln!(streams.stdout, "{mark} {key:key_width$}  {text:width$}  {}", names.join(", "))?;
        }
    }
    Ok(())
}

fn cut(text: &str) -> String {
    if text.chars().count() <= WIDEST {
        return text.to_string();
    }
    text.chars().take(WIDEST - 1).chain(['…']).collect()
}

/// The generators by name.
fn asked_for(names: &[String]) -> Result<Vec<Generator>, CommandError> {
    if names.is_empty() {
        return Ok(GENERATORS.to_vec());
    }
    let known = || GENERATORS.iter().map(|generator| generator.title().to_lowercase());
    let generator = |name: &String| {
        let found = GENERATORS.iter().find(|generator| generator.title().eq_ignore_ascii_case(name.trim()));
        found.copied().ok_or_else(|| {
            CommandError::Said(format!(
                "`{name}` is no generator; known are {}",
                known().collect::<Vec<_>>().join(", ")
            ))
        })
    };
    names.iter().map(generator).collect()
}
