//! The examples of a rule page, and what the program finds in them.
use super::marks::text_of;
use frontlint::catalogue::{self, Level};
use frontlint::config::{self, Config};
use frontlint::diagnostic::{Diagnostic, RuleId};
use frontlint::dialect::{Dialect, Generator};
use frontlint::engine::{self, Workspace};
use frontlint::files::Disk;
use frontlint::post::PostKind;
use frontlint::text::SourceFile;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// A text with examples of a rule: its page, or the sheet of `tests/more_examples` with those that are too rare for the page.
pub(crate) struct Sheet {
    pub(crate) rule: RuleId,
    /// `rules/html/misnested.md`
    pub(crate) file: String,
    pub(crate) source: &'static str,
}

/// All pages, and after each the sheet of its rule.
pub(crate) fn sheets() -> &'static [Sheet] {
    static SHEETS: LazyLock<Vec<Sheet>> = LazyLock::new(|| {
        let both = catalogue::pages().iter().flat_map(|page| {
            let file = format!("tests/more_examples/{}.md", page.rule);
            let more = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&file)).ok();
            let more = more.map(|text| Sheet { rule: page.rule, file, source: text.leak() });
            let page = Sheet { rule: page.rule, file: format!("rules/{}.md", page.rule), source: page.source };
            std::iter::once(page).chain(more)
        });
        both.collect()
    });
    &SHEETS
}

/// A fenced block of a sheet.
#[derive(Clone)]
pub(crate) struct Block {
    /// The number of the line that opens it.
    pub(crate) line: usize,
    info: &'static str,
    /// The bytes of the sheet between its fences.
    pub(crate) body: Range<usize>,
    /// Where the line that closes it ends.
    pub(crate) end: usize,
}

/// An example that is run.
pub(crate) struct Example {
    pub(crate) sheet: &'static Sheet,
    /// `html/misnested bad 2`: the second bad example of the rule.
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

/// The examples of a rule that are run.
pub(crate) fn examples(rule: RuleId) -> Vec<Example> {
    let mut examples = Vec::new();
    for sheet in sheets().iter().filter(|sheet| sheet.rule == rule) {
        add_examples(sheet, &mut examples);
    }
    examples
}

fn add_examples(sheet: &'static Sheet, examples: &mut Vec<Example>) {
    let mut config = own_rule_on(sheet.rule, Config::bare(Path::new("")));
    let mut beside = Vec::new();
    let mut may_have_output = false;
    for block in blocks(sheet) {
        if block.info == "text output" {
            let before = examples.last_mut().filter(|_| may_have_output);
            let before = before.unwrap_or_else(|| panic!("{}:{}: output of nothing", sheet.file, block.line));
            before.output = Some(block);
        } else if block.has("config") {
            config = own_rule_on(sheet.rule, read_config(sheet, &block));
        } else if block.has("beside") {
            beside.push(block);
        } else if let Some(kind) = ["bad", "good"].into_iter().find(|kind| block.has(kind)) {
            let number = examples.iter().filter(|example| example.has(kind)).count() + 1;
            let name = format!("{} {kind} {number}", sheet.rule);
            examples.push(Example { sheet, name, block, output: None, config: config.clone(), beside: beside.clone() });
            may_have_output = kind == "bad";
            continue;
        }
        may_have_output = false;
    }
}

impl Example {
    /// Whether its info string has this word.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.block.has(word)
    }

    /// Its block as the sheet has it, marks included.
    pub(crate) fn body(&self) -> &'static str {
        &self.sheet.source[self.block.body.clone()]
    }

    /// Where a failure lies.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.sheet.file, self.block.line)
    }

    /// The post.
    pub(crate) fn source(&self) -> SourceFile {
        let mut text = text_of(self.body(), self.has("escapes"));
        if self.has("unended") {
            text.pop();
        }
        SourceFile::new(self.block.option("file").unwrap_or("post.md"), text)
    }

    /// The text of another post of its site.
    pub(crate) fn beside(&self, path: &Path) -> &'static str {
        let other = self.beside.iter().find(|other| other.option("file").is_some_and(|file| Path::new(file) == path));
        &self.sheet.source[other.expect("a label is in a post of the site").body.clone()]
    }

    /// How the post is read.
    pub(crate) fn dialect(&self) -> Dialect {
        let by_name = |name: &str| Generator::by_name(name).expect("a known generator");
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
            let text = self.sheet.source[other.body.clone()].as_bytes();
            let file = other.option("file").expect("a `file=`");
            let copies = other.option("copies").map_or(1, |copies| copies.parse().expect("a number of copies"));
            for number in 1..=copies {
                write(Path::new(&file.replace('#', &number.to_string())), text);
            }
        }
        write(source.path(), source.bytes());
        let mut config = config.clone();
        config.root = folder.path().to_path_buf();
        let mut workspace = Workspace::open(Disk::shared(), Path::new(env!("CARGO_MANIFEST_DIR")), config);
        let outcome = workspace.check(&[folder.path().to_path_buf()]);
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

/// A rule runs in its own examples even when it is off by default.
fn own_rule_on(rule: RuleId, mut config: Config) -> Config {
    if catalogue::page(rule.as_str()).is_some_and(|page| page.header().severity == Level::Off) {
        Arc::make_mut(&mut config.settings).levels.entry(rule.as_str()).or_insert(Level::Warning);
    }
    config
}

fn read_config(sheet: &Sheet, block: &Block) -> Config {
    let source = SourceFile::new("frontlint.yaml", &sheet.source[block.body.clone()]);
    config::read(&source, Path::new("")).unwrap_or_else(|wrong| panic!("{}:{}: {wrong:?}", sheet.file, block.line))
}

/// The fenced blocks of a sheet, in order.
fn blocks(sheet: &'static Sheet) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<&str> = None;
    let mut start = 0;
    for (index, line) in sheet.source.split_inclusive('\n').enumerate() {
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
