//! The bounds on what is read and done, in one place: whatever a run is given, it reads, keeps and does no more than this.

/// A bound, as the guide lists it.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// What is bounded.
    pub what: &'static str,
    /// The most that there may be.
    pub most: u64,
    /// `bytes`, `seconds`, or nothing.
    pub unit: &'static str,
    /// What happens beyond it.
    pub beyond: &'static str,
}

macro_rules! limits {
    ($($(#[doc = $doc:literal])+ $name:ident: $kind:ty = $most:expr, $unit:literal, $what:literal, $beyond:literal;)+) => {
        $($(#[doc = $doc])+ pub const $name: $kind = $most;)+

        /// Every bound, in the order of the guide.
        pub const ALL: &[Limit] =
            &[$(Limit { what: $what, most: $most, unit: $unit, beyond: $beyond }),+];
    };
}

limits! {
    /// The size in bytes of the largest file that is checked unless the config sets another.
    FILE_SIZE: u64 = 8 << 20, "bytes", "a post, unless `limits: {file-size: …}` says otherwise", "`file/too-large`";
    /// The greatest size in bytes that a config may set: a file takes several times its size of memory.
    LARGEST_FILE_SIZE: u64 = 64 << 20, "bytes", "`file-size` in a config", "`config/invalid`";
    /// How deep elements may be nested unless the config says otherwise; the time of the HTML parser grows with the depth of each tag.
    DEPTH: usize = 512, "", "nested elements, unless `limits: {depth: …}` says otherwise", "`html/too-deep`";
    /// The greatest depth that a config may set.
    DEEPEST: usize = 2048, "", "`depth` in a config", "`config/invalid`";
    /// How deep lists and mappings may nest; the time of the YAML parsers grows with the square of the depth.
    NESTED_VALUES: usize = 128, "", "nested lists and mappings in front matter, configs and files of the site", "`front-matter/invalid-syntax`, `config/invalid`; a file of the site is passed over";
    /// How many values every block of front matter may have. A tree takes many times the memory of a value of one or two bytes, so a longer
    /// block may have only one value for every four bytes.
    VALUES: usize = 1 << 14, "", "values in the front matter, or one for every four bytes when that is more", "`front-matter/invalid-syntax`";
    /// How many signs every block of TOML may have that make tables, keys and values. The parser keeps up to a kilobyte of each table and
    /// half of that of each error, so a longer block may have only one sign for every twelve bytes (measured with toml 0.9).
    TOML_SIGNS: usize = 1 << 13, "", "`=`, commas, dots, brackets and braces in TOML front matter, or one for every twelve bytes when that is more", "`front-matter/invalid-syntax`";
    /// How many lines of a block of YAML that cannot be read are looked into.
    BROKEN_LINES: usize = 1 << 14, "", "lines of broken front matter that are looked into", "the first error of the parser is reported";
    /// The size in bytes of the longest block of broken TOML of which every error is reported: the parser keeps all of them in memory.
    BROKEN_TOML: usize = 32 << 10, "bytes", "broken TOML of which every error is reported", "the first error is reported";
    /// How many problems of one block are reported.
    SYNTAX_PROBLEMS: usize = 24, "", "problems of one block of broken YAML or JSON", "the others are not looked for";
    /// How many bytes of a block are read again for all candidates of its problems, and for what may belong to a broken line.
    READ_AGAIN: usize = 1 << 20, "bytes", "broken YAML that is read again to find its causes", "causes are not looked for";
    /// Repairs of longer blocks are not verified, so not offered.
    REPAIRED: usize = 64 << 10, "bytes", "broken YAML for which fixes are verified and offered", "no fix is offered";
    /// How many findings of one rule are kept for one file, so that a file full of problems does not fill the memory.
    FINDINGS: usize = 1000, "", "findings of one rule in one file", "a note says how many are left out";
    /// How many attributes a tag may have: html5ever compares every attribute of a tag with every other; real tags have a handful.
    ATTRIBUTES: usize = 1024, "", "attributes of one tag", "`html/malformed-attribute`, and the rest of the body is not read";
    /// How many steps all searches for end tags of one body may take; later searches find nothing.
    HTML_STEPS: usize = 500_000, "", "steps in search of the end tags of a body", "end tags further on are not found";
    /// How many bytes of one body may be read again because a tag had run on over them.
    HTML_READ_AGAIN: usize = 1 << 20, "bytes", "HTML that is read again after a tag without its end", "such tags go on to the next `>`";
    /// The size in bytes of the largest config, and of the largest file that a config names.
    CONFIG_SIZE: u64 = 1 << 20, "bytes", "a config, or a file that a config names", "`config/invalid`";
    /// How many files a config may name in all, with those that these name.
    CONFIG_FILES: usize = 64, "", "files that a config names, with those that these name", "`config/invalid`";
    /// How many problems of a config are reported.
    CONFIG_FINDINGS: usize = 1000, "", "problems of a config", "a note says how many are left out";
    /// How many globs a list may have, and how many items a list of `overrides`, of `defaults` or of `cascade`.
    GLOBS: usize = 1000, "", "globs in a list, items of `overrides`; of `exclude`, `defaults` and `cascade` in the settings of a site", "`config/invalid`; for a site's settings a note says that the others are not used";
    /// The length in bytes of the longest glob.
    GLOB_LENGTH: usize = 4096, "bytes", "a glob", "`config/invalid`";
    /// The length in bytes of all globs of a config together.
    GLOB_BYTES: usize = 64 << 10, "bytes", "all globs of a config", "`config/invalid`";
    /// The memory in bytes that all patterns of a config may take together.
    PATTERN_BYTES: usize = 64 << 20, "bytes", "the memory of all patterns of a config", "`config/invalid`";
    /// The size in bytes of the largest file that is read as `.gitignore`, or as another file of this kind.
    IGNORE_SIZE: u64 = 1 << 20, "bytes", "`.gitignore` and files of its kind", "a note says that it was passed over";
    /// The size in bytes of all these files together.
    IGNORE_BYTES: usize = 16 << 20, "bytes", "all files of this kind together", "a note says that the others were passed over";
    /// The size in bytes of the largest file that is read as settings or data of a site.
    SITE_FILE_SIZE: u64 = 1 << 20, "bytes", "a settings or data file of the site", "it is passed over";
    /// The size in bytes of the largest file that is searched for the version of the generator.
    LOCK_FILE_SIZE: u64 = 8 << 20, "bytes", "a lock file, or another that names the version of the generator", "it is passed over";
    /// The most threads of a run.
    THREADS: usize = 256, "", "threads", "as many as allowed are used";
    /// How many seconds a pipe that was named as the config may take to end.
    PIPE_SECONDS: u64 = 10, "seconds", "a pipe that is named as the config", "the run fails with exit code 2";
}

impl Limit {
    /// The number for people: `8 MiB`, `1,024`, `10 seconds`.
    pub fn shown(&self) -> String {
        let (most, unit) = match self.unit {
            "bytes" if self.most >= 1 << 20 => (self.most >> 20, "MiB"),
            "bytes" if self.most >= 1 << 10 => (self.most >> 10, "KiB"),
            unit => (self.most, unit),
        };
        let digits = most.to_string();
        let groups: Vec<&str> =
            digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
        format!("{} {unit}", groups.join(",")).trim_end().to_string()
    }
}
