//! What the pages about flows and emergencies are given to show: approved and ready to publish.

use vocab::{Geometry, LangText, PartialDate, Point};

use crate::Amount;

/// Flow monitoring of an installation.
#[derive(Debug, Clone)]
pub struct Flows {
    /// First and last day with a watch; none when nothing is approved.
    pub period: Option<(PartialDate, PartialDate)>,
    /// The routes.
    pub routes: Vec<FlowRoute>,
    /// Terms of use.
    pub licence: LangText,
}

/// A route, onward.
#[derive(Debug, Clone)]
pub struct FlowRoute {
    /// Its name.
    pub name: String,
    /// Different people in the period: lowest, best where there is one, highest.
    pub people: (Amount, Option<Amount>, Amount),
    /// How that was derived, in the language of the page.
    pub derived: String,
    /// Its points in order.
    pub stops: Vec<FlowStop>,
}

/// A point of a route.
#[derive(Debug, Clone)]
pub struct FlowStop {
    /// Its code.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Hours a day in which people pass.
    pub hours_open: Option<f64>,
    /// Its weeks, oldest first.
    pub weeks: Vec<FlowWeek>,
    /// From where to where, onward, the most first: departure and destination as told.
    pub pairs: Vec<(Option<String>, Option<String>, Amount)>,
}

/// A week of a point.
#[derive(Debug, Clone)]
pub struct FlowWeek {
    /// Its Monday.
    pub monday: PartialDate,
    /// Days on which somebody watched.
    pub days: u8,
    /// Hours watched.
    pub hours: f64,
    /// Passages seen.
    pub all: Amount,
    /// Of them onward.
    pub onward: Amount,
    /// Of them back.
    pub back: Amount,
    /// Scaled to the open hours, and by which factor.
    pub scaled: Option<(Amount, f64)>,
}

/// Published emergencies.
#[derive(Debug, Clone)]
pub struct Events {
    /// The latest first.
    pub rows: Vec<EventRow>,
    /// Outlines of the areas behind the marks.
    pub outlines: Vec<Geometry>,
    /// Terms of use.
    pub licence: LangText,
}

/// One displacement event.
#[derive(Debug, Clone)]
pub struct EventRow {
    /// Its lasting id.
    pub id: String,
    /// Its day.
    pub day: PartialDate,
    /// What caused it.
    pub cause: LangText,
    /// Area that people left.
    pub from: String,
    /// Area that they reached.
    pub to: String,
    /// People.
    pub people: Amount,
    /// Lowest and highest estimate, where both may be shown.
    pub range: Option<(f64, f64)>,
    /// Where, rounded so that the place cannot be found.
    pub position: Option<Point>,
}
