//! Config: what a site requires of its posts, as written (`raw`) and as used (`settings`).
mod configs;
mod deserialize;
mod effective;
mod field_types;
mod find;
mod foreign_words;
mod init;
mod learned;
mod load;
mod merge;
mod named_files;
mod origins;
mod preset;
mod raw;
mod rule_levels;
mod schema;
mod settings;
mod unset;
mod value_types;
mod vocabulary;

pub use configs::Configs;
pub use deserialize::INVALID;
pub use effective::{Config, ConfigSource, Override};
pub use find::{LoadError, NAMES, find, ignored_beside, in_folder, is_shut, load, load_named};
pub use init::{empty_init_text, init_text};
pub use learned::{LearnedConfig, LearnedFrom, learn, post_globs};
pub use load::{preset, read};
pub use origins::{ValueOrigin, origins};
pub use preset::{UnknownPreset, preset_names, text as preset_text};
pub use rule_levels::UnknownRuleName;
pub use schema::json_schema;
pub use settings::{
    Condition, Deprecation, Field, FieldType, LengthRange, Matches, NumberRange, RuleSeverity, Settings, UnknownFields,
    Vocabulary,
};
pub use unset::{SKILL, Share, Shares, Unset, of_generator, of_posts, of_skills, usual_fields};
