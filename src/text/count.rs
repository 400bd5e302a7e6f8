//! Numbers of things in messages.

/// `1 post`, `2 posts`.
pub fn plural(count: usize, name: &str) -> String {
    if count == 1 { format!("1 {name}") } else { format!("{count} {name}s") }
}
