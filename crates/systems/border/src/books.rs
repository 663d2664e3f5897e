//! What a desk keeps in memory: alert list, known bad numbers, trusted signers, and who stood at a post in the last hours.
//! Each follows its register: before a search the register's stamp is looked at, and only what changed is read.

use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Arc, Mutex as Latch, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chip::{Certificate, TrustStore, Verifier};
use jiff::civil::Date;
use journal::{JournalError, RecordState, record};
use registers::Registers;
use screening::{Birth, Lists, Subject, subject};
use serde_json::{Map, Value as Json};
use tokio::sync::Mutex;
use travel_document::forgery::{BadNumber, BadNumbers, Known};
use vocab::{Hlc, PartialDate};

use crate::{
    error::BorderError,
    module::{ALERTS, BAD_DOCUMENTS, INSPECTIONS, SIGNERS},
    signals::{self, Seen},
};

/// How long a traveller is remembered for patterns.
const WINDOW_MS: i64 = 3 * 60 * 60 * 1_000;
/// Most travellers of a post that are remembered.
const WINDOW_MOST: usize = 6_000;

type Stamp = (Hlc, u64);

/// What a hit asks for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Alert {
    pub(crate) handling: String,
    pub(crate) reason_class: String,
    pub(crate) source: String,
    valid_until: Option<Date>,
}

impl Alert {
    pub(crate) fn holds(&self, on: Date) -> bool {
        self.valid_until.is_none_or(|last| on <= last)
    }
}

#[derive(Default)]
struct AlertBook {
    stamp: Option<Stamp>,
    alerts: Arc<HashMap<String, Alert>>,
    lists: Arc<Lists>,
}

/// The alert list as it stands.
#[derive(Clone)]
pub(crate) struct AlertList {
    pub(crate) alerts: Arc<HashMap<String, Alert>>,
    pub(crate) lists: Arc<Lists>,
    /// The last change of the list.
    pub(crate) as_of: Hlc,
}

/// Somebody who stood at a post.
#[derive(Debug, Clone)]
pub(crate) struct Stood {
    pub(crate) seen: Seen,
    pub(crate) arrives: bool,
    pub(crate) without_document: bool,
    pub(crate) asked_for_protection: bool,
}

/// The memory of a node's desks.
#[derive(Default)]
pub(crate) struct Books {
    alerts: Mutex<AlertBook>,
    bad: Mutex<Option<(Stamp, Arc<Known>)>>,
    signers: Mutex<Option<(Stamp, Arc<Verifier>)>>,
    stood: Latch<HashMap<String, VecDeque<Stood>>>,
    remembers: AtomicBool,
}

/// Records of a register that changed after a moment, erased ones too.
async fn changed_since(
    registers: &Registers,
    register: &str,
    after: Hlc,
) -> Result<Vec<RecordState>, BorderError> {
    let sql = format!(
        "select {} from record where tenant = $1 and register = $2 and hlc > $3 order by hlc",
        record::COLUMNS
    );
    let store = registers.store();
    let params = vec![
        store.tenant().as_str().into(),
        register.into(),
        after.as_i64().into(),
    ];
    let rows = store.read(sql, params).await?;
    let read: Result<Vec<_>, JournalError> = rows.iter().map(record::from_row).collect();
    Ok(read?)
}

fn text<'a>(data: &'a Map<String, Json>, field: &str) -> &'a str {
    data.get(field).and_then(Json::as_str).unwrap_or_default()
}

