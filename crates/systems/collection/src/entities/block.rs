//! The block `meta/entity` of a submission, read strictly.

use xform::{EntityBlock, EntityDeclaration, XForm};

use super::{
    backed::record_id,
    rules::{Act, Given},
    store::uuid_of,
};

/// What a block asks, read strictly.
pub(super) struct Asked {
    /// The entity.
    pub(super) uuid: String,
    /// What is to be done.
    pub(super) given: Given,
}

impl Asked {
    /// Reads a block; one that asks for nothing is none.
    pub(super) fn read(block: &EntityBlock, form: &XForm) -> Result<Option<Self>, String> {
        let wants = |written: &Option<String>| {
            written
                .as_deref()
                .is_some_and(|written| ["1", "true"].contains(&written.trim()))
        };
        let act = match (wants(&block.create), wants(&block.update)) {
            (false, false) => return Ok(None),
            (true, false) => Act::Create,
            (false, true) => Act::Update,
            (true, true) => Act::Upsert,
        };
        let wrong = |reason: &str| reason.to_owned();
        let declared = form
            .entities
            .iter()
            .find(|declared| declared.path == block.path);
        permitted(act, declared)?;
        if block.dataset.trim().is_empty() {
            return Err(wrong("the submission does not name the entity list"));
        }
        let uuid = block.id.as_deref().and_then(id_of);
        let uuid = uuid.ok_or_else(|| wrong("the id of an entity is a UUID of version 4"))?;
        let whole = |written: &Option<String>, name: &str| match written.as_deref().map(str::trim) {
            None | Some("") => Ok(None),
            Some(written) => match written.parse::<u64>() {
                Ok(number) if number > 0 => Ok(Some(number)),
                _ => Err(format!("{name} is a whole number from 1")),
            },
        };
        let branch = match block.branch_id.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(written) => {
                Some(uuid_of(written).ok_or_else(|| wrong("branchId is a UUID of version 4"))?)
            }
        };
        let base = if act == Act::Create {
            Ok(None)
        } else {
            whole(&block.base_version, "baseVersion")
        };
        Ok(Some(Self {
            uuid,
            given: Given {
                act,
                label: block.label.clone(),
                data: block.properties.iter().cloned().collect(),
                base: base?,
                trunk: whole(&block.trunk_version, "trunkVersion")?,
                branch,
                forced: false,
            },
        }))
    }
}

/// An id as a block writes it: a UUID of version 4, or that of a register's record, whose ids are its own. Whether the
/// list takes the latter is for the list to say.
pub(super) fn id_of(written: &str) -> Option<String> {
    uuid_of(written).or_else(|| record_id(written))
}

/// An action that the form does not declare is refused: a form that only makes entities changes none.
fn permitted(act: Act, declared: Option<&EntityDeclaration>) -> Result<(), String> {
    let may = declared.map_or((false, false), |declared| {
        (declared.creates, declared.updates)
    });
    let asks = (act != Act::Update, act != Act::Create);
    match (asks.0 && !may.0, asks.1 && !may.1) {
        (true, _) => Err("the form does not declare that it creates entities".to_owned()),
        (_, true) => Err("the form does not declare that it updates entities".to_owned()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FORM: &str = "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head>\
        <h:title>t</h:title><model><instance><data id=\"f\"><meta><entity dataset=\"trees\" id=\"\" create=\"1\" update=\"1\"/>\
        </meta></data></instance></model></h:head><h:body/></h:html>";

    proptest! {
        #[test]
        fn no_block_makes_it_panic(
            id in "(uuid:)?([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}|[0-9a-f-]{0,40})", create in "[01a-z]{0,5}",
            update in "(1|true|)", base in "\\PC{0,21}|[0-9]{0,3}", trunk in "[0-9-]{0,21}", branch in "\\PC{0,36}|",
        ) {
            let form = XForm::read(FORM.as_bytes()).unwrap();
            let block = EntityBlock {
                dataset: "trees".to_owned(),
                path: "/data/meta/entity".to_owned(),
                id: Some(id),
                create: Some(create),
                update: Some(update.clone()),
                base_version: Some(base),
                trunk_version: Some(trunk),
                branch_id: Some(branch),
                ..EntityBlock::default()
            };
            if let Ok(Some(asked)) = Asked::read(&block, &form) {
                prop_assert!(!asked.uuid.is_empty());
                prop_assert!(asked.given.act == Act::Create || !update.is_empty());
                prop_assert!(asked.given.base != Some(0) && asked.given.trunk != Some(0));
            }
        }
    }
}
