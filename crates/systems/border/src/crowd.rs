//! When a post is overrun: thresholds that turn on the counting of households in place of persons.

/// How full a post is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As usual.
    Normal,
    /// More than the post was built for: open lanes, call staff.
    Raised,
    /// A mass arrival: households first, persons later.
    Mass,
}

impl Level {
    /// The word of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Raised => "raised",
            Self::Mass => "mass",
        }
    }
}

/// What a post is built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capacity {
    /// Travellers of a usual hour.
    pub usual_per_hour: u32,
    /// Travellers that all lanes together manage in an hour.
    pub most_per_hour: u32,
}

/// What happened in the last hour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LastHour {
    /// People who arrived, those of households counted.
    pub arrived: u32,
    /// Of them without a document.
    pub without_document: u32,
    /// Of them who asked for protection.
    pub asked_for_protection: u32,
}

/// Why a level holds; the codes of the register of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// More than the lanes manage.
    AboveCapacity,
    /// Twice what the lanes manage.
    TwiceCapacity,
    /// More than usual, half of them without documents.
    ManyWithoutDocuments,
    /// More than usual, half of them ask for protection.
    ManyAskForProtection,
}

impl Why {
    /// Code.
    pub fn code(self) -> &'static str {
        match self {
            Self::AboveCapacity => "crowd_above_capacity",
            Self::TwiceCapacity => "crowd_twice_capacity",
            Self::ManyWithoutDocuments => "crowd_without_documents",
            Self::ManyAskForProtection => "crowd_protection",
        }
    }
}

/// The level and every reason for it. A post without figures is never overrun by a rule; its supervisor says so.
pub fn level(capacity: Capacity, hour: LastHour) -> (Level, Vec<Why>) {
    let mut level = Level::Normal;
    let mut why = Vec::new();
    let Capacity {
        usual_per_hour: usual,
        most_per_hour: most,
    } = capacity;
    if most > 0 && hour.arrived >= most.saturating_mul(2) {
        level = Level::Mass;
        why.push(Why::TwiceCapacity);
    } else if most > 0 && hour.arrived > most {
        level = Level::Raised;
        why.push(Why::AboveCapacity);
    }
    let busy = usual > 0 && hour.arrived > usual;
    if busy && hour.without_document.saturating_mul(2) >= hour.arrived {
        level = Level::Mass;
        why.push(Why::ManyWithoutDocuments);
    }
    if busy && hour.asked_for_protection.saturating_mul(2) >= hour.arrived {
        level = Level::Mass;
        why.push(Why::ManyAskForProtection);
    }
    (level, why)
}

#[cfg(test)]
mod tests {
    use super::*;

    const POST: Capacity = Capacity {
        usual_per_hour: 40,
        most_per_hour: 120,
    };

    fn hour(arrived: u32, without_document: u32) -> LastHour {
        LastHour {
            arrived,
            without_document,
            asked_for_protection: 0,
        }
    }

    #[test]
    fn lanes_that_manage_are_no_crowd() {
        assert_eq!(level(POST, hour(120, 0)), (Level::Normal, vec![]));
        assert_eq!(
            level(POST, hour(121, 0)),
            (Level::Raised, vec![Why::AboveCapacity])
        );
        assert_eq!(
            level(POST, hour(240, 0)),
            (Level::Mass, vec![Why::TwiceCapacity])
        );
    }

    #[test]
    fn a_few_without_documents_are_no_mass_arrival() {
        assert_eq!(level(POST, hour(30, 30)).0, Level::Normal);
        assert_eq!(
            level(POST, hour(50, 25)),
            (Level::Mass, vec![Why::ManyWithoutDocuments])
        );
        assert_eq!(level(POST, hour(50, 24)).0, Level::Normal);
    }

    #[test]
    fn a_post_without_figures_is_never_overrun_by_a_rule() {
        let unknown = Capacity {
            usual_per_hour: 0,
            most_per_hour: 0,
        };
        assert_eq!(level(unknown, hour(5_000, 5_000)), (Level::Normal, vec![]));
    }
}
