//! Every rule page is a test: each bad example yields exactly its marked findings, each good one none.
//!
//! An example is a fenced block whose info string is `LANG bad` or `LANG good`, then any of
//! `file=PATH` (the post's path, `post.md` otherwise), `generator=NAME`, `page` (a page, not a post) and
//! `escapes` (`\t`, `\r`, `\n`, `\xFF` and `\u{FEFF}` stand for themselves, `\\` for a backslash).
//! A block `beside` with a `file=` is a post of the same site as the examples after it, which are then checked together with it.
//! A block `yaml config` is the config of the examples after it; before it, the rules' defaults hold.
//! Under a line of a bad example, `^^^` marks the columns of a finding, `|` an empty span; then come the severity, the rule in
//! brackets when it is not the page's own, the detail in parentheses when there is one, and the message:
//! `^^^ error[field/empty](detail) the message`. A span over several lines is marked `^^^ … 3` where 3 is how many lines it reaches below.
use frontlint::catalogue::{self, Level, Page};
use frontlint::config::{self, Config};
use frontlint::diagnostic::{Diagnostic, RuleId};
use frontlint::dialect::{Dialect, Generator};
use frontlint::engine;
use frontlint::post::PostKind;
use frontlint::rules::precedence::{ORDER, Order, Reach, names};
use frontlint::text::SourceFile;
use std::fmt::Write;
use std::path::Path;
use std::sync::{Arc, LazyLock};

#[derive(Clone)]
struct Example<'a> {
    line: usize,
    info: &'a str,
    body: String,
}

/// An example that is run.
struct Trial {
    example: Example<'static>,
    config: Config,
    /// The other posts of its site.
    beside: Vec<Example<'static>>,
}

impl Trial {
    fn run(&self, config: &Config) -> (SourceFile, Vec<Diagnostic>, Vec<String>) {
        run(&self.example, config, &self.beside)
    }
}

