//! A country made up for tests: 60 districts with borders as winding as real ones.

use portal::{
    Amount, AreaName, AreaRow, Breakdown, Choices, Coverage, Figure, Headline, Home, Indicator,
    Part, Provenance, Round, SeriesPoint, Site, Unit,
};
use vocab::{Geometry, LangText, PartialDate, Point, Polygon};

pub const COLUMNS: usize = 10;
pub const ROWS: usize = 6;
/// Vertices along one side of a district; four sides make about 500, as in published boundaries.
pub const STEPS: usize = 125;

/// English, French, Spanish, Arabic.
pub fn words(texts: [&str; 4]) -> LangText {
    ["en", "fr", "es", "ar"].into_iter().zip(texts).collect()
}

pub fn day(text: &str) -> PartialDate {
    PartialDate::parse(text).expect("the test writes good dates")
}

/// A repeatable wobble between -1 and 1.
fn wobble(seed: f64) -> f64 {
    (seed.sin() * 43_758.545).fract()
}

/// A winding line between two corners; both neighbours compute the same.
fn side(from: (usize, usize), to: (usize, usize), steps: usize) -> Vec<Point> {
    let corner = |(column, row): (usize, usize)| {
        let seed = (column * 31 + row * 17) as f64;
        Point {
            lon: 22.0 + 1.6 * column as f64 + 0.45 * wobble(seed),
            lat: 21.0 - 1.9 * row as f64 + 0.45 * wobble(seed + 0.5),
        }
    };
    let (low, high) = if from < to { (from, to) } else { (to, from) };
    let (a, b) = (corner(low), corner(high));
    let seed = (low.0 * 7 + low.1 * 13 + high.0 * 3 + high.1) as f64;
    let mut line: Vec<Point> = (0..=steps)
        .map(|step| {
            let along = step as f64 / steps as f64;
            let ends = (along * std::f64::consts::PI).sin();
            let swing =
                0.22 * (along * 9.0 + seed).sin() + 0.09 * (along * 31.0 + seed * 2.0).sin();
            let jag = 0.015 * wobble(seed * 100.0 + step as f64);
            Point {
                lon: a.lon + (b.lon - a.lon) * along + (swing * 0.7 + jag) * ends,
                lat: a.lat + (b.lat - a.lat) * along + (swing * 0.5 - jag) * ends,
            }
        })
        .collect();
    if from > to {
        line.reverse();
    }
    line
}

/// One geometry for each district, row by row; the last but one is a small island.
pub fn shapes() -> Vec<Geometry> {
    shapes_of(STEPS)
}

/// The same with sides of any number of vertices.
pub fn shapes_of(steps: usize) -> Vec<Geometry> {
    let mut shapes = Vec::new();
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            let (c, r) = (column, row);
            let corners = [(c, r), (c + 1, r), (c + 1, r + 1), (c, r + 1), (c, r)];
            let mut ring: Vec<Point> = Vec::new();
            for pair in corners.windows(2) {
                let line = side(pair[0], pair[1], steps);
                ring.extend(&line[..steps]);
            }
            ring.push(ring[0]);
            shapes.push(area(ring));
        }
    }
    shapes[ROWS * COLUMNS - 2] = island(38.9, 10.0);
    shapes
}

fn island(lon: f64, lat: f64) -> Geometry {
    let corners = [(0.0, 0.0), (0.03, 0.0), (0.03, 0.03), (0.0, 0.0)];
    area(
        corners
            .map(|(x, y)| Point {
                lon: lon + x,
                lat: lat + y,
            })
            .to_vec(),
    )
}

fn area(ring: Vec<Point>) -> Geometry {
    Geometry::MultiPolygon(vec![
        Polygon::new(ring, vec![]).expect("the test draws good rings"),
    ])
}

const NAMES: [(&str, &str); 12] = [
    ("North Plains", "السهول الشمالية"),
    ("Wadi Saleh", "وادي صالح"),
    ("Red Coast", "الساحل الأحمر"),
    ("Um Shajara", "أم شجرة"),
    ("Jebel Amir", "جبل عامر"),
    ("Bahr el-Gharb", "بحر الغرب"),
    ("El Fula", "الفولة"),
    ("Kutum", "كتم"),
    ("New Harbour", "المرفأ الجديد"),
    ("Tawila", "طويلة"),
    ("Blue Bank", "الضفة الزرقاء"),
    ("Salt Lake", "بحيرة الملح"),
];

