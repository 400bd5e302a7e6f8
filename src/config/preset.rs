//! The built-in presets: ordinary config files that are part of the program.
use crate::dialect::Generator;
use crate::text::spelling::nearest_name;

/// The presets that are not of one generator: before those of the generators, and after them.
const GENERAL: [(&str, &str); 2] =
    [("post", include_str!("../../rules/presets/post.yaml")), ("none", include_str!("../../rules/presets/none.yaml"))];
const FORMATS: [(&str, &str); 2] = [
    ("agent-skill", include_str!("../../rules/presets/agent-skill.yaml")),
    ("style", include_str!("../../rules/presets/style.yaml")),
];

/// Every preset with its text, in the order in which they are listed.
fn presets() -> impl Iterator<Item = (&'static str, &'static str)> + Clone {
    let of_generators = Generator::LIST.iter().filter_map(|(name, generator)| Some((*name, generator.facts().preset?)));
    GENERAL.into_iter().chain(of_generators).chain(FORMATS)
}

/// A preset that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown preset `{name}`; {}", match nearest {
    Some(nearest) => format!("did you mean `{nearest}`?"),
    None => format!("the presets are {}", preset_names().collect::<Vec<_>>().join(", ")),
})]
#[non_exhaustive]
pub struct UnknownPreset {
    /// The name that was given.
    pub name: String,
    /// The preset that was probably intended.
    pub nearest: Option<&'static str>,
}

/// The names of all presets.
pub fn preset_names() -> impl Iterator<Item = &'static str> + Clone {
    presets().map(|(name, _)| name)
}

/// The text of a preset.
///
/// # Errors
/// There is no preset with this name.
pub fn text(name: &str) -> Result<&'static str, UnknownPreset> {
    named(name).map(|(_, text)| text)
}

/// A preset: its name and its text.
pub(super) fn named(name: &str) -> Result<(&'static str, &'static str), UnknownPreset> {
    presets()
        .find(|(known, _)| *known == name)
        .ok_or_else(|| UnknownPreset { name: name.to_string(), nearest: nearest_name(name, preset_names()) })
}
