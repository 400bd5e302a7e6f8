//! Configs that are hostile: far too much of something, files in a circle, files that are nobody's business.
use super::*;
use frontlint::config::{self, LoadError};

/// The problems of a config in `folder`: their details, messages and marked text.
fn problems(folder: &Path) -> Vec<(&'static str, String, String)> {
    let path = folder.join("frontlint.yaml");
    match config::load(&Disk::shared(), &path) {
        Ok(_) => Vec::new(),
        Err(LoadError::Findings { file, diagnostics }) => {
            let part = |finding: Diagnostic| {
                let marked = file.slice(finding.span).chars().take(40).collect();
                (finding.detail.unwrap_or(""), finding.message, marked)
            };
            diagnostics.into_iter().map(part).collect()
        }
        Err(other) => panic!("{other}"),
    }
}

fn details(folder: &Path) -> Vec<&'static str> {
    problems(folder).into_iter().map(|(detail, ..)| detail).collect()
}

/// A folder that is a repository, with a config.
fn repository(config: &str) -> tempfile::TempDir {
    let folder = site();
    fs::create_dir(folder.path().join(".git")).unwrap();
    write(folder.path(), "frontlint.yaml", config);
    folder
}

/// So many texts one after the other, each made of its number.
fn repeated(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |all, number| all + &text(number))
}

/// Each place of a config that has globs.
const WITH_GLOBS: [&str; 3] = ["exclude: [GLOBS]\n", "posts: [GLOBS]\n", "overrides: [{files: [GLOBS]}]\n"];

#[test]
fn more_globs_than_can_be_matched_are_one_finding_where_they_are_too_many() {
    let many = repeated(5000, |number| format!("\"**/a{number}*b{number}?c*.md\","));
    for place in WITH_GLOBS {
        let folder = repository(&place.replace("GLOBS", &many));
        let found = problems(folder.path());
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, "too-many-globs");
        assert_eq!(found[0].1, "there are 5000 globs here; the limit is 1000");
        assert!(found[0].2.contains("a1000*"), "{found:?}");
        let output = program(folder.path()).args(["--format", "json"]).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["diagnostics"][0]["rule"], "config/invalid");
    }
}

#[test]
fn as_many_globs_as_the_limit_allows_are_used() {
    let list = |count| repeated(count, |number| format!("a{number}.md,"));
    assert_eq!(details(repository(&format!("exclude: [{}]\n", list(1000))).path()), [""; 0]);
    assert_eq!(details(repository(&format!("exclude: [{}]\n", list(1001))).path()), ["too-many-globs"]);
}

#[test]
fn a_glob_of_twenty_thousand_alternatives_is_refused_where_it_is() {
    let alternatives: Vec<String> = (0..20_000).map(|number| format!("file{number}")).collect();
    let brace = format!("\"{{{}}}.md\"", alternatives.join(","));
    for place in WITH_GLOBS {
        let folder = repository(&place.replace("GLOBS", &brace));
        let found = problems(folder.path());
        assert_eq!((found.len(), found[0].0), (1, "bad-glob"), "{found:?}");
        assert!(found[0].1.len() < 400 && found[0].1.ends_with("bytes; the limit is 4096"), "{found:?}");
        assert!(found[0].2.contains("{file0,file1,"), "{found:?}");
    }
}

#[test]
fn globs_that_are_too_complex_alone_or_together_are_refused() {
    // Braces nested deeper than the matcher goes, and classes that are repeated without end.
    let nested = format!("\"{}a{}\"", "{a,".repeat(600), "}".repeat(600));
    for glob in [nested, format!("\"{}\"", "[a-zé-ü]".repeat(500))] {
        for place in WITH_GLOBS {
            let found = problems(repository(&place.replace("GLOBS", &glob)).path());
            assert!(found.len() <= 1, "{found:?}");
            assert!(found.iter().all(|(detail, ..)| *detail == "bad-glob"), "{found:?}");
        }
    }
    let long = repeated(40, |number| format!("\"{}{number}\",", "é*".repeat(1000)));
    assert!(!details(repository(&WITH_GLOBS[0].replace("GLOBS", &long)).path()).is_empty());
    let overrides = format!("overrides:\n{}", repeated(1001, |number| format!("- files: a{number}\n")));
    assert_eq!(details(repository(&overrides).path()), ["too-many-overrides"]);
}

