//! The way through the compiler.

use std::collections::{HashMap, HashSet};

use crate::{
    Converted, Fault, Refused, Sheets,
    check::{
        CHOICES_TRANSLATABLE, SURVEY_TRANSLATABLE, Translations, UNDERSCORE,
        languages_without_code, missing_translations, sheet_references, similar_sheets,
    },
    choices::{self, ChoiceLists, Rules},
    entities::{self, Declarations},
    field,
    form::build,
    header::{self, Table, table},
    output,
    settings::Settings,
    survey::{self, Draft, Kind, Survey, TableList, Tag},
    value::Value,
};

/// How to convert.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Name of the file without its ending: the form's id when the settings give none.
    pub file_stem: Option<String>,
    /// Turn refusals that do no harm into warnings: duplicate choice names, a group called `meta`, questions without
    /// a label, references to questions that the compiler makes (`x_other`, `x_count`), unknown columns of the entities sheet.
    pub lenient: bool,
}

/// Converts the bytes of an .xlsx, .xls, .csv or .md file.
///
/// # Errors
/// Every fault that keeps the form from being converted, with sheet, row and column.
pub fn convert(bytes: &[u8], options: &Options) -> Result<Converted, Refused> {
    convert_sheets(&Sheets::from_bytes(bytes)?, options)
}

/// Converts sheets that were read already.
///
/// # Errors
/// As [`convert`].
pub fn convert_sheets(sheets: &Sheets, options: &Options) -> Result<Converted, Refused> {
    let mut compiler = Compiler {
        faults: Vec::new(),
        warnings: sheets.warnings.clone(),
        lenient: options.lenient,
    };
    let converted = compiler.run(sheets, options);
    match converted {
        Some(mut converted) if compiler.faults.is_empty() => {
            converted.warnings = compiler.warnings;
            Ok(converted)
        }
        _ => Err(Refused {
            faults: compiler.faults,
            warnings: compiler.warnings,
        }),
    }
}

struct Compiler {
    faults: Vec<Fault>,
    warnings: Vec<Fault>,
    lenient: bool,
}

impl Compiler {
    fn run(&mut self, sheets: &Sheets, options: &Options) -> Option<Converted> {
        let Some(survey_sheet) = &sheets.survey else {
            let hint = similar_sheets("survey", &sheets.names).unwrap_or_default();
            self.faults.push(
                Fault::form(format!("You must have a sheet named 'survey'. {hint}"))
                    .mend("Name the sheet with the questions 'survey'."),
            );
            return None;
        };
        let mut settings = Settings::read(
            &sheets.settings,
            options.file_stem.as_deref(),
            &mut self.faults,
            &mut self.warnings,
        );
        if sheets.settings.is_empty() {
            self.misspelt("settings", sheets);
        }
        let language = settings.default_language.clone();
        let (mut lists, choices_table) = self.choices(sheets, &settings);
        let has = |table: &Table, column: &str| table.headers().any(|parts| parts[0] == column);
        if !sheets.choices.is_empty() && !has(&choices_table, "name") {
            // Without names every question with choices would seem wrong.
            return None;
        }
        let mut declarations = self.entities(sheets);
        let survey_table = table(
            survey_sheet,
            &header::SURVEY,
            &language,
            settings.clean_text,
            &mut self.faults,
        );
        if !has(&survey_table, "type") {
            return None;
        }
        let survey_texts = Translations::of(&survey_table, SURVEY_TRANSLATABLE);
        let choices_texts = Translations::of(&choices_table, CHOICES_TRANSLATABLE);
        self.warnings
            .extend(missing_translations(&survey_texts, &choices_texts));
        let columns = survey_table.columns.clone();
        let external = self.external_lists(sheets, &language);
        let osm = self.osm_lists(sheets);
        let mut rows = survey::read(
            Survey {
                sheet_names: &sheets.names,
                root_name: &settings.name,
                lenient: self.lenient,
                choices: &mut lists,
                external_lists: &external,
                osm_lists: &osm,
                entities: &mut declarations,
                faults: &mut self.faults,
                warnings: &mut self.warnings,
                stack: Vec::new(),
                table_list: TableList::None,
                meta: Vec::new(),
                questions: HashSet::new(),
                names: HashMap::new(),
                triggers: Vec::new(),
                geo_references: Vec::new(),
                instances: HashSet::new(),
                repeats: HashSet::new(),
                other_seen: false,
                settings: Vec::new(),
            },
            survey_table,
        );
        if rows.other_seen && !(survey_texts.default_only() && choices_texts.default_only()) {
            self.warnings.push(Fault::form(
                "This form uses or_other and translations, which is not recommended: the label of 'other' and its question are not translated",
            ));
        }
        for (setting, value) in std::mem::take(&mut rows.settings) {
            match setting {
                "title" => settings.title = value,
                "id_string" => settings.id = value,
                _ => settings.prefix = Some(value),
            }
        }
        if settings.id.is_empty() || settings.id == "None" {
            self.faults.push(
                Fault::form("Survey cannot have an empty id_string")
                    .mend("Fill in form_id in the settings."),
            );
        }
        self.references(sheets, &columns, &choices_table, &rows, &settings);
        let mut root = rows.root;
        if settings.flat {
            flatten(&mut root.children, "");
        }
        let version = (!declarations.is_empty())
            .then(|| entities::apply(&declarations, &mut root, &mut self.faults));
        add_meta(&mut root, rows.meta, &settings);
        if !self.faults.is_empty() {
            return None;
        }
        let mut form = build(settings, lists, root, version, self.lenient);
        if !form.faults.borrow().is_empty() {
            self.faults.append(&mut form.faults.borrow_mut());
            return None;
        }
        self.warnings.extend(form.elements.iter().filter_map(|element| {
            let tag = element.hxl.as_deref().filter(|tag| !field::is_hxl(tag))?;
            Some(Fault::survey(
                element.row,
                "hxl",
                format!("'{tag}' is no tag of HXL: a hashtag in lower case, then attributes such as #affected+f+children"),
            ))
        }));
        let written = output::write(&mut form);
        self.faults.append(&mut form.faults.borrow_mut());
        self.warnings.append(&mut form.warnings.borrow_mut());
        self.warnings.extend(languages_without_code(
            written.languages.iter().map(String::as_str),
        ));
        let itemsets = (!sheets.external_choices.is_empty())
            .then(|| field::itemsets(&sheets.external_choices));
        Some(field::converted(&form, written, &declarations, itemsets))
    }

