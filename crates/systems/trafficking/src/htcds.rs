//! Columns of the Human Trafficking Case Data Standard 2.0 (24 December 2021, CC BY 4.0, IOM) and what becomes of each.

use vocab::fold;

/// How a cell is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The partner's own number of the person.
    Pseudonym,
    /// A token of [`crate::token`].
    Token,
    /// One code of the field's list.
    Code,
    /// Several, separated by `;` or `|`.
    Codes,
    /// One country or several; the first is kept, the others beside it.
    Countries,
    /// One country.
    Country,
    /// A date or a year; only the year is kept.
    Year,
    /// An age in years or one of the bands.
    Age,
    /// Yes or no.
    Consent,
}

/// A column that is taken in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    /// Name in the standard.
    pub(crate) htcds: &'static str,
    /// Field of the register.
    pub(crate) field: &'static str,
    /// How it is read.
    pub(crate) kind: Kind,
}

const fn known(htcds: &'static str, field: &'static str, kind: Kind) -> Known {
    Known { htcds, field, kind }
}

/// Columns that are taken in. The standard has no pseudonym and no token: those are this project's.
pub(crate) const KNOWN: [Known; 20] = [
    known("pseudonym", "pseudonym", Kind::Pseudonym),
    known("match_token", "match_token", Kind::Token),
    known("cas_IncomingReferralDate", "registered_year", Kind::Year),
    known("cas_SourceKind", "source_kind", Kind::Code),
    known("prs_Gender", "gender", Kind::Code),
    known("prs_Age", "age_band", Kind::Age),
    known("prs_Citizenship", "citizenship", Kind::Countries),
    known("hte_Country", "exploitation_country", Kind::Country),
    known("vic_TraffickingStatus", "trafficking_status", Kind::Code),
    known(
        "vic_TraffickingStatusDecisionMakingOrg",
        "status_decided_by",
        Kind::Code,
    ),
    known(
        "vic_RelationshipToTrafficker",
        "trafficker_relationship",
        Kind::Code,
    ),
    known(
        "vic_MethodOfRecruitment",
        "recruitment_methods",
        Kind::Codes,
    ),
    known("vic_MethodsOfControl", "control_methods", Kind::Codes),
    known("vic_TypeOfExploitation", "exploitation_types", Kind::Codes),
    known("vic_ForcedLabourIndustry", "labour_industry", Kind::Code),
    known(
        "vic_TypeOfSexExploitation",
        "sexual_exploitation_types",
        Kind::Codes,
    ),
    known("cas_Status", "case_status", Kind::Code),
    known(
        "cas_ReasonForIncomingReferral",
        "referral_reason",
        Kind::Code,
    ),
    known("spl_Type", "support_types", Kind::Codes),
    known("con_Consent", "consent", Kind::Consent),
];

/// Columns that name a person or may: free text tells more than anybody means it to.
const NAMING: [&str; 33] = [
    "prs_Salutation",
    "prs_FirstName",
    "prs_MiddleName",
    "prs_SecondName",
    "prs_Birthdate",
    "prs_IdentityNumber",
    "prs_Title",
    "prs_Email",
    "prs_HomePhone",
    "prs_MobilePhone",
    "prs_MailingCity",
    "prs_MailingState",
    "prs_MailingStreet",
    "prs_MailingPostalCode",
    "prs_MailingLongitude",
    "prs_MailingLatitude",
    "vic_DetailsOfVulnerabilities",
    "vic_LocationOfRecruitment",
    "vic_LocationOfExploitation",
    "cas_ReasonForCaseClosure",
    "cas_CaseOwner",
    "cas_ReferringPrimaryCaseWorker",
    "cas_ReferredPrimaryCaseWorker",
    "cas_IncomingReferralDetails",
    "cas_OutgoingReferralDetails",
    "cco_CaseComment",
    "hte_Longitude",
    "hte_Latitude",
    "hte_City",
    "hte_Street",
    "hte_PostalCode",
    "hte_Description",
    "per_RoleDetails",
];

/// The register's own names of the same.
const NAMING_FIELDS: [&str; 6] = [
    "first_name",
    "family_name",
    "birth_date",
    "identity_number",
    "mobile_phone",
    "comment",
];

/// What a header stands for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Header {
    /// Taken in.
    Known(Known),
    /// Refused: it names a person or may.
    Naming,
    /// Left out.
    Other,
}

/// A column by its name in the standard or in the register; case and punctuation do not matter.
pub(crate) fn header(name: &str) -> Header {
    let same = |other: &str| fold(other) == fold(name);
    if let Some(known) = KNOWN
        .into_iter()
        .find(|known| same(known.htcds) || same(known.field))
    {
        return Header::Known(known);
    }
    let naming = NAMING.iter().chain(&NAMING_FIELDS).any(|other| same(other));
    // What is called a name or a telephone is refused under any heading.
    let words = fold(name);
    let suspect = words
        .split_whitespace()
        .any(|word| ["name", "surname", "phone", "email", "passport", "birthdate"].contains(&word));
    if naming || suspect {
        Header::Naming
    } else {
        Header::Other
    }
}

/// Bands of age by first year; the last is open.
const AGES: [(u32, &str); 9] = [
    (0, "0_8"),
    (9, "9_17"),
    (18, "18_20"),
    (21, "21_23"),
    (24, "24_26"),
    (27, "27_29"),
    (30, "30_38"),
    (39, "39_47"),
    (48, "48_plus"),
];

/// The band of an age in whole years.
pub(crate) fn age_band(age: u32) -> Option<&'static str> {
    (age <= 120).then(|| {
        AGES.iter()
            .rev()
            .find(|(from, _)| *from <= age)
            .map_or("0_8", |(_, band)| *band)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_fall_into_the_bands_of_the_public_file() {
        let bands = [0, 8, 9, 17, 18, 20, 29, 30, 47, 48, 120, 121].map(age_band);
        assert_eq!(
            bands,
            [
                Some("0_8"),
                Some("0_8"),
                Some("9_17"),
                Some("9_17"),
                Some("18_20"),
                Some("18_20"),
                Some("27_29"),
                Some("30_38"),
                Some("39_47"),
                Some("48_plus"),
                Some("48_plus"),
                None
            ]
        );
    }

    #[test]
    fn a_column_that_names_a_person_is_known_by_any_spelling() {
        for name in [
            "prs_FirstName",
            "PRS FIRSTNAME",
            "first_name",
            "Family name",
            "Phone",
        ] {
            assert!(matches!(header(name), Header::Naming), "{name}");
        }
        assert!(matches!(header("vic_typeofexploitation"), Header::Known(_)));
        assert!(matches!(header("org_Type"), Header::Other));
    }
}
