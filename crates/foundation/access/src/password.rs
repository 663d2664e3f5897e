//! Which passwords are refused.

/// Shortest password, in characters (NIST SP 800-63B asks for 8 at least, 15 where it stands alone).
const SHORTEST: usize = 12;
/// Longest: hashing must stay bounded.
const LONGEST: usize = 256;

/// Beginnings and patterns of the most used passwords that reach twelve characters.
const COMMON: [&str; 16] = [
    "password",
    "123456789",
    "qwertyuiop",
    "abcdefgh",
    "111111",
    "000000",
    "letmein",
    "welcome",
    "iloveyou",
    "administrator",
    "changeme",
    "azertyuiop",
    "motdepasse",
    "contraseña",
    "qazwsxedc",
    "passw0rd",
];

/// What is wrong with a password, all of it; empty when nothing is. Completes "the password …".
pub fn password_faults(password: &str, user: &str) -> Vec<&'static str> {
    let length = password.chars().count();
    let lower = password.to_lowercase();
    let mut faults = Vec::new();
    if length < SHORTEST {
        faults.push("must have at least 12 characters");
    }
    if length > LONGEST {
        faults.push("may have at most 256 characters");
    }
    if !user.is_empty() && lower.contains(&user.to_lowercase()) {
        faults.push("may not contain the user name");
    }
    if COMMON.iter().any(|common| lower.starts_with(common)) {
        faults.push("is one of the most used; choose several unrelated words");
    }
    let mut letters: Vec<char> = lower.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    if letters.len() < 5 {
        faults.push("needs at least five different characters");
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::password_faults;

    #[test]
    fn every_fault_is_told_at_once() {
        assert_eq!(password_faults("ann", "ann").len(), 3);
        assert_eq!(password_faults("password-2024-x", "ann").len(), 1);
        assert!(password_faults("waymark-demo-2019", "analyst").is_empty());
        assert!(password_faults("ثلاث كلمات بعيدة", "ann").is_empty());
    }
}
