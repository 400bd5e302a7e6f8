//! Colours, characters and width of the report, by the terminal and the environment.
use super::args::When;
use crate::report::ReportStyle;
use std::io::IsTerminal;

/// The width in columns when there is no terminal.
const WIDTH: usize = 100;

/// The style of the report on standard output.
pub(super) fn look(color: When) -> ReportStyle {
    let is_terminal = std::io::stdout().is_terminal();
    let variable = |name: &str| std::env::var(name).ok();
    let color = color_wanted(color, is_terminal, &variable);
    ReportStyle {
        color,
        links: color && is_terminal && links_known(&variable),
        unicode: unicode_shown(&variable),
        narrated: std::env::var("NO_GRAPHICS").is_ok_and(|value| value != "0"),
        wraps: is_terminal,
        width: width(is_terminal),
    }
}

/// Whether standard output is a terminal: then people read it.
pub(super) fn is_read_by_people() -> bool {
    std::io::stdout().is_terminal()
}

/// Whether standard error is a terminal that can redraw a line.
pub(super) fn shows_progress() -> bool {
    std::io::stderr().is_terminal() && !is_dumb(&|name| std::env::var(name).ok())
}

type Environment<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Whether to use colours: by the option, then <https://no-color.org>, <https://force-color.org>, <https://bixense.com/clicolors>, then the terminal.
fn color_wanted(option: When, is_terminal: bool, variable: Environment<'_>) -> bool {
    match option {
        When::Always => return true,
        When::Never => return false,
        When::Auto => {}
    }
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let is_on = |name: &str| variable(name).is_some_and(|value| !value.is_empty() && value != "0");
    if is_set("NO_COLOR") {
        return false;
    }
    if is_on("FORCE_COLOR") || is_on("CLICOLOR_FORCE") {
        return true;
    }
    is_terminal && variable("CLICOLOR").as_deref() != Some("0") && !is_dumb(variable)
}

/// Terminals that show a link (OSC 8) where a text has one, by the variables that they set.
const KNOW_LINKS: &[(&str, &[&str])] = &[
    ("TERM_PROGRAM", &["iTerm.app", "WezTerm", "vscode", "Hyper", "ghostty", "rio", "Tabby"]),
    ("TERM", &["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "foot-extra", "contour"]),
];

/// Whether the terminal knows links. One that does not may show their addresses as text, so that only known ones get them.
fn links_known(variable: Environment<'_>) -> bool {
    if let Some(forced) = variable("FORCE_HYPERLINK") {
        return !matches!(forced.as_str(), "0" | "false");
    }
    // A multiplexer may drop them, whatever terminal is around it.
    if variable("TERM").is_some_and(|term| term.starts_with("screen") || term.starts_with("tmux")) {
        return false;
    }
    let number = |name: &str| variable(name).and_then(|value| value.parse::<u32>().ok());
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    KNOW_LINKS.iter().any(|(name, known)| variable(name).is_some_and(|value| known.contains(&value.as_str())))
        || number("VTE_VERSION").is_some_and(|version| version >= 5000)
        || number("KONSOLE_VERSION").is_some_and(|version| version >= 20_0400)
        || is_set("WT_SESSION")
        || is_set("DOMTERM")
}

fn is_dumb(variable: Environment<'_>) -> bool {
    variable("TERM").as_deref() == Some("dumb")
}

/// Whether the locale uses Unicode.
fn unicode_shown(variable: Environment<'_>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
    // Windows sets no such variable, and shows Unicode.
    locale.map_or(cfg!(windows), |locale| {
        let locale = locale.to_ascii_lowercase();
        locale.ends_with("utf-8") || locale.ends_with("utf8")
    })
}

/// The lines of the terminal that standard output is; `None` when it is not one, or one that cannot move its text.
pub(super) fn rows() -> Option<usize> {
    let can_move = is_read_by_people() && !is_dumb(&|name| std::env::var(name).ok());
    let (_, rows) = terminal_size::terminal_size().filter(|_| can_move)?;
    Some(usize::from(rows.0))
}

fn width(is_terminal: bool) -> usize {
    let terminal = if is_terminal { terminal_size::terminal_size() } else { None };
    terminal.map_or(WIDTH, |(columns, _)| usize::from(columns.0).max(40))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(option: When, is_terminal: bool, variables: &[(&str, &str)]) -> bool {
        color_wanted(option, is_terminal, &|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_terminal_gets_colours_and_a_pipe_does_not() {
        assert!(wanted(When::Auto, true, &[]));
        assert!(!wanted(When::Auto, false, &[]));
        assert!(!wanted(When::Auto, true, &[("TERM", "dumb")]));
        assert!(!wanted(When::Auto, true, &[("CLICOLOR", "0")]));
    }

    #[test]
    fn the_environment_decides_for_both() {
        assert!(!wanted(When::Auto, true, &[("NO_COLOR", "1")]));
        assert!(wanted(When::Auto, true, &[("NO_COLOR", "")]));
        assert!(wanted(When::Auto, false, &[("FORCE_COLOR", "1")]));
        assert!(!wanted(When::Auto, false, &[("FORCE_COLOR", "0")]));
        assert!(wanted(When::Auto, false, &[("CLICOLOR_FORCE", "1")]));
        assert!(!wanted(When::Auto, false, &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
    }

    #[test]
    fn links_go_to_terminals_that_know_them() {
        let known = |variables: &[(&str, &str)]| {
            links_known(&|name| {
                variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert!(known(&[("TERM_PROGRAM", "WezTerm")]) && known(&[("VTE_VERSION", "7600"), ("TERM", "xterm-256color")]));
        assert!(known(&[("WT_SESSION", "1")]) && known(&[("FORCE_HYPERLINK", "1"), ("TERM", "tmux-256color")]));
        assert!(!known(&[]) && !known(&[("TERM", "xterm-256color")]) && !known(&[("VTE_VERSION", "4900")]));
        assert!(!known(&[("TERM_PROGRAM", "iTerm.app"), ("TERM", "tmux-256color")]));
        assert!(!known(&[("TERM_PROGRAM", "iTerm.app"), ("FORCE_HYPERLINK", "0")]));
    }

    #[test]
    fn the_option_has_the_last_word() {
        assert!(wanted(When::Always, false, &[("NO_COLOR", "1")]));
        assert!(!wanted(When::Never, true, &[("FORCE_COLOR", "1")]));
    }
}
