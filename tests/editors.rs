//! The editor examples, tried in the editors: the list of findings has the right file, line and column.
#![allow(clippy::unwrap_used, reason = "a test may fail by it")]
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Two findings after characters of several bytes, so that columns in bytes and in characters differ.
const POST: &str = "---\ntitle: Été\n---\n\n<p class=\"a\">Été 🎉 <b class=\"x\" class=\"y\">gras</b></p>\n";
const DUPLICATE: &str = "html/duplicate-attribute";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A site with one post that has a finding, and the line and column that frontlint reports.
fn site() -> (tempfile::TempDir, usize, usize) {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir_all(site.path().join("_posts")).unwrap();
    fs::create_dir(site.path().join(".git")).unwrap();
    fs::write(site.path().join("frontlint.yaml"), "fields: {title: {required: true}}\n").unwrap();
    fs::write(site.path().join("_posts/2017-01-18-ete.md"), POST).unwrap();
    let second_class = POST.rfind("class").unwrap();
    let line = POST[..second_class].matches('\n').count() + 1;
    let column = POST[..second_class].rsplit('\n').next().unwrap().chars().count() + 1;
    (site, line, column)
}

/// A search path on which `frontlint` is the program under test.
fn search_path() -> std::ffi::OsString {
    let program = Path::new(env!("CARGO_BIN_EXE_frontlint")).parent().unwrap().to_path_buf();
    let rest = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(program).chain(std::env::split_paths(&rest))).unwrap()
}

#[test]
#[ignore = "needs vim"]
fn vim_lists_the_finding_at_its_byte() {
    let (site, line, _) = site();
    let list = site.path().join("list.json");
    let runtime = root().join("examples/editors/vim");
    let output = Command::new("vim")
        .args(["-Nu", "NONE", "-i", "NONE", "-es", "--cmd", "set encoding=utf-8"])
        .arg("--cmd")
        .arg(format!("set runtimepath+={}", runtime.display()))
        .args(["-c", "filetype plugin on", "-c", "compiler frontlint", "-c", "silent make!"])
        .arg("-c")
        .arg(format!(
            "call writefile([json_encode(map(filter(getqflist(), 'v:val.valid'), \
             '[bufname(v:val.bufnr), v:val.lnum, v:val.col, v:val.type, v:val.text]'))], '{}')",
            list.display()
        ))
        .args(["-c", "qall!"])
        .current_dir(site.path())
        .env("PATH", search_path())
        .output()
        .expect("vim can be run");
    let list = fs::read_to_string(list).unwrap_or_else(|_| panic!("vim wrote no list: {output:?}"));
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let byte = POST.lines().nth(line - 1).unwrap().rfind("class").unwrap() + 1;
    let entry = &list[0];
    assert_eq!(list.as_array().unwrap().len(), 1, "{list}");
    assert_eq!(entry[0], "_posts/2017-01-18-ete.md");
    assert_eq!((&entry[1], &entry[2]), (&line.into(), &byte.into()), "{list}");
    assert_eq!(entry[3], "e");
    assert!(entry[4].as_str().unwrap().starts_with(&format!("[{DUPLICATE}] ")), "{list}");
}

#[test]
#[ignore = "needs emacs"]
fn emacs_goes_to_the_finding_and_underlines_it() {
    let (site, line, column) = site();
    let script = site.path().join("try.el");
    fs::write(&script, EMACS).unwrap();
    let output = Command::new("emacs")
        .args(["--batch", "--quick", "--load"])
        .arg(root().join("examples/editors/emacs/frontlint.el"))
        .arg("--load")
        .arg(&script)
        .current_dir(site.path())
        .env("PATH", search_path())
        .env("LC_ALL", "C.UTF-8")
        .output()
        .expect("emacs can be run");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains(&format!("next-error 2017-01-18-ete.md {line} {column}\n")), "{output:?}");
    assert!(said.contains(&format!("flymake {line} {column} [{DUPLICATE}]")), "{output:?}");
}

/// Prints where `next-error` goes, and the first place that flymake underlines.
const EMACS: &str = r#"
(prefer-coding-system 'utf-8)
(defun say-place (what)
  (princ (format "%s %d %d" what (line-number-at-pos) (1+ (- (point) (line-beginning-position))))))
(let ((buffer (frontlint)))
  (while (process-live-p (get-buffer-process buffer)) (accept-process-output nil 0.1))
  (accept-process-output nil 0.1)
  (with-current-buffer buffer (compilation--ensure-parse (point-max)))
  (next-error 1)
  (with-current-buffer (window-buffer (selected-window))
    (say-place (format "next-error %s" (buffer-name)))
    (princ "\n")))
(with-current-buffer (find-file-noselect "_posts/2017-01-18-ete.md")
  (let (found)
    (frontlint-flymake (lambda (findings) (setq found (or findings 'none))))
    (while (not found) (accept-process-output nil 0.1))
    (let ((first (car found)))
      (goto-char (flymake-diagnostic-beg first))
      (say-place "flymake")
      (princ (format " %s\n" (flymake-diagnostic-text first))))))
"#;

#[test]
fn the_pattern_of_vs_code_reads_every_finding() {
    let tasks = fs::read_to_string(root().join("examples/editors/vscode/tasks.json")).unwrap();
    let uncommented: String = tasks.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let tasks: serde_json::Value = serde_json::from_str(&uncommented).unwrap();
    let pattern = &tasks["tasks"][0]["problemMatcher"]["pattern"];
    let regexp = regex::Regex::new(pattern["regexp"].as_str().unwrap()).unwrap();
    let group = |name: &str| usize::try_from(pattern[name].as_u64().unwrap()).unwrap();

    let (site, line, column) = site();
    let args: Vec<_> = tasks["tasks"][0]["args"].as_array().unwrap().iter().map(|arg| arg.as_str().unwrap()).collect();
    let output = Command::new(env!("CARGO_BIN_EXE_frontlint")).args(args).current_dir(site.path()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let found: Vec<_> =
        text.lines().map(|line| regexp.captures(line).unwrap_or_else(|| panic!("not read: {line}"))).collect();
    assert_eq!(found.len(), 1, "{text}");
    assert_eq!(PathBuf::from(&found[0][group("file")]), Path::new("_posts/2017-01-18-ete.md"));
    assert_eq!(&found[0][group("line")], line.to_string());
    assert_eq!(&found[0][group("column")], column.to_string());
    assert_eq!((&found[0][group("severity")], &found[0][group("code")]), ("error", DUPLICATE));
}
