//! `field/unusable-url`: an address of which the site's generator makes a broken file, or at which it stops.
use crate::diagnostic::{Safety, Severity};
use crate::dialect::Generator;
use crate::dialect::generators::{ExtensionCheck, KeyReader, UrlFault};
use crate::front_matter::{Entry, Node, Value};
use crate::post::Post;
use crate::rules::details::details;
use crate::rules::{Context, Rule, fields};
use crate::text::{Edit, spelling};
use crate::values::{Loader, Scalar, quote};

pub(crate) struct UnusableUrl;

details! {
    /// What is wrong with an address.
    UnusableDetail {
        /// It contains a line end.
        LineBreak "line-break",
        /// It begins with `https:`.
        Scheme "scheme",
        /// It is several addresses.
        Comma "comma",
        /// It has neither an extension nor a `/` at its end.
        NoExtension "no-extension",
        /// It is a number.
        NotAString "not-a-string",
        /// It leads out of the site.
        Outside "outside",
        /// It has a character or a placeholder that means something else.
        ReservedCharacter "reserved-character",
    }
}

impl Rule for UnusableUrl {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let Some(generator) = post.dialect.generator.filter(|_| post.front().is_readable()) else { return };
        let keys = &generator.facts().keys;
        let loader = Loader::of(post.dialect, post.front().format());
        for entry in post.front().entries.iter().filter(|entry| !entry.broken) {
            let name = &entry.key.text;
            let is_it = |known: &&str| if keys.any_case { spelling::is_same(known, name) } else { known == name };
            let Some(urls) = keys.unusable_urls.iter().find(|urls| urls.keys.iter().any(&is_it)) else { continue };
            let is_listed = matches!(entry.value.value, Value::Sequence(_));
            for (node, text) in fields::scalars(&entry.value) {
                let is_number = match loader.scalar(node) {
                    Some(Scalar::Text(_)) => false,
                    // 0 counts as nothing.
                    Some(Scalar::Integer(number)) if number != 0 && keys.reader == KeyReader::Cascade => true,
                    _ => continue,
                };
                if fields::is_template(text) {
                    continue;
                }
                let inherited = &cx.settings.inherited;
                let found = |fault: &UrlFault| fault_in(*fault, text, is_listed, inherited, generator, post);
                let Some(fault) = urls.faults.iter().find_map(found) else { continue };
                // One that makes a broken file may be beside one at which the generator stops.
                let stops = urls.stops_at.iter().any(|fault| found(fault).is_some());
                match fault.fault {
                    UrlFault::NoExtension(_) if is_number => report_number(entry, node, text, generator, cx),
                    _ => report(entry, node, text, &fault, stops, generator, post, cx),
                }
            }
        }
    }
}

/// What was found in an address.
struct FaultFound {
    fault: UrlFault,
    /// What is there, for the message.
    what: String,
}

fn fault_in(
    fault: UrlFault,
    text: &str,
    is_listed: bool,
    inherited: &[String],
    generator: Generator,
    post: &Post<'_>,
) -> Option<FaultFound> {
    let what = match fault {
        UrlFault::LineBreak => text.contains('\n').then(|| "a line end".to_string()),
        UrlFault::Scheme => ["https:", "http:"].into_iter().find(|scheme| text.starts_with(scheme)).map(in_backticks),
        UrlFault::Several => is_several(text)
            .then(|| [", /", " /"].into_iter().find(|sign| text.trim_start().contains(sign)).map(in_backticks))
            .flatten(),
        UrlFault::Escape => escape_in(text).map(in_backticks),
        // A key without a value is none at all.
        UrlFault::Empty => (text.is_empty() && is_listed).then(String::new),
        UrlFault::Home => (text == "/").then(|| in_backticks(text)),
        UrlFault::Word(words) => words.contains(&text).then(|| in_backticks(text)),
        UrlFault::NoExtension(check) => {
            (lacks_extension(text, check) && !allows_bare_files(check, inherited, post)).then(|| "no extension".into())
        }
        UrlFault::Outside => text.split('/').any(|part| part == "..").then(|| in_backticks("..")),
        UrlFault::OutsideFirst => text.starts_with("../").then(|| in_backticks("..")),
        UrlFault::OuterSpace => (text.trim() != text && !text.trim().is_empty()).then(|| {
            (if text.starts_with(' ') { "a space at its beginning" } else { "a space at its end" }).to_string()
        }),
        UrlFault::Query => text.contains('?').then(|| in_backticks("?")),
        UrlFault::Fragment => text.contains('#').then(|| in_backticks("#")),
        UrlFault::Backslash => text.contains('\\').then(|| in_backticks("\\")),
        UrlFault::Placeholder(known) => unknown_placeholder(text, known, generator, post),
    };
    what.map(|what| FaultFound { fault, what })
}

/// Whether an address looks like several: each of them begins with `/`. A space alone is a part of the name of a folder.
fn is_several(text: &str) -> bool {
    let mut parts = text.split([',', ' ']).filter(|part| !part.is_empty());
    parts.all(|part| part.len() > 1 && part.starts_with('/'))
}

/// Whether the file of this address gets no extension, as `path.extname` of Node.js sees it.
fn lacks_extension(text: &str, check: ExtensionCheck) -> bool {
    let last = text.rsplit('/').next().unwrap_or("");
    if last.is_empty() || check.but.contains(&last) {
        return false;
    }
    match last.rsplit_once('.') {
        Some((stem, extension)) => check.is_strict && (stem.is_empty() || extension.is_empty()),
        None => check.is_strict || !last.contains('?'),
    }
}

