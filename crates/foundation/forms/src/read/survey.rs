//! The survey sheet: rows become fields, groups and repeats.

use super::{
    faults::Faults,
    kinds::{RowType, row_type},
    sheet::{self, Row, straight},
};
use crate::{
    Field, Form, Group, Kind, Required,
    expr::{Expr, ExprError},
};

/// Repeats within repeats beyond this are a mistake, and every level costs stack when values are checked.
const DEEPEST_REPEAT: usize = 8;

const KNOWN: [&str; 16] = [
    "type",
    "name",
    "label",
    "hint",
    "required",
    "required_message",
    "constraint",
    "constraint_message",
    "relevant",
    "calculation",
    "choice_filter",
    "default",
    "appearance",
    "read_only",
    "hxl",
    "disabled",
];

/// A repeat or group that has begun and not ended.
enum Open {
    Group {
        row: u32,
    },
    Repeat {
        field: Box<Field>,
        fields: Vec<Field>,
    },
}

struct Reader<'a> {
    form: &'a mut Form,
    faults: &'a mut Faults,
    open: Vec<Open>,
    group: Option<usize>,
}

pub(super) fn read(text: &str, form: &mut Form, faults: &mut Faults) {
    let sheet = sheet::read("survey", text, faults);
    for column in ["type", "name"] {
        if !sheet.columns.iter().any(|header| header.name == column) {
            faults.add(
                "survey",
                1,
                column,
                format!("there is no column `{column}`"),
                "add it",
            );
            return;
        }
    }
    let mut reader = Reader {
        form,
        faults,
        open: Vec::new(),
        group: None,
    };
    for row in &sheet.rows {
        reader.row(row);
    }
    reader.finish();
}

