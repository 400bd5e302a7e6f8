//! Whatever bytes a fuzzer tries: nothing breaks. What one has found once is kept here.
#[path = "noise/blocks.rs"]
mod blocks;
#[path = "noise/bodies.rs"]
mod bodies;
#[path = "noise/edits.rs"]
mod edits;
mod fixes;
#[path = "noise/fixing.rs"]
mod fixing;
#[path = "noise/mod.rs"]
mod noise;
#[path = "noise/pieces.rs"]
mod pieces;
#[path = "noise/settings.rs"]
mod settings;
#[path = "noise/sound.rs"]
mod sound;
#[path = "noise/targets.rs"]
mod targets;
#[path = "noise/truth.rs"]
mod truth;

use proptest::prelude::*;
use targets::{END, TARGETS};

proptest! {
    #![proptest_config(noise::config(100))]

    #[test]
    fn any_bytes_are_an_input_that_breaks_nothing(
        target in prop::sample::select(TARGETS),
        head in prop::collection::vec(any::<u8>(), 0..4),
        text in pieces::soup(),
        tail in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let bytes = [&head[..], text.as_bytes(), &[END], &tail].concat();
        target.1(&bytes);
    }
}

/// What a fuzzer has found that broke a law once: the target, and the bytes.
const FOUND: &[(&str, &[u8])] = &[
    // A quote without an end, of which the attribute still counts a closing one.
    ("html", b"\0<a href=\"/programme>the programme</a> before\n"),
    // The end tag of a script that runs on into the tags after it, of which the first begins with the same letter.
    ("html", b"\0<script>a</script </s<b>c"),
    ("html", b"\0<textarea>a</textarea </t<b>c"),
    // NUL characters in the name of an end tag, which a reader of HTML takes as three bytes each.
    ("post", b"\0\0\0---\ntitle: A\n---\nOur <div>logos</di\0\0\0v>\n"),
    ("post", b"\0\0\0---\ntitle: A\n---\n<center\0>logos</center\0>\n"),
    // Another character than `}` after what begins like the end of an extension of kramdown.
    ("mask", "\0{:/é{::comment}".as_bytes()),
    ("mask", "\0{::nomarkdown}\n<p>\n{:/nomarkdown🎉}\n".as_bytes()),
    ("post", "\0\0\0{::options x}\n{:/options—}\n<b>".as_bytes()),
    // A tab in the text that a line with a tab before it continues, which a loader that takes those for spaces reads.
    ("post", b"\0\x05\x02---\nid: voe\n\t-\ta\n---\n"),
    ("post", b"\0\x05\x02---\nid:\n\tfoo\n\t-\ta\n---\n"),
    ("post", b"\0\x05\x02---\nid: voe\n\tfoo\nx: 1\n\t\tfoo\n---\n"),
    ("post", b"\0\x05\x02---\nid: |\n\t-\ta\n\t\tfoo\n---\n"),
    // A bracket that is closed, on a line with a tab before it.
    ("post", b"\0\x05\x02---\nid: [a,\nx: 1\n\tb]\n---\n"),
    // Many digits after a sign at the end of a text that begins like a date.
    ("block", b"\x01updated: 2017-01-17T23:7-01-17T23:00:000:00Z\n"),
    ("block", b"\x01a = 2017-01-17T23:00-9999999999:59\n"),
    // A bracket that would close a list, but for the string that it is in.
    ("fix", "\x0b\x02+++\naliases = [\n  \"/= t\u{2028}\n+++\n".as_bytes()),
    // A directive with a mark after its word.
    ("post", b"\0\0\0---\n# frontlint-ignore( html\n# frontlint-ignore: html\n# frontlint-ignore-file, html\n---\n"),
];

#[test]
fn what_a_fuzzer_found_once_breaks_nothing_any_more() {
    for (name, bytes) in FOUND {
        let (_, target) = TARGETS.iter().find(|(target, _)| target == name).expect("the name of a target");
        println!("{name}: {:?}", String::from_utf8_lossy(bytes));
        target(bytes);
    }
}
