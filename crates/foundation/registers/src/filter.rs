//! Filters and words of a query as portable SQL. Values are always parameters.

use access::{Decision, Scope};
use journal::{Value, search_index};
use serde_json::Value as Json;

use crate::{
    Filter, Index, ListQuery, Op, ReadError, Register,
    authority::covers,
    index::{indexed, search_field, sortable_instant},
    opening::Hashing,
};

/// Most filters, most words and most values of an `in`: a list needs fewer, a flood of them would only cost.
const MOST_FILTERS: usize = 20;
const MOST_WORDS: usize = 10;
const MOST_VALUES: usize = 200;

/// Ends a subselect that is to be answered once, by itself: PostgreSQL, knowing nothing yet of a young table, would else walk through
/// it again for every record.
const APART: &str = "limit 2147483647";

/// A `where` that grows, with its parameters.
pub(crate) struct Conditions {
    pub(crate) sql: String,
    pub(crate) params: Vec<Value>,
}

impl Conditions {
    /// The records of a register that stand.
    pub(crate) fn of(tenant: &str, register: &str) -> Self {
        Self {
            sql: "record.tenant = $1 and record.register = $2 and record.erased = 0 and record.merged_into is null"
                .to_owned(),
            params: vec![tenant.into(), register.into()],
        }
    }

