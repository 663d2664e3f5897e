//! Submissions as OData 4.0 (OASIS, "OData JSON Format" and "OData CSDL XML"), in the shape that ODK Central gives them:
//! a table for the form, one for each repeat, groups as complex types.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};
use sha2::{Digest as _, Sha256};
use xform::{ControlKind, DataType, XForm};

use crate::{
    device_http::in_path,
    shelf::hex,
    tables::{About, written},
};

/// How places are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    /// Repeats lie within their rows (`$expand=*`).
    pub expand: bool,
    /// Places as well-known text instead of GeoJSON.
    pub wkt: bool,
}

/// A name that OData takes (CSDL, "SimpleIdentifier"): letters, digits and underscores, no digit first.
pub fn identifier(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect();
    if plain.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        plain
    } else {
        format!("_{plain}")
    }
}

/// A node of the form with its names, for the tables and the schema.
struct Node<'a> {
    form: &'a XForm,
    at: usize,
}

impl<'a> Node<'a> {
    fn children(&self) -> impl Iterator<Item = Node<'a>> + use<'a> {
        let form = self.form;
        form.fields[self.at]
            .children
            .iter()
            .map(move |at| Node { form, at: *at })
    }

    fn name(&self) -> &'a str {
        &self.form.fields[self.at].name
    }

    fn is_repeat(&self) -> bool {
        self.form.fields[self.at].repeat
    }

    fn is_group(&self) -> bool {
        !self.form.fields[self.at].children.is_empty()
    }

    fn top(form: &'a XForm) -> Option<Self> {
        (!form.fields.is_empty()).then_some(Self { form, at: 0 })
    }
}

/// Names of the tables of a form: `Submissions`, `Submissions.household`, …
pub fn table_names(form: &XForm) -> Vec<String> {
    let mut names = vec!["Submissions".to_owned()];
    if let Some(top) = Node::top(form) {
        repeats(&top, "Submissions", &mut names);
    }
    names
}

fn repeats(node: &Node<'_>, under: &str, names: &mut Vec<String>) {
    for child in node.children().filter(Node::is_group) {
        let name = format!("{under}.{}", identifier(child.name()));
        if child.is_repeat() {
            names.push(name.clone());
        }
        repeats(&child, &name, names);
    }
}

/// The rows of a submission in a table of the form.
pub fn rows(
    form: &XForm,
    table: &str,
    about: &About,
    answers: &Json,
    updated: &str,
    told: Told,
) -> Vec<Json> {
    let Some(top) = Node::top(form) else {
        return Vec::new();
    };
    let mut walk = Walk {
        table,
        told,
        found: Vec::new(),
    };
    let place = Place {
        table: "Submissions".to_owned(),
        link: format!("Submissions('{}')", in_path(&about.key)),
        id: about.key.clone(),
        trail: format!("Submissions#{}", about.key),
        row: "Submissions".to_owned(),
    };
    let encrypted = about.status.is_some();
    let mut row = if encrypted {
        Map::new()
    } else {
        walk.row(&top, answers, &place)
    };
    if table != "Submissions" {
        return walk.found;
    }
    row.insert("__id".to_owned(), about.key.as_str().into());
    let blank = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    row.insert(
        "__system".to_owned(),
        json!({
            "submissionDate": about.received, "updatedAt": updated, "deletedAt": null,
            "submitterId": blank(&about.submitter.0), "submitterName": blank(&about.submitter.1),
            "attachmentsPresent": about.files.0, "attachmentsExpected": about.files.1,
            "status": encrypted.then_some("notDecrypted"), "reviewState": about.review,
            "deviceId": blank(&about.device), "edits": about.edits, "formVersion": about.version,
        }),
    );
    vec![Json::Object(row)]
}

/// Where in a submission the walk stands.
#[derive(Clone)]
struct Place {
    /// Table or group, `Submissions.count`.
    table: String,
    /// Address of the row or group.
    link: String,
    /// Id of the row.
    id: String,
    /// What the ids of rows below are made of.
    trail: String,
    /// Table of the row.
    row: String,
}

struct Walk<'a> {
    table: &'a str,
    told: Told,
    found: Vec<Json>,
}

