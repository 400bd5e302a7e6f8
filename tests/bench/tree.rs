//! A large tree of real posts: the corpus, copied again and again under changed names.
use std::fs;
use std::path::{Path, PathBuf};

/// The tree, deleted when dropped.
pub(crate) struct Tree {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) posts: usize,
    pub(crate) bytes: u64,
}

/// At least `least` posts.
pub(crate) fn repeat(corpus: &Path, least: usize) -> Tree {
    let files: Vec<PathBuf> = walkdir::WalkDir::new(corpus)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(corpus).unwrap().to_path_buf())
        .collect();
    let mut tree =
        Tree { folder: tempfile::Builder::new().prefix("frontlint-bench").tempdir().unwrap(), posts: 0, bytes: 0 };
    for copy in 0.. {
        if tree.posts >= least {
            break;
        }
        for file in &files {
            let is_post = super::bare::is_post(file);
            let name = file.file_name().unwrap().to_string_lossy();
            // What a generator looks for keeps its name.
            let name = if is_post { format!("{}-{copy}.{}", stem(file), extension(file)) } else { name.into_owned() };
            let to = tree.folder.path().join(format!("copy-{copy}")).join(file).with_file_name(name);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            tree.bytes += fs::copy(corpus.join(file), &to).unwrap();
            tree.posts += usize::from(is_post);
        }
    }
    tree
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap().to_string_lossy().into_owned()
}

fn extension(file: &Path) -> String {
    file.extension().unwrap().to_string_lossy().into_owned()
}
