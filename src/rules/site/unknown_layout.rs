//! `site/unknown-layout`: a layout that the site does not have.
use crate::diagnostic::Safety;
use crate::front_matter::Node;
use crate::post::Post;
use crate::rules::{Context, Rule, fields};
use crate::text::Edit;
use crate::text::{shown_path, spelling};
use crate::values::{Loader, Scalar, quote};

pub(crate) struct UnknownLayout;

/// The value by which a page has no layout.
const NO_LAYOUT: &str = "none";

impl Rule for UnknownLayout {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let Some(site) = cx.site.filter(|site| post.dialect.generator == Some(site.generator)) else { return };
        let Some(entry) = post.front().get("layout").filter(|entry| !entry.broken) else { return };
        let node = &entry.value;
        let Some(name) = node.text().filter(|name| names_a_layout(node, name)) else { return };
        let read = Loader::of(post.dialect, post.front().format()).scalar(node);
        let Some(layouts) = site.layouts().filter(|layouts| !layouts.may_have(name)) else { return };
        let folder = shown_path(&layouts.folder);
        if layouts.stops {
            if matches!(read, Some(Scalar::Boolean(false) | Scalar::Integer(0))) {
                return;
            }
            report_stop(node, name, &layouts.names, &folder, post, cx);
            return;
        }
        // The page has no layout, as is meant.
        let is_none = matches!(read, Some(Scalar::Boolean(false) | Scalar::Integer(0)));
        if is_none || name.eq_ignore_ascii_case(NO_LAYOUT) {
            return;
        }
        let near = intended(name, &layouts.names);
        let finding = cx.report(node.span, format!("`layout` is `{name}`, and `{folder}` has no such layout"));
        let consequence = "the page is published without a layout: its bare text, without a menu and without styles";
        match near {
            Some(NO_LAYOUT) => finding.help(format!("for a page without a layout, write `{NO_LAYOUT}`")),
            Some(near) => finding.help(format!("{consequence}; did you mean `{near}`?")),
            None => finding.help(consequence),
        };
        if let Some(near) = near {
            let written =
                if near == NO_LAYOUT { near.to_string() } else { quote::like(node, near, post.front().format()) };
            finding.fix(Safety::Unsafe, format!("write `{near}`"), vec![Edit::replace(node.span, written)]);
        }
    }
}

fn names_a_layout(node: &Node, name: &str) -> bool {
    !node.is_null() && !name.trim_start().is_empty() && !fields::is_template(name)
}

/// Reports a layout at which the generator stops.
fn report_stop(node: &Node, name: &str, names: &[String], folder: &str, post: &Post<'_>, cx: &mut Context<'_>) {
    let finding =
        cx.report(node.span, format!("`layout` is `{name}`, and `{folder}` has no such layout: the build stops"));
    let names = || names.iter().map(String::as_str);
    let bare = name.strip_prefix(folder).map_or(name, |rest| rest.trim_start_matches('/'));
    let near = names().find(|known| *known == bare || spelling::is_same(known, bare));
    let Some(near) = near.or_else(|| spelling::nearest_name(bare, names())) else {
        finding.help("for a page without a layout, remove the key, or write `false`");
        return;
    };
    let written = quote::like(node, near, post.front().format());
    finding.help(format!("did you mean `{near}`?")).fix(
        Safety::Unsafe,
        format!("write `{near}`"),
        vec![Edit::replace(node.span, written)],
    );
}

/// The layout that was probably intended.
fn intended<'a>(name: &str, names: &'a [String]) -> Option<&'a str> {
    if matches!(name.to_ascii_lowercase().as_str(), "nil" | "false" | "no" | "none" | "null") {
        return Some(NO_LAYOUT);
    }
    let names = || names.iter().map(String::as_str);
    let without_extension = name.rsplit_once('.').map(|(stem, _)| stem);
    let same = |known: &&str| spelling::is_same(known, name) || without_extension == Some(*known);
    names().find(same).or_else(|| spelling::nearest_name(name, names()))
}
