//! `field/literal-template`: a template tag in a value that the generator does not render.
use crate::dialect::generators::KeyType;
use crate::front_matter::Entry;
use crate::post::Post;
use crate::rules::{Context, Rule, fields};

pub(crate) struct LiteralTemplate;

/// Keys whose text readers see: a tag that is the whole value stays as it is.
const TEXTS: &[&str] = &["title", "subtitle", "description", "summary", "excerpt"];

/// Keys with addresses: a tag anywhere in one breaks it.
const ADDRESSES: &[&str] = &[
    "permalink",
    "url",
    "slug",
    "image",
    "images",
    "thumbnail",
    "cover",
    "redirect_from",
    "redirect_to",
    "aliases",
    "canonical_url",
];

/// What begins and ends a tag of some template language.
const TAGS: &[(&str, &str)] = &[("{{", "}}"), ("{%", "%}"), ("<%", "%>"), ("${", "}")];

impl Rule for LiteralTemplate {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let Some(generator) = post.dialect.generator.filter(|_| post.front().is_readable()) else { return };
        if !generator.facts().values_are_literal || memchr::memchr2(b'{', b'%', post.front_text().as_bytes()).is_none()
        {
            return;
        }
        let typed = generator.facts().keys.typed;
        let is_rendered = |entry: &&Entry| typed.contains(&(entry.key.text.as_str(), KeyType::RenderedAddress));
        for entry in post.front().entries.iter().filter(|entry| !entry.broken) {
            for (node, text) in fields::scalars(&entry.value) {
                if let Some(tag) = literal_tag(entry, text).filter(|_| !is_rendered(&entry)) {
                    let (name, generator) = (&entry.key.text, generator.title());
                    cx.report(node.span, format!("`{name}` contains the template tag `{tag}`, which {generator} does not render"))
                        .help("front matter is read as it is, so that the tag itself is shown or becomes part of an address; write the value");
                }
            }
        }
    }
}

/// The tag in a value of this key that stays where no one wants to see it.
fn literal_tag<'t>(entry: &Entry, text: &'t str) -> Option<&'t str> {
    let is_one = |keys: &[&str]| keys.contains(&entry.key.text.as_str());
    let (is_text, is_address) = (is_one(TEXTS), is_one(ADDRESSES));
    if !is_text && !is_address {
        return None;
    }
    memchr::memchr3(b'{', b'%', b'$', text.as_bytes())?;
    let text = text.trim();
    TAGS.iter().find_map(|(open, close)| {
        let start = text.find(open)?;
        let end = start + text[start..].find(close)? + close.len();
        let is_whole = start == 0 && end == text.len();
        (is_address || is_whole).then(|| &text[start..end])
    })
}
