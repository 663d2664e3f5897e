//! What a log says of one filling in: how long in all and at each question, what was changed, and what is odd about it.
//! Pure.

use std::collections::BTreeMap;

use super::log::{Event, Log, Place};

/// Milliseconds by which a clock may be put back unnoticed: phones set theirs by the network all day.
const CLOCK_MS: i64 = 60_000;

/// Time at one question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Spent {
    /// Milliseconds.
    pub(crate) ms: i64,
    /// How often it was shown.
    pub(crate) visits: u64,
}

/// An answer that became another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Changed {
    /// Place with the numbers of repeats.
    pub(crate) node: String,
    /// When, in milliseconds since 1970.
    pub(crate) at: i64,
    pub(crate) old: String,
    pub(crate) new: String,
    pub(crate) user: String,
}

/// Something odd about a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Oddity {
    /// The clock of the phone was put back by more than a minute while the form was filled in.
    ClockBack,
    /// More than one person filled it in.
    SeveralPeople,
    /// The form tracks places, and the phone had its location switched off or not permitted.
    NoLocation,
    /// It was changed after it had been finished.
    ChangedAfterwards,
    /// Some lines could not be read.
    Unread,
}

impl Oddity {
    /// The word for programs.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::ClockBack => "clock_back",
            Self::SeveralPeople => "several_people",
            Self::NoLocation => "no_location",
            Self::ChangedAfterwards => "changed_afterwards",
            Self::Unread => "unread",
        }
    }
}

/// A log, told.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Timing {
    /// First moment, in milliseconds since 1970.
    pub(crate) started: Option<i64>,
    /// Last moment.
    pub(crate) ended: Option<i64>,
    /// Milliseconds during which some question was on the screen: pauses do not count, questions shown together count once.
    pub(crate) active_ms: i64,
    /// By path without numbers of repeats, in the order in which they were met.
    pub(crate) questions: Vec<(String, Spent)>,
    /// Answers that were replaced by others; first answers are none.
    pub(crate) changed: Vec<Changed>,
    /// Reasons for changes: when, who, why.
    pub(crate) reasons: Vec<(i64, String, String)>,
    /// Who filled it in, as they said.
    pub(crate) people: Vec<String>,
    /// Where the phone was, one place after the other, without repetitions.
    pub(crate) trail: Vec<(i64, Place)>,
    /// What is odd.
    pub(crate) odd: Vec<Oddity>,
}

/// A path without the numbers of repeats: `/data/person[2]/age` is `/data/person/age`.
pub(crate) fn plain(node: &str) -> String {
    let mut path = String::with_capacity(node.len());
    let mut inside = false;
    for letter in node.chars() {
        match letter {
            '[' => inside = true,
            ']' => inside = false,
            _ if !inside => path.push(letter),
            _ => {}
        }
    }
    path
}

/// Whether a question or a screen of questions was shown.
fn is_shown(event: &Event) -> bool {
    matches!(event.event.as_str(), "question" | "group questions")
}

impl Timing {
    /// What a log says.
    pub(crate) fn of(log: &Log) -> Self {
        let mut timing = Self {
            started: log.events.iter().map(|event| event.start).min(),
            ended: log
                .events
                .iter()
                .map(|event| event.end.unwrap_or(event.start))
                .max(),
            ..Self::default()
        };
        let mut spans: Vec<(i64, i64)> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for event in &log.events {
            if let Some(end) = event.end.filter(|_| is_shown(event)) {
                spans.push((event.start, end));
            }
            if event.event == "question" {
                let path = plain(&event.node);
                let at = *places.entry(path.clone()).or_insert_with(|| {
                    timing.questions.push((path, Spent::default()));
                    timing.questions.len() - 1
                });
                let spent = &mut timing.questions[at].1;
                spent.ms = spent
                    .ms
                    .saturating_add(event.end.map_or(0, |end| end - event.start));
                spent.visits += 1;
            }
            timing.note(event);
        }
        timing.active_ms = covered(spans);
        timing.odd = oddities(log, &timing);
        timing
    }

    fn note(&mut self, event: &Event) {
        let was = |value: &Option<String>| value.as_deref().unwrap_or_default().trim().to_owned();
        let (old, new) = (was(&event.old), was(&event.new));
        if !old.is_empty() && old != new {
            self.changed.push(Changed {
                node: event.node.clone(),
                at: event.end.unwrap_or(event.start),
                old,
                new,
                user: event.user.clone(),
            });
        }
        if !event.reason.is_empty() {
            let reason = (event.start, event.user.clone(), event.reason.clone());
            self.reasons.push(reason);
        }
        if !event.user.is_empty() && !self.people.contains(&event.user) {
            self.people.push(event.user.clone());
        }
        let same = |place: Place| {
            self.trail.last().is_some_and(|(_, last)| {
                (last.latitude, last.longitude) == (place.latitude, place.longitude)
            })
        };
        if let Some(place) = event.place.filter(|place| !same(*place)) {
            self.trail.push((event.start, place));
        }
    }
}

