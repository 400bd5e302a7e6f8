//! What a generator knows of the keys of front matter: which it reads, how it reads their values, and what it makes of the others.
use super::Version;

/// The keys of front matter that have a meaning for a generator, spelled as it spells them.
#[derive(Clone, Copy, Debug)]
pub struct KeyFacts {
    /// All keys that the generator itself reads, replaced ones too.
    pub known: &'static [&'static str],
    /// Whether upper and lower case are the same in keys.
    pub any_case: bool,
    /// The keys that the generator itself reads as dates; in lower case where `any_case`.
    pub dates: &'static [&'static str],
    /// How the generator reads the keys in `typed`.
    pub reader: KeyReader,
    /// The keys of which the generator itself wants a type; in lower case where `any_case`.
    pub typed: &'static [(&'static str, KeyType)],
    /// Likewise, in some folders only.
    pub typed_in: &'static [TypedIn],
    /// The keys that hold lists, and what becomes of one that is written as a single string; those of which nothing is known are left out.
    pub list_texts: &'static [(&'static str, ListText)],
    /// The addresses of which the generator makes a broken file, or at which it stops.
    pub unusable_urls: &'static [UnusableUrls],
    /// Keys of other generators that this one does not read, so that a post comes out otherwise than is meant.
    pub ignored: &'static [IgnoredKey],
    /// Values that the generator refuses, unless the settings of the site allow them.
    pub denied: &'static [DeniedValue],
    /// Keys that the generator sets itself in a post, so that what front matter says there is lost.
    pub own: &'static [&'static str],
    /// Keys that the generator does not read where they are easily put.
    pub misplaced: &'static [MisplacedKeys],
    /// The keys that date a post, so that the day in the name of its file does not count.
    pub day_of_post: &'static [&'static str],
    /// The keys whose value is a list.
    pub lists: &'static [&'static str],
    /// The keys whose value is an address of the page: its own one, and those that redirect to it.
    pub addresses: &'static [&'static str],
    /// Keys that still work, but have been replaced.
    pub old: &'static [ReplacedKey],
    /// Keys that the current version refuses.
    pub removed: &'static [ReplacedKey],
}

/// What a generator makes of a list that is written as one string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListText {
    /// A single item.
    OneItem,
    /// An item for each word.
    Words,
    /// An item for each part between commas, with the spaces around it.
    UntrimmedParts,
}

/// The types of keys in some folders: those of one part of a generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedIn {
    /// The folders, wherever they are.
    pub folders: &'static [&'static str],
    /// The keys with their types.
    pub typed: &'static [(&'static str, KeyType)],
}

/// Addresses that are of no use to a generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnusableUrls {
    /// The keys of the addresses.
    pub keys: &'static [&'static str],
    /// What is wrong with them.
    pub faults: &'static [UrlFault],
    /// The faults at which the generator stops; it makes a broken file of the others.
    pub stops_at: &'static [UrlFault],
}

/// What a generator cannot handle in an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlFault {
    /// A line end, as `>` and `|` leave it.
    LineBreak,
    /// No extension and no `/` at its end.
    NoExtension(ExtensionCheck),
    /// `..`
    Outside,
    /// `..` at the beginning.
    OutsideFirst,
    /// `https:`
    Scheme,
    /// A space at the beginning or at the end.
    OuterSpace,
    /// A second address behind a comma or a space.
    Several,
    /// `%20`, which a browser decodes before it asks for the page.
    Escape,
    /// Nothing, as an item of a list: the page of the site or of the folder.
    Empty,
    /// `/`: the page of the site.
    Home,
    /// A word that only the settings of the site may have.
    Word(&'static [&'static str]),
    /// `?`
    Query,
    /// `#`
    Fragment,
    /// `\\`
    Backslash,
    /// A placeholder that the generator does not know, other than these.
    Placeholder(&'static [&'static str]),
}

/// Which addresses may be without an extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExtensionCheck {
    /// The names of files that servers read without one.
    pub but: &'static [&'static str],
    /// Whether `.x`, `x.` and `x?` have none.
    pub is_strict: bool,
    /// The key by which a post or its site allows them.
    pub allowed_by: Option<&'static str>,
    /// The version that asks for one first.
    pub since: Option<Version>,
}

