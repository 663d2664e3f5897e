//! Flow monitoring: what was seen at a point in the hours of a watch, what that says of a day, a route and a season, and
//! what it does not say. Pure rules; who calls them brings watches in.
//!
//! The unit is a passage: one person passing one point once. Passages are never people: one person passes many points
//! (DTM Methodological Framework, flow monitoring registry). Sums over points are offered only with an estimate of how
//! often the same people were counted ([`route`]).

pub mod alert;
pub mod daily;
pub mod matrix;
pub mod route;
pub mod series;
pub mod share;
pub mod watch;

pub use alert::{Alert, AlertRule, Judged, judge};
pub use daily::{DayCount, NotScaled, Scaled, Scaling, days, hourly};
pub use route::{PointSightings, RouteEstimate, estimate};
pub use share::{Share, wilson};
pub use watch::{Direction, Party, Watch};
