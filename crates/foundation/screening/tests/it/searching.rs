//! Lists read, searched and updated.

use screening::{Birth, Index, ListError, Lists, Name, Query, Subject, list, subject};

const LIST: &str = "id,name,aliases,birth_date,nationality,sex,document_numbers,reason\n\
    A1,محمد عبد الله حسن,Mohamed Abdallah Hassan; Abu Hassan,1974-08-12,SDN,M,P 1234567,stop\n\
    A2,Иван Петрович Сидоров,,circa 1980,Russia,male,,report\n\
    A3,Anna Maria Eriksson,Anna Eriksson,1974-08-12;1975,UT,F,L898902C3,\n\
    A4,John Miller,,1990-01-02,USA,M,,\n";

fn listed() -> Vec<Subject> {
    list::csv(LIST.as_bytes()).expect("a list")
}

fn ask(name: &str, birth: &str) -> Query {
    Query {
        name: Name::read(name),
        birth: Birth::read(birth),
        ..Query::default()
    }
}

fn ids(hits: &[screening::Hit]) -> Vec<&str> {
    hits.iter().map(|hit| hit.id.as_str()).collect()
}

#[test]
fn a_csv_list_gives_persons_with_all_they_are_known_by() {
    let subjects = listed();
    assert_eq!(subjects.len(), 4);
    assert_eq!(subjects[0].names.len(), 3);
    assert_eq!(subjects[0].documents, ["P1234567"]);
    assert!(subjects[1].births[0].approximate);
    assert_eq!(subjects[1].nationalities, ["RUS"]);
    assert_eq!(subjects[1].sex, Some('M'));
    assert_eq!(subjects[2].births.len(), 2);
}

#[test]
fn a_list_without_names_is_refused_with_the_place() {
    assert!(matches!(
        list::csv("id,country\n1,SDN\n".as_bytes()),
        Err(ListError::Column("name"))
    ));
    let Err(ListError::Row { row, .. }) = list::csv("name,sex\nA B,F\n,M\n".as_bytes()) else {
        panic!("the second row has no name")
    };
    assert_eq!(row, 2);
}

#[test]
fn follow_the_money_gives_persons_with_their_passports() {
    let lines = r#"{"id":"p1","schema":"Person","caption":"Ivan Sidorov","properties":{"name":["Иван Сидоров"],"birthDate":["1980"],"nationality":["ru"],"gender":["male"],"topics":["sanction"]}}
{"id":"c1","schema":"Company","properties":{"name":["Acme"]}}
{"id":"d1","schema":"Passport","properties":{"holder":["p1"],"number":["70 1234567"]}}
"#;
    let subjects = list::follow_the_money(lines.as_bytes()).expect("entities");
    assert_eq!(subjects.len(), 1);
    assert_eq!(subjects[0].names, ["Ivan Sidorov", "Иван Сидоров"]);
    assert_eq!(subjects[0].documents, ["701234567"]);
    assert_eq!(subjects[0].note, "sanction");
    assert!(matches!(
        list::follow_the_money("{\"id\":\n".as_bytes()),
        Err(ListError::Row { row: 1, .. })
    ));
}

#[test]
fn a_listed_person_is_found_in_other_spellings_with_reasons_that_add_up() {
    let index = Index::build(listed());
    for (name, birth) in [
        ("Mohamed Abdalla Hasan", "1974-08-12"),
        ("HASSAN<<MOHAMED<ABDALLAH", "1974-12-08"),
        ("محمد عبدالله حسن", "1974"),
    ] {
        let hits = index.search(&ask(name, birth), 0.3, 10);
        assert_eq!(ids(&hits).first(), Some(&"A1"), "{name}");
        let sum: f32 = hits[0].reasons.iter().map(|reason| reason.weight).sum();
        assert!((sum - hits[0].log_odds).abs() < 0.01);
        assert!(hits[0].reasons.len() >= 3);
    }
    let hits = index.search(&ask("Iwan Sidorow", "1981-05-05"), 0.3, 10);
    assert_eq!(ids(&hits), ["A2"]);
}

