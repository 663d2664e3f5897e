//! What was checked and what came out, as small values that are copied, not allocated.

/// A check digit's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckName {
    /// Number of the document.
    DocumentNumber,
    /// Date of birth.
    BirthDate,
    /// Date of expiry.
    ExpiryDate,
    /// Optional data of a passport.
    OptionalData,
    /// Over several fields.
    Composite,
}

impl CheckName {
    /// The name in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DocumentNumber => "document_number",
            Self::BirthDate => "birth_date",
            Self::ExpiryDate => "expiry_date",
            Self::OptionalData => "optional_data",
            Self::Composite => "composite",
        }
    }
}

/// One check digit: what it should be and what stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// Which.
    pub name: CheckName,
    /// `0` to `9`.
    pub expected: u8,
    /// The character of the zone.
    pub found: u8,
    /// Whether it holds; a filler holds for 0 where Doc 9303-4 lets an empty optional field have one.
    pub ok: bool,
}

/// A reason why a zone is not valid, besides check digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Fault {
    /// A character that is not A to Z, 0 to 9 or the filler.
    Alphabet,
    /// No such date of birth.
    BirthDate,
    /// No such date of expiry.
    ExpiryDate,
    /// Sex is none of F, M, X and the filler.
    Sex,
    /// The name field holds no letter or begins with a single filler.
    NameField,
    /// The document code does not belong to the layout.
    DocumentCode,
}

impl Fault {
    pub(crate) const ALL: [Self; 6] = [
        Self::Alphabet,
        Self::BirthDate,
        Self::ExpiryDate,
        Self::Sex,
        Self::NameField,
        Self::DocumentCode,
    ];
}

/// Something to look at that makes nothing invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Warning {
    /// The number goes on in the optional field.
    LongNumber,
    /// A digit in a name.
    DigitInName,
    /// The name begins with two fillers.
    NoPrimary,
    /// No secondary part.
    NoSecondary,
    /// The last place of the name holds a letter.
    NameFull,
    /// Two fillers inside the secondary part.
    SecondSeparator,
    /// The issuer's code is not listed.
    IssuerNotListed,
    /// The nationality's code is not listed.
    NationalityNotListed,
    /// `X` as sex.
    SexX,
    /// A filler as check digit of optional data that is there: seen from an issuer, not valid.
    IssuerHabit,
    /// A layout of one state.
    National,
}

impl Warning {
    pub(crate) const ALL: [Self; 11] = [
        Self::LongNumber,
        Self::DigitInName,
        Self::NoPrimary,
        Self::NoSecondary,
        Self::NameFull,
        Self::SecondSeparator,
        Self::IssuerNotListed,
        Self::NationalityNotListed,
        Self::SexX,
        Self::IssuerHabit,
        Self::National,
    ];
}

/// All verdicts about one zone.
#[derive(Debug, Clone, Copy, Default)]
pub struct Verdict {
    checks: [Option<Check>; 5],
    faults: u16,
    warnings: u16,
}

impl Verdict {
    #[inline]
    pub(crate) fn check(&mut self, name: CheckName, expected: u8, found: u8) -> bool {
        let ok = expected == found;
        self.checks[name as usize] = Some(Check {
            name,
            expected,
            found,
            ok,
        });
        ok
    }

    #[inline]
    pub(crate) fn accept(&mut self, name: CheckName) {
        if let Some(check) = &mut self.checks[name as usize] {
            check.ok = true;
        }
    }

    #[inline]
    pub(crate) fn fault(&mut self, fault: Fault, found: bool) {
        self.faults |= u16::from(found) << fault as u8;
    }

    #[inline]
    pub(crate) fn warn(&mut self, warning: Warning, found: bool) {
        self.warnings |= u16::from(found) << warning as u8;
    }

    /// Whether every rule holds.
    pub fn is_valid(&self) -> bool {
        self.faults == 0 && self.checks().all(|check| check.ok)
    }

    /// The check digits in the order number, birth, expiry, optional data, composite.
    pub fn checks(&self) -> impl Iterator<Item = Check> {
        self.checks.into_iter().flatten()
    }

    /// What is wrong besides check digits.
    pub fn faults(&self) -> impl Iterator<Item = Fault> {
        let set = self.faults;
        Fault::ALL
            .into_iter()
            .filter(move |fault| set >> *fault as u8 & 1 == 1)
    }

    /// What to look at.
    pub fn warnings(&self) -> impl Iterator<Item = Warning> {
        let set = self.warnings;
        Warning::ALL
            .into_iter()
            .filter(move |warning| set >> *warning as u8 & 1 == 1)
    }
}
