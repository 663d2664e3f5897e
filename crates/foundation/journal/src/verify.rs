//! Recomputing everything that can be recomputed, and naming what differs.

use serde::Serialize;
use sha2::{Digest, Sha256};
use vocab::NodeId;

use crate::{
    Entry, JournalError, RecordState, Store, attachment::hex, entry::COLUMNS, fold, record,
};

/// Faults listed at the most; a wholly foreign file would have millions.
const LISTED: usize = 100;

/// One thing that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Altered {
    /// An entry does not hash to what the next one and its own column say.
    Entry {
        /// Node and number of the entry.
        node: String,
        /// Its number.
        seq: i64,
    },
    /// An entry cannot be read at all.
    EntryUnreadable {
        /// What is unreadable.
        reason: String,
    },
    /// Entries are missing before this number.
    Gap {
        /// The node.
        node: String,
        /// The first number after the gap.
        seq: i64,
    },
    /// The end of the chain is not where the head says.
    Tail {
        /// The node.
        node: String,
        /// Number by the head.
        expected: i64,
        /// Last number found.
        found: i64,
    },
    /// A record is not the fold of its entries.
    Record {
        /// The register.
        register: String,
        /// The record.
        id: String,
    },
    /// A record has no entries, or entries have no record.
    RecordMissing {
        /// The register.
        register: String,
        /// The record.
        id: String,
    },
    /// An attachment's content does not have its name's hash.
    Attachment {
        /// Its name.
        hash: String,
    },
}

/// What `verify` found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct VerifyReport {
    /// Entries recomputed.
    pub entries: u64,
    /// Records folded anew.
    pub records: u64,
    /// Attachments hashed.
    pub attachments: u64,
    /// What differs, the first hundred.
    pub altered: Vec<Altered>,
    /// Whether there were more than are listed.
    pub more: bool,
}

impl VerifyReport {
    /// Whether everything is as it was written.
    pub fn is_clean(&self) -> bool {
        self.altered.is_empty()
    }

    fn note(&mut self, altered: Altered) {
        if self.altered.len() < LISTED {
            self.altered.push(altered);
        } else {
            self.more = true;
        }
    }
}

impl Store {
    /// Recomputes the chain of every node, every record from its entries, and every attachment.
    ///
    /// # Errors
    /// Only when the store cannot be read; what is altered is in the report.
    pub async fn verify(&self) -> Result<VerifyReport, JournalError> {
        let mut report = VerifyReport::default();
        self.verify_chains(&mut report).await?;
        self.verify_records(&mut report).await?;
        self.verify_attachments(&mut report).await?;
        Ok(report)
    }

    async fn verify_chains(&self, report: &mut VerifyReport) -> Result<(), JournalError> {
        let heads = self
            .read(
                "select node, seq, hash from chain_head where tenant = $1 order by node",
                vec![self.tenant().as_str().into()],
            )
            .await?;
        for head in &heads {
            let node = head.text(0)?;
            let (last, hash) = self.verify_chain(&node, report).await?;
            let expected = head.int(1)?;
            if last != expected || (expected > 0 && head.bytes(2)? != hash) {
                report.note(Altered::Tail {
                    node,
                    expected,
                    found: last,
                });
            }
        }
        Ok(())
    }

    async fn verify_chain(
        &self,
        node: &str,
        report: &mut VerifyReport,
    ) -> Result<(i64, [u8; 32]), JournalError> {
        let sql =
            format!("select {COLUMNS} from entry where tenant = $1 and node = $2 order by seq");
        let mut rows = self.stream(sql, vec![self.tenant().as_str().into(), node.into()]);
        let (mut last, mut prev) = (0, [0_u8; 32]);
        while let Some(row) = rows.next().await {
            let row = row?;
            report.entries += 1;
            let entry = match Entry::from_row(&row) {
                Ok(entry) => entry,
                Err(error) => {
                    report.note(Altered::EntryUnreadable {
                        reason: error.to_string(),
                    });
                    continue;
                }
            };
            if entry.seq != last + 1 {
                report.note(Altered::Gap {
                    node: node.to_owned(),
                    seq: entry.seq,
                });
            } else if entry.prev != prev
                || entry.hash_with(self.tenant(), row.text_ref(10)?) != entry.hash
            {
                report.note(Altered::Entry {
                    node: node.to_owned(),
                    seq: entry.seq,
                });
            }
            last = entry.seq;
            prev = entry.hash;
        }
        Ok((last, prev))
    }

