//! Signing in, staying signed in, signing out.

use serde::Serialize;
use serde_json::json;
use vocab::ActorId;

use crate::{Access, AccessError, Actor, LoginError, Via, rows::note, secret, totp};

/// A session ends after half an hour without a request …
const IDLE_MS: i64 = 30 * 60 * 1000;
/// … and after twelve hours in any case.
const ABSOLUTE_MS: i64 = 12 * 60 * 60 * 1000;
/// The last use is written at most once a minute.
const TOUCH_MS: i64 = 60 * 1000;
/// Failures of one account, and from one address, that cost nothing but the time to type. Many people share the
/// address of an office.
const FREE_FAILURES: [i64; 2] = [4, 20];
/// After so long without a failure they are forgotten. A success forgets those of its account only: else whoever
/// has an account could try those of others without end.
const FORGOTTEN_MS: i64 = 24 * 60 * 60 * 1000;
/// Longest wait: nobody is locked out for ever by somebody else's typing.
const LONGEST_WAIT_MS: i64 = 15 * 60 * 1000;
/// A hash that no password has, so that an unknown user takes as long as a known one.
const NOBODYS_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What somebody typed to sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// User id.
    pub user: String,
    /// Password.
    pub password: String,
    /// Code of the authenticator, or a recovery code.
    pub totp: Option<String>,
    /// Where the request came from, for the lockout; kept only as a hash.
    pub address: String,
    /// What is signing in, for the list of sessions ("Firefox on Linux").
    pub about: String,
}

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionView {
    /// Name of the session: not the token.
    pub id: String,
    /// Whose it is.
    pub account: String,
    /// Milliseconds since 1970.
    pub created: i64,
    /// Last use, milliseconds since 1970.
    pub seen: i64,
    /// What signed in.
    pub about: String,
}

/// The cookie that carries a session. Over HTTPS it is bound to this very host.
pub fn session_cookie(token: &str, https: bool) -> String {
    let (name, secure) = if https {
        ("__Host-waymark", "; Secure")
    } else {
        ("waymark", "")
    };
    let life = if token.is_empty() { "; Max-Age=0" } else { "" };
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{life}")
}

struct Known {
    password: String,
    totp_secret: Option<String>,
    totp_step: i64,
    disabled: bool,
}

/// What a success writes beside the session.
enum Second {
    None,
    Step(i64),
    Recovery(String),
}

impl Access {
    /// Signs in and gives the session's token, which is kept only as a hash.
    ///
    /// # Errors
    /// [`LoginError::Wrong`] for every kind of wrong; [`LoginError::TotpRequired`] once the password is right;
    /// [`LoginError::Locked`] after several failures of this account or from this address.
    pub async fn login(&self, given: Credentials) -> Result<String, LoginError> {
        let subjects = [
            secret::fingerprint(&format!("account {}", given.user)),
            secret::fingerprint(&format!("address {}", given.address)),
        ];
        self.refuse_locked(&subjects).await?;
        let known = self.known(&given.user).await?;
        let hash = known
            .as_ref()
            .map_or(NOBODYS_HASH, |known| &known.password)
            .to_owned();
        let password = given.password.clone();
        let right = self
            .hash_with(move || secret::password_matches(&password, &hash))
            .await?;
        let Some(known) = known.filter(|known| right && !known.disabled) else {
            self.note_failure(subjects).await?;
            return Err(LoginError::Wrong);
        };
        let second = match (&known.totp_secret, &given.totp) {
            (None, _) => Second::None,
            (Some(_), None) => return Err(LoginError::TotpRequired),
            (Some(key), Some(code)) => {
                let Some(second) = self.second(&given.user, key, known.totp_step, code).await?
                else {
                    self.note_failure(subjects).await?;
                    return Err(LoginError::Wrong);
                };
                second
            }
        };
        self.begin_session(given, second, subjects).await
    }

    async fn known(&self, user: &str) -> Result<Option<Known>, AccessError> {
        let sql = "select password, totp_secret, totp_step, disabled from account where tenant = $1 and id = $2";
        let rows = self
            .store
            .read(sql, vec![self.tenant(), user.into()])
            .await
            // A name with U+0000 is nobody's.
            .unwrap_or_default();
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        Ok(Some(Known {
            password: row.text(0)?,
            totp_secret: row.opt_text(1)?,
            totp_step: row.int(2)?,
            disabled: row.int(3)? != 0,
        }))
    }

