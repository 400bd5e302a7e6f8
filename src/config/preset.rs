//! The built-in presets: ordinary config files that are part of the program.
use crate::text::spelling::nearest_name;

macro_rules! presets {
    ($($name:literal),+) => {
        /// Every preset with its text, in the order in which they are listed.
        const PRESETS: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../rules/presets/", $name, ".yaml")))),+];
    };
}
presets!("post", "none", "jekyll", "hugo", "zola", "eleventy", "astro", "docusaurus", "mkdocs", "agent-skill");

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
    PRESETS.iter().map(|(name, _)| *name)
}

/// The text of a preset.
///
/// # Errors
/// There is no preset with this name.
pub fn text(name: &str) -> Result<&'static str, UnknownPreset> {
    let known = PRESETS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text);
    known.ok_or_else(|| UnknownPreset { name: name.to_string(), nearest: nearest_name(name, preset_names()) })
}
