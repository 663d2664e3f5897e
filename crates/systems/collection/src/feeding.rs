//! Submissions on their way into the register that their form feeds. What is due is written down with the submission,
//! so that a stop of the server forgets nothing: it is done when the next phone asks for its forms or sends.

use access::Actor;
use house::House;
use journal::RecordState;
use registers::{Act, Change, RecordView, Register, Strictness};
use serde_json::{Value as Json, json};
use vocab::RecordId;

use crate::{
    CollectionError,
    bound::Binding,
    openrosa::tracing_fault,
    published::form_of,
    shelf::{all, commit, id_of, known, put, text},
};

/// What is written beside a new submission of this form, when it feeds a register.
pub(crate) fn due(form: &RecordState) -> Option<&'static str> {
    (!text(&form.data, "register").is_empty()).then_some("due")
}

/// Brings what is due of a project into its registers. A fault of ours leaves it due.
pub(crate) async fn settle(house: &House, project: i64) {
    let filters = [
        ("project", project.into()),
        ("register_state", Json::from("due")),
    ];
    let system = Actor::system("collection");
    let found = match all(house, &system, "submissions", &filters).await {
        Ok(found) => found,
        Err(error) => return tracing_fault(&error),
    };
    for submission in found {
        if let Err(error) = feed_one(house, project, &submission).await {
            tracing_fault(&error);
        }
    }
}

/// The form of a submission, the way its answers go, and the register.
async fn binding_of<'a>(
    house: &'a House,
    project: i64,
    submission: &RecordView,
) -> Result<Option<(Binding, &'a Register, String)>, CollectionError> {
    let form_id = text(&submission.data, "form_id");
    let id = id_of(house, "collect_forms", &[&project.to_string(), form_id])?;
    let Some(form) = known(house, "collect_forms", &id).await? else {
        return Ok(None);
    };
    let Ok(register) = house.registers.register(text(&form.data, "register")) else {
        return Ok(None);
    };
    let of = (form_id, text(&submission.data, "version"));
    let xform = form_of(house, project, of).await?;
    Ok(Some((
        Binding::of(&xform, &register.form),
        register,
        form.owner.to_string(),
    )))
}

async fn feed_one(
    house: &House,
    project: i64,
    submission: &RecordView,
) -> Result<(), CollectionError> {
    let state = match binding_of(house, project, submission).await? {
        // The form was taken off its register meanwhile.
        None => json!({"register_state": null}),
        Some((binding, register, owner)) => {
            let mut data = binding.data(submission.data.get("data").unwrap_or(&Json::Null));
            data.retain(|_, value| !value.is_null() || submission.data.get("edits").is_some());
            match record_of(register, &submission.id, &data) {
                Err(missing) => json!({"register_state": "held", "register_reason":
                    format!("{} has no record without {missing}", register.name.as_str())}),
                Ok(record) => {
                    let change = Change {
                        register: register.name.clone(),
                        id: record.clone(),
                        base: None,
                        act: Act::Put {
                            data,
                            owner: Some(owner),
                        },
                        note: Some(format!(
                            "submission {}",
                            text(&submission.data, "instance_id")
                        )),
                    };
                    let system = Actor::system("collection");
                    let done = json!({"register_state": "done", "register_record": record.as_str(), "register_reason": null});
                    let both = vec![change, put("submissions", submission.id.clone(), done)];
                    match commit(house, &system, both, Strictness::Receive).await {
                        Ok(_) => return Ok(()),
                        Err(CollectionError::Inside(cause)) => {
                            return Err(CollectionError::Inside(cause));
                        }
                        // What the register refuses even of the field waits for a person, who is told why.
                        Err(refused) => {
                            json!({"register_state": "held", "register_reason": refused.to_string()})
                        }
                    }
                }
            }
        }
    };
    let change = put("submissions", submission.id.clone(), state);
    commit(
        house,
        &Actor::system("collection"),
        vec![change],
        Strictness::Receive,
    )
    .await?;
    Ok(())
}

/// The record that a submission is about: by the register's key, or its own where the register has none.
fn record_of(
    register: &Register,
    submission: &RecordId,
    data: &serde_json::Map<String, Json>,
) -> Result<RecordId, String> {
    if register.key.is_empty() {
        return Ok(register.id_for_key(&["submission", submission.as_str()]));
    }
    register
        .id_for_data(data)
        .ok_or_else(|| register.key.join(" and "))
}