    async fn second(
        &self,
        user: &str,
        key: &str,
        used: i64,
        code: &str,
    ) -> Result<Option<Second>, AccessError> {
        let key = totp::from_base32(key).ok_or(AccessError::Secret)?;
        if let Some(step) = totp::matching_step(&key, code, self.now_ms(), used) {
            return Ok(Some(Second::Step(step)));
        }
        let hash = secret::fingerprint(code);
        let sql = "select 1 from recovery_code where tenant = $1 and account = $2 and hash = $3";
        let params = vec![self.tenant(), user.into(), hash.as_str().into()];
        let found = self.store.read(sql, params).await?;
        Ok((!found.is_empty()).then_some(Second::Recovery(hash)))
    }

    async fn begin_session(
        &self,
        given: Credentials,
        second: Second,
        subjects: [String; 2],
    ) -> Result<String, LoginError> {
        let token = secret::new_token()?;
        let hash = secret::fingerprint(&token);
        let (tenant, now) = (self.tenant(), self.now_ms());
        self.store
            .write(move |tx| {
                // Two requests with the same code: the second finds it used.
                let used = match second {
                    Second::None => 1,
                    Second::Step(step) => tx.execute(
                        "update account set totp_step = $3 where tenant = $1 and id = $2 and totp_step < $3",
                        &[tenant.clone(), given.user.as_str().into(), step.into()],
                    )?,
                    Second::Recovery(code) => tx.execute(
                        "delete from recovery_code where tenant = $1 and account = $2 and hash = $3",
                        &[tenant.clone(), given.user.as_str().into(), code.into()],
                    )?,
                };
                if used == 0 {
                    return Err(LoginError::Wrong);
                }
                tx.execute(
                    "delete from login_failure where tenant = $1 and subject = $2",
                    &[tenant.clone(), subjects[0].as_str().into()],
                )?;
                tx.execute(
                    "insert into login_session (tenant, hash, account, created, seen, about) values ($1, $2, $3, $4, $4, $5)",
                    &[
                        tenant,
                        hash.into(),
                        given.user.as_str().into(),
                        now.into(),
                        given.about.chars().take(120).collect::<String>().into(),
                    ],
                )?;
                let actor = ActorId::parse(&given.user).map_err(AccessError::Word)?;
                note(tx, &actor, &given.user, json!({"act": "signed_in"}))?;
                Ok(())
            })
            .await?;
        Ok(token)
    }

    async fn refuse_locked(&self, subjects: &[String; 2]) -> Result<(), LoginError> {
        let sql = "select until from login_failure where tenant = $1 and subject in ($2, $3)";
        let params = vec![
            self.tenant(),
            subjects[0].as_str().into(),
            subjects[1].as_str().into(),
        ];
        let now = self.now_ms();
        let mut until = 0;
        for row in self.store.read(sql, params).await? {
            until = until.max(row.int(0)?);
        }
        if until > now {
            return Err(LoginError::Locked {
                seconds: (until - now + 999) / 1000,
            });
        }
        Ok(())
    }

    /// Each failure beyond the free ones doubles the wait, up to a quarter of an hour. The typed name is not kept,
    /// and after a day without failure nothing of it.
    async fn note_failure(&self, subjects: [String; 2]) -> Result<(), LoginError> {
        let (tenant, now) = (self.tenant(), self.now_ms());
        self.store
            .write(move |tx| {
                tx.execute(
                    "delete from login_failure where tenant = $1 and until < $2",
                    &[tenant.clone(), (now - FORGOTTEN_MS).into()],
                )?;
                for (subject, free) in subjects.iter().zip(FREE_FAILURES) {
                    let rows = tx.query(
                        "select failures from login_failure where tenant = $1 and subject = $2",
                        &[tenant.clone(), subject.as_str().into()],
                    )?;
                    let failures = rows.first().map_or(Ok(0), |row| row.int(0))? + 1;
                    let doublings = (failures - free).clamp(0, 20);
                    let wait = if doublings == 0 {
                        0
                    } else {
                        LONGEST_WAIT_MS.min(1000 << doublings)
                    };
                    tx.execute(
                        "insert into login_failure (tenant, subject, failures, until) values ($1, $2, $3, $4) \
                         on conflict (tenant, subject) do update set failures = excluded.failures, until = excluded.until",
                        &[
                            tenant.clone(),
                            subject.as_str().into(),
                            failures.into(),
                            (now + wait).into(),
                        ],
                    )?;
                }
                let nobody = ActorId::parse("unknown").map_err(AccessError::Word)?;
                note(tx, &nobody, "login", json!({"act": "sign_in_failed"}))?;
                Ok(())
            })
            .await
    }

