//! `waymark serve`.

use std::process::ExitCode;

use crate::{
    arguments::{NodePlace, Serve},
    node,
};

pub async fn serve(place: &NodePlace, options: &Serve) -> anyhow::Result<ExitCode> {
    let mut settings = node::settings(place)?;
    if let Some(listen) = options.listen {
        settings.listen = listen;
    }
    let house = node::open(settings.clone()).await?;
    let listener = server::bind(settings.listen).await?;
    tracing::info!(address = %listener.local_addr()?, "serving");
    server::serve(listener, server::router(house, &settings)).await?;
    Ok(ExitCode::SUCCESS)
}
