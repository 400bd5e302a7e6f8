//! Globs for the posts of a site: each file that is checked now, and none that is not.
use std::collections::BTreeMap;

/// More globs are a list of files.
const MOST_GLOBS: usize = 8;

/// A folder with its files.
#[derive(Default)]
struct PostFolder {
    /// The files by name, and whether each is checked.
    files: BTreeMap<String, bool>,
    folders: BTreeMap<String, PostFolder>,
}

/// The globs for files with these paths, `/` between the segments, of which those with `true` are posts; `None` when a few globs do not
/// tell posts from other files.
pub fn post_globs<'a>(files: impl IntoIterator<Item = (&'a str, bool)>) -> Option<Vec<String>> {
    let mut root = PostFolder::default();
    for (path, is_post) in files {
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let mut folder = &mut root;
        for name in folders.split('/').filter(|name| !name.is_empty()) {
            folder = folder.folders.entry(globset::escape(name)).or_default();
        }
        folder.files.insert(globset::escape(name), is_post);
    }
    let mut globs = Vec::new();
    // What is added to the root later need not be a post.
    root.add_parts("", &mut globs).then_some(globs).filter(|globs| (1..=MOST_GLOBS).contains(&globs.len()))
}

impl PostFolder {
    fn has(&self, is_post: bool) -> bool {
        self.files.values().any(|known| *known == is_post) || self.folders.values().any(|folder| folder.has(is_post))
    }

    /// Adds globs for the posts in the folder; false when that cannot be done.
    fn add(&self, path: &str, globs: &mut Vec<String>) -> bool {
        if !self.has(true) {
            return true;
        }
        if !self.has(false) {
            globs.push(format!("{path}/**"));
            return true;
        }
        // A list of the posts that are there today would silently leave out those that are written later.
        !self.files.values().any(|is_post| *is_post) && self.add_parts(path, globs)
    }

    /// Adds globs for the folders in this one, and for its own files.
    fn add_parts(&self, path: &str, globs: &mut Vec<String>) -> bool {
        let name = |below: &str| if path.is_empty() { below.to_string() } else { format!("{path}/{below}") };
        let mut posts = self.files.iter().filter(|(_, is_post)| **is_post).map(|(name, _)| name);
        let named: Vec<&String> = posts.by_ref().take(MOST_GLOBS + 1).collect();
        // Without a slash a glob matches in every folder.
        globs.extend(named.iter().map(|file| format!("/{}", name(file))));
        globs.len() <= MOST_GLOBS && self.folders.iter().all(|(folder, below)| below.add(&name(folder), globs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_name_what_is_checked_and_nothing_else() {
        let globs = |files: &[(&str, bool)]| post_globs(files.iter().copied());
        assert_eq!(globs(&[("content/a.md", true), ("content/b/c.md", true)]), Some(vec!["content/**".to_string()]));
        let mixed = [("content/a.md", true), ("content/README.md", false), ("content/b/c.md", true), ("x.md", false)];
        assert_eq!(globs(&mixed), None, "posts that are added to `content` must be found");
        let mixed = [("a.md", true), ("content/README.md", false), ("content/b/c.md", true), ("x.md", false)];
        assert_eq!(globs(&mixed), Some(vec!["/a.md".to_string(), "content/b/**".to_string()]));
        assert_eq!(globs(&[("a.md", false)]), None);
        assert_eq!(
            globs(&[("app/[lang]/a.md", true), ("app/b.md", false)]),
            Some(vec!["app/[[]lang[]]/**".to_string()])
        );
    }
}
