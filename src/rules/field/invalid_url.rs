//! `field/invalid-url`: a URL that no browser would follow to where it was meant to lead.
use crate::config::FieldType;
use crate::post::Post;
use crate::rules::{Context, Rule, fields};
use crate::text::spelling;

pub(crate) struct InvalidUrl;

/// What is wrong with a URL: detail, message after the field's name, the URL mended.
type UrlProblem = (&'static str, String, Option<String>);

impl Rule for InvalidUrl {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for present in fields::present(post, cx.settings, |field| field.kind.is_some()) {
            let Some(kind) = &present.field.kind else { continue };
            for (kind, node) in fields::leaves(kind, &present.entry.value) {
                let path_will_do = match kind {
                    FieldType::Url => false,
                    FieldType::UrlOrPath => true,
                    _ => continue,
                };
                let Some(text) = node.text().filter(|text| !fields::is_template(text)) else { continue };
                let Some((detail, message, mended)) = problem(text.trim(), path_will_do) else { continue };
                let finding = cx.report(node.span, format!("`{}` is `{text}`, {message}", present.name)).detail(detail);
                if let Some(mended) = mended {
                    finding.help(format!("did you mean `{mended}`?"));
                }
            }
        }
    }
}

fn problem(text: &str, path_will_do: bool) -> Option<UrlProblem> {
    if text.is_empty() {
        return None;
    }
    if let Some((scheme, rest)) = text.split_once("://") {
        return with_scheme(text, scheme, rest, path_will_do);
    }
    let lower = text.to_lowercase();
    if let Some(rest) =
        ["http:/", "https:/", "http//", "https//", "http:", "https:"].iter().find_map(|wrong| lower.strip_prefix(wrong))
    {
        let scheme = if lower.starts_with("https") { "https" } else { "http" };
        let rest = &text[text.len() - rest.len()..];
        return Some(("scheme", format!("which should begin with `{scheme}://`"), Some(format!("{scheme}://{rest}"))));
    }
    if path_will_do {
        return path(text);
    }
    let mended =
        looks_like_host(text.trim_start_matches('/')).then(|| format!("https://{}", text.trim_start_matches('/')));
    Some(("no-scheme", "which does not begin with `https://`".into(), mended))
}

fn with_scheme(text: &str, scheme: &str, rest: &str, any_scheme: bool) -> Option<UrlProblem> {
    let lower = scheme.to_lowercase();
    if !matches!(lower.as_str(), "http" | "https") {
        if let Some(right) = spelling::nearest(&lower, ["https", "http"]) {
            return Some((
                "scheme",
                format!("which should begin with `{right}://`"),
                Some(format!("{right}://{rest}")),
            ));
        }
        return (!any_scheme)
            .then(|| ("scheme", format!("which begins with `{scheme}://`, not with `https://`"), None));
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    if host.is_empty() || host.starts_with('.') || host.contains("..") {
        return Some(("no-host", "which names no host".into(), None));
    }
    if let Some(wrong) = text.chars().find(|c| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\\')) {
        let what = if wrong.is_whitespace() { "a blank".to_string() } else { format!("`{wrong}`") };
        return Some(("forbidden-character", format!("which holds {what}"), None));
    }
    None
}

/// A path inside the site.
fn path(text: &str) -> Option<UrlProblem> {
    if text.contains('\\') && !text.contains("\\u") {
        return Some(("backslash", "which holds `\\`: a path of a site has `/`".into(), Some(text.replace('\\', "/"))));
    }
    let is_host = text.to_lowercase().starts_with("www.") && looks_like_host(text);
    is_host.then(|| {
        ("no-scheme", "which leads to a path of the site, not to another one".into(), Some(format!("https://{text}")))
    })
}

/// Whether a text begins with a name such as `example.org`.
fn looks_like_host(text: &str) -> bool {
    let host = text.split(['/', '?', '#', ':']).next().unwrap_or("");
    let Some((name, top)) = host.rsplit_once('.') else { return false };
    !name.is_empty()
        && (2..=24).contains(&top.len())
        && top.chars().all(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'))
}
