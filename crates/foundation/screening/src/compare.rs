//! Two names side by side: which parts stand for which, what contradicts, what is missing.

use std::sync::Arc;

use crate::{
    name::{Kind, Name, Part},
    similarity, spelling,
};

/// Under this two parts are different names.
const SAME: f32 = 0.62;

/// Two parts, or runs of parts, that stand for each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Parts of the first name, from and to.
    pub a: (usize, usize),
    /// Parts of the second name.
    pub b: (usize, usize),
    /// 0 to 1.
    pub likeness: f32,
    /// Why they are taken for the same.
    pub reason: Reason,
}

/// Why two parts are taken for the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The same letters.
    Equal,
    /// The same but for what transliterations disagree about.
    Sound,
    /// Spellings or short forms of one given name.
    Family,
    /// The same consonants, one of them from a script without short vowels.
    Consonants,
    /// Few letters differ.
    Letters,
    /// The first letter alone.
    Initial,
    /// The beginning of the other, cut by a field that was too short.
    Beginning,
    /// The same letters with other gaps.
    Gaps,
}

/// What a comparison found.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Who stands for whom.
    pub pairs: Vec<Pair>,
    /// Weight of parts on both sides without counterpart: different names at one place.
    pub contradicted: f32,
    /// Weight of parts that only one side has.
    pub missing: f32,
    /// Weight of differences within pairs.
    pub blurred: f32,
    /// Weight of whole names that have a counterpart.
    pub agreed: f32,
    /// Letters that differ within pairs, what transliterations disagree about not counted.
    pub edits: usize,
    /// Whether pairs stand crosswise around a particle of descent.
    pub crossed: bool,
}

/// Compares two names.
pub fn names(a: &Name, b: &Name) -> Evidence {
    let abjad = a.abjad || b.abjad;
    let mut candidates = Vec::with_capacity(16);
    for (i, x) in a.parts.iter().enumerate() {
        for (j, y) in b.parts.iter().enumerate() {
            if let Some((likeness, reason)) = parts(x, y, abjad) {
                candidates.push(pair((i, i + 1), (j, j + 1), likeness, reason));
            }
        }
    }
    gaps(&a.parts, &b.parts, abjad, &mut candidates);
    initials(&a.parts, &b.parts, false, &mut candidates);
    initials(&b.parts, &a.parts, true, &mut candidates);
    let weight_of = |pair: &Pair| {
        let (x, y) = (&a.parts[pair.a.0..pair.a.1], &b.parts[pair.b.0..pair.b.1]);
        letters(x).min(letters(y))
    };
    candidates.sort_by(|x, y| {
        let place = |pair: &Pair| pair.a.0.abs_diff(pair.b.0);
        (y.likeness * weight_of(y))
            .total_cmp(&(x.likeness * weight_of(x)))
            .then(y.likeness.total_cmp(&x.likeness))
            .then(place(x).cmp(&place(y)))
    });
    let mut taken_a = [false; 32];
    let mut taken_b = [false; 32];
    let mut pairs: Vec<Pair> = Vec::with_capacity(a.parts.len());
    for found in candidates {
        let free = !taken_a[found.a.0..found.a.1].contains(&true)
            && !taken_b[found.b.0..found.b.1].contains(&true);
        if free {
            taken_a[found.a.0..found.a.1].fill(true);
            taken_b[found.b.0..found.b.1].fill(true);
            pairs.push(found);
        }
    }
    weigh(a, b, pairs, &taken_a, &taken_b)
}

fn pair(a: (usize, usize), b: (usize, usize), likeness: f32, reason: Reason) -> Pair {
    Pair {
        a,
        b,
        likeness,
        reason,
    }
}

#[expect(clippy::cast_precision_loss, reason = "lengths of names")]
fn letters(parts: &[Arc<Part>]) -> f32 {
    let letters: usize = parts.iter().map(|part| part.text.len()).sum();
    (letters as f32).min(8.0).sqrt()
}

/// How alike two parts are and why; `None` when they are different names.
pub fn parts(x: &Part, y: &Part, abjad: bool) -> Option<(f32, Reason)> {
    if x.text == y.text {
        return Some((1.0, Reason::Equal));
    }
    match (x.kind, y.kind) {
        (Kind::Initial, Kind::Initial) => return None,
        (Kind::Initial, Kind::Plain) | (Kind::Plain, Kind::Initial) => {
            return (x.text.as_bytes()[0] == y.text.as_bytes()[0])
                .then_some((0.7, Reason::Initial));
        }
        (Kind::Particle, Kind::Particle) => {
            let same = x.consonants == y.consonants;
            return same.then_some((0.9, Reason::Sound));
        }
        (Kind::Plain, Kind::Plain) => {}
        _ => return None,
    }
    if x.folded == y.folded {
        return Some((0.97, Reason::Sound));
    }
    if crate::families::share(x.families, y.families) {
        return Some((0.93, Reason::Family));
    }
    if abjad {
        // beyond the folded consonants, scripts without p, g and v write b, q or gh, and f
        let (x_bones, y_bones) = (spelling::skeleton(&x.text), spelling::skeleton(&y.text));
        let trimmed = |bones: &str| bones.trim_start_matches('a').replace(['v', 'y', 'i'], "");
        let (x_bones, y_bones) = (trimmed(&x_bones), trimmed(&y_bones));
        if !x_bones.is_empty() && x_bones == y_bones {
            return Some((0.9, Reason::Consonants));
        }
    }
    let (short, long) = if x.text.len() < y.text.len() {
        (x, y)
    } else {
        (y, x)
    };
    let plain = similarity::ratio(&x.text, &y.text);
    let sound = similarity::ratio(&x.folded, &y.folded) * 0.97;
    let likeness = plain.max(sound);
    if short.text.len() >= 4 && long.text.starts_with(&short.text) {
        return Some((likeness.max(0.8), Reason::Beginning));
    }
    // a letter of a short part says more than one of a long part
    let needed = if short.text.len() <= 4 {
        SAME + 0.05
    } else {
        SAME
    };
    (likeness >= needed).then_some((likeness, Reason::Letters))
}

