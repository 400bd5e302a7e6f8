//! `front-matter/lost-content`: text in the block that generators ignore without a warning.
use super::surprising_type::is_text_field;
use crate::front_matter::{Entry, Format, Mapping, Node, Style, Value};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Span, line_end, line_start};
use crate::values::{Loader, Scalar};
use std::cell::LazyCell;
use std::collections::HashSet;

pub(crate) struct LostContent;

impl Rule for LostContent {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        if post.front().format() == Format::Yaml && has_a_sign(post.front_text()) {
            words_before_values(post, cx);
        }
        merged_in_braces(post, cx);
        below_dots(post, cx);
        // What follows a list or a string that is not front matter is lost with it.
        let Some(lost) = post.front().lost.filter(|_| post.front().not_a_mapping.is_none()) else { return };
        let text = post.source.slice(lost);
        let span = Span::new(lost.start(), lost.start() + text.trim_end().len());
        if span.is_empty() {
            return;
        }
        if text.starts_with("---") || before_is_document_end(post, lost) {
            cx.report(span, "these lines are a second YAML document, which is ignored")
                .help("front matter ends with the first document; remove the line that ends it, or the lines after it");
            return;
        }
        let first = post.front().entries.iter().next();
        let indent = first
            .map(|entry| Span::new(line_start(post.source.text(), entry.key.span.start()), entry.key.span.start()));
        let finding = cx.report(span, "these lines are ignored, because they are indented less than the first line");
        finding.help(
            "YAML ends the block at a line that is indented less than the first line; begin all keys in the same column",
        );
        if let Some(indent) = indent.filter(|indent| !indent.is_empty()) {
            finding.label(indent, "remove this indentation");
        }
    }
}

/// `<<: {a: 1}`: Jekyll's loader takes over the keys of a mapping only by its name.
fn merged_in_braces(post: &Post<'_>, cx: &mut Context<'_>) {
    let generator = post.dialect.generator.filter(|_| post.dialect.yaml_loader() == Some(Loader::SafeYaml));
    let Some(generator) = generator.filter(|_| post.front_text().contains("<<")) else { return };
    for entry in post.front().entries.with_nested().into_iter().flat_map(Mapping::iter) {
        let is_lost = entry.key.text == "<<" && matches!(entry.value.value, Value::Mapping(_)) && !entry.broken;
        if is_lost && entry.key.style == Style::Plain {
            let title = generator.title();
            cx.report(entry.value.span, format!("these keys are lost: {title} takes over those of `<<: *name` only"))
                .help("write the keys into the mapping itself, or give the other mapping a name (`&name`)");
        }
    }
}

/// Keys between `...`, which ends the front matter, and a `---`: they are text of the page.
fn below_dots(post: &Post<'_>, cx: &mut Context<'_>) {
    /// The lines that are looked at.
    const MOST: usize = 64;
    let Some(block) = post.front().fence.block().filter(|block| post.source.slice(block.close) == "...") else {
        return;
    };
    let text = post.source.text();
    let start = line_end(text, block.close.end());
    let rest = text[start..].trim_start_matches(['\r', '\n']);
    let begins = text.len() - rest.len();
    let mut end = begins;
    for line in rest.lines().take(MOST) {
        if line.trim_end() == "---" && end > begins {
            let span = Span::new(begins, begins + text[begins..end].trim_end().len());
            cx.report(span, "these lines are not front matter, because `...` ends it above them")
                .label(block.close, "the front matter ends here")
                .help("remove the line `...`");
            return;
        }
        let word = line.len() - line.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-')).len();
        let is_key = word > 0 && line[word..].starts_with(':');
        if !is_key && !line.starts_with([' ', '-', '#']) {
            return;
        }
        end += line.len() + usize::from(text[end + line.len()..].starts_with('\r')) + 1;
    }
}

/// Whether a word begins with `!` or `&`.
fn has_a_sign(text: &str) -> bool {
    let begins = |at: usize| text[..at].ends_with([' ', '\t', '[', ',']);
    memchr::memchr2_iter(b'!', b'&', text.as_bytes())
        .any(|at| begins(at) && text[at + 1..].trim_start_matches('!').starts_with(char::is_alphanumeric))
}

