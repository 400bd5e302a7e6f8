//! Precedence: where several rules fire for one cause, which of them explains it and which are then silent.
use super::facts::{Fact, FactState};
use super::field::empty::Empty;
use super::field::invalid_date::InvalidDate;
use super::field::list_as_string::ListAsString;
use super::field::misread_date::MisreadDate;
use super::field::missing::FieldMissing;
use super::field::not_allowed::NotAllowed;
use super::field::unknown::Unknown;
use super::field::unusable_url::UnusableUrl;
use super::field::wrong_type::WrongType;
use super::file::merge_conflict::MergeConflict;
use super::file::not_utf8::{EncodingDetail, NotUtf8};
use super::front_matter::bad_fence::BadFence;
use super::front_matter::invalid_syntax::InvalidSyntax;
use super::front_matter::invisible_character::InvisibleCharacter;
use super::front_matter::lost_content::LostContent;
use super::front_matter::missing::FrontMatterMissing;
use super::front_matter::surprising_type::SurprisingType;
use super::front_matter::unclosed::Unclosed;
use super::html::duplicate_attribute::DuplicateAttribute;
use super::html::malformed_attribute::{AttributeCause, MalformedAttribute};
use super::html::misnested::Misnested;
use super::html::misplaced_content::MisplacedContent;
use super::html::parse_error::ParseError;
use super::html::self_closing::SelfClosing;
use super::html::stray_end_tag::StrayEndTag;
use super::html::tag_shown_as_text::TagShownAsText;
use super::html::unclosed_comment::UnclosedComment;
use super::html::unclosed_element::UnclosedElement;
use super::html::unclosed_tag::HtmlUnclosedTag;
use super::html::unknown_element::UnknownElement;
use super::site::unknown_layout::UnknownLayout;
use super::site::unknown_value::UnknownValue;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::text::Span;
use crate::trace::FindingTrace;
use std::fmt;

/// How far a finding hides others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// What is inside its span or one of its labels.
    Place,
    /// What shares a byte with its span or one of its labels.
    Touch,
    /// What begins where it begins.
    Start,
    /// In the whole file.
    File,
}

/// The rules that a line of the order selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selector {
    /// One rule.
    Rule(RuleId),
    /// Every rule of a group.
    Group(&'static str),
    /// Every rule that is not of this group.
    GroupsBut(&'static str),
}

use Selector::{Group, GroupsBut, Rule};

/// One line of the order: findings of `first` hide findings of `then`.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// The rule or group that explains the cause.
    pub first: Selector,
    /// Only findings with this detail hide others, when one is named.
    pub detail: Option<&'static str>,
    /// How far a finding hides others.
    pub reach: Reach,
    /// The rules that are silent.
    pub then: &'static [Selector],
}

const fn order(first: Selector, reach: Reach, then: &'static [Selector]) -> Order {
    Order { first, detail: None, reach, then }
}

