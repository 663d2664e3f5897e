//! Where the block `meta/entity` of each declaration goes.
//!
//! Every container holds at most one. A property must be saved below the block's container and in its scope (the
//! nearest repeat, or the survey), so the block goes as deep as the references ask and as high as its scope allows.

use std::collections::HashMap;

use super::{Declaration, Declarations, Path, Source};
use crate::{
    Fault,
    survey::{Action, Draft, Event, Kind},
};

/// Version of the entities specification that the form needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    /// One list, outside repeats.
    V2024,
    /// Several lists, or lists in repeats.
    V2025,
}

impl Version {
    pub fn text(self) -> &'static str {
        match self {
            Self::V2024 => "2024.1.0",
            Self::V2025 => "2025.1.0",
        }
    }
}

/// What a declaration asks for.
struct Request {
    declaration: usize,
    scope: Path,
    wanted: Path,
    /// Containers in which properties are saved.
    lineages: Vec<Path>,
}

/// Puts every block into the survey.
pub(crate) fn apply(
    declarations: &Declarations,
    root: &mut Draft,
    faults: &mut Vec<Fault>,
) -> Version {
    let mut requests = Vec::new();
    for (declaration, sources) in &declarations.sources {
        match request(*declaration, &declarations.declared[*declaration], sources) {
            Ok(request) => requests.push(request),
            Err(fault) => faults.push(fault),
        }
    }
    for place in 0..declarations.declared.len() {
        if !declarations.met.contains_key(&place) {
            requests.push(Request {
                declaration: place,
                scope: Path::survey(),
                wanted: Path::survey(),
                lineages: Vec::new(),
            });
        }
    }
    let allocated = match allocate(&declarations.declared, &mut requests) {
        Ok(allocated) => allocated,
        Err(fault) => {
            faults.push(fault);
            return Version::V2025;
        }
    };
    let repeated = allocated.iter().any(|(path, _)| path.repeats() > 0);
    for (path, declaration) in &allocated {
        let declaration = &declarations.declared[*declaration];
        if let Err(fault) = insert(root, path, declaration) {
            faults.push(fault);
        }
    }
    if repeated || declarations.declared.len() > 1 {
        Version::V2025
    } else {
        Version::V2024
    }
}

fn request(place: usize, declaration: &Declaration, sources: &[Source]) -> Result<Request, Fault> {
    // The deepest scope wins; within it the deepest container, properties before references.
    let deepest = |sources: &mut dyn Iterator<Item = &Source>| -> Option<Path> {
        let mut best: Option<&Path> = None;
        for source in sources {
            let key = |path: &Path| (path.repeats(), path.below_scope());
            if best.is_none_or(|best| key(&source.path) > key(best)) {
                best = Some(&source.path);
            }
        }
        best.cloned()
    };
    let overall = deepest(&mut sources.iter()).unwrap_or_else(Path::survey);
    let scope = first_of_scope(sources, overall.repeats());
    let mut lineages: Vec<Path> = Vec::new();
    for source in sources.iter().filter(|source| source.property) {
        if !lineages.contains(&source.path) {
            lineages.push(source.path.clone());
        }
    }
    let wanted = match Path::common(lineages.iter()) {
        None => overall,
        Some(common) if lineages.len() == 1 => common,
        Some(common) => {
            let saved = deepest(&mut sources.iter().filter(|source| source.property))
                .unwrap_or_else(Path::survey)
                .scope();
            let key = |path: &Path| (path.repeats(), path.below_scope());
            if key(&common) > key(&saved) {
                common
            } else {
                saved
            }
        }
    };
    for source in sources {
        let boundary = source.path.scope();
        let apart = !scope.starts_with(&boundary);
        if source.property && (apart || wanted.scope() != boundary) {
            return Err(Fault::survey(
                source.row,
                "save_to",
                format!(
                    "The entity list '{}' has a reference in container scope '{}', which is not compatible with this 'save_to' in scope '{}'",
                    declaration.list, if apart { &scope } else { &wanted }, source.path
                ),
            )
            .mend("Copy the value with a calculate into the other scope, and save it there."));
        }
        if apart {
            return Err(Fault::row(
                "entities",
                declaration.row,
                "",
                format!(
                    "The entity list '{}' has a reference in container scope '{scope}', which is not compatible with the reference to '{}' in scope '{}'",
                    declaration.list, source.name, source.path
                ),
            )
            .mend("Copy the value with a calculate into the other scope, and refer to it there."));
        }
    }
    Ok(Request {
        declaration: place,
        scope,
        wanted,
        lineages,
    })
}

/// The scope of the first source that lies as deep as the deepest.
fn first_of_scope(sources: &[Source], repeats: usize) -> Path {
    sources
        .iter()
        .map(|source| source.path.scope())
        .find(|scope| scope.repeats() == repeats)
        .unwrap_or_else(Path::survey)
}

