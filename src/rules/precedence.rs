//! Precedence: where several rules fire for one cause, which of them explains it and which are then silent.
use crate::diagnostic::{Diagnostic, RuleId};
use crate::text::Span;

/// How far a finding silences others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// What lies inside its span or one of its labels.
    Place,
    /// What shares a byte with its span or one of its labels.
    Touch,
    /// What begins where it begins.
    Start,
    /// In the whole file.
    File,
}

/// One line of the order: findings of `first` silence findings of `then`. A rule or a whole group; `*` is every other group.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// What explains.
    pub first: &'static str,
    /// Only its findings with this detail, when one is named.
    pub detail: Option<&'static str>,
    /// How far.
    pub reach: Reach,
    /// What is silenced.
    pub then: &'static [&'static str],
}

const fn order(first: &'static str, reach: Reach, then: &'static [&'static str]) -> Order {
    Order { first, detail: None, reach, then }
}

/// The whole order; an example of a rule page shows each line (`tests/pages.rs` holds it). Rules whose findings exclude each other need none.
pub const ORDER: &[Order] = &[
    // Half of a conflict, or bytes of another encoding, is not what anybody wrote: judge it when it is settled.
    order("file/merge-conflict", Reach::File, &["*"]),
    Order { detail: Some("utf-16"), ..order("file/not-utf8", Reach::File, &["*"]) },
    order("file", Reach::Place, &["*"]),
    order("file", Reach::Touch, &["front-matter/invalid-syntax"]),
    order("front-matter/bad-fence", Reach::File, &["front-matter/unclosed", "front-matter/missing"]),
    order("front-matter/missing", Reach::File, &["field", "post"]),
    order("front-matter/invisible-character", Reach::Touch, &["field/missing", "field/unknown"]),
    order("field/invalid-date", Reach::Place, &["field/misread-date"]),
    order("field", Reach::Place, &["front-matter/surprising-type"]),
    order("field/not-allowed", Reach::Place, &["site/unknown-value"]),
    order("html/misnested", Reach::Place, &["html/unclosed-element", "html/stray-end-tag"]),
    order("html/unknown-element", Reach::Place, &["html/unclosed-element", "html/stray-end-tag"]),
    order("html/unclosed-comment", Reach::Place, &["html/parse-error"]),
    order("html", Reach::Start, &["html/parse-error"]),
];

impl Order {
    fn explains(&self, finding: &Diagnostic) -> bool {
        names(self.first, finding.rule)
            && self.detail.is_none_or(|detail| finding.detail == Some(detail))
            && !self.silences(finding)
    }

    fn silences(&self, finding: &Diagnostic) -> bool {
        self.then.iter().any(|then| match *then {
            "*" => finding.rule.group() != group_of(self.first),
            then => names(then, finding.rule),
        })
    }
}

fn group_of(name: &str) -> &str {
    name.split('/').next().unwrap_or(name)
}

/// Whether a rule's or a group's name stands for the rule.
pub fn names(name: &str, rule: RuleId) -> bool {
    if name.contains('/') { name == rule.0 } else { name == rule.group() }
}

/// Removes the findings that another one explains; in time `n log n` of their number.
pub fn settle(found: &mut Vec<Diagnostic>) {
    if found.len() < 2 {
        return;
    }
    for order in ORDER {
        let explaining = || found.iter().filter(|finding| order.explains(finding));
        if explaining().next().is_none() {
            continue;
        }
        let places = MergedSpans::of(order.reach, explaining());
        found.retain(|finding| !(order.silences(finding) && places.reach(order.reach, finding.span)));
    }
}

/// Spans of a file, sorted and merged where they touch.
struct MergedSpans(Vec<Span>);

impl MergedSpans {
    fn of<'a>(reach: Reach, explaining: impl Iterator<Item = &'a Diagnostic>) -> Self {
        let labels = |finding: &'a Diagnostic| finding.labels.iter().filter(|label| label.path.is_none());
        let spans: Vec<Span> = match reach {
            Reach::File => explaining.take(1).map(|finding| finding.span).collect(),
            Reach::Start => explaining.map(|finding| Span::at(finding.span.start())).collect(),
            Reach::Place | Reach::Touch => explaining
                .flat_map(|finding| std::iter::once(finding.span).chain(labels(finding).map(|label| label.span)))
                .collect(),
        };
        Self(Span::merge(spans))
    }

    fn reach(&self, reach: Reach, span: Span) -> bool {
        match reach {
            Reach::File => true,
            Reach::Start => self.0.binary_search(&Span::at(span.start())).is_ok(),
            Reach::Place => self.near(span).iter().any(|place| place.contains(span)),
            Reach::Touch => self.near(span).iter().any(|place| place.touches(span)),
        }
    }

    /// The last two places that begin at or before the span's end: no other one can touch it.
    fn near(&self, span: Span) -> &[Span] {
        let after = self.0.partition_point(|place| place.start() <= span.end());
        &self.0[after.saturating_sub(2)..after]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    fn finding(rule: &'static str, start: usize, end: usize) -> Diagnostic {
        Diagnostic::new(RuleId(rule), Severity::Error, Span::new(start, end), "")
    }

    fn left(mut found: Vec<Diagnostic>) -> Vec<&'static str> {
        settle(&mut found);
        found.iter().map(|finding| finding.rule.0).collect()
    }

    #[test]
    fn the_order_names_rules_and_groups_that_there_are() {
        let rules: Vec<RuleId> = crate::catalogue::pages().iter().map(|page| page.rule).collect();
        for name in ORDER.iter().flat_map(|order| order.then.iter().chain([&order.first])).filter(|name| **name != "*")
        {
            assert!(rules.iter().any(|rule| names(name, *rule)), "{name} is no rule and no group");
        }
    }

    #[test]
    fn a_finding_silences_those_at_its_place_and_no_others() {
        let found = vec![
            finding("html/unclosed-element", 4, 9),
            finding("html/misnested", 4, 9),
            finding("html/unclosed-element", 20, 25),
        ];
        assert_eq!(left(found), ["html/misnested", "html/unclosed-element"]);
    }

    #[test]
    fn a_label_is_a_place_too() {
        let mut misnested = finding("html/misnested", 20, 24);
        misnested.label(Span::new(4, 7), "opened here");
        assert_eq!(left(vec![finding("html/unclosed-element", 4, 7), misnested]), ["html/misnested"]);
    }

    #[test]
    fn the_last_rule_does_not_silence_itself() {
        let found = vec![finding("html/parse-error", 4, 9), finding("html/parse-error", 4, 9)];
        assert_eq!(left(found).len(), 2);
        let found = vec![finding("html/parse-error", 4, 9), finding("html/duplicate-attribute", 4, 6)];
        assert_eq!(left(found), ["html/duplicate-attribute"]);
        let found = vec![finding("html/parse-error", 4, 9), finding("html/image-without-alt", 0, 20)];
        assert_eq!(left(found).len(), 2);
    }

    #[test]
    fn a_conflict_silences_everything_but_its_own_group() {
        let found = vec![
            finding("front-matter/invalid-syntax", 90, 99),
            finding("file/merge-conflict", 4, 9),
            finding("file/control-character", 50, 51),
        ];
        assert_eq!(left(found), ["file/merge-conflict", "file/control-character"]);
    }
}
