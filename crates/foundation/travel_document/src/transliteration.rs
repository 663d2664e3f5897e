//! National characters to the zone's letters and back: Doc 9303-3, section 6 (tables for Latin, Cyrillic and Arabic).

use unicode_normalization::UnicodeNormalization;

/// Which language's rules apply where the tables differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tradition {
    /// The table's first column.
    #[default]
    General,
    /// Belarusian: Г is H, Ё is IO.
    Belarusian,
    /// Bulgarian: Щ is SHT.
    Bulgarian,
    /// Macedonian: Х is H, Џ is DJ.
    Macedonian,
    /// Serbian: Х is H, Г is G.
    Serbian,
    /// Ukrainian: Г is H, И is Y, Є Ї Й Ю Я begin a word as YE YI Y YU YA.
    Ukrainian,
}

/// A name in the zone's letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Upper case letters, parts with spaces.
    pub text: String,
    /// Characters that no table has; they were left out.
    pub unknown: Vec<char>,
}

/// Writes a name in the zone's letters by the tables. Apostrophes are left out, hyphens part, commas are dropped.
pub fn to_zone(name: &str, tradition: Tradition) -> Written {
    let mut written = Written {
        text: String::with_capacity(name.len()),
        unknown: Vec::new(),
    };
    let mut first_of_word = true;
    for character in name.nfc().flat_map(char::to_uppercase) {
        match character {
            ' ' | '-' | '\u{2010}'..='\u{2015}' | '<' | '\t' | '\u{a0}' => {
                if !written.text.is_empty() && !written.text.ends_with(' ') {
                    written.text.push(' ');
                }
                first_of_word = true;
                continue;
            }
            '\'' | '\u{2018}' | '\u{2019}' | '\u{02bc}' | '`' | ',' | '.' => continue,
            'A'..='Z' | '0'..='9' => written.text.push(character),
            '\u{0651}' => {
                // shadda doubles the letter before it, its variant mark with it
                if let Some(last) = arabic_unit(&written.text) {
                    let unit = last.to_owned();
                    written.text.push_str(&unit);
                }
            }
            '\u{064b}'..='\u{0652}' | '\u{0640}' => {} // short vowels and stretching are not written
            _ => match latin(character)
                .or_else(|| cyrillic(character, tradition, first_of_word))
                .or_else(|| arabic(character))
            {
                Some(letters) => written.text.push_str(letters),
                None => match base_letter(character) {
                    Some(letter) => written.text.push(letter),
                    None => written.unknown.push(character),
                },
            },
        }
        first_of_word = false;
    }
    let end = written.text.trim_end().len();
    written.text.truncate(end);
    written
}

/// Every spelling that the tables allow for a name of Latin letters, at most `limit`: `MÜLLER` is MUELLER, MULLER and MUXXLLER.
pub fn spellings(name: &str, limit: usize) -> Vec<String> {
    let mut spellings = vec![String::new()];
    for character in name.nfc().flat_map(char::to_uppercase) {
        let choices: &[&str] = match character {
            'Ä' => &["AE", "A"],
            'Ö' => &["OE", "O"],
            'Ü' => &["UE", "U", "UXX"],
            'Ñ' => &["N", "NXX"],
            'Å' => &["AA", "A"],
            'Ø' => &["OE", "O"],
            _ => &[],
        };
        if choices.is_empty() {
            let plain = to_zone(&character.to_string(), Tradition::General).text;
            let plain = if matches!(character, ' ' | '-') {
                " ".to_owned()
            } else {
                plain
            };
            for spelling in &mut spellings {
                spelling.push_str(&plain);
            }
            continue;
        }
        let room = limit.max(1) / spellings.len();
        let choices = &choices[..choices.len().min(room.max(1))];
        spellings = choices
            .iter()
            .flat_map(|choice| {
                spellings
                    .iter()
                    .map(move |start| format!("{start}{choice}"))
            })
            .collect();
    }
    spellings
}

/// The Arabic spelling behind letters of the zone; `None` when they are not of the Arabic table. Doubled letters stay
/// doubled: the zone does not tell a shadda from two letters.
pub fn arabic_from_zone(name: &str) -> Option<String> {
    let mut arabic = String::with_capacity(name.len() * 2);
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        if first == ' ' || first == '<' {
            arabic.push(' ');
            rest = &rest[1..];
            continue;
        }
        let (letters, sign) = ARABIC
            .iter()
            .filter(|(letters, _)| rest.starts_with(letters))
            .max_by_key(|(letters, _)| letters.len())?;
        arabic.push(*sign);
        rest = &rest[letters.len()..];
    }
    Some(arabic)
}

fn base_letter(character: char) -> Option<char> {
    character.nfd().next().filter(char::is_ascii_uppercase)
}

