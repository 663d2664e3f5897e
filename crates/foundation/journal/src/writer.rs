//! The one writer of a node: a thread with its own connection that commits many jobs at once.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use tokio::sync::oneshot;
use vocab::{Clock, Hlc, HybridClock, NodeId, TenantId};

use crate::{
    JournalError, StoreUrl, Tx, migrate, sqlite,
    tx::{Connection, Head, PostgresConnection},
};

/// Jobs in one commit at the most. A flush to disk takes milliseconds on a laptop: sharing it is the whole gain.
const GROUP: usize = 500;

/// How long after a failed sweep the next one is tried.
const SWEEP_AGAIN: Duration = Duration::from_secs(1);

/// Work for the writer: runs in a savepoint (or hears why it could not start), then says whether to keep what it did.
pub(crate) struct Job(pub(crate) Work);

type Work = Box<dyn FnOnce(Result<&mut Tx<'_>, JournalError>) -> Keep + Send>;

/// What is to become of a job's work, and whom to tell.
pub(crate) enum Keep {
    /// Commit; told with the outcome of the commit.
    Yes(Box<dyn FnOnce(Result<(), JournalError>) + Send>),
    /// Roll back to before the job.
    No(Box<dyn FnOnce() + Send>),
}

/// The way to the writer's thread.
pub(crate) struct Writer {
    jobs: mpsc::Sender<Job>,
    node: NodeId,
}

impl Writer {
    /// Opens the writing connection on its own thread, migrates, and finds or makes the node's name.
    pub(crate) async fn start(
        url: StoreUrl,
        tenant: TenantId,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, JournalError> {
        let (jobs, queue) = mpsc::channel::<Job>();
        let (tell, told) = oneshot::channel();
        thread::Builder::new()
            .name("store-write".to_owned())
            .spawn(move || {
                let opened = open(&url, &tenant, &*clock);
                match opened {
                    Ok((connection, node)) => {
                        let desk = Desk {
                            connection,
                            tenant,
                            node: node.clone(),
                            clock,
                            sweep: Cell::new(None),
                        };
                        if tell.send(Ok(node)).is_ok() {
                            desk.work(&queue);
                        }
                    }
                    Err(error) => {
                        let _ = tell.send(Err(error));
                    }
                }
            })?;
        let node = told.await.map_err(|_| JournalError::Closed)??;
        Ok(Self { jobs, node })
    }

    pub(crate) fn node(&self) -> &NodeId {
        &self.node
    }

    pub(crate) fn send(&self, job: Job) -> Result<(), JournalError> {
        self.jobs.send(job).map_err(|_| JournalError::Closed)
    }
}

fn open(
    url: &StoreUrl,
    tenant: &TenantId,
    clock: &dyn Clock,
) -> Result<(Connection, NodeId), JournalError> {
    let connection = match url {
        StoreUrl::Sqlite(path) => {
            migrate::copy_before_migrating(path)?;
            Connection::Sqlite(sqlite::open_writer(path)?)
        }
        StoreUrl::Postgres(address) => {
            let connection = Connection::Postgres(PostgresConnection::open(address)?);
            migrate::check_collation(&connection)?;
            connection
        }
    };
    migrate::prepare(&connection, clock.now_ms())?;
    let node = find_or_make_node(&connection, tenant, clock)?;
    Ok((connection, node))
}

fn find_or_make_node(
    connection: &Connection,
    tenant: &TenantId,
    clock: &dyn Clock,
) -> Result<NodeId, JournalError> {
    let find = "select node from node where tenant = $1 and writes = 1";
    let found = connection.query(find, &[tenant.as_str().into()])?;
    if let Some(row) = found.first() {
        return NodeId::parse(row.text_ref(0)?)
            .map_err(|_| JournalError::Unreadable { what: "node.node" });
    }
    let node = new_node_id(clock);
    register_node(connection, tenant, &node, clock)?;
    Ok(node)
}

/// A short name: the last twelve characters of a new id, which are its random part.
fn new_node_id(clock: &dyn Clock) -> NodeId {
    let id = clock.new_id().as_str().replace('-', "");
    let tail: String = id.chars().skip(id.len().saturating_sub(12)).collect();
    NodeId::parse(&format!("n{}", tail.to_lowercase())).expect("hex digits are lower-case")
}

/// Gives the store a new name to write under, with a chain of its own.
pub(crate) fn register_node(
    connection: &Connection,
    tenant: &TenantId,
    node: &NodeId,
    clock: &dyn Clock,
) -> Result<(), JournalError> {
    connection.execute(
        "update node set writes = 0 where tenant = $1",
        &[tenant.as_str().into()],
    )?;
    connection.execute(
        "insert into node (tenant, node, incarnation, created, writes) values ($1, $2, $3, $4, 1)",
        &[
            tenant.as_str().into(),
            node.as_str().into(),
            clock.new_id().as_str().into(),
            clock.now_ms().into(),
        ],
    )?;
    connection.execute(
        "insert into chain_head (tenant, node, seq, hash, hlc) values ($1, $2, 0, $3, 0)",
        &[
            tenant.as_str().into(),
            node.as_str().into(),
            vec![0_u8; 32].into(),
        ],
    )?;
    Ok(())
}

/// Makes a new name for a store that was restored from a backup.
pub(crate) fn rename_node(
    connection: &Connection,
    tenant: &TenantId,
    clock: &dyn Clock,
) -> Result<NodeId, JournalError> {
    let node = new_node_id(clock);
    register_node(connection, tenant, &node, clock)?;
    Ok(node)
}

struct Desk {
    connection: Connection,
    tenant: TenantId,
    node: NodeId,
    clock: Arc<dyn Clock>,
    /// When what is left of destroyed keys is to be cleared, if any is.
    sweep: Cell<Option<Instant>>,
}

type Waiting = Box<dyn FnOnce(Result<(), JournalError>) + Send>;

impl Desk {
    fn work(&self, queue: &mpsc::Receiver<Job>) {
        loop {
            let next = match self.sweep.get() {
                Some(due) => queue.recv_timeout(due.saturating_duration_since(Instant::now())),
                None => queue.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let first = match next {
                Ok(first) => first,
                Err(RecvTimeoutError::Timeout) => {
                    self.sweep_again();
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => break,
            };
            // Whatever queued up while the last commit was flushed goes into this one.
            let mut group = vec![first];
            while group.len() < GROUP {
                match queue.try_recv() {
                    Ok(job) => group.push(job),
                    Err(_) => break,
                }
            }
            self.commit(group);
            if self.sweep.get().is_some_and(|due| due <= Instant::now()) {
                self.sweep_again();
            }
        }
    }

    /// Clears what is left of destroyed keys, or says when to try again.
    fn sweep_again(&self) {
        let swept = self.connection.sweep().unwrap_or(false);
        self.sweep
            .set((!swept).then(|| Instant::now() + SWEEP_AGAIN));
    }

    fn commit(&self, group: Vec<Job>) {
        let mut waiting: Vec<Waiting> = Vec::with_capacity(group.len());
        let outcome = self.run(group, &mut waiting);
        match outcome {
            Ok(()) => {
                for tell in waiting {
                    tell(Ok(()));
                }
            }
            Err(error) => {
                let _ = self.connection.batch("rollback");
                let reason = error.to_string();
                let mut first = Some(error);
                for tell in waiting {
                    tell(Err(first.take().unwrap_or_else(|| shared(&reason))));
                }
            }
        }
    }

    fn run(&self, group: Vec<Job>, waiting: &mut Vec<Waiting>) -> Result<(), JournalError> {
        let begin = match self.connection {
            Connection::Sqlite(_) => "begin immediate",
            Connection::Postgres(_) => "begin",
        };
        let mut jobs = group.into_iter();
        let started = self.connection.batch(begin).and_then(|()| self.take_head());
        let mut head = match started {
            Ok(head) => head,
            Err(error) => {
                jobs.for_each(|job| refuse(job, shared(&error.to_string())));
                return Err(error);
            }
        };
        let before = head.clone();
        // A job alone needs no savepoint, which would copy every page it touches: the transaction is its own.
        let alone = jobs.len() == 1;
        let unless_alone = |sql| {
            if alone {
                Ok(())
            } else {
                self.connection.batch(sql)
            }
        };
        for job in jobs.by_ref() {
            let saved = head.clone();
            if let Err(error) = unless_alone("savepoint job") {
                refuse(job, shared(&error.to_string()));
                jobs.for_each(|job| refuse(job, shared(&error.to_string())));
                return Err(error);
            }
            let mut tx = Tx {
                connection: &self.connection,
                tenant: &self.tenant,
                node: &self.node,
                head: &mut head,
                now_ms: self.clock.now_ms(),
            };
            let keep = catch_unwind(AssertUnwindSafe(|| (job.0)(Ok(&mut tx))));
            match keep {
                Ok(Keep::Yes(tell)) => {
                    waiting.push(tell);
                    unless_alone("release savepoint job")?;
                }
                Ok(Keep::No(tell)) if alone => {
                    self.connection.batch("rollback")?;
                    tell();
                    return Ok(());
                }
                // Its sender was dropped in the unwinding, which tells the asker.
                Err(_) if alone => return self.connection.batch("rollback"),
                Ok(Keep::No(tell)) => {
                    head = saved;
                    self.undo_job()?;
                    tell();
                }
                Err(_) => {
                    head = saved;
                    self.undo_job()?;
                }
            }
        }
        if head.seq != before.seq || head.last != before.last {
            self.move_head(&before, &head)?;
        }
        self.connection.batch("commit")?;
        if head.sweep {
            self.sweep.set(Some(Instant::now()));
        }
        Ok(())
    }

    fn undo_job(&self) -> Result<(), JournalError> {
        self.connection
            .batch("rollback to savepoint job; release savepoint job")
    }

    /// Takes the chain's row for this transaction (an update locks it in both databases) and reads it.
    fn take_head(&self) -> Result<Head, JournalError> {
        let key = [self.tenant.as_str().into(), self.node.as_str().into()];
        let lock = "update chain_head set seq = seq where tenant = $1 and node = $2";
        if matches!(self.connection, Connection::Postgres(_)) {
            self.connection.execute(lock, &key)?;
        }
        let read = "select seq, hash, hlc from chain_head where tenant = $1 and node = $2";
        let rows = self.connection.query(read, &key)?;
        let row = rows
            .first()
            .ok_or(JournalError::Unreadable { what: "chain_head" })?;
        let last = Hlc::from_i64(row.int(2)?);
        Ok(Head {
            seq: row.int(0)?,
            hash: row
                .bytes(1)?
                .try_into()
                .map_err(|_| JournalError::Unreadable {
                    what: "chain_head.hash",
                })?,
            clock: HybridClock::after(last),
            last,
            sweep: false,
        })
    }

    /// Moves the end of the chain from where it was taken; anything else means that somebody wrote as us.
    fn move_head(&self, from: &Head, to: &Head) -> Result<(), JournalError> {
        let moved = self.connection.execute(
            "update chain_head set seq = $3, hash = $4, hlc = $5 \
             where tenant = $1 and node = $2 and seq = $6",
            &[
                self.tenant.as_str().into(),
                self.node.as_str().into(),
                to.seq.into(),
                to.hash.to_vec().into(),
                to.last.as_i64().into(),
                from.seq.into(),
            ],
        )?;
        if moved == 1 {
            Ok(())
        } else {
            Err(JournalError::ChainMoved)
        }
    }
}

/// Tells a job that its transaction could not start.
fn refuse(job: Job, error: JournalError) {
    if let Keep::No(tell) = (job.0)(Err(error)) {
        tell();
    }
}

/// The same failure for everybody else of a group.
fn shared(reason: &str) -> JournalError {
    JournalError::Io(std::io::Error::other(reason.to_owned()))
}
