//! Accounts and their roles; org units.

use serde_json::json;
use vocab::ActorId;

use crate::{
    Access, AccessError, Actor, Grant, UnitPath, UnitView, password_faults, rows::note, secret,
    totp,
};

/// A user to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Id to sign in with.
    pub id: String,
    /// Name for screens.
    pub name: String,
    /// Preferred language.
    pub lang: String,
    /// First password.
    pub password: String,
    /// Roles.
    pub grants: Vec<Grant>,
}

/// A user as the administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Preferred language.
    pub lang: String,
    /// Roles.
    pub grants: Vec<Grant>,
    /// Whether the account is closed.
    pub disabled: bool,
    /// Whether a code is asked for at sign-in.
    pub totp: bool,
}

/// What an authenticator needs, shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grantee {
    /// Address for the QR code.
    pub otpauth: String,
    /// Codes for the day the phone is lost, each good once.
    pub recovery_codes: Vec<String>,
}

impl Access {
    /// Makes a user.
    ///
    /// # Errors
    /// Taken id, weak password, unknown role or unit.
    pub async fn create_user(&self, by: &Actor, new: NewAccount) -> Result<(), AccessError> {
        let id = ActorId::parse(&new.id)?;
        self.check_password(&new.password, &new.id)?;
        for grant in &new.grants {
            self.check_grant(grant).await?;
        }
        let password = new.password;
        let hash = self
            .hash_with(move || secret::hash_password(&password))
            .await??;
        let (tenant, by, now) = (self.tenant(), by.id.clone(), self.now_ms());
        self.store
            .write(move |tx| {
                let made = tx.execute(
                    "insert into account (tenant, id, name, lang, password, totp_step, disabled, created) \
                     values ($1, $2, $3, $4, $5, 0, 0, $6) on conflict (tenant, id) do nothing",
                    &[
                        tenant.clone(),
                        id.as_str().into(),
                        new.name.into(),
                        new.lang.into(),
                        hash.into(),
                        now.into(),
                    ],
                )?;
                if made == 0 {
                    return Err(AccessError::Taken);
                }
                for grant in &new.grants {
                    tx.execute(
                        "insert into role_grant (tenant, account, role, unit) values ($1, $2, $3, $4) \
                         on conflict (tenant, account, role, unit) do nothing",
                        &[
                            tenant.clone(),
                            id.as_str().into(),
                            grant.role.as_str().into(),
                            grant.unit.as_str().into(),
                        ],
                    )?;
                }
                let body = json!({"act": "user_created", "grants": new.grants});
                Ok(note(tx, &by, id.as_str(), body)?)
            })
            .await
    }

    /// All users, by id.
    ///
    /// # Errors
    /// The store's own.
    pub async fn users(&self) -> Result<Vec<AccountView>, AccessError> {
        let mut grants = self.grants_by_account().await?;
        let sql = "select id, name, lang, disabled, totp_secret from account where tenant = $1 order by id";
        self.store
            .read(sql, vec![self.tenant()])
            .await?
            .iter()
            .map(|row| {
                let id = row.text(0)?;
                Ok(AccountView {
                    grants: grants.remove(&id).unwrap_or_default(),
                    id,
                    name: row.text(1)?,
                    lang: row.text(2)?,
                    disabled: row.int(3)? != 0,
                    totp: row.opt_text(4)?.is_some(),
                })
            })
            .collect()
    }

    /// Closes an account and ends its sessions and tokens at once.
    ///
    /// # Errors
    /// [`AccessError::NotFound`], [`AccessError::LastAdministrator`].
    pub async fn disable_user(&self, by: &Actor, id: &str) -> Result<(), AccessError> {
        let users = self.users().await?;
        let administers = |user: &AccountView| {
            !user.disabled
                && user
                    .grants
                    .iter()
                    .any(|grant| grant.role == "administrator")
        };
        let others = users.iter().any(|user| user.id != id && administers(user));
        if users.iter().any(|user| user.id == id && administers(user)) && !others {
            return Err(AccessError::LastAdministrator);
        }
        let (tenant, by, id) = (self.tenant(), by.id.clone(), id.to_owned());
        self.store
            .write(move |tx| {
                let key = [tenant, id.as_str().into()];
                let closed = tx.execute(
                    "update account set disabled = 1 where tenant = $1 and id = $2",
                    &key,
                )?;
                if closed == 0 {
                    return Err(AccessError::NotFound("user"));
                }
                tx.execute(
                    "delete from login_session where tenant = $1 and account = $2",
                    &key,
                )?;
                tx.execute(
                    "delete from api_token where tenant = $1 and account = $2",
                    &key,
                )?;
                Ok(note(tx, &by, &id, json!({"act": "user_disabled"}))?)
            })
            .await
    }

