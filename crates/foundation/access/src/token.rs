//! Tokens for programs: made once, shown once, kept as a hash, never stronger than their owner.

use serde::Serialize;
use serde_json::json;

use crate::{Access, AccessError, Actor, Scopes, Via, rows::note, secret};

/// What every token begins with, so that a leaked one is recognised.
const PREFIX: &str = "wmk_";
const DAY_MS: i64 = 86_400_000;

/// A token as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TokenView {
    /// Name of the token: not the token.
    pub id: String,
    /// What it is for.
    pub title: String,
    /// What it is limited to.
    pub scopes: Scopes,
    /// Milliseconds since 1970.
    pub expires: i64,
}

impl Access {
    /// Makes a token for a user.
    ///
    /// # Errors
    /// [`AccessError::Scope`] for a scope that is not `register:verb`; [`AccessError::NotFound`].
    pub async fn create_token(
        &self,
        by: &Actor,
        account: &str,
        title: &str,
        scopes: Scopes,
        days: u32,
    ) -> Result<String, AccessError> {
        if let Some(wrong) = scopes.0.iter().find(|scope| !scope.contains(':')) {
            return Err(AccessError::Scope(format!("{wrong} is not register:verb")));
        }
        if self.actor(account, Via::Session).await?.is_none() {
            return Err(AccessError::NotFound("user"));
        }
        let token = format!("{PREFIX}{}", secret::new_token()?);
        let hash = secret::fingerprint(&token);
        let (tenant, by, now) = (self.tenant(), by.id.clone(), self.now_ms());
        let (account, title) = (account.to_owned(), title.to_owned());
        self.store
            .write(move |tx| {
                tx.execute(
                    "insert into api_token (tenant, hash, account, title, scopes, created, expires) \
                     values ($1, $2, $3, $4, $5, $6, $7)",
                    &[
                        tenant,
                        hash.into(),
                        account.as_str().into(),
                        title.into(),
                        scopes.0.join(" ").into(),
                        now.into(),
                        (now + i64::from(days) * DAY_MS).into(),
                    ],
                )?;
                let body = json!({"act": "token_made", "scopes": scopes});
                Ok::<_, AccessError>(note(tx, &by, &account, body)?)
            })
            .await?;
        Ok(token)
    }

    /// The actor of a token; `None` when it is unknown, expired, revoked, or its owner's account closed.
    ///
    /// # Errors
    /// The store's own.
    pub async fn token(&self, token: &str) -> Result<Option<Actor>, AccessError> {
        if !token.starts_with(PREFIX) {
            return Ok(None);
        }
        let sql = "select account, scopes, expires from api_token where tenant = $1 and hash = $2";
        let rows = self
            .store
            .read(sql, vec![self.tenant(), secret::fingerprint(token).into()])
            .await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        if row.int(2)? <= self.now_ms() {
            return Ok(None);
        }
        let scopes = row.text_ref(1)?.split(' ').map(str::to_owned).collect();
        self.actor(row.text_ref(0)?, Via::Token(Scopes(scopes)))
            .await
    }

    /// The tokens of a user that have not expired.
    ///
    /// # Errors
    /// The store's own.
    pub async fn tokens(&self, account: &str) -> Result<Vec<TokenView>, AccessError> {
        let sql = "select hash, title, scopes, expires from api_token \
             where tenant = $1 and account = $2 and expires > $3 order by created";
        self.store
            .read(
                sql,
                vec![self.tenant(), account.into(), self.now_ms().into()],
            )
            .await?
            .iter()
            .map(|row| {
                Ok(TokenView {
                    id: row.text(0)?,
                    title: row.text(1)?,
                    scopes: Scopes(row.text_ref(2)?.split(' ').map(str::to_owned).collect()),
                    expires: row.int(3)?,
                })
            })
            .collect()
    }

    /// Ends a token by its name in the list.
    ///
    /// # Errors
    /// [`AccessError::NotFound`].
    pub async fn revoke_token(
        &self,
        by: &Actor,
        account: &str,
        id: &str,
    ) -> Result<(), AccessError> {
        let (tenant, by) = (self.tenant(), by.id.clone());
        let (account, id) = (account.to_owned(), id.to_owned());
        self.store
            .write(move |tx| {
                let gone = tx.execute(
                    "delete from api_token where tenant = $1 and account = $2 and hash = $3",
                    &[tenant, account.as_str().into(), id.into()],
                )?;
                if gone == 0 {
                    return Err(AccessError::NotFound("token"));
                }
                Ok(note(tx, &by, &account, json!({"act": "token_revoked"}))?)
            })
            .await
    }
}
