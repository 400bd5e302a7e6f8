//! What is said of a command line that cannot be understood: in one sentence where there is one, else in the words of clap.
use super::args::Cli;
use super::wrong_calls;
use crate::text::spelling::nearest;
use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The answer to a wrong call of `command`; `None` where clap says it as well.
pub(super) fn answer(error: &clap::Error, command: &str) -> Option<String> {
    let argument = text(error, ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::UnknownArgument => unknown_argument(command, argument?),
        ErrorKind::MissingRequiredArgument => wrong_calls::without_argument(command).map(str::to_string),
        ErrorKind::InvalidSubcommand => Some(unknown_command(text(error, ContextKind::InvalidSubcommand)?)),
        ErrorKind::InvalidValue => wrong_value(error, argument?),
        _ => None,
    }
}

fn unknown_argument(command: &str, argument: &str) -> Option<String> {
    if let Some(to) = wrong_calls::argument(command, argument) {
        return Some(to);
    }
    wrong_calls::option(argument).map(|to| format!("there is no option `{argument}`: {to}"))
}

/// Said of the word after `help` that is no command.
fn unknown_command(word: &str) -> String {
    let cli = Cli::command();
    let commands = || cli.get_subcommands().map(clap::Command::get_name);
    let to = match (wrong_calls::command(word), nearest(word, commands())) {
        (Some(to), _) => return format!("there is no command `{word}`: {to}"),
        (None, Some(near)) => format!("did you mean `{near}`?"),
        (None, None) => format!("the commands are {}", commands().collect::<Vec<_>>().join(", ")),
    };
    format!("there is no command `{word}`; {to}")
}

/// Lists the values that an option has, when they can be listed.
fn wrong_value(error: &clap::Error, argument: &str) -> Option<String> {
    let value = text(error, ContextKind::InvalidValue).filter(|value| !value.is_empty())?;
    let ContextValue::Strings(known) = error.get(ContextKind::ValidValue)? else { return None };
    let option = argument.split(' ').next().unwrap_or(argument);
    let known: Vec<String> = known.iter().map(|known| format!("`{known}`")).collect();
    (!known.is_empty()).then(|| format!("`{option}` cannot be `{value}`; it is one of {}", known.join(", ")))
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<&str> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text),
        _ => None,
    }
}