    /// Sets a new password and ends the user's sessions.
    ///
    /// # Errors
    /// Weak password, unknown user.
    pub async fn set_password(
        &self,
        by: &Actor,
        id: &str,
        password: &str,
    ) -> Result<(), AccessError> {
        self.check_password(password, id)?;
        let password = password.to_owned();
        let hash = self
            .hash_with(move || secret::hash_password(&password))
            .await??;
        let (tenant, by, id) = (self.tenant(), by.id.clone(), id.to_owned());
        self.store
            .write(move |tx| {
                let key = [tenant, id.as_str().into(), hash.into()];
                let set = tx.execute(
                    "update account set password = $3 where tenant = $1 and id = $2",
                    &key,
                )?;
                if set == 0 {
                    return Err(AccessError::NotFound("user"));
                }
                tx.execute(
                    "delete from login_session where tenant = $1 and account = $2",
                    &key[..2],
                )?;
                Ok(note(tx, &by, &id, json!({"act": "password_set"}))?)
            })
            .await
    }

    /// Gives a role in a unit.
    ///
    /// # Errors
    /// Unknown role, unit or user.
    pub async fn grant(&self, by: &Actor, id: &str, grant: Grant) -> Result<(), AccessError> {
        self.check_grant(&grant).await?;
        self.change_grant(
            by,
            id,
            grant,
            "insert into role_grant (tenant, account, role, unit) \
             select tenant, id, $3, $4 from account where tenant = $1 and id = $2 \
             on conflict (tenant, account, role, unit) do nothing",
            "role_granted",
        )
        .await
    }

    /// Takes a role away; it is gone with the user's next request.
    ///
    /// # Errors
    /// The store's own.
    pub async fn revoke(&self, by: &Actor, id: &str, grant: Grant) -> Result<(), AccessError> {
        self.change_grant(
            by,
            id,
            grant,
            "delete from role_grant where tenant = $1 and account = $2 and role = $3 and unit = $4",
            "role_revoked",
        )
        .await
    }

    async fn change_grant(
        &self,
        by: &Actor,
        id: &str,
        grant: Grant,
        sql: &'static str,
        act: &'static str,
    ) -> Result<(), AccessError> {
        let (tenant, by, id) = (self.tenant(), by.id.clone(), id.to_owned());
        self.store
            .write(move |tx| {
                let params = [
                    tenant,
                    id.as_str().into(),
                    grant.role.as_str().into(),
                    grant.unit.as_str().into(),
                ];
                if tx.execute(sql, &params)? == 0 {
                    return Err(AccessError::NotFound("user or role"));
                }
                Ok(note(tx, &by, &id, json!({"act": act, "grant": grant}))?)
            })
            .await
    }