    /// A placeholder for a value.
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.params.push(value.into());
        format!("${}", self.params.len())
    }

    pub(crate) fn and(&mut self, condition: &str) {
        self.sql.push_str(" and ");
        self.sql.push_str(condition);
    }

    /// Only records owned inside the scope. `/` sorts right before `0` in the order of bytes.
    pub(crate) fn within(&mut self, scope: &Scope) {
        let Scope::Subtrees(units) = scope else {
            return;
        };
        if units.is_empty() {
            self.and("1 = 0");
            return;
        }
        let parts: Vec<String> = units
            .iter()
            .map(|unit| {
                let own = self.bind(unit.as_str());
                let from = self.bind(format!("{unit}/"));
                let to = self.bind(format!("{unit}0"));
                format!("record.owner = {own} or record.owner >= {from} and record.owner < {to}")
            })
            .collect();
        self.and(&format!("({})", parts.join(" or ")));
    }

    /// The filters and words of a query; each field must be open to the actor in each unit of the list.
    pub(crate) fn asked(
        &mut self,
        register: &Register,
        query: &ListQuery,
        decisions: &[Decision],
        hashing: Option<&Hashing>,
    ) -> Result<(), ReadError> {
        if query.filters.len() > MOST_FILTERS {
            return Err(bad(format!(
                "it has more than {MOST_FILTERS} filters; use fewer"
            )));
        }
        for filter in &query.filters {
            if let Some(own) = filter.field.strip_prefix('@') {
                self.own(own, filter)?;
            } else {
                self.field(register, filter, decisions, hashing)?;
            }
        }
        if let Some(text) = &query.text {
            self.words(register, text, decisions)?;
        }
        Ok(())
    }

    fn own(&mut self, name: &str, filter: &Filter) -> Result<(), ReadError> {
        let column = match name {
            "id" => "record.id",
            "state" => "record.state",
            "place" => "record.place",
            "partition" => "record.partition_key",
            "owner" => "record.owner",
            _ => {
                let own = "@id, @state, @place, @partition, @owner";
                return Err(bad(format!("`{}` is none of {own}", filter.field)));
            }
        };
        let blank = format!("coalesce({column}, '')");
        match filter.op {
            Op::IsNull => {
                let sign = if wants_blank(filter)? { "=" } else { "<>" };
                self.and(&format!("{blank} {sign} ''"));
            }
            Op::Contains => {
                return Err(bad(format!(
                    "`{}` cannot be searched by parts; use eq or in",
                    filter.field
                )));
            }
            Op::In => {
                let list = self.list(filter, text_value)?;
                self.and(&format!("{column} in ({list})"));
            }
            op => {
                let value = self.bind(text_value(filter, &filter.value)?);
                self.and(&format!("{column} {} {value}", sign(op)));
            }
        }
        Ok(())
    }

    fn field(
        &mut self,
        register: &Register,
        filter: &Filter,
        decisions: &[Decision],
        hashing: Option<&Hashing>,
    ) -> Result<(), ReadError> {
        let name = &filter.field;
        let rule = open_rule(register, name, decisions)?;
        if rule.sealed {
            return self.sealed(register, filter, rule, hashing);
        }
        if filter.op == Op::Contains {
            if !rule.search {
                return Err(bad(format!(
                    "`{name}` is not declared for search; use eq, or declare it"
                )));
            }
            let word = text_value(filter, &filter.value)?;
            let Value::Text(word) = word else {
                return Ok(());
            };
            return self.word(&[search_field(name)], &word);
        }
        let (table, convert): (_, Convert) = match rule.index {
            Index::Text if register.is_instant(name) => ("index_text", instant_value),
            Index::Text => ("index_text", text_value),
            Index::Number => ("index_number", number_value),
            Index::None => {
                return Err(bad(format!(
                    "`{name}` is not indexed; filter by another field, or index it"
                )));
            }
        };
        let field = search_index::field(&self.bind(name.as_str()));
        let among =
            format!("record.number in (select i.record from {table} i where i.field = {field}");
        match filter.op {
            Op::IsNull => {
                let not = if wants_blank(filter)? { "not " } else { "" };
                self.and(&format!("{not}{among})"));
            }
            Op::In => {
                let list = self.list(filter, convert)?;
                self.and(&format!("{among} and i.value in ({list}))"));
            }
            op => {
                let value = self.bind(convert(filter, &filter.value)?);
                self.and(&format!("{among} and i.value {} {value})", sign(op)));
            }
        }
        Ok(())
    }

    /// A sealed field is found by the keyed hash of its whole value.
    fn sealed(
        &mut self,
        register: &Register,
        filter: &Filter,
        rule: crate::FieldRule,
        hashing: Option<&Hashing>,
    ) -> Result<(), ReadError> {
        let name = &filter.field;
        if rule.index == Index::None {
            return Err(bad(format!(
                "`{name}` is not indexed; filter by another field, or index it"
            )));
        }
        let field = self.bind(name.as_str());
        let among = format!(
            "record.id in (select l.record from sealed_lookup l \
             where l.tenant = $1 and l.register = $2 and l.field = {field}"
        );
        let closed = || {
            bad(format!(
                "`{name}` is sealed, and this node lacks its master key"
            ))
        };
        let hash = |value: &Json| {
            let hashing = hashing.ok_or_else(closed)?;
            let hash = hashing.hash(register, name, value);
            hash.ok_or_else(|| bad(format!("the filter on `{name}` wants a text")))
        };
        match filter.op {
            Op::IsNull => {
                let not = if wants_blank(filter)? { "not " } else { "" };
                self.and(&format!("{not}{among} {APART})"));
            }
            Op::In => {
                let mut places = Vec::new();
                for value in several(filter)? {
                    places.push(self.bind(hash(value)?));
                }
                self.and(&format!(
                    "{among} and l.hash in ({}) {APART})",
                    places.join(", ")
                ));
            }
            Op::Eq | Op::Ne => {
                let value = self.bind(hash(&filter.value)?);
                self.and(&format!(
                    "{among} and l.hash {} {value} {APART})",
                    sign(filter.op)
                ));
            }
            Op::Contains | Op::Lt | Op::Le | Op::Gt | Op::Ge => {
                return Err(bad(format!(
                    "`{name}` is sealed and found by its whole value only; use eq or in"
                )));
            }
        }
        Ok(())
    }

    fn list(&mut self, filter: &Filter, convert: Convert) -> Result<String, ReadError> {
        let values = several(filter)?;
        let mut places = Vec::with_capacity(values.len());
        for value in values {
            places.push(self.bind(convert(filter, value)?));
        }
        Ok(places.join(", "))
    }

    /// Every word must be found in a field that is declared for search and open to the actor.
    fn words(
        &mut self,
        register: &Register,
        text: &str,
        decisions: &[Decision],
    ) -> Result<(), ReadError> {
        let fields: Vec<String> = register
            .fields
            .iter()
            .filter(|(_, rule)| {
                rule.search && decisions.iter().all(|decision| covers(decision, **rule))
            })
            .map(|(path, _)| search_field(path))
            .collect();
        if fields.is_empty() {
            return Err(bad(
                "no field of this register is declared for search".to_owned()
            ));
        }
        for word in text.split_whitespace().take(MOST_WORDS) {
            self.word(&fields, word)?;
        }
        Ok(())
    }

    fn word(&mut self, fields: &[String], word: &str) -> Result<(), ReadError> {
        let folded = indexed(&vocab::fold(word));
        if folded.is_empty() {
            return Err(bad("a word to look for has no letters or digits".to_owned()));
        }
        let escaped = folded
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        let places: Vec<String> = fields
            .iter()
            .map(|field| self.bind(field.as_str()))
            .collect();
        let pattern = self.bind(format!("%{escaped}%"));
        self.and(&format!(
            "record.number in (select i.record from index_text i where i.field in {} \
             and i.value like {pattern} escape '\\')",
            search_index::fields(&places.join(", "))
        ));
        Ok(())
    }
}

