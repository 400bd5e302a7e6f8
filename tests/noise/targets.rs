//! Bytes as what is tested: each target reads any bytes as an input of its own kind, and asserts what holds for all of them.
//!
//! A fuzzer finds such bytes by itself (`tests/fuzz`); `tests/targets.rs` keeps what it has found.
use crate::sound::{CONFIGS, NAMES};
use crate::{blocks, bodies, fixing, settings, sound};
use frontlint::diagnostic::{Fix, Safety};
use frontlint::dialect::Dialect;
use frontlint::front_matter::Format;
use frontlint::text::{Edit, SourceFile, Span};
use std::sync::LazyLock;

/// The name of a target, and what runs it on an input.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// Every target.
pub(crate) const TARGETS: &[Target] = &[
    ("post", post),
    ("report", report),
    ("block", block),
    ("mask", mask),
    ("html", html),
    ("config", settings::assert_config),
    ("site", site),
    ("apply", apply),
    ("fix", fix),
];

/// The byte that ends a part of an input; it is never a byte of UTF-8.
pub(crate) const END: u8 = 0xff;

/// A post: the numbers of its dialect, its config and its name, and its bytes.
fn post(bytes: &[u8]) {
    let [dialect, config, name, bytes @ ..] = bytes else { return };
    let (name, dialect) = (NAMES[chosen(*name, NAMES.len())], &dialects()[chosen(*dialect, dialects().len())]);
    sound::assert_findings(bytes, name, dialect, &CONFIGS[chosen(*config, CONFIGS.len())]);
}

/// The reports of a post, which is given as for [`post`].
fn report(bytes: &[u8]) {
    let [dialect, config, name, bytes @ ..] = bytes else { return };
    let (name, dialect) = (NAMES[chosen(*name, NAMES.len())], &dialects()[chosen(*dialect, dialects().len())]);
    sound::assert_reports(bytes, name, dialect, &CONFIGS[chosen(*config, CONFIGS.len())]);
}

/// Front matter: the number of its language, and its text.
fn block(bytes: &[u8]) {
    let [format, text @ ..] = bytes else { return };
    let format = [Format::Yaml, Format::Toml, Format::Json][chosen(*format, 3)];
    blocks::assert_block(&String::from_utf8_lossy(text), format);
}

/// The template tags of a body: the number of the language, and the text.
fn mask(bytes: &[u8]) {
    let [engine, text @ ..] = bytes else { return };
    let templates = bodies::ENGINES[chosen(*engine, bodies::ENGINES.len())];
    bodies::assert_places_kept(&String::from_utf8_lossy(text), templates);
}

/// The HTML of a body: the number of a dialect for its Markdown, and the text.
fn html(bytes: &[u8]) {
    let [dialect, text @ ..] = bytes else { return };
    let dialects = bodies::dialects();
    bodies::assert_html(&String::from_utf8_lossy(text), &dialects[chosen(*dialect, dialects.len())]);
}

/// The files of a site: the number of each file's name, its bytes, and [`END`].
fn site(bytes: &[u8]) {
    let files = bytes.split(|byte| *byte == END).filter_map(|file| file.split_first()).take(4);
    settings::assert_site(files.map(|(name, bytes)| (settings::FILES[chosen(*name, settings::FILES.len())], bytes)));
}

/// Any fixes of any text: the text, [`END`], then for each fix its safety, the number of its edits, and of each edit the place, the length
/// and the new text.
fn apply(bytes: &[u8]) {
    let mut parts = bytes.splitn(2, |byte| *byte == END);
    let (text, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let source = SourceFile::new("post.md", text);
    let mut rest = rest.iter().copied();
    let mut fixes = Vec::new();
    while let Some(head) = rest.next() {
        let edits = (0..head / 4 % 4).map_while(|_| edit(&mut rest));
        let safety = [Safety::Display, Safety::Unsafe, Safety::Safe][chosen(head % 4, 3)];
        let mut fix = Fix::new("change it", safety, edits.collect());
        fix.safety = safety;
        fixes.push(fix);
    }
    fixing::assert_applied(&source, &fixes);
}

fn edit(rest: &mut impl Iterator<Item = u8>) -> Option<Edit> {
    let (start, length, text) = (usize::from(rest.next()?), usize::from(rest.next()?), rest.next()?);
    let text = ["", "x", "é", "\n", "a longer text"][chosen(text, 5)];
    Some(Edit::replace(Span::new(start, start + length), text))
}

/// The fixes that are found in a post: the number of its dialect, that of its name, and its bytes.
fn fix(bytes: &[u8]) {
    let [dialect, name, bytes @ ..] = bytes else { return };
    let dialect = &dialects()[chosen(*dialect, dialects().len())];
    fixing::assert_fixed(bytes, NAMES[chosen(*name, NAMES.len())], dialect);
}

fn dialects() -> &'static [Dialect] {
    static DIALECTS: LazyLock<Vec<Dialect>> = LazyLock::new(sound::dialects);
    &DIALECTS
}

/// Any byte as the number of one of `count` things.
fn chosen(byte: u8, count: usize) -> usize {
    usize::from(byte) % count
}
