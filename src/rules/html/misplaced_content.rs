//! `html/misplaced-content`: content that browsers ignore or move.
use crate::html::{Consequence, HtmlProblem};
use crate::post::Post;
use crate::rules::{Context, Rule};

pub(crate) struct MisplacedContent;

impl Rule for MisplacedContent {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for problem in &post.body().html.problems {
            let HtmlProblem::Misplaced { what, how } = problem else { continue };
            match how {
                // `<image>` is allowed wherever `<img>` is; `obsolete-element` reports the name.
                Consequence::Ignored if what.name() == "image" => {}
                Consequence::Ignored => {
                    // Nothing is lost with the tag of the page itself, unless it has attributes.
                    let is_page = matches!(what.name(), "html" | "head" | "body");
                    let harmless = is_page && what.span.len() == what.name().len() + "<>".len();
                    let finding = cx.report_unsure(harmless, what.span, format!("{what} is not allowed here"));
                    if is_page {
                        finding.help("the page around the post has this tag already, and browsers ignore a second one: remove it and its end tag");
                        continue;
                    }
                    match parent(what.name()) {
                        Some(parent) => finding
                            .help(format!("browsers ignore the tag or move its content: {what} belongs in {parent}")),
                        None => finding.help(
                            "browsers ignore the tag or move its content: check which elements are open around it",
                        ),
                    };
                }
                Consequence::BeforeTable(table) => {
                    let finding = cx.report(what.span, format!("{what} is inside a table but outside its cells"));
                    finding.help(format!("browsers move {what} before the table: put it into a cell or a `<caption>`"));
                    if let Some(table) = table {
                        finding.label(table.span, "the table begins here");
                    }
                }
                Consequence::Implies { parent, more } => {
                    let places = match more {
                        0 => "it yourself".to_owned(),
                        1 => "it here and in 1 more place of this table".to_owned(),
                        more => format!("it here and in {more} more places of this table"),
                    };
                    cx.report(what.span, format!("{what} without a {parent} around it"))
                        .help(format!("browsers add the missing {parent}: write {places}"));
                }
                Consequence::Closes(outer) => {
                    cx.report(what.span, format!("{what} is not allowed inside {outer}"))
                        .label(outer.span, format!("{outer} begins here"))
                        .help(format!("browsers close the outer {outer} first: write its end tag before this place"));
                }
            }
        }
    }
}

/// The element in which a part of a table belongs.
fn parent(name: &str) -> Option<&'static str> {
    match name {
        "td" | "th" => Some("a `<tr>`"),
        "tr" | "tbody" | "thead" | "tfoot" | "caption" | "colgroup" => Some("a `<table>`"),
        "col" => Some("a `<colgroup>`"),
        _ => None,
    }
}