#[test]
fn somebody_else_raises_no_alert() {
    let index = Index::build(listed());
    for (name, birth) in [
        ("John Miller", "1951-06-30"),
        ("Mohamed Ahmed Osman", "1974-08-12"),
        ("Maria Silva", "1990-01-02"),
    ] {
        assert_eq!(index.search(&ask(name, birth), 0.7, 10), [], "{name}");
    }
}

#[test]
fn a_threshold_leaves_out_only_what_is_under_it() {
    let index = Index::build(listed());
    for name in [
        "Anna Eriksson",
        "Muhammad Hassan",
        "Ivan Sidorov",
        "Jon Miler",
        "M. Hassan",
    ] {
        for birth in ["1974-08-12", "1980", "1990-02-01", "1951-03-03", ""] {
            let query = ask(name, birth);
            let all = index.search(&query, 0.001, 10);
            for threshold in [0.05, 0.3, 0.7, 0.95] {
                let over: Vec<_> = all
                    .iter()
                    .filter(|hit| hit.score >= threshold)
                    .cloned()
                    .collect();
                assert_eq!(
                    index.search(&query, threshold, 10),
                    over,
                    "{name} {birth} {threshold}"
                );
            }
        }
    }
}

#[test]
fn a_documents_number_is_a_hit_whatever_the_name() {
    let index = Index::build(listed());
    let query = Query {
        document: subject::document("l898902c3"),
        ..ask("Somebody Else", "")
    };
    let hits = index.search(&query, 0.7, 10);
    assert_eq!(ids(&hits), ["A3"]);
    assert!(hits[0].reasons[0].what.contains("number"));
}

#[test]
fn a_list_is_updated_while_it_serves() {
    let lists = Lists::new(listed());
    let miller = ask("John Miller", "1990-01-02");
    assert_eq!(ids(&lists.search(&miller, 0.5, 5)), ["A4"]);
    lists.apply(Vec::new(), &["A4".to_owned()]);
    assert!(lists.search(&miller, 0.5, 5).is_empty());
    let back = Subject {
        id: "A9".into(),
        names: vec!["Jon Miller".into()],
        births: Birth::read("1990-01-02").into_iter().collect(),
        ..Subject::default()
    };
    lists.apply(vec![back], &[]);
    assert_eq!(ids(&lists.search(&miller, 0.5, 5)), ["A9"]);
    assert_eq!(lists.len(), 4);
}

#[test]
fn searches_beside_updates_see_the_list_before_or_after_never_between() {
    let lists = Lists::new(listed());
    let query = ask("John Miller", "1990-01-02");
    let swap = |id: &str| Subject {
        id: id.into(),
        names: vec!["John Miller".into()],
        births: Birth::read("1990-01-02").into_iter().collect(),
        ..Subject::default()
    };
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            for _ in 0..300 {
                assert_eq!(lists.search(&query, 0.5, 5).len(), 1);
            }
        });
        for turn in 0..50 {
            let (new, old) = if turn % 2 == 0 {
                ("B1", "A4")
            } else {
                ("A4", "B1")
            };
            lists.apply(vec![swap(new)], &[old.to_owned()]);
        }
        reader.join().expect("every search sees exactly one Miller");
    });
}

#[test]
fn births_are_read_as_lists_write_them() {
    assert_eq!(
        Birth::read("1961-00-00").map(|it| it.date.to_string()),
        Some("1961".into())
    );
    assert_eq!(Birth::read("c. 1961").map(|it| it.approximate), Some(true));
    assert_eq!(
        Birth::read("1961-05-02T00:00:00").map(|it| it.date.to_string()),
        Some("1961-05-02".into())
    );
    assert_eq!(Birth::read("unknown"), None);
}
