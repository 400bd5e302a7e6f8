//! The configs of a run, each with the folder that its globs begin at, and which of them a file has.
use super::config_report::{self, ConfigReport};
use crate::config::{self, Config, Configs};
use crate::files::{System, repository_at};
use crate::text::locked;
use std::collections::{BTreeMap, HashMap};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

/// A config and the folder that its globs begin at.
#[derive(Debug)]
pub(super) struct PlacedConfig {
    /// A number of its own, by which plans are kept.
    pub(super) id: usize,
    /// The settings; bare ones for files without a config whose preset is not chosen yet, and for a config that cannot be used.
    pub(super) config: Arc<Config>,
    /// The folder, without links.
    pub(super) root: PathBuf,
    /// Why it cannot be used, if it cannot.
    pub(super) problem: Option<ConfigReport>,
    /// Whether these are files without a config whose preset is not chosen yet.
    pub(super) is_unset: bool,
    /// Which preset was chosen without a config, and why.
    pub(super) why: Option<String>,
    /// The configs beside it that are ignored, by their names.
    pub(super) ignored: Vec<&'static str>,
}

impl PlacedConfig {
    /// The folder of the config file, when there is one.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.config.path.is_some().then_some(&*self.root)
    }
}

/// The configs of a run; shared by its threads. Each file is read once.
#[derive(Debug)]
pub(super) struct PlacedConfigs {
    system: Arc<dyn System>,
    current: PathBuf,
    configs: Configs,
    /// The config of all files, when there is one.
    for_all: Option<Arc<PlacedConfig>>,
    unset: Arc<PlacedConfig>,
    /// That of `SKILL.md` files, read when there is one.
    skills: OnceLock<PlacedConfig>,
    /// The configs of folders, byte for byte.
    known: Mutex<HashMap<OsString, Arc<PlacedConfig>>>,
    /// The config files read so far.
    loaded: Mutex<BTreeMap<PathBuf, Arc<PlacedConfig>>>,
    ids: AtomicUsize,
}

impl PlacedConfigs {
    /// `current` is the folder from which reports show the paths of configs; without links.
    pub(super) fn new(system: Arc<dyn System>, current: &Path, configs: Configs) -> Self {
        let placed = |id, config: Arc<Config>, is_unset, why| {
            let root = current.join(&config.root);
            let root = system.canonical(&root).unwrap_or(root);
            Arc::new(PlacedConfig { id, config, root, problem: None, is_unset, why, ignored: Vec::new() })
        };
        let for_all = configs.for_all().map(|config| placed(0, Arc::clone(config), false, None));
        let unset = placed(2, Arc::new(Config::bare(current)), true, None);
        let (known, loaded, ids) = (Mutex::default(), Mutex::default(), AtomicUsize::new(3));
        Self {
            current: current.to_path_buf(),
            system,
            configs,
            for_all,
            unset,
            skills: OnceLock::new(),
            known,
            loaded,
            ids,
        }
    }

