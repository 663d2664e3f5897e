//! Question types: which control, which data type, which preloaded value.

/// How a type is written into the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct QuestionType {
    /// Element in the body; empty when the person never sees the question.
    pub control: &'static str,
    /// `mediatype` of an upload.
    pub media: &'static str,
    /// Attributes of the bind.
    pub bind: &'static [(&'static str, &'static str)],
    /// Hint that the type brings along.
    pub hint: &'static str,
}

const fn plain(
    control: &'static str,
    bind: &'static [(&'static str, &'static str)],
) -> QuestionType {
    QuestionType {
        control,
        media: "",
        bind,
        hint: "",
    }
}

const fn upload(media: &'static str) -> QuestionType {
    QuestionType {
        control: "upload",
        media,
        bind: &[("type", "binary")],
        hint: "",
    }
}

const fn hinted(bind: &'static [(&'static str, &'static str)], hint: &'static str) -> QuestionType {
    QuestionType {
        control: "input",
        media: "",
        bind,
        hint,
    }
}

const STRING: &[(&str, &str)] = &[("type", "string")];
const NOTE: &[(&str, &str)] = &[("readonly", "true()"), ("type", "string")];

/// A property of the device or of the person using it.
macro_rules! property {
    ($name:literal) => {
        plain(
            "",
            &[
                ("jr:preload", "property"),
                ("type", "string"),
                ("jr:preloadParams", $name),
            ],
        )
    };
}

const START: QuestionType = plain(
    "",
    &[
        ("jr:preload", "timestamp"),
        ("type", "dateTime"),
        ("jr:preloadParams", "start"),
    ],
);
const END: QuestionType = plain(
    "",
    &[
        ("jr:preload", "timestamp"),
        ("type", "dateTime"),
        ("jr:preloadParams", "end"),
    ],
);
const TODAY: QuestionType = plain(
    "",
    &[
        ("jr:preload", "date"),
        ("type", "date"),
        ("jr:preloadParams", "today"),
    ],
);

/// The type by its name in the `type` column, after [`canonical`]; selects without their list.
pub(crate) fn question_type(name: &str) -> Option<QuestionType> {
    Some(match name {
        "text" | "string" | "q string" | "add text prompt" => plain("input", STRING),
        "note" | "add note prompt" | "q note" => plain("input", NOTE),
        "integer" | "int" | "q int" | "add integer prompt" => plain("input", &[("type", "int")]),
        "decimal" | "q decimal" | "add decimal prompt" => plain("input", &[("type", "decimal")]),
        "date" | "q date" | "add date prompt" => plain("input", &[("type", "date")]),
        "time" => plain("input", &[("type", "time")]),
        "datetime"
        | "dateTime"
        | "date time"
        | "q dateTime"
        | "q date time"
        | "add date time prompt"
        | "add dateTime prompt" => plain("input", &[("type", "dateTime")]),
        "barcode" | "q barcode" | "add barcode prompt" => plain("input", &[("type", "barcode")]),
        "geopoint" | "gps" | "location" | "q geopoint" | "q location" | "add location prompt" => {
            plain("input", &[("type", "geopoint")])
        }
        "geoshape" | "q geoshape" => plain("input", &[("type", "geoshape")]),
        "geotrace" | "q geotrace" => plain("input", &[("type", "geotrace")]),
        "photo" | "image" | "q picture" | "q image" | "add image prompt" => upload("image/*"),
        "audio" | "q audio" | "add audio prompt" => upload("audio/*"),
        "video" | "q video" | "add video prompt" => upload("video/*"),
        "file" | "add file prompt" => upload("application/*"),
        "osm" => upload("osm/*"),
        "select one" | "select one using" | "add select one prompt using" | "q select1" => {
            plain("select1", STRING)
        }
        "select all that apply"
        | "select all that apply from"
        | "select multiple from"
        | "select multiple using"
        | "add select multiple prompt using"
        | "q select" => plain("select", STRING),
        "select one external" => plain("input", STRING),
        "rank" => plain("odk:rank", &[("type", "odk:rank")]),
        "range" => plain("range", &[("type", "int")]),
        "acknowledge" | "q acknowledge" | "add acknowledge prompt" => plain("trigger", STRING),
        "trigger" => plain("trigger", &[]),
        "calculate" | "q calculate" | "add calculate prompt" | "hidden" => plain("", STRING),
        "start" | "start time" | "get start time" => START,
        "end" | "end time" | "get end time" => END,
        "today" | "get today" => TODAY,
        "deviceid" | "device id" | "get device id" | "imei" => property!("deviceid"),
        "subscriberid" | "subscriber id" | "get subscriber id" => property!("subscriberid"),
        "simserial" | "sim id" | "get sim id" => property!("simserial"),
        "phonenumber" | "get phone number" => property!("phonenumber"),
        "username" => property!("username"),
        "email" => property!("email"),
        "uri:subscriberid" => property!("uri:subscriberid"),
        "uri:phonenumber" => property!("uri:phonenumber"),
        "uri:simserial" => property!("uri:simserial"),
        "uri:deviceid" => property!("uri:deviceid"),
        "uri:username" => property!("uri:username"),
        "uri:email" => property!("uri:email"),
        "audit" => plain("", &[("type", "binary")]),
        "start-geopoint" => plain("action", &[("type", "geopoint")]),
        "background-audio" => plain("action", &[("type", "binary")]),
        "background-geopoint" => plain("trigger", &[("type", "geopoint")]),
        "xml-external" | "csv-external" => plain("", &[]),
        "percentage" => plain(
            "input",
            &[("type", "int"), ("constraint", "0 <= . and . <= 100")],
        ),
        "phone number" => hinted(
            &[("type", "string"), ("constraint", "regex(., '^\\d*$')")],
            "Enter numbers only.",
        ),
        "number of days in last month" => hinted(
            &[("type", "int"), ("constraint", "0 <= . and . <= 31")],
            "Enter a number 0-31.",
        ),
        "number of days in last six months" => hinted(
            &[("type", "int"), ("constraint", "0 <= . and . <= 183")],
            "Enter a number 0-183.",
        ),
        "number of days in last year" => hinted(
            &[("type", "int"), ("constraint", "0 <= . and . <= 365")],
            "Enter a number 0-365.",
        ),
        _ => return None,
    })
}