/// A key that a generator does not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IgnoredKey {
    /// The key.
    pub name: &'static str,
    /// The value by which an author shows what is meant; any other makes no difference.
    pub when: IgnoredValue,
    /// What to write instead.
    pub instead: &'static str,
    /// What happens as the key is not read, to follow "so that the post": `is published`.
    pub consequence: &'static str,
}

/// The value by which an author shows what a key is meant to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IgnoredValue {
    /// This one.
    Is(bool),
    /// Paths on the site: each begins with `/`.
    Paths,
    /// A date.
    Day,
}

/// Keys that a generator does not read in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MisplacedKeys {
    /// The place.
    pub place: MisplacedIn,
    /// The keys; in lower case where `any_case`.
    pub keys: &'static [&'static str],
}

/// A value that a generator refuses unless the settings of the site allow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeniedValue {
    /// The key.
    pub key: &'static str,
    /// The values, in any case.
    pub values: &'static [&'static str],
    /// The version that refuses them first.
    pub since: Version,
    /// The setting that allows them.
    pub setting: &'static str,
}

/// Where keys are easily put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MisplacedIn {
    /// In a table of TOML with one of these names, while the top of the block does not have the key. What is in tables inside it is the
    /// author's own.
    Tables(&'static [&'static str]),
    /// Likewise, or in a table right inside it, since it holds tables by their names: `[menu.main]`.
    TablesByName(&'static [&'static str]),
    /// At the top of a page; what it is to be below is the table that reads it.
    Top(&'static str),
    /// In the front matter of a folder, whose keys these are not: the generator stops.
    FolderPage,
}

/// How a generator reads keys of which it wants a type; each is a module of `values/keys/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyReader {
    /// Rust's `serde`: another type stops the build.
    Serde,
    /// Go's `cast`: what it cannot read is `false`, 0 or nothing.
    Cast,
    /// Ruby asks the value for the methods of a string.
    Ruby,
    /// Joi: numbers and dates count as text, `"true"` as true; what a validator does not take stops the build.
    Joi,
    /// Eleventy's data cascade.
    Cascade,
    /// Hexo's database, `warehouse`.
    Warehouse,
    /// Templates show what there is.
    Shown,
    /// Zod: the schema of a collection, which the fields of the config stand for; any other type stops the build.
    Zod,
    /// Not known well enough to report anything.
    Unknown,
}

/// The type that a generator wants of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyType {
    /// Text.
    Text,
    /// Text that a part of an address is made of.
    Name,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Whole,
    /// A list of texts.
    Texts,
    /// One text or a list of them that addresses are made of.
    Names,
    /// A mapping.
    Mapping,
    /// A mapping of names to lists of texts.
    TextsByName,
    /// A list.
    List,
    /// The menus of a page.
    Menus,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A list of texts, or of mappings with a label and an address.
    Labels,
    /// A mapping with an author or a date.
    Update,
    /// An address, or a path.
    Url,
    /// Any number.
    Number,
    /// A number from the first to the second.
    Between(i32, i32),
    /// An address in which templates run.
    RenderedAddress,
    /// Nothing: the generator sets the key itself.
    Reserved,
    /// A mapping in which the generator sets these keys itself.
    Keeps(&'static [&'static str]),
    /// Text that is only shown.
    Shown,
    /// The name of a layout.
    Layout,
    /// A mapping with this key.
    With(&'static str),
    /// Names of template languages between commas, or `false`.
    Engines(&'static [&'static str]),
    /// The name of a page, other than these words, or `null`.
    PageBut(&'static [&'static str]),
    /// An address, or nothing.
    UrlOrNothing,
    /// The name of an author, a mapping that says who it is, or a list of such.
    Authors,
    /// A list of texts, or a text of words, of which the generator keeps what is not a string twice.
    Terms,
}

