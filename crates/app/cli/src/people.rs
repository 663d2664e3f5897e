//! `waymark user`.

use std::{io::Read as _, process::ExitCode};

use access::{AccessError, Actor, Grant, NewAccount, Scopes, new_password};

use crate::{
    arguments::{NodePlace, User, UserAct},
    node, say,
};

fn typed_password() -> anyhow::Result<String> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}

pub async fn run(place: &NodePlace, options: User) -> anyhow::Result<ExitCode> {
    let house = node::open(node::settings(place)?).await?;
    let actor = Actor::system("command-line");
    match options.act {
        UserAct::Add {
            id,
            name,
            role,
            unit,
            lang,
            password_stdin,
        } => {
            let password = if password_stdin {
                typed_password()?
            } else {
                new_password()?
            };
            // The first user's unit may be new: its path is made from the top.
            let mut path = String::new();
            for part in unit.split('/').filter(|part| !part.is_empty()) {
                path = format!("{path}/{part}");
                if !house
                    .access
                    .units()
                    .await?
                    .iter()
                    .any(|known| known.path == path)
                {
                    house.access.put_unit(&actor, &path, part).await?;
                }
            }
            let new = NewAccount {
                id: id.clone(),
                name,
                lang,
                password: password.clone(),
                grants: vec![Grant { role, unit }],
            };
            match house.access.create_user(&actor, new).await {
                Err(AccessError::Taken) => anyhow::bail!("there is a user {id} already"),
                other => other?,
            }
            if !password_stdin {
                say(&format!("password of {id}, shown once: {password}"));
            }
        }
        UserAct::List => {
            for user in house.access.users().await? {
                let roles: Vec<String> = user
                    .grants
                    .iter()
                    .map(|grant| format!("{} in {}", grant.role, grant.unit))
                    .collect();
                let closed = if user.disabled { " (closed)" } else { "" };
                say(&format!(
                    "{:20} {:30} {}{closed}",
                    user.id,
                    user.name,
                    roles.join(", ")
                ));
            }
        }
        UserAct::Disable { id } => house.access.disable_user(&actor, &id).await?,
        UserAct::Password { id } => {
            house
                .access
                .set_password(&actor, &id, &typed_password()?)
                .await?;
        }
        UserAct::Token {
            id,
            name,
            scope,
            days,
        } => {
            let token = house
                .access
                .create_token(&actor, &id, &name, Scopes(scope), days)
                .await?;
            say(&format!("token, shown once: {token}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}