/// The whole order. An example of a rule page shows each line (`tests/pages.rs` checks it). Rules whose findings exclude each other need none.
pub const ORDER: &[Order] = &[
    // Half of a conflict, or bytes of another encoding, is not what anybody wrote: the rest is judged once that is settled.
    order(Rule(MergeConflict::ID), Reach::File, &[GroupsBut("file")]),
    Order { detail: Some(EncodingDetail::Utf16.name()), ..order(Rule(NotUtf8::ID), Reach::File, &[GroupsBut("file")]) },
    Order { detail: Some(EncodingDetail::Utf32.name()), ..order(Rule(NotUtf8::ID), Reach::File, &[GroupsBut("file")]) },
    order(Group("file"), Reach::Place, &[GroupsBut("file")]),
    order(Group("file"), Reach::Touch, &[Rule(InvalidSyntax::ID)]),
    order(Rule(BadFence::ID), Reach::File, &[Rule(Unclosed::ID), Rule(FrontMatterMissing::ID)]),
    order(Rule(FrontMatterMissing::ID), Reach::File, &[Group("field"), Group("post")]),
    order(Rule(InvisibleCharacter::ID), Reach::Touch, &[Rule(FieldMissing::ID), Rule(Unknown::ID)]),
    order(Rule(LostContent::ID), Reach::Place, &[Rule(InvalidSyntax::ID)]),
    order(Rule(InvalidSyntax::ID), Reach::Place, &[Rule(InvalidDate::ID), Rule(SurprisingType::ID)]),
    order(Rule(Empty::ID), Reach::Place, &[Rule(MisreadDate::ID)]),
    order(Rule(InvalidDate::ID), Reach::Place, &[Rule(MisreadDate::ID)]),
    order(Rule(WrongType::ID), Reach::Place, &[Rule(ListAsString::ID)]),
    order(Rule(ListAsString::ID), Reach::Place, &[Rule(UnusableUrl::ID)]),
    order(Group("field"), Reach::Place, &[Rule(SurprisingType::ID)]),
    order(Rule(NotAllowed::ID), Reach::Place, &[Rule(UnknownValue::ID), Rule(UnknownLayout::ID)]),
    order(Rule(UnknownValue::ID), Reach::Place, &[Rule(UnknownLayout::ID)]),
    order(Rule(TagShownAsText::ID), Reach::Place, &[Rule(StrayEndTag::ID)]),
    order(Rule(TagShownAsText::ID), Reach::Start, &[Rule(MisplacedContent::ID)]),
    Order {
        detail: Some(AttributeCause::CurlyQuotes.name()),
        ..order(Rule(MalformedAttribute::ID), Reach::Touch, &[Rule(HtmlUnclosedTag::ID)])
    },
    order(Rule(MalformedAttribute::ID), Reach::Touch, &[Rule(DuplicateAttribute::ID), Rule(ParseError::ID)]),
    order(Rule(Misnested::ID), Reach::Place, &[Rule(UnclosedElement::ID), Rule(StrayEndTag::ID)]),
    order(Rule(UnknownElement::ID), Reach::Place, &[Rule(UnclosedElement::ID), Rule(StrayEndTag::ID)]),
    order(Rule(UnknownElement::ID), Reach::Place, &[Rule(SelfClosing::ID)]),
    order(Rule(UnclosedComment::ID), Reach::Place, &[Rule(ParseError::ID)]),
    order(Group("html"), Reach::Start, &[Rule(ParseError::ID)]),
];

impl Order {
    fn explains(&self, finding: &Diagnostic) -> bool {
        self.first.selects(finding.rule)
            && self.detail.is_none_or(|detail| finding.detail == Some(detail))
            && !self.silences(finding)
    }

    fn silences(&self, finding: &Diagnostic) -> bool {
        self.then.iter().any(|then| then.selects(finding.rule))
    }
}

impl Selector {
    /// Whether a rule is one of these.
    pub fn selects(self, rule: RuleId) -> bool {
        match self {
            Rule(one) => one == rule,
            Group(group) => group == rule.group(),
            GroupsBut(group) => group != rule.group(),
        }
    }
}

/// The selector in the words of a trace: `html/misnested`, `html/*`.
impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rule(one) => write!(f, "{one}"),
            Group(group) => write!(f, "{group}/*"),
            GroupsBut(group) => write!(f, "every rule but {group}/*"),
        }
    }
}

/// Removes the findings that another one explains; in time `n log n` of their number.
pub fn settle(found: &mut Vec<Diagnostic>, trace: Option<FindingTrace<'_>>) {
    if found.len() < 2 {
        return;
    }
    for order in ORDER {
        let explaining = || found.iter().filter(|finding| order.explains(finding));
        if explaining().next().is_none() {
            continue;
        }
        let places = MergedSpans::of(order.reach, explaining());
        found.retain(|finding| {
            let is_silent = order.silences(finding) && places.reach(order.reach, finding.span);
            if let Some(trace) = trace.filter(|_| is_silent) {
                let line = || format!("precedence: `{}` explains `{}` ({:?})", order.first, finding.rule, order.reach);
                trace.note(&[finding.span], line);
            }
            !is_silent
        });
    }
}

