//! The page about missing migrants, and the same incidents as files.

use std::{collections::BTreeMap, sync::Arc};

use axum::response::{Html, IntoResponse, Response};
use exchange::Dataset;
use fatalities::{
    Incident, IncidentKind, Precision, Published, Revised, Revision, System,
    totals::{self, Tally},
};
use house::{House, Problem, instant_text, parse_instant};
use portal::{
    Counts, Format, Lang, Mark, MarkPrecision, MissingAddress, MissingMigrants, RegionRow,
    RegionSystem, RevisionKind, RevisionRow, missing_page,
};
use registers::{ReadError, Register};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::OnceCell;
use vocab::{Hlc, LangText, PartialDate};

use super::{
    Pages, failed,
    file::{attached, written},
    kept::Kept,
    missing, today, world,
};

/// Revisions on the page, the newest first.
const REVISIONS_TOLD: usize = 50;

/// What may be asked of the page.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    as_of: Option<String>,
    system: Option<String>,
}

/// Whether there is anything to show: the page is linked then.
pub(super) async fn has_incidents(house: &House) -> bool {
    let stamp = house.registers.stamp(fatalities::INCIDENTS, None).await;
    stamp.is_ok_and(|(_, records)| records > 0)
}

pub(super) async fn page(pages: Pages, lang: String, asked: Asked) -> Response {
    let pages = pages.with_nav().await;
    let Some(lang) = Lang::parse(&lang) else {
        return missing(&pages, Lang::En, "/missing-migrants");
    };
    match Answer::read(&pages, asked).await {
        Ok(answer) => {
            let revisions = answer.kept.revisions(&pages.house).await;
            match revisions
                .map_err(Problem::from)
                .and_then(|found| answer.page(&pages, found))
            {
                Ok(found) => {
                    let outlines = world::outlines();
                    Html(missing_page(&pages.site, lang, &found, outlines)).into_response()
                }
                Err(problem) => failed(&pages, lang, problem),
            }
        }
        Err(problem) => problem.into_response(),
    }
}

pub(super) async fn file(pages: Pages, lang: String, ending: &str, asked: Asked) -> Response {
    let path = format!("/missing-migrants.{ending}");
    let (Some(lang), Some(format)) = (Lang::parse(&lang), Format::parse(ending)) else {
        return missing(&pages, Lang::En, &path);
    };
    let told = match Answer::read(&pages, asked).await {
        Ok(answer) => answer.file(format, lang),
        Err(problem) => Err(problem),
    };
    told.unwrap_or_else(IntoResponse::into_response)
}

/// Published incidents by the moment asked for; none is now.
pub(super) type KeptIncidents = Kept<Option<Hlc>, Incidents>;

/// The incidents published at a moment, and how they came to be.
pub(super) struct Incidents {
    found: Published,
    revisions: OnceCell<Vec<Revision>>,
    moment: Hlc,
}

impl Incidents {
    async fn read(
        kept: &KeptIncidents,
        house: &House,
        wanted: Option<Hlc>,
    ) -> Result<Arc<Self>, ReadError> {
        let registers = [fatalities::INCIDENTS, fatalities::REGIONS];
        kept.read(house, &registers, wanted, async |stamps: &[Hlc]| {
            Ok(Self {
                found: fatalities::published(&house.registers, wanted).await?,
                revisions: OnceCell::new(),
                // Now is the moment of the last change: what comes while this is kept belongs to the next answer.
                moment: wanted.unwrap_or(stamps[0]),
            })
        })
        .await
    }

    /// The changes of what had been published, the newest first; read when they are first asked for.
    async fn revisions(&self, house: &House) -> Result<&[Revision], ReadError> {
        let read = || fatalities::revisions(&house.registers, Some(self.moment));
        Ok(self.revisions.get_or_try_init(read).await?)
    }
}

/// What was published at a moment.
struct Answer {
    address: MissingAddress,
    system: System,
    moment: Hlc,
    day: PartialDate,
    kept: Arc<Incidents>,
}

impl Answer {
    async fn read(pages: &Pages, asked: Asked) -> Result<Self, Problem> {
        let house = &pages.house;
        let as_of = asked.as_of.filter(|text| !text.trim().is_empty());
        let wanted = match as_of.as_deref() {
            None => None,
            Some(text) => Some(
                parse_instant(text.trim())
                    .ok_or_else(|| Problem::bad_request("as_of is a date or an instant"))?,
            ),
        };
        let system = match asked.system.as_deref() {
            None | Some("") => RegionSystem::default(),
            Some(code) => RegionSystem::parse(code)
                .ok_or_else(|| Problem::bad_request("system is project or unsd"))?,
        };
        let kept = Incidents::read(&pages.incidents, house, wanted).await?;
        // Now is a moment too: asked for again with it, the page says the same.
        let moment = wanted.unwrap_or_else(|| Hlc::new(house.clock.now_ms(), u16::MAX));
        Ok(Self {
            address: MissingAddress { as_of, system },
            system: match system {
                RegionSystem::Project => System::Project,
                RegionSystem::Unsd => System::Unsd,
            },
            moment,
            day: day(moment).unwrap_or_else(|| today(house)),
            kept,
        })
    }