/// Older names of types that have rules of their own.
pub(crate) fn canonical(name: &str) -> &str {
    match name {
        "imei" => "deviceid",
        "image" | "add image prompt" | "add photo prompt" => "photo",
        "add audio prompt" => "audio",
        "add video prompt" => "video",
        "add file prompt" => "file",
        other => other,
    }
}

/// The four kinds of choice questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SelectKind {
    One,
    Multiple,
    External,
    Rank,
}

impl SelectKind {
    /// The type's name in [`question_type`].
    pub fn type_name(self) -> &'static str {
        match self {
            Self::One => "select one",
            Self::Multiple => "select all that apply",
            Self::External => "select one external",
            Self::Rank => "rank",
        }
    }
}

/// A select as written: `select_one yes_no or_other`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Select<'a> {
    pub kind: SelectKind,
    /// The command as written.
    pub command: &'static str,
    pub list: &'a str,
    pub other: bool,
}

impl Select<'_> {
    /// Whether the command asks for a file.
    pub fn is_from_file(&self) -> bool {
        matches!(
            self.command,
            "select_one_from_file"
                | "select_multiple_from_file"
                | "select one from file"
                | "select multiple from file"
        )
    }
}

const SELECTS: [(&str, SelectKind); 15] = [
    ("add select one prompt using", SelectKind::One),
    ("add select multiple prompt using", SelectKind::Multiple),
    ("select all that apply from", SelectKind::Multiple),
    ("select one from", SelectKind::One),
    ("select1", SelectKind::One),
    ("select_one", SelectKind::One),
    ("select one", SelectKind::One),
    ("select_multiple", SelectKind::Multiple),
    ("select all that apply", SelectKind::Multiple),
    ("select_one_external", SelectKind::External),
    ("select_one_from_file", SelectKind::One),
    ("select_multiple_from_file", SelectKind::Multiple),
    ("select one from file", SelectKind::One),
    ("select multiple from file", SelectKind::Multiple),
    ("rank", SelectKind::Rank),
];

/// Understands a type as a select with its list.
pub(crate) fn select(text: &str) -> Option<Select<'_>> {
    SELECTS.iter().find_map(|(command, kind)| {
        let rest = text.strip_prefix(command)?.strip_prefix(' ')?;
        let (list, other) = ["or specify other", "or_other", "or other"]
            .iter()
            .find_map(|suffix| {
                let list = rest.strip_suffix(suffix)?.strip_suffix(' ')?;
                Some((list, true))
            })
            .unwrap_or((rest, false));
        let whole = !list.is_empty() && !list.contains(char::is_whitespace);
        whole.then_some(Select {
            kind: *kind,
            command,
            list,
            other,
        })
    })
}

/// What a begin or end row opens or closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Control {
    Group,
    Repeat,
    Loop,
}

impl Control {
    pub fn name(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Repeat => "repeat",
            Self::Loop => "loop",
        }
    }
}

const CONTROLS: [(&str, Control); 5] = [
    ("looped group", Control::Repeat),
    ("lgroup", Control::Repeat),
    ("group", Control::Group),
    ("repeat", Control::Repeat),
    ("loop", Control::Loop),
];

fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    let mut chars = rest.chars();
    chars
        .next()
        .filter(|c| c.is_whitespace() || *c == '_')
        .map(|_| chars.as_str())
}

/// `begin group`, `begin_repeat`, `begin loop over countries`; the list's name is given for loops.
pub(crate) fn begin(text: &str) -> Option<(Control, Option<&str>)> {
    let rest = after_word(text, "begin")?;
    CONTROLS.iter().find_map(|(name, control)| {
        let rest = rest.strip_prefix(name)?;
        if rest.is_empty() {
            return Some((*control, None));
        }
        let list = rest.strip_prefix(' ')?;
        let list = list
            .strip_prefix("over ")
            .filter(|name| !name.is_empty())
            .unwrap_or(list);
        let whole = !list.is_empty() && !list.contains(char::is_whitespace);
        whole.then_some((*control, Some(list)))
    })
}

/// `end group`, `end_repeat`, …
pub(crate) fn end(text: &str) -> Option<Control> {
    let rest = after_word(text, "end")?;
    CONTROLS
        .iter()
        .find(|(name, _)| *name == rest)
        .map(|(_, control)| *control)
}

/// Yes and no as people write them; anything else is neither.
pub(crate) fn yes_no(text: &str) -> Option<bool> {
    match text {
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "true()" => Some(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "false()" => Some(false),
        _ => None,
    }
}