impl Reader<'_> {
    fn fault(
        &mut self,
        row: &Row,
        column: &str,
        reason: impl Into<String>,
        mend: impl Into<String>,
    ) {
        self.faults.add("survey", row.number, column, reason, mend);
    }

    fn row(&mut self, row: &Row) {
        let disabled = row.cell("disabled").to_lowercase();
        if matches!(disabled.as_str(), "yes" | "true" | "true()") {
            return;
        }
        let written = row.cell("type");
        if written.is_empty() {
            self.fault(
                row,
                "type",
                "the row has no type",
                "give it one, such as text or integer",
            );
            return;
        }
        match row_type(written, row.cell("appearance")) {
            None => {
                let mend = "use a type of XLSForm: text, integer, decimal, date, select_one LIST, geopoint, …";
                self.fault(row, "type", format!("`{written}` is no type"), mend);
            }
            Some(RowType::BeginGroup) => self.begin_group(row),
            Some(RowType::EndGroup) => self.end_group(row),
            Some(RowType::BeginRepeat) => self.begin_repeat(row),
            Some(RowType::EndRepeat) => self.end_repeat(row),
            Some(RowType::Field { kind, or_other }) => self.question(row, kind, or_other),
        }
    }

    fn begin_group(&mut self, row: &Row) {
        self.name(row);
        let group = Group {
            name: row.cell("name").to_owned(),
            label: row.words("label"),
            relevant: self.expression(row, "relevant"),
            appearance: row.cell("appearance").to_owned(),
            parent: self.group,
            row: row.number,
        };
        self.form.groups.push(group);
        self.group = Some(self.form.groups.len() - 1);
        self.open.push(Open::Group { row: row.number });
    }

    fn end_group(&mut self, row: &Row) {
        match self.open.pop() {
            Some(Open::Group { .. }) => {
                self.group = self.group.and_then(|group| self.form.groups[group].parent);
            }
            other => {
                self.open.extend(other);
                self.fault(
                    row,
                    "type",
                    "this ends a group that has not begun",
                    "put begin group before it, or remove it",
                );
            }
        }
    }

    fn begin_repeat(&mut self, row: &Row) {
        let depth = self
            .open
            .iter()
            .filter(|open| matches!(open, Open::Repeat { .. }))
            .count();
        if depth >= DEEPEST_REPEAT {
            let mend = "make the inner repeat a register of its own";
            self.fault(
                row,
                "type",
                format!("repeats nest deeper than {DEEPEST_REPEAT}"),
                mend,
            );
        }
        let field = Box::new(self.field(row, Kind::Repeat(Vec::new())));
        self.open.push(Open::Repeat {
            field,
            fields: Vec::new(),
        });
    }

    fn end_repeat(&mut self, row: &Row) {
        match self.open.pop() {
            Some(Open::Repeat { mut field, fields }) => {
                self.group = field.group;
                field.kind = Kind::Repeat(fields);
                self.place(*field);
            }
            other => {
                self.open.extend(other);
                self.fault(
                    row,
                    "type",
                    "this ends a repeat that has not begun",
                    "put begin repeat before it, or remove it",
                );
            }
        }
    }

    fn question(&mut self, row: &Row, kind: Kind, or_other: bool) {
        let field = self.field(row, kind);
        if let Some(list) = field.list() {
            match self.form.lists.get_mut(list) {
                Some(list) => list.or_other |= or_other,
                None => {
                    let reason = format!("there is no list `{list}` in the choices");
                    self.fault(
                        row,
                        "type",
                        reason,
                        "add its choices, or mend the name of the list",
                    );
                }
            }
        }
        if field.kind == Kind::Calculate
            && field.calculation.is_none()
            && row.cell("calculation").is_empty()
        {
            self.fault(
                row,
                "calculation",
                "a calculated field has no calculation",
                "write how it comes about",
            );
        }
        self.place(field);
    }

    /// Puts a field where it belongs: the innermost open repeat, or the form.
    fn place(&mut self, field: Field) {
        let siblings = self
            .open
            .iter_mut()
            .rev()
            .find_map(|open| match open {
                Open::Repeat { fields, .. } => Some(fields),
                Open::Group { .. } => None,
            })
            .unwrap_or(&mut self.form.fields);
        let first = siblings
            .iter()
            .find(|other| other.name == field.name && !field.name.is_empty());
        if let Some(first) = first {
            let reason = format!(
                "the name `{}` stands already in row {}",
                field.name, first.row
            );
            self.faults.add(
                "survey",
                field.row,
                "name",
                reason,
                "give each field its own name, also across groups",
            );
        }
        siblings.push(field);
    }

    fn field(&mut self, row: &Row, kind: Kind) -> Field {
        self.name(row);
        let required = self.required(row);
        let hxl = self.hxl(row);
        Field {
            name: row.cell("name").to_owned(),
            kind,
            written_type: row.cell("type").to_owned(),
            label: row.words("label"),
            hint: row.words("hint"),
            required,
            required_message: row.words("required_message"),
            constraint: self.expression(row, "constraint"),
            constraint_message: row.words("constraint_message"),
            relevant: self.expression(row, "relevant"),
            calculation: self.expression(row, "calculation"),
            choice_filter: self.expression(row, "choice_filter"),
            default: Some(row.cell("default").to_owned()).filter(|cell| !cell.is_empty()),
            appearance: row.cell("appearance").to_owned(),
            read_only: matches!(
                row.cell("read_only").to_lowercase().as_str(),
                "yes" | "true" | "true()"
            ),
            hxl,
            group: self.group,
            row: row.number,
            extra: row.others(&KNOWN),
        }
    }

    /// Names are XML names without `.`, which stands between a repeat and its field in paths.
    fn name(&mut self, row: &Row) {
        let name = row.cell("name");
        if name.is_empty() {
            self.fault(
                row,
                "name",
                "the row has no name",
                "give it a short name without blanks",
            );
            return;
        }
        let starts = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
        if !starts
            || !name
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
        {
            let mend = "use letters, digits, _ and -, a letter or _ first";
            self.fault(row, "name", format!("`{name}` cannot be a name"), mend);
        }
    }

    fn required(&mut self, row: &Row) -> Required {
        match row.cell("required").to_lowercase().as_str() {
            "" | "no" | "false" | "false()" | "0" => Required::No,
            "yes" | "true" | "true()" | "1" => Required::Yes,
            _ => self
                .expression(row, "required")
                .map_or(Required::No, Required::When),
        }
    }

    fn hxl(&mut self, row: &Row) -> Option<vocab::HxlTag> {
        let cell = row.cell("hxl");
        if cell.is_empty() {
            return None;
        }
        let tag = vocab::HxlTag::parse(cell).ok();
        if tag.is_none() {
            let mend = "write it as #affected+idps+ind: lower case, attributes begin with a letter";
            self.fault(row, "hxl", "this is no HXL tag", mend);
        }
        tag
    }

    fn expression(&mut self, row: &Row, column: &str) -> Option<Expr> {
        let cell = row.cell(column);
        if cell.is_empty() {
            return None;
        }
        match Expr::parse(&straight(cell)) {
            Ok(expression) => Some(expression),
            Err(ExprError { at, reason, mend }) => {
                self.fault(row, column, format!("{reason}, at character {at}"), mend);
                None
            }
        }
    }

    fn finish(&mut self) {
        while let Some(open) = self.open.pop() {
            let (number, what) = match open {
                Open::Group { row } => (row, "group"),
                Open::Repeat { mut field, fields } => {
                    let row = field.row;
                    field.kind = Kind::Repeat(fields);
                    self.place(*field);
                    (row, "repeat")
                }
            };
            let reason = format!("this {what} never ends");
            self.faults.add(
                "survey",
                number,
                "type",
                reason,
                format!("put a row `end {what}` after its last field"),
            );
        }
    }
}
