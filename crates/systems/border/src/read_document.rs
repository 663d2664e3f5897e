//! Who stands there: zone, printed page and chip brought together, with the reasons that this alone gives.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chip::{Verdict as ChipVerdict, Verifier, data_group};
use jiff::civil::Date;
use travel_document::{
    Report, Zone,
    forgery::{self, ChipData, Known, Parts, Visual},
    report::Fields,
};
use vocab::PartialDate;

use crate::{
    asked::{ChipAsked, InspectionAsked, PageAsked},
    error::BorderError,
    verdict::{self, Reason, Says},
};

/// Largest file of a chip.
const LARGEST: usize = 4 * 1024 * 1024;
/// Most files of a chip.
const MOST_FILES: usize = 17;

/// What was read of one document.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReadDocument {
    pub(crate) zone: String,
    pub(crate) format: String,
    pub(crate) surname: String,
    pub(crate) given_names: String,
    pub(crate) birth: Option<PartialDate>,
    pub(crate) sex: Option<char>,
    pub(crate) citizenship: String,
    pub(crate) number: String,
    pub(crate) issuer: String,
    pub(crate) code: String,
    pub(crate) expiry: Option<Date>,
    pub(crate) issued: Option<Date>,
    pub(crate) chip: Option<ChipVerdict>,
    pub(crate) reasons: Vec<Reason>,
}

