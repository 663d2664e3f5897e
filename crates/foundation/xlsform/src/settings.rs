//! The settings sheet: one row about the form as a whole.

use crate::{
    Fault,
    header::{SETTINGS, table},
    question::yes_no,
    sheets::Sheet,
    token::is_xml_name,
    value::Map,
};

/// What the form says about itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    pub title: String,
    pub id: String,
    /// Element of the primary instance.
    pub name: String,
    pub version: String,
    pub default_language: String,
    pub clean_text: bool,
    pub allow_duplicates: bool,
    pub omit_instance_id: bool,
    pub instance_name: Option<String>,
    /// Preload of `meta/instanceID`.
    pub instance_id: String,
    pub style: Option<String>,
    pub public_key: Option<String>,
    pub submission_url: Option<String>,
    pub auto_send: Option<String>,
    pub auto_delete: Option<String>,
    pub client_editable: bool,
    pub instance_xmlns: Option<String>,
    /// Prefix and address of further XML namespaces.
    pub namespaces: Vec<(String, String)>,
    /// `attribute::x` and `instance::x`: attributes of the primary instance.
    pub attributes: Vec<(String, String)>,
    pub instance: Map,
    pub prefix: Option<String>,
    pub delimiter: Option<String>,
    /// Groups give no elements of their own (ODK Tables).
    pub flat: bool,
}

impl Settings {
    /// Reads the first row; `stem` is the name of the file without its ending.
    pub fn read(
        sheet: &Sheet,
        stem: Option<&str>,
        faults: &mut Vec<Fault>,
        warnings: &mut Vec<Fault>,
    ) -> Self {
        let mut sheet = sheet.clone();
        drop_second_id(&mut sheet, warnings);
        let table = table(&sheet, &SETTINGS, "default", false, faults);
        let mut rows = table.rows.into_iter();
        let row = rows.next();
        let number = row.as_ref().map_or(2, |row| row.number);
        let cells = row.map(|row| row.cells).unwrap_or_default();
        let text = |key: &str| cells.text(key).map(str::to_owned);
        let yes = |key: &str| cells.text(key).and_then(yes_no);
        let id = text("id_string")
            .or_else(|| stem.map(str::to_owned))
            .unwrap_or_else(|| "data".to_owned());
        let mut settings = Self {
            title: text("title").unwrap_or_else(|| id.clone()),
            name: "data".to_owned(),
            version: text("version").unwrap_or_default(),
            default_language: text("default_language").unwrap_or_else(|| "default".to_owned()),
            clean_text: yes("clean_text_values").unwrap_or(true),
            allow_duplicates: yes("allow_choice_duplicates").unwrap_or(false),
            omit_instance_id: cells
                .text("omit_instanceID")
                .or_else(|| cells.text("omit_instanceid"))
                .and_then(yes_no)
                .unwrap_or(false),
            instance_name: text("instance_name"),
            instance_id: text("instance_id").unwrap_or_else(|| "uid".to_owned()),
            style: text("style"),
            public_key: text("public_key"),
            submission_url: text("submission_url"),
            auto_send: text("auto_send"),
            auto_delete: text("auto_delete"),
            client_editable: yes("client_editable").unwrap_or(false),
            instance_xmlns: text("instance_xmlns"),
            namespaces: text("namespaces")
                .map(|all| namespaces(&all))
                .unwrap_or_default(),
            attributes: Vec::new(),
            instance: cells.map("instance").cloned().unwrap_or_default(),
            prefix: text("prefix"),
            delimiter: text("delimiter"),
            flat: cells.has("flat"),
            id,
        };
        if let Some(attributes) = cells.map("attribute") {
            for (name, value) in attributes.iter() {
                if let Some(value) = value.text() {
                    settings
                        .attributes
                        .push((name.to_owned(), value.to_owned()));
                }
            }
        }
        if let Some(name) = cells.text("name") {
            if is_xml_name(name) {
                name.clone_into(&mut settings.name);
            } else {
                faults.push(invalid_name("settings", 1, "name"));
            }
        }
        if settings.omit_instance_id && settings.public_key.is_some() {
            faults.push(
                Fault::row(
                    "settings",
                    number,
                    "omit_instanceID",
                    "Cannot omit instanceID, it is required for encryption",
                )
                .mend("Remove omit_instanceID or public_key."),
            );
        }
        settings
    }
}

/// Both spellings of the form's id: the newer one counts.
fn drop_second_id(sheet: &mut Sheet, warnings: &mut Vec<Fault>) {
    let place = |name: &str| sheet.header.iter().position(|header| header == name);
    if let (Some(_), Some(old)) = (place("form_id"), place("id_string")) {
        sheet.header[old].clear();
        warnings.push(Fault::form(
            "The form_id and id_string column headers are both specified in the settings sheet; id_string is ignored",
        ));
    }
}

/// `a="http://…" b="http://…"`.
fn namespaces(text: &str) -> Vec<(String, String)> {
    text.split_whitespace()
        .filter_map(|pair| {
            let mut parts = pair.split('=');
            let (prefix, address) = (parts.next()?, parts.next()?);
            let whole = parts.next().is_none() && !prefix.is_empty();
            whole.then(|| (prefix.to_owned(), address.replace(['"', '\''], "")))
        })
        .filter(|(prefix, address)| {
            // XML keeps two prefixes and their addresses to itself.
            crate::token::is_plain_name(prefix)
                && !matches!(prefix.as_str(), "xml" | "xmlns")
                && !address.is_empty()
                && !address.starts_with("http://www.w3.org/2000/xmlns")
                && !address.starts_with("http://www.w3.org/XML/1998/namespace")
        })
        .collect()
}

/// The rule for every name that becomes an XML element.
pub(crate) fn invalid_name(sheet: &str, row: u32, column: &str) -> Fault {
    Fault::row(
        sheet,
        row,
        column,
        "Names must begin with a letter or underscore. After the first character, names may contain letters, digits, underscores, hyphens, or periods",
    )
}