/// Whether this version, the site, or the post allows files without an extension.
fn allows_bare_files(check: ExtensionCheck, inherited: &[String], post: &Post<'_>) -> bool {
    let is_older = check.since.is_some_and(|since| post.dialect.is_before(since));
    let by_key = check.allowed_by.is_some_and(|key| match post.front().get(key) {
        Some(entry) => entry.value.text() != Some("false"),
        None => inherited.iter().any(|given| given == key),
    });
    is_older || post.dialect.own.bare_files || by_key
}

/// `:name` in the address of a document, which must be a placeholder that there is. Pages keep an unknown one as text.
fn unknown_placeholder(text: &str, known: &[&str], generator: Generator, post: &Post<'_>) -> Option<String> {
    let folders = || post.source.site_path().components().map(|part| part.as_os_str().to_string_lossy());
    if generator.facts().files.has_collections && !folders().any(|folder| folder.starts_with('_')) {
        return None;
    }
    let name = |rest: &'_ str| {
        let end = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '_')).unwrap_or(rest.len());
        rest[..end].to_string()
    };
    let names = text.split(':').skip(1).map(name).filter(|name| !name.is_empty());
    names.into_iter().find(|name| !known.contains(&name.as_str())).map(|name| format!("the placeholder `:{name}`"))
}

/// The first `%20` of an address.
fn escape_in(text: &str) -> Option<&str> {
    let is_escape =
        |at: &usize| text.as_bytes().get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    let at = memchr::memchr_iter(b'%', text.as_bytes()).find(is_escape)?;
    Some(&text[at..at + 3])
}

fn in_backticks(text: &str) -> String {
    format!("`{text}`")
}

#[allow(clippy::too_many_arguments, reason = "each is another part of the finding")]
fn report(
    entry: &Entry,
    node: &Node,
    text: &str,
    found: &FaultFound,
    stops: bool,
    generator: Generator,
    post: &Post<'_>,
    cx: &mut Context<'_>,
) {
    let (name, title, what) = (&entry.key.text, generator.title(), &found.what);
    let (detail, becomes) = match found.fault {
        UrlFault::LineBreak => (UnusableDetail::LineBreak, "which becomes a part of the name of the file"),
        UrlFault::Scheme => (UnusableDetail::Scheme, "which becomes a folder"),
        UrlFault::Several => (UnusableDetail::Comma, "so that several addresses become one"),
        UrlFault::Escape => (
            UnusableDetail::ReservedCharacter,
            "which becomes a part of the name of the file, so that no browser finds it",
        ),
        UrlFault::Empty | UrlFault::Home => {
            (UnusableDetail::Outside, "which is the page of the site itself or of its folder")
        }
        UrlFault::Word(_) => (UnusableDetail::ReservedCharacter, "which is a style in the settings only"),
        UrlFault::NoExtension(_) => {
            (UnusableDetail::NoExtension, "so that no server sends the file as HTML; a `/` at the end is missing")
        }
        UrlFault::Outside | UrlFault::OutsideFirst => {
            (UnusableDetail::Outside, "which leads out of the folder of the site")
        }
        UrlFault::Query | UrlFault::Fragment => (
            UnusableDetail::ReservedCharacter,
            "which becomes a part of the name of the file, so that no browser asks for it",
        ),
        UrlFault::OuterSpace | UrlFault::Backslash => {
            (UnusableDetail::ReservedCharacter, "which becomes a part of the name of the file")
        }
        UrlFault::Placeholder(_) => (UnusableDetail::ReservedCharacter, "which is not known"),
    };
    let verb =
        if matches!(found.fault, UrlFault::Empty | UrlFault::Home | UrlFault::Word(_)) { "is" } else { "contains" };
    let what = if text.is_empty() { "empty" } else { what };
    let finding = if stops {
        cx.report_as(Severity::Error, node.span, format!("`{name}` {verb} {what}, and {title} stops"))
    } else {
        cx.report(node.span, format!("`{name}` {verb} {what}, {becomes}"))
    };
    finding.detail(detail.name()).help(match found.fault {
        UrlFault::Several => "write one address, or a list of them where several are possible",
        _ => WRITE_THE_PATH,
    });
    let path = match found.fault {
        UrlFault::LineBreak | UrlFault::OuterSpace => text.trim(),
        UrlFault::Scheme => path_of(text),
        _ => return,
    };
    if !path.is_empty() && !path.contains('\n') {
        let written = if quote::is_safe_plain(path.trim_matches('/'))
            && post.front().format() == crate::front_matter::Format::Yaml
        {
            path.to_string()
        } else {
            quote::quoted(path, post.front().format())
        };
        finding.fix(Safety::Unsafe, format!("write `{path}`"), vec![Edit::replace(node.span, written)]);
    }
}

/// A number is written as the name of a file, which then has no extension.
fn report_number(entry: &Entry, node: &Node, text: &str, generator: Generator, cx: &mut Context<'_>) {
    let (name, title) = (&entry.key.text, generator.title());
    let message =
        format!("`{name}` is the number `{text}`, which gives a file without an extension, and {title} stops");
    cx.report_as(Severity::Error, node.span, message).detail(UnusableDetail::NotAString.name()).help(WRITE_THE_PATH);
}

const WRITE_THE_PATH: &str = "write the path of the page on this site, as in `/about/`";

/// What follows the host of a URL.
fn path_of(url: &str) -> &str {
    let after = url.split_once("//").map_or("", |(_, rest)| rest);
    after.find('/').map_or("", |at| &after[at..])
}
