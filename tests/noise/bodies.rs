//! What is true of every body: its mask keeps every place, and the HTML in it is given in order, inside the body, in whole characters.
use frontlint::dialect::{Dialect, Flavour, Generator, PythonExtensions, Templates};
use frontlint::html::{self, HtmlDocument, ParseContext, ParseOptions, Segment};
use frontlint::markdown;
use frontlint::template::{self, Masked, TemplateProblem};
use frontlint::text::Span;

/// Every template language.
pub(crate) const ENGINES: &[Templates] = &[
    Templates::Liquid,
    Templates::Jinja,
    Templates::Nunjucks,
    Templates::Tera,
    Templates::Shortcodes,
    Templates::Unknown,
    Templates::None,
];

/// A dialect for each way to read Markdown.
pub(crate) fn dialects() -> Vec<Dialect> {
    use Generator as G;
    let generators = [Some(G::Jekyll), Some(G::Hugo), Some(G::Eleventy), Some(G::Mkdocs), None];
    let of = |generator| Dialect { templates: Templates::None, ..Dialect::of(generator) };
    let further = [
        Dialect { html_holds_blocks: true, ..of(Some(G::Jekyll)) },
        Dialect { python_extensions: Some(PythonExtensions::DEFAULT), ..of(Some(G::Mkdocs)) },
        Dialect { python_extensions: Some(PythonExtensions::ALL), ..of(Some(G::Mkdocs)) },
        Dialect { markdown: Flavour::Mdx, ..of(None) },
    ];
    generators.into_iter().map(of).chain(further).collect()
}

/// Asserts what holds for the template tags of every body, its mask, and what Markdown makes of the masked text.
pub(crate) fn assert_places_kept(body: &str, templates: Templates) {
    let read = template::read(body, templates);
    let tags = read.tags.iter().flat_map(|tag| [tag.span, tag.name]);
    for span in tags.chain(read.problems.iter().flat_map(places)) {
        assert_place(body, span, &read);
    }
    let masked = read.mask(body);
    assert_eq!(masked.text.len(), body.len());
    let ends = |text: &str| memchr::memchr_iter(b'\n', text.as_bytes()).collect::<Vec<_>>();
    assert_eq!(ends(&masked.text), ends(body));
    let hidden: Vec<Span> = masked.hidden.iter().map(|hidden| hidden.span).collect();
    assert!(hidden.windows(2).all(|pair| pair[0].end() <= pair[1].start()), "{hidden:?}");
    for span in hidden.iter().chain(&masked.conditional) {
        assert_place(body, *span, &masked);
    }
    for dialect in dialects() {
        assert_segments(&masked, markdown::interpretations(&masked, &Dialect { templates, ..dialect }));
    }
}

fn places(problem: &TemplateProblem) -> Vec<Span> {
    match problem {
        TemplateProblem::UnclosedTag { opener, single, .. } => [*opener].into_iter().chain(*single).collect(),
        TemplateProblem::UnclosedBlock { start, name, closer, .. } => {
            [*start, *name].into_iter().chain(*closer).collect()
        }
        TemplateProblem::StrayEnd { tag, name, open, .. } => {
            [*tag, *name].into_iter().chain(open.as_ref().map(|(open, _)| *open)).collect()
        }
    }
}

fn assert_segments(masked: &Masked<'_>, interpretations: impl Iterator<Item = Vec<Segment>>) {
    for segments in interpretations {
        let mut done = 0;
        for segment in &segments {
            match segment {
                Segment::Html(span) => {
                    assert!(done <= span.start(), "{segments:?}");
                    assert_place(&masked.text, *span, &segments);
                    done = span.end();
                }
                Segment::Text(span) | Segment::ShownTag(span) => assert_place(&masked.text, *span, &segments),
                Segment::Open(_, at) | Segment::Close(_, at) => assert_place(&masked.text, Span::at(*at), &segments),
            }
        }
    }
}

/// Asserts what holds for the HTML of every text, read as a body of this dialect, and as HTML throughout.
pub(crate) fn assert_html(text: &str, dialect: &Dialect) {
    let masked = template::mask(text, dialect.templates);
    let readings = markdown::interpretations(&masked, dialect);
    assert_document(&masked.text, &html::parse_all(&masked.text, readings, &ParseOptions::body(0)));
    let whole = [Segment::Html(Span::new(0, text.len()))];
    for context in [ParseContext::Document, ParseContext::Inside("body"), ParseContext::Inside("table")] {
        for recover in [true, false] {
            let options = ParseOptions { context, recover, ..ParseOptions::body(0) };
            assert_document(&masked.text, &html::parse(&masked.text, &whole, &options));
        }
    }
}

fn assert_document(text: &str, document: &HtmlDocument) {
    let tags = document.tags.iter().map(|tag| tag.span);
    let errors = document.errors.iter().flat_map(|error| [Some(error.span), Some(Span::at(error.at)), error.first]);
    let omitted = document.omitted.iter().flat_map(|(start, end)| [start.span, end.span]);
    let problems = document.problems.iter().map(html::HtmlProblem::span);
    let comments = document.comments.iter().copied();
    for span in tags.chain(errors.flatten()).chain(omitted).chain(problems).chain(comments) {
        assert_place(text, span, document);
    }
    let is_apart = |pair: &[html::Tag]| pair[0].span.end() <= pair[1].span.start();
    assert!(document.tags.windows(2).all(is_apart), "{:?}", document.tags);
    for tag in &document.tags {
        let mut last = tag.span.start();
        for attribute in html::attributes(text, tag.span) {
            assert!(tag.span.contains(attribute.name) && last < attribute.name.start(), "{attribute:?} of {tag:?}");
            for span in attribute.value.into_iter().chain([attribute.name]) {
                assert_place(text, span, &attribute);
            }
            last = attribute.name.end() - 1;
        }
        for span in html::half_quoted(text, tag.span) {
            assert_place(text, span, tag);
        }
    }
}

fn assert_place(text: &str, span: Span, of: &dyn std::fmt::Debug) {
    assert!(text.get(span.range()).is_some(), "{span:?} is not a place of the text: {of:?}");
}