impl Walk<'_> {
    /// The row or group at a node; rows of the table asked for are gathered on the way. As deep as the form is.
    fn row(&mut self, node: &Node<'_>, answers: &Json, place: &Place) -> Map<String, Json> {
        let mut row = Map::new();
        // Rows below the table asked for are shown only when they are to be expanded.
        let inside = place.table.len() >= self.table.len() && place.table.starts_with(self.table);
        for child in node.children() {
            let name = identifier(child.name());
            let value = answers.get(child.name()).unwrap_or(&Json::Null);
            if child.is_repeat() {
                row.insert(
                    format!("{name}@odata.navigationLink"),
                    format!("{}/{name}", place.link).into(),
                );
                let below = self.repeat(&child, &name, value, place);
                if inside && self.told.expand {
                    row.insert(name, below.into());
                }
            } else if child.is_group() {
                let within = Place {
                    table: format!("{}.{name}", place.table),
                    link: format!("{}/{name}", place.link),
                    trail: format!("{}/{}", place.trail, child.name()),
                    ..place.clone()
                };
                row.insert(name, Json::Object(self.row(&child, value, &within)));
            } else {
                row.insert(name, self.leaf(&child, value));
            }
        }
        row
    }

    fn repeat(&mut self, node: &Node<'_>, name: &str, value: &Json, place: &Place) -> Vec<Json> {
        let table = format!("{}.{name}", place.table);
        let mut rows = Vec::new();
        let key = format!("__{}-id", place.row.replace('.', "-"));
        for (number, item) in value.as_array().into_iter().flatten().enumerate() {
            let trail = format!("{}/{}#{}", place.trail, node.name(), number + 1);
            let id = hashed(&trail);
            let at = Place {
                table: table.clone(),
                link: format!("{}/{name}('{id}')", place.link),
                id: id.clone(),
                trail,
                row: table.clone(),
            };
            let mut row = self.row(node, item, &at);
            row.insert("__id".to_owned(), id.into());
            if table == self.table {
                row.insert(key.clone(), place.id.as_str().into());
                self.found.push(Json::Object(row.clone()));
            }
            rows.push(Json::Object(row));
        }
        rows
    }

    fn leaf(&self, node: &Node<'_>, value: &Json) -> Json {
        match value {
            Json::Array(_) => written(value).into(),
            Json::Object(_) if self.told.wkt => well_known(value).into(),
            other => {
                // A number that is none leaves the column's type alone.
                let kind = node.form.fields[node.at].bind.data_type;
                let typed = matches!(kind, DataType::Int | DataType::Decimal | DataType::Boolean);
                let place = matches!(
                    kind,
                    DataType::Geopoint | DataType::Geotrace | DataType::Geoshape
                );
                if other.is_string() && (typed || place) {
                    Json::Null
                } else {
                    other.clone()
                }
            }
        }
    }
}

/// An id that stays the same for the same row.
fn hashed(trail: &str) -> String {
    hex(&Sha256::digest(trail.as_bytes())[..20])
}

/// A GeoJSON shape as well-known text (OGC 06-103r4).
fn well_known(shape: &Json) -> String {
    let point = |place: &Json| {
        let numbers = place.as_array().into_iter().flatten();
        numbers
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let points = |line: Option<&Json>| {
        let line = line.and_then(Json::as_array).into_iter().flatten();
        line.map(point).collect::<Vec<_>>().join(",")
    };
    let coordinates = shape.get("coordinates");
    match shape.get("type").and_then(Json::as_str) {
        Some("Point") => format!("POINT ({})", coordinates.map(point).unwrap_or_default()),
        Some("LineString") => format!("LINESTRING ({})", points(coordinates)),
        _ => format!(
            "POLYGON (({}))",
            points(coordinates.and_then(|rings| rings.get(0)))
        ),
    }
}

/// The schema of a form's tables (CSDL XML).
pub fn metadata(form: &XForm) -> String {
    let namespace = format!("org.opendatakit.user.{}", identifier(&form.id));
    let mut types = String::new();
    let mut sets = String::new();
    if let Some(top) = Node::top(form) {
        let mut schema = Schema {
            namespace: &namespace,
            types: &mut types,
            sets: &mut sets,
        };
        schema.entity(&top, "Submissions", None);
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<edmx:Edmx xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\" Version=\"4.0\">\n\
        <edmx:DataServices>\n<Schema xmlns=\"http://docs.oasis-open.org/odata/ns/edm\" Namespace=\"org.opendatakit.submission\">\n\
        <ComplexType Name=\"metadata\">\
        <Property Name=\"submissionDate\" Type=\"Edm.DateTimeOffset\"/><Property Name=\"updatedAt\" Type=\"Edm.DateTimeOffset\"/>\
        <Property Name=\"deletedAt\" Type=\"Edm.DateTimeOffset\"/><Property Name=\"submitterId\" Type=\"Edm.String\"/>\
        <Property Name=\"submitterName\" Type=\"Edm.String\"/><Property Name=\"attachmentsPresent\" Type=\"Edm.Int64\"/>\
        <Property Name=\"attachmentsExpected\" Type=\"Edm.Int64\"/><Property Name=\"status\" Type=\"Edm.String\"/>\
        <Property Name=\"reviewState\" Type=\"Edm.String\"/><Property Name=\"deviceId\" Type=\"Edm.String\"/>\
        <Property Name=\"edits\" Type=\"Edm.Int64\"/><Property Name=\"formVersion\" Type=\"Edm.String\"/></ComplexType>\n</Schema>\n\
        <Schema xmlns=\"http://docs.oasis-open.org/odata/ns/edm\" Namespace=\"{namespace}\">\n{types}\
        <EntityContainer Name=\"{}\">\n{sets}</EntityContainer>\n</Schema>\n</edmx:DataServices>\n</edmx:Edmx>\n",
        identifier(&form.id)
    )
}

struct Schema<'a> {
    namespace: &'a str,
    types: &'a mut String,
    sets: &'a mut String,
}

