//! Indicators from outside: what is added, what must not be, and what the public sees of it.

#![expect(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test may stop at the first surprise; sums of whole numbers are exact"
)]

mod desk;
mod indicators;
mod observing;
mod past;
mod public;
mod release;

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
