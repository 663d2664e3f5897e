//! `audit.csv` line by line. What cannot be read is told with its line and left out; nothing in it refuses the log.

use csv::{ReaderBuilder, StringRecord};

/// Largest log that is read, in bytes.
pub(crate) const LARGEST: i64 = 16 * 1024 * 1024;
/// Lines that are read; a day of filling in is a few thousand.
const MOST_LINES: usize = 100_000;
/// Unreadable lines that are named one by one.
const MOST_UNREAD: usize = 50;

/// One line.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Event {
    /// What happened: `question`, `form start`, `jump`, …
    pub(crate) event: String,
    /// Path of the node, with numbers of repeats: `/data/person[2]/age`.
    pub(crate) node: String,
    /// Milliseconds since 1970, by the clock of the device.
    pub(crate) start: i64,
    /// The same; some events have no end.
    pub(crate) end: Option<i64>,
    /// Where the device was.
    pub(crate) place: Option<Place>,
    /// The answer before; none where changes are not tracked.
    pub(crate) old: Option<String>,
    /// The answer after.
    pub(crate) new: Option<String>,
    /// Who said that they were filling in.
    pub(crate) user: String,
    /// Why an answer was changed after the form was finished.
    pub(crate) reason: String,
}

/// A place in degrees (WGS 84) with its accuracy in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place {
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
    pub(crate) accuracy: Option<f64>,
}

/// Why a line was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unread {
    /// No start, or one that is no number of milliseconds.
    #[error("start is no number of milliseconds since 1970")]
    Start,
    /// An end that is no number of milliseconds.
    #[error("end is no number of milliseconds since 1970")]
    End,
    /// An end before the start.
    #[error("end lies before start")]
    Backwards,
    /// The line does not say what happened.
    #[error("the event is blank")]
    NoEvent,
    /// A question without its place.
    #[error("a question has no node")]
    NoNode,
    /// Degrees that are none.
    #[error("latitude and longitude are no place on earth")]
    Place,
    /// The line is no CSV.
    #[error("the line is no CSV in UTF-8")]
    Csv,
}

/// A log as it was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Log {
    /// In the order of the file.
    pub(crate) events: Vec<Event>,
    /// Lines that were left out, from 1 with the header, and why; the first of them.
    pub(crate) unread: Vec<(u64, Unread)>,
    /// How many there are in all.
    pub(crate) unread_count: usize,
    /// Whether the log goes on beyond what is read.
    pub(crate) cut: bool,
    /// Whether changed answers are tracked.
    pub(crate) tracks_changes: bool,
    /// Whether places are tracked.
    pub(crate) tracks_places: bool,
}

/// Why a log is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoLog {
    /// No header, or one without a column that every log has.
    #[error("the file is no audit log: its first line must name event, node, start and end")]
    Header,
}

/// Columns by their place.
struct Columns {
    event: usize,
    node: usize,
    start: usize,
    end: usize,
    latitude: Option<usize>,
    longitude: Option<usize>,
    accuracy: Option<usize>,
    old: Option<usize>,
    new: Option<usize>,
    user: Option<usize>,
    reason: Option<usize>,
}

impl Columns {
    fn of(header: &StringRecord) -> Option<Self> {
        let at = |name: &str| {
            header.iter().position(|written| {
                let written = written.trim_start_matches('\u{feff}').trim();
                written.eq_ignore_ascii_case(name)
            })
        };
        Some(Self {
            event: at("event")?,
            node: at("node")?,
            start: at("start")?,
            end: at("end")?,
            latitude: at("latitude"),
            longitude: at("longitude"),
            accuracy: at("accuracy"),
            old: at("old-value"),
            new: at("new-value"),
            user: at("user"),
            reason: at("change-reason"),
        })
    }

    fn event(&self, line: &StringRecord) -> Result<Event, Unread> {
        let cell = |at: usize| line.get(at).unwrap_or_default().trim();
        let maybe = |at: Option<usize>| at.map(cell).filter(|cell| !cell.is_empty());
        let event = cell(self.event);
        if event.is_empty() {
            return Err(Unread::NoEvent);
        }
        let node = cell(self.node);
        if event == "question" && node.is_empty() {
            return Err(Unread::NoNode);
        }
        let start = moment(cell(self.start)).ok_or(Unread::Start)?;
        let end = match cell(self.end) {
            "" => None,
            written => Some(moment(written).ok_or(Unread::End)?),
        };
        if end.is_some_and(|end| end < start) {
            return Err(Unread::Backwards);
        }
        let place = match (maybe(self.latitude), maybe(self.longitude)) {
            (None, None) => None,
            (latitude, longitude) => Some(
                degrees(latitude, 90.0)
                    .zip(degrees(longitude, 180.0))
                    .map(|(latitude, longitude)| Place {
                        latitude,
                        longitude,
                        accuracy: maybe(self.accuracy)
                            .and_then(|written| written.parse::<f64>().ok())
                            .filter(|metres| metres.is_finite() && *metres >= 0.0),
                    })
                    .ok_or(Unread::Place)?,
            ),
        };
        let answer = |at: Option<usize>| Some(line.get(at?).unwrap_or_default().to_owned());
        Ok(Event {
            event: event.to_owned(),
            node: node.to_owned(),
            start,
            end,
            place,
            old: answer(self.old),
            new: answer(self.new),
            user: maybe(self.user).unwrap_or_default().to_owned(),
            reason: maybe(self.reason).unwrap_or_default().to_owned(),
        })
    }
}