impl Schema<'_> {
    /// A table and those in it; `above` is the one it lies in.
    fn entity(&mut self, node: &Node<'_>, table: &str, above: Option<&str>) {
        let mut inside = String::new();
        let mut links = String::new();
        self.properties(node, table, table, &mut inside, &mut links);
        match above {
            None => inside.push_str(
                "<Property Name=\"__system\" Type=\"org.opendatakit.submission.metadata\"/>\n",
            ),
            Some(above) => {
                let key = above.replace('.', "-");
                let _ = writeln!(
                    inside,
                    "<Property Name=\"__{key}-id\" Type=\"Edm.String\"/>"
                );
            }
        }
        let _ = write!(
            self.types,
            "<EntityType Name=\"{table}\">\n<Key><PropertyRef Name=\"__id\"/></Key>\n\
             <Property Name=\"__id\" Type=\"Edm.String\" Nullable=\"false\"/>\n{inside}{links}</EntityType>\n"
        );
        let bindings = links.lines().filter_map(|line| {
            let name = line.split('"').nth(1)?;
            let target = line.split('(').nth(1)?.split(')').next()?;
            let set = target.strip_prefix(self.namespace)?.trim_start_matches('.');
            Some(format!(
                "<NavigationPropertyBinding Path=\"{name}\" Target=\"{set}\"/>\n"
            ))
        });
        let bindings: String = bindings.collect();
        let _ = write!(
            self.sets,
            "<EntitySet Name=\"{table}\" EntityType=\"{}.{table}\">\n{bindings}</EntitySet>\n",
            self.namespace
        );
    }

    fn properties(
        &mut self,
        node: &Node<'_>,
        at: &str,
        table: &str,
        inside: &mut String,
        links: &mut String,
    ) {
        for child in node.children() {
            let name = identifier(child.name());
            let of = format!("{at}.{name}");
            if child.is_repeat() {
                let _ = writeln!(
                    links,
                    "<NavigationProperty Name=\"{name}\" Type=\"Collection({}.{of})\"/>",
                    self.namespace
                );
                self.entity(&child, &of, Some(table));
            } else if child.is_group() {
                let mut within = String::new();
                let mut links_within = String::new();
                self.properties(&child, &of, table, &mut within, &mut links_within);
                let _ = write!(
                    self.types,
                    "<ComplexType Name=\"{of}\">\n{within}{links_within}</ComplexType>\n"
                );
                let _ = writeln!(
                    inside,
                    "<Property Name=\"{name}\" Type=\"{}.{of}\"/>",
                    self.namespace
                );
            } else {
                let field = &child.form.fields[child.at];
                let several = field.control.as_ref().is_some_and(|control| {
                    matches!(control.kind, ControlKind::Select | ControlKind::Rank)
                });
                let kind = match field.bind.data_type {
                    _ if several => "Edm.String",
                    DataType::Int => "Edm.Int64",
                    DataType::Decimal => "Edm.Decimal",
                    DataType::Boolean => "Edm.Boolean",
                    DataType::Date => "Edm.Date",
                    DataType::DateTime => "Edm.DateTimeOffset",
                    DataType::Geopoint => "Edm.GeographyPoint",
                    DataType::Geotrace => "Edm.GeographyLineString",
                    DataType::Geoshape => "Edm.GeographyPolygon",
                    DataType::String | DataType::Time | DataType::Binary => "Edm.String",
                };
                let _ = writeln!(inside, "<Property Name=\"{name}\" Type=\"{kind}\"/>");
            }
        }
    }
}
