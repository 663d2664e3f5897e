//! Who somebody is, and whether they may: users, org units, sessions, tokens, and the one decision.

mod account;
mod actor;
pub mod csrf;
mod error;
mod login;
mod password;
mod policy;
mod rows;
mod secret;
mod token;
mod totp;
mod unit;

pub use account::{AccountView, Grantee, NewAccount};
pub use actor::{Actor, Grant, Scopes, Via};
pub use error::{AccessError, LoginError, PolicyFault};
pub use login::{Credentials, SessionView, session_cookie};
pub use password::password_faults;
pub use policy::{Decision, Policy, Question, Scope, Verb};
pub use rows::Access;
pub use secret::{new_password, new_token};
pub use token::TokenView;
pub use totp::{code_at, otpauth_uri};
pub use unit::{UnitPath, UnitView, is_within};
