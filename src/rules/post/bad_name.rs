//! `post/bad-name`: a file in `_posts` whose name Jekyll cannot use.
use crate::dialect::Generator;
use crate::post::Post;
use crate::rules::details::details;
use crate::rules::{Context, Rule, dates};
use crate::text::Span;
use std::path::{Component, Path};

pub(crate) struct BadName;

details! {
    /// Why Jekyll cannot use a name.
    BadNameDetail {
        /// It does not begin with a date.
        NoDate "no-date",
        /// Its date is not in the calendar.
        ImpossibleDate "impossible-date",
    }
}

impl Rule for BadName {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let path = post.source.site_path();
        if !is_jekyll_post(path, post.dialect.generator) {
            return;
        }
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
        // The pattern of Jekyll's `DATE_FILENAME_MATCHER` is `(\d{2,4}-\d{1,2}-\d{1,2})-(.*)`.
        let (detail, message) = match dates::split_name(stem) {
            None => (BadNameDetail::NoDate, format!("Jekyll leaves out `{name}`: its name does not begin with a date")),
            Some((day, _)) if dates::in_calendar(day).is_some() => return,
            Some((day, _)) => (BadNameDetail::ImpossibleDate, impossible(&name, day)),
        };
        let start = post.source.bom_len();
        let top = post.front().fence.block().map_or(Span::at(start), |block| block.open);
        cx.report(top, message).detail(detail.name()).help("rename the file to the form `2017-01-18-title.md`");
    }
}

/// What Jekyll makes of a day that no calendar has: Ruby's `Time.parse` takes the days up to the 31st of a shorter month for those of the
/// next one, and refuses all others (measured with Jekyll 4.3.1).
fn impossible(name: &str, day: [&str; 3]) -> String {
    match dates::day_after_month(day) {
        Some(read) => format!(
            "Jekyll reads the date in the name of `{name}`, which is not in the calendar, as {}",
            dates::in_words(read)
        ),
        None => format!("Jekyll stops at `{name}`: the date in its name is not in the calendar"),
    }
}

/// Whether Jekyll looks for a post here: in a `_posts` folder, but not in Hexo's.
fn is_jekyll_post(path: &Path, generator: Option<Generator>) -> bool {
    let folders: Vec<_> = path.parent().into_iter().flat_map(Path::components).map(Component::as_os_str).collect();
    let Some(at) = folders.iter().rposition(|folder| *folder == "_posts") else { return false };
    match generator {
        Some(generator) => generator == Generator::Jekyll,
        None => at == 0 || folders[at - 1] != "source",
    }
}
