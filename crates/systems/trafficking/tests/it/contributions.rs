//! A partner's file on its way into the register.

use std::{path::PathBuf, sync::Arc};

use access::{Actor, Policy};
use journal::Store;
use proptest::prelude::*;
use registers::{Act, Catalogue, Change, Registers, Strictness};
use releases::AGREEMENTS;
use serde_json::{Map, Value as Json, json};
use trafficking::{
    CASES, ImportError, ImportReport, Mapping, Options, PARTNERS, Severity, duplicates, import,
};
use vocab::{RegisterName, TenantId, TestClock};

/// 2026-11-20.
const TODAY: i64 = 1_795_132_800_000;

struct Desk {
    registers: Registers,
    folder: tempfile::TempDir,
}

fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(map) => map,
        other => panic!("{other} is no object"),
    }
}

impl Desk {
    async fn all() -> Vec<Self> {
        let folder = tempfile::tempdir().unwrap();
        let sqlite = format!("sqlite:{}", folder.path().join("waymark.db").display());
        let mut desks = vec![Self::open(&sqlite, folder).await];
        if let Some(url) = journal::testing::database() {
            desks.push(Self::open(&url, tempfile::tempdir().unwrap()).await);
        }
        desks
    }

    async fn sqlite() -> Self {
        Self::all().await.swap_remove(0)
    }

    async fn open(url: &str, folder: tempfile::TempDir) -> Self {
        let clock = Arc::new(TestClock::starting(TODAY));
        let tenant = TenantId::parse("main").unwrap();
        let store = Store::open(&url.parse().unwrap(), tenant, clock)
            .await
            .unwrap();
        let (ledger, module) = (releases::module(), trafficking::module());
        let mut embedded = ledger.registers;
        embedded.extend(module.registers);
        let catalogue = Arc::new(Catalogue::build(embedded, None).unwrap());
        let bare = Registers::new(store, catalogue, Arc::new(Policy::shipped()));
        let desk = Self {
            registers: (module.hooks)((ledger.hooks)(bare)),
            folder,
        };
        desk.put(PARTNERS, json!({"code": "alpha", "name": "Alpha"}), None)
            .await;
        desk.put(PARTNERS, json!({"code": "beta", "name": "Beta"}), None)
            .await;
        for party in ["alpha", "beta"] {
            let until = if party == "beta" {
                Some("2026-11-21")
            } else {
                None
            };
            let mut data = object(json!({
                "agreement_id": party, "party": party, "register": CASES, "purpose": "a test",
                "valid_from": "2026-01-01", "may_contribute": "yes", "may_publish": ["synthesis"],
            }));
            if let Some(until) = until {
                data.insert("valid_until".to_owned(), until.into());
            }
            desk.put(AGREEMENTS, Json::Object(data), Some("agree"))
                .await;
        }
        desk
    }

    /// The system writes, somebody else agrees.
    async fn put(&self, register: &str, data: Json, step: Option<&str>) {
        let data = object(data);
        let id = self
            .registers
            .register(register)
            .unwrap()
            .id_for_data(&data)
            .unwrap();
        let change = |act| Change {
            register: RegisterName::parse(register).unwrap(),
            id: id.clone(),
            base: None,
            act,
            note: None,
        };
        let owner = Some("/test".to_owned());
        let put = vec![change(Act::Put { data, owner })];
        self.registers
            .commit(&Actor::system("one"), put, Strictness::Strict)
            .await
            .unwrap();
        if let Some(name) = step {
            let name = name.to_owned();
            let step = vec![change(Act::Transition { name, reason: None })];
            self.registers
                .commit(&Actor::system("two"), step, Strictness::Strict)
                .await
                .unwrap();
        }
    }

    fn file(&self, text: &str) -> PathBuf {
        let path = self.folder.path().join("contribution.csv");
        std::fs::write(&path, text).unwrap();
        path
    }

    async fn bring(&self, partner: &str, text: &str) -> Result<ImportReport, ImportError> {
        self.bring_on(partner, text, "2026-11-20", Mapping::default())
            .await
    }

    async fn bring_on(
        &self,
        partner: &str,
        text: &str,
        today: &str,
        mapping: Mapping,
    ) -> Result<ImportReport, ImportError> {
        let options = Options {
            partner: partner.to_owned(),
            mapping,
            dry_run: false,
            owner: "/test".to_owned(),
            today: today.parse().unwrap(),
        };
        import(
            &self.registers,
            &Actor::system("import"),
            &self.file(text),
            &options,
        )
        .await
    }

