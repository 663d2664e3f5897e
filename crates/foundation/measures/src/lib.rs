//! Indicators over a columnar projection of registers: declared by meaning, observed by DataFusion, and the one place
//! where it is decided what of them the public may see.

mod ask;
mod error;
mod fine;
mod frame;
mod indicator;
mod measures;
mod observe;
mod projection;
mod public;
mod release;

pub use ask::{Ask, Audience, Cell, Observation, Observations};
pub use error::{IndicatorFault, MeasureError};
pub use indicator::{Dimension, Indicator, Measure, NeverAdd, Published, Where, parse};
pub use measures::Measures;
pub use release::{Table, TableAsk, TableRow};
