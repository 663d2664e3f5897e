//! Lists: one page at a time, in an order that never loses or repeats a record.

use access::{Actor, Decision, Scope, Verb};
use journal::{Row, Value, record, search_index};

use crate::{
    Counted, Index, ListQuery, Order, Page, ReadError, RecordView, Register, Registers,
    authority::Authority,
    cursor::{Mark, Position, Way},
    filter::{Conditions, open_rule},
    view::view,
};

/// Largest page.
const LARGEST_PAGE: usize = 1_000;
/// Where counting stops.
const COUNTED: u64 = 10_000;
/// Columns of a record in a row: the sort's own follow.
const RECORD_COLUMNS: usize = 13;

/// What a list is sorted by, in SQL.
struct Sorting {
    join: String,
    /// Expressions before the id: compared and ordered together.
    keys: Vec<&'static str>,
    kind: SortKind,
}

#[derive(Clone, Copy)]
enum SortKind {
    Time,
    Text,
    Number,
}

impl Registers {
    /// One page of a register: only records in the actor's units, fields above the actor's class masked.
    ///
    /// # Errors
    /// [`ReadError::NotAllowed`], [`ReadError::BadQuery`], [`ReadError::BadCursor`], or the store's failure.
    pub async fn list(&self, actor: &Actor, query: &ListQuery) -> Result<Page, ReadError> {
        let register = self.register(&query.register)?;
        self.may_be_read(actor, register.name.as_str())?;
        let mut authority = Authority::new(&self.policy, actor);
        let decision = authority.decide(register, &Verb::List, None);
        if !decision.allow {
            return Err(ReadError::NotAllowed(decision.why));
        }
        let decisions = decisions_by_unit(&mut authority, register, &decision);
        let mut conditions = Conditions::of(self.store.tenant().as_str(), register.name.as_str());
        conditions.within(&decision.units);
        let hashing = self.hashing(register, &query.filters).await?;
        conditions.asked(register, query, &decisions, hashing.as_ref())?;
        let count = if query.counts {
            self.count(&conditions).await?
        } else {
            Counted::MoreThan(0)
        };

        let position = query
            .cursor
            .as_deref()
            .map(|cursor| self.cursor_key.open(query, cursor))
            .transpose()?;
        let sorting = sorting(register, query, &decisions, &mut conditions)?;
        let limit = query.limit.clamp(1, LARGEST_PAGE);
        let sql = page_sql(
            &sorting,
            query,
            position.as_ref(),
            &mut conditions,
            limit + 1,
        );
        let mut rows = self.store.read(sql, conditions.params).await?;

        let back = position
            .as_ref()
            .is_some_and(|position| position.way == Way::Previous);
        let more = rows.len() > limit;
        rows.truncate(limit);
        if back {
            rows.reverse();
        }
        let edge = |row: Option<&Row>, way: Way| -> Result<Option<String>, ReadError> {
            let Some(row) = row else { return Ok(None) };
            let mark = mark(row, sorting.kind)?;
            let id = row.text(0)?;
            Ok(Some(
                self.cursor_key.seal(query, Position { way, mark, id }),
            ))
        };
        // Going back there is always a page ahead; going on from a cursor there is one behind.
        let has_next = if back { true } else { more };
        let has_previous = if back { more } else { position.is_some() };
        let next = edge(rows.last().filter(|_| has_next), Way::Next)?;
        let previous = edge(rows.first().filter(|_| has_previous), Way::Previous)?;

        let mut records = Vec::with_capacity(rows.len());
        for row in &rows {
            let state = record::from_row(row)?;
            let decision = authority.decide(register, &Verb::List, Some(&state.owner));
            records.push((view(register, &decision, state), decision));
        }
        self.opened(register, &mut records).await?;
        let records: Vec<RecordView> = records.into_iter().map(|(record, _)| record).collect();
        self.note_reading(actor, register, &records).await?;
        Ok(Page {
            records,
            next,
            previous,
            count,
        })
    }

    async fn count(&self, conditions: &Conditions) -> Result<Counted, ReadError> {
        let sql = format!(
            "select count(*) from (select 1 as one from record where {} limit {}) as counted",
            conditions.sql,
            COUNTED + 1
        );
        let rows = self.store.read(sql, conditions.params.clone()).await?;
        let found = rows.first().map_or(Ok(0), |row| row.int(0))?;
        let found = u64::try_from(found).unwrap_or_default();
        Ok(if found > COUNTED {
            Counted::MoreThan(COUNTED)
        } else {
            Counted::Exactly(found)
        })
    }
}

