//! Whatever a body holds: its mask keeps every place, and its HTML is given in order, inside the body, in whole characters.
mod noise;

use frontlint::dialect::{Dialect, Generator, Templates};
use frontlint::html::Segment;
use frontlint::{markdown, template};
use proptest::prelude::*;

const PARTS: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "    ",
    "\t",
    "a",
    "é🎉",
    "<",
    ">",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<div markdown=\"1\">",
    "<a href=x>",
    "<p markdown='span'>",
    "<br/>",
    "<!--",
    "-->",
    "<?x",
    "?>",
    "<script>",
    "</script>",
    "`",
    "``",
    "```",
    "~~~",
    "* ",
    "1. ",
    "> ",
    "# ",
    "---",
    "===",
    "| ",
    "|",
    "[",
    "](",
    ")",
    "![",
    "[^1]",
    "[^1]: ",
    "[x]: y",
    "$$",
    "$",
    "\\",
    "{: .x}",
    "{::comment}",
    "{:/}",
    "{::nomarkdown}",
    ": ",
    "^",
    "{{",
    "}}",
    "}",
    "{%",
    "%}",
    "{% if a %}",
    "{% else %}",
    "{% endif %}",
    "{% raw %}",
    "{% endraw %}",
    "{% highlight x %}",
    "{% endhighlight %}",
    "{#",
    "#}",
    "{{<",
    ">}}",
    "{{% a %}}",
    "{{% /a %}}",
    "{{< b >}}",
    "{{< /b >}}",
    "{{ c(d) }}",
    "{% end %}",
    "\"",
    "'",
    "=",
    "&amp;",
    "&",
    "<%",
    "%>",
    "\"x\"",
    " title=\"<i>\"",
    "<me@x.y>",
    "<https://x>",
    "\u{0}",
    "\u{feff}",
];

fn bodies() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PARTS), 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(noise::config(500))]

    #[test]
    fn every_place_is_kept(body in bodies()) {
        let engines = [Templates::Liquid, Templates::Jinja, Templates::Tera, Templates::Shortcodes, Templates::Unknown, Templates::None];
        for templates in engines {
            let masked = template::mask(&body, templates);
            prop_assert_eq!(masked.text.len(), body.len());
            let ends = |text: &str| text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at).collect::<Vec<_>>();
            prop_assert_eq!(ends(&masked.text), ends(&body));
            for generator in [Some(Generator::Jekyll), Some(Generator::Hugo), Some(Generator::Eleventy), Some(Generator::Mkdocs), None] {
                for pieces in markdown::interpretations(&masked, &Dialect { templates, ..Dialect::of(generator) }) {
                    let mut done = 0;
                    for piece in &pieces {
                        match piece {
                            Segment::Html(span) => {
                                prop_assert!(done <= span.start(), "{body:?}: {pieces:?}");
                                prop_assert!(masked.text.get(span.range()).is_some(), "{body:?}: {pieces:?}");
                                done = span.end();
                            }
                            Segment::Text(span) => prop_assert!(masked.text.get(span.range()).is_some(), "{body:?}: {pieces:?}"),
                            Segment::Open(_, at) | Segment::Close(_, at) => prop_assert!(*at <= body.len(), "{body:?}: {pieces:?}"),
                        }
                    }
                }
            }
        }
    }
}
