//! The documents and headers of OpenRosa (its Form List, Form Manifest, HTTP Request and Response APIs 1.0).

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use quick_xml::escape::escape;

use crate::{CollectionError, device_words::Language};

/// Largest body of a submission that is taken, in bytes: announced to clients, which split what is larger.
pub const LARGEST: u64 = 60 * 1024 * 1024;

/// One form of a form list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub form_id: String,
    pub name: String,
    pub version: String,
    /// MD5 of the XForm's bytes, hex.
    pub md5: String,
    pub download: String,
    /// Only where the form has files beside it.
    pub manifest: Option<String>,
}

/// One file of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    pub name: String,
    pub md5: String,
    pub download: String,
    /// Only where it is an entity list.
    pub list: Option<MediaList>,
}

/// What a manifest says of an entity list (ODK Entities specification, "Manifest").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaList {
    /// Whether new entities wait for approval.
    pub approval: bool,
    /// Where a client asks what is still there.
    pub integrity: String,
}

/// A form list.
pub fn form_list(forms: &[Listed]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xforms xmlns=\"http://openrosa.org/xforms/xformsList\">\n",
    );
    for form in forms {
        xml.push_str("<xform>");
        let mut element = |name: &str, text: &str| {
            xml.push_str(&format!("<{name}>{}</{name}>", escape(text)));
        };
        element("formID", &form.form_id);
        element("name", &form.name);
        element("version", &form.version);
        element("hash", &format!("md5:{}", form.md5));
        element("downloadUrl", &form.download);
        if let Some(manifest) = &form.manifest {
            element("manifestUrl", manifest);
        }
        xml.push_str("</xform>\n");
    }
    xml.push_str("</xforms>\n");
    xml
}

/// A manifest.
pub fn manifest(files: &[Media]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest xmlns=\"http://openrosa.org/xforms/xformsManifest\">\n",
    );
    for file in files {
        let (kind, integrity) = match &file.list {
            None => ("", String::new()),
            Some(list) => (
                if list.approval {
                    " type=\"approvalEntityList\""
                } else {
                    " type=\"entityList\""
                },
                format!("<integrityUrl>{}</integrityUrl>", escape(&list.integrity)),
            ),
        };
        xml.push_str(&format!(
            "<mediaFile{kind}><filename>{}</filename><hash>md5:{}</hash><downloadUrl>{}</downloadUrl>{integrity}</mediaFile>\n",
            escape(&file.name),
            file.md5,
            escape(&file.download)
        ));
    }
    xml.push_str("</manifest>\n");
    xml
}

/// Refuses another version of OpenRosa than the one that is spoken here.
pub(crate) fn spoken(headers: &HeaderMap) -> Result<(), CollectionError> {
    match headers.get("x-openrosa-version") {
        Some(version) if version != "1.0" => Err(CollectionError::BadRequest(
            "only version 1.0 of OpenRosa is spoken here".to_owned(),
        )),
        _ => Ok(()),
    }
}

/// An answer with the headers that every OpenRosa answer carries. `date` is an HTTP date.
pub fn answer(status: StatusCode, xml: String, date: &str) -> Response {
    let mut response = (status, Body::from(xml)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/xml; charset=utf-8"),
    );
    headers.insert("x-openrosa-version", HeaderValue::from_static("1.0"));
    headers.insert(
        "x-openrosa-accept-content-length",
        HeaderValue::from(LARGEST),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(date) = HeaderValue::from_str(date) {
        headers.insert(header::DATE, date);
    }
    response
}

/// A message to whoever holds the device, in their language.
pub(crate) fn message(
    status: StatusCode,
    (nature, text): (&str, &str),
    language: Language,
    date: &str,
) -> Response {
    let nature = if nature.is_empty() {
        String::new()
    } else {
        format!(" nature=\"{nature}\"")
    };
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OpenRosaResponse xmlns=\"http://openrosa.org/http/response\">\
         <message{nature}>{}</message></OpenRosaResponse>\n",
        escape(text)
    );
    let mut response = answer(status, xml, date);
    response.headers_mut().insert(
        header::CONTENT_LANGUAGE,
        HeaderValue::from_static(language.tag()),
    );
    response
}

/// A refusal in the envelope that devices show to the enumerator.
pub(crate) fn refusal(error: &CollectionError, language: Language, date: &str) -> Response {
    if let CollectionError::Inside(cause) = error {
        tracing_fault(cause.as_ref());
    }
    let text = language.refusal(error);
    let mut response = message(error.status(), ("error", &text), language, date);
    if error.status() == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static("Basic realm=\"Waymark\", charset=\"UTF-8\""),
        );
    }
    response
}

/// Notes a fault of ours in the log.
pub(crate) fn tracing_fault(cause: &(dyn std::error::Error + Send + Sync + 'static)) {
    let _ = house::Problem::internal(cause);
}

/// An instant as an HTTP date (RFC 9110 § 5.6.7).
pub fn http_date(ms: i64) -> String {
    let instant = jiff::Timestamp::from_millisecond(ms).unwrap_or_default();
    instant
        .to_zoned_datetime(jiff::tz::TimeZone::UTC)
        .strftime("%a, %d %b %Y %H:%M:%S GMT")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_list_escapes_what_people_call_their_forms() {
        let listed = Listed {
            form_id: "a&b".to_owned(),
            name: "Sites <north>".to_owned(),
            version: "1".to_owned(),
            md5: "d41d8cd98f00b204e9800998ecf8427e".to_owned(),
            download: "http://h/v1/projects/1/forms/a%26b.xml".to_owned(),
            manifest: None,
        };
        let xml = form_list(&[listed]);
        assert!(
            xml.contains(
                "<formID>a&amp;b</formID><name>Sites &lt;north&gt;</name><version>1</version>"
            ),
            "{xml}"
        );
        assert!(
            xml.contains("<hash>md5:d41d8cd98f00b204e9800998ecf8427e</hash>")
                && !xml.contains("manifestUrl")
        );
    }

    #[test]
    fn an_http_date_is_in_english_and_gmt() {
        assert_eq!(http_date(784_111_777_000), "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
