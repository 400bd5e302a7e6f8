//! The details of a rule as an enum, so that code cannot misspell one and a test can compare them with the rule's page.

/// Declares an enum of details, each with the stable name that users see.
macro_rules! details {
    ($(#[$about:meta])* $type:ident { $($(#[$what:meta])* $detail:ident $name:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $type {
            $($(#[$what])* $detail,)*
        }

        impl $type {
            /// The names of all of them.
            #[cfg(test)]
            pub(crate) const NAMES: &'static [&'static str] = &[$($name,)*];

            /// The stable name.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$detail => $name,)* }
            }
        }
    };
}
pub(crate) use details;

#[cfg(test)]
mod tests {
    use crate::catalogue;
    use crate::rules::html::{
        bad_character_reference, malformed_attribute, mdx_incompatible, parse_error, tag_shown_as_text,
    };

    fn details_in_code(rule: &str) -> Vec<&'static str> {
        let mut names = match rule {
            "html/bad-character-reference" => bad_character_reference::Detail::NAMES.to_vec(),
            "html/malformed-attribute" => malformed_attribute::Cause::NAMES.to_vec(),
            "html/mdx-incompatible" => mdx_incompatible::Detail::NAMES.to_vec(),
            "html/parse-error" => parse_error::details(),
            "html/tag-shown-as-text" => tag_shown_as_text::Detail::NAMES.to_vec(),
            _ => Vec::new(),
        };
        names.sort_unstable();
        names
    }

    #[test]
    fn a_page_lists_the_details_that_its_rule_gives() {
        let pages = catalogue::pages().iter().filter(|page| ["html", "template"].contains(&page.rule.group()));
        for page in pages {
            let listed: Vec<&str> = page.header().details.iter().map(|(detail, _)| *detail).collect();
            assert_eq!(listed, details_in_code(page.rule.as_str()), "the details of {}", page.rule);
        }
    }
}
