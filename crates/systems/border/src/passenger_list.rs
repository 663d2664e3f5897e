//! PAXLST: who is on a flight or a vessel, as carriers send it (UN/EDIFACT; guides of WCO, IATA and ICAO).
//!
//! Reading never stops at a wrong count or an unknown code: those are findings. Only a text that cannot be cut into
//! segments is refused, with what was read before.

use jiff::civil::Date;
use travel_document::dates;
use vocab::PartialDate;

use crate::edifact::{EdifactError, Segment, Segments};

/// Most people of one message: the largest ships carry fewer.
pub const MOST_PEOPLE: usize = 12_000;
/// Most findings that are kept.
const MOST_FINDINGS: usize = 200;

/// Somebody on the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// Segment with which they begin.
    pub segment: usize,
    /// `passenger`, `crew` or `transit`.
    pub role: &'static str,
    /// Surname.
    pub surname: String,
    /// Given names.
    pub given_names: String,
    /// Date of birth.
    pub birth: Option<PartialDate>,
    /// `F`, `M` or `X`.
    pub sex: Option<char>,
    /// Citizenship, three letters.
    pub citizenship: String,
    /// Country of residence.
    pub residence: String,
    /// Where the journey began.
    pub journey_start: String,
    /// Where it ends.
    pub journey_end: String,
    /// Seat.
    pub seat: String,
    /// Record locator of the carrier.
    pub locator: String,
    /// Code of the document.
    pub document_code: String,
    /// Number of the document.
    pub document_number: String,
    /// Its issuer.
    pub document_issuer: String,
    /// Its expiry.
    pub document_expiry: Option<Date>,
}

/// What was noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Segment, from 1.
    pub segment: usize,
    /// Stable code.
    pub code: &'static str,
    /// In words; never a name.
    pub reason: String,
}

/// A passenger list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PassengerList {
    /// Flight or voyage.
    pub conveyance: String,
    /// Last place before the border.
    pub from: String,
    /// First place behind it.
    pub to: String,
    /// Local time of departure, `YYYY-MM-DDThh:mm`.
    pub departs: String,
    /// Local time of arrival.
    pub arrives: String,
    /// Whether it is a crew list.
    pub crew_list: bool,
    /// Everybody.
    pub people: Vec<Person>,
    /// What was noticed, in the order of the segments.
    pub findings: Vec<Finding>,
    /// Why reading stopped before the end.
    pub stopped: Option<EdifactError>,
}

impl PassengerList {
    /// Reads an interchange on a day: two-digit years are read as of then.
    pub fn read(text: &str, on: Date) -> Self {
        let mut reading = Reading {
            on,
            list: Self::default(),
            place: None,
            in_message: false,
            begun: 0,
            documents: 0,
        };
        match Segments::of(text) {
            Err(error) => reading.list.stopped = Some(error),
            Ok(segments) => {
                for segment in segments {
                    match segment {
                        Err(error) => reading.list.stopped = Some(error),
                        Ok(segment) => reading.take(&segment),
                    }
                }
                reading.end();
            }
        }
        reading.list
    }

    /// Day of arrival.
    pub fn arrives_on(&self) -> Option<Date> {
        self.arrives.get(..10)?.parse().ok()
    }
}

struct Reading {
    on: Date,
    list: PassengerList,
    /// Whether the last LOC of the flight was the departure (true) or the arrival.
    place: Option<bool>,
    in_message: bool,
    /// Number of the segment `UNH`.
    begun: usize,
    /// Documents of the current person.
    documents: usize,
}

impl Reading {
    fn find(&mut self, segment: usize, code: &'static str, reason: impl Into<String>) {
        if self.list.findings.len() < MOST_FINDINGS {
            self.list.findings.push(Finding {
                segment,
                code,
                reason: reason.into(),
            });
        }
    }

