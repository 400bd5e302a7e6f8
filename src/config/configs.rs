//! Which config the files of a run have: one for all of them, or each the nearest one.
use super::effective::Config;
use super::rule_levels::UnknownRuleName;
use std::path::Path;
use std::sync::Arc;

/// Which config the files of a run have.
///
/// A [`Config`] becomes one that all files have; with [`Configs::nearest`] each file has the one that is nearest to it.
#[derive(Clone, Debug)]
pub struct Configs {
    for_all: Option<Arc<Config>>,
    select: Vec<String>,
    ignore: Vec<String>,
    /// A group of rules that is turned on.
    group: Option<&'static str>,
}

impl Configs {
    /// The config of each file is the nearest `frontlint.yaml` in its folder or above, up to the root of the repository; the preset of
    /// a file without one follows from its site. `select` and `ignore` turn rules on and off in all of them, as in [`Config::select`].
    ///
    /// # Errors
    /// A name is not that of a rule or a group.
    pub fn nearest(select: &[String], ignore: &[String]) -> Result<Self, UnknownRuleName> {
        let names = Self { for_all: None, select: select.to_vec(), ignore: ignore.to_vec(), group: None };
        Config::bare(Path::new("")).select(select, ignore)?;
        Ok(names)
    }

    /// The config that all files have; `None` when each has the nearest one.
    #[doc(hidden)]
    pub fn for_all(&self) -> Option<&Arc<Config>> {
        self.for_all.as_ref()
    }

    /// The config with the rules of this run turned on and off.
    #[doc(hidden)]
    #[must_use]
    pub fn selected(&self, mut config: Config) -> Config {
        // The names were found to be right when they were given.
        let _ = config.select(&self.select, &self.ignore);
        if let Some(group) = self.group {
            config.turn_on(group);
        }
        config
    }

    /// The same configs, with the rules of a group turned on that are off by default and of which they say nothing.
    #[doc(hidden)]
    #[must_use]
    pub fn with_group(self, group: &'static str) -> Self {
        let turned_on = |mut config: Arc<Config>| {
            Arc::make_mut(&mut config).turn_on(group);
            config
        };
        Self { for_all: self.for_all.map(turned_on), group: Some(group), ..self }
    }
}

impl From<Config> for Configs {
    fn from(config: Config) -> Self {
        Arc::new(config).into()
    }
}

impl From<Arc<Config>> for Configs {
    fn from(config: Arc<Config>) -> Self {
        Self { for_all: Some(config), select: Vec::new(), ignore: Vec::new(), group: None }
    }
}
