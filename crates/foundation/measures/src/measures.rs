//! The door to all indicators.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use registers::{PlaceBook, Registers};
use tokio::sync::Mutex as AsyncMutex;
use vocab::Hlc;

use crate::{
    Ask, Audience, Indicator, MeasureError, Observations, Table, TableAsk, observe, projection,
    public, release,
};

/// Answers kept at the most.
const KEPT: usize = 512;
/// Rows of tables kept at the most, of all of them together.
const KEPT_ROWS: usize = 200_000;

/// Indicators over one store. Cloning it is cheap.
#[derive(Clone)]
pub struct Measures {
    pub(crate) registers: Registers,
    pub(crate) places: PlaceBook,
    indicators: Arc<BTreeMap<String, Indicator>>,
    folder: PathBuf,
    memory: usize,
    /// One rebuild at a time: two asks for a stale partition build it once.
    building: Arc<AsyncMutex<()>>,
    kept: Arc<Mutex<Kept>>,
    tables: Arc<Mutex<Tables>>,
}

/// Tables by ask, with the stamps they were made at.
type Tables = BTreeMap<String, (String, Arc<Table>)>;

/// Answers by ask, with the stamps they were made at.
#[derive(Default)]
struct Kept(BTreeMap<String, (String, Arc<Observations>)>);

impl Measures {
    /// Opens the door. `folder` holds the projections and may be deleted at any time; `memory` is what one analysis
    /// may use, in bytes, before it spills to disk.
    pub fn new(
        registers: Registers,
        places: PlaceBook,
        folder: PathBuf,
        indicators: Vec<Indicator>,
        memory: usize,
    ) -> Self {
        let indicators = indicators
            .into_iter()
            .map(|indicator| (indicator.id.clone(), indicator))
            .collect();
        Self {
            registers,
            places,
            indicators: Arc::new(indicators),
            folder,
            memory,
            building: Arc::default(),
            kept: Arc::default(),
            tables: Arc::default(),
        }
    }

    /// All indicators by id.
    pub fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.indicators.values()
    }

    /// The indicator of this id.
    ///
    /// # Errors
    /// [`MeasureError::UnknownIndicator`].
    pub fn indicator(&self, id: &str) -> Result<&Indicator, MeasureError> {
        self.indicators
            .get(id)
            .ok_or_else(|| MeasureError::UnknownIndicator(id.to_owned()))
    }

    /// Observes an indicator. The same ask of unchanged data is answered from memory.
    ///
    /// # Errors
    /// Unknown or unpublished indicator, rows that must not be added, or a failure of the store or the analysis.
    pub async fn observe(&self, ask: &Ask) -> Result<Arc<Observations>, MeasureError> {
        let indicator = self.indicator(&ask.indicator)?;
        let partitions = match ask.audience {
            Audience::Internal => self.internal_partitions(indicator, ask).await?,
            Audience::Public => public::partitions(self, indicator, ask).await?,
        };
        let places = self.places_stamp().await;
        let register = match ask.as_of {
            // What is erased anywhere leaves the past of every partition.
            Some(_) => self.registers.stamp(&indicator.register, None).await?.0,
            None => Hlc::default(),
        };
        let stamps = format!("{partitions:?} {} {}", places.as_i64(), register.as_i64());
        let key = format!("{ask:?}");
        if let Some((at, answer)) = self.kept().0.get(&key)
            && *at == stamps
        {
            return Ok(Arc::clone(answer));
        }
        let names: Vec<String> = partitions.into_iter().map(|(name, _)| name).collect();
        let answer = Arc::new(match ask.audience {
            Audience::Internal => observe::observe(self, indicator, ask, &names).await?,
            Audience::Public => public::observe(self, indicator, ask, &names).await?,
        });
        let mut kept = self.kept();
        if kept.0.len() >= KEPT {
            kept.0.clear();
        }
        kept.0.insert(key, (stamps, Arc::clone(&answer)));
        Ok(answer)
    }

    /// The partitions of an indicator that the public may see, oldest first.
    ///
    /// # Errors
    /// [`MeasureError::NotPublished`], or the store's failure.
    pub async fn published_partitions(&self, indicator: &str) -> Result<Vec<String>, MeasureError> {
        let indicator = self.indicator(indicator)?;
        let ask = Ask {
            audience: Audience::Public,
            ..Ask::of(&indicator.id)
        };
        let found = public::partitions(self, indicator, &ask).await?;
        Ok(found.into_iter().map(|(name, _)| name).collect())
    }

    /// A table of a published partition by several dimensions and parts, with small numbers and what would tell them
    /// hidden. The same ask of unchanged data is answered from memory.
    ///
    /// # Errors
    /// [`MeasureError::NotPublished`] also for a partition that is not published; else as for an observation.
    pub async fn published_table(&self, ask: &TableAsk) -> Result<Arc<Table>, MeasureError> {
        let indicator = self.indicator(&ask.indicator)?;
        let whole = Ask {
            partition: Some(ask.partition.clone()),
            audience: Audience::Public,
            ..Ask::of(&indicator.id)
        };
        let partitions = public::partitions(self, indicator, &whole).await?;
        if partitions.is_empty() {
            return Err(MeasureError::NotPublished(indicator.id.clone()));
        }
        let places = self.places_stamp().await;
        let stamps = format!("{partitions:?} {}", places.as_i64());
        let key = format!("{ask:?}");
        let tables = || self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, table)) = tables().get(&key)
            && *at == stamps
        {
            return Ok(Arc::clone(table));
        }
        let table = Arc::new(release::table(self, ask).await?);
        let mut kept = tables();
        let rows: usize = kept.values().map(|(_, table)| table.rows.len()).sum();
        if rows + table.rows.len() > KEPT_ROWS {
            kept.clear();
        }
        kept.insert(key, (stamps, Arc::clone(&table)));
        Ok(table)
    }

    async fn internal_partitions(
        &self,
        indicator: &Indicator,
        ask: &Ask,
    ) -> Result<Vec<(String, i64)>, MeasureError> {
        let all = self.registers.partitions(&indicator.register).await?;
        Ok(all
            .into_iter()
            .filter(|(name, _)| ask.partition.as_ref().is_none_or(|wanted| wanted == name))
            .map(|(name, hlc)| (name, hlc.as_i64()))
            .collect())
    }

    /// The files of a partition, up to date.
    pub(crate) async fn projected(
        &self,
        indicator: &Indicator,
        partition: &str,
        ask: &Ask,
    ) -> Result<projection::Projected, MeasureError> {
        // The stamp first: places that change meanwhile make the files stale, not wrong for good.
        let places = self.places_stamp().await;
        let tree = self.places.tree().await?;
        let register = self.registers.register(&indicator.register)?;
        let _turn = self.building.lock().await;
        projection::project(
            &self.registers,
            (&tree, places),
            &self.folder,
            register,
            partition,
            ask.as_of,
        )
        .await
    }

    /// When the places last changed; never, where there are none.
    async fn places_stamp(&self) -> Hlc {
        let stamp = self.registers.stamp("places", None).await;
        stamp.unwrap_or_default().0
    }

    pub(crate) fn memory(&self) -> usize {
        self.memory
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
