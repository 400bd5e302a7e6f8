//! The learner of habits: what it says of made-up sites, whose habits and mistakes are known, and that it says nothing where there are none.
#![allow(clippy::unwrap_used, reason = "a test may fail by it")]
use frontlint::SourceFile;
use frontlint::dialect::{Dialect, Generator};
use frontlint::post::{Post, PostKind};
use frontlint::site::norms::{self, Norms, PostTraits, UnusualKind};
use std::fmt::Write;
use std::path::Path;

/// Learns from posts with these paths and texts, as Hugo reads them.
fn learn(posts: &[(String, String)]) -> Norms {
    let dialect = Dialect::of(Some(Generator::Hugo));
    let traits: Vec<PostTraits> = posts
        .iter()
        .map(|(path, text)| {
            let source = SourceFile::new(path, text.as_str());
            PostTraits::of(&Post::new(&source, &dialect, PostKind::Post), Path::new(path), Vec::new()).expect(text)
        })
        .collect();
    norms::learn(&traits, &[])
}

/// What is unusual, a line each, as the program prints it.
fn unusual(posts: &[(String, String)]) -> Vec<String> {
    let place = |one: norms::Unusual| {
        let copies = if one.copies > 0 { format!(" (and {} more)", one.copies) } else { String::new() };
        format!("{}:{}: {}{copies}", one.path.display(), one.at.position.line, one.message)
    };
    learn(posts).unusual.into_iter().map(place).collect()
}

/// A row of numbers that looks random and is the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % end as u64).unwrap()
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// One of many, the first ones far more often than the last ones, as with tags.
    fn pick_often_first<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let end = 1 + self.below(of.len());
        of[self.below(end)]
    }
}

const WORDS: &[&str] = &[
    "release",
    "security",
    "community",
    "performance",
    "kubernetes",
    "accessibility",
    "tutorial",
    "design",
    "research",
    "testing",
    "training",
    "contract",
    "contrast",
    "content",
    "context",
    "contest",
    "contact",
    "compact",
    "impact",
    "policy",
    "police",
    "mobile",
    "module",
    "nodule",
    "release notes",
    "releases",
    "released",
    "open source",
    "python",
    "pythons",
    "ruby",
    "rust",
    "public",
    "private",
    "statics",
    "statistics",
    "internal",
    "interval",
    "external",
    "adviser",
    "advisor",
    "organise",
    "organize",
    "linux",
    "winter",
    "writer",
    "waiter",
    "letter",
    "better",
    "butter",
    "matter",
    "master",
    "faster",
    "poster",
    "roster",
    "coaster",
    "toaster",
];
const NAMES: &[&str] = &[
    "Anna Moreau",
    "Marie Curie",
    "Maria Curie",
    "Daniel Weber",
    "Daniela Weber",
    "Jon Snow",
    "Luca Rossi",
    "Luka Rosso",
];

/// A site whose posts have nothing in common but some keys, each in some posts, with values of several types and forms.
fn random_site(seed: u64, posts: usize) -> Vec<(String, String)> {
    let mut numbers = Numbers(seed);
    let post = |nth: usize| {
        let mut text = String::from("---\n");
        let words = |numbers: &mut Numbers| {
            (0..3 + numbers.below(4)).map(|_| numbers.pick(WORDS)).collect::<Vec<_>>().join(" ")
        };
        let _ = writeln!(text, "title: {}", words(&mut numbers));
        let chance = |numbers: &mut Numbers, of_ten: usize| numbers.below(10) < of_ten;
        if chance(&mut numbers, 8) {
            let (month, day) = (1 + numbers.below(12), 13 + numbers.below(15));
            let date = match numbers.below(4) {
                0 => format!("2019-{month:02}-{day}"),
                1 => format!("2019-{month:02}-{day} 10:{day}:00 -0{}00", numbers.below(9)),
                2 => format!("2019-{month:02}-{day}T10:20:30+0{}:00", numbers.below(9)),
                _ => format!("{day}/{month}/2019"),
            };
            let _ = writeln!(text, "date: {date}");
        }
        if chance(&mut numbers, 7) {
            let tags: Vec<&str> = (0..=numbers.below(4)).map(|_| numbers.pick_often_first(WORDS)).collect();
            let _ = if chance(&mut numbers, 8) {
                writeln!(text, "tags: [{}]", tags.join(", "))
            } else {
                writeln!(text, "tags: {}", tags[0])
            };
        }
        if chance(&mut numbers, 9) {
            let _ = writeln!(text, "author: {}", numbers.pick(NAMES));
        }
        for key in ["category", "layout", "image", "weight", "draft", "description", "summary"] {
            if chance(&mut numbers, 6) {
                let number = numbers.below(40);
                let value = match key {
                    "category" | "layout" => numbers.pick_often_first(WORDS).to_string(),
                    "image" => format!("/img/{}-{number}.png", numbers.pick(WORDS)),
                    "weight" => number.to_string(),
                    "draft" => if number.is_multiple_of(2) { "true" } else { "false" }.to_string(),
                    _ => words(&mut numbers),
                };
                let _ = writeln!(text, "{key}: {value}");
            }
        }
        let folder = ["content/posts", "content/news/2019", "content/docs/en", "content/docs/fr"][numbers.below(4)];
        (format!("{folder}/post-{nth}.md"), text + "---\nText.\n")
    };
    (0..posts).map(post).collect()
}

