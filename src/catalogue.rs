//! The rule pages of `rules/`, read while compiling, and the one list of rules.
mod header;

use crate::diagnostic::{RuleId, Safety, Severity};

/// The one list of rules: group, then a line per rule. Its page is `rules/<name>.md`, its code `src/rules/<group>/<module>.rs`.
macro_rules! every_rule {
    ($use:ident) => {
        $use! {
            file {
                unreadable Unreadable "file/unreadable",
                internal_error InternalError "file/internal-error",
                not_utf8 NotUtf8 "file/not-utf8",
                too_large TooLarge "file/too-large",
                merge_conflict MergeConflict "file/merge-conflict",
                control_character ControlCharacter "file/control-character",
                byte_order_mark ByteOrderMark "file/byte-order-mark",
            }
            front_matter {
                missing FrontMatterMissing "front-matter/missing",
                bad_fence BadFence "front-matter/bad-fence",
                unclosed Unclosed "front-matter/unclosed",
                invalid_syntax InvalidSyntax "front-matter/invalid-syntax",
                not_a_mapping NotAMapping "front-matter/not-a-mapping",
                duplicate_key DuplicateKey "front-matter/duplicate-key",
                lost_content LostContent "front-matter/lost-content",
                truncated_by_comment TruncatedByComment "front-matter/truncated-by-comment",
                curly_quote CurlyQuote "front-matter/curly-quote",
                invisible_character InvisibleCharacter "front-matter/invisible-character",
                surprising_type SurprisingType "front-matter/surprising-type",
                unportable_value UnportableValue "front-matter/unportable-value",
            }
            field {
                missing FieldMissing "field/missing",
                empty Empty "field/empty",
                unknown Unknown "field/unknown",
                wrong_type WrongType "field/wrong-type",
                not_allowed NotAllowed "field/not-allowed",
                pattern_mismatch PatternMismatch "field/pattern-mismatch",
                wrong_length WrongLength "field/wrong-length",
                out_of_range OutOfRange "field/out-of-range",
                invalid_date InvalidDate "field/invalid-date",
                misread_date MisreadDate "field/misread-date",
                future_date FutureDate "field/future-date",
                updated_before_published UpdatedBeforePublished "field/updated-before-published",
                invalid_url InvalidUrl "field/invalid-url",
                deprecated Deprecated "field/deprecated",
                removed Removed "field/removed",
                misplaced Misplaced "field/misplaced",
                ignored Ignored "field/ignored",
                list_as_string ListAsString "field/list-as-string",
                unusable_url UnusableUrl "field/unusable-url",
                literal_template LiteralTemplate "field/literal-template",
            }
            post {
                filename_mismatch FilenameMismatch "post/filename-mismatch",
                date_mismatch DateMismatch "post/date-mismatch",
                bad_name BadName "post/bad-name",
            }
            site {
                duplicate_value DuplicateValue "site/duplicate-value",
                unknown_value UnknownValue "site/unknown-value",
                unknown_layout UnknownLayout "site/unknown-layout",
                tag_variant TagVariant "site/tag-variant",
            }
            html {
                unclosed_comment UnclosedComment "html/unclosed-comment",
                unclosed_tag HtmlUnclosedTag "html/unclosed-tag",
                misnested Misnested "html/misnested",
                unclosed_element UnclosedElement "html/unclosed-element",
                stray_end_tag StrayEndTag "html/stray-end-tag",
                void_end_tag VoidEndTag "html/void-end-tag",
                self_closing SelfClosing "html/self-closing",
                misplaced_content MisplacedContent "html/misplaced-content",
                block_in_paragraph BlockInParagraph "html/block-in-paragraph",
                duplicate_attribute DuplicateAttribute "html/duplicate-attribute",
                duplicate_id DuplicateId "html/duplicate-id",
                bad_character_reference BadCharacterReference "html/bad-character-reference",
                unknown_element UnknownElement "html/unknown-element",
                obsolete_element ObsoleteElement "html/obsolete-element",
                image_without_alt ImageWithoutAlt "html/image-without-alt",
                too_deep TooDeep "html/too-deep",
                tag_shown_as_text TagShownAsText "html/tag-shown-as-text",
                malformed_attribute MalformedAttribute "html/malformed-attribute",
                parse_error ParseError "html/parse-error",
                raw_html_dropped RawHtmlDropped "html/raw-html-dropped",
                markdown_not_rendered MarkdownNotRendered "html/markdown-not-rendered",
                mdx_incompatible MdxIncompatible "html/mdx-incompatible",
            }
            template {
                unclosed_tag TemplateUnclosedTag "template/unclosed-tag",
                unclosed_block UnclosedBlock "template/unclosed-block",
                stray_end StrayEnd "template/stray-end",
            }
            style {
                space_before_colon SpaceBeforeColon "style/space-before-colon",
                unordered_keys UnorderedKeys "style/unordered-keys",
                inconsistent_key_case InconsistentKeyCase "style/inconsistent-key-case",
                inconsistent_quotes InconsistentQuotes "style/inconsistent-quotes",
                trailing_space TrailingSpace "style/trailing-space",
                attribute_spacing AttributeSpacing "style/attribute-spacing",
                unquoted_attribute UnquotedAttribute "style/unquoted-attribute",
                slash_in_void_tag SlashInVoidTag "style/slash-in-void-tag",
                extra_blank_lines ExtraBlankLines "style/extra-blank-lines",
                missing_final_newline MissingFinalNewline "style/missing-final-newline",
                inconsistent_date_form InconsistentDateForm "style/inconsistent-date-form",
            }
            suppression {
                unused Unused "suppression/unused",
                unknown_rule UnknownRule "suppression/unknown-rule",
                without_reason WithoutReason "suppression/without-reason",
            }
        }
    };
}
pub(crate) use every_rule;

