//! What a definition may ask of a sealed field. Whatever would put its value, or its order, into the clear is refused.

use forms::{Field, Form, Kind};
use vocab::AccessClass;

use super::{Faults, Written};
use crate::{FieldRule, PartitionRule, Register};

/// The rule of a register, its parts as they were resolved.
pub(super) struct Resolved<'a> {
    pub(super) key: &'a [String],
    pub(super) place: Option<&'a String>,
    pub(super) partition: Option<&'a PartitionRule>,
    pub(super) from: Option<&'a String>,
}

impl Register {
    /// Whether fields of its records are sealed.
    pub fn seals(&self) -> bool {
        self.fields.values().any(|rule| rule.sealed)
    }

    /// Whether this field is sealed: always one of the form's top level, with everything in it.
    pub fn is_sealed(&self, field: &str) -> bool {
        self.fields.get(field).is_some_and(|rule| rule.sealed)
    }

    /// Sealed fields by whose value records are found.
    pub(crate) fn looked_up(&self) -> impl Iterator<Item = &str> {
        let fields = self.fields.iter();
        fields
            .filter(|(_, rule)| rule.sealed && rule.index != crate::Index::None)
            .map(|(name, _)| name.as_str())
    }
}

impl Faults<'_> {
    /// Refuses what a sealed field cannot be.
    pub(super) fn sealed_field(
        &mut self,
        key: &str,
        path: &str,
        kind: Option<&Kind>,
        rule: FieldRule,
    ) {
        if !rule.sealed {
            return;
        }
        if path.contains('.') {
            let mend = "seal the whole repeat";
            self.add(key, "a field within a repeat cannot be sealed alone", mend);
        }
        if rule.search {
            let mend =
                "take `search` away; with `index = true` records are found by the whole value";
            self.add(key, "parts of a sealed field cannot be searched", mend);
        }
        if rule.class < AccessClass::Confidential {
            let mend = "give it the class confidential or strictly_confidential";
            self.add(key, "a sealed field is not open to everybody", mend);
        }
        match kind {
            Some(Kind::Integer | Kind::Decimal) if rule.index != crate::Index::None => self.add(
                key,
                "a sealed number cannot be indexed, since its order would tell it",
                "take `index` away, or make the field a text",
            ),
            Some(Kind::File) => self.add(
                key,
                "a file cannot be sealed; only its name would be",
                "take `sealed` away and give the field a class",
            ),
            _ => {}
        }
    }

    /// Refuses a register whose own working needs a sealed value in the clear.
    pub(super) fn sealed_register(
        &mut self,
        form: &Form,
        written: &Written,
        rules: &std::collections::BTreeMap<String, FieldRule>,
        resolved: &Resolved<'_>,
    ) {
        let sealed = |name: &str| rules.get(name).is_some_and(|rule| rule.sealed);
        if !rules.values().any(|rule| rule.sealed) {
            return;
        }
        let partition = resolved.partition.map(|rule| match rule {
            PartitionRule::Field(field) | PartitionRule::Month(field) => field,
        });
        let mut uses: Vec<(&str, &String)> =
            resolved.key.iter().map(|name| ("key", name)).collect();
        uses.extend(resolved.place.map(|name| ("place", name)));
        uses.extend(partition.map(|name| ("partition", name)));
        uses.extend(resolved.from.map(|name| ("retention", name)));
        for (key, name) in uses {
            if sealed(name) {
                let reason =
                    format!("`{name}` is sealed, and this would keep its value in the clear");
                self.add(key, reason, "name another field, or do not seal this one");
            }
        }
        for (path, rule) in rules {
            let within = path.split('.').next().unwrap_or_default();
            if path.contains('.')
                && sealed(within)
                && (rule.index != crate::Index::None || rule.search)
            {
                let reason =
                    format!("`{within}` is sealed, and an index of a field in it would not be");
                self.add(
                    &format!("fields.{path}"),
                    reason,
                    "take `index` and `search` away",
                );
            }
        }
        // What a device sends is kept byte for byte, names and all.
        for (key, given) in [
            ("collect", written.collect),
            ("entities", written.entities.is_some()),
        ] {
            if given {
                self.add(
                    key,
                    "a register with sealed fields cannot be given to devices, whose submissions are kept as they came",
                    "take it away, or collect into another register",
                );
            }
        }
        self.calculations(&form.fields, "", &sealed);
    }

    /// What is computed from a sealed value is sealed too. Depth is bounded by the form's own repeats.
    fn calculations(&mut self, fields: &[Field], prefix: &str, sealed: &impl Fn(&str) -> bool) {
        for field in fields {
            let top = if prefix.is_empty() {
                &field.name
            } else {
                prefix
            };
            let mut reads = field
                .calculation
                .iter()
                .flat_map(|expression| expression.fields());
            if let Some(from) = reads.find(|name| sealed(name))
                && !sealed(top)
            {
                let reason = format!(
                    "`{}` is computed from `{from}`, which is sealed",
                    field.name
                );
                self.add("fields", reason, format!("seal `{top}` too"));
            }
            if let Some(rows) = field.rows() {
                self.calculations(rows, top, sealed);
            }
        }
    }
}
