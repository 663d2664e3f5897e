//! Measures releases of a file: `measure_release FILE EPSILON DELTA ORDER TIMES`.
use std::{fs::File, io::Write as _, time::Instant};

use synthesis::{Request, marginal::Cells, reader, synthesise, utility};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let mut out = std::io::stdout();
    let (table, domain) = reader::read_inferring(File::open(&arguments[1])?)?;
    let request = Request {
        epsilon: arguments[2].parse()?,
        delta: arguments[3].parse()?,
        order: arguments[4].parse()?,
    };
    for _ in 0..arguments[5].parse::<u32>()? {
        let start = Instant::now();
        let release = synthesise(&table, &domain, &request, &mut |stage| {
            let _ = writeln!(
                std::io::stderr(),
                "{stage:?} {:.1}",
                start.elapsed().as_secs_f64()
            );
        })?;
        let seconds = start.elapsed().as_secs_f64();
        let mut lost = 0;
        for (at, size) in domain.sizes().iter().enumerate() {
            let cells = Cells::new(&[at], &domain.sizes());
            let (before, after) = (cells.counts(&table), cells.counts(&release.records));
            for value in 0..*size {
                if after[value] == 0 && before[value] > lost {
                    lost = before[value];
                }
            }
        }
        writeln!(std::io::stderr(), "made in {seconds:.1}")?;
        let sets: Vec<String> = release
            .recipe
            .measured
            .iter()
            .filter(|m| m.columns.len() > 1)
            .map(|m| format!("{:?}/{:.1}", m.columns, m.sigma))
            .collect();
        writeln!(
            out,
            "seconds {seconds:.2} records {} largest value lost {lost} spent {:.6} of {:.6} {}",
            release.records.rows(),
            release.recipe.rho_spent,
            release.recipe.rho,
            sets.join(" ")
        )?;
        for kept in utility::kept(
            &table,
            &release.records,
            &domain,
            arguments.get(6).map_or(Ok(4), |order| order.parse())?,
        ) {
            writeln!(
                out,
                "{}-way tvd {:.4} mass {:.4} kept {:.3} invented {:.3} rare {}/{} proportional {:.2}",
                kept.columns,
                kept.total_variation,
                kept.mass_error,
                kept.kept,
                kept.invented,
                kept.rare_shown,
                kept.rare,
                kept.proportional_error
            )?;
        }
    }
    Ok(())
}
