//! Options that several commands have.
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Where the settings of a call come from.
#[derive(Debug, Args)]
pub(super) struct ConfigChoice {
    /// Use this config file for all posts, instead of the nearest one of each
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Use a built-in preset for all posts, instead of any config file; `none` requires no field
    #[arg(long, value_name = "NAME", conflicts_with = "config")]
    pub(super) preset: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum When {
    /// When the output is a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
