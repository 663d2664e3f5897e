//! The form of a register as devices can show it.

use registers::Register;

use crate::{CollectionError, shelf::Drawn};

impl Drawn {
    /// The form of a register. Types of our own become the nearest that devices know; what no question can hold is left
    /// out.
    ///
    /// # Errors
    /// Every fault with its row.
    pub fn of_register(register: &Register) -> Result<Self, CollectionError> {
        let faults = |refused: xlsform::Refused| CollectionError::FormFaults {
            faults: refused.faults,
        };
        let sheets = &register.sheets;
        let survey = for_devices(&sheets.survey).map_err(CollectionError::inside)?;
        let settings = with_title(&sheets.settings).map_err(CollectionError::inside)?;
        let read = xlsform::Sheets::from_csv(&survey, &sheets.choices, &settings);
        let options = xlsform::Options {
            file_stem: Some(register.name.as_str().to_owned()),
            lenient: true,
        };
        let made = xlsform::convert_sheets(&read.map_err(faults)?, &options).map_err(faults)?;
        Self::compiled(made, None, true)
    }
}

/// The settings of a register with one title: XForms translate questions, not their own title, so that of the default
/// language stands for all.
fn with_title(settings: &str) -> Result<String, csv::Error> {
    const TITLE: &str = "form_title";
    let mut reader = csv::Reader::from_reader(settings.as_bytes());
    let headers = reader.headers()?.clone();
    let rows = reader
        .into_records()
        .collect::<Result<Vec<_>, csv::Error>>()?;
    let languages: Vec<(usize, &str)> = headers
        .iter()
        .enumerate()
        .filter_map(|(at, header)| Some((at, header.strip_prefix(TITLE)?.strip_prefix("::")?)))
        .collect();
    if headers.iter().any(|header| header == TITLE) || languages.is_empty() {
        return Ok(settings.to_owned());
    }
    let default = headers
        .iter()
        .position(|header| header == "default_language")
        .and_then(|at| rows.first()?.get(at))
        .unwrap_or_default();
    let titled = languages
        .iter()
        .find(|(_, language)| *language == default)
        .or(languages.first())
        .map(|(at, _)| *at);
    let kept: Vec<usize> = (0..headers.len())
        .filter(|at| Some(*at) == titled || languages.iter().all(|(known, _)| known != at))
        .collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = |at: &usize| match Some(*at) == titled {
        true => TITLE,
        false => headers.get(*at).unwrap_or_default(),
    };
    writer.write_record(kept.iter().map(header))?;
    for row in &rows {
        writer.write_record(kept.iter().map(|at| row.get(*at).unwrap_or_default()))?;
    }
    written(writer)
}

fn written(writer: csv::Writer<Vec<u8>>) -> Result<String, csv::Error> {
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The survey of a register with only what XLSForm knows.
fn for_devices(survey: &str) -> Result<String, csv::Error> {
    let mut reader = csv::Reader::from_reader(survey.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let headers = reader.headers()?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let (kind, appearance) = (column("type"), column("appearance"));
    writer.write_record(&headers)?;
    for row in reader.records() {
        let row = row?;
        let mut cells: Vec<&str> = row.iter().collect();
        let Some(written) = kind.and_then(|at| cells.get_mut(at)) else {
            continue;
        };
        match written.trim() {
            "json" => continue,
            // A day is what devices can ask for; the month of it is what was meant.
            "partial_date" => {
                *written = "date";
                if let Some(cell) = appearance.and_then(|at| cells.get_mut(at)) {
                    *cell = "month-year";
                }
            }
            _ => {}
        }
        writer.write_record(&cells)?;
    }
    written(writer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_is_that_of_the_default_language() {
        let told = with_title(
            "form_title::English (en),form_title::French (fr),form_id,default_language\nSites,Lieux,sites,French (fr)\n",
        );
        assert_eq!(
            told.expect("settings"),
            "form_title,form_id,default_language\nLieux,sites,French (fr)\n"
        );
        let first = with_title("form_title::English (en),form_id\nSites,sites\n");
        assert_eq!(
            first.expect("settings"),
            "form_title,form_id\nSites,sites\n"
        );
        let plain = "form_title,form_id\nSites,sites\n";
        assert_eq!(with_title(plain).expect("settings"), plain);
        assert_eq!(with_title("").expect("no settings"), "");
    }
}
