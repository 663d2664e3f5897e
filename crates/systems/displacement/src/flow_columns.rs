//! The registers of flow monitoring by the meaning of their fields, so that a country's own forms feed the same figures.

use jiff::civil::Date;
use registers::Register;
use serde_json::{Map, Value as Json};
use vocab::Point;

use crate::flows::{Direction, Party, Watch};

/// A meaning without which there are no figures.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "no field of the register `{register}` means {meaning}; give the question that asks it this HXL tag"
)]
pub struct MissingMeaning {
    /// The register.
    pub register: String,
    /// The tag that is missing.
    pub meaning: &'static str,
}

/// Path of the first field with this meaning.
pub(crate) fn path_of(register: &Register, meaning: &str) -> Option<String> {
    Some(register.field_meaning(meaning)?.0)
}

fn needed(register: &Register, meaning: &'static str) -> Result<String, MissingMeaning> {
    path_of(register, meaning).ok_or_else(|| MissingMeaning {
        register: register.name.as_str().to_owned(),
        meaning,
    })
}

fn text(data: &Map<String, Json>, field: Option<&String>) -> Option<String> {
    let text = data.get(field?)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn number(data: &Map<String, Json>, field: Option<&String>) -> Option<f64> {
    data.get(field?)?.as_f64()
}

/// Fields of the registry of counts.
#[derive(Debug, Clone)]
pub(crate) struct CountColumns {
    point: String,
    day: String,
    from_hour: String,
    hours: String,
    /// The repeat of groups, and the fields in it.
    groups: String,
    size: String,
    direction: Option<String>,
    origins: [Option<String>; 2],
    previous: Option<String>,
    destinations: [Option<String>; 2],
}

impl CountColumns {
    pub(crate) fn of(register: &Register) -> Result<Self, MissingMeaning> {
        const SIZE: &str = "#affected+migrants+ind";
        let size = needed(register, SIZE)?;
        let (groups, size) = size.split_once('.').ok_or_else(|| MissingMeaning {
            register: register.name.as_str().to_owned(),
            meaning: SIZE,
        })?;
        let within = |meaning| {
            let path = path_of(register, meaning)?;
            let (repeat, field) = path.split_once('.')?;
            (repeat == groups).then(|| field.to_owned())
        };
        Ok(Self {
            point: needed(register, "#loc+code")?,
            day: needed(register, "#date+occurred")?,
            from_hour: needed(register, "#date+hour")?,
            hours: needed(register, "#indicator+hours+observed")?,
            direction: within("#direction+type"),
            origins: [within("#country+code+origin"), within("#adm1+name+origin")],
            previous: within("#loc+previous"),
            destinations: [
                within("#country+code+destination"),
                within("#adm1+name+destination"),
            ],
            groups: groups.to_owned(),
            size: size.to_owned(),
        })
    }

    /// The watch of a record; none without point, day and hours.
    pub(crate) fn watch(&self, data: &Map<String, Json>) -> Option<Watch> {
        let day: Date = data.get(&self.day)?.as_str()?.parse().ok()?;
        let parties = data.get(&self.groups).and_then(Json::as_array);
        let named = |row: &Map<String, Json>, fields: &[Option<String>; 2]| {
            fields.iter().find_map(|field| text(row, field.as_ref()))
        };
        Some(Watch {
            point: text(data, Some(&self.point))?,
            day,
            from_hour: u8::try_from(data.get(&self.from_hour)?.as_i64()?).ok()?,
            hours: number(data, Some(&self.hours))?,
            parties: parties
                .into_iter()
                .flatten()
                .filter_map(Json::as_object)
                .filter_map(|row| {
                    let direction = text(row, self.direction.as_ref());
                    Some(Party {
                        size: u32::try_from(row.get(&self.size)?.as_u64()?).ok()?,
                        direction: direction
                            .as_deref()
                            .map_or(Direction::Unknown, Direction::of),
                        origin: named(row, &self.origins),
                        previous: text(row, self.previous.as_ref()),
                        destination: named(row, &self.destinations),
                    })
                })
                .collect(),
        })
    }
}

/// A point of flow monitoring.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowPoint {
    /// Its code.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The route that it lies on.
    pub route: Option<String>,
    /// Its place along the route, the first first.
    pub order: i64,
    /// Hours a day in which people pass.
    pub hours_open: Option<f64>,
    /// Where it is.
    pub position: Option<Point>,
}

/// Fields of the register of points.
#[derive(Debug, Clone)]
pub(crate) struct PointColumns {
    id: String,
    name: String,
    route: Option<String>,
    order: Option<String>,
    hours_open: Option<String>,
    point: Option<String>,
    degrees: [Option<String>; 2],
}

impl PointColumns {
    pub(crate) fn of(register: &Register) -> Result<Self, MissingMeaning> {
        Ok(Self {
            id: needed(register, "#loc+code")?,
            name: needed(register, "#loc+name-alt")?,
            route: path_of(register, "#route+name"),
            order: path_of(register, "#route+order"),
            hours_open: path_of(register, "#indicator+hours+open"),
            point: path_of(register, "#geo+point"),
            degrees: [path_of(register, "#geo+lon"), path_of(register, "#geo+lat")],
        })
    }

    pub(crate) fn point(&self, data: &Map<String, Json>) -> Option<FlowPoint> {
        let id = text(data, Some(&self.id))?;
        Some(FlowPoint {
            name: text(data, Some(&self.name)).unwrap_or_else(|| id.clone()),
            route: text(data, self.route.as_ref()),
            order: number(data, self.order.as_ref()).map_or(i64::MAX, whole),
            hours_open: number(data, self.hours_open.as_ref()),
            position: position(data, self.point.as_ref(), &self.degrees),
            id,
        })
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the order of a point on its route is small"
)]
fn whole(number: f64) -> i64 {
    number as i64
}

/// A place as one field, or as two of degrees.
pub(crate) fn position(
    data: &Map<String, Json>,
    point: Option<&String>,
    degrees: &[Option<String>; 2],
) -> Option<Point> {
    let kept = point.and_then(|field| data.get(field));
    let (lon, lat) = match kept {
        Some(kept) => (kept.get("lon")?.as_f64()?, kept.get("lat")?.as_f64()?),
        None => (
            number(data, degrees[0].as_ref())?,
            number(data, degrees[1].as_ref())?,
        ),
    };
    Point::new(lon, lat).ok()
}
