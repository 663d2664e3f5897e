//! The rooms of the foundation, opened once and shared by every request and job.

use std::{ops::Deref, sync::Arc};

use access::{Access, Actor, Decision, Policy, Question, Verb};
use journal::Store;
use measures::Measures;
use registers::{Catalogue, PlaceBook, ReadError, Registers};
use vocab::Clock;

use crate::Problem;

/// Everything a system may use. One is built at start.
pub struct Rooms {
    /// The store, for what has no better door (attachments, verification, backup).
    pub store: Store,
    /// Users, sessions and tokens.
    pub access: Access,
    /// The decision table.
    pub policy: Arc<Policy>,
    /// The registers in force.
    pub catalogue: Arc<Catalogue>,
    /// The one way in and the reading of records.
    pub registers: Registers,
    /// Areas in a tree, kept fresh from the register of places.
    pub places: PlaceBook,
    /// Indicators and their observations.
    pub measures: Measures,
    /// Time and ids.
    pub clock: Arc<dyn Clock>,
}

/// A handle on the rooms; cloning it is cheap.
#[derive(Clone)]
pub struct House(Arc<Rooms>);

impl House {
    /// Shares the opened rooms.
    pub fn new(rooms: Rooms) -> Self {
        Self(Arc::new(rooms))
    }

    /// This moment by the node's clock, which tests set.
    pub fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.clock.now_ms()).unwrap_or_default()
    }

    /// The present day in UTC.
    pub fn today(&self) -> jiff::civil::Date {
        jiff::tz::Offset::UTC.to_datetime(self.now()).date()
    }

    /// What the policy decides about doing this with records of a register: those of a unit, or (no unit) of any at all.
    ///
    /// # Errors
    /// When the catalogue has no such register.
    pub fn decision(
        &self,
        actor: &Actor,
        register: &str,
        verb: &Verb,
        owner: Option<&str>,
    ) -> Result<Decision, ReadError> {
        let question = Question {
            register,
            class: self.registers.register(register)?.class,
            verb,
            owner,
            purpose: None,
        };
        Ok(self.policy.decide(actor, &question))
    }

    /// The same decision, where it must allow.
    ///
    /// # Errors
    /// 403 with the policy's reason; when the catalogue has no such register.
    pub fn permit(
        &self,
        actor: &Actor,
        register: &str,
        verb: &Verb,
        owner: Option<&str>,
    ) -> Result<Decision, Problem> {
        let decision = self.decision(actor, register, verb, owner)?;
        decision.granted().map_err(Problem::not_allowed)
    }
}

impl Deref for House {
    type Target = Rooms;

    fn deref(&self) -> &Rooms {
        &self.0
    }
}
