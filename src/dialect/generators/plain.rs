//! No generator: YAML by libyaml's grammar, CommonMark, no templates.
use super::{
    DateGrammar, DayOfName, DetectedBy, FenceRules, FileFacts, Flavour, GeneratorFacts, Inheritance, KeyFacts, Loader,
    Templates,
};

pub(super) const FACTS: GeneratorFacts = GeneratorFacts {
    name: "plain",
    title: "a plain YAML parser",
    fences: FenceRules { toml: true, braces: true, semicolons: true, language: true, ..FenceRules::STRICT },
    front_matter_is_optional: false,
    loader: Loader::Serde,
    is_compared: false,
    keys: KeyFacts {
        known: &[],
        any_case: false,
        dates: &[],
        day_of_post: &["date"],
        lists: &[],
        addresses: &[],
        old: &[],
        removed: &[],
    },
    dates: DateGrammar::Unknown,
    markdown: Flavour::Commonmark,
    raw_html: true,
    indented_code_is_unsure: false,
    templates: Templates::None,
    day_of_name: DayOfName::Nothing,
    day_of_name_help: None,
    detected_by: DetectedBy { own_files: &[], package: None, settings_keys: &[] },
    files: FileFacts {
        settings: &[],
        settings_folder: None,
        posts_folders: &[],
        own_folders: &[],
        extensions: &[],
        has_collections: false,
        exclude_key: None,
    },
    inherits: Inheritance::Nothing,
    dialect_settings: &[],
    preset: None,
};
