//! Repairs tried out: only one that makes the block readable, and changes no other entry, is offered.
use super::super::tree::{Node, Value};
use super::parse::parse;
use super::recover::{YamlProblem, span};
use super::suspect::{Candidate, Repair};
use crate::text::{Edit, Span};

/// Repairs of longer blocks are not verified, so not offered.
const MAX_VERIFIED: usize = 64 * 1024;

/// Which repairs make the block readable, each with the other problems covered, and leave the other entries as they were.
pub(super) fn verify(text: &str, found: &[YamlProblem]) -> Vec<bool> {
    if text.len() > MAX_VERIFIED {
        return vec![false; found.len()];
    }
    found.iter().enumerate().map(|(index, problem)| repairs(text, found, index, problem)).collect()
}

fn repairs(text: &str, found: &[YamlProblem], index: usize, problem: &YamlProblem) -> bool {
    let Some(repair) = &problem.suspect.repair else { return false };
    let others = found.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, found)| &found.suspect);
    let inner = |other: &&Candidate| !problem.suspect.mask.range().contains(&other.mask.range().start);
    let mut edits: Vec<Edit> =
        others.filter(inner).map(|other| Edit::replace(span(other.mask.range(), 0), other.mask.cover(text))).collect();
    let covered = {
        let mut all = edits.clone();
        all.push(Edit::replace(span(problem.suspect.mask.range(), 0), problem.suspect.mask.cover(text)));
        Edit::apply(text, &all)
    };
    edits.extend(as_edits(repair));
    let (Some(fixed), Some(covered)) = (Edit::apply(text, &edits), covered) else { return false };
    let (Ok(fixed), Ok(covered)) = (parse(&fixed, 0), parse(&covered, 0)) else { return false };
    if fixed.rest.is_some() {
        return false;
    }
    let (after, before) = (pairs(fixed.root), pairs(covered.root));
    // Entries outside the repaired stretch keep their keys and values.
    let outside = before.iter().filter(|(at, ..)| !problem.stretch.contains(at)).count();
    let mut rest = after.iter();
    let same = before
        .iter()
        .filter(|(at, ..)| !problem.stretch.contains(at))
        .all(|(_, key, value)| rest.any(|(_, other, same)| other == key && same == value));
    let more = after.len() > outside;
    same && (more || !repair_keeps_entry(&problem.suspect))
}

/// A comment made a comment adds no entry; every other repair brings its entry back.
fn repair_keeps_entry(suspect: &Candidate) -> bool {
    !matches!(suspect.cause, "html-comment" | "slash-comment" | "text-without-key")
}

fn as_edits(repair: &Repair) -> impl Iterator<Item = Edit> {
    repair.edits.iter().map(|(at, text)| Edit::replace(span(at.clone(), 0), text.clone()))
}

/// Place, key and value text of the top-level entries.
fn pairs(root: Option<Node>) -> Vec<(usize, String, Value)> {
    match root {
        Some(Node { value: Value::Mapping(mapping), .. }) => mapping
            .0
            .into_iter()
            .map(|entry| (entry.key.span.start(), entry.key.text, without_places(entry.value)))
            .collect(),
        _ => Vec::new(),
    }
}

/// A value that compares equal wherever it stands.
fn without_places(mut node: Node) -> Value {
    let mut open = vec![&mut node];
    while let Some(node) = open.pop() {
        node.span = Span::at(0);
        node.tag = None;
        match &mut node.value {
            Value::Sequence(items) => open.extend(items),
            Value::Mapping(mapping) => {
                for entry in &mut mapping.0 {
                    entry.key.span = Span::at(0);
                    entry.colon = None;
                    open.push(&mut entry.value);
                }
            }
            _ => {}
        }
    }
    node.value
}
