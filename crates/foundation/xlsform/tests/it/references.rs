//! `${name}` becomes the right path from where it is read.

use crate::{Xform, refused_at};

const NESTED: &str = "
| survey |              |           |       |                       |
|        | type         | name      | label | relevant              |
|        | text         | village   | V     |                       |
|        | begin repeat | household | H     |                       |
|        | integer      | size      | S     | ${village} != ''      |
|        | begin group  | head      | Head  |                       |
|        | text         | surname   | N     | ${size} > 1           |
|        | end group    |           |       |                       |
|        | begin repeat | member    | M     |                       |
|        | integer      | age       | A     | ${surname} != ''      |
|        | text         | school    | Sch   | ${age} > 5            |
|        | end repeat   |           |       |                       |
|        | end repeat   |           |       |                       |
|        | integer      | total     | T     | sum(${age}) > 0       |
";

#[test]
fn paths_are_relative_within_a_shared_repeat_and_absolute_elsewhere() {
    let form = Xform::of(NESTED);
    let relevant = |path: &str| form.bind(path, "relevant").unwrap();
    assert_eq!(relevant("/data/household/size"), " /data/village  != ''");
    assert_eq!(relevant("/data/household/head/surname"), " ../../size  > 1");
    assert_eq!(
        relevant("/data/household/member/age"),
        " ../../head/surname  != ''"
    );
    assert_eq!(relevant("/data/household/member/school"), " ../age  > 5");
    assert_eq!(
        relevant("/data/total"),
        "sum( /data/household/member/age ) > 0"
    );
}

#[test]
fn predicates_begin_at_the_current_question() {
    let form = Xform::of(
        "
| survey  |                   |        |       |                                                    |               |
|         | type              | name   | label | calculation                                        | choice_filter |
|         | begin repeat      | r      | R     |                                                    |               |
|         | text              | region | Q     |                                                    |               |
|         | select_one places | place  | P     |                                                    | adm1=${region} |
|         | calculate         | code   |       | instance('places')/root/item[name = ${place}]/code |               |
|         | end repeat        |        |       |                                                    |               |
| choices |           |      |       |      |      |
|         | list_name | name | label | adm1 | code |
|         | places    | a    | A     | n    | 1    |
",
    );
    assert_eq!(
        form.nodeset("/data/r/place"),
        "instance('places')/root/item[adm1= current()/../region ]"
    );
    assert_eq!(
        form.bind("/data/r/code", "calculate").unwrap(),
        "instance('places')/root/item[name =  current()/../place ]/code"
    );
}

#[test]
fn nodes_of_indexed_repeat_stay_absolute_and_its_index_is_relative() {
    let form = Xform::of(
        "
| survey |              |      |       |                                        |
|        | type         | name | label | calculation                            |
|        | begin repeat | r    | R     |                                        |
|        | integer      | n    | N     |                                        |
|        | text         | who  | W     |                                        |
|        | calculate    | prev |       | indexed-repeat(${who}, ${r}, ${n} - 1) |
|        | end repeat   |      |       |                                        |
",
    );
    assert_eq!(
        form.bind("/data/r/prev", "calculate").unwrap(),
        "indexed-repeat( /data/r/who ,  /data/r ,  ../n  - 1)"
    );
}

#[test]
fn the_record_saved_last_is_an_instance_of_its_own() {
    let form = Xform::of(
        "
| survey |      |        |       |                      |
|        | type | name   | label | default              |
|        | text | street | S     | ${last-saved#street} |
",
    );
    assert_eq!(
        form.actions("/data/street"),
        [(
            "odk-instance-first-load".to_owned(),
            " instance('__last-saved')/data/street ".to_owned()
        )]
    );
    assert_eq!(
        form.instances(),
        [(
            "__last-saved".to_owned(),
            "jr://instance/last-saved".to_owned()
        )]
    );
}

#[test]
fn labels_show_answers_and_look_labels_up() {
    let form = Xform::of(
        "
| survey  |                |      |                                                    |
|         | type           | name | label                                              |
|         | select_one c   | q    | Which < one?                                       |
|         | note           | n    | You chose instance('c')/root/item[name = ${q}]/label today, ${q} |
| choices |           |      |       |
|         | list_name | name | label |
|         | c         | a    | A     |
",
    );
    let document = form.parse();
    let label = crate::control(&document, "/data/n")
        .first_element_child()
        .unwrap();
    let outputs: Vec<&str> = label
        .children()
        .filter_map(|node| node.attribute("value"))
        .collect();
    assert_eq!(
        outputs,
        [
            "instance('c')/root/item[name =  /data/q ]/label",
            " /data/q "
        ]
    );
    assert!(form.0.contains("<label>Which &lt; one?</label>"));
}

#[test]
fn a_reference_to_nothing_names_its_cell() {
    refused_at(
        "
| survey |         |      |       |             |
|        | type    | name | label | relevant    |
|        | integer | a    | A     |             |
|        | integer | b    | B     | ${aa} > 1   |
",
        3,
        "relevant",
        "'aa'",
    );
}

#[test]
fn a_reference_without_its_brace_names_its_cell() {
    refused_at(
        "
| survey |         |      |       |             |
|        | type    | name | label | relevant    |
|        | integer | a    | A     |             |
|        | integer | b    | B     | ${a > 1     |
",
        3,
        "relevant",
        "end with '}'",
    );
}

#[test]
fn a_name_used_twice_cannot_be_referred_to() {
    refused_at(
        "
| survey |             |      |       |           |
|        | type        | name | label | relevant  |
|        | begin group | g    | G     |           |
|        | integer     | a    | A     |           |
|        | end group   |      |       |           |
|        | integer     | a    | A     |           |
|        | integer     | b    | B     | ${a} > 1  |
",
        6,
        "relevant",
        "more than once",
    );
}