    /// The actor of a session token; `None` when it is unknown, ended, or its account closed.
    ///
    /// # Errors
    /// The store's own.
    pub async fn session(&self, token: &str) -> Result<Option<Actor>, AccessError> {
        let hash = secret::fingerprint(token);
        let sql =
            "select account, created, seen from login_session where tenant = $1 and hash = $2";
        let rows = self
            .store
            .read(sql, vec![self.tenant(), hash.as_str().into()])
            .await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let (now, created, seen) = (self.now_ms(), row.int(1)?, row.int(2)?);
        if now - created > ABSOLUTE_MS || now - seen > IDLE_MS {
            return Ok(None);
        }
        if now - seen > TOUCH_MS {
            let tenant = self.tenant();
            self.store
                .write(move |tx| {
                    tx.execute(
                        "update login_session set seen = $3 where tenant = $1 and hash = $2",
                        &[tenant, hash.into(), now.into()],
                    )
                    .map_err(AccessError::from)
                })
                .await?;
        }
        self.actor(row.text_ref(0)?, Via::Session).await
    }

    /// Ends a session.
    ///
    /// # Errors
    /// The store's own.
    pub async fn logout(&self, token: &str) -> Result<(), AccessError> {
        self.end_session_by_hash(secret::fingerprint(token), None)
            .await
    }

    /// Ends one of the actor's own sessions by its name in the list.
    ///
    /// # Errors
    /// [`AccessError::NotFound`] when it is not the actor's.
    pub async fn end_session(&self, actor: &Actor, id: &str) -> Result<(), AccessError> {
        self.end_session_by_hash(id.to_owned(), Some(actor.id.clone()))
            .await
    }

    async fn end_session_by_hash(
        &self,
        hash: String,
        owner: Option<ActorId>,
    ) -> Result<(), AccessError> {
        let tenant = self.tenant();
        self.store
            .write(move |tx| {
                let found = tx.query(
                    "select account from login_session where tenant = $1 and hash = $2",
                    &[tenant.clone(), hash.as_str().into()],
                )?;
                let account = found.first().map(|row| row.text(0)).transpose()?;
                let theirs = owner
                    .as_ref()
                    .is_none_or(|owner| account.as_deref() == Some(owner.as_str()));
                let Some(account) = account.filter(|_| theirs) else {
                    return if owner.is_some() {
                        Err(AccessError::NotFound("session"))
                    } else {
                        Ok(())
                    };
                };
                tx.execute(
                    "delete from login_session where tenant = $1 and hash = $2",
                    &[tenant, hash.into()],
                )?;
                let actor = ActorId::parse(&account)?;
                Ok(note(tx, &actor, &account, json!({"act": "signed_out"}))?)
            })
            .await
    }

    /// The actor's sessions, newest first.
    ///
    /// # Errors
    /// The store's own.
    pub async fn sessions(&self, actor: &Actor) -> Result<Vec<SessionView>, AccessError> {
        let sql = "select hash, account, created, seen, about from login_session \
             where tenant = $1 and account = $2 order by created desc";
        let now = self.now_ms();
        let mut views = Vec::new();
        for row in self
            .store
            .read(sql, vec![self.tenant(), actor.id.as_str().into()])
            .await?
        {
            let view = SessionView {
                id: row.text(0)?,
                account: row.text(1)?,
                created: row.int(2)?,
                seen: row.int(3)?,
                about: row.text(4)?,
            };
            if now - view.created <= ABSOLUTE_MS && now - view.seen <= IDLE_MS {
                views.push(view);
            }
        }
        Ok(views)
    }
}