    /// Asks for a code at sign-in from now on. What it returns is shown once and not kept in clear.
    ///
    /// # Errors
    /// Unknown user.
    pub async fn enable_totp(&self, by: &Actor, id: &str) -> Result<Grantee, AccessError> {
        let secret = totp::base32(&secret::random::<20>()?);
        let codes: Vec<String> = (0..8)
            .map(|_| secret::new_password().map(|code| code[..11].to_owned()))
            .collect::<Result<_, _>>()?;
        let answer = Grantee {
            otpauth: totp::otpauth_uri(&secret, id),
            recovery_codes: codes.clone(),
        };
        let (tenant, by, id) = (self.tenant(), by.id.clone(), id.to_owned());
        self.store
            .write(move |tx| {
                let key = [tenant.clone(), id.as_str().into(), secret.into()];
                let set = tx.execute(
                    "update account set totp_secret = $3, totp_step = 0 where tenant = $1 and id = $2",
                    &key,
                )?;
                if set == 0 {
                    return Err(AccessError::NotFound("user"));
                }
                tx.execute(
                    "delete from recovery_code where tenant = $1 and account = $2",
                    &key[..2],
                )?;
                for code in &codes {
                    tx.execute(
                        "insert into recovery_code (tenant, account, hash) values ($1, $2, $3)",
                        &[
                            tenant.clone(),
                            id.as_str().into(),
                            secret::fingerprint(code).into(),
                        ],
                    )?;
                }
                note(tx, &by, &id, json!({"act": "totp_enabled"}))?;
                Ok::<_, AccessError>(())
            })
            .await?;
        Ok(answer)
    }

    /// Makes an org unit below an existing one, or renames it.
    ///
    /// # Errors
    /// [`AccessError::Unit`] when the path is malformed or its parent is missing.
    pub async fn put_unit(&self, by: &Actor, path: &str, title: &str) -> Result<(), AccessError> {
        let unit = UnitPath::parse(path)?;
        let parent = unit.parent();
        let (tenant, by, title) = (self.tenant(), by.id.clone(), title.to_owned());
        self.store
            .write(move |tx| {
                if let Some(parent) = parent.filter(|parent| parent.as_str() != "/") {
                    let found = tx.query(
                        "select 1 from org_unit where tenant = $1 and path = $2",
                        &[tenant.clone(), parent.as_str().into()],
                    )?;
                    if found.is_empty() {
                        return Err(AccessError::Unit);
                    }
                }
                tx.execute(
                    "insert into org_unit (tenant, path, title, closed) values ($1, $2, $3, 0) \
                     on conflict (tenant, path) do update set title = excluded.title",
                    &[tenant, unit.as_str().into(), title.into()],
                )?;
                Ok(note(tx, &by, unit.as_str(), json!({"act": "unit_put"}))?)
            })
            .await
    }

    /// Closes an org unit: its records stay, nobody is newly granted a role in it.
    ///
    /// # Errors
    /// [`AccessError::NotFound`].
    pub async fn close_unit(&self, by: &Actor, path: &str) -> Result<(), AccessError> {
        let unit = UnitPath::parse(path)?;
        let (tenant, by) = (self.tenant(), by.id.clone());
        self.store
            .write(move |tx| {
                let closed = tx.execute(
                    "update org_unit set closed = 1 where tenant = $1 and path = $2",
                    &[tenant, unit.as_str().into()],
                )?;
                if closed == 0 {
                    return Err(AccessError::NotFound("org unit"));
                }
                Ok(note(tx, &by, unit.as_str(), json!({"act": "unit_closed"}))?)
            })
            .await
    }

    /// All org units by path.
    ///
    /// # Errors
    /// The store's own.
    pub async fn units(&self) -> Result<Vec<UnitView>, AccessError> {
        let sql = "select path, title, closed from org_unit where tenant = $1 order by path";
        self.store
            .read(sql, vec![self.tenant()])
            .await?
            .iter()
            .map(|row| {
                Ok(UnitView {
                    path: row.text(0)?,
                    title: row.text(1)?,
                    closed: row.int(2)? != 0,
                })
            })
            .collect()
    }

    fn check_password(&self, password: &str, user: &str) -> Result<(), AccessError> {
        let faults = password_faults(password, user);
        if faults.is_empty() {
            Ok(())
        } else {
            Err(AccessError::WeakPassword(faults))
        }
    }

    async fn check_grant(&self, grant: &Grant) -> Result<(), AccessError> {
        if !self.policy.roles().contains(&grant.role.as_str()) {
            return Err(AccessError::Role(grant.role.clone()));
        }
        UnitPath::parse(&grant.unit)?;
        let open = self
            .units()
            .await?
            .iter()
            .any(|unit| unit.path == grant.unit && !unit.closed);
        if open || grant.unit == "/" {
            Ok(())
        } else {
            Err(AccessError::Unit)
        }
    }
}