    /// Warns when a sheet that is not there may have been misspelt.
    fn misspelt(&mut self, wanted: &str, sheets: &Sheets) {
        if let Some(hint) = similar_sheets(wanted, &sheets.names) {
            self.warnings.push(Fault::form(hint).mend(UNDERSCORE));
        }
    }

    /// The lists, and the table without its rows for what is checked by columns.
    fn choices(&mut self, sheets: &Sheets, settings: &Settings) -> (ChoiceLists, Table) {
        if sheets.choices.is_empty() {
            return (ChoiceLists::default(), Table::default());
        }
        let mut table = table(
            &sheets.choices,
            &header::CHOICES,
            &settings.default_language,
            false,
            &mut self.faults,
        );
        let columns = table.columns.clone();
        if !table.headers().any(|parts| parts[0] == "name") {
            table.rows.clear();
        }
        let rules = Rules {
            allow_duplicates: settings.allow_duplicates,
            lenient: self.lenient,
        };
        let lists = choices::read(table, &rules, &mut self.faults, &mut self.warnings);
        (
            lists,
            Table {
                columns,
                rows: Vec::new(),
            },
        )
    }

    fn entities(&mut self, sheets: &Sheets) -> Declarations {
        if sheets.entities.is_empty() {
            self.misspelt("entities", sheets);
            return Declarations::default();
        }
        let table = table(
            &sheets.entities,
            &header::ENTITIES,
            "default",
            false,
            &mut self.faults,
        );
        entities::read(&table, self.lenient, &mut self.faults, &mut self.warnings)
    }

    fn external_lists(&mut self, sheets: &Sheets, language: &str) -> HashSet<String> {
        table(
            &sheets.external_choices,
            &header::EXTERNAL_CHOICES,
            language,
            false,
            &mut self.faults,
        )
        .rows
        .iter()
        .filter_map(|row| row.cells.text("list name"))
        .map(str::to_owned)
        .collect()
    }

    fn osm_lists(&mut self, sheets: &Sheets) -> HashMap<String, Vec<Tag>> {
        let table = table(
            &sheets.osm,
            &header::OSM,
            "default",
            false,
            &mut self.faults,
        );
        let mut lists: HashMap<String, Vec<Tag>> = HashMap::new();
        for row in &table.rows {
            let (Some(list), Some(name)) = (row.cells.text("list name"), row.cells.text("name"))
            else {
                continue;
            };
            lists.entry(list.to_owned()).or_default().push(Tag {
                name: name.to_owned(),
                label: row.cells.get("label").cloned(),
            });
        }
        lists
    }

