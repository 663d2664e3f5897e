//! The public pages: values in, HTML and SVG out. No store, no network, no clock; every page is complete
//! without script and carries its figures as a table, too.

mod address;
mod amount;
mod area_table;
mod bar_chart;
mod border_page;
mod choropleth;
mod classes;
mod event_page;
mod fault_page;
mod figure;
mod figure_page;
mod flow_page;
mod frame;
mod home;
mod incident_map;
mod lang;
mod legend;
mod line_chart;
mod missing;
mod missing_page;
mod movement;
mod number;
mod projection;
mod release;
mod release_page;
mod report_page;
mod sections;
mod svg_path;
mod text;
mod world_page;

pub use address::{Address, Format};
pub use amount::{Amount, Unit};
pub use border_page::{BorderDay, border_page};
pub use event_page::event_page;
pub use fault_page::{Fault, fault_page};
pub use figure::{
    AreaName, AreaRow, Breakdown, Choices, Coverage, Figure, Headline, Indicator, Part, Provenance,
    Round, SeriesPoint,
};
pub use figure_page::figure_page;
pub use flow_page::flow_page;
pub use frame::{STYLESHEET, STYLESHEET_PATH, Site};
pub use home::{Home, home_page};
pub use lang::Lang;
pub use missing::{
    Counts, Mark, MarkPrecision, MissingAddress, MissingMigrants, RegionRow, RegionSystem,
    RevisionKind, RevisionRow,
};
pub use missing_page::missing_page;
pub use movement::{EventRow, Events, FlowRoute, FlowStop, FlowWeek, Flows};
pub use release::{Guarantee, Narrowing, ReleaseLine, ReleaseShown};
pub use release_page::{ReleaseText, release_empty_page, release_page, release_text_page};
pub use report_page::{Places, RELIABILITY, Report, report_page};
pub use text::{Arg, Catalogue};
pub use world_page::{World, WorldShapes, world_page};