    fn take(&mut self, segment: &Segment<'_>) {
        let at = segment.number;
        match segment.tag() {
            "UNH" => {
                if segment.get(2, 0) != "PAXLST" {
                    self.find(at, "other_message", "the message is no PAXLST");
                }
                self.in_message = true;
                self.begun = at;
            }
            "BGM" => match segment.get(1, 0) {
                "745" => {}
                "250" => self.list.crew_list = true,
                _ => self.find(
                    at,
                    "message_kind",
                    "the list is neither of passengers (745) nor of crew (250)",
                ),
            },
            "TDT" if self.list.conveyance.is_empty() => {
                segment.get(2, 0).clone_into(&mut self.list.conveyance);
            }
            "NAD" => self.person(segment),
            "LOC" => self.location(segment),
            "DTM" => self.time(segment),
            "ATT" => self.attribute(segment),
            "NAT" => {
                let code = segment.get(2, 0).to_owned();
                self.last(at, |person| person.citizenship = code);
            }
            "RFF" => {
                let (kind, value) = (segment.get(1, 0), segment.get(1, 1).to_owned());
                match kind {
                    "SEA" => self.last(at, |person| person.seat = value),
                    "AVF" => self.last(at, |person| person.locator = value),
                    _ => {}
                }
            }
            "DOC" => self.document(segment),
            "CNT" => self.count(segment),
            "UNT" => {
                self.in_message = false;
                let counted = at + 1 - self.begun;
                if self.begun > 0 && segment.get(1, 0).parse() != Ok(counted) {
                    let reason = format!(
                        "the message has {counted} segments, UNT says {}",
                        digits(segment.get(1, 0))
                    );
                    self.find(at, "segment_count", reason);
                }
            }
            _ => {}
        }
    }

    /// The person whose segments are being read; before the first there is none.
    fn last(&mut self, at: usize, set: impl FnOnce(&mut Person)) {
        match self.list.people.last_mut() {
            Some(person) => set(person),
            None => self.find(
                at,
                "before_a_person",
                "the segment belongs to a person, and none has begun",
            ),
        }
    }

    fn person(&mut self, segment: &Segment<'_>) {
        let at = segment.number;
        let role = match segment.get(1, 0) {
            "FL" => "passenger",
            "FM" => "crew",
            "DDU" | "DDT" => "transit",
            "MS" | "GR" => return,
            _ => {
                self.find(
                    at,
                    "role",
                    "the role of a party is not known; it is left out",
                );
                return;
            }
        };
        if self.list.people.len() == MOST_PEOPLE {
            self.find(
                at,
                "too_many",
                format!("more than {MOST_PEOPLE} people; the rest is left out"),
            );
            return;
        }
        self.documents = 0;
        // Names stand in C080 (element 4), by older guides in C058 (element 3).
        let element = if segment.get(4, 0).is_empty() { 3 } else { 4 };
        let given: Vec<&str> = (1..4)
            .map(|component| segment.get(element, component))
            .filter(|part| !part.is_empty())
            .collect();
        let surname = segment.get(element, 0).to_owned();
        if surname.is_empty() {
            self.find(at, "no_name", "a person without a name");
        }
        self.list.people.push(Person {
            segment: at,
            role,
            surname,
            given_names: given.join(" "),
            ..Person::default()
        });
    }

    fn location(&mut self, segment: &Segment<'_>) {
        let at = segment.number;
        let code = segment.get(2, 0).to_owned();
        match segment.get(1, 0) {
            "125" => {
                self.list.from = code;
                self.place = Some(true);
            }
            "87" => {
                self.list.to = code;
                self.place = Some(false);
            }
            "178" => self.last(at, |person| person.journey_start = code),
            "179" => self.last(at, |person| person.journey_end = code),
            "174" => self.last(at, |person| person.residence = code),
            "91" => self.last(at, |person| {
                if person.document_issuer.is_empty() {
                    person.document_issuer = code;
                }
            }),
            _ => {}
        }
    }

