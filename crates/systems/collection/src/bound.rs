//! Forms that feed a register: a submission becomes a change of the register, by the names of its questions or, where
//! names differ, by their HXL meaning. So a country can replace a shipped form and its figures go on.

use std::collections::BTreeSet;

use forms::{Field, Form, Kind};
use serde::Serialize;
use serde_json::{Map, Value as Json};
use vocab::HxlTag;
use xform::{DataType, XForm};

use crate::tables::reached;

/// Where an answer goes.
#[derive(Debug, Clone, PartialEq)]
enum Way {
    /// One question, one field.
    Value {
        from: Vec<String>,
        to: String,
        kind: Kind,
    },
    /// A place, to two fields of degrees.
    Degrees {
        from: Vec<String>,
        latitude: String,
        longitude: String,
    },
    /// A repeat, to rows of a field.
    Rows {
        from: Vec<String>,
        to: String,
        ways: Vec<Way>,
    },
}

/// How the answers of a form fill a register.
#[derive(Debug, Clone, PartialEq)]
pub struct Binding {
    ways: Vec<Way>,
    /// What people are told of it.
    pub told: Told,
}

/// What a binding does, for people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Path of a question and the field it fills.
    pub filled: Vec<(String, String)>,
    /// Questions that fill nothing: their answers stay with the submission.
    pub unused: Vec<String>,
    /// Fields that must have a value and get none.
    pub missing: Vec<String>,
}

impl Binding {
    /// Matches the questions of a form with the fields of a register.
    pub fn of(form: &XForm, register: &Form) -> Self {
        let mut told = Told::default();
        let ways = if form.fields.is_empty() {
            Vec::new()
        } else {
            matched(form, 0, &register.fields, &mut told)
        };
        let filled: BTreeSet<&str> = told
            .filled
            .iter()
            .map(|(_, field)| field.as_str())
            .collect();
        let must = register.fields.iter().filter(|field| {
            !matches!(field.required, forms::Required::No)
                && !matches!(field.kind, Kind::Calculate | Kind::Note)
        });
        let missing = must.map(|field| field.name.clone());
        let missing: Vec<String> = missing
            .filter(|name| !filled.contains(name.as_str()))
            .collect();
        told.missing = missing;
        Self { ways, told }
    }

    /// The content of a record from the answers of a submission.
    pub fn data(&self, answers: &Json) -> Map<String, Json> {
        filled(&self.ways, answers)
    }
}

/// The questions at and below a node of the form, groups opened, each with the names that lead to it.
fn questions(form: &XForm, at: usize, path: &[String], found: &mut Vec<(usize, Vec<String>)>) {
    for child in &form.fields[at].children {
        let field = &form.fields[*child];
        let mut path = path.to_vec();
        path.push(field.name.clone());
        if field.repeat || field.children.is_empty() {
            found.push((*child, path));
        } else if field.name != "meta" {
            questions(form, *child, &path, found);
        }
    }
}

/// As deep as repeats lie in each other.
fn matched(form: &XForm, at: usize, fields: &[Field], told: &mut Told) -> Vec<Way> {
    let mut asked = Vec::new();
    questions(form, at, &[], &mut asked);
    let mut ways = Vec::new();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let named = |name: &str| fields.iter().find(|field| field.name == name);
    // Names first: a meaning must not take a field away from the question that has its name.
    for (question, _) in &asked {
        taken.extend(named(&form.fields[*question].name).map(|field| field.name.as_str()));
    }
    for (question, path) in asked {
        let known = &form.fields[question];
        let meant = || {
            // As a tag, not as text: `#affected+ind+f` means the same as `#affected+f+ind`.
            let tag = HxlTag::parse(known.hxl.as_deref()?).ok()?;
            let mut same = fields
                .iter()
                .filter(|field| field.hxl.as_ref() == Some(&tag));
            let field = same.next()?;
            // A meaning that two fields have names neither.
            (same.next().is_none() && !taken.contains(field.name.as_str())).then_some(field)
        };
        let Some(field) = named(&known.name).or_else(meant) else {
            match degrees(known, &path, fields, &taken) {
                Some((way, latitude, longitude)) => {
                    told.filled
                        .push((known.path.clone(), latitude.name.clone()));
                    told.filled
                        .push((known.path.clone(), longitude.name.clone()));
                    taken.extend([latitude.name.as_str(), longitude.name.as_str()]);
                    ways.push(way);
                }
                None => told.unused.push(known.path.clone()),
            }
            continue;
        };
        taken.insert(&field.name);
        match (&field.kind, known.repeat) {
            (Kind::Repeat(rows), true) => {
                told.filled.push((known.path.clone(), field.name.clone()));
                let ways_within = matched(form, question, rows, told);
                ways.push(Way::Rows {
                    from: path,
                    to: field.name.clone(),
                    ways: ways_within,
                });
            }
            (Kind::Repeat(_), false) | (_, true) | (Kind::Note | Kind::Calculate, _) => {
                told.unused.push(known.path.clone());
            }
            (kind, false) => {
                told.filled.push((known.path.clone(), field.name.clone()));
                ways.push(Way::Value {
                    from: path,
                    to: field.name.clone(),
                    kind: kind.clone(),
                });
            }
        }
    }
    ways
}

/// A question for a place fills the two fields of a register that keeps degrees apart (HXL: `#geo+lat`, `#geo+lon`).
fn degrees<'a>(
    known: &xform::Field,
    path: &[String],
    fields: &'a [Field],
    taken: &BTreeSet<&str>,
) -> Option<(Way, &'a Field, &'a Field)> {
    if known.bind.data_type != DataType::Geopoint {
        return None;
    }
    let of = |attribute: &str| {
        fields.iter().find(|field| {
            let tag = field.hxl.as_ref();
            tag.is_some_and(|tag| tag.tag().trim_start_matches('#') == "geo" && tag.has(attribute))
                && !taken.contains(field.name.as_str())
        })
    };
    let (latitude, longitude) = (of("lat")?, of("lon")?);
    let way = Way::Degrees {
        from: path.to_vec(),
        latitude: latitude.name.clone(),
        longitude: longitude.name.clone(),
    };
    Some((way, latitude, longitude))
}

