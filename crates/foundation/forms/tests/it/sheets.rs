//! Sheets into a form, and every fault at once.

use forms::{Form, Kind, Required};

#[test]
fn a_form_in_two_languages_with_groups_and_repeats_is_read() {
    let survey = "\u{feff}type,name,label::English (en),label::العربية (ar),required,constraint,relevant,hxl,appearance,parameters\n\
        begin group,where,Where,,,,,,,\n\
        text,place,P-code,رمز,yes,\"regex(., '[A-Z]{2}[0-9]+')\",,#adm1+code,,\n\
        end group,,,,,,,,,\n\
        integer,individuals,Individuals,,yes,. >= 0,,#affected+idps+ind,,\n\
        date,since,Since,,,,,,month-year,\n\
        begin_repeat,breakdown,Breakdown,,,,,,,\n\
        select_one dimension,dimension,Dimension,,yes,,,,,\n\
        integer,value,Value,,${individuals} > 0,. <= ${individuals},,,,start=1\n\
        end_repeat,,,,,,,,,\n";
    let choices =
        "list_name,name,label::English (en)\ndimension,origin,Origin\ndimension,shelter,Shelter\n";
    let settings = "form_title::English (en),form_id,version,default_language\nArea assessment,area,3,English (en)\n";
    let form = Form::from_csv_sheets(survey, choices, settings).expect("a sound form");
    assert_eq!(
        (
            form.id.as_str(),
            form.version.as_str(),
            form.default_language.as_str()
        ),
        ("area", "3", "en")
    );
    assert_eq!(form.title.get("fr"), "Area assessment");
    let place = form.field("place").expect("the place");
    assert_eq!(place.label.get("ar"), "رمز");
    assert_eq!(form.groups[place.group.expect("in a group")].name, "where");
    assert_eq!(form.field("since").expect("since").kind, Kind::PartialDate);
    let value = form.field("breakdown.value").expect("within the repeat");
    assert!(matches!(value.required, Required::When(_)));
    assert_eq!(
        (value.row, value.extra["parameters"].as_str()),
        (9, "start=1")
    );
    assert_eq!(
        form.choices_of(form.field("breakdown.dimension").expect("there"))
            .expect("a list")
            .choices
            .len(),
        2
    );
}

#[test]
fn every_fault_is_told_at_once_with_sheet_row_and_column() {
    let survey = "type,name,label,constraint,relevant,hxl,calculation\n\
        txet,a,A,,,,\n\
        integer,1st,B,,,,\n\
        \n\
        integer,people,C,. >,,,\n\
        text,people,D,,,affected,\n\
        select_one nowhere,e,E,,,,\n\
        text,f,F,,${peopel} > 1,,\n\
        text,g,\"Of ${ghost}\nin two lines\",,,,\n\
        calculate,x,,,,,${y}\n\
        calculate,y,,,,,${x}\n\
        end group,,,,,,\n\
        begin repeat,r,R,,,,\n\
        text,h,H,word = 1,,,\n";
    let choices = "list_name,name,label\nl,a b,A\nl,c,C\nl,c,C\n,d,D\n";
    let faults =
        Form::from_csv_sheets(survey, choices, "form_id\nx\ny\n").expect_err("many faults");
    let told: Vec<String> = faults
        .iter()
        .map(|fault| format!("{} {} {}", fault.sheet, fault.row, fault.column))
        .collect();
    for expected in [
        "settings 3 ",
        "choices 2 name",
        "choices 4 name",
        "choices 5 list_name",
        "survey 2 type",
        "survey 3 name",
        "survey 5 constraint",
        "survey 6 name",
        "survey 6 hxl",
        "survey 7 type",
        "survey 8 relevant",
        "survey 9 label",
        "survey 10 calculation",
        "survey 11 calculation",
        "survey 12 type",
        "survey 13 type",
        "survey 14 constraint",
    ] {
        assert!(
            told.contains(&expected.to_owned()),
            "{expected} is missing in {told:#?}"
        );
    }
    assert_eq!(faults.len(), 17, "{told:#?}");
    let misspelt = faults.iter().find(|fault| fault.row == 8).expect("told");
    assert_eq!(misspelt.mend, "did you mean ${people}?");
}

#[test]
fn a_sheet_without_its_columns_says_which() {
    let faults = Form::from_csv_sheets("kind,title\ntext,x\n", "", "").expect_err("no type");
    assert_eq!(
        faults
            .iter()
            .map(|fault| fault.column.as_str())
            .collect::<Vec<_>>(),
        ["type"]
    );
}

#[test]
fn curly_quotes_of_word_processors_do_no_harm() {
    let survey =
        "type,name,label,relevant\ntext,a,A,\ntext,b,B,${a}\u{a0}=\u{a0}\u{2018}x\u{2019}\n";
    assert!(Form::from_csv_sheets(survey, "", "").is_ok());
}
