//! Reading one cookie from a request.

use axum::http::{HeaderMap, header};

/// Names under which the session token travels: the first over HTTPS (the `__Host-` prefix binds it
/// to this very host), the second on plain HTTP, as on a laptop's own address.
pub const SESSION_COOKIES: [&str; 2] = ["__Host-waymark", "waymark"];

/// The value of the first of `names` that the request carries.
pub fn cookie_value<'a>(headers: &'a HeaderMap, names: &[&str]) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| names.contains(name))
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            "theme=dark; waymark=abc".parse().expect("valid header"),
        );
        assert_eq!(cookie_value(&headers, &SESSION_COOKIES), Some("abc"));
        assert_eq!(cookie_value(&headers, &["other"]), None);
    }
}
