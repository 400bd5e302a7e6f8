//! Facts: what the site must know of each post. A rule notes them for one post, and looks at those of all posts together.
use crate::config::{RuleSeverity, Settings};
use crate::diagnostic::{Diagnostic, Label, RuleId, SiteHabit};
use crate::site::Site;
use crate::text::{Span, path_order};
use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many facts of one rule are kept for one post, so that a file full of them does not fill the memory.
const MOST_FACTS: usize = 1000;

/// Where a rule notes facts about one post.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The settings of the config for this post.
    pub settings: &'a Settings,
    rule: RuleId,
    severity: RuleSeverity,
    noted: &'a mut Vec<Fact>,
    left: usize,
}

/// One fact about one post, small and owned.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The rule that noted it.
    pub rule: RuleId,
    /// The bytes that it is about.
    pub span: Span,
    /// Whether a finding may be reported there.
    pub state: FactState,
    /// Whether it is compared with posts outside the run, too.
    pub beyond_run: bool,
    severity: RuleSeverity,
    key: Box<str>,
    value: Box<str>,
    name: Box<str>,
    /// The finding that is reported unless it is a habit of the site.
    finding: Option<Box<(Diagnostic, SiteHabit)>>,
}

impl Fact {
    /// A finding that is a mistake unless other posts of the site have it, too; `None` for one that is a mistake wherever it is.
    pub fn of_finding(finding: &mut Diagnostic, severity: RuleSeverity) -> Option<Self> {
        let habit = finding.habit.take()?;
        let (key, value) = &habit.what;
        Some(Self {
            rule: finding.rule,
            span: finding.span,
            state: FactState::Open,
            beyond_run: true,
            severity,
            key: key.as_str().into(),
            value: value.as_str().into(),
            name: "".into(),
            finding: Some(Box::new((finding.clone(), *habit))),
        })
    }

    /// Whether something is reported there that posts outside the run may change.
    pub fn asks_beyond_run(&self) -> bool {
        self.beyond_run && self.state != FactState::Counted
    }

    /// The value that is compared.
    pub fn value(&self) -> &str {
        &self.value
    }
}

/// Whether a finding may be reported at the place of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactState {
    /// It is reported.
    Open,
    /// The fact only counts: there is nothing to report at its place, or another finding explains it.
    Counted,
    /// A comment in the post suppresses it.
    Suppressed,
}

impl<'a> Facts<'a> {
    /// A place for the facts that one rule has about one post.
    pub fn new(settings: &'a Settings, (rule, severity): (RuleId, RuleSeverity), noted: &'a mut Vec<Fact>) -> Self {
        Self { settings, rule, severity, noted, left: MOST_FACTS }
    }

    /// Notes a value, and the `name` that messages give it; facts with equal keys and values are a group. `None` when there are too many.
    pub fn note(&mut self, key: &str, value: &str, name: &str, span: Span) -> Option<&mut Fact> {
        self.left = self.left.checked_sub(1)?;
        let at = self.noted.len();
        self.noted.push(Fact {
            rule: self.rule,
            span,
            state: FactState::Open,
            beyond_run: false,
            severity: self.severity,
            key: key.into(),
            value: value.into(),
            name: name.into(),
            finding: None,
        });
        self.noted.get_mut(at)
    }
}

/// The number of a post that has facts.
pub type PostId = u32;

/// The facts of many posts, grouped by what they say, so that the posts of a site are compared by a look at its groups. Each string is
/// kept once.
#[derive(Debug, Default)]
pub struct FactStore {
    posts: Vec<PostRecord>,
    scopes: Vec<Scope>,
    /// The scopes by the root of their site, byte for byte; it is empty for posts without a site.
    scope_of_root: HashMap<OsString, usize>,
    rules: BTreeMap<(RuleId, usize), RuleFacts>,
    /// Whether the facts of each group are in the order of their posts.
    sorted: bool,
}

/// A post that has facts.
#[derive(Debug)]
struct PostRecord {
    /// The path that reports show.
    path: Box<Path>,
    /// The hash of its absolute path, by which it is found again.
    real: u64,
    /// Whether the post is part of the run, so that findings are reported in it.
    in_run: bool,
}

/// The posts that are compared with each other: those of one site.
#[derive(Debug)]
struct Scope {
    site: Option<Arc<Site>>,
    is_whole: bool,
}

/// The facts of one rule about the posts of one site.
#[derive(Debug, Default)]
struct RuleFacts {
    index: HashMap<Arc<str>, usize>,
    groups: Vec<Group>,
    names: HashMap<Arc<str>, u32>,
    name_list: Vec<Arc<str>>,
    /// The findings that are reported unless they are habits.
    findings: Vec<(Diagnostic, SiteHabit)>,
}

/// Equal facts.
#[derive(Debug)]
struct Group {
    /// The key, a NUL, and the value.
    text: Arc<str>,
    key_len: usize,
    facts: Vec<KeptFact>,
}