/// Milliseconds between 1970 and 2200: what lies outside comes of no clock.
fn moment(written: &str) -> Option<i64> {
    const LAST: i64 = 7_258_118_400_000;
    let at: i64 = written.parse().ok()?;
    (0..LAST).contains(&at).then_some(at)
}

fn degrees(written: Option<&str>, most: f64) -> Option<f64> {
    let degrees: f64 = written?.parse().ok()?;
    (degrees.is_finite() && degrees.abs() <= most).then_some(degrees)
}

impl Log {
    /// Reads a log.
    ///
    /// # Errors
    /// [`NoLog`] when it has no header of a log.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, NoLog> {
        let mut reader = ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .from_reader(bytes);
        let mut line = StringRecord::new();
        let first = reader.read_record(&mut line);
        if !first.unwrap_or(false) {
            return Err(NoLog::Header);
        }
        let columns = Columns::of(&line).ok_or(NoLog::Header)?;
        let mut log = Self {
            tracks_changes: columns.old.is_some() && columns.new.is_some(),
            tracks_places: columns.latitude.is_some() && columns.longitude.is_some(),
            ..Self::default()
        };
        for _ in 0..MOST_LINES {
            let at = reader.position().line();
            match reader.read_record(&mut line) {
                Ok(false) => return Ok(log),
                Ok(true) => match columns.event(&line) {
                    Ok(event) => log.events.push(event),
                    Err(why) => log.left_out(at, why),
                },
                Err(_) => log.left_out(at, Unread::Csv),
            }
        }
        log.cut = reader.read_record(&mut line).unwrap_or(true);
        Ok(log)
    }

    fn left_out(&mut self, line: u64, why: Unread) {
        self.unread_count += 1;
        if self.unread.len() < MOST_UNREAD {
            self.unread.push((line, why));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_log_with_all_its_columns() {
        let log = Log::read(
            "event,node,start,end,latitude,longitude,accuracy,old-value,new-value,user,change-reason\n\
             form start,,1000,,,,,,,amina,\n\
             question,/data/name,1000,3500,33.5,36.25,12.5,,\"Al, Karama\",amina,\n\
             change reason,,4000,,,,,,,amina,a typing error\n"
                .as_bytes(),
        )
        .expect("a log");
        assert!(log.tracks_changes && log.tracks_places && log.unread.is_empty());
        let [_, question, reason] = &log.events[..] else {
            panic!("{log:?}")
        };
        assert_eq!((question.start, question.end), (1000, Some(3500)));
        assert_eq!(question.place.and_then(|place| place.accuracy), Some(12.5));
        assert_eq!(question.new.as_deref(), Some("Al, Karama"));
        assert_eq!(reason.reason, "a typing error");
    }

    #[test]
    fn the_four_columns_that_every_log_has_are_enough_and_fewer_are_none() {
        let log = Log::read(b"event,node,start,end\nquestion,/data/a,5,9\n").expect("a log");
        assert!(!log.tracks_changes && log.events[0].old.is_none());
        assert_eq!(Log::read(b"event,node,start\n"), Err(NoLog::Header));
        assert_eq!(Log::read(b""), Err(NoLog::Header));
        assert_eq!(Log::read(b"\xff\xfe\x00"), Err(NoLog::Header));
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_line() {
        let log = Log::read(
            b"event,node,start,end,latitude,longitude\nquestion,/data/a,x,9,,\nquestion,,1,2,,\n,/data/a,1,2,,\n\
              question,/data/a,9,5,,\nquestion,/data/a,1,2,91,0\nquestion,/data/b,1,2\n\xff,/data/c,1,2,,\nquestion,/data/a,1,z,,\n",
        )
        .expect("a log");
        let told: Vec<(u64, Unread)> = log.unread.clone();
        assert_eq!(
            told,
            [
                (2, Unread::Start),
                (3, Unread::NoNode),
                (4, Unread::NoEvent),
                (5, Unread::Backwards),
                (6, Unread::Place),
                (8, Unread::Csv),
                (9, Unread::End)
            ]
        );
        // A short line is one whose last cells are blank.
        assert_eq!(log.events.len(), 1);
        assert_eq!(log.unread_count, 7);
    }

    proptest! {
        #[test]
        fn no_file_makes_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = Log::read(&bytes);
        }

        #[test]
        fn every_line_is_an_event_or_is_told(
            lines in proptest::collection::vec("[a-z ]{0,9},(/[a-z]{1,5}){0,3},[0-9x]{0,14},[0-9x]{0,14},[-0-9.]{0,6},[-0-9.]{0,6}", 0..40),
        ) {
            let text = format!("event,node,start,end,latitude,longitude\n{}", lines.iter().map(|line| format!("{line}\n")).collect::<String>());
            let log = Log::read(text.as_bytes()).expect("a header");
            prop_assert_eq!(log.events.len() + log.unread_count, lines.len());
            prop_assert!(log.events.iter().all(|event| event.end.is_none_or(|end| end >= event.start)));
        }
    }
}
