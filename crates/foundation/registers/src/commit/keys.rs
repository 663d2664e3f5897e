//! Natural keys are unique.

use std::collections::{BTreeMap, BTreeSet};

use journal::{JournalError, Row, Value, search_index};
use vocab::{RecordId, RegisterName, TenantId};

use super::{
    Batch,
    plan::{Claim, Plan},
};
use crate::{Fault, Strictness, index::KEY_FIELD};

/// Keys looked up in one statement; always as many, so that the statement is prepared once.
const CHUNK: usize = 500;

impl Plan {
    /// Queries that find who holds the keys that this batch claims: columns register, key, record.
    pub(super) fn key_queries(&self, tenant: &TenantId) -> Vec<(String, Vec<Value>)> {
        let mut by_register: BTreeMap<&RegisterName, Vec<&RecordId>> = BTreeMap::new();
        for claim in &self.claims {
            by_register
                .entry(&claim.record.0)
                .or_default()
                .push(&claim.natural);
        }
        let mut queries = Vec::new();
        for (register, keys) in by_register {
            for chunk in keys.chunks(CHUNK) {
                let width = if chunk.len() == 1 { 1 } else { CHUNK };
                let places: Vec<String> =
                    (4..4 + width).map(|number| format!("${number}")).collect();
                let sql = format!(
                    "select r.register, i.value, r.id from index_text i \
                     join record r on r.tenant = $1 and r.register = $2 and r.number = i.record \
                     where i.field = {} and i.value in ({})",
                    search_index::field("$3"),
                    places.join(", ")
                );
                let mut params: Vec<Value> = vec![
                    tenant.as_str().into(),
                    register.as_str().into(),
                    KEY_FIELD.into(),
                ];
                params.extend(chunk.iter().map(|key| Value::from(key.as_str())));
                let last = params.last().cloned().unwrap_or(Value::Null);
                params.resize(3 + width, last);
                queries.push((sql, params));
            }
        }
        queries
    }

    /// Finds claims of keys that another record holds, in the store or in this batch.
    ///
    /// # Errors
    /// A row that cannot be read.
    pub(super) fn refuse_taken_keys(
        &mut self,
        batch: &Batch,
        holders: &[Row],
    ) -> Result<(), JournalError> {
        let mut taken: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
        for row in holders {
            let (register, key, record) = (row.text(0)?, row.text(1)?, row.text(2)?);
            let freed = self.freed.iter().any(|(freed, natural)| {
                (freed.0.as_str(), freed.1.as_str(), natural.as_str()) == (&register, &record, &key)
            });
            if !freed {
                taken.entry((register, key)).or_default().insert(record);
            }
        }
        let mut claims = std::mem::take(&mut self.claims);
        claims.sort_by_key(|claim| claim.change);
        for claim in &claims {
            let key = (claim.record.0.to_string(), claim.natural.to_string());
            let holders = taken.entry(key).or_default();
            holders.insert(claim.record.1.to_string());
            if holders.len() > 1 {
                self.tell_taken(batch, claim);
            }
        }
        self.claims = claims;
        Ok(())
    }

    fn tell_taken(&mut self, batch: &Batch, claim: &Claim) {
        let Some(register) = batch.room.catalogue.get(claim.record.0.as_str()) else {
            return;
        };
        let fault = Fault {
            change: claim.change,
            field: register.key.first().cloned(),
            code: "duplicate_key",
            reason: format!(
                "another record has the same {}; change that one instead",
                register.key.join(", ")
            ),
            value: None,
        };
        match batch.strictness {
            Strictness::Strict => self.faults.push(fault),
            Strictness::Receive => {
                let findings = &mut self.steps[claim.change].findings;
                // The writer looks a second time.
                if !findings.contains(&fault) {
                    findings.push(fault);
                }
            }
        }
    }
}
