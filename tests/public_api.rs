//! What the library promises: every public name with its fields, variants and methods is in `tests/public-api.txt`.
//!
//! A change of that file is a change for users of the library, to be made with a version. `SNAPSHOTS=overwrite cargo test --test
//! public_api` writes it anew, to be read before it is committed.
use quote::ToTokens;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use syn::{Attribute, Field, Fields, ImplItem, Item, Signature, TraitItem, Type, UseTree, Visibility};

#[test]
fn the_public_names_are_those_of_the_snapshot() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let snapshot = root.join("tests/public-api.txt");
    let got = format!("{}\n", public_names(&root.join("src")).into_iter().collect::<Vec<_>>().join("\n"));
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        fs::write(&snapshot, &got).expect("the snapshot can be written");
    }
    let wanted = fs::read_to_string(&snapshot).expect("the snapshot can be read").replace("\r\n", "\n");
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) = (wanted.lines().collect(), got.lines().collect());
    let gone: Vec<_> = old.difference(&new).collect();
    let added: Vec<_> = new.difference(&old).collect();
    assert!(wanted == got, "no longer public: {gone:#?}\nnewly public: {added:#?}");
}

#[test]
fn public_data_may_grow_without_breaking_its_users() {
    let names = public_names(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let has_open_parts = |kind: &str| -> Vec<String> {
        let items = names.iter().filter_map(|line| line.strip_prefix(kind));
        let closed = items.filter(|item| !item.ends_with("#[non_exhaustive]") && !COMPLETE.contains(item));
        let with_parts = closed.filter(|item| {
            names.iter().any(|line| line.starts_with(&format!("{item}.")) || line.starts_with(&format!("{item} = ")))
        });
        with_parts.map(str::to_string).collect()
    };
    assert_eq!(has_open_parts("struct "), [""; 0], "these structs have public fields and no `#[non_exhaustive]`");
    assert_eq!(has_open_parts("enum "), [""; 0], "these enums have no `#[non_exhaustive]`");
}

/// What will never have another part: an edit is a place and a text, a position a line and a column; severities and the levels
/// of a rule are part of the report formats.
const COMPLETE: [&str; 5] = ["Edit", "Position", "Level", "Severity", "Safety"];

/// Every public name, a line each, sorted.
fn public_names(src: &Path) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for item in &parse(&src.join("lib.rs")) {
        match item {
            Item::Fn(function) if is_public(&function.vis) => _ = lines.insert(signature("", &function.sig)),
            Item::Use(names) if is_public(&names.vis) => {
                let UseTree::Path(path) = &names.tree else { panic!("a public name comes from a module") };
                let items = items_of(src, &path.ident.to_string());
                for (name, alias) in reexports(&path.tree) {
                    describe(&items, &name, &alias, &mut lines);
                }
            }
            Item::Mod(module) if is_public(&module.vis) && !is_hidden(&module.attrs) => {
                let name = module.ident.to_string();
                for item in &parse(&src.join(&name).join("mod.rs")) {
                    describe_item(item, &format!("{name}::"), &mut lines);
                }
            }
            _ => {}
        }
    }
    lines
}

/// The items of a module's files, not those of inline modules: only tests are written so.
fn items_of(src: &Path, module: &str) -> Vec<Item> {
    let file = src.join(format!("{module}.rs"));
    let root = if file.is_file() { file } else { src.join(module) };
    let files =
        walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(|entry| entry.expect("src can be walked"));
    let code = files.filter(|file| file.path().extension().is_some_and(|extension| extension == "rs"));
    code.flat_map(|file| parse(file.path())).collect()
}

fn parse(path: &Path) -> Vec<Item> {
    let code = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file = syn::parse_file(&code).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    file.items.into_iter().map(|item| declared(&item).unwrap_or(item)).collect()
}

/// The enum that a macro of a list declares, when its argument is written as one.
fn declared(item: &Item) -> Option<Item> {
    let Item::Macro(list) = item else { return None };
    list.mac.parse_body::<syn::ItemEnum>().ok().map(Item::Enum)
}

/// The names that a `pub use` gives, each with the name it is given.
fn reexports(tree: &UseTree) -> Vec<(String, String)> {
    match tree {
        UseTree::Group(group) => group.items.iter().flat_map(reexports).collect(),
        UseTree::Name(name) => vec![(name.ident.to_string(), name.ident.to_string())],
        UseTree::Rename(name) => vec![(name.ident.to_string(), name.rename.to_string())],
        UseTree::Path(_) | UseTree::Glob(_) => {
            panic!("lib.rs names what is public one by one, from the modules' own names")
        }
    }
}

