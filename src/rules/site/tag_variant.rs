//! `site/tag-variant`: a tag that differs from a common one only by case, accents or hyphens.
use crate::diagnostic::{Safety, Severity};
use crate::front_matter::{Node, Value};
use crate::post::Post;
use crate::rules::{FactGroup, FactState, Facts, PlacedFact, Rule, SiteContext, SiteFacts, fields};
use crate::text::Edit;
use crate::values::{folded, quote};
use std::cmp::Reverse;
use std::collections::BTreeMap;

pub(crate) struct TagVariant;

/// The most posts in which a tag may be a mistake.
const RARE: usize = 3;
/// The fewest posts that make a tag common,
const COMMON: usize = 10;
/// and how many times more posts than the rare tag it must have.
const TIMES: usize = 10;
/// How many variants the finding about all other ones names.
const NAMED: usize = 3;

impl Rule for TagVariant {
    fn gather(&self, post: &Post<'_>, facts: &mut Facts<'_>) {
        if !post.front().is_readable() {
            return;
        }
        for (node, tag) in tags(post) {
            let place = fields::part_of(node, 0..tag.len(), post.source);
            let fact = facts.note("", tag, "", place.unwrap_or(node.span));
            if let Some(fact) = fact.filter(|_| place.is_none()) {
                fact.state = FactState::Counted;
            }
        }
    }

    fn check_site(&self, site: &SiteFacts<'_>, cx: &mut SiteContext) {
        if !site.is_whole {
            return;
        }
        let mut other: Vec<AlikeTag<'_>> = Vec::new();
        for variant in variants(site) {
            let AlikeTag { posts, of_posts, .. } = variant;
            if posts <= RARE && of_posts >= COMMON.max(TIMES * posts) {
                variant.group.facts().for_each(|fact| report(&variant, &fact, cx));
            } else {
                other.push(variant);
            }
        }
        report_together(&mut other, cx);
    }
}

/// A tag, and the more common one that it differs from only by case, accents or hyphens.
struct AlikeTag<'a> {
    group: FactGroup<'a>,
    posts: usize,
    of: &'a str,
    of_posts: usize,
}

/// The tags of a post that are strings.
fn tags<'a>(post: &'a Post<'_>) -> impl Iterator<Item = (&'a Node, &'a str)> {
    let of_taxonomies = post.front().get("taxonomies").and_then(|entry| match &entry.value.value {
        Value::Mapping(entries) => entries.get("tags"),
        _ => None,
    });
    let lists = post.front().get("tags").into_iter().chain(of_taxonomies).filter(|entry| !entry.broken);
    lists.flat_map(|entry| {
        let is_list = matches!(entry.value.value, Value::Sequence(_));
        // Generators split a string of several words differently.
        let is_one = move |tag: &str| is_list || !tag.contains([' ', ',']);
        fields::scalars(&entry.value).into_iter().filter(move |(_, tag)| is_one(tag) && is_tag(tag))
    })
}

fn is_tag(tag: &str) -> bool {
    tag.trim() == tag && tag.chars().any(char::is_alphanumeric) && !fields::is_template(tag)
}

/// Every tag that is a variant of a more common one.
fn variants<'a>(site: &SiteFacts<'a>) -> Vec<AlikeTag<'a>> {
    let mut alike: BTreeMap<String, Vec<FactGroup<'a>>> = BTreeMap::new();
    for group in site.groups() {
        alike.entry(without_details(group.value())).or_default().push(group);
    }
    let several = alike.into_values().filter(|groups| groups.len() > 1);
    let found = several.flat_map(|groups| {
        let mut counted: Vec<(usize, FactGroup<'a>)> = groups.into_iter().map(|group| (group.posts(), group)).collect();
        counted.sort_by_key(|(posts, group)| (Reverse(*posts), group.value()));
        let (of_posts, of) = counted[0];
        counted.into_iter().skip(1).map(move |(posts, group)| AlikeTag { group, posts, of: of.value(), of_posts })
    });
    found.collect()
}

/// A tag without what variants differ in. Hyphens between digits stay, as they are no matter of style there.
fn without_details(tag: &str) -> String {
    let letters: Vec<char> = folded(tag).chars().collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let stays = |at: usize| is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
    let kept = letters.iter().enumerate().filter(|(at, letter)| !matches!(letter, '-' | ' ') || stays(*at));
    kept.map(|(_, letter)| letter).collect()
}

fn report(variant: &AlikeTag<'_>, fact: &PlacedFact<'_>, cx: &mut SiteContext) {
    let AlikeTag { group, posts, of, of_posts } = variant;
    let tag = group.value();
    let finding = cx.report(fact, format!("the tag `{tag}` is in {}, `{of}` in {of_posts}", in_words(*posts)));
    finding.help("most generators list the posts of each spelling on a page of its own, so that readers of one miss those of the other");
    if quote::is_safe_plain(of) {
        finding.fix(Safety::Display, format!("write `{of}`"), vec![Edit::replace(fact.span, *of)]);
    }
}

/// One finding about all variants that are used too much to be mistakes.
fn report_together(variants: &mut [AlikeTag<'_>], cx: &mut SiteContext) {
    variants.sort_by_key(|variant| (Reverse(variant.posts), variant.group.value()));
    let Some(fact) = variants.first().and_then(|largest| largest.group.facts().next()) else { return };
    let name = |variant: &AlikeTag<'_>| {
        let AlikeTag { group, posts, of, of_posts } = variant;
        format!("`{}` ({posts}) beside `{of}` ({of_posts})", group.value())
    };
    let named: Vec<String> = variants.iter().take(NAMED).map(name).collect();
    let what = if variants.len() == 1 { "1 tag differs" } else { &format!("{} tags differ", variants.len()) };
    let message = format!("{what} from another only by case, accents or hyphens: {}", named.join(", "));
    cx.report_as(Severity::Info, &fact, message).help(
        "most generators list the posts of each spelling on a page of its own; choose one spelling for all of them",
    );
}

fn in_words(posts: usize) -> String {
    if posts == 1 { "1 post".to_string() } else { format!("{posts} posts") }
}
