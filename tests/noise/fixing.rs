//! What is true of fixes that are made together, of any text and any edits, and of those that are found in a post.
use crate::{fixes, truth};
use frontlint::config::{self, Config};
use frontlint::diagnostic::{Diagnostic, Fix, Safety};
use frontlint::dialect::Dialect;
use frontlint::engine;
use frontlint::fix::{self, Applied};
use frontlint::post::PostKind;
use frontlint::text::{Edit, SourceFile};
use std::path::Path;
use std::sync::LazyLock;

/// Asserts what [`fix::apply`] promises for any fixes, by doing the same in the plainest way.
pub(crate) fn assert_applied(source: &SourceFile, fixes: &[Fix]) {
    let Applied { bytes, made, .. } = fix::apply(source, fixes);
    let mut taken: Vec<&Edit> = Vec::new();
    for (fix, made) in fixes.iter().zip(&made) {
        let may_be_made = fix.safety != Safety::Display && is_applicable(source, fix) && !collides(fix, &taken);
        assert_eq!(*made, may_be_made, "{fix:?} after {taken:?}");
        taken.extend(fix.edits.iter().filter(|_| may_be_made));
    }
    assert_eq!(made.len(), fixes.len());
    assert_eq!(bytes, edited(source.bytes(), &taken));
}

/// Whether an edit of a fix and one made before it change the same bytes, or one of them inserts where the other does.
fn collides(fix: &Fix, taken: &[&Edit]) -> bool {
    fix.edits.iter().any(|edit| taken.iter().any(|other| edit.span.touches(other.span)))
}

fn is_applicable(source: &SourceFile, fix: &Fix) -> bool {
    let mut spans: Vec<_> = fix.edits.iter().map(|edit| edit.span).collect();
    spans.sort_unstable();
    let is_apart = spans.windows(2).all(|pair| pair[0].end() <= pair[1].start() && pair[0] != pair[1]);
    let is_utf8 = |span: &frontlint::text::Span| {
        !source.malformed().iter().any(|bytes| bytes.start() < span.end() && span.start() < bytes.end())
    };
    let is_place = |span: &frontlint::text::Span| source.text().get(span.range()).is_some() && is_utf8(span);
    !spans.is_empty() && is_apart && spans.iter().all(is_place)
}

/// The bytes after the edits, made one by one from the last to the first.
fn edited(bytes: &[u8], edits: &[&Edit]) -> Vec<u8> {
    let mut sorted = edits.to_vec();
    sorted.sort_by_key(|edit| edit.span);
    sorted.iter().rev().fold(bytes.to_vec(), |mut bytes, edit| {
        bytes.splice(edit.span.range(), edit.text.bytes());
        bytes
    })
}

static EVERY_RULE: LazyLock<Config> = LazyLock::new(|| {
    let mut config = config::preset("none", Path::new("")).expect("a built-in preset");
    config.select(&["all".to_string()], &[]).expect("`all` stands for all rules");
    config
});

/// How often a post may have to be fixed until nothing is left to fix: a fix may wait for one at its place, and few do.
const MOST_ROUNDS: usize = 20;

/// Asserts what holds for the fixes that are found in a post: made together they can be made, the safe ones keep what is read, and when
/// they are made again and again there is an end.
pub(crate) fn assert_fixed(bytes: &[u8], name: &str, dialect: &Dialect) {
    let settings = EVERY_RULE.settings_for(Path::new(name));
    let check = |source: &SourceFile| engine::check(source, dialect, PostKind::Post, &settings).findings;
    let mut source = SourceFile::new(name, bytes);
    let found = check(&source);
    assert_applied(&source, &fixes_of(&found, Safety::Unsafe));
    let mut safe = fixes_of(&found, Safety::Safe);
    for _ in 0..MOST_ROUNDS {
        let Applied { bytes, made, .. } = fix::apply(&source, &safe);
        if !made.contains(&true) {
            return;
        }
        let fixed = SourceFile::new(name, bytes);
        if let Some(changed) = fixes::changed_value(&source, &fixed, dialect, &|_, _, _| None).err() {
            panic!("the safe fixes together change a value: {changed}\n{safe:?}");
        }
        let found = check(&fixed);
        truth::assert_places(&fixed, &found);
        safe = fixes_of(&found, Safety::Safe);
        source = fixed;
    }
    panic!("after {MOST_ROUNDS} rounds there is something to fix again: {safe:?} in {:?}", source.text());
}

fn fixes_of(found: &[Diagnostic], least: Safety) -> Vec<Fix> {
    let fixes = found.iter().filter_map(|finding| finding.fix.as_deref());
    fixes.filter(|fix| fix.safety >= least).cloned().collect()
}