/// `JC` may stand for `Jean Claude`.
fn initials(a: &[Arc<Part>], b: &[Arc<Part>], turned: bool, candidates: &mut Vec<Pair>) {
    for (place, short) in a.iter().enumerate() {
        let width = short.text.len();
        if !(2..=3).contains(&width) || short.kind != Kind::Plain || short.consonants.len() != width
        {
            continue;
        }
        for (start, run) in b.windows(width).enumerate() {
            let letters = run.iter().map(|part| part.text.as_bytes()[0]);
            let whole = run
                .iter()
                .all(|part| part.kind == Kind::Plain && part.text.len() > 2);
            if whole && letters.eq(short.text.bytes()) {
                let (one, many) = ((place, place + 1), (start, start + width));
                candidates.push(if turned {
                    pair(many, one, 0.7, Reason::Initial)
                } else {
                    pair(one, many, 0.7, Reason::Initial)
                });
            }
        }
    }
}

/// Runs of two to four parts on one side that are one part on the other.
fn gaps(a: &[Arc<Part>], b: &[Arc<Part>], abjad: bool, candidates: &mut Vec<Pair>) {
    let mut look = |many: &[Arc<Part>], one: &[Arc<Part>], turned: bool| {
        for width in 2..=4_usize {
            for (start, run) in many.windows(width).enumerate() {
                let joined: String = run.iter().map(|part| part.text.as_str()).collect();
                for (place, single) in one.iter().enumerate() {
                    if joined.len().abs_diff(single.text.len()) > 2 || joined.len() < 4 {
                        continue;
                    }
                    let plain = similarity::ratio(&joined, &single.text);
                    let sound = similarity::ratio(&spelling::fold(&joined), &single.folded);
                    let bones = abjad && spelling::consonants(&joined) == single.consonants;
                    let likeness = plain.max(sound * 0.97).max(if bones { 0.9 } else { 0.0 });
                    if likeness >= 0.8 {
                        let run = (start, start + width);
                        let single = (place, place + 1);
                        candidates.push(if turned {
                            pair(single, run, likeness, Reason::Gaps)
                        } else {
                            pair(run, single, likeness, Reason::Gaps)
                        });
                    }
                }
            }
        }
    };
    if a.len() > 1 {
        look(a, b, false);
    }
    if b.len() > 1 {
        look(b, a, true);
    }
}

fn weigh(a: &Name, b: &Name, pairs: Vec<Pair>, taken_a: &[bool], taken_b: &[bool]) -> Evidence {
    let left = |name: &Name, taken: &[bool]| {
        let free = name.parts.iter().zip(taken).filter(|(_, taken)| !**taken);
        free.map(|(part, _)| part.weight()).sum::<f32>()
    };
    let (free_a, free_b) = (left(a, taken_a), left(b, taken_b));
    let weight = |pair: &Pair| {
        let sum = |parts: &[Arc<Part>]| parts.iter().map(|part| part.weight()).sum::<f32>();
        sum(&a.parts[pair.a.0..pair.a.1]).min(sum(&b.parts[pair.b.0..pair.b.1]))
    };
    let agreed: f32 = pairs.iter().map(&weight).sum();
    let blurred = pairs
        .iter()
        .map(|pair| weight(pair) * (1.0 - pair.likeness))
        .sum();
    let crossed = is_crossed(a, b, &pairs);
    let edits = pairs.iter().map(|pair| edits(a, b, pair)).sum();
    Evidence {
        contradicted: free_a.min(free_b),
        missing: (free_a - free_b).abs(),
        blurred,
        agreed,
        edits,
        crossed,
        pairs,
    }
}

fn edits(a: &Name, b: &Name, pair: &Pair) -> usize {
    if !matches!(
        pair.reason,
        Reason::Letters | Reason::Gaps | Reason::Beginning
    ) {
        return 0;
    }
    let joined = |name: &Name, (from, to): (usize, usize)| -> String {
        name.parts[from..to]
            .iter()
            .map(|part| part.text.as_str())
            .collect()
    };
    let (x, y) = (joined(a, pair.a), joined(b, pair.b));
    let plain = similarity::distance(x.as_bytes(), y.as_bytes());
    let (x, y) = (spelling::fold(&x), spelling::fold(&y));
    plain.min(similarity::distance(x.as_bytes(), y.as_bytes()))
}

/// `Salman bin Muhammad` is not `Muhammad bin Salman`: the names around a word of descent have changed places.
fn is_crossed(a: &Name, b: &Name, pairs: &[Pair]) -> bool {
    let around = |name: &Name| {
        let at = name.parts.iter().position(|part| {
            matches!(part.text.as_str(), "bin" | "ibn" | "ben" | "bint" | "ould")
        })?;
        (at > 0 && at + 1 < name.parts.len()).then(|| (at - 1, at + 1))
    };
    let (Some((a1, a2)), Some((b1, b2))) = (around(a), around(b)) else {
        return false;
    };
    let stands_for = |x: usize, y: usize| pairs.iter().any(|pair| pair.a.0 == x && pair.b.0 == y);
    stands_for(a1, b2) && stands_for(a2, b1)
}
