//! Builds the server anew when the workspace that it carries was built anew.

fn main() -> std::io::Result<()> {
    let workspace = "../../../web/dist";
    // A folder that is missing would count as changed at every build.
    std::fs::create_dir_all(workspace)?;
    println!("cargo::rerun-if-changed={workspace}");
    Ok(())
}
