//! `file/unreadable`: a file or folder that could not be opened or read.
use crate::rules::{Context, Event, Rule};
use crate::text::Span;

pub(crate) struct Unreadable;

impl Rule for Unreadable {
    fn on_event(&self, event: &Event<'_>, cx: &mut Context<'_>) {
        if let Event::Unreadable(why) = event {
            cx.report(Span::at(0), *why).help(
                "nothing was checked here; correct the path, the link or the permissions, or exclude it in the config",
            );
        }
    }

    fn is_mandatory(&self) -> bool {
        true
    }
}