fn latin(character: char) -> Option<&'static str> {
    Some(match character {
        'Ä' | 'Æ' => "AE",
        'Å' => "AA",
        'Ç' => "C",
        'Đ' | 'Ð' => "D",
        'Ħ' => "H",
        'İ' => "I",
        'Ĳ' => "IJ",
        'ĸ' => "Q",
        'Ł' => "L",
        'Ŋ' | 'Ñ' => "N",
        'Ö' | 'Ø' | 'Œ' => "OE",
        'ẞ' => "SS",
        'Þ' => "TH",
        'Ŧ' => "T",
        'Ü' => "UE",
        _ => return None,
    })
}

fn cyrillic(character: char, tradition: Tradition, first: bool) -> Option<&'static str> {
    use Tradition::{Belarusian, Bulgarian, Macedonian, Serbian, Ukrainian};
    Some(match (character, tradition) {
        ('Г', Belarusian | Ukrainian) => "H",
        ('Ё', Belarusian) => "IO",
        ('Є', Ukrainian) if first => "YE",
        ('Ї', Ukrainian) if first => "YI",
        ('Й', Ukrainian) if first => "Y",
        ('Ю', Ukrainian) if first => "YU",
        ('Я', Ukrainian) if first => "YA",
        ('И', Ukrainian) => "Y",
        ('Х', Serbian | Macedonian) => "H",
        ('Џ', Macedonian) => "DJ",
        ('Щ', Bulgarian) => "SHT",
        ('А', _) => "A",
        ('Б', _) => "B",
        ('В', _) => "V",
        ('Г' | 'Ґ', _) => "G",
        ('Д' | 'Ђ', _) => "D",
        ('Е' | 'Ё' | 'Э', _) => "E",
        ('Є', _) => "IE",
        ('Ж', _) => "ZH",
        ('З', _) => "Z",
        ('Ѕ', _) => "DZ",
        ('И' | 'І' | 'Ї' | 'Й', _) => "I",
        ('Ј', _) => "J",
        ('К', _) => "K",
        ('Л', _) => "L",
        ('Љ', _) => "LJ",
        ('М', _) => "M",
        ('Н', _) => "N",
        ('Њ', _) => "NJ",
        ('О', _) => "O",
        ('П', _) => "P",
        ('Р', _) => "R",
        ('С', _) => "S",
        ('Т', _) => "T",
        ('Ћ', _) => "C",
        ('У' | 'Ў', _) => "U",
        ('Ф', _) => "F",
        ('Х', _) => "KH",
        ('Ц', _) => "TS",
        ('Ч', _) => "CH",
        ('Џ', _) => "DZ",
        ('Ш', _) => "SH",
        ('Щ', _) => "SHCH",
        ('Ъ', _) => "IE",
        ('Ы', _) => "Y",
        ('Ь', _) => "",
        ('Ю', _) => "IU",
        ('Я', _) => "IA",
        _ => return None,
    })
}

/// Letters of the zone and the Arabic sign; the first of several for one sign is the one written.
const ARABIC: [(&str, char); 37] = [
    ("A", 'ا'),
    ("B", 'ب'),
    ("T", 'ت'),
    ("XTH", 'ث'),
    ("J", 'ج'),
    ("XH", 'ح'),
    ("XKH", 'خ'),
    ("D", 'د'),
    ("XDH", 'ذ'),
    ("R", 'ر'),
    ("Z", 'ز'),
    ("S", 'س'),
    ("XSH", 'ش'),
    ("XSS", 'ص'),
    ("XDZ", 'ض'),
    ("XTT", 'ط'),
    ("XZZ", 'ظ'),
    ("E", 'ع'),
    ("G", 'غ'),
    ("F", 'ف'),
    ("Q", 'ق'),
    ("K", 'ك'),
    ("L", 'ل'),
    ("M", 'م'),
    ("N", 'ن'),
    ("H", 'ه'),
    ("W", 'و'),
    ("Y", 'ي'),
    ("XTA", 'ة'),
    ("XAH", 'ة'),
    ("XAY", 'ى'),
    ("XE", 'ء'),
    ("XAA", 'آ'),
    ("XAE", 'أ'),
    ("XWE", 'ؤ'),
    ("XYE", 'ئ'),
    ("I", 'إ'),
];

fn arabic(character: char) -> Option<&'static str> {
    ARABIC
        .iter()
        .find(|(_, sign)| *sign == character)
        .map(|(letters, _)| *letters)
}

/// The last letter of the Arabic table at the end of a text.
fn arabic_unit(text: &str) -> Option<&str> {
    ARABIC
        .iter()
        .filter(|(letters, _)| text.ends_with(letters))
        .max_by_key(|(letters, _)| letters.len())
        .map(|(letters, _)| *letters)
}
