//! The version of a generator, as the files of a site give it.

/// A version of a program; of a range, the newest that is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    major: u16,
    minor: u16,
    patch: u16,
}

impl Version {
    /// The part of a version that a range leaves open: as new as there is.
    const OPEN: u16 = u16::MAX;

    /// The version `major.minor.patch`.
    pub const fn new(major: u16, minor: u16, patch: u16) -> Self {
        Self { major, minor, patch }
    }

    /// The newest version that a requirement of npm, `RubyGems` or pip allows: `3.1.8`, `^3.1.0`, `~> 4.3`, `>=1.5,<2`, `1.x || 2.x`.
    /// `None` when it allows any that is new enough, or is not a version (`latest`, an address).
    pub fn newest_of(requirement: &str) -> Option<Self> {
        let alternatives = requirement.split("||").map(newest_of_all);
        alternatives.reduce(|one, other| Some(one?.max(other?))).flatten()
    }

    /// The version of the parts that are written: `3.1.8`, `v0.120`, `2.x`; those that are not are open.
    fn written(text: &str) -> Option<Self> {
        let text = text.trim_start_matches(['v', '=', ' ']);
        let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '*')).unwrap_or(text.len());
        let mut parts = text[..end].split('.').map(|part| part.parse().unwrap_or(Self::OPEN));
        let major = parts.next().filter(|major| *major != Self::OPEN)?;
        let mut next = || parts.next().unwrap_or(Self::OPEN);
        let minor = next();
        Some(Self { major, minor, patch: if minor == Self::OPEN { Self::OPEN } else { next() } })
    }

    /// The newest version before this one.
    fn previous(self) -> Option<Self> {
        let (major, minor, patch) = (self.major, self.minor, self.patch);
        match (minor, patch) {
            (0 | Self::OPEN, 0 | Self::OPEN) => Some(Self::new(major.checked_sub(1)?, Self::OPEN, Self::OPEN)),
            (_, 0 | Self::OPEN) => Some(Self::new(major, minor - 1, Self::OPEN)),
            _ => Some(Self::new(major, minor, patch - 1)),
        }
    }
}

/// The newest version that all comparisons of a requirement allow: `>=1.5,<2`, `>= 2.0.0 < 3`.
fn newest_of_all(requirement: &str) -> Option<Version> {
    let is_sign = |c: char| matches!(c, '<' | '>' | '=' | '~' | '^' | '!');
    let mut newest = None;
    let mut rest = requirement.trim();
    while !rest.is_empty() {
        let signs = rest.find(|c| !is_sign(c)).unwrap_or(rest.len());
        let text = rest[signs..].trim_start();
        let end = text.find(|c: char| is_sign(c) || c == ',' || c.is_whitespace()).unwrap_or(text.len());
        let bound = newest_of_one(&rest[..signs], &text[..end]);
        newest = match (newest, bound) {
            (Some(one), Some(other)) => Some(std::cmp::min::<Version>(one, other)),
            (one, other) => one.or(other),
        };
        rest = text[end..].trim_start_matches([',', ' ', '\t']);
        if end == 0 && signs == 0 {
            break;
        }
    }
    newest
}

/// The newest version that one comparison allows; `None` when there is always a newer one.
fn newest_of_one(sign: &str, text: &str) -> Option<Version> {
    let version = Version::written(text)?;
    let parts = text.split('.').count();
    match sign {
        "^" if version.major > 0 || version.minor == Version::OPEN => {
            Some(Version { minor: Version::OPEN, patch: Version::OPEN, ..version })
        }
        // `~> 4.3` and `~=4.3` leave the last part that is written open, `~4.3` the patch.
        "~>" | "~=" if parts < 3 => {
            (parts > 1).then_some(Version { minor: Version::OPEN, patch: Version::OPEN, ..version })
        }
        "^" | "~" | "~>" | "~=" => Some(Version { patch: Version::OPEN, ..version }),
        "<" => version.previous(),
        "" | "=" | "==" | "===" | "<=" => Some(version),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: u16 = Version::OPEN;

    #[test]
    fn a_requirement_stands_for_the_newest_version_that_it_allows() {
        for (text, (major, minor, patch)) in [
            ("3.1.8", (3, 1, 8)),
            ("v0.120.4", (0, 120, 4)),
            ("=2.0.1", (2, 0, 1)),
            ("==1.5.3", (1, 5, 3)),
            ("4.0.0-alpha.2", (4, 0, 0)),
            ("^3.1.0", (3, OPEN, OPEN)),
            ("^0.3.2", (0, 3, OPEN)),
            ("~1.2.3", (1, 2, OPEN)),
            ("~> 4.3.2", (4, 3, OPEN)),
            ("~> 4.3", (4, OPEN, OPEN)),
            ("~=1.5", (1, OPEN, OPEN)),
            ("1.x", (1, OPEN, OPEN)),
            ("==1.5.*", (1, 5, OPEN)),
            ("2", (2, OPEN, OPEN)),
            (">=1.5,<2", (1, OPEN, OPEN)),
            (">= 2.0.0 < 2.5", (2, 4, OPEN)),
            ("~> 3.8, < 3.9.1", (3, 9, 0)),
            ("<=3.1.2", (3, 1, 2)),
            ("^1.0.0 || ^2.0.0", (2, OPEN, OPEN)),
        ] {
            assert_eq!(Version::newest_of(text), Some(Version { major, minor, patch }), "{text}");
        }
    }

    #[test]
    fn a_requirement_that_any_new_version_meets_is_not_a_version() {
        for text in ["latest", "*", "", ">=1.5", "> 2", "workspace:*", "github:11ty/eleventy", "^1 || >=2", "~> 4", "x"]
        {
            assert_eq!(Version::newest_of(text), None, "{text}");
        }
    }
}
