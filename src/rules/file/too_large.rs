//! `file/too-large`: a file over the size limit, not parsed.
use crate::rules::{Context, Event, Rule};
use crate::text::Span;

pub(crate) struct TooLarge;

impl Rule for TooLarge {
    fn on_event(&self, event: &Event<'_>, cx: &mut Context<'_>) {
        let Event::TooLarge { size, limit } = event else { return };
        // Of standard input no more than one byte over the limit is read.
        let size = if *size == limit + 1 { String::new() } else { format!("{}, ", in_words(*size)) };
        let limit = in_words(*limit);
        cx.report(Span::at(0), format!("the file has {size}more than the limit of {limit}, and was not checked")).help(
            "a file of this size is usually data or an export; move it out of the posts, or set `exclude` or `limits` in the config",
        );
    }
}

fn in_words(bytes: u64) -> String {
    const MIB: u64 = 1024 * 1024;
    match bytes {
        0..MIB => format!("{bytes} bytes"),
        _ => format!("{}.{} MiB", bytes / MIB, bytes % MIB * 10 / MIB),
    }
}
