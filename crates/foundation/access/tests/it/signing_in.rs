//! Signing in and everything that must not get in, on both databases.

use std::sync::Arc;

use access::{
    Access, AccessError, Actor, Credentials, Grant, LoginError, NewAccount, Policy, Scopes, code_at,
};
use journal::{Store, StoreUrl};
use vocab::{TenantId, TestClock};

const PASSWORD: &str = "seven green ladders";

struct Desk {
    access: Access,
    clock: Arc<TestClock>,
    store: Store,
    _folder: tempfile::TempDir,
}

async fn desk(url: Option<String>) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let url: StoreUrl = url.map_or_else(
        || StoreUrl::Sqlite(folder.path().join("store.db")),
        |url| url.parse().unwrap(),
    );
    let clock = Arc::new(TestClock::starting(1_700_000_000_000));
    let store = Store::open(&url, TenantId::parse("test").unwrap(), clock.clone())
        .await
        .unwrap();
    let access = Access::open(store.clone(), Arc::new(Policy::shipped()))
        .await
        .unwrap();
    let system = Actor::system("test");
    access.put_unit(&system, "/demo", "Demo").await.unwrap();
    for (id, role) in [("ann", "analyst"), ("root", "administrator")] {
        let new = NewAccount {
            id: id.to_owned(),
            name: "Somebody".to_owned(),
            lang: "fr".to_owned(),
            password: PASSWORD.to_owned(),
            grants: vec![Grant {
                role: role.to_owned(),
                unit: "/demo".to_owned(),
            }],
        };
        access.create_user(&system, new).await.unwrap();
    }
    Desk {
        access,
        clock,
        store,
        _folder: folder,
    }
}

fn typed(user: &str, password: &str) -> Credentials {
    Credentials {
        user: user.to_owned(),
        password: password.to_owned(),
        totp: None,
        address: "10.0.0.1".to_owned(),
        about: "a test".to_owned(),
    }
}

macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $name() {
                tokio::runtime::Runtime::new().unwrap().block_on(async { super::$name(super::desk(None).await).await });
            })+
        }
        mod postgres {
            $(#[test]
            fn $name() {
                if let Some(url) = journal::testing::database() {
                    tokio::runtime::Runtime::new().unwrap().block_on(async { super::$name(super::desk(Some(url)).await).await });
                }
            })+
        }
    };
}

on_both!(
    a_right_password_opens_a_session_that_ends,
    wrong_user_and_wrong_password_look_the_same_and_lock_for_a_while,
    an_office_shares_an_address_and_failures_are_forgotten,
    a_disabled_user_is_out_at_once,
    a_code_is_wanted_once_and_never_taken_twice,
    a_token_works_until_it_is_revoked_or_expires,
    the_last_administrator_stays,
    every_act_is_in_the_journal_without_secrets,
    faults_of_a_new_user_are_told,
);

async fn a_right_password_opens_a_session_that_ends(desk: Desk) {
    let token = desk.access.login(typed("ann", PASSWORD)).await.unwrap();
    let actor = desk.access.session(&token).await.unwrap().unwrap();
    assert_eq!((actor.id.as_str(), actor.lang.as_str()), ("ann", "fr"));
    assert_eq!(actor.grants[0].role, "analyst");
    desk.clock.advance(29 * 60_000);
    assert!(desk.access.session(&token).await.unwrap().is_some());
    desk.clock.advance(31 * 60_000);
    assert!(desk.access.session(&token).await.unwrap().is_none(), "idle");
    let token = desk.access.login(typed("ann", PASSWORD)).await.unwrap();
    for _ in 0..36 {
        desk.clock.advance(20 * 60_000);
        desk.access.session(&token).await.unwrap();
    }
    desk.clock.advance(60_000);
    assert!(
        desk.access.session(&token).await.unwrap().is_none(),
        "twelve hours"
    );
    let token = desk.access.login(typed("ann", PASSWORD)).await.unwrap();
    desk.access.logout(&token).await.unwrap();
    assert!(desk.access.session(&token).await.unwrap().is_none());
    assert!(desk.access.session("made up").await.unwrap().is_none());
}

