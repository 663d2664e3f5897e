//! From sheets to a form.

mod choices;
mod faults;
mod headers;
mod kinds;
mod references;
mod settings;
mod sheet;
mod survey;

use crate::{Form, FormFault};
use faults::Faults;

pub(crate) fn form(survey: &str, choices: &str, settings: &str) -> Result<Form, Vec<FormFault>> {
    let mut faults = Faults::default();
    let settings = settings::read(settings, &mut faults);
    let lists = choices::read(choices, &settings, &mut faults);
    let mut form = Form {
        id: settings.id,
        title: settings.title,
        version: settings.version,
        default_language: settings.default_language,
        settings: settings.others,
        fields: Vec::new(),
        groups: Vec::new(),
        lists,
        calculations: Vec::new(),
    };
    survey::read(survey, &mut form, &mut faults);
    form.calculations = references::check(&form, &mut faults);
    faults.into_result(form)
}