    async fn cases(&self) -> Vec<(String, Map<String, Json>)> {
        let mut found = Vec::new();
        let mut scan = self.registers.scan(CASES, None).unwrap();
        while let Some(record) = scan.next().await {
            let record = record.unwrap();
            found.push((record.state, record.data));
        }
        found
    }
}

const GOOD: &str = "pseudonym,cas_IncomingReferralDate,con_Consent,prs_Gender,prs_Age,prs_Citizenship,hte_Country,vic_TypeOfExploitation,vic_ForcedLabourIndustry,org_Type\n\
a1,2023-05-31,yes,Feminine,17,NP;IN,Qatar,ForcedLabour,F_Construction,NGO\n\
a2,2024,no,masculine,30--38,UKR,POL,SexualExploitation;ForcedLabour,,NGO\n\
a3,2024-02,true,-99,,,,,,\n";

#[tokio::test]
async fn a_contribution_comes_in_once_and_only_what_was_agreed_to_is_accepted() {
    for desk in Desk::all().await {
        let report = desk.bring("alpha", GOOD).await.unwrap();
        assert_eq!(report.refusals, 0, "{:?}", report.faults);
        assert_eq!((report.created, report.accepted), (3, 2));
        assert_eq!(report.columns_left_out, ["org_Type"]);
        let cases = desk.cases().await;
        let (state, first) = &cases[0];
        assert_eq!(state, "accepted");
        // Dates are years, ages are bands, countries are three letters.
        assert_eq!(first["registered_year"], 2023);
        assert_eq!(first["age_band"], "9_17");
        assert_eq!(first["citizenship"], "NPL");
        assert_eq!(first["other_citizenships"], "IND");
        assert_eq!(first["exploitation_country"], "QAT");
        assert_eq!(cases[1].0, "received");
        assert_eq!(
            cases[1].1["exploitation_types"],
            json!(["ForcedLabour", "SexualExploitation"])
        );
        // Not reported is nothing, not a value.
        assert!(!cases[2].1.contains_key("gender"));
        let again = desk.bring("alpha", GOOD).await.unwrap();
        assert_eq!((again.created, again.changed, again.unchanged), (0, 0, 3));
        // The same pseudonym of another partner is another record.
        let other = desk.bring("beta", GOOD).await.unwrap();
        assert_eq!(other.created, 3);
        // Whoever takes consent back is out of the statistics.
        let back = desk
            .bring("alpha", &GOOD.replace("31,yes", "31,no"))
            .await
            .unwrap();
        assert_eq!((back.changed, back.withdrawn), (1, 1));
        assert!(
            desk.cases()
                .await
                .iter()
                .any(|(state, _)| state == "withdrawn")
        );
    }
}

#[tokio::test]
async fn every_fault_is_told_with_row_and_column_and_no_value() {
    let desk = Desk::sqlite().await;
    let text = "pseudonym,cas_IncomingReferralDate,con_Consent,prs_FirstName,vic_MethodsOfControl,prs_Citizenship,match_token,prs_Age\n\
                a1,2030,yes,Zebedee,Hypnosis,Atlantis,Zebedee,200\n\
                a1,2023,perhaps,,,,,\n\
                ,,,,,,,18\n";
    let report = desk.bring("alpha", text).await.unwrap();
    assert!(!report.committed);
    let told: Vec<(usize, &str, &str)> = report
        .faults
        .iter()
        .map(|fault| (fault.row, fault.column.as_str(), fault.code))
        .collect();
    for fault in [
        (1, "prs_FirstName", "names_a_person"),
        (2, "cas_IncomingReferralDate", "date"),
        (2, "vic_MethodsOfControl", "unknown_code"),
        (2, "prs_Citizenship", "unknown_country"),
        (2, "match_token", "token"),
        (2, "prs_Age", "age"),
        (3, "con_Consent", "consent"),
        (3, "pseudonym", "twice"),
        (4, "pseudonym", "required"),
    ] {
        assert!(told.contains(&fault), "{fault:?} is not in {told:?}");
    }
    let shown = serde_json::to_string(&report).unwrap();
    for value in ["Zebedee", "Hypnosis", "Atlantis"] {
        assert!(!shown.contains(value), "{value}");
    }
    assert!(desk.cases().await.is_empty());
}

