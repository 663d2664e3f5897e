//! `range`: a slider from start to end in steps.

use rust_decimal::Decimal;

use super::{Draft, Survey};
use crate::{Fault, choices::ChoiceList};

fn number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    text.parse()
        .ok()
        .or_else(|| Decimal::from_scientific(text).ok())
}

/// `value` is `base` plus a whole number of `steps`.
fn on_step(value: Decimal, base: Decimal, step: Decimal) -> bool {
    value
        .checked_sub(base)
        .and_then(|distance| distance.checked_rem(step))
        .is_some_and(|rest| rest.is_zero())
}

struct Bounds {
    start: Decimal,
    end: Decimal,
    step: Decimal,
}

impl Bounds {
    fn holds(&self, value: Decimal) -> bool {
        value >= self.start.min(self.end) && value <= self.start.max(self.end)
    }

    fn width(&self) -> Option<Decimal> {
        self.end.checked_sub(self.start).map(|width| width.abs())
    }
}

impl Survey<'_> {
    pub(super) fn range(&mut self, draft: &mut Draft) -> Result<(), Fault> {
        let row = draft.row;
        let wrong = |reason: String| Fault::survey(row, "parameters", reason);
        let mut parameters = draft.parameters.clone();
        parameters.only(
            &[
                "end",
                "placeholder",
                "start",
                "step",
                "tick_interval",
                "tick_labelset",
            ],
            row,
        )?;
        let appearance = draft.cells.within("control", "appearance").unwrap_or("");
        let no_ticks = appearance.contains("no-ticks");
        let ticked = ["tick_interval", "placeholder", "tick_labelset"]
            .iter()
            .any(|key| parameters.has(key));
        if ticked && !appearance.is_empty() && !appearance.contains("vertical") && !no_ticks {
            return Err(wrong(
                "The parameters 'tick_interval', 'placeholder' and 'tick_labelset' are only supported for the appearances 'vertical', 'no-ticks', 'vertical no-ticks' and none".to_owned(),
            ));
        }
        for (key, value) in [("start", "1"), ("end", "10"), ("step", "1")] {
            if !parameters.has(key) {
                parameters.set(key, value.to_owned());
            }
        }
        let read = |key: &str| match parameters.get(key) {
            None => Ok(None),
            Some(text) => number(text).map(Some).ok_or_else(|| {
                wrong(format!(
                    "For the 'range' question type, the parameter '{key}' must be a number"
                ))
            }),
        };
        let bounds = Bounds {
            start: read("start")?.unwrap_or_default(),
            end: read("end")?.unwrap_or_default(),
            step: read("step")?.unwrap_or_default(),
        };
        let interval = read("tick_interval")?;
        let placeholder = read("placeholder")?;
        check_size("step", bounds.step, &bounds).map_err(wrong)?;
        if let Some(interval) = interval {
            check_size("tick_interval", interval, &bounds).map_err(wrong)?;
            if !on_step(interval, Decimal::ZERO, bounds.step) {
                return Err(wrong(
                    "For the 'range' question type, the parameter 'tick_interval' must be a multiple of 'step'".to_owned(),
                ));
            }
        }
        if let Some(placeholder) = placeholder {
            if !on_step(placeholder, bounds.start, bounds.step) {
                return Err(wrong(
                    "For the 'range' question type, the parameter 'placeholder' must be a multiple of 'step'".to_owned(),
                ));
            }
            if !bounds.holds(placeholder) {
                return Err(wrong(
                    "The parameter 'placeholder' must be between the 'start' and 'end' values"
                        .to_owned(),
                ));
            }
        }
        for (key, attribute) in [
            ("tick_interval", "odk:tick-interval"),
            ("placeholder", "odk:placeholder"),
        ] {
            if let Some(value) = parameters.take(key) {
                parameters.set(attribute, value);
            }
        }
        if let Some(name) = parameters.take("tick_labelset") {
            let list = self.choices.get(&name).ok_or_else(|| {
                wrong(
                    "The parameter 'tick_labelset' must be the name of a list of the choices sheet"
                        .to_owned(),
                )
            })?;
            check_labels(list, &bounds, interval, no_ticks).map_err(wrong)?;
            draft.itemset = Some(name);
        }
        let fractional = [
            Some(bounds.start),
            Some(bounds.end),
            Some(bounds.step),
            interval,
            placeholder,
        ]
        .into_iter()
        .flatten()
        .any(|value| !value.fract().is_zero());
        if fractional {
            draft.cells.set_within("bind", "type", "decimal");
        }
        for (key, value) in parameters.iter() {
            draft.cells.set_within("control", key, value);
        }
        draft.parameters = parameters;
        Ok(())
    }
}

fn check_size(key: &str, value: Decimal, bounds: &Bounds) -> Result<(), String> {
    if value.is_zero() {
        return Err(format!(
            "For the 'range' question type, the parameter '{key}' must not be '0' (zero)"
        ));
    }
    if bounds.width().is_none_or(|width| value > width) {
        return Err(format!(
            "For the 'range' question type, the parameter '{key}' must not be larger than the range (the difference between 'start' and 'end')"
        ));
    }
    Ok(())
}

fn check_labels(
    list: &ChoiceList,
    bounds: &Bounds,
    interval: Option<Decimal>,
    no_ticks: bool,
) -> Result<(), String> {
    let mut values: Vec<Decimal> = Vec::new();
    for choice in &list.choices {
        let Some(value) = number(&choice.name) else {
            return Err("The names of the 'tick_labelset' choices must all be numbers".to_owned());
        };
        if !bounds.holds(value) {
            return Err(
                "The 'tick_labelset' choices must be between the 'start' and 'end' values"
                    .to_owned(),
            );
        }
        let (key, step) = match interval {
            Some(interval) if !on_step(value, bounds.start, interval) => {
                ("tick_interval", interval)
            }
            _ => ("step", bounds.step),
        };
        if !on_step(value, bounds.start, step) {
            return Err(format!(
                "The 'tick_labelset' choices must be the start of the range plus a multiple of '{key}'"
            ));
        }
        if !values.contains(&value) {
            values.push(value);
        }
    }
    if no_ticks {
        if values.len() > 2 {
            return Err(
                "The 'tick_labelset' choice list must have only 2 items when the 'appearance' is 'no-ticks'"
                    .to_owned(),
            );
        }
        let ends = [bounds.start, bounds.end];
        if !ends.iter().all(|end| values.contains(end)) {
            return Err(
                "The 'tick_labelset' choices may only match the range 'start' and 'end' values when the 'appearance' is 'no-ticks'"
                    .to_owned(),
            );
        }
    }
    Ok(())
}
