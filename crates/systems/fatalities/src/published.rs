//! What is published: now, or as it was at a time. The same question with the same time has the same answer for ever.

use journal::{JournalError, RecordState};
use registers::{ReadError, Registers};
use vocab::{Hlc, RegisterName};

use crate::{
    concordance::Concordance,
    incident::Incident,
    module::{INCIDENTS, REGIONS},
};

/// The state of incidents that everybody sees.
pub const PUBLISHED: &str = "published";

/// Published incidents with the names of regions that held then.
#[derive(Debug, Clone, Default)]
pub struct Published {
    /// The incidents, by date and id.
    pub incidents: Vec<Incident>,
    /// Names of regions.
    pub names: Concordance,
}

/// Reads what is published, or was at a time.
///
/// # Errors
/// The store's failure.
pub async fn published(registers: &Registers, as_of: Option<Hlc>) -> Result<Published, ReadError> {
    let mut incidents = Vec::new();
    each(registers, INCIDENTS, as_of, |record| {
        if record.state == PUBLISHED {
            incidents.extend(Incident::read(&record.data));
        }
    })
    .await?;
    incidents.sort_by(|a, b| (a.occurred, &a.incident_id).cmp(&(b.occurred, &b.incident_id)));
    Ok(Published {
        incidents,
        names: concordance(registers, as_of).await?,
    })
}

/// The names of regions: those that ship with the system, and those of the register before them.
///
/// # Errors
/// The store's failure.
pub async fn concordance(
    registers: &Registers,
    as_of: Option<Hlc>,
) -> Result<Concordance, ReadError> {
    let mut names = Concordance::shipped();
    let mut kept = Vec::new();
    each(registers, REGIONS, as_of, |record| kept.push(record)).await?;
    // In the order in which they were made, whichever way they are read.
    kept.sort_by(|a, b| (a.created, &a.id).cmp(&(b.created, &b.id)));
    for record in kept {
        names.add_record(&record.data);
    }
    Ok(names)
}

async fn each(
    registers: &Registers,
    register: &str,
    as_of: Option<Hlc>,
    mut take: impl FnMut(RecordState),
) -> Result<(), ReadError> {
    let Some(at) = as_of else {
        let mut scan = registers.scan(register, None)?;
        while let Some(record) = scan.next().await {
            take(record?);
        }
        return Ok(());
    };
    let name = &registers.register(register)?.name;
    let mut then = registers
        .store()
        .as_of_partition(&RegisterName::clone(name), None, at);
    while let Some(record) = then.next().await {
        let record = record.map_err(|error: JournalError| ReadError::from(error))?;
        if !record.erased && record.merged_into.is_none() {
            take(record);
        }
    }
    Ok(())
}
