//! The parts of a body that are code: shown, not read. Found by a parse of its own, for the rare rules that ask.
use crate::text::Span;
use pulldown_cmark::{Event, Options, Parser, Tag};
use regex::Regex;
use std::sync::LazyLock;

/// Code in Markdown: fenced, indented and inline, in bytes of `text`, in order.
pub fn markdown_code(text: &str) -> Vec<Span> {
    Parser::new_ext(text, Options::empty())
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(_)) | Event::Code(_)))
        .map(|(_, range)| range.into())
        .collect()
}

/// Code in HTML and in template tags (`<pre>`, `<code>`, `{% highlight %}`, `{% raw %}`), in bytes of `text`.
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
