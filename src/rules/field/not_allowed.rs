//! `field/not-allowed`: a value that is not one of those the config allows.
use crate::post::Post;
use crate::rules::{Context, Rule, fields, vocabulary};

pub(crate) struct NotAllowed;

const ADVICE: &str = "the config lists the values of this field under `allowed`; use one of them, or add this one";

/// How many allowed values a message names.
const SHOWN: usize = 8;

impl Rule for NotAllowed {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for present in fields::present(post, cx.settings, |field| field.allowed.is_some()) {
            let Some(allowed) = &present.field.allowed else { continue };
            vocabulary::check(&present, allowed, &format!("not {}", one_of(allowed)), ADVICE, post, cx);
        }
    }
}

/// The allowed values as "one of a, b", shortened when there are many.
fn one_of(allowed: &[String]) -> String {
    let shown: Vec<String> = allowed.iter().take(SHOWN).map(|value| format!("`{value}`")).collect();
    let more = allowed.len().saturating_sub(SHOWN);
    let rest = if more > 0 { format!(" or {more} more") } else { String::new() };
    match shown.as_slice() {
        [only] => only.clone(),
        _ => format!("one of {}{rest}", shown.join(", ")),
    }
}
