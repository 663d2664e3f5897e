//! `waymark register`: the registers in force, and a country's own before they are.

use std::process::ExitCode;

use registers::Catalogue;
use serde_json::json;

use crate::{
    arguments::{NodePlace, RegisterAct, RegisterOptions},
    node, say,
};

pub fn run(place: &NodePlace, options: RegisterOptions) -> anyhow::Result<ExitCode> {
    match options.act {
        RegisterAct::List => {
            let settings = node::settings(place)?;
            for register in server::catalogue(&settings)?.iter() {
                if options.json {
                    say(&json!({
                        "name": register.name, "title": register.title, "class": register.class,
                        "fields": register.form.fields.len(), "form_version": register.form.version,
                    })
                    .to_string());
                } else {
                    say(&format!(
                        "{:24} {:28} {:14} {:3} fields",
                        register.name.as_str(),
                        register.title.get("en"),
                        register.class.as_str(),
                        register.form.fields.len()
                    ));
                }
            }
            Ok(ExitCode::SUCCESS)
        }
        RegisterAct::Check { folder } => {
            if !folder.is_dir() {
                anyhow::bail!("{} is no folder", folder.display());
            }
            let shipped = server::modules()
                .into_iter()
                .flat_map(|module| module.registers)
                .collect();
            let faults = match Catalogue::build(shipped, Some(&folder)) {
                Ok(found) => {
                    if !options.json {
                        say(&format!("{} registers, no fault", found.iter().count()));
                    }
                    Vec::new()
                }
                Err(faults) => faults,
            };
            for fault in &faults {
                if options.json {
                    say(&json!({
                        "register": fault.register, "file": fault.file, "row": fault.row,
                        "column": fault.column, "reason": fault.reason, "mend": fault.mend,
                    })
                    .to_string());
                } else {
                    say(&fault.to_string());
                }
            }
            Ok(ExitCode::from(u8::from(!faults.is_empty())))
        }
    }
}
