//! A list as YAML writes it, below a key of TOML that has no value.
use super::line_at;
use super::value::is_value;
use super::{word_length, words};
use crate::front_matter::draft::Draft;
use crate::front_matter::quotes::escaped;
use std::ops::Range;

/// The list below the key of a line, and its lines.
pub(super) fn below(text: &str, line: &Range<usize>) -> Option<(Draft, Range<usize>)> {
    let shown = &text[line.clone()];
    let key = &shown[..word_length(shown)];
    let is_empty = !key.is_empty() && shown[key.len()..].trim() == "=";
    let (mut items, mut end) = (Vec::new(), line.end);
    while is_empty && end < text.len() {
        let next = line_at(text, end + 1 + usize::from(text[end..].starts_with("\r\n")));
        let Some(item) = text[next.clone()].trim_start().strip_prefix("- ").map(str::trim) else { break };
        items.push(if is_value(item) && item.starts_with(['"', '\'']) { item.to_string() } else { escaped(item) });
        end = next.end;
    }
    if items.is_empty() {
        return None;
    }
    let list = format!(" [{}]", items.join(", "));
    let equals = line.end - usize::from(shown.ends_with('='));
    let after = equals + text[equals..].find('=').map_or(0, |at| at + 1);
    let draft =
        Draft::new(words::list_below(key), line.clone()).probable(vec![(line.end.max(after.min(line.end))..end, list)]);
    Some((draft, line.start..end))
}
