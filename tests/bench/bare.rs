//! The least work that has to be done, by foreign code alone: walking, reading, and the bare parsers.
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use rayon::prelude::*;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The text of a post and the start of its body.
pub(crate) struct Post {
    pub(crate) text: String,
    pub(crate) body: usize,
    block: (usize, usize),
}

impl Post {
    fn of(bytes: Vec<u8>) -> Self {
        let text = String::from_utf8(bytes).unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned());
        let close = text.starts_with("---\n").then(|| text[3..].find("\n---").map(|at| at + 4)).flatten();
        let block = close.map_or((0, 0), |close| (4.min(close), close));
        let body = close.map_or(0, |close| text[close..].find('\n').map_or(text.len(), |end| close + end + 1));
        Self { text, body, block }
    }

    pub(crate) fn body(&self) -> &str {
        &self.text[self.body..]
    }

    pub(crate) fn block(&self) -> &str {
        &self.text[self.block.0..self.block.1]
    }
}

pub(crate) fn is_post(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        ["md", "markdown", "mkd", "mdx", "html", "htm"].iter().any(|known| extension == *known)
    })
}

/// The posts of a folder.
pub(crate) fn read_all(folder: &Path) -> Vec<Post> {
    walk(folder, 1).into_iter().map(|path| Post::of(std::fs::read(path).unwrap())).collect()
}

fn walk(folder: &Path, threads: usize) -> Vec<PathBuf> {
    let found = Mutex::new(Vec::new());
    ignore::WalkBuilder::new(folder).threads(threads).build_parallel().run(|| {
        Box::new(|entry| {
            let entry = entry.unwrap();
            if entry.file_type().is_some_and(|kind| kind.is_file()) && is_post(entry.path()) {
                found.lock().unwrap().push(entry.into_path());
            }
            ignore::WalkState::Continue
        })
    });
    found.into_inner().unwrap()
}

fn each(folder: &Path, threads: usize, work: impl Fn(Vec<u8>) + Sync) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let paths = walk(folder, threads);
    pool.install(|| paths.par_iter().for_each(|path| work(std::fs::read(path).unwrap())));
}

pub(crate) fn walk_and_read(folder: &Path, threads: usize) {
    each(folder, threads, |bytes| {
        black_box(bytes);
    });
}

pub(crate) fn with_yaml(folder: &Path, threads: usize) {
    each(folder, threads, |bytes| yaml_events(Post::of(bytes).block()));
}

pub(crate) fn with_markdown(folder: &Path, threads: usize) {
    each(folder, threads, |bytes| {
        let post = Post::of(bytes);
        yaml_events(post.block());
        markdown_events(post.body());
    });
}

pub(crate) fn with_html(folder: &Path, threads: usize) {
    each(folder, threads, |bytes| {
        let post = Post::of(bytes);
        yaml_events(post.block());
        markdown_events(post.body());
        if post.body().contains(['<', '&']) {
            tokenize(post.body());
        }
    });
}

/// libyaml's events of a block, up to its first error.
pub(crate) fn yaml_events(block: &str) {
    let mut parser = libyaml_safer::Parser::new();
    let mut input = block.as_bytes();
    parser.set_input_string(&mut input);
    while let Ok(event) = parser.parse() {
        if matches!(black_box(event).data, libyaml_safer::EventData::StreamEnd) {
            break;
        }
    }
}

fn markdown_events(body: &str) {
    if body.contains(['<', '&']) {
        for event in pulldown_cmark::Parser::new(body).into_offset_iter() {
            black_box(event);
        }
    }
}

struct Nothing;

impl TokenSink for Nothing {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        black_box(token);
        TokenSinkResult::Continue
    }
}

/// html5ever's tokenizer over a text, its tokens thrown away.
pub(crate) fn tokenize(text: &str) {
    let tokenizer = Tokenizer::new(Nothing, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
}