#[tokio::test]
async fn without_a_partner_or_an_agreement_nothing_comes_in() {
    let desk = Desk::sqlite().await;
    let unknown = desk.bring("gamma", GOOD).await;
    assert!(matches!(unknown, Err(ImportError::NoPartner(_))));
    let ended = desk
        .bring_on("beta", GOOD, "2026-11-22", Mapping::default())
        .await;
    assert!(matches!(ended, Err(ImportError::NoAgreement(why)) if why.contains("ended")));
}

#[tokio::test]
async fn the_partner_hears_how_good_the_records_are() {
    let desk = Desk::sqlite().await;
    let text = "pseudonym,cas_IncomingReferralDate,con_Consent,vic_TypeOfExploitation,vic_ForcedLabourIndustry,prs_Age\n\
                a1,2023,yes,SexualExploitation,F_Construction,20\n\
                a2,2023,yes,ChildLabour,,30\n\
                a3,2023,yes,,,\n\
                a4,2023,yes,ForcedLabour,C_Manufacturing,\n";
    let report = desk.bring("alpha", text).await.unwrap();
    assert!(report.committed, "remarks keep nothing out");
    assert_eq!(report.feedback.contradictions, 2);
    assert!(
        report
            .faults
            .iter()
            .all(|fault| fault.severity == Severity::Warning)
    );
    let of = |field: &str| {
        let found = report.feedback.fields.iter().find(|one| one.field == field);
        found.map(|one| (one.has_column, one.complete)).unwrap()
    };
    assert_eq!(of("exploitation_types"), (true, 0.75));
    assert_eq!(of("age_band"), (true, 0.5));
    assert_eq!(of("gender"), (false, 0.0));
}

#[tokio::test]
async fn a_partners_own_words_are_mapped() {
    let desk = Desk::sqlite().await;
    let mapping = Mapping::parse(
        "[columns]\nNumero = \"pseudonym\"\nAnnee = \"cas_IncomingReferralDate\"\nAccord = \"con_Consent\"\nSexe = \"prs_Gender\"\n[codes.prs_Gender]\nF = \"Feminine\"\n",
    )
    .unwrap();
    let text = "Numero;Annee;Accord;Sexe\n1;2022;oui;F\n";
    let report = desk
        .bring_on("alpha", text, "2026-11-20", mapping)
        .await
        .unwrap();
    assert_eq!(
        (report.created, report.refusals),
        (1, 0),
        "{:?}",
        report.faults
    );
    assert_eq!(desk.cases().await[0].1["gender"], "Feminine");
    assert!(Mapping::parse("[columns]\nx = \"prs_FirstName\"").is_err());
    assert!(Mapping::parse("[columns").is_err());
}

#[tokio::test]
async fn people_whom_several_partners_know_are_counted_and_not_named() {
    for desk in Desk::all().await {
        let row = |number: u32, letter: &str| format!("p{number},2023,yes,{}\n", letter.repeat(64));
        let head = "pseudonym,cas_IncomingReferralDate,con_Consent,match_token\n";
        let alpha = format!("{head}{}{}", row(1, "a"), row(2, "b"));
        let beta = format!("{head}{}{}", row(9, "B"), row(8, "c"));
        desk.bring("alpha", &alpha).await.unwrap();
        desk.bring("beta", &beta).await.unwrap();
        let shared = duplicates(&desk.registers).await.unwrap();
        assert_eq!(shared.len(), 1);
        assert_eq!(
            (shared[0].partners.join("+"), shared[0].people),
            ("alpha+beta".to_owned(), 1)
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_file_stops_the_reader(cells in proptest::collection::vec("\\PC{0,20}", 6)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("any.csv");
        let text = format!(
            "pseudonym,cas_IncomingReferralDate,con_Consent,prs_Age,prs_Citizenship,vic_MethodsOfControl\n{}\n",
            cells.join(",")
        );
        std::fs::write(&path, text).unwrap();
        let catalogue = Catalogue::build(trafficking::module().registers, None).unwrap();
        let register = catalogue.get(CASES).unwrap();
        if let Ok(read) = trafficking::read(&path, "alpha", &Mapping::default(), register, 2026) {
            for (_, data) in read.records {
                let year = data.get("registered_year").and_then(Json::as_i64).unwrap_or(2000);
                prop_assert!((1990..=2026).contains(&year));
            }
        }
    }
}