impl KeyType {
    /// What a value of the type is called in messages.
    pub fn wanted(self) -> String {
        match self {
            Self::Text | Self::Name | Self::Layout => "a string".into(),
            Self::Boolean => "`true` or `false`".into(),
            Self::Whole => "a whole number".into(),
            Self::Texts | Self::Terms => "a list of strings".into(),
            Self::Names => "a string or a list of strings".into(),
            Self::Mapping => "a mapping".into(),
            Self::List => "a list".into(),
            Self::Menus => "the names of menus, or a mapping of them".into(),
            Self::TextsByName => "a mapping of names to lists of strings".into(),
            Self::Labels => "a list of strings, or of mappings with `label` and `permalink`".into(),
            Self::Update => "a mapping with `author` or `date`".into(),
            Self::Url => "an address or a path without spaces and accents".into(),
            Self::Number => "a number".into(),
            Self::Between(least, most) => format!("a number from {least} to {most}"),
            Self::Reserved => "the key for itself".into(),
            Self::Keeps(keys) => format!("{} for itself", in_backticks(keys, "and")),
            Self::Shown => "text".into(),
            Self::With(key) => format!("a mapping with `{key}`"),
            Self::Engines(_) => "the names of template languages".into(),
            Self::PageBut(_) => "a string or `null`".into(),
            Self::UrlOrNothing => "an address or `null`".into(),
            Self::Authors => "names of authors, or mappings with `key` or `name`".into(),
            Self::RenderedAddress => "a string or `false`".into(),
            Self::OneOf(words) if words.len() > 4 => {
                format!("{} or another word that it knows", in_backticks(&words[..2], "or"))
            }
            Self::OneOf(words) => in_backticks(words, "or"),
        }
    }
}

fn in_backticks(words: &[&str], joined_by: &str) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(&format!(" {joined_by} "))
}

/// A key that a generator no longer wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplacedKey {
    /// The key.
    pub name: &'static str,
    /// The key to use instead of it.
    pub instead: Option<&'static str>,
    /// The version from which on it is no longer taken; `None` for every version.
    pub since: Option<Version>,
}

/// How a generator reads the keys that it reads as dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateFacts {
    /// What makes dates of them.
    pub grammar: DateGrammar,
    /// What the generator does with a value that it does not read as a date, to follow "cannot read `…` as a date and": `stops`.
    pub refusal: &'static str,
    /// Whether the dates are the fields that the config declares as dates, because a schema of the site names them.
    pub declared: bool,
    /// The only folder of posts whose `date` is read; elsewhere the key has no meaning.
    pub only_in: Option<&'static str>,
    /// A key inside a mapping that is read as a date, too.
    pub nested: Option<(&'static str, &'static str)>,
    /// Keys that are read only when none of these others has a value.
    pub spare: &'static [(&'static str, &'static [&'static str])],
}

impl DateFacts {
    /// Nothing is known well enough to report anything.
    pub const UNKNOWN: Self = Self::of(DateGrammar::Unknown, "");

    /// Dates of this grammar, at the top of the front matter of every post.
    pub const fn of(grammar: DateGrammar, refusal: &'static str) -> Self {
        Self { grammar, refusal, declared: false, only_in: None, nested: None, spare: &[] }
    }
}

/// What makes a date of the value of a key; each is a module of `values/date/readers/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateGrammar {
    /// Ruby's `Time.parse`: it takes what it finds in the value as text, and the rest from the day of the build.
    Ruby,
    /// The layouts of Go's `cast`, and whole numbers as seconds since 1970.
    Cast,
    /// The dates of TOML, and those of YAML when they are strings.
    Zola,
    /// The texts of ISO 8601 that Luxon reads, and dates of YAML.
    Luxon {
        /// Words, in lower case, that the generator replaces by a date.
        words: &'static [&'static str],
    },
    /// JavaScript's `new Date`, and the time of the file for what that does not read.
    Hexo,
    /// `Joi.date()`: JavaScript's `new Date`, for texts and numbers.
    Joi,
    /// `z.date()`: only dates of the loader.
    Zod,
    /// `z.coerce.date()`: JavaScript's `new Date`, for whatever there is.
    ZodCoerce,
    /// Not known well enough to report anything.
    Unknown,
}