type Convert = fn(&Filter, &Json) -> Result<Value, ReadError>;

/// The values of an `in`.
fn several(filter: &Filter) -> Result<&Vec<Json>, ReadError> {
    let values = filter.value.as_array();
    values
        .filter(|values| !values.is_empty() && values.len() <= MOST_VALUES)
        .ok_or_else(|| {
            bad(format!(
                "`{}` in … wants a list of 1 to {MOST_VALUES} values",
                filter.field
            ))
        })
}

fn bad(reason: String) -> ReadError {
    ReadError::BadQuery(reason)
}

/// The rule of a field that the actor may see in each unit of the list: filtering by a hidden value would tell it.
pub(crate) fn open_rule(
    register: &Register,
    field: &str,
    decisions: &[Decision],
) -> Result<crate::FieldRule, ReadError> {
    let rule = register.rule(field);
    if register.form.field(field).is_none()
        || !decisions.iter().all(|decision| covers(decision, rule))
    {
        return Err(bad(format!(
            "there is no field `{field}` that you may filter or sort by"
        )));
    }
    Ok(rule)
}

fn wants_blank(filter: &Filter) -> Result<bool, ReadError> {
    filter
        .value
        .as_bool()
        .ok_or_else(|| bad(format!("`{}` is_null wants true or false", filter.field)))
}

fn text_value(filter: &Filter, value: &Json) -> Result<Value, ReadError> {
    let text = crate::register::plain_text(value)
        .ok_or_else(|| bad(format!("the filter on `{}` wants a text", filter.field)))?;
    Ok(Value::Text(indexed(&text)))
}

fn instant_value(filter: &Filter, value: &Json) -> Result<Value, ReadError> {
    let text = crate::register::plain_text(value)
        .ok_or_else(|| bad(format!("the filter on `{}` wants an instant", filter.field)))?;
    Ok(Value::Text(sortable_instant(text)))
}

fn number_value(filter: &Filter, value: &Json) -> Result<Value, ReadError> {
    let number = match value {
        Json::String(text) => text.trim().parse().ok(),
        plain => plain.as_f64(),
    };
    number
        .filter(|number| number.is_finite())
        .map(Value::Real)
        .ok_or_else(|| bad(format!("the filter on `{}` wants a number", filter.field)))
}

fn sign(op: Op) -> &'static str {
    match op {
        Op::Ne => "<>",
        Op::Lt => "<",
        Op::Le => "<=",
        Op::Gt => ">",
        Op::Ge => ">=",
        Op::Eq | Op::In | Op::Contains | Op::IsNull => "=",
    }
}
