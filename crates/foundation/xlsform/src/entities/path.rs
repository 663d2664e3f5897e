//! Where a question stands: the groups and repeats around it, from the survey down.

use crate::question::Control;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Survey,
    Group,
    Repeat,
    Loop,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Step {
    name: String,
    kind: Kind,
}

/// Containers from the survey to the nearest one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Path(Vec<Step>);

impl Path {
    /// The survey itself.
    pub fn survey() -> Self {
        Self(vec![Step {
            name: "survey".to_owned(),
            kind: Kind::Survey,
        }])
    }

    pub fn child(&self, name: &str, control: Control) -> Self {
        let mut steps = self.0.clone();
        steps.push(Step {
            name: name.to_owned(),
            kind: match control {
                Control::Group => Kind::Group,
                Control::Repeat => Kind::Repeat,
                Control::Loop => Kind::Loop,
            },
        });
        Self(steps)
    }

    pub fn depth(&self) -> usize {
        self.0.len()
    }

    /// The first containers only.
    pub fn up_to(&self, depth: usize) -> Self {
        Self(self.0[..depth.min(self.0.len())].to_vec())
    }

    /// The nearest repeat around, or the survey: what one record of an entity belongs to.
    pub fn scope(&self) -> Self {
        let depth = self
            .0
            .iter()
            .rposition(|step| matches!(step.kind, Kind::Repeat | Kind::Survey))
            .map_or(1, |place| place + 1);
        self.up_to(depth)
    }

    /// Repeats on the way.
    pub fn repeats(&self) -> usize {
        self.0
            .iter()
            .filter(|step| step.kind == Kind::Repeat)
            .count()
    }

    /// Groups between the scope and the nearest container.
    pub fn below_scope(&self) -> usize {
        self.0
            .iter()
            .rev()
            .take_while(|step| !matches!(step.kind, Kind::Repeat | Kind::Survey))
            .count()
    }

    pub fn starts_with(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// The containers that all of the paths share.
    pub fn common<'a>(mut paths: impl Iterator<Item = &'a Self>) -> Option<Self> {
        let first = paths.next()?;
        let mut depth = first.depth();
        for path in paths {
            depth = first.0[..depth]
                .iter()
                .zip(&path.0)
                .take_while(|(a, b)| a == b)
                .count();
        }
        Some(first.up_to(depth))
    }

    /// Names below the survey with whether each is a loop.
    pub fn names(&self) -> impl Iterator<Item = (&str, bool)> {
        self.0
            .iter()
            .skip(1)
            .map(|step| (step.name.as_str(), step.kind == Kind::Loop))
    }
}

impl std::fmt::Display for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0
            .iter()
            .try_for_each(|step| write!(f, "/{}", step.name))
    }
}