#[test]
fn nothing_is_unusual_in_a_random_but_varied_site() {
    for seed in 0..40 {
        let found = unusual(&random_site(seed, 300));
        assert!(found.is_empty(), "seed {seed}: {found:#?}");
    }
}

/// A site of 300 posts as a team keeps it: three folders, two languages, and habits.
fn kept_site() -> Vec<(String, String)> {
    let mut numbers = Numbers(7);
    let mut posts = Vec::new();
    for nth in 0..200 {
        let folder = ["news", "events", "guides"][nth % 3];
        let (month, day) = (1 + numbers.below(12), 1 + numbers.below(28));
        let tags: Vec<&str> = (0..=numbers.below(3)).map(|_| numbers.pick_often_first(&WORDS[..12])).collect();
        let author = numbers.pick_often_first(&NAMES[..4]);
        let description = if nth % 2 == 0 { "description: How we did it\n" } else { "" };
        let text = format!(
            "---\ntitle: The {nth}th text about {}\ndate: 2019-{month:02}-{day:02}T10:00:00{}\nauthor: {author}\nlayout: single\ncategory: {folder}\n{description}tags: [{}]\n---\nText.\n",
            numbers.pick(WORDS),
            ["+01:00", "+02:00", "Z", "-05:00"][numbers.below(4)],
            tags.join(", "),
        );
        posts.push((format!("content/{folder}/post-{nth}.md"), text));
    }
    for nth in 0..50 {
        for language in ["en", "fr"] {
            let text = format!(
                "---\ntitle: Page {nth} {language}\nweight: {nth}\nsummary: Text {nth}\nstatus: {}\n---\nText.\n",
                numbers.pick(&["stable", "draft", "deprecated"])
            );
            posts.push((format!("content/docs/{language}/page-{nth}.md"), text));
        }
    }
    posts
}

fn replace(posts: &mut [(String, String)], nth: usize, from: &str, to: &str) {
    let text = &mut posts[nth].1;
    let at =
        text.lines().find(|line| line.starts_with(from)).unwrap_or_else(|| panic!("no {from} in {text}")).to_string();
    *text = text.replace(&format!("{at}\n"), to);
}

#[test]
fn nothing_is_unusual_in_a_site_that_keeps_its_habits() {
    assert_eq!(unusual(&kept_site()), Vec::<String>::new());
}

#[test]
fn each_mistake_in_a_site_that_keeps_its_habits_is_found_and_nothing_else() {
    let mut posts = kept_site();
    replace(&mut posts, 10, "tags:", "tags: [kuberntes]\n");
    replace(&mut posts, 31, "author:", "author: Anna Moraeu\n");
    replace(&mut posts, 52, "author:", "");
    replace(&mut posts, 73, "date:", "date: 2019/05/17\n");
    replace(&mut posts, 94, "date:", "date: soon\n");
    replace(&mut posts, 115, "tags:", "tags: release, security\n");
    replace(&mut posts, 137, "category:", "category: events\n");
    replace(&mut posts, 157, "title:", "titel: A text\n");
    replace(&mut posts, 178, "author:", "author: anna moreau\n");
    replace(&mut posts, 199, "category:", "category:\n");
    // The same in both languages is one line.
    replace(&mut posts, 220, "weight:", "weight: ten\n");
    replace(&mut posts, 221, "weight:", "weight: ten\n");
    replace(&mut posts, 240, "status:", "status: depercated\n");
    replace(&mut posts, 260, "summary:", "");
    let found = unusual(&posts).join("\n");
    let usual_tags = posts.iter().filter(|(_, text)| text.contains("kubernetes")).count();
    assert!(usual_tags >= 20, "{usual_tags}");
    let expected =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/norms.txt")).unwrap_or_default();
    assert_eq!(found.trim(), expected.trim(), "got:\n{found}");
}

