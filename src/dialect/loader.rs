//! The libraries with which generators read front matter, by name; `values/loader/` knows how each reads a value.

/// A library that reads front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Loader {
    /// SafeYAML 1.0.5 on Psych: Jekyll.
    SafeYaml,
    /// Psych: other Ruby programs.
    Psych,
    /// PyYAML: MkDocs and other Python programs.
    PyYaml,
    /// js-yaml 3, called by gray-matter: Eleventy, Docusaurus, VitePress.
    JsYaml3,
    /// js-yaml 4: Astro, Hexo.
    JsYaml4,
    /// yaml 2: newer JavaScript programs.
    Yaml2,
    /// goccy/go-yaml: Hugo.
    Goccy,
    /// `serde_yaml`: Zola and other Rust programs.
    Serde,
    /// TOML, by its standard.
    Toml,
    /// JSON, by its standard.
    Json,
}
