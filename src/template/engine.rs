//! The blocks that each template engine has; other names are never guessed.
//!
//! Sources: Liquid 5.4 as Jekyll 4.3 runs it (`lib/liquid/tags/`), Nunjucks (`nunjucks/src/parser.js`), Hexo (`lib/plugins/tag/`) and the
//! shortcodes that Hugo brings along.
use crate::dialect::Templates;

/// Tags that separate the branches of a block.
pub(super) const MIDDLES: &[&str] = &["else", "elsif", "elif", "elseif", "when", "default"];

/// How the content of a block is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockContent {
    /// Content that only some renderings show: a condition or a loop.
    Conditional,
    /// Content that is read as the text around it.
    Flow,
    /// Content that is text to both the engine and the page.
    Raw,
    /// Content that is kept for later, or handed to something that may change it: nothing is known of it at this place.
    Stored,
    /// Content that is not shown.
    Comment,
    /// Code, which is shown as text; its template tags are run.
    Code,
}

/// How the engine reads the block that a tag of this name opens; `None` when it opens none.
pub(super) fn block(templates: Templates, name: &str, arguments: &str) -> Option<BlockContent> {
    let content = match name {
        "if" | "unless" | "for" | "case" | "tablerow" | "ifchanged" => BlockContent::Conditional,
        "capture" => BlockContent::Stored,
        "raw" => BlockContent::Raw,
        "comment" => BlockContent::Comment,
        "highlight" => BlockContent::Code,
        _ if templates == Templates::Liquid => return None,
        "switch" | "ifAsync" | "asyncEach" | "asyncAll" => BlockContent::Conditional,
        "block" | "quote" | "blockquote" | "pullquote" => BlockContent::Flow,
        "macro" | "call" | "filter" => BlockContent::Stored,
        "set" if !arguments.contains('=') => BlockContent::Stored,
        "verbatim" => BlockContent::Raw,
        "codeblock" | "code" | "css" | "js" => BlockContent::Code,
        _ => return None,
    };
    Some(content)
}

/// The tag that ends a block.
pub(super) fn end_of(name: &str) -> String {
    match name {
        "asyncEach" => "endeach".to_owned(),
        "asyncAll" => "endall".to_owned(),
        "ifAsync" => "endif".to_owned(),
        _ => format!("end{name}"),
    }
}

/// Whether a tag of this name ends a block that the engine has.
pub(super) fn is_end(templates: Templates, name: &str) -> bool {
    name.strip_prefix("end").is_some_and(|start| block(templates, start, "").is_some())
        || (templates != Templates::Liquid && matches!(name, "endeach" | "endall"))
}

/// Whether a tag of this name separates branches of the block.
pub(super) fn may_hold(block: &str, middle: &str) -> bool {
    match middle {
        "else" => {
            matches!(block, "if" | "unless" | "for" | "case" | "ifchanged" | "ifAsync" | "asyncEach" | "asyncAll")
        }
        "when" => matches!(block, "case" | "switch"),
        "case" | "default" => block == "switch",
        _ => matches!(block, "if" | "unless" | "ifAsync"),
    }
}

/// Shortcodes of Hugo and of common themes whose content is code.
pub(super) fn is_code_shortcode(name: &str) -> bool {
    matches!(
        name,
        "highlight"
            | "code"
            | "code-block"
            | "codeblock"
            | "code-toggle"
            | "mermaid"
            | "katex"
            | "math"
            | "mathjax"
            | "plantuml"
            | "goat"
            | "chart"
            | "echarts"
            | "raw"
            | "rawhtml"
            | "script"
            | "style"
    )
}

/// Shortcodes of Hugo that have no content.
pub(super) fn is_used_alone(shortcode: &str) -> bool {
    matches!(
        shortcode,
        "figure"
            | "gist"
            | "instagram"
            | "param"
            | "qr"
            | "ref"
            | "relref"
            | "tweet"
            | "twitter"
            | "vimeo"
            | "x"
            | "youtube"
    )
}

/// Hugo's own shortcodes that must be ended.
pub(super) fn needs_end(shortcode: &str) -> bool {
    matches!(shortcode, "highlight" | "details")
}
