//! Tuning and measuring: epsilon, delta, file -> utility of a release, time.
use std::{fs::File, time::Instant};

use synthesis::{adaptive, budget::{self, Budget}, estimate::Model, reader, sampling::{Chance, draw}, support, utility};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let (table, domain) = reader::read_inferring(File::open(&arguments[1])?)?;
    let epsilon: f64 = arguments[2].parse()?;
    let mut restriction = support::Restriction { proposals: 10, least: vec![0.0, 5.0, 5.0], passes: 2, steps: 100 };
    let mut plan = adaptive::Plan::default();
    for set in &arguments[3..] {
        let (name, value) = set.split_once('=').ok_or("name=value")?;
        let v: f64 = value.parse()?;
        match name {
            "order" => plan.order = v as usize,
            "singles" => plan.singles = v,
            "choosing" => plan.choosing = v,
            "rounds" => plan.rounds = v,
            "widest" => plan.widest = v as usize,
            "anneal" => plan.anneal = v,
            "tree" => plan.tree = v,
            "steps" => plan.steps.0 = v as usize,
            "t2" => restriction.least[1] = v,
            "t3" => restriction.least[2] = v,
            "passes" => restriction.passes = v as usize,
            "rake" => restriction.steps = v as usize,
            "proposals" => restriction.proposals = v as usize,
            "final" => plan.steps.1 = v as usize,
            _ => {}
        }
    }
    let start = Instant::now();
    let sizes = domain.sizes();
    let mut budget = Budget::new(epsilon, 1.9e-6)?;
    let mut chance = Chance::new(budget::fresh_seed()?);
    let measured = adaptive::measure(&table, &sizes, &[], &plan, &mut budget, &mut chance, &mut |_, _| {})?;
    let t1 = start.elapsed().as_secs_f64();
    for one in &measured[sizes.len()..] {
        println!("{:?} cells {} sigma {:.1}", one.columns, one.counts.len(), one.sigma);
    }
    let model = Model::fit(&sizes, &measured, &[], None, plan.steps.1);
    let wanted = model.total.round() as usize;
    let says: Vec<Vec<bool>> = domain.columns.iter().map(|c| c.values.iter().map(|v| !v.is_empty() && v != "0").collect()).collect();
    let t2 = start.elapsed().as_secs_f64();
    let proposed = draw(&model, wanted * restriction.proposals, &mut chance);
    let mut weighted = support::weigh(&proposed, model.total);
    let all = weighted.weights.len();
    let t3 = start.elapsed().as_secs_f64();
    for pass in 0..restriction.passes {
        let part = (pass + 1) as f64 / restriction.passes as f64;
        let least: Vec<f64> = restriction.least.iter().map(|l| l * part).collect();
        support::strike_thin(&mut weighted, &says, &least);
        support::rake(&mut weighted, &measured, &model, restriction.steps);
    }
    let t4 = start.elapsed().as_secs_f64();
    println!("distinct {} of {all} fit {:.2} propose {:.2} rake {:.2}", weighted.weights.len(), t2 - t1, t3 - t2, t4 - t3);
    let release = support::whole(&weighted, wanted, &mut chance);
    println!("rho {:.5} rounds {} measure {:.2}s all {:.2}s rows {}", budget.total(), measured.len() - sizes.len(), t1, start.elapsed().as_secs_f64(), release.rows());
    for kept in utility::kept(&table, &release, &domain, 3) {
        println!("{}-way tvd {:.4} mass {:.4} kept {:.3} invented {:.3} rare {}/{}", kept.columns, kept.total_variation, kept.mass_error, kept.kept, kept.invented, kept.rare_shown, kept.rare);
    }
    Ok(())
}
