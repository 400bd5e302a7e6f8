//! The rule pages of `rules/`, read while compiling, and the one list of rules.
use crate::diagnostic::{RuleId, Safety, Severity};
use serde::Deserialize;
use std::sync::OnceLock;

/// The one list of rules: group, then a line per rule. Its page is `rules/<name>.md`, its code `src/rules/<group>/<module>.rs`.
macro_rules! every_rule {
    ($use:ident) => {
        $use! {
            file {
                unreadable "file/unreadable",
                internal_error "file/internal-error",
                not_utf8 "file/not-utf8",
                too_large "file/too-large",
                merge_conflict "file/merge-conflict",
                control_character "file/control-character",
                byte_order_mark "file/byte-order-mark",
            }
            front_matter {
                missing "front-matter/missing",
                bad_fence "front-matter/bad-fence",
                unclosed "front-matter/unclosed",
                invalid_syntax "front-matter/invalid-syntax",
                not_a_mapping "front-matter/not-a-mapping",
                duplicate_key "front-matter/duplicate-key",
                lost_content "front-matter/lost-content",
                truncated_by_comment "front-matter/truncated-by-comment",
                curly_quote "front-matter/curly-quote",
                invisible_character "front-matter/invisible-character",
                surprising_type "front-matter/surprising-type",
                unportable_value "front-matter/unportable-value",
            }
            field {
                missing "field/missing",
                empty "field/empty",
                unknown "field/unknown",
                wrong_type "field/wrong-type",
                not_allowed "field/not-allowed",
                pattern_mismatch "field/pattern-mismatch",
                wrong_length "field/wrong-length",
                out_of_range "field/out-of-range",
                invalid_date "field/invalid-date",
                misread_date "field/misread-date",
                future_date "field/future-date",
                updated_before_published "field/updated-before-published",
                invalid_url "field/invalid-url",
                deprecated "field/deprecated",
            }
            post {
                filename_mismatch "post/filename-mismatch",
                date_mismatch "post/date-mismatch",
                bad_name "post/bad-name",
            }
            site {
                duplicate_value "site/duplicate-value",
                unknown_value "site/unknown-value",
            }
            html {
                unclosed_comment "html/unclosed-comment",
                unclosed_tag "html/unclosed-tag",
                misnested "html/misnested",
                unclosed_element "html/unclosed-element",
                stray_end_tag "html/stray-end-tag",
                void_end_tag "html/void-end-tag",
                self_closing "html/self-closing",
                misplaced_content "html/misplaced-content",
                block_in_paragraph "html/block-in-paragraph",
                duplicate_attribute "html/duplicate-attribute",
                duplicate_id "html/duplicate-id",
                bad_character_reference "html/bad-character-reference",
                unknown_element "html/unknown-element",
                obsolete_element "html/obsolete-element",
                image_without_alt "html/image-without-alt",
                too_deep "html/too-deep",
                parse_error "html/parse-error",
                raw_html_dropped "html/raw-html-dropped",
                markdown_not_rendered "html/markdown-not-rendered",
                mdx_incompatible "html/mdx-incompatible",
            }
            template {
                unclosed_tag "template/unclosed-tag",
                unclosed_block "template/unclosed-block",
                stray_end "template/stray-end",
            }
            suppression {
                unused "suppression/unused",
                unknown_rule "suppression/unknown-rule",
                without_reason "suppression/without-reason",
            }
        }
    };
}
pub(crate) use every_rule;

/// Where the project lives.
const REPOSITORY: &str = "https://github.com/frontlint/frontlint";

/// The page of one rule.
#[derive(Debug)]
pub struct Page {
    /// The rule it is about.
    pub rule: RuleId,
    /// The whole page, header included.
    pub source: &'static str,
    header: OnceLock<Header>,
}

/// The head of a rule page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// What the rule says, in a line.
    pub summary: String,
    /// Its default level.
    pub severity: Level,
    /// The highest safety of its fixes; none when it offers none.
    #[serde(default)]
    pub fix: Option<Safety>,
    /// The stable details it may give, each with a line of explanation.
    #[serde(default)]
    pub details: std::collections::BTreeMap<String, String>,
}

/// How a rule is set: a severity, or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It does not run.
    Off,
    /// Its findings are infos.
    Info,
    /// Its findings are warnings.
    Warning,
    /// Its findings are errors.
    Error,
}

impl Level {
    /// The severity of its findings; `None` when off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

macro_rules! pages {
    ($($group:ident { $($module:ident $name:literal,)* })*) => {
        static PAGES: [Page; [$($($name),*),*].len()] = [$($(
            Page {
                rule: RuleId($name),
                source: include_str!(concat!("../rules/", $name, ".md")),
                header: OnceLock::new(),
            },
        )*)*];
    };
}
every_rule!(pages);

/// All rule pages, in the order of the list.
pub fn pages() -> &'static [Page] {
    &PAGES
}

/// The page of a rule by its name.
pub fn page(name: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.rule.0 == name)
}

/// The address of a rule's page; `None` for what is no rule (`config/invalid`).
pub fn url(rule: RuleId) -> Option<String> {
    page(rule.0).map(|_| format!("{REPOSITORY}/blob/main/rules/{rule}.md"))
}

impl Page {
    /// Its header, read on first use. The pages are part of the program and a test reads every one.
    pub fn header(&self) -> &Header {
        self.header.get_or_init(|| {
            let header = self.source.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
            let (header, _) = header.expect("a rule page begins with a header between `---` lines");
            serde_yaml::from_str(header)
                .unwrap_or_else(|error| panic!("the header of the page {} is not valid: {error}", self.rule))
        })
    }

    /// The page without its header.
    pub fn text(&self) -> &'static str {
        self.source.splitn(3, "---\n").nth(2).unwrap_or("").trim_start()
    }
}