/// `title: !important news`, `title: &more news`: a word that is not part of the value's text.
fn words_before_values(post: &Post<'_>, cx: &mut Context<'_>) {
    let used = LazyCell::new(|| aliases(post.front_text()));
    for mapping in post.front().entries.with_nested() {
        for entry in mapping.iter().filter(|entry| !entry.broken && is_text_field(entry, cx.settings)) {
            // A name that is used was intended as a name.
            if entry.value.anchor.as_ref().is_some_and(|name| !used.contains(&**name)) {
                anchor(post, entry, cx);
            }
            for node in entry.value.leaves() {
                tag(post, entry, node, cx);
            }
        }
    }
}

/// What may be the names of aliases, those of broken values too: the words that begin with `*`.
fn aliases(text: &str) -> HashSet<&str> {
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}');
    text.split('*').skip(1).map(|rest| rest.split(ends).next().unwrap_or("")).collect()
}

fn tag(post: &Post<'_>, entry: &Entry, node: &Node, cx: &mut Context<'_>) {
    let Some((tag, span)) = node.tag.as_deref() else { return };
    // `!!str`, `!<tag:…>` and `!ruby/object` were not intended as words.
    let is_word = |word: &&str| !word.is_empty() && !word.contains(['!', '<', '/', ':']);
    // Those of other languages make no sense to this one.
    let is_foreign =
        |word: &&str| ["ruby/", "python/"].iter().any(|name| word.trim_start_matches('!').starts_with(name));
    let word = tag.strip_prefix('!').filter(|word| is_word(word) || is_foreign(word));
    let Value::Scalar { text, style: Style::Plain } = &node.value else { return };
    if word.is_none() || text.contains('\n') {
        return;
    }
    let loader = post.dialect.yaml_loader();
    let is_refused = |loader: Loader| matches!(loader.resolve(Some(tag), Style::Plain, text), Scalar::Refused(_));
    let refused = post.dialect.generator.filter(|_| loader.is_some_and(is_refused));
    if let Some(generator) = refused {
        let generator = generator.title();
        cx.report(*span, format!("`{tag}` is read as a tag, not as text, and {generator} does not support this tag")).help(
            "`!` at the start of a value names its type, and an unknown type stops the build; put the value in quotes",
        );
        return;
    }
    let holder = if node.span == entry.value.span { format!("`{}`", entry.key.text) } else { "this item".into() };
    let left = if text.is_empty() { "empty".to_string() } else { format!("only `{text}`") };
    let help = if post.dialect.generator.is_some() {
        "`!` at the start of a value names its type, and the word is not part of the value; put the value in quotes"
    } else {
        "`!` at the start of a value names its type: generators drop the word or refuse the front matter; put the value in quotes"
    };
    cx.report(*span, format!("`{tag}` is read as a tag, not as text, so {holder} is {left}")).help(help);
}

fn anchor(post: &Post<'_>, entry: &Entry, cx: &mut Context<'_>) {
    let Some(name) = &entry.value.anchor else { return };
    let Value::Scalar { text, style: Style::Plain } = &entry.value.value else { return };
    if text.is_empty() {
        return;
    }
    let from = entry.colon.map_or(entry.key.span.end(), Span::end);
    let before = post.source.slice(Span::new(from, entry.value.span.start()));
    let Some(at) = before.find('&').map(|at| from + at) else { return };
    let key = &entry.key.text;
    let message = format!("`&{name}` is read as a name for the value, not as text, so `{key}` is only `{text}`");
    cx.report(Span::new(at, at + 1 + name.len()), message)
        .help("`&` at the start of a value gives the value a name, and the name is not part of the text; put the value in quotes");
}

fn before_is_document_end(post: &Post<'_>, lost: Span) -> bool {
    post.source.text()[..lost.start()].trim_end().ends_with("...")
}
