//! Sound front matter of real posts, broken in one place: the break is found, there, once, and its fix works.
#![allow(clippy::print_stdout, reason = "the shares are shown when one asks for them")]
mod sites;

use frontlint::config::Config;
use frontlint::diagnostic::{Diagnostic, Safety, Severity};
use frontlint::dialect::Dialect;
use frontlint::engine;
use frontlint::front_matter::{Entry, FrontMatter, Node, Style, Value};
use frontlint::post::PostKind;
use frontlint::text::{Edit, SourceFile, Span};
use std::collections::BTreeMap;
use std::path::Path;

/// A change of a post, and where its finding belongs.
struct Mutation {
    kind: &'static str,
    edit: Edit,
    /// Bytes of the changed post that a finding may begin at: from, to.
    place: (usize, usize),
}

fn findings(text: &str) -> Vec<Diagnostic> {
    let source = SourceFile::new("post.md", text);
    let settings = Config::bare(Path::new("")).settings_for(Path::new("post.md"));
    let found = engine::check(&source, &Dialect::of(None), PostKind::Post, &settings).findings;
    found.into_iter().filter(|finding| finding.rule.group() == "front-matter").collect()
}

/// Every mutation of one entry; `line` is the bytes of its line.
fn mutations(text: &str, entry: &Entry) -> Vec<Mutation> {
    let (key, value) = (entry.key.span, entry.value.span);
    let Some(colon) = entry.colon else { return Vec::new() };
    let line_start = text[..key.start()].rfind('\n').map_or(0, |at| at + 1);
    let line_end = value.start() + text[value.start()..].find('\n').unwrap_or(0);
    let mut all = Vec::new();
    let mut push = |kind, edit, place| all.push(Mutation { kind, edit, place });
    let Value::Scalar { text: shown, style } = &entry.value.value else { return all };
    let one_line = value.end() <= line_end && !shown.is_empty() && text[value.end()..line_end].trim().is_empty();
    if line_start != key.start() || !one_line {
        return all;
    }
    if *style == Style::Plain {
        if let Some(blank) = shown.find(' ').filter(|blank| !shown[..*blank].ends_with(':')) {
            let at = value.start() + blank;
            push("colon", Edit::insert(at, ":"), (at, at));
        }
        for quote in ["\"", "'"] {
            if !shown.contains(quote) {
                push("opening quote", Edit::insert(value.start(), quote), (value.start(), value.start()));
            }
        }
        for first in ["@", "`", "%"] {
            push("forbidden first", Edit::insert(value.start(), first), (value.start(), value.start()));
        }
        push("opening bracket", Edit::insert(value.start(), "["), (value.start(), value.start()));
        if shown.len() > 3
            && !shown.contains('\'')
            && shown.is_char_boundary(2)
            && shown[2..].starts_with(char::is_alphanumeric)
        {
            let new = format!("'{}'{}'", &shown[..2], &shown[2..]);
            push("apostrophe", Edit::replace(value, new), (value.start() + 3, value.start() + 3));
        }
    }
    push("no space after colon", Edit::delete(Span::new(colon.end(), value.start())), (colon.start(), colon.start()));
    push("tab", Edit::insert(line_start, "\t"), (line_start, line_start));
    let copy = format!("{}\n", &text[line_start..line_end]);
    let again = line_start + copy.len();
    push("duplicate", Edit::insert(line_start, copy), (again, again));
    all
}

/// Mutations inside an entry: of the entries below its key, and of a list in brackets.
fn inner_mutations(text: &str, entry: &Entry) -> Vec<Mutation> {
    let mut all = Vec::new();
    let mut push = |kind, edit, at| all.push(Mutation { kind, edit, place: (at, at) });
    let mut nodes = vec![&entry.value];
    while let Some(node) = nodes.pop() {
        let is_flow = text[node.span.range()].starts_with(['[', '{']);
        let items = match &node.value {
            Value::Sequence(items) => items,
            Value::Mapping(inner) if !is_flow => {
                nodes.extend(inner.iter().map(|entry| &entry.value));
                inner.iter().for_each(|entry| inner_entry(text, entry, inner.0.len() > 1, &mut push));
                continue;
            }
            _ => continue,
        };
        nodes.extend(items);
        if !is_flow || text[node.span.range()].contains('\n') {
            continue;
        }
        let is_quoted = |node: &&Node| matches!(node.value, Value::Scalar { style: Style::Double, .. });
        for pair in items.windows(2).filter(|pair| pair.iter().all(|node| is_quoted(&node))) {
            let between = &text[pair[0].span.end()..pair[1].span.start()];
            if let Some(comma) = between.find(',') {
                let at = pair[0].span.end() + comma;
                push("no comma", Edit::delete(Span::new(at, at + 1)), pair[0].span.start());
            }
            let quote = pair[0].span.end() - 1;
            push("no closing quote in a list", Edit::delete(Span::new(quote, quote + 1)), pair[0].span.start());
        }
        if std::ptr::eq(node, &raw const entry.value) && !items.is_empty() {
            let close = Span::new(node.span.end() - 1, node.span.end());
            push("no closing bracket", Edit::delete(close), node.span.start());
        }
    }
    all
}

