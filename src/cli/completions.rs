//! `frontlint completions`: a script for a shell that completes commands, options, rules, groups, presets, formats and generators.
use super::args::{Check, Cli, Completions};
use super::{CommandError, Streams};
use crate::catalogue;
use crate::config::preset_names;
use crate::dialect::Generator;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, Command, CommandFactory};

/// Prints the script.
pub(super) fn run(args: &Completions, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut completed(), "frontlint", &mut script);
    streams.stdout.write_all(&script)?;
    Ok(0)
}

/// The command line with all values that it knows. It is not used to read arguments: what is not known has better messages there.
fn completed() -> Command {
    // Options without a command are those of `check`.
    let whole = Check::augment_args(Cli::command()).subcommand_required(false);
    let whole = with_values(whole, "select", rules());
    let whole = with_values(with_values(whole, "ignore", rules()), "preset", presets());
    whole
        .mut_subcommand("check", |check| {
            let check = with_values(check, "select", rules());
            with_values(with_values(check, "ignore", rules()), "preset", presets())
        })
        .mut_subcommand("fmt", |fmt| with_values(fmt, "preset", presets()))
        .mut_subcommand("files", |files| with_values(files, "preset", presets()))
        .mut_subcommand("config", |config| config.mut_subcommand("show", |show| with_values(show, "preset", presets())))
        .mut_subcommand("init", |init| with_values(init, "preset", presets()))
        .mut_subcommand("explain", |explain| with_values(explain, "rule", rules()))
        .mut_subcommand("values", |values| with_values(values, "generators", generators()))
}

fn with_values(command: Command, argument: &'static str, values: Vec<PossibleValue>) -> Command {
    command.mut_arg(argument, |argument| argument.value_parser(PossibleValuesParser::new(values)))
}

/// Groups, and rules with what they report.
fn rules() -> Vec<PossibleValue> {
    let value = |name: &'static str| match catalogue::page(name) {
        Some(page) => PossibleValue::new(name).help(page.header().summary),
        None => PossibleValue::new(name).help(catalogue::group_about(name)),
    };
    catalogue::names().into_iter().map(value).collect()
}

fn presets() -> Vec<PossibleValue> {
    preset_names().map(PossibleValue::new).collect()
}

fn generators() -> Vec<PossibleValue> {
    let compared = Generator::LIST.iter().filter(|(_, generator)| generator.facts().is_compared);
    compared.map(|(name, _)| PossibleValue::new(*name)).collect()
}
