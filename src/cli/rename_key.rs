//! `frontlint rename-key`: renames a key in the front matter of all posts.
use super::args::RenameKey;
use super::{CommandError, FAILED, Streams, config, fix, terminal};
use crate::engine::{KeyRename, Workspace};
use crate::files::Disk;
use crate::text::{plural, shown_path};

/// Renames the key; the exit code is 1 when a post with the key was left as it is.
pub(super) fn run(args: &RenameKey, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    let rename = KeyRename::new(&args.old, &args.new).map_err(CommandError::Message)?;
    let chosen = match config::chosen(&args.config, &Disk::shared())? {
        Ok(chosen) => chosen,
        Err(report) => return config::refuse(&report, streams),
    };
    let workspace = Workspace::open(Disk::shared(), &chosen.current, chosen.configs);
    let plan = workspace.plan_rename(&super::or_current(&args.paths), &rename);
    for why in &plan.unread {
        streams.note(&format!("not looked at: {why}"));
    }
    for left in &plan.left {
        streams.note(&format!("{}:{}: left as it is: {}", shown_path(&left.path), left.line, left.why));
    }
    let failed = !plan.unread.is_empty();
    let count = plan.files.changed().count();
    if args.diff {
        fix::patch(&plan.files, terminal::look(args.color), streams)?;
        streams.note(&format!("`{}` would be renamed in {}; nothing was written", args.old, plural(count, "post")));
        return Ok(if failed { FAILED } else { u8::from(count + plan.left.len() > 0) });
    }
    let fixed = fix::write(&plan.files, false, &chosen.current);
    fix::say(&fixed, streams);
    streams.note(&match (fixed.files(), plan.posts) {
        (0, posts) => format!("renamed `{}` in no post of {posts}", args.old),
        (files, posts) => format!("renamed `{}` to `{}` in {} of {posts}", args.old, args.new, plural(files, "post")),
    });
    Ok(if failed || fixed.failed { FAILED } else { u8::from(!plan.left.is_empty()) })
}
