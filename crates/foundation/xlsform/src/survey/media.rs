//! Questions with parameters: text, image, audio, background audio, and the audit of the form's use.

use super::{Action, Draft, Event, Survey};
use crate::{Fault, parameter::integer};

/// `text`: rows of the input.
pub(super) fn text(draft: &mut Draft) -> Result<(), Fault> {
    draft.parameters.only(&["rows"], draft.row)?;
    if let Some(rows) = draft.parameters.get("rows").map(str::to_owned) {
        if integer(&rows).is_none() {
            return Err(Fault::brief(
                draft.row,
                "parameters",
                "Parameter rows must have an integer value",
            ));
        }
        draft.cells.set_within("control", "rows", rows);
    }
    Ok(())
}

fn quality(draft: &Draft, accepted: &[&str]) -> Result<Option<String>, Fault> {
    draft.parameters.only(&["quality"], draft.row)?;
    match draft.parameters.get("quality") {
        Some(quality) if !accepted.contains(&quality) => {
            Err(
                Fault::brief(draft.row, "parameters", "Invalid value for quality")
                    .mend(format!("It may be one of {}", accepted.join(", "))),
            )
        }
        quality => Ok(quality.map(str::to_owned)),
    }
}

pub(super) fn audio(draft: &mut Draft) -> Result<(), Fault> {
    if let Some(quality) = quality(draft, &["voice-only", "low", "normal", "external"])? {
        draft.cells.set_within("bind", "odk:quality", quality);
    }
    Ok(())
}

pub(super) fn background_audio(draft: &mut Draft) -> Result<(), Fault> {
    let mut action = Action::new("odk:recordaudio", Event::Load);
    action.quality = quality(draft, &["voice-only", "low", "normal"])?;
    draft.actions.push(action);
    Ok(())
}

impl Survey<'_> {
    /// `image`: size, and the app that takes it.
    pub(super) fn photo(&mut self, draft: &mut Draft) -> Result<(), Fault> {
        let row = draft.row;
        if let Some(default) = draft.cells.text("default")
            && !default.contains("jr://images/")
        {
            let default = format!("jr://images/{default}");
            draft.cells.set("default", default);
        }
        draft.parameters.only(&["app", "max-pixels"], row)?;
        match draft.parameters.get("max-pixels").map(str::to_owned) {
            Some(pixels) if integer(&pixels).is_none() => {
                return Err(Fault::brief(
                    row,
                    "parameters",
                    "Parameter max-pixels must have an integer value",
                ));
            }
            Some(pixels) => draft.cells.set_within("bind", "orx:max-pixels", pixels),
            None => self.warnings.push(Fault::brief(
                row,
                "parameters",
                "Use the max-pixels parameter to speed up submission sending and save storage space",
            )),
        }
        let appearance = draft.cells.within("control", "appearance");
        if let Some(app) = draft.parameters.get("app").map(str::to_owned)
            && matches!(appearance, None | Some("annotate"))
        {
            if let Some(problem) = package_problem(&app) {
                return Err(Fault::brief(
                    row,
                    "parameters",
                    format!("Parameter 'app' has an invalid Android package name - {problem}"),
                ));
            }
            draft.cells.set_within("control", "intent", app);
        }
        Ok(())
    }

    /// `audit`: stands in `meta` and records how the form is filled in.
    pub(super) fn audit(&mut self, mut draft: Draft) -> Result<(), Fault> {
        let row = draft.row;
        if draft.cells.text("name").is_some_and(|name| name != "audit") {
            return Err(Fault::brief(
                row,
                "name",
                "Audits must always be named 'audit.' The name column should be left blank",
            ));
        }
        "audit".clone_into(&mut draft.name);
        draft.parameters.only(
            &[
                "identify-user",
                "location-max-age",
                "location-min-interval",
                "location-priority",
                "track-changes",
                "track-changes-reasons",
            ],
            row,
        )?;
        let parameters = draft.parameters.clone();
        let wrong = |reason: String| Err(Fault::brief(row, "parameters", reason));
        for key in ["track-changes", "identify-user"] {
            match parameters.get(key) {
                Some(value @ ("true" | "false")) => {
                    draft.cells.set_within("bind", &format!("odk:{key}"), value);
                }
                Some(value) => {
                    return wrong(format!(
                        "{key} must be set to true or false: '{value}' is an invalid value"
                    ));
                }
                None => {}
            }
        }
        match parameters.get("track-changes-reasons") {
            Some("on-form-edit") => {
                draft
                    .cells
                    .set_within("bind", "odk:track-changes-reasons", "on-form-edit");
            }
            Some(_) => {
                return wrong("track-changes-reasons must be set to on-form-edit".to_owned());
            }
            None => {}
        }
        let location = [
            "location-priority",
            "location-min-interval",
            "location-max-age",
        ]
        .map(|key| parameters.get(key));
        match location {
            [None, None, None] => {}
            [Some(priority), Some(interval), Some(age)] => {
                check_location(priority, interval, age).or_else(wrong)?;
                for (key, value) in [
                    ("odk:location-max-age", age),
                    ("odk:location-min-interval", interval),
                    ("odk:location-priority", priority),
                ] {
                    draft.cells.set_within("bind", key, value);
                }
            }
            _ => {
                return wrong(
                    "To include location information in the audit, 'location-priority', 'location-min-interval', and 'location-max-age' are required parameters"
                        .to_owned(),
                );
            }
        }
        self.meta.push(draft);
        Ok(())
    }
}

fn check_location(priority: &str, interval: &str, age: &str) -> Result<(), String> {
    if !matches!(
        priority,
        "no-power" | "low-power" | "balanced" | "high-accuracy"
    ) {
        return Err(format!(
            "Parameter location-priority must be set to no-power, low-power, balanced, or high-accuracy:'{priority}' is an invalid value"
        ));
    }
    let seconds = |key: &str, text: &str| match integer(text) {
        None => Err(format!("Parameter {key} must have an integer value")),
        Some(value) if value < 0 => Err(format!(
            "Parameter {key} must be greater than or equal to zero"
        )),
        Some(value) => Ok(value),
    };
    let interval = seconds("location-min-interval", interval)?;
    let age = seconds("location-max-age", age)?;
    if age < interval {
        return Err(
            "Parameter location-max-age must be greater than or equal to location-min-interval"
                .to_owned(),
        );
    }
    Ok(())
}

/// Why a text is no name of an Android package.
fn package_problem(name: &str) -> Option<&'static str> {
    if name.trim().is_empty() {
        return Some("package name is missing");
    }
    if !name.contains('.') {
        return Some("the package name must have at least one '.' separator");
    }
    if name.ends_with('.') {
        return Some("the package name cannot end in a '.' separator");
    }
    let segments = || name.split('.');
    if segments().any(str::is_empty) {
        return Some("package segments must be of non-zero length");
    }
    if segments().any(|segment| segment.starts_with('_')) {
        return Some("the character '_' cannot be the first character in a package name segment");
    }
    if segments().any(|segment| segment.starts_with(|c: char| c.is_numeric())) {
        return Some("a digit cannot be the first character in a package name segment");
    }
    segments()
        .any(|segment| {
            !segment
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_')
        })
        .then_some("the package name can only include letters, digits, '.' and '_'")
}
