//! Pipes, sockets, devices and files without end where a file is expected: nothing waits for them, and nothing reads all of them.
use super::*;
use std::os::unix::fs::symlink;
use std::process::Stdio;

fn pipe(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Puts a file of some kind at a path; returns how notes call it.
type Special = (&'static str, fn(&Path));

const SPECIAL: &[Special] = &[
    ("it is a named pipe, not a file", pipe),
    ("it is a socket, not a file", |path| drop(std::os::unix::net::UnixListener::bind(path).unwrap())),
    ("it is a device, not a file", |path| symlink("/dev/zero", path).unwrap()),
    ("it has more than 1 MiB", |path| fs::write(path, "x\n".repeat(524_289)).unwrap()),
];

#[test]
fn only_regular_files_of_limited_size_say_what_git_ignores() {
    for name in [".gitignore", ".ignore", ".git/info/exclude", "_posts/.gitignore", "_posts/.ignore"] {
        for (words, make) in SPECIAL {
            let site = site();
            fs::create_dir_all(site.path().join(".git/info")).unwrap();
            make(&site.path().join(name));
            for args in [&["--format", "json"][..], &["--format", "json", "_posts/2017-01-18-z-bad.md"]] {
                let output = in_time(program(site.path()).args(["--preset", "none"]).args(args));
                assert_eq!(output.status.code(), Some(1), "{name}: {}", text(&output.stderr));
                assert_eq!(reported(&output).len(), 1, "{name}: {}", text(&output.stdout));
                let note = format!("frontlint: {name} was passed over: {words}\n");
                assert!(text(&output.stderr).contains(&note), "{name}: {}", text(&output.stderr));
            }
            let listed = in_time(program(site.path()).arg("files"));
            assert!(text(&listed.stderr).contains(words), "{name}: {}", text(&listed.stderr));
            assert_eq!((listed.status.code(), text(&listed.stdout).lines().count()), (Some(0), 2), "{listed:?}");
        }
    }
}

#[test]
fn an_ignore_file_above_the_current_folder_and_the_users_own_are_bounded_too() {
    for (words, make) in SPECIAL {
        let site = site();
        fs::create_dir(site.path().join(".git")).unwrap();
        make(&site.path().join(".gitignore"));
        let posts = site.path().join("_posts");
        let output = in_time(&mut program(&posts));
        assert!(text(&output.stderr).contains(&format!(".gitignore was passed over: {words}")), "{output:?}");

        for (file, settings) in [(".config/git/ignore", None), ("own", Some("[core]\n\texcludesFile = ~/own\n"))] {
            let (site, home) = (site_with_git(), tempfile::tempdir().unwrap());
            fs::create_dir_all(home.path().join(".config/git")).unwrap();
            make(&home.path().join(file));
            if let Some(settings) = settings {
                write(home.path(), ".gitconfig", settings);
            }
            let output = in_time(program(site.path()).env("HOME", home.path()));
            assert_eq!(output.status.code(), Some(1), "{output:?}");
            assert!(text(&output.stderr).contains(&format!("{file} was passed over: {words}")), "{output:?}");
        }
    }
    // Settings of git without end, and no settings at all as git's own tests have it.
    for (variable, value) in [("GIT_CONFIG_GLOBAL", "/dev/zero"), ("GIT_CONFIG_SYSTEM", "/dev/null")] {
        let site = site_with_git();
        let output = in_time(program(site.path()).env(variable, value));
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert_eq!(text(&output.stderr).contains("passed over"), value == "/dev/zero", "{output:?}");
    }
}

fn site_with_git() -> tempfile::TempDir {
    let site = site();
    fs::create_dir(site.path().join(".git")).unwrap();
    site
}

#[test]
fn ignore_files_that_are_harmless_are_used_or_left_out_in_silence() {
    let site = site_with_git();
    symlink("/dev/null", site.path().join(".gitignore")).unwrap();
    symlink("nowhere", site.path().join(".ignore")).unwrap();
    fs::create_dir(site.path().join("_posts/.gitignore")).unwrap();
    let output = in_time(&mut program(site.path()));
    assert!(!text(&output.stderr).contains("passed over") && output.status.code() == Some(1), "{output:?}");

    fs::remove_file(site.path().join(".ignore")).unwrap();
    fs::write(site.path().join("rules"), "*z-bad.md\n[\n").unwrap();
    symlink("rules", site.path().join(".ignore")).unwrap();
    let output = in_time(&mut program(site.path()));
    assert_eq!(output.status.code(), Some(1), "the posts lack the fields of the preset: {output:?}");
    assert!(!text(&output.stdout).contains("z-bad"), "{output:?}");
}

/// Files of a site that say how its posts are read, each with what else makes it one of a site.
const OF_SITE: &[(&str, &[&str])] = &[
    ("_config.yml", &[]),
    ("_config.toml", &[]),
    ("package.json", &[]),
    ("hugo.toml", &[]),
    ("mkdocs.yml", &[]),
    ("docusaurus.config.js", &[]),
    ("config.toml", &["content/a.md"]),
    ("config/_default/hugo.toml", &["hugo.toml"]),
    ("_posts/_index.md", &["hugo.toml"]),
    ("_posts/_posts.json", &[".eleventy.js"]),
    ("_posts/_posts.11tydata.js", &[".eleventy.js"]),
    ("Gemfile", &["_config.yml", "_layouts/post.html"]),
];

#[test]
fn a_file_of_a_site_that_is_no_regular_file_is_passed_over() {
    for (name, others) in OF_SITE {
        for (_, make) in SPECIAL {
            let site = site_with_git();
            // Broken for every generator: some need no front matter.
            write(site.path(), "_posts/2017-01-18-z-bad.md", "---\ntitle: \"A\n---\n");
            others.iter().for_each(|other| write(site.path(), other, ""));
            fs::create_dir_all(site.path().join(name).parent().unwrap()).unwrap();
            make(&site.path().join(name));
            let output = in_time(program(site.path()).args(["--preset", "none", "_posts/2017-01-18-z-bad.md"]));
            assert_eq!(output.status.code(), Some(1), "{name}: {output:?}");
        }
    }
    for (words, make) in SPECIAL {
        let site = site_with_git();
        make(&site.path().join("_config.yml"));
        let output = in_time(&mut program(site.path()));
        assert!(text(&output.stderr).contains(&format!("_config.yml was passed over: {words}")), "{output:?}");
    }
}

#[test]
fn a_config_without_end_is_not_read_to_its_end() {
    for (words, make) in SPECIAL {
        let words = words.trim_start_matches("it ");
        let site = site_with_git();
        // Found, and named by another config.
        make(&site.path().join("frontlint.yaml"));
        let output = in_time(program(site.path()).args(["--format", "json"]));
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert_eq!(reported(&output), [("config/invalid".to_string(), "frontlint.yaml".to_string())]);
        for config in ["extends: ./other.yaml\n", "fields: {title: {allowed-from: other.yaml}}\n"] {
            let site = site_with_git();
            make(&site.path().join("other.yaml"));
            write(site.path(), "frontlint.yaml", config);
            let output = in_time(program(site.path()).args(["--format", "json"]));
            assert_eq!(output.status.code(), Some(2), "{output:?}");
            let said = text(&output.stdout);
            let outside = said.contains("only files below the root of the repository are read");
            assert!(said.contains(words) || words.contains("device") && outside, "{said}");
        }
    }
    let site = site_with_git();
    for file in ["/dev/zero", "/dev/full"] {
        let output = in_time(program(site.path()).args(["--format", "json", "--config", file]));
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(text(&output.stdout).contains("the config could not be read: it has more than 1 MiB"), "{output:?}");
    }
}

#[test]
fn a_config_that_is_a_pipe_is_waited_for_ten_seconds() {
    let site = site_with_git();
    pipe(&site.path().join("pipe"));
    let output = in_time(program(site.path()).args(["--format", "json", "--config", "pipe"]));
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(
        text(&output.stdout).contains("the config could not be read: it did not end within 10 seconds"),
        "{output:?}"
    );
}

#[test]
fn a_config_that_comes_through_a_pipe_is_read() {
    let site = site_with_git();
    let script = "printf 'rules: {front-matter/missing: off}' | \"$0\" --config /dev/stdin";
    let mut command = Command::new("sh");
    command.current_dir(site.path()).args(["-c", script]).arg(built());
    let output = in_time(&mut command);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

#[test]
fn standard_input_without_end_is_too_large() {
    let site = site_with_git();
    for args in [&["--stdin"][..], &["-"], &["--stdin-filename", "_posts/2017-01-18-a.md"]] {
        let zero = fs::File::open("/dev/zero").unwrap();
        let output = in_time(program(site.path()).args(["--format", "json"]).args(args).stdin(zero));
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let rules: Vec<String> = reported(&output).into_iter().map(|(rule, _)| rule).collect();
        assert_eq!(rules, ["file/too-large"], "{args:?}");
    }
    write(site.path(), "frontlint.yaml", "limits: {file-size: 100}\n");
    for (len, code) in [(100, 0), (101, 1)] {
        write(site.path(), "text", format!("{POST}{}", "x".repeat(len - POST.len())));
        let text = fs::File::open(site.path().join("text")).unwrap();
        let output = in_time(program(site.path()).args(["--format", "json", "--stdin"]).stdin(text));
        assert_eq!(output.status.code(), Some(code), "{len}: {output:?}");
    }
}

#[test]
fn values_are_not_read_from_what_has_no_end() {
    let site = site_with_git();
    pipe(&site.path().join("pipe.md"));
    for file in ["/dev/zero", "pipe.md"] {
        let output = in_time(program(site.path()).args(["values", file]).stdin(Stdio::null()));
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(text(&output.stderr).contains(&format!("cannot read {file}")), "{output:?}");
    }
}

#[test]
fn a_named_link_to_a_post_outside_of_the_run_is_checked() {
    let (site, elsewhere) = (site_with_git(), site_with_git());
    let target = elsewhere.path().join("_posts/2017-01-18-z-bad.md");
    symlink(target, site.path().join("_posts/2017-01-18-link.md")).unwrap();
    let output = in_time(program(site.path()).args(["--format", "json", "_posts/2017-01-18-link.md"]));
    assert_eq!(reported(&output), [("front-matter/missing".to_string(), "_posts/2017-01-18-link.md".to_string())]);
}

#[test]
fn a_config_that_was_found_must_not_lead_out_of_the_repository() {
    let (site, elsewhere) = (site_with_git(), tempfile::tempdir().unwrap());
    write(elsewhere.path(), "secret.yaml", "s3cr3t: 1\n");
    for target in [elsewhere.path().join("secret.yaml"), "/proc/self/environ".into(), "/etc/passwd".into()] {
        let link = site.path().join("frontlint.yaml");
        symlink(target, &link).unwrap();
        for format in ["json", "full"] {
            let output = in_time(program(site.path()).env("TOKEN", "s3cr3t").args(["--format", format]));
            assert_eq!(output.status.code(), Some(2), "{output:?}");
            let said = text(&[output.stdout, output.stderr].concat());
            assert!(!said.contains("s3cr3t") && !said.contains("root:"), "{said}");
            assert!(said.contains("outside of the repository"), "{said}");
        }
        fs::remove_file(link).unwrap();
    }
    // Inside of it a link is as good as the file.
    write(site.path(), "shared/frontlint.yaml", "rules: {front-matter/missing: off}\n");
    symlink("shared/frontlint.yaml", site.path().join("frontlint.yaml")).unwrap();
    assert_eq!(in_time(&mut program(site.path())).status.code(), Some(0));
}
