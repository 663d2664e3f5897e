//! Behaviour of registers from outside: one suite, run on SQLite and on PostgreSQL.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod catalogue;
mod commit;
mod conflicts;
mod desk;
mod erase;
mod lifecycle;
mod lists;
mod places;
mod sealed;
mod sealed_erasure;
mod sealed_faults;
mod sealed_keys;
mod sealed_twins;
mod seeing;

/// Each named test runs once on each database; PostgreSQL ones are skipped by name where it is not installed.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $name() {
                $crate::desk::runtime().block_on(async {
                    super::$name($crate::desk::Desk::sqlite().await).await;
                });
            })+
        }
        mod postgres {
            $(#[test]
            fn $name() {
                $crate::desk::runtime().block_on(async {
                    if let Some(desk) = $crate::desk::Desk::postgres().await {
                        super::$name(desk).await;
                    }
                });
            })+
        }
    };
}
