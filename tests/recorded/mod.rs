//! Verdicts recorded from a program: a file whose first line says which versions gave them, then one verdict a line, as JSON.
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The versions that the verdicts of a file come from, and the verdicts.
pub(crate) fn read<V: DeserializeOwned>(file: &Path) -> (String, Vec<V>) {
    let text = fs::read_to_string(file).expect("the verdicts can be read");
    let (versions, verdicts) = text.split_once('\n').expect("the first line says which versions gave the verdicts");
    let verdicts = verdicts.lines().map(|line| serde_json::from_str(line).expect("each line is a verdict")).collect();
    (versions.to_string(), verdicts)
}

/// Records what the program at hand says.
pub(crate) fn write<V: Serialize>(file: &Path, versions: &str, verdicts: &[V]) {
    let lines = verdicts.iter().map(|verdict| serde_json::to_string(verdict).expect("a verdict can be written"));
    let lines = std::iter::once(versions.to_string()).chain(lines).map(|line| line + "\n");
    fs::write(file, lines.collect::<String>()).expect("the verdicts can be written");
}

/// The versions at hand, as `script` says them when it is asked for them.
pub(crate) fn versions_at_hand(mut script: Command) -> String {
    let output = script.arg("versions").output().unwrap_or_else(|error| panic!("{script:?} cannot be run: {error}"));
    assert!(output.status.success(), "{script:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("versions are plain text").trim().to_string()
}

/// Fails when the versions at hand are not those that the verdicts of `file` come from: others read some texts in other ways.
pub(crate) fn assert_same_versions(file: &Path, script: Command) {
    let text = fs::read_to_string(file).expect("the verdicts can be read");
    let recorded = text.lines().next().unwrap_or_default();
    let at_hand = versions_at_hand(script);
    assert_eq!(at_hand, recorded, "the versions at hand are not those of the recorded verdicts");
}

/// What `script` says of each text.
pub(crate) fn ask<V: DeserializeOwned>(mut script: Command, texts: &impl Serialize) -> Vec<V> {
    let mut process = script
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{script:?} cannot be run: {error}"));
    let mut input = process.stdin.take().expect("the input is piped");
    serde_json::to_writer(&mut input, texts).expect("the script reads its input");
    drop(input);
    let output = process.wait_with_output().expect("the script ends");
    assert!(output.status.success(), "{script:?} failed");
    serde_json::from_slice(&output.stdout).expect("the verdicts are JSON")
}
