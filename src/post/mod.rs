//! One post: its source, its front matter, and its body, each read once.
mod body;
mod sure_html;

pub use body::Body;

use crate::dialect::{Dialect, Flavour, Templates};
use crate::front_matter::FrontMatter;
use crate::markdown;
use crate::template;
use crate::text::{SourceFile, Span};
use crate::trace::FindingTrace;
use std::cell::OnceCell;
use std::collections::HashSet;

/// How deep elements may be nested when the config does not say.
pub const DEFAULT_DEPTH: usize = crate::text::limits::DEPTH;

/// Whether the built-in required fields apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PostKind {
    /// A post with the required fields.
    Post,
    /// A page of a site whose posts are in `_posts/`.
    Page,
}

/// One file that is checked.
#[derive(Debug)]
pub struct Post<'a> {
    /// The bytes of the file.
    pub source: &'a SourceFile,
    /// How the site reads the file.
    pub dialect: &'a Dialect,
    /// Whether it is a post or a page.
    pub kind: PostKind,
    /// How deep elements may be nested before their structure is no longer followed.
    pub max_depth: usize,
    /// Who wants to know what becomes of the findings at one line.
    pub trace: Option<FindingTrace<'a>>,
    front: OnceCell<FrontMatter>,
    mdx: OnceCell<bool>,
    templates: OnceCell<template::TemplateTags>,
    body: OnceCell<Body<'a>>,
    code: OnceCell<Vec<Span>>,
    /// The tags of each reading of the body, where there are several.
    readings: OnceCell<Vec<HashSet<Span>>>,
    raw_html: OnceCell<Vec<Span>>,
}

impl<'a> Post<'a> {
    /// Reads nothing yet: front matter and body are read when first asked for.
    pub fn new(source: &'a SourceFile, dialect: &'a Dialect, kind: PostKind) -> Self {
        Self {
            source,
            dialect,
            kind,
            max_depth: DEFAULT_DEPTH,
            trace: None,
            front: OnceCell::new(),
            mdx: OnceCell::new(),
            templates: OnceCell::new(),
            body: OnceCell::new(),
            code: OnceCell::new(),
            readings: OnceCell::new(),
            raw_html: OnceCell::new(),
        }
    }

    /// The front matter between the fences, read on first use.
    pub fn front(&self) -> &FrontMatter {
        self.front.get_or_init(|| FrontMatter::parse(self.source, self.dialect))
    }

    /// The text between the fences; empty without front matter.
    pub fn front_text(&self) -> &str {
        self.front().fence.block().map_or("", |block| self.source.slice(block.content))
    }

    /// The bytes after the front matter.
    pub fn body_span(&self) -> Span {
        let start = self.front().fence.body_start().unwrap_or(self.source.bom_len());
        Span::new(start, self.source.text().len())
    }

    /// The template tags of the body, read on first use; spans are bytes of the body.
    pub fn templates(&self) -> &template::TemplateTags {
        let templates = match self.dialect.templates {
            Templates::HtmlNunjucks if self.is_markdown() => Templates::Jinja,
            Templates::HtmlNunjucks => Templates::Nunjucks,
            other => other,
        };
        self.templates.get_or_init(|| template::read(self.source.slice(self.body_span()), templates))
    }

    /// The body, read on first use. Bodies that are not HTML (MDX, Vue) have no facts.
    pub fn body(&self) -> &Body<'a> {
        self.body.get_or_init(|| Body::read(self))
    }

    /// Whether the body is Markdown, by the file's extension.
    pub fn is_markdown(&self) -> bool {
        let extension = self.source.path().extension().unwrap_or_default();
        !["html", "htm"].iter().any(|html| extension.eq_ignore_ascii_case(html))
    }

    /// Whether the body is MDX: by the file's extension, the site, or what is imported in it.
    pub fn is_mdx(&self) -> bool {
        let extension = self.source.path().extension().unwrap_or_default();
        let is_named = || extension.eq_ignore_ascii_case("mdx") || self.dialect.markdown == Flavour::Mdx;
        let imports = || body::imports_components(self.source.slice(self.body_span()));
        *self.mdx.get_or_init(|| self.is_markdown() && (is_named() || imports()))
    }

    /// The parts of the body that are code, in order and without overlaps. This costs a parse, so only rules that rarely need it ask.
    pub fn code(&self) -> &[Span] {
        self.code.get_or_init(|| {
            let body = self.body_span();
            let text = self.source.slice(body);
            let mut code = markdown::tagged_code(text);
            if self.is_markdown() {
                code.extend(markdown::markdown_code(text));
            }
            Span::merge(code.into_iter().map(|span| span.shift(body.start())).collect())
        })
    }

    /// Whether a byte is inside code.
    pub fn is_code(&self, offset: usize) -> bool {
        let code = self.code();
        let after = code.partition_point(|span| span.start() <= offset);
        after > 0 && offset < code[after - 1].end()
    }
}