async fn wrong_user_and_wrong_password_look_the_same_and_lock_for_a_while(desk: Desk) {
    for user in ["ann", "nobody", "a\0b"] {
        let answer = desk.access.login(typed(user, "wrong wrong wrong")).await;
        assert!(matches!(answer, Err(LoginError::Wrong)), "{answer:?}");
    }
    for _ in 0..4 {
        let _ = desk.access.login(typed("ann", "wrong wrong wrong")).await;
    }
    let answer = desk.access.login(typed("ann", PASSWORD)).await;
    assert!(
        matches!(answer, Err(LoginError::Locked { .. })),
        "{answer:?}"
    );
    desk.clock.advance(16 * 60_000);
    assert!(
        desk.access.login(typed("ann", PASSWORD)).await.is_ok(),
        "never for ever"
    );
}

async fn an_office_shares_an_address_and_failures_are_forgotten(desk: Desk) {
    let fails = async |user: &str| {
        let answer = desk.access.login(typed(user, "wrong wrong wrong")).await;
        matches!(answer, Err(LoginError::Wrong))
    };
    // Many people mistype once: nobody is kept from signing in.
    for number in 0..20 {
        assert!(fails(&format!("colleague-{number}")).await);
    }
    assert!(desk.access.login(typed("ann", PASSWORD)).await.is_ok());
    // Somebody tries names from there: the success before has not cleared the address.
    assert!(fails("one-more").await);
    let answer = desk.access.login(typed("ann", PASSWORD)).await;
    assert!(
        matches!(answer, Err(LoginError::Locked { .. })),
        "{answer:?}"
    );
    desk.clock.advance(60_000);
    assert!(fails("and-one-more").await);
    let answer = desk.access.login(typed("ann", PASSWORD)).await;
    assert!(
        matches!(answer, Err(LoginError::Locked { .. })),
        "{answer:?}"
    );
    // A day later all begins anew.
    desk.clock.advance(25 * 3_600_000);
    for number in 0..4 {
        assert!(fails(&format!("again-{number}")).await);
        assert!(desk.access.login(typed("ann", PASSWORD)).await.is_ok());
    }
}

async fn a_disabled_user_is_out_at_once(desk: Desk) {
    let system = Actor::system("test");
    let session = desk.access.login(typed("ann", PASSWORD)).await.unwrap();
    let scopes = Scopes(vec!["*:*".to_owned()]);
    let token = desk
        .access
        .create_token(&system, "ann", "export", scopes, 30)
        .await
        .unwrap();
    desk.access.disable_user(&system, "ann").await.unwrap();
    assert!(desk.access.session(&session).await.unwrap().is_none());
    assert!(desk.access.token(&token).await.unwrap().is_none());
    assert!(matches!(
        desk.access.login(typed("ann", PASSWORD)).await,
        Err(LoginError::Wrong)
    ));
}

async fn a_code_is_wanted_once_and_never_taken_twice(desk: Desk) {
    let system = Actor::system("test");
    let shown = desk.access.enable_totp(&system, "ann").await.unwrap();
    assert!(matches!(
        desk.access.login(typed("ann", PASSWORD)).await,
        Err(LoginError::TotpRequired)
    ));
    assert!(matches!(
        desk.access.login(typed("ann", "wrong wrong wrong")).await,
        Err(LoginError::Wrong)
    ));
    let secret = shown.otpauth.split("secret=").nth(1).unwrap();
    let secret = secret.split('&').next().unwrap();
    let key = base32(secret);
    let mut given = typed("ann", PASSWORD);
    given.totp = Some(code_at(&key, 1_700_000_000 / 30));
    assert!(desk.access.login(given.clone()).await.is_ok());
    assert!(
        matches!(
            desk.access.login(given.clone()).await,
            Err(LoginError::Wrong)
        ),
        "replayed"
    );
    given.totp = Some(shown.recovery_codes[0].clone());
    assert!(desk.access.login(given.clone()).await.is_ok());
    assert!(
        matches!(desk.access.login(given).await, Err(LoginError::Wrong)),
        "used up"
    );
}

