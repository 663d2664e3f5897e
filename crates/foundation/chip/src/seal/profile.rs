//! What the documents with seals carry: Doc 9303-13 (visa, emergency travel document) and BSI TR-03137 part 1 (the others).

/// How a feature is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// Two lines of a machine readable zone in C40, cut where the seal has less than the lines: letters in all.
    Zone(usize),
    /// C40.
    Letters,
    /// UTF-8.
    Text,
    /// One number.
    Number,
    /// Days, months and years.
    Duration,
    /// Octets that are shown as they are.
    Octets,
}

/// One feature of a document type.
#[derive(Debug)]
pub(super) struct Feature {
    pub(super) tag: u8,
    pub(super) name: &'static str,
    pub(super) coding: Coding,
    pub(super) required: bool,
    /// Fewest and most octets.
    pub(super) octets: (usize, usize),
}

/// One document type.
#[derive(Debug)]
pub(super) struct Profile {
    /// Feature definition and category of the header.
    pub(super) reference: (u8, u8),
    pub(super) name: &'static str,
    pub(super) features: &'static [Feature],
}

const fn must(tag: u8, name: &'static str, coding: Coding, octets: (usize, usize)) -> Feature {
    Feature {
        tag,
        name,
        coding,
        required: true,
        octets,
    }
}

const fn may(tag: u8, name: &'static str, coding: Coding, octets: (usize, usize)) -> Feature {
    Feature {
        tag,
        name,
        coding,
        required: false,
        octets,
    }
}

const ADDRESS: &[Feature] = &[
    must(1, "document number", Coding::Letters, (6, 6)),
    must(2, "municipality", Coding::Letters, (6, 6)),
    must(3, "address", Coding::Letters, (6, 18)),
];

static PROFILES: [Profile; 10] = [
    Profile {
        reference: (0x5d, 0x01),
        name: "visa",
        features: &[
            // one of the two zones; see `Seal::fields`
            may(1, "zone", Coding::Zone(88), (48, 48)),
            may(2, "zone", Coding::Zone(72), (44, 44)),
            may(3, "number of entries", Coding::Number, (1, 1)),
            must(4, "duration of stay", Coding::Duration, (3, 3)),
            must(5, "passport number", Coding::Letters, (6, 6)),
            may(6, "visa type", Coding::Octets, (1, 4)),
            may(7, "additional features", Coding::Octets, (0, 254)),
        ],
    },
    Profile {
        reference: (0x5e, 0x03),
        name: "emergency travel document",
        features: &[must(2, "zone", Coding::Zone(72), (48, 48))],
    },
    Profile {
        reference: (0xfb, 0x06),
        name: "residence permit",
        features: &[
            must(2, "zone", Coding::Zone(72), (48, 48)),
            must(3, "passport number", Coding::Letters, (6, 6)),
        ],
    },
    Profile {
        reference: (0xfa, 0x06),
        name: "supplementary sheet of a residence permit",
        features: &[
            must(4, "zone", Coding::Zone(72), (48, 48)),
            must(5, "sheet number", Coding::Letters, (6, 6)),
        ],
    },
    Profile {
        reference: (0xfd, 0x02),
        name: "arrival attestation",
        features: &[
            must(2, "zone", Coding::Zone(72), (48, 48)),
            must(3, "register number", Coding::Letters, (8, 8)),
        ],
    },
    Profile {
        reference: (0xfc, 0x04),
        name: "social insurance card",
        features: &[
            must(1, "insurance number", Coding::Letters, (8, 8)),
            must(2, "surname", Coding::Text, (1, 90)),
            must(3, "first name", Coding::Text, (1, 90)),
            may(4, "name at birth", Coding::Text, (1, 90)),
        ],
    },
    Profile {
        reference: (0xf9, 0x08),
        name: "address sticker of an identity card",
        features: ADDRESS,
    },
    Profile {
        reference: (0xf9, 0x0c),
        name: "address sticker of a residence permit",
        features: ADDRESS,
    },
    Profile {
        reference: (0xf8, 0x0a),
        name: "address sticker of a passport",
        features: &[
            must(1, "document number", Coding::Letters, (6, 6)),
            must(2, "municipality", Coding::Letters, (6, 6)),
            must(3, "postal code", Coding::Letters, (4, 4)),
        ],
    },
    Profile {
        reference: (0x01, 0xc8),
        name: "administrative document",
        features: &[must(0, "profile", Coding::Octets, (16, 16))],
    },
];

/// The document type of a header's reference.
pub(super) fn of(reference: (u8, u8)) -> Option<&'static Profile> {
    PROFILES
        .iter()
        .find(|profile| profile.reference == reference)
}
