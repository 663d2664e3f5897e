//! `${name}` becomes a path: absolute, or relative when both ends share a repeat.

use std::borrow::Cow;

use super::{Class, Form, Id};
use crate::{
    Fault,
    token::{Reference, may_refer, references},
};

/// Arguments of indexed-repeat() that name nodes and so stay absolute.
const NODE_ARGUMENTS: [usize; 4] = [0, 1, 3, 5];

/// Where a reference is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context {
    /// The element whose cell it is; `None` for texts shared by several, such as labels of choices.
    pub of: Option<Id>,
    /// Relative paths begin with `current()`, for they stand in a predicate.
    pub current: bool,
    /// The path leads to the parent of the shared repeat, so that a predicate can be put behind it.
    pub to_parent: bool,
}

impl Context {
    pub fn of(id: Id) -> Self {
        Self {
            of: Some(id),
            current: false,
            to_parent: false,
        }
    }

    pub fn nowhere() -> Self {
        Self {
            of: None,
            current: false,
            to_parent: false,
        }
    }
}

impl Form {
    /// The text with every reference replaced by a path.
    pub fn paths<'t>(&self, text: &'t str, context: Context) -> Cow<'t, str> {
        if !may_refer(text) {
            return Cow::Borrowed(text);
        }
        let Ok(found) = references(text) else {
            return Cow::Borrowed(text);
        };
        let mut out = String::with_capacity(text.len() + 32);
        let mut from = 0;
        for reference in &found {
            out.push_str(&text[from..reference.start]);
            out.push_str(&self.path(reference, text, context));
            from = reference.end;
        }
        out.push_str(&text[from..]);
        Cow::Owned(out)
    }

    /// The path for one reference of a text, with a space on either side.
    pub fn path(&self, reference: &Reference, text: &str, context: Context) -> String {
        let name = reference.name.as_str();
        let target = match self.names.get(name) {
            Some(Some(target)) => *target,
            Some(None) => {
                self.lost(
                    reference,
                    context,
                    &format!("There are multiple survey elements named '{name}'"),
                );
                return String::new();
            }
            None => {
                self.lost(
                    reference,
                    context,
                    &format!("There is no survey element named '{name}'"),
                );
                return String::new();
            }
        };
        if let Some(source) = context.of
            && may_be_relative(reference, text)
        {
            let current = context.current || in_instance_predicate(reference, text);
            if let Some(path) = self.relative(source, target, current, context.to_parent) {
                return path;
            }
        }
        let saved = if reference.last_saved {
            "instance('__last-saved')"
        } else {
            ""
        };
        format!(" {saved}{} ", self.get(target).path)
    }

    fn lost(&self, reference: &Reference, context: Context, reason: &str) {
        let row = context.of.map_or(0, |id| self.get(id).row);
        self.fail(Fault::survey(
            row,
            "",
            format!(
                "There has been a problem trying to replace ${{{name}}} with the XPath to the survey element named '{name}'. {reason}",
                name = reference.name
            ),
        ));
    }

    /// The nearest container of both, of the classes asked for, with the steps up from the first.
    fn common(&self, a: Id, b: Id, wanted: impl Fn(Class) -> bool) -> Option<(Id, usize)> {
        let above: Vec<Id> = self.ancestors(b).map(|(id, _)| id).collect();
        self.ancestors(a)
            .find(|(id, _)| wanted(self.get(*id).class) && above.contains(id))
    }

    /// `/group/name` from below an ancestor down to the element.
    fn down_from(&self, ancestor: Option<Id>, target: Id) -> String {
        let mut names = vec![self.get(target).name.as_str()];
        for (id, _) in self.ancestors(target) {
            if Some(id) == ancestor {
                break;
            }
            if !self.get(id).flat {
                names.push(self.get(id).name.as_str());
            }
        }
        let mut path = String::new();
        for name in names.iter().rev() {
            path.push('/');
            path.push_str(name);
        }
        path
    }

    /// A path within the repeat that both share.
    fn relative(&self, source: Id, target: Id, current: bool, to_parent: bool) -> Option<String> {
        let (repeat, steps) = self.common(source, target, |class| class == Class::Repeat)?;
        let (steps, down) = self
            .to_parent_of(repeat, steps, source, target, to_parent)
            .or_else(|| {
                let (ancestor, steps) = self.common(source, target, Class::is_container)?;
                Some((steps, self.down_from(Some(ancestor), target)))
            })?;
        let up = vec![".."; steps].join("/");
        let start = if current { " current()/" } else { " " };
        Some(format!("{start}{up}{down} "))
    }

    /// For choices out of a repeat: the way through the repeat's parent, unless the repeat lies in another and holds both.
    fn to_parent_of(
        &self,
        repeat: Id,
        steps: usize,
        source: Id,
        target: Id,
        wanted: bool,
    ) -> Option<(usize, String)> {
        if !wanted || self.nearest_repeat(target) != Some(repeat) {
            return None;
        }
        let outermost = self.nearest_repeat(repeat).is_none();
        let deeper = self.nearest_repeat(source) != Some(repeat);
        (outermost || deeper).then(|| (steps + 1, self.down_from(self.get(repeat).parent, target)))
    }
}

/// Whether the reference stands in square brackets of a text with an `instance(…)` in it.
fn in_instance_predicate(reference: &Reference, text: &str) -> bool {
    let has_instance = text.match_indices("instance(").any(|(place, call)| {
        let mut rest = text[place + call.len()..].chars();
        rest.next().is_some_and(|c| c != ')') && rest.next().is_some()
    });
    if !has_instance {
        return false;
    }
    let mut from = 0;
    while let Some(open) = text[from..].find('[') {
        let open = from + open;
        let Some(close) = text[open + 1..].find(']') else {
            return false;
        };
        let close = open + 1 + close;
        if close == open + 1 {
            from = open + 1;
            continue;
        }
        if reference.start >= open && reference.end <= close {
            return true;
        }
        from = close + 1;
    }
    false
}

/// References to the record saved last and node arguments of indexed-repeat() are never relative.
fn may_be_relative(reference: &Reference, text: &str) -> bool {
    if reference.last_saved {
        return false;
    }
    if !text.contains("indexed-repeat(") {
        return true;
    }
    let calls = indexed_repeats(text);
    let mut calls = calls.iter();
    while let Some((start, end)) = calls.next() {
        if reference.end > *end {
            // Behind the last call a reference is like any other; a further call keeps its paths absolute.
            if calls.next().is_none() {
                return true;
            }
            continue;
        }
        if reference.end < *start || reference.start > *end {
            return true;
        }
        let arguments = text[*start..*end]
            .split_once('(')
            .map_or("", |(_, arguments)| arguments.trim_end_matches(')'));
        let written = format!("${{{}}}", reference.name);
        let place = arguments
            .split(',')
            .enumerate()
            .filter(|(_, argument)| argument.contains(&written))
            .map(|(place, _)| place)
            .last();
        return place.is_some_and(|place| !NODE_ARGUMENTS.contains(&place));
    }
    false
}

/// Start and end of each `indexed-repeat(…)`.
fn indexed_repeats(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(place) = text[from..].find("indexed-repeat(") {
        let start = from + place;
        let inside = start + "indexed-repeat(".len();
        match text[inside..].find(')') {
            Some(0) => from = inside,
            Some(length) => {
                from = inside + length + 1;
                found.push((start, from));
            }
            None => break,
        }
    }
    found
}
