//! The examples of a rule page, and what the program finds in them.
use super::marks::text_of;
use frontlint::catalogue::{Level, Page};
use frontlint::config::{self, Config};
use frontlint::diagnostic::Diagnostic;
use frontlint::dialect::{Dialect, Generator};
use frontlint::engine;
use frontlint::post::PostKind;
use frontlint::text::SourceFile;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// A fenced block of a page.
#[derive(Clone)]
pub(crate) struct Block {
    /// The number of the line that opens it.
    pub(crate) line: usize,
    info: &'static str,
    /// The bytes of the page between its fences.
    pub(crate) body: Range<usize>,
    /// Where the line that closes it ends.
    pub(crate) end: usize,
}

/// An example that is run.
pub(crate) struct Example {
    pub(crate) page: &'static Page,
    /// `html/misnested bad 2`: the second bad example of the page.
    pub(crate) name: String,
    pub(crate) block: Block,
    /// The block `text output` that follows it.
    pub(crate) output: Option<Block>,
    pub(crate) config: Config,
    /// The other posts of its site.
    beside: Vec<Block>,
}

impl Block {
    fn has(&self, word: &str) -> bool {
        self.info.split(' ').any(|other| other == word)
    }

    fn option(&self, name: &str) -> Option<&'static str> {
        self.info.split(' ').find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    }
}

/// The examples of a page that are run.
pub(crate) fn examples(page: &'static Page) -> Vec<Example> {
    let mut config = own_rule_on(page, Config::bare(Path::new("")));
    let mut beside = Vec::new();
    let mut examples: Vec<Example> = Vec::new();
    let mut may_have_output = false;
    for block in blocks(page) {
        if block.info == "text output" {
            let before = examples.last_mut().filter(|_| may_have_output);
            let before = before.unwrap_or_else(|| panic!("rules/{}.md:{}: output of nothing", page.rule, block.line));
            before.output = Some(block);
        } else if block.has("config") {
            config = own_rule_on(page, read_config(page, &block));
        } else if block.has("beside") {
            beside.push(block);
        } else if let Some(kind) = ["bad", "good"].into_iter().find(|kind| block.has(kind)) {
            let number = examples.iter().filter(|example| example.has(kind)).count() + 1;
            let name = format!("{} {kind} {number}", page.rule);
            examples.push(Example { page, name, block, output: None, config: config.clone(), beside: beside.clone() });
            may_have_output = kind == "bad";
            continue;
        }
        may_have_output = false;
    }
    examples
}

impl Example {
    /// Whether its info string has this word.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.block.has(word)
    }

    /// Its block as the page has it, marks included.
    pub(crate) fn body(&self) -> &'static str {
        &self.page.source[self.block.body.clone()]
    }

    /// Where a failure lies.
    pub(crate) fn place(&self) -> String {
        format!("rules/{}.md:{}", self.page.rule, self.block.line)
    }

    /// The post.
    pub(crate) fn source(&self) -> SourceFile {
        let text = text_of(self.body(), self.has("escapes"));
        SourceFile::new(self.block.option("file").unwrap_or("post.md"), text)
    }

    /// The text of another post of its site.
    pub(crate) fn beside(&self, path: &Path) -> &'static str {
        let other = self.beside.iter().find(|other| other.option("file").is_some_and(|file| Path::new(file) == path));
        &self.page.source[other.expect("a label is in a post of the site").body.clone()]
    }

    /// How the post is read.
    pub(crate) fn dialect(&self) -> Dialect {
        let by_name = |name: &str| serde_yaml::from_str::<Generator>(name).expect("a known generator");
        let mut dialect = Dialect::of(self.block.option("generator").map(by_name).or(self.config.generator));
        dialect.markdown = self.config.markdown.unwrap_or(dialect.markdown);
        dialect
    }

    /// What is found in the post, or in another text in its place.
    pub(crate) fn check(&self, source: &SourceFile, config: &Config) -> Vec<Diagnostic> {
        if !self.beside.is_empty() {
            return self.check_together(source, config);
        }
        let kind = if self.has("page") { PostKind::Page } else { PostKind::Post };
        let settings = config.settings_for(source.path());
        engine::check(source, &self.dialect(), kind, &settings).findings
    }

    /// What a run over a folder with this post and those beside it says of this one.
    fn check_together(&self, source: &SourceFile, config: &Config) -> Vec<Diagnostic> {
        let folder = tempfile::tempdir().expect("a folder to write to");
        let write = |path: &Path, text: &[u8]| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
            std::fs::write(path, text).expect("the post can be written");
        };
        for other in &self.beside {
            let text = self.page.source[other.body.clone()].as_bytes();
            write(Path::new(other.option("file").expect("a `file=`")), text);
        }
        write(source.path(), source.bytes());
        let mut config = config.clone();
        config.root = folder.path().to_path_buf();
        let outcome = engine::run(&[folder.path().to_path_buf()], &config, &engine::Options::default(), &|_, _| {});
        let files = outcome.report.files.into_iter();
        let own = files.filter(|file| file.path.ends_with(source.path())).flat_map(|file| file.findings);
        own.map(|finding| from_root(finding.diagnostic, folder.path())).collect()
    }
}

/// A finding whose paths begin at the root of the site.
fn from_root(mut finding: Diagnostic, root: &Path) -> Diagnostic {
    let above = format!("{}/", frontlint::text::shown_path(root));
    finding.message = finding.message.replace(&above, "");
    for path in finding.labels.iter_mut().filter_map(|label| label.path.as_mut()) {
        *path = path.strip_prefix(root).unwrap_or(path).to_path_buf();
    }
    finding
}

/// A page's own rule runs in its examples even when it is off by default.
fn own_rule_on(page: &Page, mut config: Config) -> Config {
    if page.header().severity == Level::Off {
        Arc::make_mut(&mut config.settings).levels.entry(page.rule.as_str()).or_insert(Level::Warning);
    }
    config
}

fn read_config(page: &Page, block: &Block) -> Config {
    let source = SourceFile::new("frontlint.yaml", &page.source[block.body.clone()]);
    config::read(&source, Path::new(""))
        .unwrap_or_else(|wrong| panic!("rules/{}.md:{}: {wrong:?}", page.rule, block.line))
}

/// The fenced blocks of a page, in order.
fn blocks(page: &'static Page) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<&str> = None;
    let mut start = 0;
    for (index, line) in page.source.split_inclusive('\n').enumerate() {
        let bare = line.trim_end();
        let end = start + line.len();
        let fence = &bare[..bare.len() - bare.trim_start_matches('`').len()];
        match open {
            None if fence.len() >= 3 => {
                open = Some(fence);
                blocks.push(Block { line: index + 1, info: &bare[fence.len()..], body: end..end, end });
            }
            Some(fence) => {
                let block = blocks.last_mut().expect("an open block");
                if bare == fence {
                    open = None;
                    block.body.end = start;
                }
                block.end = end;
            }
            None => {}
        }
        start = end;
    }
    blocks
}
