//! Files and folders that are not there, not readable, not files, or not what their name says.
use super::*;

#[test]
fn a_named_file_that_is_not_there_fails_the_run() {
    let site = site();
    let outcome = run(&[site.path().to_path_buf(), site.path().join("_posts/gone.md"), site.path().join("gone")]);
    assert_only(&outcome, "gone.md", "file/unreadable", "there is no file or folder with this name");
    assert_only(&outcome, "gone", "file/unreadable", "there is no file or folder with this name");
    assert_eq!(outcome.report.summary.exit, 2);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::process::CommandExt;

    #[test]
    fn a_named_link_to_nothing_fails_the_run() {
        let site = site();
        let link = site.path().join("_posts/link.md");
        symlink("nowhere.md", &link).unwrap();
        let outcome = run(&[site.path().to_path_buf(), link]);
        assert_only(&outcome, "link.md", "file/unreadable", "a symbolic link to a file that does not exist");
        assert_eq!(outcome.report.summary.exit, 2);
    }

    #[test]
    fn a_named_link_to_itself_fails_the_run() {
        let site = site();
        let link = site.path().join("_posts/loop.md");
        symlink("loop.md", &link).unwrap();
        let outcome = run(&[site.path().to_path_buf(), link]);
        assert_only(&outcome, "loop.md", "file/unreadable", "symbolic links");
        assert_eq!(outcome.report.summary.exit, 2);
    }

    #[test]
    fn a_walk_follows_no_link_and_has_a_note() {
        let site = site();
        symlink("2017-01-18-a-good.md", site.path().join("_posts/link.md")).unwrap();
        symlink("..", site.path().join("_posts/up")).unwrap();
        let outcome = run(&[site.path().to_path_buf()]);
        assert_eq!((outcome.report.summary.files, outcome.report.summary.exit), (2, 1));
        assert!(
            outcome.report.notes[0].contains("link.md") && outcome.report.notes.len() == 1,
            "{:?}",
            outcome.report.notes
        );
    }

    #[test]
    fn a_link_to_a_folder_of_posts_elsewhere_has_a_note() {
        let (site, elsewhere) = (site(), site());
        fs::create_dir(elsewhere.path().join("pictures")).unwrap();
        fs::write(elsewhere.path().join("pictures/a.png"), "").unwrap();
        let links = tempfile::tempdir().unwrap();
        for (target, name) in [("_posts", "posts"), ("pictures", "pictures"), ("_posts", "node_modules")] {
            symlink(elsewhere.path().join(target), links.path().join(name)).unwrap();
        }
        symlink(links.path(), links.path().join("itself")).unwrap();
        let outcome = run(&[links.path().to_path_buf(), site.path().to_path_buf()]);
        assert!(
            outcome.report.notes[0].contains("posts") && outcome.report.notes.len() == 1,
            "{:?}",
            outcome.report.notes
        );
    }

    #[test]
    fn a_named_link_to_a_post_is_followed() {
        let site = site();
        let link = site.path().join("_posts/link.md");
        symlink("2017-01-18-z-bad.md", &link).unwrap();
        let outcome = run(&[link]);
        assert_eq!(outcome.report.summary.errors, 1);
    }

    #[test]
    fn a_pipe_that_nobody_fills_is_not_waited_for() {
        let site = site();
        let pipe = site.path().join("_posts/pipe.md");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let outcome = run(&[site.path().to_path_buf(), pipe]);
        assert_only(&outcome, "pipe.md", "file/unreadable", "this is a named pipe, not a file");
        assert_eq!(outcome.report.summary.exit, 2);
    }

    #[test]
    fn a_pipe_found_in_a_walk_is_reported_too() {
        let site = site();
        let pipe = site.path().join("_posts/pipe.md");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_only(&run(&[site.path().to_path_buf()]), "pipe.md", "file/unreadable", "a named pipe");
    }

    #[test]
    #[cfg_attr(target_os = "macos", ignore = "needs a file system that allows such names")]
    fn a_name_that_is_not_utf8_is_checked_like_any_other() {
        let site = site();
        let name = OsStr::from_bytes(b"2017-01-18-caf\xe9.md");
        fs::write(site.path().join("_posts").join(name), "No front matter.\n").unwrap();
        let outcome = run(&[site.path().to_path_buf()]);
        assert_eq!((outcome.report.summary.files, outcome.report.summary.errors), (3, 2));
    }

    #[test]
    fn a_folder_that_cannot_be_read_fails_the_run() {
        let site = site();
        let shut = site.path().join("shut");
        fs::create_dir(&shut).unwrap();
        set_mode(&shut, 0o000);
        let output = as_a_user_without_rights(site.path(), &shut);
        set_mode(&shut, 0o700);
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains("shut:1:1: error[file/unreadable]") && said.contains("permission denied"), "{output:?}");
        assert!(said.contains("2017-01-18-z-bad.md:1:1: error[front-matter/missing]"), "{output:?}");
        assert_eq!((said.lines().count(), output.status.code()), (2, Some(2)), "{output:?}");
    }

    /// What the program prints for a site. The administrator may read every folder, so then another user runs it.
    fn as_a_user_without_rights(site: &Path, shut: &Path) -> Output {
        const NOBODY: u32 = 65_534;
        // The other user may not reach the folder that the program was built in.
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("frontlint");
        let built = env!("CARGO_BIN_EXE_frontlint");
        fs::hard_link(built, &program).or_else(|_| fs::copy(built, &program).map(|_| ())).unwrap();
        for folder in [site, folder.path()] {
            set_mode(folder, 0o755);
        }
        let mut command = Command::new(program);
        command.current_dir(site).env_clear().args(["--preset", "none", "--format", "concise"]);
        if fs::read_dir(shut).is_ok() {
            command.uid(NOBODY);
        }
        command.output().unwrap()
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
}

#[test]
fn a_folder_named_like_a_post_is_a_folder() {
    let site = site();
    fs::create_dir(site.path().join("_posts/folder.md")).unwrap();
    fs::write(site.path().join("_posts/folder.md/inside.md"), "No front matter.\n").unwrap();
    let outcome = run(&[site.path().to_path_buf()]);
    assert_eq!((outcome.report.summary.files, outcome.report.summary.exit), (3, 1));
}

#[test]
fn a_file_over_the_limit_is_not_parsed() {
    let site = site();
    fs::write(site.path().join("_posts/large.md"), "-".repeat(9 * 1024 * 1024)).unwrap();
    let outcome = run(&[site.path().to_path_buf()]);
    assert_only(&outcome, "large.md", "file/too-large", "9.0 MiB, more than the limit of 8.0 MiB");
    assert_eq!(outcome.report.summary.exit, 1);
}