/// A fact in its group.
#[derive(Clone, Copy, Debug)]
struct KeptFact {
    post: PostId,
    name: u32,
    span: Span,
    severity: RuleSeverity,
    state: FactState,
    /// The number of the finding that is reported unless it is a habit.
    finding: Option<u32>,
}

/// A post whose facts are added.
#[derive(Clone, Copy, Debug)]
pub struct FactPost<'a> {
    /// The path that reports show.
    pub path: &'a Path,
    /// The absolute path.
    pub real: &'a Path,
    /// The site of the post; posts of different sites are not compared.
    pub site: Option<&'a Arc<Site>>,
    /// Whether the post is part of the run, so that findings are reported in it.
    pub in_run: bool,
}

impl FactStore {
    /// Adds the facts of a post that has none here. [`Self::sort`] is called once after the first posts; later ones are put in their place.
    pub fn add(&mut self, post: &FactPost<'_>, facts: Vec<Fact>) {
        if facts.is_empty() {
            return;
        }
        let id = self.id_of(post);
        for fact in facts {
            let scope = self.scope(post.site);
            let rule = self.rules.entry((fact.rule, scope)).or_default();
            let (group, fact) = rule.kept(id, fact);
            let posts = &self.posts;
            let order = |fact: &KeptFact| posts[fact.post as usize].order();
            let at = if self.sorted {
                let own = order(&fact);
                group.partition_point(|other| order(other) <= own)
            } else {
                group.len()
            };
            group.insert(at, fact);
        }
    }

    /// Puts the facts of each group in the order of their posts: those outside the run first, then by path.
    pub fn sort(&mut self) {
        let mut order: Vec<usize> = (0..self.posts.len()).collect();
        order.sort_by_cached_key(|post| self.posts[*post].order());
        let mut rank = vec![0; order.len()];
        for (nth, post) in order.into_iter().enumerate() {
            rank[post] = nth;
        }
        for group in self.rules.values_mut().flat_map(|rule| &mut rule.groups) {
            group.facts.sort_by_key(|fact| rank[fact.post as usize]);
            group.facts.shrink_to_fit();
        }
        self.sorted = true;
    }

    /// Notes of which sites all posts are here.
    pub fn set_whole(&mut self, is_whole: &dyn Fn(Option<&Site>) -> bool) {
        for scope in &mut self.scopes {
            scope.is_whole = is_whole(scope.site.as_deref());
        }
    }

    /// Removes all facts of a post, by its absolute path.
    pub fn remove(&mut self, real: &Path) {
        let Some(id) = self.known(real) else { return };
        for group in self.rules.values_mut().flat_map(|rule| &mut rule.groups) {
            group.facts.retain(|fact| fact.post != id);
        }
    }

    /// Whether there were facts of a post, by its absolute path.
    pub fn has(&self, real: &Path) -> bool {
        self.known(real).is_some()
    }

    /// The path of a post, as reports show it.
    pub fn path(&self, post: PostId) -> &Path {
        &self.posts[post as usize].path
    }

    /// The rules that have facts, each with those of one site.
    pub fn each(&self) -> impl Iterator<Item = (RuleId, SiteFacts<'_>)> {
        self.rules.iter().map(|((rule, scope), facts)| {
            let Scope { site, is_whole, .. } = &self.scopes[*scope];
            (*rule, SiteFacts { site: site.as_deref(), is_whole: *is_whole, facts, posts: &self.posts })
        })
    }

    fn id_of(&mut self, post: &FactPost<'_>) -> PostId {
        // The first posts are all different, and are not searched for.
        if self.sorted
            && let Some(known) = self.known(post.real)
        {
            return known;
        }
        self.posts.push(PostRecord { path: post.path.into(), real: hash_of(post.real), in_run: post.in_run });
        u32::try_from(self.posts.len() - 1).expect("fewer posts than fit in memory")
    }

    /// The number of a post that has or had facts, by its absolute path.
    pub fn known(&self, real: &Path) -> Option<PostId> {
        let hash = hash_of(real);
        let at = self.posts.iter().position(|post| post.real == hash)?;
        u32::try_from(at).ok()
    }

    fn scope(&mut self, site: Option<&Arc<Site>>) -> usize {
        // By the root, as two threads may have found the same site at the same time.
        let root = site.map(|site| site.root.as_os_str()).unwrap_or_default();
        if let Some(known) = self.scope_of_root.get(root) {
            return *known;
        }
        self.scopes.push(Scope { site: site.cloned(), is_whole: false });
        self.scope_of_root.insert(root.to_os_string(), self.scopes.len() - 1);
        self.scopes.len() - 1
    }
}

impl PostRecord {
    fn order(&self) -> (bool, Vec<u8>) {
        (self.in_run, path_order(&self.path))
    }
}

