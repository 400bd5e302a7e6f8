//! JSON without fences, from one brace to the other.
use super::start::Opening;
use super::top_line::lines_from;
use super::{Block, Fence, FenceCause, FenceProblem, Format, UnclosedFence, with_problem};
use crate::text::{Edit, Span};

/// A JSON block without fences: from its opening brace to the one that closes it.
pub(super) fn braces(text: &str, opening: Opening<'_>) -> Fence {
    let start = opening.fence.start();
    let Some(end) = matching_brace(&text[start..]).map(|length| start + length) else {
        return Fence::Unclosed(UnclosedFence { open: opening.fence, format: Format::Json, end: text.len() });
    };
    let rest = lines_from(text, end).next();
    let body =
        rest.map_or(end, |line| if line.text_end == line.start || line.is_blank(text) { line.next } else { end });
    let block = Block {
        format: Format::Json,
        open: opening.fence,
        content: Span::new(start, end),
        close: Span::new(end - 1, end),
        body,
    };
    let after = lines_from(text, body).find(|line| !line.is_blank(text)).filter(|line| {
        opening.problem.is_none() && matches!(&text[line.start..line.text_end], "---" | ";;;" | "+++" | "...")
    });
    if let Some(line) = after {
        let repair = vec![Edit::delete(Span::new(line.start, line.next))];
        let problem = FenceProblem::of(FenceCause::FenceAfterBlock, Span::new(line.start, line.text_end));
        return Fence::Bad(FenceProblem { leaves_text: true, repair, ..problem }, Some(block));
    }
    with_problem(opening.problem, block)
}

/// Length in bytes up to and with the brace that closes the first one; strings are skipped, which end with their line at the latest.
fn matching_brace(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' => (quoted, escaped) = (false, false),
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}