#[test]
fn patterns_that_need_too_much_memory_are_refused() {
    let one = r"fields: {title: {pattern: '(\w{1000}){1000}'}}";
    let found = problems(repository(one).path());
    assert_eq!((found.len(), found[0].0), (1, "bad-pattern"), "{found:?}");
    assert!(found[0].1.contains("takes more than 10 MiB of memory"), "{found:?}");
    let pattern = r"'^[\p{L}\p{N} ]{1,60}$'";
    let many = format!("fields:\n{}", repeated(8, |number| format!("  field{number}: {{pattern: {pattern}}}\n")));
    let found = problems(repository(&many).path());
    assert!(!found.is_empty() && found.iter().all(|(detail, ..)| *detail == "bad-pattern"), "{found:?}");
    assert!(found[0].1.contains("may take 64 MiB of memory together"), "{found:?}");
    assert_eq!(details(repository("fields: {title: {pattern: '^[\\p{L}\\p{N} ]{1,60}$'}}\n").path()), [""; 0]);
}

#[test]
fn a_config_of_nothing_but_problems_reports_a_limited_number() {
    let keys = repeated(20_000, |number| format!("k{number}: 1\n"));
    let found = problems(repository(&keys).path());
    assert_eq!(found.len(), 1001);
    assert_eq!(found[1000].1, "19000 more problems are left out; at most 1000 are reported");
}

#[test]
fn each_file_is_read_once_however_often_it_is_extended() {
    let folder = repository("extends: [./c0.yaml, ./c0.yaml]\n");
    for number in 0..25 {
        let next = number + 1;
        write(folder.path(), &format!("c{number}.yaml"), format!("extends: [./c{next}.yaml, ./c{next}.yaml]\n"));
    }
    write(folder.path(), "c25.yaml", "nonsense: 1\n");
    let found = problems(folder.path());
    assert_eq!(found.len(), 1, "{} findings", found.len());
    assert_eq!((found[0].0, &*found[0].1), ("bad-extended-file", "`c25.yaml`, line 1, column 1: unknown key"));
}

#[test]
fn a_file_that_two_others_extend_has_one_finding_for_each_of_its_problems() {
    let folder = repository("extends: [left.yaml, right.yaml]\n");
    write(folder.path(), "left.yaml", "extends: base.yaml\n");
    write(folder.path(), "right.yaml", "extends: base.yaml\n");
    write(folder.path(), "base.yaml", "one: 1\ntwo: 2\n");
    let messages: Vec<String> = problems(folder.path()).into_iter().map(|(_, message, _)| message).collect();
    assert_eq!(messages, ["`base.yaml`, line 1, column 1: unknown key", "`base.yaml`, line 2, column 1: unknown key"]);
}

#[test]
fn a_file_that_is_extended_twice_counts_where_it_is_named_last() {
    let folder = repository("extends: [base.yaml, strict.yaml, base.yaml]\n");
    write(folder.path(), "base.yaml", "fields: {title: {required: false}}\n");
    write(
        folder.path(),
        "strict.yaml",
        "extends: base.yaml\nfields: {title: {required: true}, layout: {required: true}}\n",
    );
    let config = config::load(&Disk::shared(), &folder.path().join("frontlint.yaml")).unwrap();
    let required: Vec<(&str, bool)> =
        config.settings.fields.iter().map(|field| (field.name.as_str(), field.required)).collect();
    assert_eq!(required, [("title", false), ("layout", true)]);
}

#[test]
fn files_that_extend_each_other_in_a_circle_have_one_finding() {
    for names in [&["a.yaml"][..], &["a.yaml", "b.yaml"], &["a.yaml", "b.yaml", "c.yaml"]] {
        let folder = repository(&format!("extends: {}\n", names[0]));
        for (at, name) in names.iter().enumerate() {
            write(folder.path(), name, format!("extends: [{}, post]\n", names[(at + 1) % names.len()]));
        }
        let found = problems(folder.path());
        assert_eq!(found.len(), 1, "{found:?}");
    }
    let itself = repository("extends: [frontlint.yaml, ./frontlint.yaml]\n");
    assert_eq!(details(itself.path()), ["circular-extends"; 2]);
}

#[test]
fn a_config_names_at_most_64_files() {
    let names = |count| repeated(count, |number| format!("c{number}.yaml, "));
    let with = |count: usize| {
        let folder = repository(&format!("extends: [{}]\n", names(count)));
        (0..count).for_each(|number| write(folder.path(), &format!("c{number}.yaml"), ""));
        problems(folder.path())
    };
    assert_eq!(with(64), []);
    let found = with(65);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].1, "`c64.yaml`: a config may name 64 files in all");

    // A file of allowed values is read once, however many fields name it.
    let fields = repeated(100, |number| format!("f{number}: {{allowed-from: names.yml}}, "));
    let folder = repository(&format!("fields: {{{fields}}}\n"));
    write(folder.path(), "names.yml", "[ana, bob]\n");
    assert_eq!(details(folder.path()), [""; 0]);
}

