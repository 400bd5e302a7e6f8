//! The config that `frontlint init` writes: a preset, and every other key with an example to take the `#` away from.
use super::preset::{self as presets, UnknownPreset};
use super::raw::File;
use std::fmt::Write;

/// What stands behind each key that the config leaves out. A test holds that every key has one, and that all are valid.
const EXAMPLES: &[(&str, &str)] = &[
    ("generator", " auto"),
    ("markdown", " auto"),
    ("locale", " [en, fr]"),
    ("posts", " [\"_posts/**\", \"blog/**\"]"),
    ("exclude", " [\"drafts/**\"]"),
    ("unknown-fields", " warn-near-miss"),
    ("rules", "\n  html: warning\n  field/unknown: off"),
    ("overrides", "\n  - files: [\"_drafts/**\"]\n    fields:\n      title: {required: false}"),
    ("limits", "\n  file-size: 8 MiB\n  depth: 512"),
];

/// Fields to show where the preset asks for none.
const FIELDS: &str = "  title: {required: true, type: string, length: {max: 70}}\n  tags: {type: list of string}\n";

/// The text of a config that asks for what the preset asks for, explained.
///
/// # Errors
/// There is no preset of this name.
pub fn init_text(preset: &str) -> Result<String, UnknownPreset> {
    let fields = fields_of(presets::text(preset)?);
    let mut text = "# What this site asks of its posts; `frontlint` reads it.\n\
        # Lines such as `#locale: [en, fr]` are off: take the `#` away to use them.\n"
        .to_string();
    for (key, about) in File::KEYS {
        let example = EXAMPLES.iter().find(|(name, _)| name == key).map_or("", |(_, example)| example);
        let _ = writeln!(text, "\n#{about}");
        let _ = match *key {
            "extends" => writeln!(text, "extends: [{preset}]"),
            "fields" if fields.is_empty() => write!(text, "{}", off(&format!("fields:\n{FIELDS}"))),
            "fields" => write!(
                text,
                "# `{preset}` asks for these; write the ones that differ, what you leave out stays.\n{}",
                off(&format!("fields:\n{fields}"))
            ),
            key => write!(text, "{}", off(&format!("{key}:{example}\n"))),
        };
    }
    Ok(text)
}

/// The lines below `fields:` of a preset.
fn fields_of(preset: &str) -> String {
    let below = preset.split_once("fields:\n").map_or("", |(_, below)| below);
    below.split_inclusive('\n').take_while(|line| line.starts_with(' ')).collect()
}

/// The lines, each switched off.
fn off(lines: &str) -> String {
    lines.split_inclusive('\n').flat_map(|line| ["#", line]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{preset, read};
    use crate::text::SourceFile;
    use std::path::Path;

    fn names() -> impl Iterator<Item = &'static str> {
        presets::preset_names()
    }

    #[test]
    fn the_config_written_is_the_preset() {
        for name in names() {
            let text = init_text(name).unwrap();
            let config = read(&SourceFile::new("frontlint.yaml", text), Path::new("")).expect(name);
            let preset = preset(name, Path::new("")).unwrap();
            assert_eq!(format!("{:?}", config.settings), format!("{:?}", preset.settings), "{name}");
            assert_eq!(config.generator, preset.generator, "{name}");
        }
    }

    #[test]
    fn every_line_that_is_off_is_valid_when_it_is_on() {
        for name in names() {
            let text = init_text(name).unwrap();
            let is_prose = |line: &str| line.starts_with("# ") && !line.starts_with("#  ");
            let on = |line| if is_prose(line) { line } else { line.strip_prefix('#').unwrap_or(line) };
            let on = text.lines().map(on).collect::<Vec<_>>().join("\n");
            read(&SourceFile::new("frontlint.yaml", on.clone()), Path::new(""))
                .unwrap_or_else(|found| panic!("{found:?}\n{on}"));
        }
    }

    #[test]
    fn every_key_is_shown() {
        let text = init_text("none").unwrap();
        for (key, _) in File::KEYS {
            assert!(text.contains(&format!("\n#{key}:")) || *key == "extends", "{key}\n{text}");
        }
    }
}
