//! Questions about places: accuracy, mock locations, and a geometry to refer to.

use super::{Draft, Survey};
use crate::{
    Fault,
    question::yes_no,
    token::{is_reference, references},
};

impl Survey<'_> {
    pub(super) fn geo(&mut self, draft: &mut Draft) -> Result<(), Fault> {
        let row = draft.row;
        let parameters = draft.parameters.clone();
        let wrong = |reason: &str| Err(Fault::survey(row, "parameters", reason));
        if draft.type_name == "geopoint" {
            parameters.only(
                &[
                    "allow-mock-accuracy",
                    "capture-accuracy",
                    "reference-geometry",
                    "warning-accuracy",
                ],
                row,
            )?;
            for (key, attribute) in [
                ("capture-accuracy", "accuracyThreshold"),
                ("warning-accuracy", "unacceptableAccuracyThreshold"),
            ] {
                if let Some(value) = parameters.get(key) {
                    if value.parse::<f64>().is_err() {
                        return wrong(&format!("The '{key}' parameter must have a numeric value"));
                    }
                    draft.cells.set_within("control", attribute, value);
                }
            }
        } else {
            parameters.only(
                &["allow-mock-accuracy", "incremental", "reference-geometry"],
                row,
            )?;
            if let Some(value) = parameters.get("incremental") {
                if yes_no(value) != Some(true) {
                    return wrong(
                        "For geoshape and geotrace questions, the 'incremental' parameter may either be 'true' or not included",
                    );
                }
                draft.cells.set_within("control", "incremental", "true");
            }
        }
        match parameters.get("allow-mock-accuracy") {
            Some(value @ ("true" | "false")) => {
                draft
                    .cells
                    .set_within("bind", "odk:allow-mock-accuracy", value);
            }
            Some(_) => {
                return wrong(
                    "The 'allow-mock-accuracy' parameter must be either 'true' or 'false'",
                );
            }
            None => {}
        }
        if let Some(target) = parameters.get("reference-geometry") {
            self.geo_references.push((target.to_owned(), row));
            draft.itemset = Some(target.to_owned());
        }
        Ok(())
    }

    /// Every reference geometry is a list, a file or a repeat of the form.
    pub(super) fn check_geo_references(&mut self) {
        for (target, row) in std::mem::take(&mut self.geo_references) {
            let repeat = is_reference(&target)
                && references(&target).is_ok_and(|found| self.repeats.contains(&found[0].name));
            let known = repeat
                || self.instances.contains(&target)
                || self.choices.has(&target)
                || self.entities.has(&target);
            if !known {
                self.fail(Fault::survey(
                    row,
                    "parameters",
                    "The 'reference-geometry' parameter must be the name of a choice list, of an entity list, of an attached file without its ending, or a reference to a repeat",
                ));
            }
        }
    }
}
