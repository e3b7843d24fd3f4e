//! Links of a saved web page whose files were not saved with it: they lead to where the page was on the web.

use super::Address;

/// The address on the web that a relative address in the page at `page` stands for (RFC 3986, section 5.2). `None` if the page's own
/// address is not one of http or https, or if the address is no relative one.
pub fn online_address(page: &str, address: &str) -> Option<String> {
    let Address::Web(page) = Address::parse(page) else { return None };
    let (scheme, rest) = page.split_once("://").filter(|(scheme, _)| matches!(*scheme, "http" | "https"))?;
    let (host, page_path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let page_path = page_path.split(['?', '#']).next().unwrap_or_default();
    let address = address.trim();
    let is_relative = matches!(Address::parse(address), Address::File { .. })
        || address.starts_with(['/', '?']) && !address.starts_with("//");
    if host.is_empty() || !is_relative {
        return None;
    }
    let (path, rest) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
    let path = match (path.starts_with('/'), path.is_empty()) {
        (true, _) => path.to_owned(),
        (_, true) => page_path.to_owned(),
        _ => format!("{}/{path}", page_path.rsplit_once('/').map_or("", |(folder, _)| folder)),
    };
    let online = format!("{scheme}://{host}{}{rest}", without_dots(&path));
    match Address::parse(&online) {
        Address::Web(online) => Some(online),
        _ => None,
    }
}

/// A path from the root of a site without steps to the same folder and the one above.
fn without_dots(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let is_folder = path.ends_with("/.") || path.ends_with("/..");
    format!("/{}{}", parts.join("/"), if is_folder && !parts.is_empty() { "/" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_addresses_are_resolved_against_the_pages_own() {
        let page = "https://locks.example.org/canal/2024/gate.html?x=/y/z#top";
        for (address, online) in [
            ("keeper.html", "https://locks.example.org/canal/2024/keeper.html"),
            ("./keeper.html?a=b/../c#d", "https://locks.example.org/canal/2024/keeper.html?a=b/../c#d"),
            ("../2023/", "https://locks.example.org/canal/2023/"),
            ("..", "https://locks.example.org/canal/"),
            ("../../../../up.html", "https://locks.example.org/up.html"),
            ("/about", "https://locks.example.org/about"),
            ("?page=2", "https://locks.example.org/canal/2024/gate.html?page=2"),
        ] {
            assert_eq!(online_address(page, address).as_deref(), Some(online), "{address}");
        }
        assert_eq!(
            online_address("http://example.org", "a.html").as_deref(),
            Some("http://example.org/a.html")
        );
    }

    #[test]
    fn nothing_else_is_made_an_address_of_the_web() {
        let page = "https://example.org/a.html";
        for address in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://example.net/",
            "//example.net/",
            "#top",
            "",
            "a\u{1b}b",
        ] {
            assert_eq!(online_address(page, address), None, "{address}");
        }
        for page in
            ["file:///home/x.html", "mailto:a@example.org", "x.html", "https:///x", "", "javascript://x/y"]
        {
            assert_eq!(online_address(page, "b.html"), None, "{page}");
        }
    }
}
