//! Which known incidents a report may be about: close in time and place, with the reasons in words.
//!
//! Two accounts of one event differ in their date by a day or two, in their point by the distance between the wreck and
//! the harbour, and in their numbers by what was known then. So the search takes three days and fifty kilometres, and
//! says of each candidate what agrees and what does not. It decides nothing: a person does.

use vocab::{distance_km, fold};

use crate::incident::{Incident, IncidentKind};

/// Days between the dates of two accounts of one event.
pub const DAYS: i64 = 3;
/// Kilometres between their points.
pub const KILOMETRES: f64 = 50.0;
/// Candidates told, the likeliest first.
const TOLD: usize = 20;

/// Something that two accounts share, or do not.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// The dates are the same day.
    SameDay,
    /// Days between the dates.
    DaysApart(i64),
    /// The date lies within the month, the year or the period that is known.
    WithinPeriod,
    /// Kilometres between the points.
    KilometresApart(f64),
    /// One of them has no point; the place in words is the same.
    SamePlaceName,
    /// One of them has no point and the places differ in words: only route or region agree.
    NoPoint,
    /// Dead and missing together are as many.
    SameNumber(i64),
    /// Dead and missing together differ.
    OtherNumber(i64, i64),
    /// One of them has no number.
    NumberUnknown,
    /// The route is the same.
    SameRoute,
    /// The routes differ.
    OtherRoute,
    /// Both are of the same country.
    SameCountry,
    /// A source is the same address.
    SameLink,
    /// The other is a total over a period and may hold this event.
    Cumulative,
}

/// An incident that may be the same event.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its id.
    pub incident_id: String,
    /// Its event.
    pub main_id: String,
    /// 0 to 100; for the order, not for a decision.
    pub likeness: u8,
    /// Why, each by itself.
    pub reasons: Vec<Reason>,
}

/// The incidents that may be the event of a report, the likeliest first. Rows of the report's own event are not
/// candidates: they are its parts.
pub fn candidates<'a>(
    report: &Incident,
    known: impl IntoIterator<Item = &'a Incident>,
) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = known
        .into_iter()
        .filter(|other| other.incident_id != report.incident_id && other.main_id != report.main_id)
        .filter_map(|other| compared(report, other))
        .collect();
    found.sort_by(|a, b| (b.likeness, &a.incident_id).cmp(&(a.likeness, &b.incident_id)));
    found.truncate(TOLD);
    found
}

fn compared(report: &Incident, other: &Incident) -> Option<Candidate> {
    let mut reasons = Vec::new();
    let mut score = time(report, other, &mut reasons)?;
    score += place(report, other, &mut reasons)?;
    score += numbers(report, other, &mut reasons);
    if report.links.iter().any(|link| other.links.contains(link)) {
        reasons.push(Reason::SameLink);
        score += 20;
    }
    if other.kind == IncidentKind::Cumulative {
        reasons.push(Reason::Cumulative);
    }
    Some(Candidate {
        incident_id: other.incident_id.clone(),
        main_id: other.main_id.clone(),
        likeness: u8::try_from(score.clamp(0, 100)).unwrap_or(100),
        reasons,
    })
}

/// Up to 35 for the date; `None` when they are too far apart.
fn time(report: &Incident, other: &Incident, reasons: &mut Vec<Reason>) -> Option<i32> {
    let span = |incident: &Incident| {
        let until = incident.until.unwrap_or(incident.occurred);
        (incident.occurred.first_day(), until.last_day())
    };
    let ((start, end), (other_start, other_end)) = (span(report), span(other));
    let gap = if end < other_start {
        i64::from((other_start - end).get_days())
    } else if other_end < start {
        i64::from((start - other_end).get_days())
    } else {
        0
    };
    if gap > DAYS {
        return None;
    }
    let exact = start == end && other_start == other_end;
    Some(match (gap, exact) {
        (0, true) => {
            reasons.push(Reason::SameDay);
            35
        }
        (0, false) => {
            reasons.push(Reason::WithinPeriod);
            10
        }
        (days, _) => {
            reasons.push(Reason::DaysApart(days));
            35 - 7 * i32::try_from(days).unwrap_or(5)
        }
    })
}

/// Up to 35 for the place with its route; `None` when they are too far apart, or nothing but the date agrees.
fn place(report: &Incident, other: &Incident, reasons: &mut Vec<Reason>) -> Option<i32> {
    let same = |one: &str, two: &str| !fold(one).is_empty() && fold(one) == fold(two);
    let same_route = same(&report.route, &other.route);
    let same_country = same(&report.country, &other.country);
    let mut score = match (&report.point, &other.point) {
        (Some(one), Some(two)) => {
            let distance = distance_km(one, two);
            if distance > KILOMETRES {
                return None;
            }
            reasons.push(Reason::KilometresApart(distance));
            if distance <= 10.0 { 25 } else { 15 }
        }
        _ if same(&report.place, &other.place) => {
            reasons.push(Reason::SamePlaceName);
            20
        }
        _ if same_route || same_country || same(&report.region, &other.region) => {
            reasons.push(Reason::NoPoint);
            0
        }
        _ => return None,
    };
    if same_route {
        reasons.push(Reason::SameRoute);
        score += 10;
    } else if !report.route.is_empty() && !other.route.is_empty() {
        reasons.push(Reason::OtherRoute);
        score -= 10;
    }
    if same_country {
        reasons.push(Reason::SameCountry);
        score += 5;
    }
    Some(score)
}

