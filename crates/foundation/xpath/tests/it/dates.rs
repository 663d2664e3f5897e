//! Dates as days.

use crate::answers::{World, household, text};
use xpath::{Evaluator, Expression, Instances, NodeRef};

#[test]
fn dates_are_days_since_1970() {
    assert_eq!(text("number('1970-01-02')"), "1");
    assert_eq!(text("date('2012-01-01') + 0"), "15340");
    assert_eq!(text("date(15340)"), "2012-01-01");
    assert_eq!(text("date(born + 1)"), "2000-03-01");
    assert_eq!(text("born < today()"), "true");
    assert_eq!(text("int((today() - born) div 365.25)"), "24");
    assert_eq!(text("today()"), "2024-03-05");
    assert_eq!(text("now()"), "2024-03-05T22:30:00.000+00:00");
    assert_eq!(text("decimal-date-time('1970-01-02T12:00:00Z')"), "1.5");
    assert_eq!(
        text("decimal-date-time('1970-01-02T12:00:00.000+06:00')"),
        "1.25"
    );
    assert_eq!(text("decimal-time('06:00:00.000-07:00')"), "0.25");
    assert_eq!(text("'2020-01-01' = '2020-01-01T00:00:00.000Z'"), "true");
    assert_eq!(text("'2020-01-01' = '2020-01-02'"), "false");
    assert_eq!(text("date('2023-02-30')"), "");
    assert_eq!(text("date('2023-02-30') < today()"), "false");
    assert_eq!(
        text("date-time('2020-05-06')"),
        "2020-05-06T00:00:00.000+00:00"
    );
}

#[test]
fn patterns_of_dates_are_filled() {
    assert_eq!(
        text("format-date('2001-02-03', '%Y/%n/%e %y %m %d')"),
        "2001/2/3 01 02 03"
    );
    assert_eq!(
        text("format-date-time('2001-02-03T04:05:06.007Z', '%H:%M:%S.%3 %h')"),
        "04:05:06.007 4"
    );
    assert_eq!(text("format-date('2001-02-03', '%b %a %q')"), "Feb Sat %q");
    assert_eq!(text("format-date('no date', '%Y')"), "");
}

#[test]
fn the_phones_offset_decides_the_day() {
    let tree = household();
    let instances = Instances::new(&tree);
    let world = World { offset: 3 };
    let evaluator = Evaluator::new(&instances, &world);
    let at = NodeRef::primary(tree.top().unwrap());
    let text = |source: &str| {
        evaluator
            .text(&Expression::parse(source).unwrap(), at)
            .unwrap()
    };
    assert_eq!(text("today()"), "2024-03-06");
    assert_eq!(text("now()"), "2024-03-06T01:30:00.000+03:00");
    assert_eq!(text("date('2024-03-05T22:30:00Z')"), "2024-03-06");
}
