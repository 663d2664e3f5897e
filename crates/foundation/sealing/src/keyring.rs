//! The master keys of a node: the one in use, and during a rotation the one before it.

use std::{
    fs::{self, File, OpenOptions},
    io::Write as _,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

use crate::{KeyringError, MasterKey, RecordKey, SealError, Whose};

/// What stands above the keys in their file.
const ABOUT: &str = "# Master key of this node. Whoever has it and the store can open sealed values; without it nobody can.\n\
    # Keep a copy apart from the store and its backups. The first key is in use.\n";

/// Master keys, the one in use first.
#[derive(Debug)]
pub struct Keys(Vec<MasterKey>);

impl Keys {
    /// The key that new things are sealed with.
    pub fn current(&self) -> &MasterKey {
        &self.0[0]
    }

    /// The key of this id.
    pub fn named(&self, id: &str) -> Option<&MasterKey> {
        self.0.iter().find(|key| key.id() == id)
    }

    /// Unwraps a record's key.
    ///
    /// # Errors
    /// [`SealError::OtherMasterKey`], [`SealError::Altered`].
    pub fn unwrap(
        &self,
        master: &str,
        wrapped: &[u8],
        whose: &Whose<'_>,
    ) -> Result<RecordKey, SealError> {
        let master = self.named(master).ok_or(SealError::OtherMasterKey)?;
        RecordKey::unwrap(wrapped, master, whose)
    }

    fn parse(text: &str, place: &str) -> Result<Self, KeyringError> {
        let mut keys = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let written = line.split('#').next().unwrap_or_default();
            let words = written.split(|c: char| c == ',' || c.is_whitespace());
            for word in words.filter(|word| !word.is_empty()) {
                let key =
                    MasterKey::from_hex(word).ok_or(KeyringError::Malformed { line: number })?;
                keys.push(key);
            }
        }
        if keys.is_empty() {
            let place = place.to_owned();
            return Err(KeyringError::Empty { place });
        }
        Ok(Self(keys))
    }

    fn written(&self) -> String {
        let lines = self.0.iter().map(|key| key.to_hex() + "\n");
        ABOUT.to_owned() + &lines.collect::<String>()
    }
}

/// Where the keys are, and as they were read last. Cloning it is cheap, and clones share the keys.
#[derive(Debug, Clone)]
pub struct Keyring(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// None for keys out of the environment.
    file: Option<PathBuf>,
    keys: RwLock<Arc<Keys>>,
}

impl Keyring {
    /// Reads the file; `None` when there is none.
    ///
    /// # Errors
    /// [`KeyringError::Exposed`], [`KeyringError::Malformed`], or the system's own.
    pub fn open(path: &Path) -> Result<Option<Self>, KeyringError> {
        if !path.try_exists().map_err(|source| fault(path, source))? {
            return Ok(None);
        }
        let keys = read(path)?;
        Ok(Some(Self::over(Some(path.to_owned()), keys)))
    }

    /// Makes a key and its file, which only its owner may read.
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub fn create(path: &Path) -> Result<Self, KeyringError> {
        let keys = Keys(vec![MasterKey::random()?]);
        write_new(path, &keys)?;
        Ok(Self::over(Some(path.to_owned()), keys))
    }

    /// Keys that somebody hands over, as in the file or separated by commas.
    ///
    /// # Errors
    /// [`KeyringError::Malformed`], [`KeyringError::Empty`].
    pub fn given(text: &str) -> Result<Self, KeyringError> {
        Ok(Self::over(None, Keys::parse(text, "the environment")?))
    }

    fn over(file: Option<PathBuf>, keys: Keys) -> Self {
        Self(Arc::new(Inner {
            file,
            keys: RwLock::new(Arc::new(keys)),
        }))
    }

    /// The keys as they were read last.
    pub fn keys(&self) -> Arc<Keys> {
        Arc::clone(&self.0.keys.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the file again: another process may have rotated.
    ///
    /// # Errors
    /// As [`Keyring::open`].
    pub fn reload(&self) -> Result<Arc<Keys>, KeyringError> {
        if let Some(path) = &self.0.file {
            self.set(read(path)?);
        }
        Ok(self.keys())
    }

    /// First half of a rotation: puts a new key before the others, in the file, where there is only one. With two,
    /// a rotation was broken off, or somebody prepared it; it goes on.
    ///
    /// # Errors
    /// [`KeyringError::NotOurs`] for a single key out of the environment, or the system's own.
    pub fn begin_rotation(&self) -> Result<Arc<Keys>, KeyringError> {
        let known = self.reload()?;
        if known.0.len() > 1 {
            return Ok(known);
        }
        let path = self.0.file.as_ref().ok_or(KeyringError::NotOurs)?;
        let mut keys = vec![MasterKey::random()?];
        keys.extend(known.0.iter().cloned());
        let keys = Keys(keys);
        replace(path, &keys)?;
        self.set(keys);
        Ok(self.keys())
    }

    /// Second half: only the key in use is left in the file. Keys out of the environment are the caller's to take away.
    ///
    /// # Errors
    /// The system's own.
    pub fn end_rotation(&self) -> Result<(), KeyringError> {
        let known = self.keys();
        if let (Some(path), true) = (&self.0.file, known.0.len() > 1) {
            let keys = Keys(vec![known.current().clone()]);
            replace(path, &keys)?;
            self.set(keys);
        }
        Ok(())
    }

    fn set(&self, keys: Keys) {
        *self.0.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
    }
}

fn fault(path: &Path, source: std::io::Error) -> KeyringError {
    KeyringError::File {
        path: path.display().to_string(),
        source,
    }
}

fn read(path: &Path) -> Result<Keys, KeyringError> {
    let about = fs::metadata(path).map_err(|source| fault(path, source))?;
    if exposed(&about) {
        return Err(KeyringError::Exposed {
            path: path.display().to_string(),
        });
    }
    let text = fs::read_to_string(path).map_err(|source| fault(path, source))?;
    Keys::parse(&text, &path.display().to_string())
}

#[cfg(unix)]
fn exposed(about: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    about.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn exposed(_: &fs::Metadata) -> bool {
    false
}

/// Writes a file that did not exist, for its owner only from the first byte on.
fn write_new(path: &Path, keys: &Keys) -> Result<(), KeyringError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let write = || {
        if let Some(folder) = folder(path) {
            fs::create_dir_all(folder)?;
        }
        let mut file = options.open(path)?;
        file.write_all(keys.written().as_bytes())?;
        file.sync_all()?;
        flush_folder(path)
    };
    write().map_err(|source| fault(path, source))
}

/// Puts new keys in the place of the old ones: a power cut leaves one or the other whole. The old file's bytes are
/// overwritten where the file system lets that be.
fn replace(path: &Path, keys: &Keys) -> Result<(), KeyringError> {
    let fresh = path.with_extension("new");
    match fs::remove_file(&fresh) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            return Err(fault(&fresh, source));
        }
        _ => {}
    }
    write_new(&fresh, keys)?;
    let swap = || {
        let mut old = OpenOptions::new().write(true).open(path)?;
        let length = usize::try_from(old.metadata()?.len()).unwrap_or(usize::MAX);
        fs::rename(&fresh, path)?;
        flush_folder(path)?;
        old.write_all(&vec![b'0'; length.min(1 << 20)])?;
        old.sync_all()
    };
    swap().map_err(|source| fault(path, source))
}

fn folder(path: &Path) -> Option<&Path> {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
}

#[cfg(unix)]
fn flush_folder(path: &Path) -> std::io::Result<()> {
    File::open(folder(path).unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(not(unix))]
fn flush_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}
