//! Whether a write was sent from our own pages.

/// Decides from what the browser says: `Sec-Fetch-Site` where it sends it, else `Origin` against `Host`. A
/// request with neither comes from a program, which no other site can steer.
pub fn is_same_site(
    sec_fetch_site: Option<&str>,
    origin: Option<&str>,
    host: Option<&str>,
) -> bool {
    match (sec_fetch_site, origin) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let address = origin
                .strip_prefix("https://")
                .or_else(|| origin.strip_prefix("http://"));
            address.is_some() && address == host
        }
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::is_same_site;

    #[test]
    fn only_our_own_pages_may_write() {
        let host = Some("way.example");
        assert!(is_same_site(Some("same-origin"), None, host));
        assert!(!is_same_site(
            Some("cross-site"),
            Some("https://way.example"),
            host
        ));
        assert!(!is_same_site(Some("same-site"), None, host));
        assert!(is_same_site(None, Some("https://way.example"), host));
        assert!(!is_same_site(None, Some("https://evil.example"), host));
        assert!(!is_same_site(None, Some("null"), host));
        assert!(is_same_site(None, None, host));
    }
}