/// Adds the lines of a re-exported item, and of what is implemented for it.
fn describe(items: &[Item], name: &str, alias: &str, lines: &mut BTreeSet<String>) {
    let mut definitions = 0;
    for item in items {
        match item {
            Item::Fn(function) if function.sig.ident == name && is_public(&function.vis) => {
                definitions += 1;
                let line = signature("", &function.sig);
                lines.insert(line.replacen(&format!("fn {name}"), &format!("fn {alias}"), 1));
            }
            Item::Struct(found) if found.ident == name => {
                definitions += 1;
                describe_item(item, "", lines);
            }
            Item::Enum(found) if found.ident == name => {
                definitions += 1;
                describe_item(item, "", lines);
            }
            Item::Trait(found) if found.ident == name => {
                definitions += 1;
                lines.insert(format!("trait {name}"));
                let methods = found.items.iter().filter_map(|item| match item {
                    TraitItem::Fn(method) => Some(signature(&format!("{name}::"), &method.sig)),
                    _ => None,
                });
                lines.extend(methods);
            }
            Item::Impl(found) if is_of(&found.self_ty, name) => match &found.trait_ {
                Some((path, _)) => _ = lines.insert(format!("impl {} for {name}", plain(&path))),
                None => lines.extend(found.items.iter().filter_map(|item| public_part(name, item))),
            },
            _ => {}
        }
    }
    assert_eq!(definitions, 1, "`{name}` is re-exported and defined {definitions} times in its module");
}

fn describe_item(item: &Item, path: &str, lines: &mut BTreeSet<String>) {
    match item {
        Item::Fn(function) if is_public(&function.vis) => _ = lines.insert(signature(path, &function.sig)),
        Item::Struct(found) if is_public(&found.vis) => {
            let name = format!("{path}{}", found.ident);
            lines.insert(format!("struct {name}{}{}", found.generics.to_token_stream(), openness(&found.attrs)));
            lines.extend(public_fields(&found.fields).map(|field| format!("{name}.{}", described(field))));
        }
        Item::Enum(found) if is_public(&found.vis) => {
            let name = format!("{path}{}", found.ident);
            lines.insert(format!("enum {name}{}", openness(&found.attrs)));
            lines.extend(found.variants.iter().map(|variant| {
                let fields = plain(&variant.fields);
                format!("{name} = {}{fields}", variant.ident)
            }));
        }
        _ => {}
    }
}

fn public_part(name: &str, item: &ImplItem) -> Option<String> {
    match item {
        ImplItem::Fn(function) if is_public(&function.vis) && !is_hidden(&function.attrs) => {
            Some(signature(&format!("{name}::"), &function.sig))
        }
        ImplItem::Const(constant) if is_public(&constant.vis) => {
            Some(format!("const {name}::{}: {}", constant.ident, plain(&constant.ty)))
        }
        _ => None,
    }
}

fn public_fields(fields: &Fields) -> impl Iterator<Item = &Field> {
    fields.iter().filter(|field| is_public(&field.vis) && !is_hidden(&field.attrs))
}

fn described(field: &Field) -> String {
    let name = field.ident.as_ref().map_or("0".to_string(), ToString::to_string);
    format!("{name}: {}", plain(&field.ty))
}

fn signature(path: &str, signature: &Signature) -> String {
    plain(signature).replacen("fn ", &format!("fn {path}"), 1)
}

fn openness(attributes: &[Attribute]) -> &'static str {
    if attributes.iter().any(|attribute| attribute.path().is_ident("non_exhaustive")) {
        " #[non_exhaustive]"
    } else {
        ""
    }
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("doc") && plain(attribute).contains("hidden"))
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_of(of: &Type, name: &str) -> bool {
    matches!(of, Type::Path(path) if path.path.segments.last().is_some_and(|segment| segment.ident == name))
}

/// Tokens as one would write them: without the spaces that printing them puts between all of them.
fn plain(tokens: &impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string().split_whitespace().collect::<Vec<_>>().join(" ");
    for (spaced, close) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" < ", "<"),
        (" >", ">"),
        (" ,", ","),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        ("& ", "&"),
        (" :", ":"),
        ("< ", "<"),
        ("[ ", "["),
        (" ]", "]"),
        ("' ", "'"),
        (" ;", ";"),
        ("->", " -> "),
        ("  ", " "),
        ("{ ", "{ "),
        (",)", ")"),
    ] {
        text = text.replace(spaced, close);
    }
    text.replace("- >", "->")
}
