//! The meaning of a column from its HXL tag (HXL 1.1; the spellings that real files add to it).

use super::meaning::{Meaning, Of, Part, Unit};
use std::collections::BTreeSet;

/// The meaning an HXL tag gives; `None` when the tag says too little and the header must speak.
#[must_use]
pub fn of_tag(text: &str) -> Option<Meaning> {
    let mut parts = text.split('+').map(|part| part.trim().to_lowercase());
    let tag = parts.next()?;
    let attributes: BTreeSet<String> = parts.filter(|part| !part.is_empty()).collect();
    let has = |names: &[&str]| names.iter().any(|name| attributes.contains(*name));
    // "+pcode" stands in real files where the standard says "+code"
    let part = if has(&["code", "pcode", "id", "v_pcode"]) {
        Part::Code
    } else if has(&["alt", "ar", "i_ar", "local", "uk", "i_uk"]) {
        Part::Local
    } else {
        Part::Name
    };
    if let Some(level) = admin_level(&tag) {
        if has(&["len", "length"]) {
            return Some(Meaning::CodeLength(level));
        }
        if has(&["origin", "src", "from"]) {
            return Some(Meaning::Origin(part));
        }
        return Some(Meaning::Admin(level, part));
    }
    match tag.as_str() {
        "#adm" if has(&["level"]) => Some(Meaning::AdminLevel),
        "#adm" if has(&["parent"]) => Some(Meaning::ParentCode),
        "#adm" => Some(Meaning::AnyAdmin(part)),
        "#geo" if has(&["admin_level", "level"]) => Some(Meaning::AdminLevel),
        "#geo" if has(&["lat"]) => Some(Meaning::Latitude),
        "#geo" if has(&["lon", "lng", "long"]) => Some(Meaning::Longitude),
        "#geo" if has(&["coord", "coordinates", "point"]) => Some(Meaning::Point),
        "#loc" if has(&["type"]) => Some(Meaning::PlaceType),
        "#loc" | "#site" => Some(Meaning::Place(part)),
        "#affected" | "#inneed" | "#population" | "#reached" => count(&attributes),
        "#date" if has(&["start", "valid_from"]) => Some(Meaning::ValidFrom),
        "#date" if has(&["year"]) => Some(Meaning::Year),
        "#date" if has(&["month"]) => Some(Meaning::Month),
        "#date" => Some(Meaning::Date),
        "#round" => Some(Meaning::Round),
        "#event" if has(&["round"]) => Some(Meaning::Round),
        "#operation" | "#crisis" if has(&["status"]) => Some(Meaning::OperationStatus),
        "#operation" | "#crisis" => Some(Meaning::Operation),
        "#cause" | "#reason" => Some(Meaning::Reason),
        "#assessment" | "#method" => Some(Meaning::AssessmentType),
        "#meta" | "#data" if has(&["source"]) => Some(Meaning::Source),
        "#source" => Some(Meaning::Source),
        "#id" => Some(Meaning::SourceId),
        "#status" => Some(Meaning::SiteStatus),
        "#enumerator" => Some(Meaning::Enumerator),
        "#nationality" => Some(Meaning::Category("nationality".to_owned())),
        "#comment" | "#description" => Some(Meaning::Comment),
        _ => None,
    }
}

fn admin_level(tag: &str) -> Option<u8> {
    if tag == "#country" {
        return Some(0);
    }
    tag.strip_prefix("#adm")?
        .parse()
        .ok()
        .filter(|level| *level <= 5)
}

fn count(attributes: &BTreeSet<String>) -> Option<Meaning> {
    let has = |names: &[&str]| names.iter().any(|name| attributes.contains(*name));
    if has(&["pct", "percent", "ratio", "index"]) {
        return Some(Meaning::Ignored);
    }
    let population = if has(&["idps", "idp", "displaced"]) {
        Some("idps")
    } else if has(&["returnees", "returned", "returns"]) {
        Some("returnees")
    } else if has(&["migrants", "migrant"]) {
        Some("migrants")
    } else if has(&["refugees", "refugee"]) {
        Some("refugees")
    } else if has(&["host", "hosts", "hostcommunity", "nondisplaced"]) {
        Some("host_community")
    } else {
        None
    };
    let unit = if has(&["hh", "hhs", "households"]) {
        Unit::Households
    } else {
        Unit::Individuals
    };
    let aged = attributes
        .iter()
        .any(|a| a.starts_with("age") || matches!(a.as_str(), "adults" | "elderly" | "infants"));
    let sexed = has(&["f", "m", "female", "male"]);
    let children = has(&["children", "child"]);
    if aged || (children && sexed) {
        return Some(Meaning::Block("demography".to_owned()));
    }
    let of = match () {
        () if has(&["f", "female"]) => Of::Female,
        () if has(&["m", "male"]) => Of::Male,
        () if children => Of::Children,
        () => Of::All,
    };
    Some(Meaning::Count(population.map(str::to_owned), unit, of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tags_of_the_real_files_are_understood() {
        for (tag, want) in [
            ("#country+code", "admin0.code"),
            ("#adm1+pcode", "admin1.code"),
            ("#adm1+name+origin", "origin.name"),
            ("#adm+level", "admin_level"),
            ("#affected+idps", "count.idps.individuals"),
            ("#affected+idps+f", "count.idps.individuals.female"),
            ("#affected+idps+hh", "count.idps.households"),
            ("#date+month+reported", "month"),
            ("#geo+admin_level", "admin_level"),
            ("#adm+code+parent", "parent.code"),
            ("#adm2+len", "code_length.2"),
            ("#data+source", "source"),
            (" #Affected +IDPs +ind", "count.idps.individuals"),
        ] {
            assert_eq!(
                of_tag(tag).map(|m| m.to_string()).as_deref(),
                Some(want),
                "{tag}"
            );
        }
        assert_eq!(of_tag("#sector"), None);
    }
}