    /// The config of a file of this name, where `placed` is that of its folder, and `chosen` the preset of its files without one.
    pub(super) fn of_name<'p>(
        &'p self,
        name: &OsStr,
        chosen: Option<&'p Arc<PlacedConfig>>,
        placed: &'p Arc<PlacedConfig>,
    ) -> &'p PlacedConfig {
        match chosen {
            _ if !placed.is_unset => placed,
            _ if name == config::SKILL => self.skills.get_or_init(|| self.of_skills()),
            chosen => chosen.unwrap_or(placed),
        }
    }

    fn of_skills(&self) -> PlacedConfig {
        let root = self.current.clone();
        let (config, why) = match config::of_skills(&root) {
            Ok(unset) => (self.configs.selected(unset.config), Some(unset.why)),
            Err(_) => (Config::bare(&root), None),
        };
        let is_unset = why.is_none();
        PlacedConfig { id: 1, config: Arc::new(config), root, problem: None, is_unset, why, ignored: Vec::new() }
    }

    /// The config of the files in a folder.
    pub(super) fn of_folder(&self, folder: &Path) -> Arc<PlacedConfig> {
        if let Some(for_all) = &self.for_all {
            return Arc::clone(for_all);
        }
        let known = || locked(&self.known);
        let mut looked_at = Vec::new();
        let mut found = Arc::clone(&self.unset);
        for above in folder.ancestors() {
            if let Some(placed) = known().get(above.as_os_str()) {
                found = Arc::clone(placed);
                break;
            }
            looked_at.push(above.as_os_str().to_os_string());
            // The lock is not held while the disk is read; at worst two threads look at the same folder.
            if let Some(file) = config::in_folder(&*self.system, above) {
                found = self.load(&file);
                break;
            }
            match repository_at(&*self.system, above) {
                Some(true) => break,
                None if config::is_shut(&*self.system, above) => {
                    found = self.shut(above);
                    break;
                }
                _ => {}
            }
        }
        if !looked_at.is_empty() {
            known().extend(looked_at.into_iter().map(|folder| (folder, Arc::clone(&found))));
        }
        found
    }

    /// The config of a file, read once however many folders have it.
    fn load(&self, file: &Path) -> Arc<PlacedConfig> {
        let mut loaded = locked(&self.loaded);
        Arc::clone(loaded.entry(file.to_path_buf()).or_insert_with(|| Arc::new(self.read(file))))
    }

    /// What stands for the config of a folder that nobody may look into: it cannot be used.
    fn shut(&self, folder: &Path) -> Arc<PlacedConfig> {
        let mut loaded = locked(&self.loaded);
        let placed = loaded.entry(folder.to_path_buf()).or_insert_with(|| {
            let problem = Some(ConfigReport::of_shut_folder(&config_report::as_typed(&self.current, folder)));
            let (id, config, root) = (self.next_id(), Arc::new(Config::bare(folder)), folder.to_path_buf());
            Arc::new(PlacedConfig { id, config, root, problem, is_unset: false, why: None, ignored: Vec::new() })
        });
        Arc::clone(placed)
    }

    fn read(&self, file: &Path) -> PlacedConfig {
        let root = file.parent().unwrap_or(Path::new(""));
        let shown = config_report::as_typed(&self.current, file);
        let (config, problem) = match config::load(&self.system, file) {
            Ok(config) => (self.configs.selected(config), None),
            Err(error) => (Config::bare(root), Some(ConfigReport::of_error(&error, &shown))),
        };
        let (id, root) = (self.next_id(), root.to_path_buf());
        let ignored = config::ignored_beside(&*self.system, file);
        PlacedConfig { id, config: Arc::new(config), root, problem, is_unset: false, why: None, ignored }
    }

    fn next_id(&self) -> usize {
        self.ids.fetch_add(1, Ordering::Relaxed)
    }

    /// The config of files without one, now that their preset is chosen.
    pub(super) fn chosen(&self, unset: config::Unset) -> Arc<PlacedConfig> {
        let config = Arc::new(self.configs.selected(unset.config));
        let (id, root) = (self.next_id(), self.current.clone());
        Arc::new(PlacedConfig {
            id,
            config,
            root,
            problem: None,
            is_unset: false,
            why: Some(unset.why),
            ignored: Vec::new(),
        })
    }

    /// The configs read so far whose `posts` may name files in hidden folders, and that are in a folder below this one.
    pub(super) fn with_posts_below(&self, folder: &Path) -> Vec<PathBuf> {
        let loaded = locked(&self.loaded);
        let below = loaded.values().filter(|placed| placed.root != folder && placed.root.starts_with(folder));
        below.filter(|placed| placed.config.posts.is_some()).map(|placed| placed.root.clone()).collect()
    }

    /// What is to be said about the configs read so far: what is wrong in them, and what they probably do not intend.
    pub(super) fn report(&self) -> ConfigReport {
        let loaded = locked(&self.loaded);
        let mut report = ConfigReport::default();
        for (file, placed) in &*loaded {
            report.note_ignored(&config_report::as_typed(&self.current, file), &placed.ignored);
        }
        for placed in loaded.values().chain(&self.for_all) {
            match &placed.problem {
                Some(problem) => report.add(problem.clone()),
                None => report.add(ConfigReport::of_warnings(&placed.config, &self.current)),
            }
        }
        report
    }
}
