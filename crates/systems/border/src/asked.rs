//! What a desk, a gate or a program asks.

use serde::Deserialize;
use utoipa::ToSchema;

/// One traveller at the desk.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[schema(as = BorderInspectionAsked)]
#[serde(deny_unknown_fields)]
pub struct InspectionAsked {
    /// Made by the client (a UUID), so that a request that is sent twice makes one inspection.
    pub id: Option<String>,
    /// Code of the post.
    pub post: String,
    /// Lane.
    pub lane: Option<String>,
    /// The officer's shift; without one the clock is not confirmed.
    pub shift: Option<String>,
    /// `entry`, `exit` or `transit`.
    pub direction: String,
    /// `air`, `sea`, `road`, `rail`, `foot`, `river`.
    pub mode: Option<String>,
    /// The zone as the reader types it: lines with line ends or `|` between them, or none at all.
    pub zone: Option<String>,
    /// How it was read: `reader` (when left out), `typed`, `chip`, `visual` or `none`.
    pub capture: Option<String>,
    /// The printed page, as far as it was read; the traveller's own word without a document.
    pub page: Option<PageAsked>,
    /// Files of the chip.
    pub chip: Option<ChipAsked>,
    /// Time by the device, RFC 3339: evidence, not order.
    pub device_time: Option<String>,
    /// What the traveller says.
    #[serde(default)]
    pub told: ToldAsked,
    /// The verdict of a certified device about the bearer.
    pub biometric: Option<BiometricAsked>,
    /// The officer has a doubt.
    #[serde(default)]
    pub doubt: bool,
    /// Note of the officer.
    pub note: Option<String>,
    /// Language of the answer: `en`, `fr`, `es`, `ar`; the officer's own when left out.
    pub lang: Option<String>,
}

/// The printed page.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[schema(as = BorderPageAsked)]
#[serde(deny_unknown_fields)]
pub struct PageAsked {
    /// Surname in any script.
    pub surname: Option<String>,
    /// Given names in any script.
    pub given_names: Option<String>,
    /// Number of the document.
    pub document_number: Option<String>,
    /// Issuing state, three letters.
    pub issuer: Option<String>,
    /// Citizenship, three letters.
    pub citizenship: Option<String>,
    /// Date of birth: a year, a month or a day.
    pub birth: Option<String>,
    /// `F`, `M` or `X`.
    pub sex: Option<String>,
    /// Date of issue.
    pub issued: Option<String>,
    /// Date of expiry.
    pub expiry: Option<String>,
}

/// Files of the chip in base64. The reader does BAC or PACE; its face picture is not kept.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[schema(as = BorderChipAsked)]
#[serde(deny_unknown_fields)]
pub struct ChipAsked {
    /// EF.SOD.
    pub security_object: String,
    /// Data groups and EF.COM, told apart by their tags.
    #[serde(default)]
    pub files: Vec<String>,
}

/// The verdict of a certified device: images never come here.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[schema(as = BorderBiometricAsked)]
#[serde(deny_unknown_fields)]
pub struct BiometricAsked {
    /// `match`, `no_match` or `unsure`.
    pub verdict: String,
    /// Which device, with its certificate's number.
    pub device: String,
    /// Threshold at which it decided.
    pub threshold: Option<f64>,
    /// Where the device keeps the template.
    pub template_reference: Option<String>,
}

/// What the traveller says.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[schema(as = BorderToldAsked)]
#[serde(deny_unknown_fields)]
pub struct ToldAsked {
    /// Purpose, as the register's list has it.
    pub purpose: Option<String>,
    /// Days.
    pub stay_days: Option<u32>,
    /// Country of residence, three letters.
    pub residence: Option<String>,
    /// Country of birth.
    pub birth_country: Option<String>,
    /// Country of last or next stay.
    pub other_country: Option<String>,
    /// Occupation.
    pub occupation: Option<String>,
    /// Address in the country.
    pub address: Option<String>,
    /// Sponsor or employer.
    pub sponsor: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Flight, vessel or vehicle.
    pub conveyance: Option<String>,
    /// Seat or crew.
    pub seat: Option<String>,
    /// Group of travellers.
    pub group: Option<String>,
    /// Number of the document of the adult with whom a minor travels.
    pub with_adult: Option<String>,
    /// Whether that adult is kin.
    #[serde(default)]
    pub related: bool,
    /// Whether the guardian's consent was seen.
    #[serde(default)]
    pub consent: bool,
    /// Asks for protection.
    #[serde(default)]
    pub asks_for_protection: bool,
    /// Somebody else held the document.
    #[serde(default)]
    pub documents_held: bool,
    /// A companion answered.
    #[serde(default)]
    pub speaks_for_all: bool,
}

/// What is decided about an inspection.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[schema(as = BorderDecisionAsked)]
#[serde(deny_unknown_fields)]
pub struct DecisionAsked {
    /// First line: `admit`, `refer`, `leave`. Second line: `clear`, `refuse`, `hand_over`.
    pub outcome: String,
    /// Why; needed but for `admit` and `refer`.
    pub reason: Option<String>,
    /// Until when they may stay.
    pub stay_until: Option<String>,
    /// The refusal, with `refuse`.
    pub refusal: Option<RefusalAsked>,
    /// What the second line did.
    pub secondary: Option<SecondaryAsked>,
}

/// A refusal. Nobody is refused without the form and without being told of appeal and of protection.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[schema(as = BorderRefusalAsked)]
#[serde(deny_unknown_fields)]
pub struct RefusalAsked {
    /// `A` to `I`.
    pub reason_code: String,
    /// The country's own code.
    pub national_code: Option<String>,
    /// Facts.
    pub facts: String,
    /// Whether the form was given.
    pub form_given: bool,
    /// Its language.
    pub form_language: String,
    /// Whether the traveller was told of appeal and of how to ask for protection.
    pub rights_information: bool,
    /// Where to.
    pub returned_to: Option<String>,
}

/// What the second line did.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[schema(as = BorderSecondaryAsked)]
#[serde(deny_unknown_fields)]
pub struct SecondaryAsked {
    /// Language of the interview.
    pub language: Option<String>,
    /// Whether an interpreter helped.
    #[serde(default)]
    pub interpreter: bool,
    /// Note of the interview.
    pub interview: Option<String>,
    /// Whether the document was examined in hand.
    #[serde(default)]
    pub physical_examination: bool,
    /// Findings.
    pub findings: Option<String>,
    /// Whether a protection officer was called.
    #[serde(default)]
    pub protection_called: bool,
}