#[test]
fn every_example_yields_its_marked_findings() {
    let mut failures = String::new();
    for page in catalogue::pages() {
        check_page(page, &mut failures);
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn every_page_has_a_name_a_bad_and_a_good_example() {
    for page in catalogue::pages() {
        let title = format!("# `{}`", page.rule);
        assert!(page.text().starts_with(&title), "{} does not begin with {title}", page.rule);
        let infos: Vec<_> = examples(page).iter().map(|example| example.info).collect();
        // What only a disk or a bug can bring about has no example.
        if matches!(page.rule.0, "file/unreadable" | "file/internal-error" | "file/too-large") {
            continue;
        }
        for kind in ["bad", "good"] {
            assert!(
                infos.iter().any(|info| info.split(' ').any(|word| word == kind)),
                "{} has no {kind} example",
                page.rule
            );
        }
    }
}

#[test]
fn a_page_claims_the_best_fix_that_it_shows() {
    for page in catalogue::pages() {
        let found = trials(page).into_iter().flat_map(|trial| trial.run(&trial.config).1);
        let best = found.filter(|f| f.rule == page.rule).filter_map(|f| f.fix).map(|f| f.safety).max();
        if best.is_some() || page.header().fix.is_some() {
            assert_eq!(page.header().fix, best, "the header of {} names another fix than its examples get", page.rule);
        }
    }
}

/// Each line of the order, for each rule that it silences, is seen in an example: with both rules on only the first speaks; with the first
/// switched off the second speaks at its place.
#[test]
fn an_example_shows_each_line_of_the_order() {
    let trials: Vec<Trial> = catalogue::pages().iter().flat_map(trials).collect();
    let mut not_shown = String::new();
    for order in ORDER {
        for then in order.then {
            if !trials.iter().any(|trial| shows(order, then, trial)) {
                let _ = writeln!(not_shown, "{} {:?} before {then}", order.first, order.detail);
            }
        }
    }
    assert!(not_shown.is_empty(), "no example shows\n{not_shown}");
}

fn shows(order: &Order, then: &str, trial: &Trial) -> bool {
    let found = trial.run(&trial.config).1;
    let is_then = |rule: RuleId| if then == "*" { !names(order.first, rule) } else { names(then, rule) };
    let explains = |finding: &&Diagnostic| {
        names(order.first, finding.rule) && order.detail.is_none_or(|detail| finding.detail == Some(detail))
    };
    found.iter().filter(explains).any(|first| {
        let mut without = trial.config.clone();
        Arc::make_mut(&mut without.settings).levels.insert(first.rule.0, Level::Off);
        let places: Vec<_> = std::iter::once(first.span).chain(first.labels.iter().map(|label| label.span)).collect();
        trial.run(&without).1.iter().any(|second| {
            let is_there = order.reach == Reach::File || places.iter().any(|place| place.touches(second.span));
            is_then(second.rule) && is_there && second.rule != first.rule && !found.contains(second)
        })
    })
}

/// The examples of a page that are run.
fn trials(page: &Page) -> Vec<Trial> {
    let mut config = own_rule_on(page, Config::bare(Path::new("")));
    let (mut beside, mut trials) = (Vec::new(), Vec::new());
    for example in examples(page) {
        if is_config(&example) {
            config = own_rule_on(page, read_config(&example));
        } else if is_beside(&example) {
            beside.push(example);
        } else if example.info.split(' ').any(|word| word == "bad" || word == "good") {
            trials.push(Trial { example, config: config.clone(), beside: beside.clone() });
        }
    }
    trials
}

fn check_page(page: &Page, failures: &mut String) {
    for trial in trials(page) {
        let (source, found, wanted) = trial.run(&trial.config);
        let got: Vec<String> = found.iter().map(|finding| describe(&source, page, finding)).collect();
        if got != wanted {
            let _ = writeln!(
                failures,
                "rules/{}.md:{}: `{}`\n  wanted:\n    {}\n  got:\n    {}",
                page.rule,
                trial.example.line,
                trial.example.info,
                wanted.join("\n    "),
                got.join("\n    ")
            );
        }
    }
}

fn is_config(example: &Example<'_>) -> bool {
    example.info.split(' ').any(|word| word == "config")
}

fn is_beside(example: &Example<'_>) -> bool {
    example.info.split(' ').any(|word| word == "beside")
}

fn read_config(example: &Example<'_>) -> Config {
    let source = SourceFile::new("frontlint.yaml", example.body.clone());
    config::read(&source, Path::new("")).unwrap_or_else(|wrong| panic!("line {}: {wrong:?}", example.line))
}

/// A page's own rule runs in its examples even when it is off by default.
fn own_rule_on(page: &Page, mut config: Config) -> Config {
    if page.header().severity == Level::Off {
        Arc::make_mut(&mut config.settings).levels.entry(page.rule.0).or_insert(Level::Warning);
    }
    config
}

fn run(example: &Example<'_>, config: &Config, beside: &[Example<'_>]) -> (SourceFile, Vec<Diagnostic>, Vec<String>) {
    let option = |name: &str| option(example, name);
    let flag = |name: &str| example.info.split(' ').any(|word| word == name);
    let (text, wanted) = without_marks(&example.body, flag("escapes"));
    let source = SourceFile::new(option("file").unwrap_or("post.md"), text);
    if !beside.is_empty() {
        let found = run_together(&source, config, beside);
        return (source, found, wanted);
    }
    let generator = option("generator").map(|name| serde_yaml::from_str::<Generator>(name).expect("a known generator"));
    let mut dialect = Dialect::of(generator.or(config.generator));
    dialect.markdown = config.markdown.unwrap_or(dialect.markdown);
    let kind = if flag("page") { PostKind::Page } else { PostKind::Post };
    let settings = config.settings_for(source.path());
    let found = engine::check(&source, &dialect, kind, &settings).findings;
    (source, found, wanted)
}

/// What a run over a folder with this post and those beside it says of this one.
fn run_together(source: &SourceFile, config: &Config, beside: &[Example<'_>]) -> Vec<Diagnostic> {
    let folder = tempfile::tempdir().expect("a folder to write to");
    let write = |path: &Path, text: &[u8]| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        std::fs::write(path, text).expect("the post can be written");
    };
    for other in beside {
        write(Path::new(option(other, "file").expect("a `file=`")), other.body.as_bytes());
    }
    write(source.path(), source.bytes());
    let config = Config { root: folder.path().to_path_buf(), ..config.clone() };
    let outcome = engine::run(&[folder.path().to_path_buf()], &config, &engine::Options::default(), &|_, _| {});
    let files = outcome.report.files.into_iter();
    let own = files.filter(|file| file.path.ends_with(source.path())).flat_map(|file| file.findings);
    let above = format!("{}/", frontlint::text::shown_path(folder.path()));
    own.map(|finding| Diagnostic { message: finding.diagnostic.message.replace(&above, ""), ..finding.diagnostic })
        .collect()
}

fn option<'a>(example: &Example<'a>, name: &str) -> Option<&'a str> {
    example.info.split(' ').find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
}