fn base32(text: &str) -> Vec<u8> {
    let bits: String = text
        .bytes()
        .map(|c| {
            let value = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
                .iter()
                .position(|k| *k == c)
                .unwrap();
            format!("{value:05b}")
        })
        .collect();
    bits.as_bytes()
        .chunks_exact(8)
        .map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap())
        .collect()
}

async fn a_token_works_until_it_is_revoked_or_expires(desk: Desk) {
    let system = Actor::system("test");
    let scopes = || Scopes(vec!["sites:read".to_owned()]);
    let make = || desk.access.create_token(&system, "ann", "t", scopes(), 1);
    let (one, two) = (make().await.unwrap(), make().await.unwrap());
    assert!(one.starts_with("wmk_"));
    assert_eq!(
        desk.access.token(&one).await.unwrap().unwrap().id.as_str(),
        "ann"
    );
    let listed = desk.access.tokens("ann").await.unwrap();
    assert_eq!(listed.len(), 2);
    assert!(
        !listed.iter().any(|view| one.contains(&view.id)),
        "the list names no token"
    );
    desk.access
        .revoke_token(&system, "ann", &listed[0].id)
        .await
        .unwrap();
    assert!(
        desk.access.token(&one).await.unwrap().is_none()
            != desk.access.token(&two).await.unwrap().is_none()
    );
    desk.clock.advance(86_400_001);
    assert!(desk.access.token(&two).await.unwrap().is_none());
    let wrong = Scopes(vec!["everything".to_owned()]);
    assert!(
        desk.access
            .create_token(&system, "ann", "t", wrong, 1)
            .await
            .is_err()
    );
}

async fn the_last_administrator_stays(desk: Desk) {
    let system = Actor::system("test");
    assert!(matches!(
        desk.access.disable_user(&system, "root").await,
        Err(AccessError::LastAdministrator)
    ));
}

async fn every_act_is_in_the_journal_without_secrets(desk: Desk) {
    desk.access.login(typed("ann", PASSWORD)).await.unwrap();
    let _ = desk
        .access
        .login(typed("somebody-real", "wrong wrong wrong"))
        .await;
    let entries = desk.store.newest_entries(None, 100).await.unwrap();
    let acts: Vec<&str> = entries
        .iter()
        .filter_map(|entry| entry.body["act"].as_str())
        .collect();
    for act in ["signed_in", "sign_in_failed", "user_created", "unit_put"] {
        assert!(acts.contains(&act), "{acts:?}");
    }
    let text: String = entries.iter().map(|entry| format!("{entry:?}")).collect();
    for secret in [PASSWORD, "somebody-real", "argon2"] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(desk.store.verify().await.unwrap().is_clean());
}

async fn faults_of_a_new_user_are_told(desk: Desk) {
    let system = Actor::system("test");
    let new = |id: &str, password: &str, role: &str, unit: &str| NewAccount {
        id: id.to_owned(),
        name: String::new(),
        lang: "en".to_owned(),
        password: password.to_owned(),
        grants: vec![Grant {
            role: role.to_owned(),
            unit: unit.to_owned(),
        }],
    };
    let taken = desk
        .access
        .create_user(&system, new("ann", PASSWORD, "analyst", "/demo"))
        .await;
    assert!(matches!(taken, Err(AccessError::Taken)));
    let weak = desk
        .access
        .create_user(&system, new("bob", "bob", "analyst", "/demo"))
        .await;
    assert!(matches!(weak, Err(AccessError::WeakPassword(faults)) if faults.len() == 3));
    let role = desk
        .access
        .create_user(&system, new("bob", PASSWORD, "king", "/demo"))
        .await;
    assert!(matches!(role, Err(AccessError::Role(_))));
    let unit = desk
        .access
        .create_user(&system, new("bob", PASSWORD, "analyst", "/nowhere"))
        .await;
    assert!(matches!(unit, Err(AccessError::Unit)));
    assert!(
        desk.access
            .put_unit(&system, "/no/parent", "X")
            .await
            .is_err()
    );
}
