//! What leaves a confidential register for everybody: one call that turns a register and a recipe into a release, and the
//! ledger of purpose, approver, budget, guarantee, utility and attacks. Every system publishes through it.

mod agreement;
mod gates;
mod guard;
mod http;
mod ledger;
mod making;
mod module;
mod projection;
mod published;
mod recipe;
mod spending;
mod views;

pub use agreement::{Agreement, Use, agreements};
pub use gates::{MEMBERSHIP, Quality, Refusal, Trial, gates};
pub use ledger::{Asked, Made, ReleaseError, release, step};
pub use module::{AGREEMENTS, BUDGETS, RELEASES, module};
pub use published::{Count, Line, Published, ReleaseColumn, published};
pub use recipe::{Method, Recipe, RecipeFault};
pub use spending::{Budget, Cost, Ledger};