    /// Checks the references of every sheet.
    fn references(
        &mut self,
        sheets: &Sheets,
        columns: &[Vec<String>],
        choices: &Table,
        rows: &survey::Rows,
        settings: &Settings,
    ) {
        let mut names = rows.names.clone();
        if !settings.omit_instance_id {
            *names.entry("instanceID".to_owned()).or_default() += 1;
        }
        if self.lenient {
            count_generated(&rows.root.children, &mut names);
        }
        let faults = &mut self.faults;
        sheet_references("settings", &sheets.settings, |_| true, &names, faults);
        let list_column = |header: Option<&String>| {
            header.is_some_and(|header| {
                matches!(header.as_str(), "list name" | "list_name" | "repeat")
            })
        };
        sheet_references(
            "entities",
            &sheets.entities,
            |column| !list_column(sheets.entities.header.get(column)),
            &names,
            faults,
        );
        if let Some(survey) = &sheets.survey {
            let first = |column: usize| columns.get(column).and_then(|parts| parts.first());
            sheet_references(
                "survey",
                survey,
                |column| first(column).is_some_and(|part| refers(part) == Refers::Yes),
                &names,
                faults,
            );
            // People keep notes in columns of their own; a slip in them does no harm.
            let notes = if self.lenient {
                &mut self.warnings
            } else {
                &mut *faults
            };
            sheet_references(
                "survey",
                survey,
                |column| first(column).is_some_and(|part| refers(part) == Refers::Note),
                &names,
                notes,
            );
        }
        let translatable = |column: usize| {
            choices
                .columns
                .get(column)
                .and_then(|parts| parts.first())
                .is_some_and(|part| CHOICES_TRANSLATABLE.iter().any(|(key, _)| key == part))
        };
        // Where no column is translatable, every one is looked at.
        let any = (0..choices.columns.len()).any(translatable);
        sheet_references(
            "choices",
            &sheets.choices,
            |column| !any || translatable(column),
            &names,
            faults,
        );
    }
}

/// What references in a column of the survey are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refers {
    Yes,
    /// Checked by other rules.
    Elsewhere,
    /// A column that the form does not use.
    Note,
}

fn refers(column: &str) -> Refers {
    match column {
        "type" | "name" | "trigger" => Refers::Elsewhere,
        "label" | "hint" | "guidance_hint" | "bind" | "control" | "media" | "instance"
        | "default" | "choice_filter" | "parameters" | "query" => Refers::Yes,
        _ => Refers::Note,
    }
}

/// Names of questions that no row wrote.
fn count_generated(drafts: &[Draft], names: &mut HashMap<String, usize>) {
    for draft in drafts {
        if !names.contains_key(&draft.name) {
            names.insert(draft.name.clone(), 1);
        }
        count_generated(&draft.children, names);
    }
}

/// Groups lose their elements; what they made relevant goes to their questions.
fn flatten(drafts: &mut [Draft], above: &str) {
    for draft in drafts {
        let own = draft.cells.within("bind", "relevant").unwrap_or("");
        let relevant = match (above, own) {
            ("", own) => own.to_owned(),
            (above, "") => above.to_owned(),
            (above, own) => format!("{above} and ({own})"),
        };
        if !draft.children.is_empty() {
            draft.flat = true;
            flatten(&mut draft.children, &relevant);
        } else if !relevant.is_empty() {
            draft.cells.set_within("bind", "relevant", relevant);
        }
    }
}

/// Audit, instanceID and instanceName, behind the entity if there is one.
fn add_meta(root: &mut Draft, audits: Vec<Draft>, settings: &Settings) {
    let mut children = audits;
    if !settings.omit_instance_id {
        children.push(Draft::calculate(
            "instanceID",
            &[
                ("readonly", "true()"),
                ("jr:preload", &settings.instance_id),
            ],
            0,
        ));
    }
    if let Some(name) = &settings.instance_name {
        let mut draft = Draft::calculate("instanceName", &[], 0);
        draft
            .cells
            .set_within("bind", "calculate", Value::from(name.as_str()));
        children.push(draft);
    }
    if children.is_empty() {
        return;
    }
    let existing = root
        .children
        .iter_mut()
        .find(|child| child.name == "meta" && matches!(child.kind, Kind::Group | Kind::Meta));
    if let Some(meta) = existing {
        meta.children.extend(children);
    } else {
        let mut meta = Draft::new(Kind::Meta, "meta", "", 0);
        meta.children = children;
        root.children.push(meta);
    }
}
