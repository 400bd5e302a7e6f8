//! Keys that are known whatever the site.

/// Whether posts of many sites have this key, in whatever case.
pub(super) fn is_common_key(word: &str) -> bool {
    COMMON_KEYS.contains(&word.to_lowercase().as_str())
}

/// Keys that posts of every generator have.
const COMMON_KEYS: [&str; 44] = [
    "aliases",
    "author",
    "authors",
    "autor",
    "auteur",
    "categories",
    "category",
    "comments",
    "cover",
    "data",
    "date",
    "datum",
    "description",
    "draft",
    "excerpt",
    "filename",
    "hero",
    "icon",
    "image",
    "images",
    "img",
    "keywords",
    "lang",
    "language",
    "lastmod",
    "layout",
    "modified",
    "name",
    "order",
    "permalink",
    "published",
    "redirect",
    "sidebar",
    "slug",
    "status",
    "subtitle",
    "summary",
    "tag",
    "tags",
    "title",
    "titel",
    "titre",
    "titolo",
    "weight",
];