/// Milliseconds that lie in at least one of these spans.
fn covered(mut spans: Vec<(i64, i64)>) -> i64 {
    spans.sort_unstable();
    let mut whole = 0_i64;
    let mut until = i64::MIN;
    for (start, end) in spans {
        let from = start.max(until);
        if end > from {
            whole = whole.saturating_add(end - from);
            until = end;
        }
    }
    whole
}

fn oddities(log: &Log, timing: &Timing) -> Vec<Oddity> {
    let mut found = Vec::new();
    let back = log
        .events
        .windows(2)
        .any(|pair| pair[1].start < pair[0].start - CLOCK_MS);
    if back {
        found.push(Oddity::ClockBack);
    }
    if timing.people.len() > 1 {
        found.push(Oddity::SeveralPeople);
    }
    let off = log.events.iter().any(|event| {
        matches!(
            event.event.as_str(),
            "location tracking disabled"
                | "location permissions not granted"
                | "location providers disabled"
                | "google play services not available"
        )
    });
    if off {
        found.push(Oddity::NoLocation);
    }
    // A form that was finished and is opened again asks for the reason of a change, where it tracks reasons.
    if !timing.reasons.is_empty() {
        found.push(Oddity::ChangedAfterwards);
    }
    if log.unread_count > 0 || log.cut {
        found.push(Oddity::Unread);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(text: &str) -> Timing {
        Timing::of(&Log::read(text.as_bytes()).expect("a log"))
    }

    #[test]
    fn time_counts_while_a_question_is_shown_and_once() {
        let timing = told(
            "event,node,start,end\nform start,,0,\nquestion,/d/a,0,4000\ngroup questions,/d/g,4000,9000\n\
             question,/d/g/b,4000,9000\nquestion,/d/g/c,4000,9000\nform exit,,9000,\nform resume,,100000,\n\
             question,/d/a,100000,101000\nquestion,/d/p[1]/x,101000,102000\nquestion,/d/p[2]/x,102000,104000\nend screen,,104000,105000\n",
        );
        assert_eq!(timing.active_ms, 13_000);
        assert_eq!((timing.started, timing.ended), (Some(0), Some(105_000)));
        let spent = |path: &str| {
            let found = timing.questions.iter().find(|(known, _)| known == path);
            found.map(|(_, spent)| (spent.ms, spent.visits))
        };
        assert_eq!(spent("/d/a"), Some((5000, 2)));
        assert_eq!(spent("/d/p/x"), Some((3000, 2)));
        assert_eq!(spent("/d/g"), None);
    }

    #[test]
    fn an_answer_that_was_replaced_is_a_change_and_a_first_one_is_none() {
        let timing = told(
            "event,node,start,end,old-value,new-value,user,change-reason\nquestion,/d/a,0,1,,5,amina,\n\
             question,/d/a,1,2,5,6,amina,\nquestion,/d/a,2,3,6,6,amina,\nquestion,/d/a,3,4,6,,amina,\n\
             change reason,,5,,,,badr,moved\n",
        );
        let changes: Vec<(&str, &str)> = timing
            .changed
            .iter()
            .map(|one| (one.old.as_str(), one.new.as_str()))
            .collect();
        assert_eq!(changes, [("5", "6"), ("6", "")]);
        assert_eq!(timing.people, ["amina", "badr"]);
        assert_eq!(timing.reasons, [(5, "badr".to_owned(), "moved".to_owned())]);
        assert_eq!(
            timing.odd,
            [Oddity::SeveralPeople, Oddity::ChangedAfterwards]
        );
    }

    #[test]
    fn a_clock_that_was_put_back_and_a_location_that_was_off_are_odd() {
        let timing = told(
            "event,node,start,end,latitude,longitude,accuracy\nlocation providers disabled,,900000,,,,\n\
             question,/d/a,900000,900100,1,2,5\nquestion,/d/b,900000,900200,1,2,9\nquestion,/d/c,700000,700100,1,3,5\n",
        );
        assert_eq!(timing.odd, [Oddity::ClockBack, Oddity::NoLocation]);
        assert_eq!(timing.trail.len(), 2);
    }

    proptest! {
        #[test]
        fn active_time_never_exceeds_the_whole(
            spans in proptest::collection::vec((0_i64..100_000, 0_i64..5_000), 0..60),
        ) {
            let lines: String = spans.iter().map(|(start, long)| format!("question,/d/q[{start}]/x,{start},{}\n", start + long)).collect();
            let timing = told(&format!("event,node,start,end\n{lines}"));
            let whole = timing.ended.unwrap_or(0) - timing.started.unwrap_or(0);
            prop_assert!(timing.active_ms <= whole);
            let longest = spans.iter().map(|(_, long)| *long).max().unwrap_or(0);
            prop_assert!(timing.active_ms >= longest);
            let sum: i64 = timing.questions.iter().map(|(_, spent)| spent.ms).sum();
            prop_assert_eq!(sum, spans.iter().map(|(_, long)| *long).sum::<i64>());
        }

        #[test]
        fn no_node_makes_it_panic(node in "\\PC{0,60}") {
            prop_assert!(plain(&node).len() <= node.len());
        }
    }
}
