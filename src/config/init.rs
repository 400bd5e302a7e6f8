//! The config that `frontlint init` writes: a preset, and every other key as a commented-out example.
use super::preset::{self as presets, UnknownPreset};
use super::raw::File;
use std::fmt::Write;

/// The example value of each key that is commented out. A test checks that every key has one, and that all are valid.
const EXAMPLES: &[(&str, &str)] = &[
    ("generator", " auto"),
    ("markdown", " auto"),
    ("locale", " [en, fr]"),
    ("posts", " [\"_posts/**\", \"blog/**\"]"),
    ("pages", " true"),
    ("exclude", " [\"drafts/**\"]"),
    ("unknown-fields", " warn-near-miss"),
    ("key-order", " [title, date, tags]"),
    ("rules", "\n  html: warning\n  field/unknown: off"),
    ("overrides", "\n  - files: [\"_drafts/**\"]\n    fields:\n      title: {required: false}"),
    ("limits", "\n  file-size: 8 MiB\n  depth: 512"),
];

/// Example fields, for presets without any.
const FIELDS: &str = "  title: {required: true, type: string, length: {max: 70}}\n  tags: {type: list of string}\n";

/// The text of a config with the settings of a preset and an explanation of every key.
///
/// # Errors
/// There is no preset with this name.
pub fn init_text(preset: &str) -> Result<String, UnknownPreset> {
    Ok(text_of(Some(preset), &fields_of(presets::text(preset)?)))
}

/// The text of a config that requires nothing, with an explanation of every key.
pub fn empty_init_text() -> String {
    text_of(None, "")
}

fn text_of(preset: Option<&str>, fields: &str) -> String {
    let mut text = "# What this site requires of its posts; read by `frontlint`.\n\
        # Lines such as `#locale: [en, fr]` are comments: remove the `#` to use them.\n"
        .to_string();
    for (key, about) in File::KEYS {
        let example = EXAMPLES.iter().find(|(name, _)| name == key).map_or("", |(_, example)| example);
        let _ = writeln!(text, "\n#{about}");
        let _ = match *key {
            "extends" => match preset {
                Some(preset) => writeln!(text, "extends: [{preset}]"),
                None => writeln!(text, "#extends: [post]"),
            },
            "fields" if fields.is_empty() => write!(text, "{}", commented_out(&format!("fields:\n{FIELDS}"))),
            "fields" => write!(
                text,
                "# `{}` has these; write only what differs, the rest stays as it is.\n{}",
                preset.unwrap_or_default(),
                commented_out(&format!("fields:\n{fields}"))
            ),
            key => write!(text, "{}", commented_out(&format!("{key}:{example}\n"))),
        };
    }
    text
}

/// The lines below `fields:` in a preset.
fn fields_of(preset: &str) -> String {
    let below = preset.split_once("fields:\n").map_or("", |(_, below)| below);
    below.split_inclusive('\n').take_while(|line| line.starts_with(' ')).collect()
}

/// Comments each line out.
fn commented_out(lines: &str) -> String {
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
    fn every_commented_out_line_is_valid_without_its_comment_sign() {
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
