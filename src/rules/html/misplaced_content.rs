//! `html/misplaced-content`: what browsers ignore or move.
use crate::html::{Consequence, HtmlProblem};
use crate::post::Post;
use crate::rules::{Context, Rule};

pub(crate) struct MisplacedContent;

impl Rule for MisplacedContent {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for problem in &post.body().html.problems {
            let HtmlProblem::Misplaced { what, how } = problem else { continue };
            match how {
                // It stands where it may: that there is no such element is told by `obsolete-element`.
                Consequence::Ignored if what.name() == "image" => {}
                Consequence::Ignored => {
                    cx.report(what.span, format!("{what} may not stand here"))
                        .help("browsers ignore it, or move what it holds: look at what is open around it");
                }
                Consequence::BeforeTable(table) => {
                    let finding = cx.report(what.span, format!("{what} stands in a table but in none of its cells"));
                    finding.help("browsers move it before the table: put it into a cell, or a `<caption>`");
                    if let Some(table) = table {
                        finding.label(table.span, "the table begins here");
                    }
                }
                Consequence::Implies { parent, more } => {
                    let places = match more {
                        0 => "it".to_owned(),
                        1 => "it here and in 1 more place of this table".to_owned(),
                        more => format!("it here and in {more} more places of this table"),
                    };
                    cx.report(what.span, format!("{what} stands here without its {parent}"))
                        .help(format!("browsers add a {parent} themselves: write {places}"));
                }
                Consequence::Closes(outer) => {
                    cx.report(what.span, format!("{what} may not stand inside {outer}"))
                        .label(outer.span, format!("{outer} begins here"))
                        .help(format!("browsers close {outer} before it"));
                }
            }
        }
    }
}
