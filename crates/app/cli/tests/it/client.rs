//! A small HTTP/1.1 client: one request for each connection, nothing hidden.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

use serde_json::Value;

/// An answer as it came.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// Fails with the whole answer when the status is another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    /// The same for one of two statuses.
    #[track_caller]
    pub fn also(self, one: u16, other: u16) -> Self {
        let either = [one, other].contains(&self.status);
        assert!(either, "{}: {}", self.status, self.text());
        self
    }

    /// The session's token as the browser would keep it.
    pub fn session(&self) -> Option<String> {
        let cookie = self.header("set-cookie")?;
        let (_, value) = cookie.split(';').next()?.split_once('=')?;
        Some(value.to_owned())
    }
}

/// Somebody who asks.
#[derive(Debug, Clone)]
pub struct Client {
    address: String,
    headers: Vec<(String, String)>,
}

impl Client {
    /// A visitor of `address` (host and port).
    pub fn visitor(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            headers: Vec::new(),
        }
    }

    /// The same with one header more.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut more = self.clone();
        more.headers.push((name.to_owned(), value.to_owned()));
        more
    }

    /// Signs in; the session goes with every further request.
    #[track_caller]
    pub fn signed_in(&self, user: &str, password: &str) -> Self {
        let token = self
            .sign_in(user, password)
            .expect(200)
            .session()
            .expect("a session cookie");
        self.with("cookie", &format!("waymark={token}"))
    }

    pub fn sign_in(&self, user: &str, password: &str) -> Answer {
        let typed = serde_json::json!({"user": user, "password": password});
        self.post("/api/v1/session", &typed)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None)
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, Some(body.to_string().as_bytes()))
    }

    pub fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send("PATCH", path, Some(body.to_string().as_bytes()))
    }

    pub fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, None)
    }

    /// Sends a request that must be answered.
    #[track_caller]
    pub fn send(&self, method: &str, path: &str, body: Option<&[u8]>) -> Answer {
        self.try_send(method, path, body)
            .unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// Sends a request to a node that may die over it.
    pub fn try_send(
        &self,
        method: &str,
        path: &str,
        body: Option<&[u8]>,
    ) -> std::io::Result<Answer> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(120)))?;
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n",
            self.address
        );
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if let Some(body) = body {
            let typed = self.headers.iter().any(|(name, _)| name == "content-type");
            if !typed {
                head.push_str("content-type: application/json\r\n");
            }
            head.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.unwrap_or_default())?;
        let mut raw = Vec::new();
        stream.read_to_end(&mut raw)?;
        parse(&raw, method == "HEAD").ok_or_else(|| std::io::Error::other("the answer is cut off"))
    }
}

/// An answer to HEAD has the headers of a body and none (RFC 9110 § 9.3.2).
fn parse(raw: &[u8], head_only: bool) -> Option<Answer> {
    let end = raw.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&raw[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let body = &raw[end + 4..];
    let mut answer = Answer {
        status,
        headers,
        body: Vec::new(),
    };
    answer.body = if head_only {
        Vec::new()
    } else if answer.header("transfer-encoding") == Some("chunked") {
        whole_chunks(body)?
    } else if let Some(length) = answer.header("content-length") {
        let length: usize = length.parse().ok()?;
        body.get(..length)?.to_vec()
    } else {
        body.to_vec()
    };
    Some(answer)
}

fn whole_chunks(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let size = std::str::from_utf8(&rest[..end]).ok()?;
        let size = usize::from_str_radix(size.trim(), 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        whole.extend(rest.get(end + 2..end + 2 + size)?);
        rest = rest.get(end + 4 + size..)?;
    }
}
