//! A list that is updated while others search it: each search works on one unchanging state.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use crate::{
    index::{self, Hit, Index},
    subject::{Query, Subject},
};

/// A share of the list after which additions are merged into it.
const MERGE_ABOVE: usize = 20;

#[derive(Debug, Default)]
struct State {
    base: Arc<Index>,
    /// Added or changed since the base was built.
    recent: Arc<Index>,
    /// Of the base, what is withdrawn or stands changed in `recent`.
    gone: HashSet<String>,
}

/// A list in service. Searches never wait for an update being prepared: it is built beside them and put in place at once.
#[derive(Debug, Default)]
pub struct Lists {
    state: RwLock<Arc<State>>,
    update: Mutex<()>,
}

impl Lists {
    /// A list of these subjects.
    pub fn new(subjects: Vec<Subject>) -> Self {
        Self {
            state: RwLock::new(Arc::new(State {
                base: Arc::new(Index::build(subjects)),
                ..State::default()
            })),
            update: Mutex::new(()),
        }
    }

    fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Subjects in force.
    pub fn len(&self) -> usize {
        let state = self.state();
        state.base.len() - state.gone.len() + state.recent.len()
    }

    /// Whether nobody is listed.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Subjects that may be the person, the likeliest first.
    pub fn search(&self, query: &Query, threshold: f32, most: usize) -> Vec<Hit> {
        let state = self.state();
        let mut hits = state
            .base
            .search(query, threshold, most + state.gone.len().min(64));
        hits.retain(|hit| !state.gone.contains(&hit.id));
        hits.extend(state.recent.search(query, threshold, most));
        index::likeliest_first(&mut hits);
        hits.truncate(most);
        hits
    }

    /// Adds subjects, those with a known id in place of what was; takes out the withdrawn.
    pub fn apply(&self, changed: Vec<Subject>, withdrawn: &[String]) {
        let _one_at_a_time = self.update.lock().unwrap_or_else(PoisonError::into_inner);
        let state = self.state();
        let touched: HashSet<&str> = changed
            .iter()
            .map(|subject| subject.id.as_str())
            .chain(withdrawn.iter().map(String::as_str))
            .collect();
        let mut recent: Vec<Subject> = kept(&state.recent, |id| !touched.contains(id));
        let listed = state.base.subjects().iter();
        let mut gone = state.gone.clone();
        gone.extend(
            listed
                .map(|subject| &subject.id)
                .filter(|id| touched.contains(id.as_str()))
                .cloned(),
        );
        recent.extend(changed);
        let next = if (recent.len() + gone.len()) * MERGE_ABOVE > state.base.len() {
            let mut all = kept(&state.base, |id| !gone.contains(id));
            all.extend(recent);
            State {
                base: Arc::new(Index::build(all)),
                ..State::default()
            }
        } else {
            State {
                base: Arc::clone(&state.base),
                recent: Arc::new(Index::build(recent)),
                gone,
            }
        };
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
    }
}

fn kept(index: &Index, keep: impl Fn(&str) -> bool) -> Vec<Subject> {
    let subjects = index.subjects().iter();
    subjects
        .filter(|subject| keep(&subject.id))
        .cloned()
        .collect()
}