fn describe(source: &SourceFile, page: &Page, finding: &Diagnostic) -> String {
    let place = |offset| source.lines().position(source.text(), offset);
    let (start, end) = (place(finding.span.start()), place(finding.span.end()));
    let rule = if finding.rule == page.rule { String::new() } else { format!("[{}]", finding.rule) };
    let detail = finding.detail.map(|detail| format!("({detail})")).unwrap_or_default();
    let width = if end.line == start.line {
        (end.column - start.column).to_string()
    } else {
        format!("{} lines", end.line - start.line)
    };
    format!("{}:{} +{width} {}{rule}{detail} {}", start.line, start.column, finding.severity.name(), finding.message)
}

/// The example's text, and each mark as [`describe`] would put the finding.
fn without_marks(body: &str, escapes: bool) -> (Vec<u8>, Vec<String>) {
    static MARK: LazyLock<regex::Regex> = LazyLock::new(|| {
        regex::Regex::new(r"^( *)(\^+|\|)(?: … (\d+))? ((?:error|warning|info)(?:\[|\(| ).*)$")
            .expect("a valid pattern")
    });
    let (mut text, mut marks) = (Vec::new(), Vec::new());
    let (mut line_number, mut shown) = (0, "");
    for line in body.split_inclusive('\n') {
        let bare = line.strip_suffix('\n').unwrap_or(line);
        let Some(mark) = MARK.captures(bare) else {
            line_number += 1;
            shown = bare;
            if escapes {
                text.extend(unescape(line));
            } else {
                text.extend(line.as_bytes());
            }
            continue;
        };
        let column = |at: usize| if escapes { columns_unescaped(shown, at) } else { at };
        let start = mark[1].len();
        let end = if &mark[2] == "|" { start } else { start + mark[2].len() };
        let width = mark
            .get(3)
            .map_or_else(|| (column(end) - column(start)).to_string(), |lines| format!("{} lines", lines.as_str()));
        marks.push((line_number, column(start) + 1, format!(" +{width} {}", &mark[4])));
    }
    let marks = marks.into_iter().map(|(line, column, rest)| format!("{line}:{column}{rest}")).collect();
    (text, marks)
}

/// How many scalar values the first `shown_columns` columns of an escaped line stand for.
fn columns_unescaped(line: &str, shown_columns: usize) -> usize {
    let shown: String = line.chars().take(shown_columns).collect();
    String::from_utf8_lossy(&unescape(&shown)).chars().count() + shown_columns.saturating_sub(line.chars().count())
}

fn unescape(line: &str) -> Vec<u8> {
    static ESCAPE: LazyLock<regex::Regex> = LazyLock::new(|| {
        regex::Regex::new(r"\\(?:([tnr\\])|x([0-9A-Fa-f]{2})|u\{([0-9A-Fa-f]+)\})").expect("a valid pattern")
    });
    let (mut bytes, mut done) = (Vec::new(), 0);
    for found in ESCAPE.captures_iter(line) {
        let whole = found.get(0).expect("a match has a whole");
        bytes.extend(&line.as_bytes()[done..whole.start()]);
        done = whole.end();
        match (found.get(1).map(|m| m.as_str()), found.get(2), found.get(3)) {
            (Some("t"), ..) => bytes.push(b'\t'),
            (Some("n"), ..) => bytes.push(b'\n'),
            (Some("r"), ..) => bytes.push(b'\r'),
            (_, Some(hex), _) => bytes.push(u8::from_str_radix(hex.as_str(), 16).expect("two hex digits")),
            (_, _, Some(hex)) => {
                let value = u32::from_str_radix(hex.as_str(), 16).expect("hex digits");
                bytes.extend(char::from_u32(value).expect("a scalar value").to_string().as_bytes());
            }
            _ => bytes.push(b'\\'),
        }
    }
    bytes.extend(&line.as_bytes()[done..]);
    bytes
}

/// The fenced blocks of a page, in order.
fn examples(page: &Page) -> Vec<Example<'static>> {
    let (mut examples, mut open): (Vec<Example<'static>>, Option<&str>) = (Vec::new(), None);
    for (index, line) in page.source.split_inclusive('\n').enumerate() {
        let bare = line.trim_end();
        let fence_len = bare.len() - bare.trim_start_matches('`').len();
        match open {
            None if fence_len >= 3 => {
                open = Some(&bare[..fence_len]);
                examples.push(Example { line: index + 1, info: &bare[fence_len..], body: String::new() });
            }
            Some(fence) if bare == fence => open = None,
            Some(_) => examples.last_mut().expect("an open example").body.push_str(line),
            None => {}
        }
    }
    examples
}