/// Up to 30 for the numbers.
fn numbers(report: &Incident, other: &Incident, reasons: &mut Vec<Reason>) -> i32 {
    let counts = (
        report.people.dead_or_missing(),
        other.people.dead_or_missing(),
    );
    let (Some(one), Some(two)) = counts else {
        reasons.push(Reason::NumberUnknown);
        return 5;
    };
    if one == two {
        reasons.push(Reason::SameNumber(one));
        // A single death is the commonest number and tells little.
        return if one > 1 { 30 } else { 20 };
    }
    reasons.push(Reason::OtherNumber(one, two));
    // A first account and a later one differ by a third or so.
    let (less, more) = (one.min(two), one.max(two));
    if less > 0 && less * 3 >= more * 2 {
        15
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::People;
    use proptest::prelude::*;
    use vocab::{PartialDate, Point};

    fn incident(id: &str, date: &str, at: Option<(f64, f64)>, dead: u32) -> Incident {
        let mut incident = Incident::new(id, id, PartialDate::parse(date).unwrap());
        incident.point = at.map(|(lat, lon)| Point::new(lon, lat).unwrap());
        incident.people = People {
            dead: Some(dead),
            ..People::default()
        };
        incident
    }

    fn of(report: &Incident, known: &[Incident]) -> Vec<Candidate> {
        candidates(report, known)
    }

    #[test]
    fn three_days_and_fifty_kilometres_are_near_and_more_is_not() {
        let report = incident("r", "2026-03-04", Some((35.0, 14.0)), 5);
        // A degree of latitude is 111.2 km.
        let known = [
            incident("near", "2026-03-07", Some((35.44, 14.0)), 5),
            incident("late", "2026-03-08", Some((35.0, 14.0)), 5),
            incident("far", "2026-03-04", Some((35.46, 14.0)), 5),
        ];
        let found = of(&report, &known);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].incident_id, "near");
        assert!(found[0].reasons.contains(&Reason::DaysApart(3)));
        assert!(found[0].reasons.contains(&Reason::SameNumber(5)));
    }

    #[test]
    fn the_likeliest_comes_first_and_says_what_differs() {
        let report = incident("r", "2026-03-04", Some((35.0, 14.0)), 12);
        let known = [
            incident("other", "2026-03-06", Some((35.3, 14.0)), 2),
            incident("same", "2026-03-04", Some((35.01, 14.0)), 12),
        ];
        let found = of(&report, &known);
        assert_eq!(found[0].incident_id, "same");
        assert!(found[0].likeness > found[1].likeness);
        assert!(found[1].reasons.contains(&Reason::OtherNumber(12, 2)));
    }

    #[test]
    fn without_a_point_the_words_decide_and_the_date_alone_does_not() {
        let mut report = incident("r", "2026-03-04", None, 1);
        report.place = "Off Lampedusa".into();
        let mut named = incident("named", "2026-03-05", Some((35.4, 12.6)), 1);
        named.place = "off LAMPEDUSA".into();
        let found = of(
            &report,
            &[named, incident("elsewhere", "2026-03-04", None, 1)],
        );
        assert_eq!(found.len(), 1);
        assert!(found[0].reasons.contains(&Reason::SamePlaceName));
    }

    #[test]
    fn parts_of_the_same_event_are_no_duplicates() {
        let report = incident("1", "2026-03-04", Some((35.0, 14.0)), 1);
        let mut part = incident("2", "2026-03-04", Some((35.0, 14.0)), 1);
        part.main_id = "1".into();
        assert!(of(&report, &[report.clone(), part]).is_empty());
    }

    #[test]
    fn a_total_over_the_period_may_hold_the_event() {
        let mut report = incident("r", "2026-03-04", None, 1);
        report.route = "Sahara Desert crossing".into();
        let mut total = incident("t", "2026-01", None, 80);
        total.route.clone_from(&report.route);
        total.until = PartialDate::parse("2026-06").ok();
        total.kind = IncidentKind::Cumulative;
        let found = of(&report, &[total]);
        assert!(found[0].reasons.contains(&Reason::Cumulative));
        assert!(found[0].reasons.contains(&Reason::WithinPeriod));
    }

    proptest! {
        #[test]
        fn what_may_be_the_same_may_be_so_both_ways(
            day in 1_i8..=28, other in 1_i8..=28, lat in 30.0_f64..31.0, lon in 10.0_f64..11.0, dead in 0_u32..9,
        ) {
            let one = incident("1", &format!("2026-02-{day:02}"), Some((30.5, 10.5)), 4);
            let two = incident("2", &format!("2026-02-{other:02}"), Some((lat, lon)), dead);
            let (there, back) = (of(&one, std::slice::from_ref(&two)), of(&two, std::slice::from_ref(&one)));
            prop_assert_eq!(there.len(), back.len());
            let near = distance_km(&one.point.unwrap(), &two.point.unwrap()) <= KILOMETRES;
            prop_assert_eq!(there.len() == 1, near && (day - other).abs() <= 3);
            if let (Some(there), Some(back)) = (there.first(), back.first()) {
                prop_assert_eq!(there.likeness, back.likeness);
            }
        }
    }
}
