//! The `parameters` column.

use crate::{Xform, refused_at};

fn survey(kind: &str, appearance: &str, parameters: &str) -> String {
    format!(
        "| survey | | | | | |\n| | type | name | label | appearance | parameters |\n| | {kind} | q | Q | {appearance} | {parameters} |\n| choices | | | |\n| | list_name | name | label |\n| | ticks | 0 | Low |\n| | ticks | 10 | High |\n"
    )
}

#[test]
fn parameters_become_attributes() {
    for (kind, appearance, parameters, path, attribute, value) in [
        ("text", "", "rows=4", "control", "rows", "4"),
        ("image", "", "max-pixels=640", "bind", "max-pixels", "640"),
        (
            "image",
            "annotate",
            "app=org.example.cam max-pixels=1",
            "control",
            "intent",
            "org.example.cam",
        ),
        (
            "audio",
            "",
            "quality=voice-only",
            "bind",
            "quality",
            "voice-only",
        ),
        (
            "geopoint",
            "",
            "capture-accuracy=2.5",
            "control",
            "accuracyThreshold",
            "2.5",
        ),
        (
            "geopoint",
            "",
            "warning-accuracy=50",
            "control",
            "unacceptableAccuracyThreshold",
            "50",
        ),
        (
            "geotrace",
            "",
            "incremental=true",
            "control",
            "incremental",
            "true",
        ),
        (
            "geoshape",
            "",
            "allow-mock-accuracy=false",
            "bind",
            "allow-mock-accuracy",
            "false",
        ),
        (
            "range",
            "",
            "start=0, end=5; step=0.5",
            "bind",
            "type",
            "decimal",
        ),
        (
            "range",
            "vertical",
            "start=0 end=10 tick_interval=5",
            "control",
            "tick-interval",
            "5",
        ),
        (
            "range",
            "",
            "start=0 end=10 placeholder=3",
            "control",
            "placeholder",
            "3",
        ),
        ("range", "", "", "control", "end", "10"),
    ] {
        let form = Xform::of(&survey(kind, appearance, parameters));
        let found = match path {
            "bind" => form.bind("/data/q", attribute),
            _ => form.control("/data/q", attribute),
        };
        assert_eq!(found.as_deref(), Some(value), "{kind} {parameters}");
    }
}

#[test]
fn a_range_labels_its_ticks() {
    let form = Xform::of(&survey(
        "range",
        "no-ticks",
        "start=0 end=10 tick_labelset=ticks",
    ));
    assert_eq!(form.nodeset("/data/q"), "instance('ticks')/root/item");
}

#[test]
fn parameters_that_mean_nothing_are_refused() {
    for (kind, appearance, parameters, about) in [
        ("text", "", "rows=many", "integer"),
        ("text", "", "row=4", "invalid parameter key(s): 'row'"),
        ("text", "", "rows", "key1=value1"),
        ("image", "", "max-pixels=big", "integer"),
        ("image", "", "app=nodots", "separator"),
        ("audio", "", "quality=best", "Invalid value for quality"),
        ("geopoint", "", "capture-accuracy=near", "numeric"),
        ("geotrace", "", "incremental=no", "'incremental'"),
        (
            "geopoint",
            "",
            "reference-geometry=nowhere",
            "'reference-geometry'",
        ),
        ("range", "", "step=0", "must not be '0'"),
        ("range", "", "start=1 end=3 step=7", "must not be larger"),
        ("range", "", "start=x", "must be a number"),
        (
            "range",
            "",
            "start=0 end=10 tick_interval=3 step=2",
            "multiple of 'step'",
        ),
        ("range", "", "start=0 end=10 placeholder=11", "between"),
        ("range", "rating", "tick_interval=2", "appearances"),
        ("range", "", "start=0 end=5 tick_labelset=ticks", "between"),
        ("range", "", "tick_labelset=nothing", "name of a list"),
        ("select_one ticks", "", "seed=3", "randomize=true"),
        ("select_one ticks", "", "randomize=maybe", "true or false"),
        (
            "select_one ticks",
            "",
            "randomize=true seed=x",
            "number or a reference",
        ),
        ("audit", "", "track-changes=perhaps", "true or false"),
    ] {
        let md = survey(kind, appearance, parameters).replace("| audit | q |", "| audit | |");
        refused_at(&md, 2, "parameters", about);
    }
}