    fn page(&self, pages: &Pages, revisions: &[Revision]) -> Result<MissingMigrants, Problem> {
        let register = pages.house.registers.register(fatalities::INCIDENTS)?;
        let incidents = &self.kept.found.incidents;
        let years: Vec<(i16, Counts)> = totals::by_year(incidents)
            .into_iter()
            .map(|(year, tally)| (year, counts(&tally)))
            .collect();
        let cumulative = incidents
            .iter()
            .filter(|incident| incident.kind == IncidentKind::Cumulative);
        let single = || {
            incidents
                .iter()
                .filter(|incident| incident.kind != IncidentKind::Cumulative)
        };
        Ok(MissingMigrants {
            address: self.address.clone(),
            as_of: self.day,
            moment: instant_text(self.moment),
            whole: counts(&totals::whole(incidents)),
            regions: self.regions(&years),
            years,
            marks: single().filter_map(mark).collect(),
            without_point: single().filter(|incident| incident.point.is_none()).count() as u64,
            cumulative: totals::whole(cumulative).dead_or_missing(),
            more_revisions: revisions.len().saturating_sub(REVISIONS_TOLD),
            revisions: revisions
                .iter()
                .take(REVISIONS_TOLD)
                .filter_map(|revision| told(revision, register))
                .collect(),
            licence: (*pages.licence).clone(),
        })
    }

    fn regions(&self, years: &[(i16, Counts)]) -> Vec<RegionRow> {
        let incidents = &self.kept.found.incidents;
        let names = &self.kept.found.names;
        let single = totals::by_region_and_year(incidents, self.system, names);
        let whole: BTreeMap<String, Tally> = totals::by(incidents, |incident| {
            totals::region_of(incident, self.system, names)
        });
        let mut rows: Vec<RegionRow> = whole
            .into_iter()
            .map(|(code, tally)| RegionRow {
                title: fatalities::title(&code),
                whole: counts(&tally),
                years: years
                    .iter()
                    .map(|(year, _)| {
                        let tally = single.get(&(code.clone(), *year));
                        tally.map(Tally::dead_or_missing)
                    })
                    .collect(),
            })
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.whole.dead_or_missing()));
        rows
    }

    fn file(&self, format: Format, lang: Lang) -> Result<Response, Problem> {
        let incidents = self.kept.found.incidents.iter();
        let mut rows = incidents.map(|incident| {
            Ok(fatalities::dataset::row(
                incident,
                &self.kept.found.names,
                lang.code(),
            ))
        });
        let dataset = Dataset {
            title: format!("missing migrants {}", self.day),
            columns: fatalities::dataset::columns(),
            rows: &mut rows,
        };
        attached(
            &format!("missing-migrants-{}", self.day),
            written(format),
            dataset,
        )
    }
}

fn day(moment: Hlc) -> Option<PartialDate> {
    let instant = jiff::Timestamp::from_millisecond(moment.ms()).ok()?;
    Some(PartialDate::from(
        jiff::tz::Offset::UTC.to_datetime(instant).date(),
    ))
}

fn counts(tally: &Tally) -> Counts {
    Counts {
        incidents: tally.incidents,
        dead: tally.dead,
        missing: tally.missing,
        without_figure: tally.without_figure,
    }
}

fn mark(incident: &Incident) -> Option<Mark> {
    let point = incident.point?;
    let place = if incident.place.is_empty() {
        &incident.country
    } else {
        &incident.place
    };
    Some(Mark {
        lon: point.lon,
        lat: point.lat,
        // What nobody has judged is not drawn as if it were exact.
        precision: match incident.precision.unwrap_or(Precision::Area) {
            Precision::Exact => MarkPrecision::Exact,
            Precision::Place => MarkPrecision::Place,
            Precision::Area => MarkPrecision::Area,
            Precision::SeaArea => MarkPrecision::SeaArea,
        },
        people: incident.people.dead_or_missing(),
        label: format!("{}, {place}", incident.occurred),
    })
}

/// A revision as the page tells it, its fields by the labels of the register's form.
fn told(revision: &Revision, register: &Register) -> Option<RevisionRow> {
    let label = |field: &str| {
        let found = register.form.field(field);
        found.map_or_else(
            || LangText::single("en", field),
            |found| found.label.clone(),
        )
    };
    let kind = match &revision.revised {
        Revised::Withdrawn => RevisionKind::Withdrawn,
        Revised::Restored => RevisionKind::Restored,
        Revised::Changed(fields) => RevisionKind::Changed(
            fields
                .iter()
                .map(|(field, (before, after))| (label(field), said(before), said(after)))
                .collect(),
        ),
    };
    Some(RevisionRow {
        at: day(revision.at)?,
        incident: revision.incident_id.clone(),
        kind,
        difference: revision.difference,
        reason: revision.reason.clone(),
    })
}

fn said(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl Pages {
    /// The same pages with links to those that have something to see.
    pub(super) async fn with_nav(mut self) -> Self {
        let incidents = has_incidents(&self.house).await;
        let (flows, events) = super::movement::has(&self).await;
        let trafficking = super::trafficking::has_release(&self).await;
        let border = super::border::has(&self).await;
        let site = Arc::make_mut(&mut self.site);
        site.has_missing = incidents;
        site.has_flows = flows;
        site.has_events = events;
        site.has_trafficking = trafficking;
        site.has_border = border;
        self
    }
}
