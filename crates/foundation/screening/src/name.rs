//! A name as it is compared: Latin parts in order, what each of them is, titles set aside.

use std::sync::Arc;

use any_ascii::any_ascii;
use unicode_normalization::UnicodeNormalization;

use crate::{families, similarity::LONGEST, spelling};

/// Most parts of a name that are compared; the rest is cut.
pub const MOST_PARTS: usize = 12;

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name.
    Plain,
    /// One letter that may stand for a name.
    Initial,
    /// `al`, `bin`, `de`: names less than it joins.
    Particle,
}

/// A part of a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Lower-case ASCII.
    pub text: String,
    /// What spellings disagree about made equal.
    pub folded: String,
    /// Consonants only.
    pub consonants: String,
    /// Families of given names that it belongs to.
    pub families: &'static [u16],
    /// What it is.
    pub kind: Kind,
}

/// A name in parts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Name {
    /// Parts in order.
    pub parts: Vec<Arc<Part>>,
    /// Whether the script writes no short vowels (Arabic, Hebrew).
    pub abjad: bool,
}

const PARTICLES: [&str; 42] = [
    "al", "el", "ul", "ad", "as", "ar", "az", "ash", "an", "abd", "bin", "ibn", "ben", "bint",
    "bt", "ould", "wuld", "abu", "abou", "umm", "de", "del", "della", "di", "da", "do", "dos",
    "das", "du", "la", "le", "van", "von", "der", "den", "ter", "zu", "y", "e", "na", "mac", "af",
];

const TITLES: [&str; 55] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "lord",
    "lady",
    "dame",
    "hon",
    "rev",
    "haji",
    "hajji",
    "hadji",
    "hajj",
    "hajja",
    "mullah",
    "mulla",
    "maulavi",
    "mawlawi",
    "maulana",
    "sheikh",
    "shaikh",
    "shaykh",
    "cheikh",
    "ustaz",
    "ustad",
    "imam",
    "qari",
    "sayyed",
    "general",
    "gen",
    "colonel",
    "col",
    "major",
    "captain",
    "capt",
    "lieutenant",
    "lt",
    "president",
    "minister",
    "king",
    "queen",
    "prince",
    "princess",
    "monsieur",
    "madame",
    "herr",
    "frau",
    "senor",
    "senora",
    "daw",
    "eng",
];

/// Legal forms that lists of persons carry by mistake.
const LEGAL: [&str; 4] = ["llc", "ltd", "inc", "gmbh"];

impl Name {
    /// Reads a name of any script. Parts of one `<`, space, hyphen, comma or point are apart; apostrophes join.
    pub fn read(written: &str) -> Self {
        let composed: String = written.nfkc().take(400).collect();
        let abjad = composed
            .chars()
            .any(|letter| matches!(letter, '\u{0590}'..='\u{07ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'));
        let mut words: Vec<String> = Vec::new();
        for word in composed.split(is_gap) {
            let latin = latin(word);
            for part in latin.split(|letter: char| !letter.is_ascii_alphanumeric()) {
                let part: String = part.chars().take(LONGEST).collect();
                if !part.is_empty() {
                    words.push(part);
                }
            }
        }
        Self::of_words(words, abjad)
    }

    fn of_words(words: Vec<String>, abjad: bool) -> Self {
        let several = words.len() > 1;
        let (mut kept, mut titles) = (Vec::new(), Vec::new());
        for (at, word) in words.into_iter().enumerate() {
            // `U` and `Ko` are Burmese titles at the beginning only; elsewhere they are names
            let burmese = at == 0 && matches!(word.as_str(), "u" | "ko" | "ma" | "maung");
            let is_title = TITLES.contains(&word.as_str()) || LEGAL.contains(&word.as_str());
            if several && (is_title || burmese) {
                titles.push(word);
            } else {
                kept.push(word);
            }
        }
        if kept.is_empty() {
            kept = titles;
        }
        // of two parts none is a particle: `An Bin` is Chinese, `Le Na` Vietnamese
        let joins = kept.len() > 2 || kept.iter().any(|part| matches!(part.as_str(), "al" | "el"));
        let parts = kept.into_iter().take(MOST_PARTS);
        Self {
            parts: parts.map(|text| Arc::new(Part::of(text, joins))).collect(),
            abjad,
        }
    }

    /// All letters in order, without gaps.
    pub fn joined(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }
}

impl Part {
    fn of(text: String, joins: bool) -> Self {
        let kind = if text.len() == 1 {
            Kind::Initial
        } else if joins && PARTICLES.contains(&text.as_str()) {
            Kind::Particle
        } else {
            Kind::Plain
        };
        Self {
            folded: spelling::fold(&text),
            consonants: spelling::consonants(&text),
            families: families::of(&text),
            kind,
            text,
        }
    }

    /// How much it says in a comparison, 1 for a name.
    pub fn weight(&self) -> f32 {
        match self.kind {
            Kind::Plain if self.text.len() == 2 => 0.8,
            Kind::Plain => 1.0,
            Kind::Initial => 0.65,
            Kind::Particle => 0.2,
        }
    }
}

fn is_gap(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '-' | '<' | ',' | '.' | ';' | '/' | '(' | ')' | '"' | '\u{b7}' | '\u{30fb}' | '\u{2010}'
                ..='\u{2015}' | '_'
        )
}

/// One word in lower-case Latin letters.
fn latin(word: &str) -> String {
    if let Some(burmese) = crate::burmese::latin(word) {
        return burmese;
    }
    let mut text = String::with_capacity(word.len());
    for letter in word.chars() {
        match letter {
            'A'..='Z' => text.push(letter.to_ascii_lowercase()),
            'a'..='z' | '0'..='9' => text.push(letter),
            // apostrophes and their relatives (ayn, hamza) join
            '\'' | '`' | '\u{2018}' | '\u{2019}' | '\u{02b9}'..='\u{02bf}' | '\u{0640}' => {}
            // vowel marks of Arabic and Hebrew are often left out: as if never written
            '\u{064b}'..='\u{0652}' | '\u{0670}' | '\u{0591}'..='\u{05c7}' => {}
            'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' | 'ى' => text.push('a'),
            'ة' | 'ه' | 'ۀ' | 'ہ' | 'ھ' | 'ە' => text.push('h'),
            'ع' | 'ء' => text.push('a'),
            'ؤ' | 'و' => text.push('w'),
            'ئ' | 'ي' | 'ی' | 'ې' => text.push('y'),
            'ک' | 'ك' => text.push('k'),
            'گ' => text.push('g'),
            'پ' => text.push('p'),
            'چ' => text.push_str("ch"),
            'ژ' => text.push_str("zh"),
            'ذ' | 'ظ' | 'ض' => text.push('z'),
            'ث' | 'ص' | 'س' => text.push('s'),
            'ح' => text.push('h'),
            'خ' => text.push_str("kh"),
            'غ' => text.push_str("gh"),
            'ق' => text.push('q'),
            'ט' => text.push('t'),
            other => {
                let plain = any_ascii(other.encode_utf8(&mut [0; 4]));
                let letters = plain.chars().filter(char::is_ascii_alphanumeric);
                text.extend(letters.map(|letter| letter.to_ascii_lowercase()));
            }
        }
    }
    text
}