/// Gives every request a container of its own.
fn allocate(
    declared: &[Declaration],
    requests: &mut Vec<Request>,
) -> Result<Vec<(Path, usize)>, Fault> {
    if let [only] = requests.as_slice()
        && only.scope == Path::survey()
    {
        // One list of the survey stays at the top: tools that know 2024.1 only look there.
        return Ok(vec![(Path::survey(), only.declaration)]);
    }
    requests.sort_by_key(|request| declared[request.declaration].row);
    let mut allocated: Vec<(Path, usize)> = Vec::new();
    let mut reserved: HashMap<Path, usize> = HashMap::new();
    for request in requests.iter() {
        let mut conflict = None;
        let mut depth = request.wanted.depth();
        while depth >= request.scope.depth() {
            let here = request.wanted.up_to(depth);
            depth -= 1;
            let Some(other) = reserved.get(&here) else {
                conflict = None;
                for lineage in &request.lineages {
                    for depth in here.depth()..=lineage.depth() {
                        reserved.insert(lineage.up_to(depth), request.declaration);
                    }
                }
                reserved.insert(here.clone(), request.declaration);
                allocated.push((here, request.declaration));
                break;
            };
            conflict = Some(*other);
            // Properties cannot go around a container that another list has taken.
            if let Some(other) = request.lineages.first().and_then(|path| reserved.get(path)) {
                conflict = Some(*other);
                break;
            }
        }
        if let Some(other) = conflict {
            return Err(Fault::row(
                "entities",
                declared[request.declaration].row,
                "",
                format!(
                    "Each container (survey, group, repeat) may have only one entity declaration, but there are no valid containers available in the scope: '{}', which has been allocated to the entity on row '{}'",
                    request.scope, declared[other].row
                ),
            )
            .mend("Put the questions of each list into a group of their own."));
        }
    }
    Ok(allocated)
}

/// Puts the block at the end of its container.
fn insert(root: &mut Draft, path: &Path, declaration: &Declaration) -> Result<(), Fault> {
    let mut container = root;
    for (name, is_loop) in path.names() {
        let found = container
            .children
            .iter_mut()
            .find(|child| child.name == name && matches!(child.kind, Kind::Group | Kind::Repeat));
        match found {
            Some(found) if !is_loop => container = found,
            _ => {
                return Err(Fault::row(
                    "entities",
                    declaration.row,
                    "",
                    "Entities cannot be declared within a loop",
                ));
            }
        }
    }
    let mut meta = Draft::new(Kind::Meta, "meta", "", declaration.row);
    meta.children.push(entity(declaration, path.repeats() > 0));
    container.children.push(meta);
    Ok(())
}

fn attribute(name: &str, value: &str, calculate: Option<String>, row: u32) -> Draft {
    let mut draft = Draft::new(Kind::Attribute(value.to_owned()), name, "", row);
    if let Some(calculate) = calculate {
        draft.cells.set_within("bind", "calculate", calculate);
        draft.cells.set_within("bind", "readonly", "true()");
        draft.cells.set_within("bind", "type", "string");
    }
    draft
}

fn entity(declaration: &Declaration, repeated: bool) -> Draft {
    let row = declaration.row;
    let list = declaration.list.as_str();
    let mut entity = Draft::new(Kind::Entity, "entity", "", row);
    entity.children.push(attribute("dataset", list, None, row));
    let mut id = attribute("id", "", None, row);
    id.cells.set_within("bind", "readonly", "true()");
    id.cells.set_within("bind", "type", "string");
    if declaration.creates() {
        entity
            .children
            .push(attribute("create", "1", declaration.create_if.clone(), row));
    }
    if let Some(entity_id) = &declaration.entity_id {
        entity
            .children
            .push(attribute("update", "1", declaration.update_if.clone(), row));
        id.cells.set_within("bind", "calculate", entity_id.clone());
        let record = format!("instance('{list}')/root/item[name={entity_id}]");
        for (name, column) in [
            ("baseVersion", "__version"),
            ("trunkVersion", "__trunkVersion"),
            ("branchId", "__branchId"),
        ] {
            entity
                .children
                .push(attribute(name, "", Some(format!("{record}/{column}")), row));
        }
    } else {
        let mut events = vec![Event::FirstLoad];
        if repeated {
            events.push(Event::NewRepeat);
        }
        for event in events {
            let mut action = Action::new("setvalue", event);
            action.value = Some("uuid()".to_owned());
            id.actions.push(action);
        }
    }
    entity.children.push(id);
    if let Some(label) = &declaration.label {
        let mut draft = Draft::new(Kind::EntityLabel, "label", "", row);
        draft.cells.set_within("bind", "calculate", label.clone());
        draft.cells.set_within("bind", "readonly", "true()");
        draft.cells.set_within("bind", "type", "string");
        entity.children.push(draft);
    }
    entity
}