/// Lets facts at which another finding explains the cause only count, so that no finding is reported at them.
pub fn settle_facts(found: &[Diagnostic], facts: &mut [Fact], trace: Option<FindingTrace<'_>>) {
    if found.is_empty() || facts.is_empty() {
        return;
    }
    for order in ORDER {
        let is_silent = |fact: &&mut Fact| order.then.iter().any(|then| then.selects(fact.rule));
        let explaining = || found.iter().filter(|finding| order.explains(finding));
        if explaining().next().is_none() {
            continue;
        }
        let places = MergedSpans::of(order.reach, explaining());
        for fact in facts.iter_mut().filter(is_silent).filter(|fact| places.reach(order.reach, fact.span)) {
            fact.state = FactState::Counted;
            if let Some(trace) = trace {
                let (first, reach) = (order.first, order.reach);
                let line = || {
                    format!("precedence: `{first}` explains what `{}` may report of the site ({reach:?})", fact.rule)
                };
                trace.note(&[fact.span], line);
            }
        }
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
    use crate::rules::file::control_character::ControlCharacter;
    use crate::rules::html::image_without_alt::ImageWithoutAlt;

    fn finding(rule: RuleId, start: usize, end: usize) -> Diagnostic {
        Diagnostic::new(rule, Severity::Error, Span::new(start, end), "")
    }

    fn left(mut found: Vec<Diagnostic>) -> Vec<&'static str> {
        settle(&mut found, None);
        found.iter().map(|finding| finding.rule.as_str()).collect()
    }

    #[test]
    fn the_order_names_groups_that_there_are() {
        let groups: Vec<&str> = crate::catalogue::pages().iter().map(|page| page.rule.group()).collect();
        for selector in ORDER.iter().flat_map(|order| order.then.iter().chain([&order.first])) {
            if let Group(group) | GroupsBut(group) = selector {
                assert!(groups.contains(group), "there is no group `{group}`");
            }
        }
    }

    #[test]
    fn a_finding_silences_those_at_its_place_and_no_others() {
        let found = vec![
            finding(UnclosedElement::ID, 4, 9),
            finding(Misnested::ID, 4, 9),
            finding(UnclosedElement::ID, 20, 25),
        ];
        assert_eq!(left(found), ["html/misnested", "html/unclosed-element"]);
    }

    #[test]
    fn a_label_is_a_place_too() {
        let mut misnested = finding(Misnested::ID, 20, 24);
        misnested.label(Span::new(4, 7), "opened here");
        assert_eq!(left(vec![finding(UnclosedElement::ID, 4, 7), misnested]), ["html/misnested"]);
    }

    #[test]
    fn the_last_rule_does_not_silence_itself() {
        let found = vec![finding(ParseError::ID, 4, 9), finding(ParseError::ID, 4, 9)];
        assert_eq!(left(found).len(), 2);
        let found = vec![finding(ParseError::ID, 4, 9), finding(DuplicateAttribute::ID, 4, 6)];
        assert_eq!(left(found), ["html/duplicate-attribute"]);
        let found = vec![finding(ParseError::ID, 4, 9), finding(ImageWithoutAlt::ID, 0, 20)];
        assert_eq!(left(found).len(), 2);
    }

    #[test]
    fn a_conflict_silences_everything_but_its_own_group() {
        let found = vec![
            finding(InvalidSyntax::ID, 90, 99),
            finding(MergeConflict::ID, 4, 9),
            finding(ControlCharacter::ID, 50, 51),
        ];
        assert_eq!(left(found), ["file/merge-conflict", "file/control-character"]);
    }
}
