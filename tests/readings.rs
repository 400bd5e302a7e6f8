//! Whatever a body holds: its mask keeps every place, and its HTML is given in order, inside the body, in whole characters.
#[path = "noise/bodies.rs"]
mod bodies;
mod noise;

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

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PARTS), 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(noise::config(500))]

    #[test]
    fn every_place_is_kept(body in texts()) {
        for templates in bodies::ENGINES {
            bodies::assert_places_kept(&body, *templates);
        }
        for dialect in bodies::dialects() {
            bodies::assert_html(&body, &dialect);
        }
    }
}
