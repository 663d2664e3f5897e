//! Nodes of the real binary, each on its own copy of a demo country that is made once for each run.

use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::OnceLock,
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

use crate::client::Client;

/// Of the demo's own users and of those that the tests add.
pub const PASSWORD: &str = "waymark-demo-2019";

/// Users beside the demo's: id, role, org unit.
const MORE_USERS: [(&str, &str, &str); 3] = [
    ("manager", "data_manager", "/marula"),
    ("partner", "partner_viewer", "/marula"),
    ("elsewhere", "coordinator", "/marula/north"),
];

/// What is as good as never: a node that does not answer by then does not start.
const PATIENCE: Duration = Duration::from_secs(120);

struct Country {
    folder: PathBuf,
    /// A token of the enumerator whose scopes name more than the enumerator may do.
    token: String,
}

static COUNTRY: OnceLock<Country> = OnceLock::new();

fn country() -> &'static Country {
    COUNTRY.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("country");
        let _ = fs::remove_dir_all(&folder);
        ok(&waymark(&folder, &["demo", "--no-serve"]));
        for (id, role, unit) in MORE_USERS {
            add_user(&folder, id, role, unit);
        }
        let made = waymark(
            &folder,
            &[
                "user",
                "token",
                "enumerator",
                "--name",
                "tests",
                "--scope",
                "sites:read",
                "--scope",
                "sites:list",
                "--scope",
                "rounds:transition:approve",
                "--scope",
                "rounds:patch",
            ],
        );
        let token = String::from_utf8_lossy(&ok(&made).stdout)
            .rsplit(' ')
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned();
        assert!(token.starts_with("wmk_"), "no token was made");
        Country { folder, token }
    })
}

fn command(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    command.arg("--data").arg(data).env_remove("RUST_LOG");
    command
}

/// Adds a user with the password of all the others.
pub fn add_user(data: &Path, id: &str, role: &str, unit: &str) {
    let mut child = command(data)
        .args(["user", "add", id, "--name", id, "--role", role])
        .args(["--unit", unit, "--password-stdin"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut typed = child.stdin.take().expect("a pipe");
    writeln!(typed, "{PASSWORD}").expect("the password is read");
    drop(typed);
    assert!(child.wait().expect("an end").success(), "user {id}");
}

/// Runs one command on a data folder.
pub fn waymark(data: &Path, arguments: &[&str]) -> Output {
    command(data)
        .args(arguments)
        .output()
        .expect("the program starts")
}

/// Starts one command on a data folder and does not wait.
pub fn start(data: &Path, arguments: &[&str]) -> Child {
    command(data)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

/// Fails with what the command printed unless it succeeded.
#[track_caller]
pub fn ok(output: &Output) -> &Output {
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

/// An empty folder that goes with its handle.
pub fn folder() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder")
}

/// A running node; it is killed when the handle goes.
pub struct Node {
    child: Child,
    address: String,
    folder: TempDir,
}

impl Node {
    /// A node on a fresh copy of the demo country.
    pub fn start() -> Self {
        Self::start_with(&[], "")
    }

    /// The same with keys of the settings file.
    pub fn start_with_settings(settings: &str) -> Self {
        Self::start_with(&[], settings)
    }

    /// The same with environment variables and keys of the settings file.
    pub fn start_with(environment: &[(&str, &str)], settings: &str) -> Self {
        Self::prepared(environment, settings, |_| {})
    }

    /// The same after something was put into the data folder.
    pub fn prepared(
        environment: &[(&str, &str)],
        settings: &str,
        prepare: impl FnOnce(&Path),
    ) -> Self {
        let folder = folder();
        for entry in fs::read_dir(&country().folder).expect("the country") {
            let entry = entry.expect("a file");
            if entry.file_type().expect("a kind").is_file() {
                fs::copy(entry.path(), folder.path().join(entry.file_name())).expect("a copy");
            }
        }
        fs::write(folder.path().join("settings.toml"), settings).expect("the settings");
        prepare(folder.path());
        let (child, address) = run(folder.path(), environment);
        Self {
            child,
            address,
            folder,
        }
    }

    /// Ends the process as a power cut does: at once, without a word to it.
    pub fn kill(&mut self) {
        self.child.kill().expect("kill");
        self.child.wait().expect("an end");
    }

    /// Starts again on the same data.
    pub fn restart(&mut self) {
        let (child, address) = run(self.folder.path(), &[]);
        self.child = child;
        self.address = address;
    }

    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    /// What the node has written to standard error.
    pub fn log(&self) -> String {
        fs::read_to_string(self.data().join("log")).expect("the log")
    }

    /// Somebody who is not signed in.
    pub fn visitor(&self) -> Client {
        Client::visitor(&self.address)
    }

    /// A user with the demo's password.
    #[track_caller]
    pub fn user(&self, id: &str) -> Client {
        self.visitor().signed_in(id, PASSWORD)
    }

    /// A program with the enumerator's token.
    pub fn program(&self) -> Client {
        self.visitor()
            .with("authorization", &format!("Bearer {}", country().token))
    }

    /// That token.
    pub fn token(&self) -> &'static str {
        &country().token
    }

    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn run(data: &Path, environment: &[(&str, &str)]) -> (Child, String) {
    let said = data.join("address");
    let _ = fs::remove_file(&said);
    let log = File::create(data.join("log")).expect("a log");
    let mut child = command(data)
        .arg("--config")
        .arg(data.join("settings.toml"))
        .args(["demo", "--listen", "127.0.0.1:0", "--address-file"])
        .arg(&said)
        .envs(environment.iter().copied())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .expect("the program starts");
    let started = Instant::now();
    loop {
        if let Some(address) = fs::read_to_string(&said)
            .ok()
            .and_then(|text| text.trim().strip_prefix("http://").map(str::to_owned))
        {
            return (child, address);
        }
        if let Some(end) = child.try_wait().expect("a state") {
            panic!("the node ended: {end}");
        }
        assert!(started.elapsed() < PATIENCE, "the node does not answer");
        thread::sleep(Duration::from_millis(10));
    }
}
