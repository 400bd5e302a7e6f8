//! `field/updated-before-published`: a post whose last update is before its publication.
use crate::front_matter::Entry;
use crate::post::Post;
use crate::rules::{Context, Rule, dates};

pub(crate) struct UpdatedBeforePublished;

/// Keys that generators and themes use for the day of publication.
const PUBLISHED: &[&str] = &["date", "pubDate", "pubdate", "publishDate", "published", "published_at", "created"];
/// Keys that generators and themes use for the day of the last change.
const UPDATED: &[&str] = &[
    "updated",
    "lastmod",
    "last_modified_at",
    "last_modified",
    "last-modified",
    "last_updated",
    "modified",
    "updated_at",
    "updatedDate",
];

impl Rule for UpdatedBeforePublished {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        if !post.front().is_readable() {
            return;
        }
        let settings = cx.settings;
        let first = |keys: &[&str]| -> Option<&Entry> { keys.iter().find_map(|key| post.front().get(key)) };
        let (Some(published), Some(updated)) = (first(PUBLISHED), first(UPDATED)) else { return };
        let (Some(from), Some(to)) = (dates::date_of(published, settings), dates::date_of(updated, settings)) else {
            return;
        };
        // A time may fall on the day before in another time zone.
        let slack = i32::from(from.time.is_some() || to.time.is_some());
        let is_before = from.has_day && to.has_day && to.day < from.day && dates::days_apart(to.day, from.day) > slack;
        if is_before {
            let (was, is) = (&published.key.text, &updated.key.text);
            cx.report(
                updated.value.span,
                format!("`{is}` ({}) is before `{was}` ({})", dates::in_words(to.day), dates::in_words(from.day)),
            )
            .label(published.value.span, "published here")
            .help("readers and search engines would see an update before the publication; correct the wrong date");
        }
    }
}