/// The address of the project, from `Cargo.toml`.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The page of one rule.
#[derive(Debug)]
#[non_exhaustive]
pub struct Page {
    /// The rule that the page is about.
    pub rule: RuleId,
    /// The whole page with its header.
    pub source: &'static str,
    header: Header,
}

/// The header of a rule page.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Header {
    /// What the rule reports, in one line.
    pub summary: &'static str,
    /// The default level of the rule.
    pub severity: Level,
    /// The highest safety of its fixes; `None` when it offers none.
    pub fix: Option<Safety>,
    /// The stable details that the rule may give, each with one line of explanation, in the order of the alphabet.
    pub details: &'static [(&'static str, &'static str)],
}

/// How a rule is set: a severity, or off, from the least to the most severe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The rule does not run.
    Off,
    /// Its findings are infos.
    Info,
    /// Its findings are warnings.
    Warning,
    /// Its findings are errors.
    Error,
}

impl Level {
    /// `off`, `info`, `warning` or `error`.
    pub fn name(self) -> &'static str {
        self.severity().map_or("off", Severity::name)
    }

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
    ($($group:ident { $($module:ident $code:ident $name:literal,)* })*) => {
        static PAGES: [Page; [$($($name),*),*].len()] = [$($(
            {
                const SOURCE: &str = include_str!(concat!("../rules/", $name, ".md"));
                const DETAILS: &[(&str, &str)] = &header::details::<{ header::count_details(SOURCE) }>(SOURCE);
                Page { rule: RuleId::new($name), source: SOURCE, header: header::parse(SOURCE, DETAILS) }
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
    PAGES.iter().find(|page| page.rule.as_str() == name)
}

/// What the rules of a group are about, in a few words.
pub fn group_about(group: &str) -> &'static str {
    GROUPS.iter().find(|(name, _)| *name == group).map_or("", |(_, about)| about)
}

const GROUPS: &[(&str, &str)] = &[
    ("file", "files that cannot be read, or hold what no post should"),
    ("front-matter", "the block on top: its fences, its syntax, values that generators lose or misread"),
    ("field", "the fields of a post, by what the config and the generator say of them"),
    ("post", "a post and the name of its file"),
    ("site", "all posts of a site together"),
    ("html", "HTML in bodies, never in code"),
    ("template", "tags of Liquid, Jinja, Nunjucks and Go templates"),
    ("style", "how front matter and HTML are written; all off unless the preset `style` turns them on"),
    ("suppression", "comments that turn rules off"),
];

/// The names of all groups, then those of all rules.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<&str> = pages().iter().map(|page| page.rule.group()).collect();
    names.dedup();
    names.extend(pages().iter().map(|page| page.rule.as_str()));
    names
}

/// The address of the page of a rule; `None` for what is not a rule (`config/invalid`).
pub fn url(rule: RuleId) -> Option<String> {
    page(rule.as_str()).map(|_| format!("{REPOSITORY}/blob/main/rules/{rule}.md"))
}

impl Page {
    /// The header, parsed while compiling.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The page without its header.
    pub fn text(&self) -> &'static str {
        self.source.splitn(3, "---\n").nth(2).unwrap_or("").trim_start()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_says_what_it_is_about() {
        for page in pages() {
            assert_ne!(group_about(page.rule.group()), "", "{}", page.rule);
        }
    }
}
