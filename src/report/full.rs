//! The format `full`: each finding with its source lines, drawn by miette, or described in words for screen readers.
use super::most_severe::{SHOWN, most_severe_first, say_left_out};
use super::stray_bars::{DrawnWith, without_stray_bars};
use super::underlines::underlines;
use super::{ReportStyle, sanitize, shown_path};
use crate::diagnostic::{Diagnostic, Excerpt, FileFindings, Finding, Report, Severity};
use crate::text::{Position, Span};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, NarratableReportHandler,
    SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};
use std::fmt;
use std::io::{self, Write};

/// Writes the report.
pub(super) fn write(report: &Report, look: ReportStyle, out: &mut dyn Write) -> io::Result<()> {
    let all = most_severe_first(report);
    for (file, finding) in all.iter().take(SHOWN) {
        let drawn = Drawn::new(file, finding, look);
        let mut text = String::new();
        drawn.render(look, &mut text).map_err(|fmt::Error| io::Error::other("a finding could not be drawn"))?;
        writeln!(out, "{}", text.trim_end())?;
        writeln!(out)?;
    }
    say_left_out(all.len().saturating_sub(SHOWN), out)
}

/// One finding in the form that miette needs, with every text sanitized for a terminal.
#[derive(Debug)]
struct Drawn {
    code: String,
    message: String,
    severity: Severity,
    help: Option<String>,
    snippet: Option<Snippet>,
    labels: Vec<DrawnLabel>,
}

/// What is underlined.
#[derive(Debug)]
struct DrawnLabel {
    span: LabeledSpan,
    /// It is the finding's own span, not that of a label.
    is_own: bool,
}

impl Drawn {
    fn new(file: &FileFindings, finding: &Finding, look: ReportStyle) -> Self {
        let diagnostic = &finding.diagnostic;
        let path = sanitize(&shown_path(&file.path)).into_owned();
        let place = finding.extent.start;
        let excerpt = finding.excerpt.as_ref().filter(|excerpt| excerpt.spans.iter().any(Option::is_some));
        let message = sanitize(&diagnostic.message).into_owned();
        let severity = diagnostic.severity;
        let code = if look.narrated {
            diagnostic.rule.to_string()
        } else {
            format!("{}[{}]", severity.name(), diagnostic.rule)
        };
        Self {
            code,
            severity,
            message: match excerpt {
                Some(_) => message,
                None => format!("{message}\nat {path}:{}:{}", place.line, place.column),
            },
            help: help(file, finding),
            labels: excerpt.map(|excerpt| labels(diagnostic, excerpt)).unwrap_or_default(),
            snippet: excerpt.map(|excerpt| Snippet::new(path, excerpt, finding)),
        }
    }

    fn render(&self, look: ReportStyle, out: &mut String) -> fmt::Result {
        if look.narrated {
            return NarratableReportHandler::new().render_report(out, self);
        }
        let theme = GraphicalTheme {
            characters: if look.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() },
            styles: self.styles(look),
        };
        let with = DrawnWith {
            below: theme.characters.vbar_break,
            underline: theme.characters.underline,
            underbar: theme.characters.underbar,
            bar: theme.characters.vbar,
            corner: theme.characters.lbot,
        };
        let mut drawn = String::new();
        GraphicalReportHandler::new_themed(theme)
            .with_width(look.width)
            .with_urls(false)
            .without_syntax_highlighting()
            .render_report(&mut drawn, self)?;
        out.push_str(&without_stray_bars(&drawn, with));
        Ok(())
    }
}

impl Drawn {
    /// The styles of a drawing: what the finding is about has the colour of its severity, and all labels have one other colour.
    fn styles(&self, look: ReportStyle) -> ThemeStyles {
        if !look.color {
            return ThemeStyles::none();
        }
        let mut styles = ThemeStyles::ansi();
        let own = match self.severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Info => styles.advice,
        };
        let other = styles.help;
        if !self.labels.is_empty() {
            styles.highlights = self.labels.iter().map(|label| if label.is_own { own } else { other }).collect();
        }
        styles
    }
}