#[test]
fn a_file_of_more_than_1_mib_is_not_read_for_a_config() {
    let folder = repository("extends: big.yaml\nfields: {title: {allowed-from: big.yaml}}\n");
    let text = |len: usize| format!("#{}\n", "x".repeat(len - 2));
    write(folder.path(), "big.yaml", text(1 << 20));
    assert_eq!(details(folder.path()), ["bad-vocabulary"], "an empty file has no values, but it can be read");
    write(folder.path(), "big.yaml", text((1 << 20) + 1));
    let found = problems(folder.path());
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|(_, message, _)| message.ends_with("it has more than 1 MiB")), "{found:?}");
}

#[test]
fn nothing_outside_of_the_repository_is_read_for_a_config() {
    let outer = tempfile::tempdir().unwrap();
    let inner = outer.path().join("repository");
    fs::create_dir_all(inner.join(".git")).unwrap();
    fs::create_dir_all(inner.join("docs")).unwrap();
    fs::write(outer.path().join("secret.yaml"), "secret-token: 1\n").unwrap();
    fs::write(inner.join(".git/config"), "secret-token: 1\n").unwrap();
    fs::write(inner.join("shared.yaml"), "").unwrap();
    let absolute = outer.path().join("secret.yaml");
    let mut names = vec!["../secret.yaml", "../../secret.yaml", ".git/config", "/etc/passwd", "../gone.yaml"];
    names.extend(["/proc/self/environ", absolute.to_str().unwrap(), "../../../../../../../../etc/passwd"]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("../secret.yaml", inner.join("link.yaml")).unwrap();
        std::os::unix::fs::symlink("..", inner.join("up")).unwrap();
        names.extend(["link.yaml", "up/secret.yaml", "up/repository/.git/config"]);
    }
    for name in names {
        fs::write(inner.join("frontlint.yaml"), format!("extends: {name}\n")).unwrap();
        let extended = problems(&inner);
        fs::write(inner.join("frontlint.yaml"), format!("fields: {{title: {{allowed-from: {name}}}}}\n")).unwrap();
        for (_, message, _) in extended.into_iter().chain(problems(&inner)) {
            assert!(message.contains("only files below the root of the repository are read"), "{name}: {message}");
            assert!(!message.contains("token"), "{message}");
        }
        assert_eq!(details(&inner).len(), 1, "{name}");
    }
    // A folder of the repository may name what is beside it.
    fs::write(inner.join("docs/frontlint.yaml"), "extends: ../shared.yaml\n").unwrap();
    assert_eq!(problems(&inner.join("docs")), []);
}

#[test]
fn the_text_of_a_file_that_a_config_names_is_never_quoted() {
    let secret = "s3cr3t";
    let texts = [
        format!("{secret}: 1\n"),
        format!("fields: {secret}\n"),
        format!("fields: {{title: {{type: {secret}}}}}\n"),
        format!("rules: {{{secret}: off}}\n"),
        format!("exclude: '[{secret}'\n"),
        format!("extends: [{secret}]\n"),
        format!("fields: {{a: {{pattern: '({secret}'}}}}\n"),
        format!("{secret}\n"),
        format!("- {secret}\n"),
        format!("\"{secret}\": \"{secret}\n"),
        format!("a: {secret}: {secret}\n"),
        format!("a: &{secret} b\nc: *{secret}\n"),
        format!("{secret}: 1\n{secret}: 2\n"),
        format!("root:x:0:0:{secret}:/root:/bin/bash\n"),
        format!("A={secret}\0B={secret}\0"),
    ];
    for text in texts {
        let folder = repository("extends: other.yaml\nfields: {title: {allowed-from: other.yaml}}\n");
        write(folder.path(), "other.yaml", &text);
        for format in ["json", "full", "concise", "github"] {
            let output = program(folder.path()).args(["--format", format]).output().unwrap();
            let said = [output.stdout, output.stderr].concat();
            assert!(!String::from_utf8_lossy(&said).contains(secret), "{text:?}: {}", String::from_utf8_lossy(&said));
            assert!(output.status.code() == Some(2) || text.starts_with(secret), "{text:?}");
        }
    }
}
