//! Emergency tracking: displacement events as the public may see them. An event is an alert between rounds and no count of
//! all who were displaced: events overlap each other and the rounds, and are never added to either.

use registers::{ReadError, Register, Registers};
use vocab::Point;

use crate::flow_columns::{path_of, position};

/// Register of events.
pub const EVENTS: &str = "displacement_events";
/// State of events that everybody may see.
pub const PUBLISHED: &str = "published";
/// Public points are rounded to this part of a degree: about eleven kilometres, so that no camp is found by it.
const PUBLIC_PARTS: f64 = 10.0;

/// One published event.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Id of its record: its lasting address.
    pub id: String,
    /// Day, ISO.
    pub occurred_on: String,
    /// Code of the cause.
    pub cause: String,
    /// P-code of the area that people left.
    pub from_code: Option<String>,
    /// P-code of the area that they reached.
    pub to_code: Option<String>,
    /// People, where a figure is known.
    pub individuals: Option<i64>,
    /// Lowest and highest estimate.
    pub range: (Option<i64>, Option<i64>),
    /// Where, as measured.
    pub position: Option<Point>,
}

impl Event {
    /// Where it may be shown to everybody: rounded, so that the place itself cannot be found.
    #[must_use]
    pub fn public_position(&self) -> Option<Point> {
        let point = self.position?;
        let round = |degrees: f64| (degrees * PUBLIC_PARTS).round() / PUBLIC_PARTS;
        Point::new(round(point.lon), round(point.lat)).ok()
    }
}

/// Published events, the latest first.
///
/// # Errors
/// The store's failure.
pub async fn published(registers: &Registers) -> Result<Vec<Event>, ReadError> {
    let register = registers.register(EVENTS)?;
    let fields = Fields::of(register);
    let mut found = Vec::new();
    let mut scan = registers.scan(EVENTS, None)?;
    while let Some(record) = scan.next().await {
        let record = record?;
        if record.state != PUBLISHED {
            continue;
        }
        let text = |field: &Option<String>| {
            let text = record.data.get(field.as_deref()?)?.as_str()?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let whole = |field: &Option<String>| record.data.get(field.as_deref()?)?.as_i64();
        found.push(Event {
            id: record.id.as_str().to_owned(),
            occurred_on: text(&fields.day).unwrap_or_default(),
            cause: text(&fields.cause).unwrap_or_default(),
            from_code: text(&fields.from_code),
            to_code: text(&fields.to_code),
            individuals: whole(&fields.people),
            range: (whole(&fields.low), whole(&fields.high)),
            position: position(&record.data, fields.point.as_ref(), &fields.degrees),
        });
    }
    found.sort_by(|one, other| (&other.occurred_on, &other.id).cmp(&(&one.occurred_on, &one.id)));
    Ok(found)
}

/// Whether an event is published.
///
/// # Errors
/// The store's failure.
pub async fn any_published(registers: &Registers) -> Result<bool, ReadError> {
    let mut scan = registers.scan(EVENTS, None)?;
    while let Some(record) = scan.next().await {
        if record?.state == PUBLISHED {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The fields of an event by their meaning.
struct Fields {
    day: Option<String>,
    cause: Option<String>,
    from_code: Option<String>,
    to_code: Option<String>,
    people: Option<String>,
    low: Option<String>,
    high: Option<String>,
    point: Option<String>,
    degrees: [Option<String>; 2],
}

impl Fields {
    fn of(register: &Register) -> Self {
        let field = |meaning: &str| path_of(register, meaning);
        Self {
            day: field("#date+occurred"),
            cause: field("#cause+type"),
            from_code: field("#adm+code+origin"),
            to_code: field("#adm+code-origin"),
            people: field("#affected+ind-min-max-f-m"),
            low: field("#affected+ind+min"),
            high: field("#affected+ind+max"),
            point: field("#geo+point"),
            degrees: [field("#geo+lon"), field("#geo+lat")],
        }
    }
}
