//! The log that ODK Collect keeps of how a form was filled in (ODK XForms, "Client Audit Logs"): read, and told of one
//! submission and of a whole form.

mod form_http;
mod log;
mod speed;
mod submission_http;
mod timing;
mod views;

pub(crate) use form_http::routes as form_routes;
pub(crate) use submission_http::routes as submission_routes;