fn filled(ways: &[Way], answers: &Json) -> Map<String, Json> {
    let mut data = Map::new();
    for way in ways {
        match way {
            Way::Value { from, to, kind } => {
                if let Some(value) = reached(answers, from) {
                    data.insert(to.clone(), as_kept(kind, value));
                }
            }
            Way::Degrees {
                from,
                latitude,
                longitude,
            } => {
                let place = reached(answers, from).and_then(|place| place.get("coordinates"));
                for (name, at) in [(longitude, 0), (latitude, 1)] {
                    if let Some(degrees) = place.and_then(|place| place.get(at)) {
                        data.insert(name.clone(), degrees.clone());
                    }
                }
            }
            Way::Rows { from, to, ways } => {
                if let Some(rows) = reached(answers, from).and_then(Json::as_array) {
                    let rows = rows.iter().map(|row| Json::Object(filled(ways, row)));
                    data.insert(to.clone(), rows.collect());
                }
            }
        }
    }
    data
}

/// An answer in the shape that registers keep it in.
fn as_kept(kind: &Kind, value: &Json) -> Json {
    match (kind, value) {
        (Kind::GeoPoint, Json::Object(place)) => {
            let coordinates = place.get("coordinates");
            let at = |index: usize| coordinates.and_then(|place| place.get(index)).cloned();
            let accuracy = value
                .pointer("/properties/accuracy")
                .cloned()
                .filter(|known| !known.is_null());
            let parts = [
                ("lat", at(1)),
                ("lon", at(0)),
                ("alt", at(2)),
                ("accuracy", accuracy),
            ];
            let known = parts
                .into_iter()
                .filter_map(|(name, part)| Some((name.to_owned(), part?)));
            Json::Object(known.collect())
        }
        // What Collect writes for a point that was acknowledged.
        (Kind::Boolean, Json::String(said)) if said == "OK" => Json::Bool(true),
        // Text that a form asked for as a number.
        (Kind::Text | Kind::Hidden, Json::Number(number)) => number.to_string().into(),
        (_, other) => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn register() -> Form {
        Form::from_csv_sheets(
            "type,name,label,required,hxl\ntext,site_id,Id,yes,#loc+code\ntext,name,Name,yes,#loc+name\n\
             integer,families,Families,,#affected+total+hh\ndecimal,latitude,Lat,,#geo+lat\ndecimal,longitude,Lon,,#geo+lon\n\
             select_one status,status,Status,,#status\nbegin_repeat,needs,Needs,,\ntext,need,Need,,#need+name\nend_repeat,,,,\n\
             date,seen_on,Seen,yes,#date+seen\n",
            "list_name,name,label\nstatus,open,Open\nstatus,closed,Closed\n",
            "",
        )
        .expect("a register's form")
    }

    fn form(text: &str) -> XForm {
        let options = xlsform::Options {
            file_stem: Some("f".to_owned()),
            lenient: true,
        };
        let made = xlsform::convert(text.as_bytes(), &options).expect("a form");
        XForm::read(made.xform.as_bytes()).expect("an XForm")
    }

    #[test]
    fn answers_find_their_fields_by_name_in_any_group_and_else_by_meaning() {
        let form = form(
            "| survey |\n| | type | name | label | instance::hxl |\n| | text | site_id | Id | |\n\
             | | begin_group | about | About | |\n| | text | nom | Nom | #loc+name |\n| | integer | hh | Ménages | #affected+hh+total |\n\
             | | end_group | | | |\n| | geopoint | where | Where | #geo |\n| | text | colour | Colour | |\n\
             | | begin_repeat | needs | Needs | |\n| | text | besoin | Besoin | #need+name |\n| | end_repeat | | | |\n",
        );
        let binding = Binding::of(&form, &register());
        assert_eq!(binding.told.unused, ["/data/colour"]);
        assert_eq!(binding.told.missing, ["seen_on"]);
        let answers = json!({"site_id": "S1", "about": {"nom": "Al Karama", "hh": 12}, "colour": "red",
            "where": {"type": "Point", "coordinates": [36.25, 33.5]}, "needs": [{"besoin": "water"}, {"besoin": null}]});
        assert_eq!(
            Json::Object(binding.data(&answers)),
            json!({"site_id": "S1", "name": "Al Karama", "families": 12, "latitude": 33.5, "longitude": 36.25,
                "needs": [{"need": "water"}, {"need": null}]})
        );
    }

    #[test]
    fn a_meaning_that_two_questions_have_fills_its_field_once_and_a_name_comes_first() {
        let form = form(
            "| survey |\n| | type | name | label | instance::hxl |\n| | text | other | Other | #loc+name |\n\
             | | text | name | Name | |\n",
        );
        let binding = Binding::of(&form, &register());
        assert_eq!(
            binding.told.filled,
            [("/data/name".to_owned(), "name".to_owned())]
        );
        assert_eq!(binding.told.unused, ["/data/other"]);
    }

    #[test]
    fn what_was_not_asked_is_not_touched_and_what_was_left_blank_is() {
        let form = form(
            "| survey |\n| | type | name | label |\n| | text | name | Name |\n| | integer | families | Families |\n",
        );
        let binding = Binding::of(&form, &register());
        assert_eq!(
            Json::Object(binding.data(&json!({"name": null}))),
            json!({"name": null})
        );
    }
}
