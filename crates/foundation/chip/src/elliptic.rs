//! Verifying ECDSA (FIPS 186-5, section 6.4.2) on the curves of travel documents. Public values only; see `montgomery`.

use std::sync::{Arc, OnceLock};

use crate::{
    curves::{CURVES, Parameters},
    montgomery::{Modulus, Words, bits, is_zero, less, minus, words},
};

/// A public key on a known curve. Cloning shares its tables.
#[derive(Debug, Clone)]
pub struct Key(Arc<Inner>);

#[derive(Debug)]
enum Inner {
    W3(Point<3>),
    W4(Point<4>),
    W5(Point<5>),
    W6(Point<6>),
    W8(Point<8>),
    W9(Point<9>),
}

#[derive(Debug)]
struct Point<const N: usize> {
    curve: &'static Curve<N>,
    point: Jacobian<N>,
    table: OnceLock<Table<N>>,
}

#[derive(Debug)]
struct Curve<const N: usize> {
    parameters: &'static Parameters,
    field: Modulus<N>,
    order: Modulus<N>,
    a: Words<N>,
    b: Words<N>,
    generator: Table<N>,
}

/// A point by x/z² and y/z³, in Montgomery's form; z = 0 is the point at infinity.
#[derive(Debug, Clone, Copy)]
struct Jacobian<const N: usize> {
    x: Words<N>,
    y: Words<N>,
    z: Words<N>,
}

/// For each group of four bits of a factor its fifteen multiples: a product is then only additions.
#[derive(Debug)]
struct Table<const N: usize>(Vec<[Jacobian<N>; 15]>);

/// The curve of a name or of parameters, by its place in the table.
pub fn by_oid(oid: &[u8]) -> Option<&'static Parameters> {
    CURVES.iter().find(|curve| unhex(curve.oid) == oid)
}

pub(crate) fn unhex(text: &str) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).unwrap_or_default();
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| {
            u8::try_from(digit(pair[0]) << 4 | digit(pair[1])).expect("two hexadecimal digits")
        })
        .collect()
}

impl Key {
    /// Reads a point (uncompressed, SEC 1) and checks that it lies on the curve.
    pub fn read(parameters: &'static Parameters, point: &[u8]) -> Option<Self> {
        Some(Self(Arc::new(match parameters.p.len().div_ceil(16) {
            3 => Inner::W3(Point::read(parameters, point)?),
            4 => Inner::W4(Point::read(parameters, point)?),
            5 => Inner::W5(Point::read(parameters, point)?),
            6 => Inner::W6(Point::read(parameters, point)?),
            8 => Inner::W8(Point::read(parameters, point)?),
            9 => Inner::W9(Point::read(parameters, point)?),
            _ => return None,
        })))
    }

    /// Name of the curve.
    pub fn curve(&self) -> &'static Parameters {
        match &*self.0 {
            Inner::W3(key) => key.curve.parameters,
            Inner::W4(key) => key.curve.parameters,
            Inner::W5(key) => key.curve.parameters,
            Inner::W6(key) => key.curve.parameters,
            Inner::W8(key) => key.curve.parameters,
            Inner::W9(key) => key.curve.parameters,
        }
    }

    /// Bytes of a coordinate, and of r and s in a plain signature.
    pub fn width(&self) -> usize {
        self.curve().p.len() / 2
    }

    /// Bits of the curve's prime.
    pub fn bits(&self) -> usize {
        bits(&unhex(self.curve().p))
    }

    /// Makes later verifications twice as fast for the price of about four: for keys that sign many documents.
    pub fn prepare(&self) {
        match &*self.0 {
            Inner::W3(key) => key.prepare(),
            Inner::W4(key) => key.prepare(),
            Inner::W5(key) => key.prepare(),
            Inner::W6(key) => key.prepare(),
            Inner::W8(key) => key.prepare(),
            Inner::W9(key) => key.prepare(),
        }
    }

    /// Whether r and s sign a digest.
    pub fn verify(&self, digest: &[u8], r: &[u8], s: &[u8]) -> bool {
        let verified = match &*self.0 {
            Inner::W3(key) => key.verify(digest, r, s),
            Inner::W4(key) => key.verify(digest, r, s),
            Inner::W5(key) => key.verify(digest, r, s),
            Inner::W6(key) => key.verify(digest, r, s),
            Inner::W8(key) => key.verify(digest, r, s),
            Inner::W9(key) => key.verify(digest, r, s),
        };
        verified.unwrap_or(false)
    }
}

