//! What the tests of several readers of office documents need.

/// The elements that a piece of markup opens and doesn't close, closed from the innermost.
pub fn closed(unit: &str) -> String {
    let mut open = Vec::new();
    for tag in unit.split('<').skip(1).map(|tag| tag.split_once('>').map_or(tag, |(tag, _)| tag)) {
        let name = tag.split(' ').next().unwrap_or_default();
        if tag.starts_with('/') {
            open.pop();
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    open.into_iter().rev().map(|name| format!("</{name}>")).collect()
}
