//! What the page about missing migrants was made of, kept until one of its registers changes.
//!
//! Reading and typing every incident takes longer than drawing the page. All visitors between two changes get the same
//! incidents, and of visitors who come at once after a change only the first reads them.

use std::{collections::VecDeque, sync::Arc};

use fatalities::{Published, Revision};
use house::House;
use registers::ReadError;
use tokio::sync::{Mutex, OnceCell};
use vocab::Hlc;

/// Moments that are kept beside each other: now, and those that somebody compares it with.
const MOMENTS: usize = 4;

/// The moment asked for (none is now), and the last change of each register that is read.
type Key = (Option<Hlc>, Hlc, Hlc);

/// What was published at a moment, and how it came to be.
pub(super) struct Kept {
    pub(super) found: Published,
    revisions: OnceCell<Vec<Revision>>,
    moment: Hlc,
}

impl Kept {
    /// The changes of what had been published, the newest first; read when they are first asked for.
    pub(super) async fn revisions(&self, house: &House) -> Result<&[Revision], ReadError> {
        let read = || fatalities::revisions(&house.registers, Some(self.moment));
        Ok(self.revisions.get_or_try_init(read).await?)
    }
}

/// The answers kept.
#[derive(Default)]
pub(super) struct KeptIncidents(Mutex<VecDeque<(Key, Arc<Kept>)>>);

impl KeptIncidents {
    /// What is published, or was at a moment.
    pub(super) async fn read(
        &self,
        house: &House,
        wanted: Option<Hlc>,
    ) -> Result<Arc<Kept>, ReadError> {
        let mut kept = self.0.lock().await;
        let registers = &house.registers;
        let (incidents, _) = registers.stamp(fatalities::INCIDENTS, None).await?;
        let (regions, _) = registers.stamp(fatalities::REGIONS, None).await?;
        let key = (wanted, incidents, regions);
        if let Some((_, found)) = kept.iter().find(|(of, _)| *of == key) {
            return Ok(Arc::clone(found));
        }
        let found = Arc::new(Kept {
            found: fatalities::published(registers, wanted).await?,
            revisions: OnceCell::new(),
            // Now is the moment of the last change: what comes while this is kept belongs to the next answer.
            moment: wanted.unwrap_or(incidents),
        });
        // What stood for the same moment before a change is of no use to anybody.
        kept.retain(|((of, ..), _)| *of != wanted);
        kept.push_front((key, Arc::clone(&found)));
        kept.truncate(MOMENTS);
        Ok(found)
    }
}