impl RuleFacts {
    /// The group of a fact, and the fact as it is kept there.
    fn kept(&mut self, post: PostId, fact: Fact) -> (&mut Vec<KeptFact>, KeptFact) {
        let text = format!("{}\0{}", fact.key, fact.value);
        let at = self.index.get(text.as_str()).copied().unwrap_or_else(|| {
            let text: Arc<str> = text.into();
            self.groups.push(Group { text: Arc::clone(&text), key_len: fact.key.len(), facts: Vec::new() });
            self.index.insert(text, self.groups.len() - 1);
            self.groups.len() - 1
        });
        let name = self.names.get(&*fact.name).copied().unwrap_or_else(|| {
            let name: Arc<str> = fact.name.into();
            let at = u32::try_from(self.name_list.len()).unwrap_or(0);
            self.name_list.push(Arc::clone(&name));
            self.names.insert(name, at);
            at
        });
        let finding = fact.finding.and_then(|finding| {
            self.findings.push(*finding);
            u32::try_from(self.findings.len() - 1).ok()
        });
        let kept = KeptFact { post, name, span: fact.span, severity: fact.severity, state: fact.state, finding };
        (&mut self.groups[at].facts, kept)
    }
}

/// The facts that one rule has about the posts of a site.
#[derive(Clone, Copy, Debug)]
pub struct SiteFacts<'a> {
    /// What the site's own files say; `None` for posts without a site.
    pub site: Option<&'a Site>,
    /// Whether all posts of the site are here, not only some that were named.
    pub is_whole: bool,
    facts: &'a RuleFacts,
    posts: &'a [PostRecord],
}

impl<'a> SiteFacts<'a> {
    /// The groups of equal facts, in no particular order.
    pub fn groups(&self) -> impl Iterator<Item = FactGroup<'a>> + use<'a> {
        let Self { facts, posts, .. } = *self;
        let groups = facts.groups.iter().filter(|group| !group.facts.is_empty());
        groups.map(move |group| FactGroup { group, names: &facts.name_list, posts })
    }

    /// The findings of the rule about single posts that are not habits of the site, each with its post; of those that are, what is
    /// reported instead.
    pub fn unusual(&self) -> impl Iterator<Item = (PostId, Diagnostic)> + use<'a> {
        let Self { facts, posts, .. } = *self;
        facts.groups.iter().filter(|group| !group.facts.is_empty()).flat_map(move |group| {
            let count = group.facts.chunk_by(|one, next| one.post == next.post).count();
            let open = group.facts.iter().filter(|fact| posts[fact.post as usize].in_run);
            open.filter_map(move |fact| {
                let (finding, habit) = &facts.findings[fact.finding? as usize];
                let reported = if count < habit.posts { Some(finding) } else { habit.otherwise.as_ref() };
                Some((fact.post, reported?.clone()))
            })
        })
    }
}

/// Equal facts of one rule.
#[derive(Clone, Copy, Debug)]
pub struct FactGroup<'a> {
    group: &'a Group,
    names: &'a [Arc<str>],
    posts: &'a [PostRecord],
}

impl<'a> FactGroup<'a> {
    /// The key of the facts.
    pub fn key(&self) -> &'a str {
        &self.group.text[..self.group.key_len]
    }

    /// The value of the facts.
    pub fn value(&self) -> &'a str {
        &self.group.text[self.group.key_len + 1..]
    }

    /// The facts: first of posts outside the run, then by path, and in one post in the order in which they were noted.
    pub fn facts(&self) -> impl Iterator<Item = PlacedFact<'a>> + use<'a> {
        let Self { group, names, posts } = *self;
        group.facts.iter().map(move |fact| {
            let post = &posts[fact.post as usize];
            PlacedFact {
                post: fact.post,
                path: &post.path,
                in_run: post.in_run,
                name: &names[fact.name as usize],
                span: fact.span,
                severity: fact.severity,
                state: fact.state,
            }
        })
    }

    /// The number of posts that have this fact.
    pub fn posts(&self) -> usize {
        self.group.facts.chunk_by(|one, next| one.post == next.post).count()
    }
}

/// A fact, and the post that it is about.
#[derive(Clone, Copy, Debug)]
pub struct PlacedFact<'a> {
    /// The post.
    pub post: PostId,
    /// The path of the post, as reports show it.
    pub path: &'a Path,
    /// The name that messages give the value.
    pub name: &'a str,
    /// The bytes that the fact is about.
    pub span: Span,
    pub(super) severity: RuleSeverity,
    pub(super) state: FactState,
    pub(super) in_run: bool,
}

impl PlacedFact<'_> {
    /// A label there, for a finding in another post.
    pub fn label(&self, message: &str) -> Label {
        Label { message: message.to_string(), span: self.span, path: Some(PathBuf::from(self.path)) }
    }
}

fn hash_of(path: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    hasher.finish()
}
