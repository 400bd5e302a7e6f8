//! The JSON Schema of a config, made from the same declarations that read it.
use super::deserialize::FromConfig;
use super::raw::File;
use serde_json::{Map, Value as Json, json};

/// The JSON Schema of `frontlint.yaml`.
pub fn json_schema() -> Json {
    let mut definitions = Map::new();
    let file = File::schema(&mut definitions);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "frontlint.yaml",
        "$ref": file["$ref"],
        "$defs": definitions,
    })
}
