//! Parsing what was displayed gives the same thing again.

use proptest::prelude::*;
use vocab::{AgeBand, HxlPattern, HxlTag, Money, PCode, PartialDate, RecordId, RegisterName};

proptest! {
    #[test]
    fn dates_come_back(year in 1i16..=9999, month in proptest::option::of(1i8..=12), day in 1i8..=31, with_day: bool) {
        let day = (with_day && month.is_some()).then_some(day);
        if let Ok(date) = PartialDate::new(year, month, day) {
            prop_assert_eq!(PartialDate::parse(&date.to_string()), Ok(date));
            prop_assert!(date.first_day() <= date.last_day());
            let json = serde_json::to_string(&date).unwrap();
            prop_assert_eq!(serde_json::from_str::<PartialDate>(&json).unwrap(), date);
        }
    }

    #[test]
    fn no_text_breaks_a_parser(text in "\\PC{0,40}") {
        let _ = PartialDate::parse(&text);
        let _ = HxlTag::parse(&text);
        let _ = HxlPattern::parse(&text);
        let _ = AgeBand::parse(&text);
        let _ = PCode::parse(&text);
        let _ = Money::parse(&text, &text);
        let _ = vocab::country::by_name(&text);
        let folded = vocab::fold(&text);
        prop_assert_eq!(vocab::fold(&folded), folded);
    }

    #[test]
    fn dates_sort_as_they_read(left in "[0-9]{4}(-(0[1-9]|1[0-2]))?", right in "[0-9]{4}(-(0[1-9]|1[0-2]))?") {
        if let (Ok(a), Ok(b)) = (PartialDate::parse(&left), PartialDate::parse(&right)) {
            prop_assert_eq!(a.cmp(&b), left.cmp(&right));
        }
    }

    #[test]
    fn tags_come_back(text in "#[a-z][a-z0-9_]{0,8}(\\+[a-zA-Z][a-z0-9_]{0,8}){0,5}") {
        let tag = HxlTag::parse(&text).unwrap();
        prop_assert_eq!(&HxlTag::parse(&tag.to_string()).unwrap(), &tag);
        prop_assert!(tag.matches(&HxlPattern::parse(&tag.to_string()).unwrap()));
        let closed = format!("{tag}!");
        prop_assert!(tag.matches(&HxlPattern::parse(&closed).unwrap()));
    }

    #[test]
    fn patterns_come_back(text in "#[a-z]{1,8}([+-][a-z][a-z0-9_]{0,8}){0,5}!?") {
        let pattern = HxlPattern::parse(&text).unwrap();
        prop_assert_eq!(HxlPattern::parse(&pattern.to_string()).unwrap(), pattern);
    }

    #[test]
    fn ids_come_back(text in "\\PC{1,60}") {
        if let Ok(id) = RecordId::parse(&text) {
            prop_assert_eq!(id.to_string(), text.as_str());
            let json = serde_json::to_string(&id).unwrap();
            prop_assert_eq!(serde_json::from_str::<RecordId>(&json).unwrap(), id);
        }
        if let Ok(name) = RegisterName::parse(&text) {
            prop_assert_eq!(RegisterName::parse(name.as_str()).unwrap(), name);
        }
    }

    #[test]
    fn money_comes_back(whole in any::<i64>(), cents in 0u8..100) {
        let money = Money::parse(&format!("{whole}.{cents:02}"), "KES").unwrap();
        let json = serde_json::to_string(&money).unwrap();
        prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), money);
    }

    #[test]
    fn age_bands_come_back(from: u8, to in proptest::option::of(any::<u8>())) {
        if to.is_none_or(|to| to >= from) {
            let band = AgeBand { from, to };
            prop_assert_eq!(AgeBand::parse(&band.to_string()), Ok(band));
        }
    }
}