    fn time(&mut self, segment: &Segment<'_>) {
        let at = segment.number;
        let text = segment.get(1, 1).to_owned();
        match segment.get(1, 0) {
            "189" => match self.moment(at, &text) {
                Some(moment) => self.list.departs = moment,
                None => self.find(at, "time", "the time of departure is not YYMMDDhhmm"),
            },
            "232" => match self.moment(at, &text) {
                Some(moment) => self.list.arrives = moment,
                None => self.find(at, "time", "the time of arrival is not YYMMDDhhmm"),
            },
            "329" => {
                let birth = self.birth(&text);
                if birth.is_none() {
                    self.find(at, "birth", "a date of birth cannot be read");
                }
                self.last(at, |person| person.birth = birth);
            }
            "36" => {
                let expiry = dates::expiry(text.as_bytes(), self.on)
                    .map(|reading| reading.date.first_day())
                    .or_else(|| full_date(&text));
                if expiry.is_none() {
                    self.find(at, "expiry", "an expiry of a document cannot be read");
                }
                self.last(at, |person| {
                    if person.document_expiry.is_none() {
                        person.document_expiry = expiry;
                    }
                });
            }
            _ => {}
        }
    }

    /// YYMMDDhhmm (format 201), near the day of reading.
    fn moment(&self, _: usize, text: &str) -> Option<String> {
        let (day, time) = (text.get(..6)?, text.get(6..10)?);
        let date = dates::expiry(day.as_bytes(), self.on)?.date.first_day();
        let (hour, minute): (u8, u8) = (time.get(..2)?.parse().ok()?, time.get(2..)?.parse().ok()?);
        (hour < 24 && minute < 60).then(|| format!("{date}T{hour:02}:{minute:02}"))
    }

    fn birth(&self, text: &str) -> Option<PartialDate> {
        if let Some(date) = full_date(text) {
            return PartialDate::new(date.year(), Some(date.month()), Some(date.day())).ok();
        }
        dates::birth(text.as_bytes(), self.on).map(|reading| reading.date)
    }

    fn attribute(&mut self, segment: &Segment<'_>) {
        if segment.get(1, 0) != "2" {
            return;
        }
        let at = segment.number;
        // By the guides the code is the component of element 3; some carriers leave element 2 out.
        let code = [segment.get(3, 0), segment.get(2, 0)]
            .into_iter()
            .find(|code| !code.is_empty())
            .and_then(|code| code.chars().next());
        let sex = match code {
            Some('F') => Some('F'),
            Some('M') => Some('M'),
            Some('U' | 'X') => Some('X'),
            _ => {
                self.find(at, "sex", "a sex that is none of F, M, U");
                None
            }
        };
        self.last(at, |person| person.sex = sex);
    }

    /// The first travel document counts; visas are beside it.
    fn document(&mut self, segment: &Segment<'_>) {
        let at = segment.number;
        let (code, number) = (segment.get(1, 0).to_owned(), segment.get(2, 0).to_owned());
        if number.is_empty() {
            self.find(at, "no_number", "a document without a number");
        }
        self.documents += 1;
        if code.starts_with('V') || self.documents > 1 {
            return;
        }
        self.last(at, |person| {
            person.document_code = code;
            person.document_number = number;
        });
    }

    fn count(&mut self, segment: &Segment<'_>) {
        let roles: &[&str] = match segment.get(1, 0) {
            "42" => &["passenger", "transit"],
            "41" => &["crew"],
            _ => return,
        };
        let counted = self
            .list
            .people
            .iter()
            .filter(|person| roles.contains(&person.role))
            .count();
        let told = segment.get(1, 1);
        if told.parse() != Ok(counted) {
            let reason = format!("{counted} people are listed, CNT says {}", digits(told));
            self.find(segment.number, "people_count", reason);
        }
    }

    fn end(&mut self) {
        if self.in_message && self.list.stopped.is_none() {
            self.find(
                self.begun,
                "no_end",
                "the message has no UNT; it may be cut off",
            );
        }
        if self.list.conveyance.is_empty() {
            self.find(1, "no_flight", "no segment TDT names the flight");
        }
    }
}

/// YYYYMMDD (format 102).
fn full_date(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<i16>().ok();
    let (month, day) = (part(4, 6)?, part(6, 8)?);
    Date::new(
        part(0, 4)?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// What somebody wrote as a number, short enough to be repeated.
fn digits(text: &str) -> String {
    let short: String = text.chars().filter(char::is_ascii_digit).take(9).collect();
    if short.is_empty() {
        "no number".to_owned()
    } else {
        short
    }
}
