//! PAXLST as carriers send it, with its faults, and as an attacker would.

use border::{
    edifact::EdifactError,
    passenger_list::{MOST_PEOPLE, PassengerList},
};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const TODAY: Date = date(2027, 3, 1);
const LIST: &str = "UNA:+.? '
UNB+UNOA:4+QZAIR+UTBORDER+270301:0900+1'UNG+PAXLST+QZAIR+UTBORDER+270301:0900+1+UN+D:05B'
UNH+P1+PAXLST:D:05B:UN:IATA+QZ12/270301+01:F'BGM+745'NAD+MS+++QZ AIR DESK'COM+111222:TE'
TDT+20+QZ12'LOC+125+AAA'DTM+189:2703010800:201'LOC+87+BBB'DTM+232:2703011130:201'
NAD+FL+++ERIKSSON:ANNA MARIA'ATT+2++F'DTM+329:740812'LOC+178+AAA'LOC+179+BBB'NAT+2+UTO'RFF+AVF:ABC123'
DOC+P:110:111+L898902C3'DTM+36:290415'LOC+91+UTO'CNT+42:1'UNT+21+P1'UNE+1+1'UNZ+1+1'";

fn codes(list: &PassengerList) -> Vec<&'static str> {
    list.findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn a_list_is_read_with_its_flight_and_its_people() {
    let list = PassengerList::read(LIST, TODAY);
    assert_eq!(list.stopped, None);
    assert_eq!(
        (
            list.conveyance.as_str(),
            list.from.as_str(),
            list.to.as_str()
        ),
        ("QZ12", "AAA", "BBB")
    );
    assert_eq!(list.departs, "2027-03-01T08:00");
    assert_eq!(list.arrives, "2027-03-01T11:30");
    let anna = &list.people[0];
    assert_eq!(
        (anna.surname.as_str(), anna.given_names.as_str()),
        ("ERIKSSON", "ANNA MARIA")
    );
    assert_eq!(
        anna.birth.map(|it| it.to_string()).as_deref(),
        Some("1974-08-12")
    );
    assert_eq!((anna.sex, anna.citizenship.as_str()), (Some('F'), "UTO"));
    assert_eq!(
        (anna.document_number.as_str(), anna.document_issuer.as_str()),
        ("L898902C3", "UTO")
    );
    assert_eq!(anna.document_expiry, Some(date(2029, 4, 15)));
    assert_eq!((anna.locator.as_str(), anna.role), ("ABC123", "passenger"));
}

#[test]
fn wrong_counts_are_findings_and_not_refusals() {
    let right = PassengerList::read(&LIST.replace("UNT+21", "UNT+20"), TODAY);
    let wrong = PassengerList::read(&LIST.replace("CNT+42:1", "CNT+42:7"), TODAY);
    assert_eq!((right.people.len(), wrong.people.len()), (1, 1));
    assert!(
        codes(&wrong).contains(&"people_count"),
        "{:?}",
        wrong.findings
    );
    assert_ne!(
        codes(&right).contains(&"segment_count"),
        codes(&PassengerList::read(LIST, TODAY)).contains(&"segment_count")
    );
}

#[test]
fn what_cannot_be_read_of_a_person_is_said_with_its_segment_and_without_the_name() {
    let text = LIST
        .replace("329:740812", "329:741399")
        .replace("ATT+2++F", "ATT+2++Q");
    let list = PassengerList::read(&text, TODAY);
    assert_eq!(list.people[0].birth, None);
    for code in ["birth", "sex"] {
        let finding = list.findings.iter().find(|it| it.code == code).expect(code);
        assert!(finding.segment > 10);
        assert!(!finding.reason.contains("ERIKSSON"));
    }
}

#[test]
fn a_file_that_is_cut_off_keeps_who_was_read_and_says_where_it_stops() {
    let cut = &LIST[..LIST.find("DOC+P").unwrap() + 20];
    let list = PassengerList::read(cut, TODAY);
    assert_eq!(list.people.len(), 1);
    assert!(matches!(list.stopped, Some(EdifactError::CutOff(_))));
    assert!(PassengerList::read("", TODAY).people.is_empty());
    assert!(codes(&PassengerList::read("", TODAY)).contains(&"no_flight"));
}

#[test]
fn crew_and_transit_have_their_roles_and_visas_are_not_the_document() {
    let text = "UNH+1+PAXLST:D:02B:UN'BGM+250'TDT+20+QZ9'NAD+FM+++ROE:JO'DOC+V+V123'NAD+DDU+++DOE:JANE'DOC+P+P77'CNT+41:1'UNT+9+1'";
    let list = PassengerList::read(text, TODAY);
    assert!(list.crew_list);
    assert_eq!(
        list.people.iter().map(|it| it.role).collect::<Vec<_>>(),
        ["crew", "transit"]
    );
    assert_eq!(list.people[0].document_number, "");
    assert_eq!(list.people[1].document_number, "P77");
    assert_eq!(codes(&list), Vec::<&str>::new());
}

#[test]
fn a_bomb_of_people_and_faults_stays_bounded() {
    let mut text = String::from("UNH+1+PAXLST'BGM+745'TDT+20+QZ9'");
    text.push_str(&"NAD+FL+++A:B'ATT+2++Q'".repeat(MOST_PEOPLE + 500));
    let list = PassengerList::read(&text, TODAY);
    assert_eq!(list.people.len(), MOST_PEOPLE);
    assert!(list.findings.len() <= 200);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_makes_reading_fail(text in ".{0,400}") {
        let list = PassengerList::read(&text, TODAY);
        prop_assert!(list.people.len() <= MOST_PEOPLE);
    }

    #[test]
    fn no_change_of_a_list_makes_reading_fail(at in 0..LIST.len(), put in "[\\PC\n'+:?]{0,4}", gone in 0usize..12) {
        let end = (at + gone).min(LIST.len());
        let changed = format!("{}{put}{}", &LIST[..at], &LIST[end..]);
        let list = PassengerList::read(&changed, TODAY);
        prop_assert!(list.people.len() <= 2);
    }
}