/// Curves by width, each opened when first asked for.
trait Shelf<const N: usize> {
    fn curve(parameters: &'static Parameters) -> Option<&'static Curve<N>>;
}

struct Shelves;

macro_rules! shelf {
    ($width:literal) => {
        impl Shelf<$width> for Shelves {
            fn curve(parameters: &'static Parameters) -> Option<&'static Curve<$width>> {
                static OPEN: [OnceLock<Option<Curve<$width>>>; CURVES.len()] =
                    [const { OnceLock::new() }; CURVES.len()];
                let place = CURVES.iter().position(|curve| curve == parameters)?;
                OPEN[place].get_or_init(|| Curve::open(parameters)).as_ref()
            }
        }
    };
}
shelf!(3);
shelf!(4);
shelf!(5);
shelf!(6);
shelf!(8);
shelf!(9);

impl<const N: usize> Curve<N> {
    fn open(parameters: &'static Parameters) -> Option<Self> {
        let number = |text: &str| words::<N>(&unhex(text));
        let field = Modulus::new(number(parameters.p)?)?;
        let order = Modulus::new(number(parameters.n)?)?;
        let enter = |text: &str| Some(field.enter(&number(text)?));
        let generator = Jacobian {
            x: enter(parameters.x)?,
            y: enter(parameters.y)?,
            z: field.one(),
        };
        let (a, b) = (enter(parameters.a)?, enter(parameters.b)?);
        let mut curve = Self {
            parameters,
            a,
            b,
            field,
            order,
            generator: Table(Vec::new()),
        };
        curve.generator = curve.table(&generator);
        Some(curve)
    }

    fn double(&self, point: &Jacobian<N>) -> Jacobian<N> {
        let f = &self.field;
        if is_zero(&point.z) || is_zero(&point.y) {
            return self.infinity();
        }
        let xx = f.times(&point.x, &point.x);
        let yy = f.times(&point.y, &point.y);
        let zz = f.times(&point.z, &point.z);
        let yyyy = f.times(&yy, &yy);
        let s = f.double(&f.double(&f.times(&point.x, &yy)));
        let m = f.sum(
            &f.sum(&f.double(&xx), &xx),
            &f.times(&self.a, &f.times(&zz, &zz)),
        );
        let x = f.difference(&f.times(&m, &m), &f.double(&s));
        let eight = f.double(&f.double(&f.double(&yyyy)));
        let y = f.difference(&f.times(&m, &f.difference(&s, &x)), &eight);
        let z = f.double(&f.times(&point.y, &point.z));
        Jacobian { x, y, z }
    }

    fn add(&self, a: &Jacobian<N>, b: &Jacobian<N>) -> Jacobian<N> {
        if is_zero(&a.z) {
            return *b;
        }
        if is_zero(&b.z) {
            return *a;
        }
        let f = &self.field;
        let aa = f.times(&a.z, &a.z);
        let bb = f.times(&b.z, &b.z);
        let u1 = f.times(&a.x, &bb);
        let u2 = f.times(&b.x, &aa);
        let s1 = f.times(&a.y, &f.times(&b.z, &bb));
        let s2 = f.times(&b.y, &f.times(&a.z, &aa));
        let h = f.difference(&u2, &u1);
        let r = f.difference(&s2, &s1);
        if is_zero(&h) {
            return if is_zero(&r) {
                self.double(a)
            } else {
                self.infinity()
            };
        }
        let hh = f.times(&h, &h);
        let hhh = f.times(&h, &hh);
        let v = f.times(&u1, &hh);
        let x = f.difference(&f.difference(&f.times(&r, &r), &hhh), &f.double(&v));
        let y = f.difference(&f.times(&r, &f.difference(&v, &x)), &f.times(&s1, &hhh));
        let z = f.times(&f.times(&a.z, &b.z), &h);
        Jacobian { x, y, z }
    }

    fn infinity(&self) -> Jacobian<N> {
        Jacobian {
            x: self.field.one(),
            y: self.field.one(),
            z: [0; N],
        }
    }

    fn multiples(&self, point: &Jacobian<N>) -> [Jacobian<N>; 15] {
        let mut row = [*point; 15];
        for at in 1..15 {
            row[at] = self.add(&row[at - 1], point);
        }
        row
    }

    fn table(&self, point: &Jacobian<N>) -> Table<N> {
        let mut rows = Vec::with_capacity(N * 16);
        let mut base = *point;
        for _ in 0..N * 16 {
            let row = self.multiples(&base);
            base = self.add(&row[14], &base);
            rows.push(row);
        }
        Table(rows)
    }

    fn product(&self, table: &Table<N>, factor: &Words<N>) -> Jacobian<N> {
        let mut sum = self.infinity();
        for (at, row) in table.0.iter().enumerate() {
            if let Some(digit) = group(factor, at).checked_sub(1) {
                sum = self.add(&sum, &row[digit]);
            }
        }
        sum
    }

    fn slow_product(&self, point: &Jacobian<N>, factor: &Words<N>) -> Jacobian<N> {
        let row = self.multiples(point);
        let mut sum = self.infinity();
        for at in (0..N * 16).rev() {
            for _ in 0..4 {
                sum = self.double(&sum);
            }
            if let Some(digit) = group(factor, at).checked_sub(1) {
                sum = self.add(&sum, &row[digit]);
            }
        }
        sum
    }
}

/// Four bits of a number.
fn group<const N: usize>(number: &Words<N>, at: usize) -> usize {
    usize::try_from(number[at / 16] >> (at % 16 * 4) & 15).expect("four bits")
}

impl<const N: usize> Point<N> {
    fn read(parameters: &'static Parameters, point: &[u8]) -> Option<Self>
    where
        Shelves: Shelf<N>,
    {
        let curve = <Shelves as Shelf<N>>::curve(parameters)?;
        let width = parameters.p.len() / 2;
        let (4, rest) = point.split_first().map(|(form, rest)| (*form, rest))? else {
            return None;
        };
        if rest.len() != 2 * width {
            return None;
        }
        let f = &curve.field;
        let (x, y) = (words::<N>(&rest[..width])?, words::<N>(&rest[width..])?);
        if !less(&x, f.value()) || !less(&y, f.value()) {
            return None;
        }
        let (x, y) = (f.enter(&x), f.enter(&y));
        let right = f.times(&f.sum(&f.times(&x, &x), &curve.a), &x);
        let on_curve = f.times(&y, &y) == f.sum(&right, &curve.b);
        on_curve.then(|| Self {
            curve,
            point: Jacobian { x, y, z: f.one() },
            table: OnceLock::new(),
        })
    }

    fn prepare(&self) {
        self.table.get_or_init(|| self.curve.table(&self.point));
    }

    fn verify(&self, digest: &[u8], r: &[u8], s: &[u8]) -> Option<bool> {
        let curve = self.curve;
        let n = &curve.order;
        let (r, s) = (words::<N>(r)?, words::<N>(s)?);
        let allowed = |value: &Words<N>| !is_zero(value) && less(value, n.value());
        if !allowed(&r) || !allowed(&s) {
            return Some(false);
        }
        let e = self.shortened(digest)?;
        let inverse = n.inverse_of(&n.enter(&s));
        // a plain number times one in the form gives a plain number
        let (u1, u2) = (n.times(&e, &inverse), n.times(&r, &inverse));
        let first = curve.product(&curve.generator, &u1);
        let second = match self.table.get() {
            Some(table) => curve.product(table, &u2),
            None => curve.slow_product(&self.point, &u2),
        };
        let sum = curve.add(&first, &second);
        if is_zero(&sum.z) {
            return Some(false);
        }
        // x = r, or r + n where that is still in the field: compared without leaving x/z²
        let f = &curve.field;
        let zz = f.times(&sum.z, &sum.z);
        if f.times(&f.enter(&r), &zz) == sum.x {
            return Some(true);
        }
        let (room, under) = minus(f.value(), n.value());
        let further = !under && less(&r, &room) && {
            let more = f.sum(&f.enter(&r), &f.enter(n.value()));
            f.times(&more, &zz) == sum.x
        };
        Some(further)
    }

    /// The leftmost bits of a digest, as many as the order has, less than the order.
    fn shortened(&self, digest: &[u8]) -> Option<Words<N>> {
        let bits = bits(&unhex(self.curve.parameters.n));
        let kept = &digest[..digest.len().min(bits.div_ceil(8))];
        let mut e = words::<N>(kept)?;
        let surplus = (kept.len() * 8).saturating_sub(bits);
        if surplus > 0 {
            for at in 0..N {
                let above = if at + 1 < N { e[at + 1] } else { 0 };
                e[at] = e[at] >> surplus | above << (64 - surplus);
            }
        }
        let n = &self.curve.order;
        while !less(&e, n.value()) {
            e = minus(&e, n.value()).0;
        }
        Some(e)
    }
}
