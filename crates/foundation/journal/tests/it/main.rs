//! Behaviour of the store: one suite, run on SQLite and on PostgreSQL.

#![expect(
    clippy::unwrap_used,
    clippy::clone_on_ref_ptr,
    reason = "a test may stop at the first surprise"
)]

mod backup;
mod chain;
mod conflicts;
mod crash;
mod desk;
mod keys;
mod writing;

/// Each named test runs once on each database; PostgreSQL ones are skipped by name where it is not installed.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $name() {
                let desk = $crate::desk::Desk::sqlite();
                $crate::desk::runtime().block_on(super::$name(desk));
            })+
        }
        mod postgres {
            $(#[test]
            fn $name() {
                if let Some(desk) = $crate::desk::Desk::postgres() {
                    $crate::desk::runtime().block_on(super::$name(desk));
                }
            })+
        }
    };
}
