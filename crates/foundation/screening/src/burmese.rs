//! Burmese script to the Latin spelling that Burmese passports use, near enough for comparison: syllables of an onset,
//! medials, a vowel and a final, tones left out. Letter-by-letter tables give nothing that anybody writes.

/// A word of Burmese letters in Latin; `None` when there are others in it.
pub fn latin(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    if !letters
        .iter()
        .all(|letter| matches!(letter, '\u{1000}'..='\u{109f}'))
    {
        return None;
    }
    let mut text = String::new();
    let mut at = 0;
    while at < letters.len() {
        let Some(onset) = onset(letters[at]) else {
            at += 1;
            continue;
        };
        at += 1;
        let mut medials = String::new();
        let mut vowel = String::new();
        while let Some(sign) = letters.get(at) {
            match sign {
                'ျ' | 'ြ' => medials.push('y'),
                'ွ' => medials.push('w'),
                'ှ' => medials.insert(0, 'h'),
                'ါ' => vowel.push('ာ'),
                'ီ' => vowel.push('ိ'),
                'ူ' => vowel.push('ု'),
                'ာ' | 'ိ' | 'ု' | 'ေ' | 'ဲ' | 'ံ' => vowel.push(*sign),
                '့' | 'း' | '်' => {}
                _ => break,
            }
            at += 1;
        }
        let end = final_letter(&letters[at.min(letters.len())..]);
        if let Some((_, used)) = end {
            at += used;
        }
        // `hm` is written for a voiceless m
        if let Some(rest) = medials.strip_prefix('h') {
            text.push('h');
            text.push_str(onset);
            text.push_str(rest);
        } else {
            text.push_str(onset);
            text.push_str(&medials);
        }
        let letter = end.map(|(letter, _)| letter);
        if text.ends_with('w') && vowel.is_empty() && matches!(letter, Some('န' | 'မ')) {
            text.pop(); // `htwan` is written Htun
            text.push_str("un");
        } else {
            text.push_str(rhyme(&vowel, letter));
        }
        if matches!(end, Some(('င' | 'န', 3))) {
            text.push('t'); // the creaky tone is written so: Myint, Khant
        }
    }
    Some(text)
}

/// A consonant without a vowel of its own, and how many characters it takes with its marks.
fn final_letter(rest: &[char]) -> Option<(char, usize)> {
    match rest {
        [letter, '်' | '္', ..] => Some((*letter, 2)),
        [letter, '့', '်', ..] => Some((*letter, 3)),
        _ => None,
    }
}

fn rhyme(vowel: &str, end: Option<char>) -> &'static str {
    let nasal = matches!(end, Some('န' | 'မ' | 'ဏ'));
    let stop = matches!(end, Some('တ' | 'ပ' | 'ဒ' | 'ဗ'));
    match (vowel, end) {
        ("ော", Some('င')) => "aung",
        ("ော", Some('က')) => "auk",
        ("ော", _) => "aw",
        ("ို", Some('င')) => "aing",
        ("ို", Some('က')) => "aik",
        ("ို", _) => "o",
        ("ုံ", _) => "on",
        ("ိံ", _) => "ein",
        ("ု", _) if nasal => "on",
        ("ု", _) if stop => "ok",
        ("ု", _) => "u",
        ("ိ", _) if nasal => "ein",
        ("ိ", _) if stop => "eik",
        ("ိ", _) => "i",
        ("ေ" | "ဲ", _) => "e",
        ("ံ", _) => "an",
        ("", Some('င' | 'ဉ')) => "in",
        ("", Some('က' | 'စ')) => "et",
        ("", Some('ည')) => "i",
        ("", Some('ယ')) => "e",
        _ if nasal => "an",
        _ if stop => "at",
        _ => "a",
    }
}

fn onset(letter: char) -> Option<&'static str> {
    Some(match letter {
        'က' => "k",
        'ခ' => "kh",
        'ဂ' | 'ဃ' => "g",
        'င' => "ng",
        'စ' | 'ဆ' => "s",
        'ဇ' | 'ဈ' => "z",
        'ည' | 'ဉ' => "ny",
        'တ' | 'ဋ' => "t",
        'ထ' | 'ဌ' => "ht",
        'ဒ' | 'ဓ' | 'ဍ' | 'ဎ' => "d",
        'န' | 'ဏ' => "n",
        'ပ' | 'ဖ' => "p",
        'ဗ' | 'ဘ' => "b",
        'မ' => "m",
        'ယ' | 'ရ' => "y",
        'လ' | 'ဠ' => "l",
        'ဝ' => "w",
        'သ' => "th",
        'ဟ' => "h",
        'အ' => "",
        'ဣ' | 'ဤ' => "i",
        'ဥ' | 'ဦ' => "u",
        _ => return None,
    })
}