fn inner_entry(text: &str, entry: &Entry, has_siblings: bool, push: &mut impl FnMut(&'static str, Edit, usize)) {
    let (Some(colon), value) = (entry.colon, entry.value.span) else { return };
    let Value::Scalar { text: shown, style: Style::Plain } = &entry.value.value else { return };
    let is_one_line = !shown.is_empty() && !text[colon.end()..value.end()].contains('\n');
    if !is_one_line {
        return;
    }
    if let Some(blank) = shown.find(' ').filter(|blank| !shown[..*blank].ends_with(':')) {
        push("nested colon", Edit::insert(value.start() + blank, ":"), value.start() + blank);
    }
    push("nested quote", Edit::insert(value.start(), "\""), value.start());
    if has_siblings {
        push("nested without space", Edit::delete(Span::new(colon.end(), value.start())), colon.start());
    }
}

/// The fences and the block of every post of the corpus whose block another parser reads as a mapping: ours is not asked.
fn sound_posts(corpus: &Path) -> Vec<String> {
    let mut posts = Vec::new();
    for entry in walkdir::WalkDir::new(corpus).sort_by_file_name() {
        let entry = entry.expect("the corpus can be walked");
        if entry.path().extension().is_none_or(|extension| extension != "md" && extension != "html") {
            continue;
        }
        let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
        let Some((block, end)) = between_fences(&text) else { continue };
        if serde_yaml::from_str::<AnyMapping>(block).is_ok() {
            posts.push(text[..end].to_string());
        }
    }
    posts
}

/// What lies between a first line `---` and the next such line, and where that line ends.
fn between_fences(text: &str) -> Option<(&str, usize)> {
    let mut lines = text.split_inclusive('\n');
    let open = lines.next().filter(|line| line.trim_end() == "---")?.len();
    let mut at = open;
    for line in lines {
        if line.trim_end() == "---" {
            return Some((&text[open..at], at + line.len()));
        }
        at += line.len();
    }
    None
}

/// A mapping, whatever its keys and values.
#[derive(serde::Deserialize)]
struct AnyMapping {}

/// Whether a loader reads the same as before: then nothing was broken.
fn means_the_same(before: &str, after: &str) -> bool {
    let read = |text: &str| {
        let body =
            text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---")).map(|(block, _)| block.to_string());
        serde_yaml::from_str::<serde_yaml::Value>(&body?).ok()
    };
    let (before, after) = (read(before), read(after));
    // What still parses is another valid block: nothing a grammar can complain of.
    after.is_some() || before == after
}

#[derive(Default)]
struct Tally {
    made: usize,
    found: usize,
    exact: usize,
    findings: usize,
    fixes: usize,
    bad_fixes: usize,
}

/// Rules that say a block cannot be found or read.
const UNREAD: &[&str] = &[
    "front-matter/missing",
    "front-matter/bad-fence",
    "front-matter/unclosed",
    "front-matter/invalid-syntax",
    "front-matter/not-a-mapping",
    "front-matter/lost-content",
];

#[test]
fn what_another_parser_reads_gets_no_finding_of_syntax() {
    assert_no_finding_of_syntax(&sound_posts(&sites::here()), 180);
}

#[test]
#[ignore = "needs FRONTLINT_SHARED"]
fn what_another_parser_reads_gets_no_finding_of_syntax_in_many_more_posts() {
    assert_no_finding_of_syntax(&sound_posts(&sites::elsewhere()), 800);
}

fn assert_no_finding_of_syntax(posts: &[String], least: usize) {
    println!("{} posts", posts.len());
    assert!(posts.len() > least, "{} posts", posts.len());
    for text in posts {
        let unread = findings(text).into_iter().find(|finding| UNREAD.contains(&finding.rule.as_str()));
        assert!(unread.is_none(), "{unread:?} in {text}");
    }
}

#[test]
fn a_break_in_sound_front_matter_is_found_at_its_place_once() {
    assert_breaks_are_found(&sound_posts(&sites::here()));
}

#[test]
#[ignore = "needs FRONTLINT_SHARED"]
fn a_break_in_sound_front_matter_is_found_at_its_place_once_in_many_more_posts() {
    assert_breaks_are_found(&sound_posts(&sites::elsewhere()));
}

fn assert_breaks_are_found(posts: &[String]) {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut shown = 0;
    for (index, text) in posts.iter().filter(|text| !text.contains('\r')).enumerate() {
        let unmutated = findings(text);
        let front = FrontMatter::parse(&SourceFile::new("post.md", text.as_str()), &Dialect::of(None));
        for (number, entry) in front.entries.iter().enumerate() {
            let all = mutations(text, entry).into_iter().chain(inner_mutations(text, entry));
            for (turn, mutation) in all.enumerate() {
                // A third of all, drawn evenly; there are few nested entries.
                if !mutation.kind.starts_with("nested") && (index + number + turn) % 3 != 0
                    || mutation.kind != "duplicate" && unmutated.iter().any(|f| f.span.touches(entry.key.span))
                {
                    continue;
                }
                let Some(changed) = Edit::apply(text, std::slice::from_ref(&mutation.edit)) else { continue };
                if mutation.kind != "duplicate" && means_the_same(text, &changed) {
                    continue;
                }
                let mut found = findings(&changed);
                let old = unmutated.len();
                found.retain(|finding| !(old > 0 && unmutated.iter().any(|before| before.message == finding.message)));
                let tally = tallies.entry(mutation.kind).or_default();
                tally.made += 1;
                tally.findings += found.len();
                tally.found += usize::from(!found.is_empty());
                let exact = found.iter().any(|f| f.span.start() == mutation.place.0);
                tally.exact += usize::from(exact);
                let mut good = true;
                for fix in
                    found.iter().filter_map(|finding| finding.fix.as_ref()).filter(|fix| fix.safety != Safety::Display)
                {
                    tally.fixes += 1;
                    let fixed = Edit::apply(&changed, &fix.edits).expect("a fix can be applied");
                    let errors = findings(&fixed).into_iter().filter(|after| after.severity == Severity::Error);
                    if errors.count() > unmutated.len() + found.len() - 1 {
                        tally.bad_fixes += 1;
                        good = false;
                    }
                }
                if (!exact || found.len() != 1 || !good) && shown < 60 {
                    shown += 1;
                    let line = changed[..mutation.place.0].rfind('\n').map_or(0, |at| at + 1);
                    println!("{}: {:?}", mutation.kind, changed[line..].lines().take(2).collect::<Vec<_>>());
                    for f in &found {
                        println!(
                            "    {:?} {} at {:?} ({})",
                            f.detail,
                            f.message,
                            f.span.start().cast_signed() - mutation.place.0.cast_signed(),
                            f.fix.is_some()
                        );
                    }
                }
            }
        }
    }
    let mut all = Tally::default();
    for (kind, tally) in &tallies {
        println!(
            "{kind}: {} made, {} found, {} exact, {} findings, {} fixes, {} of them bad",
            tally.made, tally.found, tally.exact, tally.findings, tally.fixes, tally.bad_fixes
        );
        all.made += tally.made;
        all.found += tally.found;
        all.exact += tally.exact;
        all.findings += tally.findings;
        all.bad_fixes += tally.bad_fixes;
    }
    println!(
        "all: {} made, {} found, {} exact, {} findings, {} bad fixes",
        all.made, all.found, all.exact, all.findings, all.bad_fixes
    );
    assert!(all.found * 100 >= all.made * 99, "{} of {} found", all.found, all.made);
    assert!(all.exact * 100 >= all.made * 98, "{} of {} exact", all.exact, all.made);
    assert!(all.findings * 100 <= all.made * 105, "{} findings for {}", all.findings, all.made);
    assert_eq!(all.bad_fixes, 0);
}
