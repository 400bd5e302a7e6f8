//! `field/invalid-url`: a URL that does not lead browsers to the intended page.
use crate::config::FieldType;
use crate::post::Post;
use crate::rules::details::details;
use crate::rules::{Context, Rule, fields};
use crate::text::spelling;

pub(crate) struct InvalidUrl;

details! {
    /// What is wrong with a URL.
    UrlDetail {
        /// A scheme other than `http` or `https`, or a misspelt one.
        Scheme "scheme",
        /// A host name without `https://`.
        NoScheme "no-scheme",
        /// No host name.
        NoHost "no-host",
        /// A character that ends a URL for many programs.
        ForbiddenCharacter "forbidden-character",
        /// A `\` in a path.
        Backslash "backslash",
    }
}

const WRITE_URL: &str =
    "browsers cannot follow this address to another site; write it in full, as in `https://example.org/page`";

/// What is wrong with a URL.
struct UrlProblem {
    detail: UrlDetail,
    /// The end of the message, after the field and its value.
    message: String,
    help: String,
}

impl UrlProblem {
    fn new(detail: UrlDetail, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { detail, message: message.into(), help: help.into() }
    }

    /// A problem whose solution is evident.
    fn with_intended(detail: UrlDetail, message: impl Into<String>, intended: &str) -> Self {
        Self::new(detail, message, format!("did you mean `{intended}`?"))
    }
}

impl Rule for InvalidUrl {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for present in fields::present(post, cx.settings, |field| field.kind.is_some()) {
            let Some(kind) = &present.field.kind else { continue };
            for (kind, node) in fields::leaves(kind, &present.entry.value) {
                let may_be_path = match kind {
                    FieldType::Url => false,
                    FieldType::UrlOrPath => true,
                    _ => continue,
                };
                let Some(text) = node.text().filter(|text| !fields::is_template(text)) else { continue };
                let Some(problem) = problem(text.trim(), may_be_path) else { continue };
                cx.report(node.span, format!("`{}` is `{text}`, {}", present.name, problem.message))
                    .detail(problem.detail.name())
                    .help(problem.help);
            }
        }
    }
}

fn problem(text: &str, may_be_path: bool) -> Option<UrlProblem> {
    if text.is_empty() {
        return None;
    }
    if let Some((scheme, rest)) = text.split_once("://") {
        return with_scheme(text, scheme, rest, may_be_path);
    }
    let lower = text.to_lowercase();
    if let Some(rest) =
        ["http:/", "https:/", "http//", "https//", "http:", "https:"].iter().find_map(|wrong| lower.strip_prefix(wrong))
    {
        let scheme = if lower.starts_with("https") { "https" } else { "http" };
        let rest = &text[text.len() - rest.len()..];
        return Some(wrong_scheme(scheme, rest));
    }
    if may_be_path {
        return path(text);
    }
    let message = "which does not begin with `https://`";
    let host = text.trim_start_matches('/');
    Some(if looks_like_host(host) {
        UrlProblem::with_intended(UrlDetail::NoScheme, message, &format!("https://{host}"))
    } else {
        UrlProblem::new(UrlDetail::NoScheme, message, WRITE_URL)
    })
}

fn wrong_scheme(scheme: &str, rest: &str) -> UrlProblem {
    let message = format!("which should begin with `{scheme}://`");
    UrlProblem::with_intended(UrlDetail::Scheme, message, &format!("{scheme}://{rest}"))
}

fn with_scheme(text: &str, scheme: &str, rest: &str, any_scheme: bool) -> Option<UrlProblem> {
    let lower = scheme.to_lowercase();
    if !matches!(lower.as_str(), "http" | "https") {
        if let Some(near) = spelling::nearest(&lower, ["https", "http"]) {
            return Some(wrong_scheme(near, rest));
        }
        let message = format!("which begins with `{scheme}://`, not with `https://`");
        return (!any_scheme).then(|| UrlProblem::new(UrlDetail::Scheme, message, WRITE_URL));
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    if host.is_empty() || host.starts_with('.') || host.contains("..") {
        return Some(UrlProblem::new(UrlDetail::NoHost, "which has no host name", WRITE_URL));
    }
    if let Some(wrong) = text.chars().find(|c| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\\')) {
        let seen = if wrong.is_whitespace() { "a space".to_string() } else { format!("`{wrong}`") };
        let help =
            format!("many programs end the URL at this character; write the character as `{}`", percent_encoded(wrong));
        return Some(UrlProblem::new(UrlDetail::ForbiddenCharacter, format!("which contains {seen}"), help));
    }
    None
}

/// What is wrong with a path on the site.
fn path(text: &str) -> Option<UrlProblem> {
    if text.contains('\\') && !text.contains("\\u") {
        let message = "which contains `\\`; a path on a site is written with `/`";
        return Some(UrlProblem::with_intended(UrlDetail::Backslash, message, &text.replace('\\', "/")));
    }
    let is_host = text.to_lowercase().starts_with("www.") && looks_like_host(text);
    is_host.then(|| {
        let message = "which browsers read as a path on this site";
        UrlProblem::with_intended(UrlDetail::NoScheme, message, &format!("https://{text}"))
    })
}

/// A character as it is written in a URL: each of its bytes in hexadecimal.
fn percent_encoded(character: char) -> String {
    let bytes: Vec<String> = character.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
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