fn text(asked: Option<&String>) -> Option<String> {
    let text = asked?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn date(asked: Option<&String>, what: &str) -> Result<Option<Date>, BorderError> {
    let Some(text) = text(asked) else {
        return Ok(None);
    };
    let told = |_| BorderError::Asked(format!("the {what} is written YYYY-MM-DD"));
    text.parse().map(Some).map_err(told)
}

/// The letters of a zone that a keyboard wedge sends: upper case, lines apart; control characters fall away.
pub(crate) fn typed_zone(text: &str) -> String {
    let lines: Vec<String> = text
        .split(['\n', '\r', '|'])
        .map(|line| {
            line.chars()
                .filter(|letter| !letter.is_control() && !letter.is_whitespace())
                .flat_map(char::to_uppercase)
                .collect::<String>()
        })
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("|")
}

fn visual(page: &PageAsked) -> Result<Visual, BorderError> {
    let birth = text(page.birth.as_ref())
        .map(|birth| {
            PartialDate::parse(&birth).map_err(|_| {
                BorderError::Asked("the birth is written YYYY, YYYY-MM or YYYY-MM-DD".to_owned())
            })
        })
        .transpose()?;
    Ok(Visual {
        surname: text(page.surname.as_ref()),
        given_names: text(page.given_names.as_ref()),
        document_number: text(page.document_number.as_ref()),
        nationality: text(page.citizenship.as_ref()),
        birth,
        sex: text(page.sex.as_ref()).and_then(|sex| sex.chars().next()),
        expiry: date(page.expiry.as_ref(), "expiry")?,
        issued: date(page.issued.as_ref(), "date of issue")?,
    })
}

struct ChipFiles {
    security_object: Vec<u8>,
    files: Vec<Vec<u8>>,
}

fn files(chip: &ChipAsked) -> Result<ChipFiles, BorderError> {
    let decode = |text: &str| {
        let fault = || BorderError::Asked("files of the chip are written in base64".to_owned());
        if text.len() > LARGEST / 3 * 4 {
            return Err(BorderError::Asked(
                "a file of the chip is too large".to_owned(),
            ));
        }
        STANDARD.decode(text.trim()).map_err(|_| fault())
    };
    if chip.files.len() > MOST_FILES {
        return Err(BorderError::Asked("a chip has at most 17 files".to_owned()));
    }
    Ok(ChipFiles {
        security_object: decode(&chip.security_object)?,
        files: chip
            .files
            .iter()
            .map(|file| decode(file))
            .collect::<Result<_, _>>()?,
    })
}

/// A day of DG11 or DG12, YYYYMMDD.
fn day(digits: &str) -> Option<Date> {
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<i16>().ok();
    let (month, day) = (part(4, 6)?, part(6, 8)?);
    Date::new(
        part(0, 4)?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// Reads everything that was handed over, on a day.
///
/// # Errors
/// A date or a file that cannot be read; a zone that cannot be read is a reason, not an error.
pub(crate) fn read(
    asked: &InspectionAsked,
    (known, verifier): (&Known, &Verifier),
    on: Date,
) -> Result<ReadDocument, BorderError> {
    let page = asked.page.clone().unwrap_or_default();
    let visual = visual(&page)?;
    let chip = asked.chip.as_ref().map(files).transpose()?;
    let mut found = ReadDocument {
        zone: typed_zone(asked.zone.as_deref().unwrap_or_default()),
        ..ReadDocument::default()
    };
    if let Some(chip) = &chip {
        let files: Vec<&[u8]> = chip.files.iter().map(Vec::as_slice).collect();
        let verdict = verifier.verify(&chip.security_object, &files);
        found.reasons.extend(verdict::of_chip(&verdict));
        found.chip = Some(verdict);
    }
    let of_chip = |number: u8| {
        let files = chip.iter().flat_map(|chip| chip.files.iter());
        files
            .map(Vec::as_slice)
            .find(|file| data_group::number(file) == Some(number))
    };
    let signed = of_chip(1).and_then(|file| data_group::zone(file).ok());
    if found.zone.is_empty()
        && let Some(signed) = &signed
    {
        found.zone = typed_zone(signed);
    }
    if found.zone.is_empty() {
        without_zone(&mut found, &visual, &page);
        return Ok(found);
    }
    let report = Report::of(&found.zone, on);
    let misread = !report.valid && report.corrected.as_ref().is_some_and(|it| it.valid);
    found.reasons.extend(verdict::of_zone(&report, on));
    found.format = report.format.unwrap_or_default().to_owned();
    found.issued = visual.issued;
    if let Ok(zone) = Zone::read(&found.zone) {
        let issued = of_chip(12)
            .and_then(|file| data_group::issued(file).ok().flatten())
            .and_then(|moment| day(&format!("{:08}", moment / 1_000_000)));
        let birth = of_chip(11)
            .and_then(|file| data_group::details(file).ok())
            .and_then(|details| day(&details.birth_date?));
        found.issued = found.issued.or(issued);
        let parts = Parts {
            zone: &zone,
            visual: visual.clone(),
            chip: ChipData {
                zone: signed.as_deref(),
                birth,
                issued,
            },
        };
        let indications = forgery::indications(&parts, known, on);
        found
            .reasons
            .extend(verdict::of_indications(&indications, misread));
    }
    let corrected = report.corrected.filter(|it| it.valid);
    match corrected.map(|it| it.fields).or(report.fields) {
        Some(fields) => take(&mut found, fields),
        None => without_zone(&mut found, &visual, &page),
    }
    Ok(found)
}

fn take(found: &mut ReadDocument, fields: Fields) {
    found.surname = fields.surname;
    found.given_names = fields.given_names;
    found.number = fields.document_number;
    found.issuer = fields.issuing_state;
    found.code = fields.document_code;
    found.citizenship = fields.nationality;
    found.sex = fields
        .sex
        .chars()
        .next()
        .map(|sex| if sex == '<' { 'X' } else { sex });
    found.birth = fields.birth.map(|reading| reading.date);
    found.expiry = fields.expiry.map(|reading| reading.date.last_day());
}

/// The printed page or the traveller's word stands where no zone could be read.
fn without_zone(found: &mut ReadDocument, visual: &Visual, page: &PageAsked) {
    let upper = |text: &Option<String>| text.clone().unwrap_or_default().to_uppercase();
    found.surname = visual.surname.clone().unwrap_or_default();
    found.given_names = visual.given_names.clone().unwrap_or_default();
    found.birth = visual.birth;
    found.sex = visual.sex;
    found.citizenship = upper(&visual.nationality);
    found.number = upper(&visual.document_number);
    found.issuer = upper(&text(page.issuer.as_ref()));
    found.expiry = visual.expiry;
    found.issued = visual.issued;
    if found.zone.is_empty() && found.number.is_empty() {
        found.reasons.push(Reason::of("no_document", Says::Refer));
    }
}

#[cfg(test)]
mod tests {
    use chip::TrustStore;
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2011, 3, 1);

    fn read_zone(zone: &str) -> ReadDocument {
        let asked = InspectionAsked {
            zone: Some(zone.to_owned()),
            ..InspectionAsked::default()
        };
        let verifier = Verifier::new(TrustStore::new());
        read(&asked, (&Known::default(), &verifier), TODAY).unwrap()
    }

    #[test]
    fn a_keyboard_wedge_may_type_small_letters_line_ends_and_control_characters() {
        let typed = "\u{2}p<utoeriksson<<anna<maria<<<<<<<<<<<<<<<<<<<\r\nl898902c36uto7408122f1204159ze184226b<<<<<10\r\n\u{3}";
        let found = read_zone(typed);
        assert_eq!(
            (found.surname.as_str(), found.number.as_str()),
            ("ERIKSSON", "L898902C3")
        );
        assert_eq!(found.reasons, Vec::new());
        assert_eq!(found.expiry, Some(date(2012, 4, 15)));
    }

    #[test]
    fn a_misread_zone_gives_the_number_that_its_digits_prove() {
        let found = read_zone(
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<|L898902C36UTO74O8122F1204159ZE184226B<<<<<10",
        );
        assert_eq!(
            found.birth.map(|it| it.to_string()),
            Some("1974-08-12".to_owned())
        );
        assert_eq!(verdict::verdict(&found.reasons), verdict::Verdict::Look);
    }

    #[test]
    fn a_changed_year_of_birth_is_for_the_second_line() {
        let found = read_zone(
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<|L898902C36UTO7708122F1204159ZE184226B<<<<<10",
        );
        assert!(
            found
                .reasons
                .iter()
                .any(|reason| reason.code == "check_digit")
        );
        assert_eq!(verdict::verdict(&found.reasons), verdict::Verdict::Refer);
    }

    #[test]
    fn nobody_without_a_document_is_sent_away_by_a_machine() {
        let asked = InspectionAsked {
            page: Some(PageAsked {
                surname: Some("Deng".to_owned()),
                birth: Some("1999".to_owned()),
                ..PageAsked::default()
            }),
            ..InspectionAsked::default()
        };
        let verifier = Verifier::new(TrustStore::new());
        let found = read(&asked, (&Known::default(), &verifier), TODAY).unwrap();
        assert_eq!(found.reasons[0].code, "no_document");
        assert_eq!(found.surname, "Deng");
    }
}
