//! `register.toml` and a form, together a register.

use std::{collections::BTreeMap, sync::Arc};

use forms::{Form, Kind};
use serde::Deserialize;
use vocab::{AccessClass, HxlPattern, LangText, RegisterName};

mod sealed;

use sealed::Resolved;

use crate::{
    EntityRule, FieldRule, FormSheets, Index, Lifecycle, Lock, PartitionRule, Register,
    RegisterFault, Retention, RetentionAct,
};

const FILE: &str = "register.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: LangText,
    #[serde(default)]
    module: String,
    subject: Option<String>,
    class: AccessClass,
    #[serde(default)]
    key: Vec<String>,
    partition: Option<WrittenPartition>,
    place: Option<String>,
    lock: Option<Lock>,
    #[serde(default)]
    collect: bool,
    entities: Option<WrittenEntities>,
    #[serde(default)]
    fields: BTreeMap<String, WrittenField>,
    lifecycle: Option<Lifecycle>,
    retention: Option<WrittenRetention>,
    #[serde(default)]
    purposes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum WrittenPartition {
    Field(String),
    Month(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenField {
    class: Option<AccessClass>,
    #[serde(default)]
    identity: bool,
    #[serde(default)]
    index: bool,
    #[serde(default)]
    search: bool,
    #[serde(default)]
    sealed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEntities {
    label: String,
    #[serde(default)]
    states: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRetention {
    months: u32,
    from: Option<String>,
    #[serde(default)]
    states: Vec<String>,
    act: RetentionAct,
}

/// Reads a definition over its form. Fields may be named by their name or by their meaning (`#adm1+code`), so that
/// a country's own form still finds its key, place and partition.
pub(crate) fn read(
    name: &str,
    toml: &str,
    (form, sheets): (Form, FormSheets),
    source: &str,
) -> Result<Register, Vec<RegisterFault>> {
    let mut faults = Faults {
        register: name,
        found: Vec::new(),
    };
    let Ok(register) = RegisterName::parse(name) else {
        faults.add(
            "",
            "the folder's name is no register name",
            "use lower case letters, digits and _",
        );
        return Err(faults.found);
    };
    let written: Written = match toml::from_str(toml) {
        Ok(written) => written,
        Err(error) => {
            faults.unreadable(toml, &error);
            return Err(faults.found);
        }
    };
    let rules = faults.rules(&form, &written);
    let mut resolve = |key: &str, written: &str| faults.field(&form, key, written);
    let key: Vec<String> = written
        .key
        .iter()
        .filter_map(|field| resolve("key", field))
        .collect();
    let place = written
        .place
        .as_ref()
        .and_then(|field| resolve("place", field));
    let partition = written.partition.as_ref().and_then(|rule| match rule {
        WrittenPartition::Field(field) => resolve("partition", field).map(PartitionRule::Field),
        WrittenPartition::Month(field) => resolve("partition", field).map(PartitionRule::Month),
    });
    let entities = written.entities.as_ref().and_then(|rule| {
        let label = resolve("entities.label", &rule.label)?;
        let states = rule.states.clone();
        Some(EntityRule { label, states })
    });
    let from = written
        .retention
        .as_ref()
        .and_then(|retention| retention.from.as_ref())
        .and_then(|field| resolve("retention", field));
    let resolved = Resolved {
        key: &key,
        place: place.as_ref(),
        partition: partition.as_ref(),
        from: from.as_ref(),
    };
    faults.sealed_register(&form, &written, &rules, &resolved);
    let lifecycle = written.lifecycle.unwrap_or_else(Lifecycle::current_only);
    let retention = written.retention.map(|retention| Retention {
        months: retention.months,
        from,
        states: retention.states,
        act: retention.act,
    });
    faults.kinds(&form, partition.as_ref(), retention.as_ref(), &rules);
    faults.lifecycle(&lifecycle, retention.as_ref());
    faults.entities(&form, entities.as_ref(), &lifecycle);
    if !faults.found.is_empty() {
        return Err(faults.found);
    }
    Ok(Register {
        name: register,
        title: written.title,
        module: written.module,
        subject: written.subject,
        class: written.class,
        fields: rules,
        form,
        key,
        partition,
        place,
        lock: written.lock,
        lifecycle,
        retention,
        purposes: written.purposes,
        collect: written.collect,
        entities,
        sheets: Arc::new(sheets),
        source: source.to_owned(),
    })
}

struct Faults<'a> {
    register: &'a str,
    found: Vec<RegisterFault>,
}

impl Faults<'_> {
    fn add(&mut self, column: &str, reason: impl Into<String>, mend: impl Into<String>) {
        self.found.push(RegisterFault {
            register: self.register.to_owned(),
            file: FILE.to_owned(),
            row: None,
            column: column.to_owned(),
            reason: reason.into(),
            mend: mend.into(),
        });
    }

    fn unreadable(&mut self, toml: &str, error: &toml::de::Error) {
        self.add(
            "",
            error.message().to_owned(),
            "mend this line; docs/registers.md lists every key",
        );
        if let (Some(span), Some(fault)) = (error.span(), self.found.last_mut()) {
            let before = toml.get(..span.start).unwrap_or_default();
            fault.row = u32::try_from(before.matches('\n').count() + 1).ok();
        }
    }

    /// The name of a field of the form's top level, given by name or meaning.
    fn field(&mut self, form: &Form, key: &str, written: &str) -> Option<String> {
        let found = if written.starts_with('#') {
            let Ok(pattern) = HxlPattern::parse(written) else {
                self.add(
                    key,
                    format!("`{written}` is no HXL pattern"),
                    "write it as #adm1+code-origin",
                );
                return None;
            };
            form.fields
                .iter()
                .find(|field| field.hxl.as_ref().is_some_and(|tag| tag.matches(&pattern)))
        } else {
            form.field(written).filter(|_| !written.contains('.'))
        };
        if found.is_none() {
            let mend =
                "add the field (or a field with this meaning) to survey.csv, or name another";
            self.add(key, format!("the form has no field `{written}`"), mend);
        }
        found.map(|field| field.name.clone())
    }

    fn rules(&mut self, form: &Form, written: &Written) -> BTreeMap<String, FieldRule> {
        let mut rules = BTreeMap::new();
        for (path, field) in &written.fields {
            let key = format!("fields.{path}");
            let resolved = if path.starts_with('#') {
                self.field(form, &key, path)
            } else if form.field(path).is_some() {
                Some(path.clone())
            } else {
                self.add(
                    &key,
                    format!("the form has no field `{path}`"),
                    "remove this table, or mend its name",
                );
                None
            };
            let Some(resolved) = resolved else { continue };
            let kind = form.field(&resolved).map(|field| &field.kind);
            let index = match kind {
                _ if !field.index => Index::None,
                Some(Kind::Integer | Kind::Decimal) => Index::Number,
                Some(Kind::Repeat(_) | Kind::Json | Kind::GeoPoint | Kind::Note) => {
                    self.add(
                        &key,
                        "a field of this type cannot be indexed",
                        "index a field within it, or none",
                    );
                    Index::None
                }
                _ => Index::Text,
            };
            let rule = FieldRule {
                class: field.class.unwrap_or(written.class),
                identity: field.identity,
                index,
                search: field.search,
                sealed: field.sealed,
            };
            self.sealed_field(&key, &resolved, kind, rule);
            rules.insert(resolved, rule);
        }
        rules
    }

    /// Months are of dates; retention counts from an indexed date.
    fn kinds(
        &mut self,
        form: &Form,
        partition: Option<&PartitionRule>,
        retention: Option<&Retention>,
        rules: &BTreeMap<String, FieldRule>,
    ) {
        let kind = |name: &str| form.field(name).map(|field| &field.kind);
        if let Some(PartitionRule::Month(field)) = partition
            && !matches!(kind(field), Some(Kind::Date | Kind::DateTime))
        {
            self.add(
                "partition",
                format!("`{field}` is no date"),
                "take the month of a date field",
            );
        }
        let from = retention.and_then(|retention| retention.from.as_ref());
        if let Some(field) = from {
            if kind(field) != Some(&Kind::Date) {
                self.add(
                    "retention",
                    format!("`{field}` is no date"),
                    "count from a date field, or leave `from` out",
                );
            } else if rules
                .get(field)
                .is_none_or(|rule| rule.index == Index::None)
            {
                let mend = format!("add [fields.{field}] with index = true");
                self.add("retention", format!("`{field}` is not indexed"), mend);
            }
        }
    }

    /// Phones name an entity by one line of text.
    fn entities(&mut self, form: &Form, rule: Option<&EntityRule>, lifecycle: &Lifecycle) {
        let Some(rule) = rule else { return };
        let line = form
            .field(&rule.label)
            .is_some_and(|field| matches!(field.kind, Kind::Text | Kind::Hidden | Kind::Calculate));
        if !line {
            self.add(
                "entities.label",
                format!("`{}` is no text", rule.label),
                "take the field by which people know a record: its name or code",
            );
        }
        for state in rule
            .states
            .iter()
            .filter(|state| !lifecycle.has_state(state))
        {
            self.add(
                "entities.states",
                format!("there is no state `{state}`"),
                "declare it under lifecycle.states",
            );
        }
    }

    fn lifecycle(&mut self, lifecycle: &Lifecycle, retention: Option<&Retention>) {
        let mut named: Vec<(&str, &str)> = vec![("lifecycle.initial", &lifecycle.initial)];
        for step in &lifecycle.transitions {
            named.push(("lifecycle.transitions", &step.to));
            named.extend(
                step.from
                    .iter()
                    .map(|from| ("lifecycle.transitions", from.as_str())),
            );
        }
        for state in retention.iter().flat_map(|retention| &retention.states) {
            named.push(("retention", state));
        }
        for (key, state) in named {
            if !lifecycle.has_state(state) {
                self.add(
                    key,
                    format!("there is no state `{state}`"),
                    "declare it under lifecycle.states",
                );
            }
        }
        for (position, step) in lifecycle.transitions.iter().enumerate() {
            if lifecycle.transitions[..position]
                .iter()
                .any(|other| other.name == step.name)
            {
                let reason = format!("the transition `{}` stands here twice", step.name);
                self.add(
                    "lifecycle.transitions",
                    reason,
                    "list all its states under one `from`",
                );
            }
        }
    }
}