    /// Walks entries and records side by side, both in the order of register and record.
    async fn verify_records(&self, report: &mut VerifyReport) -> Result<(), JournalError> {
        let entries = format!(
            "select {COLUMNS} from entry where tenant = $1 and kind not in ('read', 'admin') \
             order by tenant, register, record, hlc, node, seq"
        );
        let records = format!(
            "select {} from record where tenant = $1 order by tenant, register, id",
            record::COLUMNS
        );
        let params = || vec![self.tenant().as_str().into()];
        let mut entries = self.stream(entries, params());
        let mut records = self.stream(records, params());
        let mut pending: Option<Entry> = None;
        let mut stored: Option<RecordState> = None;
        let mut stored_ended = false;
        loop {
            let mut group: Vec<Entry> = pending.take().into_iter().collect();
            while let Some(row) = entries.next().await {
                // Unreadable entries were reported with the chain.
                let Ok(entry) = Entry::from_row(&row?) else {
                    continue;
                };
                let same = group.first().is_none_or(|first| {
                    (&first.register, &first.record) == (&entry.register, &entry.record)
                });
                if same {
                    group.push(entry);
                } else {
                    pending = Some(entry);
                    break;
                }
            }
            let folded = fold(&group);
            if let Some(folded) = &folded {
                report.records += 1;
                loop {
                    if stored.is_none() && !stored_ended {
                        match records.next().await {
                            Some(row) => match record::from_row(&row?) {
                                Ok(record) => stored = Some(record),
                                Err(_) => {
                                    report.note(Altered::Record {
                                        register: folded.register.to_string(),
                                        id: folded.id.to_string(),
                                    });
                                    break;
                                }
                            },
                            None => stored_ended = true,
                        }
                    }
                    let wanted = (folded.register.as_str(), folded.id.as_str());
                    let Some(found) = &stored else {
                        report.note(missing(wanted));
                        break;
                    };
                    let have = (found.register.as_str(), found.id.as_str());
                    if have < wanted {
                        report.note(missing(have));
                        stored = None;
                        continue;
                    }
                    if have == wanted {
                        if found != folded {
                            report.note(Altered::Record {
                                register: wanted.0.to_owned(),
                                id: wanted.1.to_owned(),
                            });
                        }
                        stored = None;
                    } else {
                        report.note(missing(wanted));
                    }
                    break;
                }
            }
            if group.is_empty() {
                break;
            }
        }
        if let Some(left) = stored {
            report.note(missing((left.register.as_str(), left.id.as_str())));
        }
        while let Some(row) = records.next().await {
            let row = row?;
            report.note(missing((row.text_ref(1)?, row.text_ref(0)?)));
        }
        Ok(())
    }

    async fn verify_attachments(&self, report: &mut VerifyReport) -> Result<(), JournalError> {
        let known = self
            .read(
                "select hash from attachment where tenant = $1 order by hash",
                vec![self.tenant().as_str().into()],
            )
            .await?;
        for row in &known {
            let hash = row.text(0)?;
            let mut reader = self.open_attachment(&hash).await?;
            let mut hasher = Sha256::new();
            while let Some(piece) = reader.next().await {
                hasher.update(piece?);
            }
            report.attachments += 1;
            if hex(&hasher.finalize()) != hash {
                report.note(Altered::Attachment { hash });
            }
        }
        Ok(())
    }

    /// The nodes whose chains this store holds.
    ///
    /// # Errors
    /// The database's own.
    pub async fn nodes(&self) -> Result<Vec<NodeId>, JournalError> {
        let rows = self
            .read(
                "select node from chain_head where tenant = $1 order by node",
                vec![self.tenant().as_str().into()],
            )
            .await?;
        rows.iter()
            .map(|row| {
                NodeId::parse(row.text_ref(0)?)
                    .map_err(|_| JournalError::Unreadable { what: "node.node" })
            })
            .collect()
    }
}

fn missing((register, id): (&str, &str)) -> Altered {
    Altered::RecordMissing {
        register: register.to_owned(),
        id: id.to_owned(),
    }
}
