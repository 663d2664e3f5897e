//! Partitions that are closed: what was approved as a whole is not changed piece by piece.

use std::collections::BTreeMap;

use journal::{Kind, Tx};

use super::{Batch, States, plan::Step};
use crate::{CommitError, Fault};

/// What a register's `lock` refuses of these steps, looking at the store as it stands in this transaction. Erasure is
/// never refused: a person's right does not wait for a round to be opened again.
pub(super) fn locked(
    tx: &mut Tx<'_>,
    batch: &Batch,
    steps: &[Step],
    (before, after): (&States, &States),
) -> Result<Vec<Fault>, CommitError> {
    let catalogue = &batch.room.catalogue;
    let mut states: BTreeMap<(String, String), Option<String>> = BTreeMap::new();
    let mut held = Vec::new();
    for (position, step) in steps.iter().enumerate() {
        let writes = step
            .entry
            .as_ref()
            .is_some_and(|entry| entry.kind != Kind::Erase);
        let Some(register) = catalogue.get(step.key.0.as_str()).filter(|_| writes) else {
            continue;
        };
        let Some(lock) = &register.lock else {
            continue;
        };
        let Some(closing) = catalogue.get(&lock.register) else {
            continue;
        };
        let sides = [before.get(&step.key), after.get(&step.key)];
        let mut partitions: Vec<String> = sides
            .into_iter()
            .flatten()
            .filter_map(|record| register.partition_of(&record.data))
            .collect();
        partitions.dedup();
        for partition in partitions {
            let known = (lock.register.clone(), partition.clone());
            let state = match states.get(&known) {
                Some(state) => state.clone(),
                None => {
                    let id = closing.id_for_key(&[&partition]);
                    let sql =
                        "select state from record where tenant = $1 and register = $2 and id = $3";
                    let tenant = tx.tenant().as_str().into();
                    let params = [tenant, lock.register.as_str().into(), id.as_str().into()];
                    let rows = tx.query(sql, &params)?;
                    let state = rows.first().map(|row| row.text(0)).transpose()?;
                    states.insert(known, state.clone());
                    state
                }
            };
            if let Some(state) = state.filter(|state| lock.states.contains(state)) {
                held.push(Fault {
                    change: position,
                    field: None,
                    code: "locked",
                    reason: format!(
                        "{partition} is {state}: its records do not change; open it again, with a reason, first"
                    ),
                    value: None,
                });
                break;
            }
        }
    }
    Ok(held)
}
