//! A temporary PostgreSQL cluster for tests: started once in a test binary, on a Unix socket in a temporary folder.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        Mutex, OnceLock, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

struct Cluster {
    socket: PathBuf,
    binaries: PathBuf,
    creating: Mutex<()>,
}

static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// The address of a new, empty database, or `None` where PostgreSQL is not installed; the reason is printed.
///
/// # Panics
/// When PostgreSQL is required (`WAYMARK_REQUIRE_POSTGRES=1`) and absent, or will not start.
#[expect(
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "test support speaks to the developer and reads what the test run requires"
)]
pub fn database() -> Option<String> {
    let cluster = CLUSTER.get_or_init(|| {
        let found = binaries();
        if found.is_none() {
            assert!(
                std::env::var("WAYMARK_REQUIRE_POSTGRES").as_deref() != Ok("1"),
                "PostgreSQL is required here and initdb was not found"
            );
            eprintln!("skipped: no PostgreSQL (initdb not found), store tests run on SQLite only");
        }
        found.map(|binaries| start(&binaries))
    });
    let cluster = cluster.as_ref()?;
    let name = format!("t{}", NUMBER.fetch_add(1, Ordering::SeqCst));
    // Two copies of the template at once disturb each other.
    let _one_at_a_time = cluster
        .creating
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    let made = as_owner(&cluster.binaries.join("createdb"))
        .args(["--host", &cluster.socket.display().to_string()])
        .args(["--username", "postgres", &name])
        .status()
        .expect("createdb can be run");
    assert!(made.success(), "createdb failed");
    let host = cluster.socket.display().to_string().replace('/', "%2F");
    Some(format!("postgres://postgres@{host}/{name}"))
}

fn binaries() -> Option<PathBuf> {
    let installed = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"));
    #[expect(
        clippy::disallowed_methods,
        reason = "test support looks for a program"
    )]
    let path = std::env::var("PATH").unwrap_or_default();
    installed
        .chain(path.split(':').map(PathBuf::from))
        .find(|folder| folder.join("initdb").is_file())
}

/// PostgreSQL refuses to run as root: then another user is borrowed.
fn as_owner(program: &Path) -> Command {
    if is_root() {
        let mut command = Command::new("setpriv");
        command
            .args([
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "--pdeathsig=KILL",
            ])
            .arg(program);
        command.current_dir("/");
        command
    } else {
        Command::new(program)
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|about| {
        use std::os::unix::fs::MetadataExt;
        about.uid() == 0
    })
}

/// What a folder of a cluster is called, before the number of its process.
const FOLDER: &str = "waymark-pg-";

/// Removes the clusters of tests that have ended: a test binary ends without a last word in which it could remove its own.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name.to_str().and_then(|name| name.strip_prefix(FOLDER));
        let ended = process.is_some_and(|process| {
            process.parse::<u32>().is_ok() && !Path::new("/proc").join(process).exists()
        });
        if ended {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn start(binaries: &Path) -> Cluster {
    let temporary = std::env::temp_dir();
    sweep(&temporary);
    let folder = temporary.join(format!("{FOLDER}{}", std::process::id()));
    let data = folder.join("data");
    fs::create_dir_all(&folder).expect("a temporary folder can be made");
    if is_root() {
        std::os::unix::fs::chown(&folder, Some(65534), Some(65534)).expect("root may give away");
    }
    let made = as_owner(&binaries.join("initdb"))
        .args([
            "--locale=C",
            "--encoding=UTF8",
            "--auth=trust",
            "--username=postgres",
        ])
        .args(["--no-instructions", "--pgdata"])
        .arg(&data)
        .stdout(Stdio::null())
        .status()
        .expect("initdb can be run");
    assert!(made.success(), "initdb failed");
    let mut command = as_owner(&binaries.join("postgres"));
    command
        .arg("-D")
        .arg(&data)
        .arg("-k")
        .arg(&folder)
        .args([
            "-c",
            "listen_addresses=",
            "-c",
            "max_connections=200",
            "-c",
            "log_min_messages=fatal",
        ])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    // The server is to die with this process, and the system counts from the thread that started it: so a
    // thread that never ends starts it.
    std::thread::spawn(move || {
        let _ = command.spawn().expect("postgres can be run").wait();
    });
    let socket = folder.join(".s.PGSQL.5432");
    for _ in 0..200 {
        let ready = as_owner(&binaries.join("pg_isready"))
            .arg("--host")
            .arg(&folder)
            .stdout(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        if socket.exists() && ready {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(socket.exists(), "PostgreSQL did not start");
    Cluster {
        socket: folder,
        binaries: binaries.to_owned(),
        creating: Mutex::new(()),
    }
}