fn subject_of(id: &str, data: &Map<String, Json>) -> Subject {
    let listed = |field: &str, separators: &[char]| -> Vec<String> {
        text(data, field)
            .split(separators)
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let mut names = vec![text(data, "name").to_owned()];
    names.extend(listed("aliases", &[';']));
    Subject {
        id: id.to_owned(),
        names,
        births: listed("birth", &[';', ' '])
            .iter()
            .filter_map(|birth| Birth::read(birth))
            .collect(),
        nationalities: listed("nationalities", &[';', ',', ' '])
            .iter()
            .filter_map(|it| subject::nationality(it))
            .collect(),
        sex: subject::sex(text(data, "sex")),
        documents: listed("document_numbers", &[';', ',', ' '])
            .iter()
            .filter_map(|it| subject::document(it))
            .collect(),
        note: text(data, "reason_class").to_owned(),
    }
}

impl Books {
    /// The alert list, brought up to date.
    pub(crate) async fn alerts(&self, registers: &Registers) -> Result<AlertList, BorderError> {
        let mut book = self.alerts.lock().await;
        let stamp = registers.stamp(ALERTS, None).await?;
        if book.stamp != Some(stamp) {
            let after = book.stamp.map_or(Hlc::from_i64(-1), |(hlc, _)| hlc);
            let mut alerts = HashMap::clone(&book.alerts);
            let (mut changed, mut withdrawn) = (Vec::new(), Vec::new());
            for record in changed_since(registers, ALERTS, after).await? {
                let id = record.id.to_string();
                if record.erased || record.merged_into.is_some() || record.state != "in_force" {
                    alerts.remove(&id);
                    withdrawn.push(id);
                } else {
                    changed.push(subject_of(&id, &record.data));
                    let alert = Alert {
                        handling: text(&record.data, "handling").to_owned(),
                        reason_class: text(&record.data, "reason_class").to_owned(),
                        source: text(&record.data, "source").to_owned(),
                        valid_until: text(&record.data, "valid_until").parse().ok(),
                    };
                    alerts.insert(id, alert);
                }
            }
            book.lists.apply(changed, &withdrawn);
            book.alerts = Arc::new(alerts);
            book.stamp = Some(stamp);
        }
        Ok(AlertList {
            alerts: Arc::clone(&book.alerts),
            lists: Arc::clone(&book.lists),
            as_of: stamp.0,
        })
    }

    /// Numbers of documents that must not be in use.
    pub(crate) async fn known(&self, registers: &Registers) -> Result<Arc<Known>, BorderError> {
        let mut kept = self.bad.lock().await;
        let stamp = registers.stamp(BAD_DOCUMENTS, None).await?;
        if let Some((of, known)) = &*kept
            && *of == stamp
        {
            return Ok(Arc::clone(known));
        }
        let mut bad = Vec::new();
        let mut scan = registers.scan(BAD_DOCUMENTS, None)?;
        while let Some(record) = scan.next().await {
            let record = record?;
            if record.state == "in_force" {
                let (reason, source) = (text(&record.data, "reason"), text(&record.data, "source"));
                bad.push(BadNumber {
                    issuer: text(&record.data, "issuer").to_owned(),
                    number: text(&record.data, "number").to_owned(),
                    reason: format!("{} ({source})", reason.replace('_', " ")),
                });
            }
        }
        let known = Arc::new(Known {
            series: Vec::new(),
            bad: BadNumbers::new(bad),
        });
        *kept = Some((stamp, Arc::clone(&known)));
        Ok(known)
    }

    /// What verifies chips: country signers that two persons accepted.
    pub(crate) async fn verifier(
        &self,
        registers: &Registers,
    ) -> Result<Arc<Verifier>, BorderError> {
        let mut kept = self.signers.lock().await;
        let stamp = registers.stamp(SIGNERS, None).await?;
        if let Some((of, verifier)) = &*kept
            && *of == stamp
        {
            return Ok(Arc::clone(verifier));
        }
        let mut trust = TrustStore::new();
        let mut lists = Vec::new();
        let mut scan = registers.scan(SIGNERS, None)?;
        while let Some(record) = scan.next().await {
            let record = record?;
            if record.state != "trusted" {
                continue;
            }
            let written: String = text(&record.data, "octets").split_whitespace().collect();
            let Ok(octets) = STANDARD.decode(written) else {
                tracing::warn!(record = %record.id, "a trusted certificate is not base64 and is left out");
                continue;
            };
            if text(&record.data, "kind") == "revocation_list" {
                lists.push(octets);
            } else if let Ok(certificate) = Certificate::read(&octets) {
                trust.accept(certificate, text(&record.data, "source"));
            }
        }
        for list in lists {
            // A list that cannot be read revokes nothing; the verdict says that there is none.
            let _ = trust.add_revocation_list(&list);
        }
        let verifier = Arc::new(Verifier::new(trust));
        *kept = Some((stamp, Arc::clone(&verifier)));
        Ok(verifier)
    }

    /// Who stood at a post in the last hours, oldest first. After a start the journal remembers for us.
    pub(crate) async fn stood(
        &self,
        registers: &Registers,
        post: &str,
        now: i64,
    ) -> Result<Vec<Stood>, BorderError> {
        if !self.remembers.swap(true, Ordering::SeqCst) {
            let after = Hlc::new(now - WINDOW_MS, 0);
            for record in changed_since(registers, INSPECTIONS, after).await? {
                if !record.erased {
                    let post = text(&record.data, "post").to_owned();
                    self.remember(&post, Stood::read(&record));
                }
            }
        }
        let mut all = self.stood.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(line) = all.get_mut(post) else {
            return Ok(Vec::new());
        };
        // A clock that was put back leaves people of the future; they go too.
        line.retain(|it| (now - it.seen.at).abs() <= WINDOW_MS);
        Ok(line.iter().cloned().collect())
    }

    /// Remembers one more; the same inspection is remembered once.
    pub(crate) fn remember(&self, post: &str, stood: Stood) {
        let mut all = self.stood.lock().unwrap_or_else(PoisonError::into_inner);
        let line = all.entry(post.to_owned()).or_default();
        if line
            .iter()
            .any(|it| it.seen.inspection == stood.seen.inspection)
        {
            return;
        }
        line.push_back(stood);
        while line.len() > WINDOW_MOST {
            line.pop_front();
        }
    }
}

impl Stood {
    /// What is remembered of an inspection that was kept.
    pub(crate) fn read(record: &RecordState) -> Self {
        let data = &record.data;
        let yes = |field: &str| text(data, field) == "yes";
        Self {
            seen: Seen {
                inspection: record.id.to_string(),
                at: record.created.ms(),
                surname: text(data, "surname").to_owned(),
                birth: PartialDate::parse(text(data, "birth")).ok(),
                sex: text(data, "sex").chars().next(),
                number: text(data, "document_number").to_owned(),
                issuer: text(data, "document_issuer").to_owned(),
                issued: text(data, "issued").parse().ok(),
                phone: signals::phone(text(data, "phone")),
                sponsor: signals::sponsor(text(data, "sponsor")),
                with_adult: text(data, "with_adult").to_owned(),
                related: yes("related"),
                consent: yes("consent"),
                for_work: text(data, "purpose") == "work",
                travelled_before: yes("travelled_before"),
                documents_held: yes("documents_held"),
                speaks_for_all: yes("speaks_for_all"),
            },
            arrives: text(data, "direction") == "entry",
            without_document: text(data, "capture") == "none",
            asked_for_protection: yes("asylum_request"),
        }
    }
}
