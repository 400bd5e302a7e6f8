//! Checks one post with the library and prints a line for each finding: `cargo run --example check_one_post -- post.md`.
use frontlint::{SourceFile, check, preset};
use std::error::Error;
use std::path::PathBuf;

#[allow(clippy::print_stdout, reason = "printing is what this program is for")]
fn main() -> Result<(), Box<dyn Error>> {
    let path = PathBuf::from(std::env::args_os().nth(1).ok_or("which post?")?);
    let source = SourceFile::new(&path, std::fs::read(&path)?);
    let config = preset("post", "".as_ref())?;
    for finding in check(&source, &config) {
        let place = source.lines().position(source.text(), finding.span.start());
        println!("{}:{}:{}: {} ({})", path.display(), place.line, place.column, finding.message, finding.rule);
    }
    Ok(())
}
