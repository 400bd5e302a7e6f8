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
    use crate::rules::{field, file, html, post};
    use crate::values::date;

    fn details_in_code(rule: &str) -> Vec<&'static str> {
        let mut names = match rule {
            "field/invalid-date" => {
                let causes = date::Cause::ALL.map(date::Cause::name);
                [field::invalid_date::InvalidDateDetail::NAMES, &causes].concat()
            }
            "field/invalid-url" => field::invalid_url::UrlDetail::NAMES.to_vec(),
            "field/unusable-url" => field::unusable_url::UnusableDetail::NAMES.to_vec(),
            "field/misread-date" => field::misread_date::MisreadDetail::NAMES.to_vec(),
            "field/missing" => field::missing::MissingDetail::NAMES.to_vec(),
            "field/unknown" => field::unknown::UnknownDetail::NAMES.to_vec(),
            "field/wrong-length" => field::wrong_length::LengthDetail::NAMES.to_vec(),
            "file/control-character" => file::control_character::ControlDetail::NAMES.to_vec(),
            "file/not-utf8" => file::not_utf8::EncodingDetail::NAMES.to_vec(),
            "html/bad-character-reference" => html::bad_character_reference::ReferenceDetail::NAMES.to_vec(),
            "html/malformed-attribute" => html::malformed_attribute::AttributeCause::NAMES.to_vec(),
            "html/mdx-incompatible" => html::mdx_incompatible::MdxDetail::NAMES.to_vec(),
            "html/parse-error" => html::parse_error::details(),
            "html/tag-shown-as-text" => html::tag_shown_as_text::ShownAsTextDetail::NAMES.to_vec(),
            "post/bad-name" => post::bad_name::BadNameDetail::NAMES.to_vec(),
            _ => Vec::new(),
        };
        names.sort_unstable();
        names
    }

    #[test]
    fn a_page_lists_the_details_that_its_rule_gives() {
        // `tests/front_matter.rs` compares those of front matter.
        for page in catalogue::pages().iter().filter(|page| page.rule.group() != "front-matter") {
            let listed: Vec<&str> = page.header().details.iter().map(|(detail, _)| *detail).collect();
            assert_eq!(listed, details_in_code(page.rule.as_str()), "the details of {}", page.rule);
        }
    }
}