#[test]
fn habits_are_learned_for_each_folder() {
    let norms = learn(&kept_site());
    let group =
        |folder: &str| norms.groups.iter().find(|group| group.folder == folder).unwrap_or_else(|| panic!("{folder}"));
    let habit = |folder: &str, key: &str| group(folder).keys.iter().find(|habit| habit.name == key).cloned();
    let status = habit("content/docs", "status").unwrap();
    assert_eq!((status.posts, status.vocabulary.len()), (100, 3));
    assert_eq!(habit("content/news", "date").unwrap().kind, Some(norms::NormKind::Date));
    assert_eq!(habit("content/news", "tags").unwrap().kind, Some(norms::NormKind::Texts));
    assert!(habit("content/docs", "date").is_none());
}

#[test]
fn a_key_that_the_site_sets_for_its_posts_is_not_missing() {
    let dialect = Dialect::of(Some(Generator::Jekyll));
    let posts: Vec<PostTraits> = (0..60)
        .map(|nth| {
            let author = if nth == 30 { "" } else { "author: Anna\n" };
            let source = SourceFile::new(
                format!("_posts/2019-01-18-{nth}.md"),
                format!("---\ntitle: Text {nth}\n{author}---\n"),
            );
            let inherited = if nth == 30 { vec!["author".to_string()] } else { Vec::new() };
            PostTraits::of(&Post::new(&source, &dialect, PostKind::Post), source.path(), inherited).unwrap()
        })
        .collect();
    let unusual = norms::learn(&posts, &[]).unusual;
    assert!(unusual.iter().all(|one| one.kind != UnusualKind::Missing), "{unusual:#?}");
}

#[test]
fn keys_that_differ_by_case_become_one_where_the_generator_reads_them_as_one() {
    let mut posts: Vec<PostTraits> = (0..60)
        .map(|nth| {
            let key = if nth == 30 { "Author" } else { "author" };
            let source = SourceFile::new(format!("content/a-{nth}.md"), format!("---\n{key}: Anna\n---\n"));
            let dialect = Dialect::of(Some(Generator::Hugo));
            PostTraits::of(&Post::new(&source, &dialect, PostKind::Post), source.path(), Vec::new()).unwrap()
        })
        .collect();
    assert_eq!(norms::learn(&posts, &[]).unusual.len(), 1);
    norms::unify_case(&mut posts);
    assert!(norms::learn(&posts, &[]).unusual.is_empty());
}

#[test]
fn the_work_grows_linearly_with_the_posts() {
    // Each post has a key, a tag and a title of its own, and shares others: nothing may be compared with everything.
    let site = |posts: usize| -> Vec<(String, String)> {
        let post = |nth: usize| {
            let text = format!(
                "---\ntitle: Word{nth} and more\nkey{nth}: value\ntags: [common{}, rare word {}]\ndate: 2019-01-{:02}\n---\n",
                ["a", "b", "c"][nth % 3],
                (0..6).map(|at| char::from(b'a' + u8::try_from((nth >> (4 * at)) % 16).unwrap())).collect::<String>(),
                1 + nth % 28
            );
            (format!("content/{}/post-{nth}.md", nth % 10), text)
        };
        (0..posts).map(post).collect()
    };
    let time = |posts: usize| {
        let site = site(posts);
        let start = std::time::Instant::now();
        assert!(learn(&site).unusual.is_empty());
        start.elapsed().as_secs_f64()
    };
    let (small, large) = (time(1000).max(0.01), time(8000));
    assert!(large < small * 8.0 * 4.0, "1,000 posts take {small:.3} s, 8,000 take {large:.3} s");
}