/// The help, the fix, and the labels that the excerpt does not show.
fn help(file: &FileFindings, finding: &Finding) -> Option<String> {
    let diagnostic = &finding.diagnostic;
    let mut parts: Vec<String> = diagnostic.help.iter().map(|help| sanitize(help).into_owned()).collect();
    if let Some(fix) = &diagnostic.fix {
        parts.push(format!("{}: {}", fix.safety.heading(), sanitize(&fix.title)));
        // An edit with one line of text is clear from the title; others are shown.
        let blocks = fix.edits.iter().map(|edit| edit.text.trim_end()).filter(|text| text.contains('\n'));
        parts.extend(blocks.flat_map(str::lines).map(|line| format!("    {}", sanitize(line))));
    }
    for (number, (label, extent)) in diagnostic.labels.iter().zip(&finding.label_extents).enumerate() {
        let shown =
            finding.excerpt.as_ref().is_some_and(|excerpt| excerpt.spans.get(number + 1).is_some_and(Option::is_some));
        if !shown {
            let (path, place) = (shown_path(label.path.as_ref().unwrap_or(&file.path)), extent.start);
            parts.push(format!("{}:{}:{}: {}", sanitize(&path), place.line, place.column, sanitize(&label.message)));
        }
    }
    (!parts.is_empty()).then(|| parts.join("\n"))
}

/// The labels for miette, from left to right: the finding's own span, without words because the message has them, and the labels of the
/// finding. Spans on one line are cut where they overlap; one over several lines stays whole.
fn labels(diagnostic: &Diagnostic, excerpt: &Excerpt) -> Vec<DrawnLabel> {
    let words = std::iter::once("").chain(diagnostic.labels.iter().map(|label| label.message.as_str()));
    let shown = excerpt.spans.iter().zip(words).enumerate();
    let shown: Vec<_> = shown.filter_map(|(number, (span, words))| Some(((*span)?, words, number == 0))).collect();
    let is_on_one_line = |span: Span| !excerpt.text.get(span.range()).unwrap_or("").contains('\n');
    let (short, long): (Vec<_>, Vec<_>) = shown.into_iter().partition(|(span, ..)| is_on_one_line(*span));
    let start = excerpt.spans.first().copied().flatten().map(Span::start);
    let label = |span: Span, words: &str, is_own: bool| {
        let words = (!words.is_empty()).then(|| sanitize(words).into_owned());
        let place = shown_span(&excerpt.text, span);
        let span = if Some(span.start()) == start {
            LabeledSpan::new_primary_with_span(words, place)
        } else {
            LabeledSpan::new_with_span(words, place)
        };
        DrawnLabel { span, is_own }
    };
    let spans: Vec<_> = short.iter().map(|(span, ..)| *span).collect();
    let parts = underlines(&spans).into_iter();
    let parts = parts.map(|part| {
        let (_, words, is_own) = short[part.owner];
        label(part.span, if part.has_text { words } else { "" }, is_own)
    });
    let mut labels: Vec<_> =
        parts.chain(long.into_iter().map(|(span, words, is_own)| label(span, words, is_own))).collect();
    labels.sort_by_key(|label| label.span.offset());
    labels
}

/// The span of the excerpt in its sanitized text.
fn shown_span(text: &str, span: Span) -> SourceSpan {
    let at = |offset: usize| text.get(..offset).map_or(0, |before| shown_text(before).len());
    let (start, end) = (at(span.start()), at(span.end()));
    SourceSpan::new(start.into(), end - start)
}

/// The lines of the excerpt, each of them sanitized.
fn shown_text(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let bare = line.strip_suffix('\n').unwrap_or(line);
        shown.push_str(&sanitize(bare));
        shown.push_str(&line[bare.len()..]);
    }
    shown
}

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawn {}

impl miette::Diagnostic for Drawn {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.snippet.as_ref().map(|snippet| snippet as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().map(|label| label.span.clone())))
    }
}

/// The excerpt with the name of its file, and the lines and columns of the file.
#[derive(Debug)]
struct Snippet {
    path: String,
    text: String,
    first_line: usize,
    /// The start of each label: its offset in `text` and its position in the file.
    places: Vec<(usize, Position)>,
}

impl Snippet {
    fn new(path: String, excerpt: &Excerpt, finding: &Finding) -> Self {
        let labels = finding.label_extents.iter().map(|extent| extent.start);
        let places = std::iter::once(finding.extent.start).chain(labels);
        let places = excerpt
            .spans
            .iter()
            .zip(places)
            .filter_map(|(span, place)| span.map(|span| (shown_span(&excerpt.text, span).offset(), place)));
        Self { path, first_line: excerpt.first_line, places: places.collect(), text: shown_text(&excerpt.text) }
    }
}

impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let inner = self.text.read_span(span, lines_before, lines_after)?;
        let (line, mut column) = (inner.line() + self.first_line - 1, inner.column());
        // Lines may be clipped at both ends, and replaced characters have another length, so that the column is taken from the finding.
        let whole = lines_before + lines_after > 0;
        if let Some((_, place)) = self.places.iter().find(|(offset, _)| !whole && *offset == span.offset()) {
            column = place.column - 1;
        }
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            inner.data(),
            *inner.span(),
            line,
            column,
            inner.line_count(),
        )))
    }
}
