//! The code in a body, in which markup is only shown. It is found by a parse of its own, because few rules need it.
use crate::text::Span;
use pulldown_cmark::{Event, Options, Parser, Tag};
use regex::Regex;
use std::sync::LazyLock;

/// The spans of fenced, indented and inline code in Markdown, in order.
pub fn markdown_code(text: &str) -> Vec<Span> {
    Parser::new_ext(text, Options::empty())
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(_)) | Event::Code(_)))
        .map(|(_, range)| range.into())
        .collect()
}

/// The spans of code in HTML and in template tags (`<pre>`, `<code>`, `{% highlight %}`, `{% raw %}`), in order.
pub fn tagged_code(text: &str) -> Vec<Span> {
    static TAGGED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?is)<pre\b.*?(?:</pre>|\z)|<code\b.*?(?:</code>|\z)",
            r"|\{%-?\s*highlight\b.*?(?:\{%-?\s*endhighlight|\z)|\{%-?\s*raw\b.*?(?:\{%-?\s*endraw|\z)",
            r"|\{\{[<%]\s*highlight\b.*?(?:\{\{[<%]\s*/\s*highlight|\z)",
        ))
        .expect("a valid pattern")
    });
    TAGGED.find_iter(text).map(|found| found.range().into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_code_is_found() {
        let text = "a `b` c\n\n```\nd\n```\n\n    e\n";
        let code: Vec<&str> = markdown_code(text).iter().map(|span| &text[span.range()]).collect();
        assert_eq!(code, ["`b`", "```\nd\n```", "e\n"]);
        let text = "<p>a<pre class=x>b</pre>{% highlight sh %}c{% endhighlight %}";
        let code: Vec<&str> = tagged_code(text).iter().map(|span| &text[span.range()]).collect();
        assert_eq!(code, ["<pre class=x>b</pre>", "{% highlight sh %}c{% endhighlight"]);
    }
}