fn amount(index: usize) -> Amount {
    match index % 23 {
        7 => Amount::Suppressed,
        13 => Amount::Unknown,
        _ => Amount::Known((9.5 * (1.0 + (index * 37 % 61) as f64).powf(2.1)).round()),
    }
}

pub fn site() -> Site {
    Site {
        name: words([
            "Displacement in Demoland",
            "Déplacements au Demoland",
            "Desplazamiento en Demolandia",
            "النزوح في ديمولاند",
        ]),
        publisher: words([
            "Demoland Office for Displacement Data",
            "Office des données sur les déplacements, Demoland",
            "Oficina de Datos sobre Desplazamiento, Demolandia",
            "مكتب بيانات النزوح، ديمولاند",
        ]),
        notice: Some(words([
            "Demonstration: the country and all figures are made up.",
            "Démonstration : le pays et tous les chiffres sont inventés.",
            "Demostración: el país y todas las cifras son inventados.",
            "عرض توضيحي: البلد وجميع الأرقام من وحي الخيال.",
        ])),
        contact: Some("mailto:data@example.org".into()),
        has_world: true,
        has_missing: true,
        has_flows: true,
        has_events: true,
        has_trafficking: true,
        has_border: false,
        workspace: Some("/app".into()),
    }
}

pub fn indicator() -> Indicator {
    Indicator {
        id: "idps_present".into(),
        title: words([
            "Internally displaced people",
            "Personnes déplacées internes",
            "Personas desplazadas internas",
            "النازحون داخليًا",
        ]),
        definition: words([
            "People who had to leave their home because of conflict or disaster, have not crossed a border, and live in the area at the time of the round.",
            "Personnes contraintes de quitter leur foyer à cause d’un conflit ou d’une catastrophe, sans franchir de frontière, et présentes dans la zone pendant le cycle.",
            "Personas obligadas a dejar su hogar por un conflicto o un desastre, sin cruzar una frontera, y presentes en el área durante la ronda.",
            "أشخاص اضطروا إلى ترك ديارهم بسبب نزاع أو كارثة، ولم يعبروا حدودًا، ويعيشون في المنطقة وقت الجولة.",
        ]),
        unit: Unit::People,
    }
}

fn round(number: usize) -> Round {
    const ENDS: [&str; 7] = [
        "2024-09-30",
        "2024-12-31",
        "2025-03-31",
        "2025-07-15",
        "2025-10-31",
        "2026-02-28",
        "2026-06-30",
    ];
    let title = |word: &str| format!("{word} {number}");
    Round {
        id: format!("demo-r{number}"),
        title: words(
            [
                &title("Round"),
                &title("Cycle"),
                &title("Ronda"),
                &title("الجولة"),
            ]
            .map(String::as_str),
        ),
        from: (number == 7).then(|| day("2026-05-12")),
        until: day(ENDS[number - 1]),
    }
}

