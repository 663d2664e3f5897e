//! What public pages are made of, kept until one of its registers changes.
//!
//! Reading and typing every record takes longer than drawing a page. All visitors between two changes get what the
//! first of them read, and of visitors who come at once after a change only one reads.

use std::{collections::VecDeque, sync::Arc};

use house::House;
use registers::ReadError;
use tokio::sync::Mutex;
use vocab::Hlc;

/// Answers that are kept beside each other: now, and moments that somebody compares it with.
const MOST: usize = 4;

/// One answer: to which question, the last change of each register then, and what was read.
type Answer<Of, T> = (Of, Vec<Hlc>, Arc<T>);

/// Answers by question.
pub(super) struct Kept<Of, T>(Mutex<VecDeque<Answer<Of, T>>>);

impl<Of, T> Default for Kept<Of, T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<Of: PartialEq, T> Kept<Of, T> {
    /// What was kept while none of the registers changed; else what `read` finds, which is told their last changes.
    pub(super) async fn read<E: From<ReadError>>(
        &self,
        house: &House,
        registers: &[&str],
        of: Of,
        read: impl AsyncFnOnce(&[Hlc]) -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        let mut kept = self.0.lock().await;
        let mut stamps = Vec::with_capacity(registers.len());
        for register in registers {
            stamps.push(house.registers.stamp(register, None).await?.0);
        }
        let known = |(one, then, _): &&Answer<Of, T>| *one == of && *then == stamps;
        if let Some((.., found)) = kept.iter().find(known) {
            return Ok(Arc::clone(found));
        }
        let found = Arc::new(read(&stamps).await?);
        // What stood for the same question before a change is of no use to anybody.
        kept.retain(|(one, ..)| *one != of);
        kept.push_front((of, stamps, Arc::clone(&found)));
        kept.truncate(MOST);
        Ok(found)
    }
}