/// What the actor may see in each unit of the list: roles differ from unit to unit.
fn decisions_by_unit(
    authority: &mut Authority<'_>,
    register: &Register,
    decision: &Decision,
) -> Vec<Decision> {
    match &decision.units {
        Scope::All => vec![authority.decide(register, &Verb::List, Some("/"))],
        Scope::Subtrees(units) => units
            .iter()
            .map(|unit| authority.decide(register, &Verb::List, Some(unit)))
            .collect(),
    }
}

fn sorting(
    register: &Register,
    query: &ListQuery,
    decisions: &[Decision],
    conditions: &mut Conditions,
) -> Result<Sorting, ReadError> {
    let Some(name) = &query.sort.by else {
        return Ok(Sorting {
            join: String::new(),
            keys: vec!["record.hlc"],
            kind: SortKind::Time,
        });
    };
    let rule = open_rule(register, name, decisions)?;
    let bad = |reason: &str| Err(ReadError::BadQuery(format!("`{name}` {reason}")));
    if rule.sealed {
        return bad("is sealed, and its order would tell it; sort by another field");
    }
    let several = name.contains('.')
        || register.form.field(name).is_some_and(|field| {
            matches!(
                field.kind,
                forms::Kind::SelectMultiple(_) | forms::Kind::Rank(_)
            )
        });
    if several {
        return bad("has several values in a record; sort by another field");
    }
    let (table, keys, kind) = match rule.index {
        Index::None => return bad("is not indexed; sort by another field, or index it"),
        Index::Text => (
            "index_text",
            vec![
                "cast(case when s.value is null then 0 else 1 end as bigint)",
                "coalesce(s.value, '')",
            ],
            SortKind::Text,
        ),
        Index::Number => (
            "index_number",
            vec![
                "cast(case when s.value is null then 0 else 1 end as bigint)",
                "coalesce(s.value, 0)",
            ],
            SortKind::Number,
        ),
    };
    let field = search_index::field(&conditions.bind(name.as_str()));
    let join = format!(" left join {table} s on s.record = record.number and s.field = {field}");
    Ok(Sorting { join, keys, kind })
}

fn page_sql(
    sorting: &Sorting,
    query: &ListQuery,
    position: Option<&Position>,
    conditions: &mut Conditions,
    limit: usize,
) -> String {
    let back = position.is_some_and(|position| position.way == Way::Previous);
    let ascending = (query.sort.order == Order::Ascending) != back;
    let (sign, direction) = if ascending {
        (">", "asc")
    } else {
        ("<", "desc")
    };
    if let Some(position) = position {
        let mut places: Vec<String> = marks(&position.mark)
            .into_iter()
            .map(|value| conditions.bind(value))
            .collect();
        places.push(conditions.bind(position.id.as_str()));
        let keys = sorting.keys.join(", ");
        conditions.and(&format!(
            "({keys}, record.id) {sign} ({})",
            places.join(", ")
        ));
    }
    let columns: Vec<String> = record::COLUMNS
        .split(',')
        .map(|column| format!("record.{}", column.trim()))
        .collect();
    let order: Vec<String> = sorting
        .keys
        .iter()
        .chain(&["record.id"])
        .map(|key| format!("{key} {direction}"))
        .collect();
    format!(
        "select {}, {} from record{} where {} order by {} limit {limit}",
        columns.join(", "),
        sorting.keys.join(", "),
        sorting.join,
        conditions.sql,
        order.join(", ")
    )
}

/// The values of the sort's keys at a cursor.
fn marks(mark: &Mark) -> Vec<Value> {
    match mark {
        Mark::Time(hlc) => vec![Value::Int(*hlc)],
        Mark::Text(text) => vec![
            Value::Int(i64::from(text.is_some())),
            Value::Text(text.clone().unwrap_or_default()),
        ],
        Mark::Number(bits) => vec![
            Value::Int(i64::from(bits.is_some())),
            Value::Real(bits.map_or(0.0, f64::from_bits)),
        ],
    }
}

fn mark(row: &Row, kind: SortKind) -> Result<Mark, ReadError> {
    Ok(match kind {
        SortKind::Time => Mark::Time(row.int(RECORD_COLUMNS)?),
        SortKind::Text => {
            let filled = row.int(RECORD_COLUMNS)? != 0;
            Mark::Text(Some(row.text(RECORD_COLUMNS + 1)?).filter(|_| filled))
        }
        SortKind::Number => {
            let filled = row.int(RECORD_COLUMNS)? != 0;
            Mark::Number(Some(row.real(RECORD_COLUMNS + 1)?.to_bits()).filter(|_| filled))
        }
    })
}