/// The figure of round 7 by district, with a hostile name among them.
pub fn figure(shapes: &[Geometry]) -> Figure<'_> {
    let rows: Vec<AreaRow> = shapes
        .iter()
        .enumerate()
        .map(|(index, shape)| {
            let (english, arabic) = NAMES[index % NAMES.len()];
            let number = index / NAMES.len() + 1;
            let (english, arabic) = if index == 5 {
                (
                    "<script>alert('x')</script>\" onload=\"x".to_owned(),
                    "<b>".to_owned(),
                )
            } else {
                (format!("{english} {number}"), format!("{arabic} {number}"))
            };
            let before = amount(index)
                .known()
                .map(|value| value * (0.8 + (index % 9) as f64 / 20.0));
            AreaRow {
                area: AreaName {
                    code: format!("DM{:02}{:02}", index / COLUMNS + 1, index % COLUMNS + 1),
                    name: [("en", english), ("ar", arabic)].into_iter().collect(),
                },
                amount: amount(index),
                previous: before.map(|value| Amount::Known(value.round())),
                geometry: Some(shape),
                position: None,
                has_parts: index % 11 != 3,
            }
        })
        .collect();
    let total: f64 = rows
        .iter()
        .filter_map(|row| row.amount.known())
        .sum::<f64>()
        + 14.0;
    let series = [0.41, 0.46, 0.62, 0.71, 0.69, 0.88, 1.0];
    let part = |texts: [&str; 4], share: f64| Part {
        label: words(texts),
        amount: Amount::Known((total * share).round()),
    };
    Figure {
        indicator: indicator(),
        round: round(7),
        level: 2,
        trail: vec![AreaName {
            code: "DM".into(),
            name: words(["Demoland", "Demoland", "Demolandia", "ديمولاند"]),
        }],
        total: Amount::Known(total),
        previous: Some((round(6), Amount::Known((total * 0.88).round()))),
        rows,
        series: series
            .iter()
            .enumerate()
            .map(|(index, share)| SeriesPoint {
                round: round(index + 1),
                amount: Amount::Known((total * share).round()),
            })
            .collect(),
        breakdowns: vec![
            Breakdown {
                title: words([
                    "Reason for displacement",
                    "Raison du déplacement",
                    "Motivo del desplazamiento",
                    "سبب النزوح",
                ]),
                parts: vec![
                    part(["Conflict", "Conflit", "Conflicto", "نزاع"], 0.71),
                    part(["Flood", "Inondation", "Inundación", "فيضان"], 0.22),
                    part(["Drought", "Sécheresse", "Sequía", "جفاف"], 0.07),
                ],
            },
            Breakdown {
                title: words(["Sex", "Sexe", "Sexo", "الجنس"]),
                parts: vec![
                    part(
                        [
                            "Women and girls",
                            "Femmes et filles",
                            "Mujeres y niñas",
                            "نساء وفتيات",
                        ],
                        0.54,
                    ),
                    part(
                        [
                            "Men and boys",
                            "Hommes et garçons",
                            "Hombres y niños",
                            "رجال وفتيان",
                        ],
                        0.46,
                    ),
                ],
            },
        ],
        provenance: Provenance {
            source: words([
                "Area assessments, key informants",
                "Évaluations de zone, informateurs clés",
                "Evaluaciones de área, informantes clave",
                "تقييمات المناطق، مخبرون رئيسيون",
            ]),
            method: words([
                "Baseline area assessment: three to five key informants in each district, compared with site counts.",
                "Évaluation de base des zones : trois à cinq informateurs clés par district, comparés aux comptages sur site.",
                "Evaluación de base de áreas: de tres a cinco informantes clave por distrito, comparados con recuentos en los sitios.",
                "تقييم أساسي للمناطق: من ثلاثة إلى خمسة مخبرين رئيسيين في كل محلية، مع المقارنة بأعداد المواقع.",
            ]),
            records: 1_284,
            coverage: Some(Coverage {
                assessed: 58,
                planned: 60,
            }),
            approved: Some(day("2026-07-14")),
            licence: words(["CC BY 4.0"; 4]),
            threshold: 10,
        },
        choices: Choices {
            indicators: vec![
                ("idps_present".into(), indicator().title),
                (
                    "returnees".into(),
                    words([
                        "Returnees",
                        "Personnes retournées",
                        "Personas retornadas",
                        "العائدون",
                    ]),
                ),
            ],
            levels: vec![
                (1, words(["State", "État", "Estado", "ولاية"])),
                (2, words(["District", "District", "Distrito", "محلية"])),
            ],
            rounds: (1..=7)
                .rev()
                .map(|number| (format!("demo-r{number}"), round(number).title))
                .collect(),
        },
    }
}

pub fn home(shapes: &[Geometry]) -> Home<'_> {
    let other = |id: &str, texts: [&str; 4], unit| Indicator {
        id: id.into(),
        title: words(texts),
        unit,
        ..indicator()
    };
    Home {
        figure: Some(figure(shapes)),
        headlines: vec![
            Headline {
                indicator: other(
                    "idp_households",
                    [
                        "Displaced households",
                        "Ménages déplacés",
                        "Hogares desplazados",
                        "الأسر النازحة",
                    ],
                    Unit::Households,
                ),
                amount: Amount::Known(361_204.0),
                until: day("2026-06-30"),
            },
            Headline {
                indicator: other(
                    "returnees",
                    [
                        "Returnees",
                        "Personnes retournées",
                        "Personas retornadas",
                        "العائدون",
                    ],
                    Unit::People,
                ),
                amount: Amount::Known(48_771.0),
                until: day("2026-06-30"),
            },
            Headline {
                indicator: other(
                    "sites",
                    [
                        "Sites with displaced people",
                        "Sites accueillant des déplacés",
                        "Sitios con desplazados",
                        "مواقع النازحين",
                    ],
                    Unit::Sites,
                ),
                amount: Amount::Known(412.0),
                until: day("2026-06-30"),
            },
        ],
    }
}
