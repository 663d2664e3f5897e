//! What can be typed after `waymark disclose`, with examples.

use std::path::PathBuf;

use clap::{Args, Subcommand};

pub const EXAMPLES: &str = "Examples:
  waymark disclose synthesise cases.csv --epsilon 1 --delta 1e-6 --domain domain.toml -o synthetic.csv
  waymark disclose synthesise cases.csv --epsilon 1 --delta 1e-6 -o synthetic.csv --recipe recipe.json
  waymark disclose again recipe.json -o synthetic.csv
  waymark disclose k-anonymise cases.csv -k 11 -o anonymous.csv
  waymark disclose report cases.csv synthetic.csv --json

Exit codes: 0 done, 1 the request or a file was refused (every fault is named with line and column), 2 the command could not run.";

#[derive(Debug, Args)]
pub struct Disclose {
    #[command(subcommand)]
    pub act: Act,
}

#[derive(Debug, Subcommand)]
pub enum Act {
    /// Make synthetic records with differential privacy
    #[command(after_help = SYNTHESISE)]
    Synthesise(Synthesise),
    /// Make the synthetic records of a recipe again, without the confidential file
    #[command(after_help = "Example:\n  waymark disclose again recipe.json -o synthetic.csv")]
    Again(Again),
    /// Make records that at least k people share, by wider values and empty cells
    #[command(after_help = K_ANONYMISE)]
    KAnonymise(KAnonymise),
    /// Compare a release with its original: what is kept, lost and invented, what attackers get
    #[command(after_help = REPORT)]
    Report(Compare),
}

const SYNTHESISE: &str = "Examples:
  waymark disclose synthesise cases.csv --epsilon 1 --delta 1e-6 --domain domain.toml -o synthetic.csv
  waymark disclose synthesise cases.csv --epsilon 0.5 --delta 1e-7 --order 2 -o synthetic.csv --json

One record is one person: remove repeated records of one person first.
The noise has no seed, so two runs differ and each spends its own epsilon: two releases of one file cost the sum.
Keep the recipe (--recipe) to make the same records again; it holds noisy counts only.

A domain (TOML) names what each column may hold, so that the list of values does not come from the data:
  [[column]]
  name = \"sex\"
  values = [\"Female\", \"Male\"]
  required = true                # an empty cell is a fault, and is never made
  [[column]]
  name = \"age\"
  bins = [0, 9, 18, 60, 120]     # each number begins an interval; the last is the first not allowed
  [[column]]
  name = \"means\"
  separator = \";\"                # several values in a cell
  values = [\"Threats\", \"Debt\"]
  [[column]]
  name = \"citizenship\"
  values = [\"MD\", \"UA\", \"PH\"]
  group = [{ name = \"Eastern Europe\", of = [\"MD\", \"UA\"] }]   # for k-anonymise
  [[impossible]]                 # combinations that are never made
  sex = [\"Male\"]
  means = [\"…\"]";

const K_ANONYMISE: &str = "Example:
  waymark disclose k-anonymise cases.csv -k 11 --domain domain.toml -o anonymous.csv --json

The k holds over all columns. Numbers become wider intervals, values their declared groups, the rest an empty cell.
The number of people in each group is rounded to a multiple of k at random. Publish one such file of the same people
only: k-anonymity does not add up over releases; differential privacy does.";

const REPORT: &str = "Examples:
  waymark disclose report cases.csv synthetic.csv --json
  waymark disclose report half_a.csv synthetic_of_a.csv --outsiders half_b.csv --json

Membership inference can only be measured with people who were not in the original (--outsiders): release one half of a
file and give the other. The figures are computed from the confidential file: they are for whoever approves a release.";

#[derive(Debug, Args)]
pub struct Synthesise {
    /// Confidential file, CSV with a header; one record is one person
    #[arg(value_name = "IN.csv")]
    pub file: PathBuf,
    /// Privacy loss granted, over 0; smaller is more private
    #[arg(long)]
    pub epsilon: f64,
    /// Chance with which epsilon may not hold; well under 1 divided by the number of records
    #[arg(long)]
    pub delta: f64,
    /// Longest combination of columns that is measured, 1 to 4
    #[arg(long, default_value_t = 3)]
    pub order: usize,
    /// What each column may hold
    #[arg(long, value_name = "DOMAIN.toml")]
    pub domain: Option<PathBuf>,
    /// Where the synthetic records go
    #[arg(short, long, value_name = "OUT.csv")]
    pub output: PathBuf,
    /// Also keep what the records were made from (noisy counts, seed)
    #[arg(long, value_name = "RECIPE.json")]
    pub recipe: Option<PathBuf>,
    /// Print what was done as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Again {
    /// The recipe that a synthesis kept
    #[arg(value_name = "RECIPE.json")]
    pub recipe: PathBuf,
    /// Where the synthetic records go
    #[arg(short, long, value_name = "OUT.csv")]
    pub output: PathBuf,
}

#[derive(Debug, Args)]
pub struct KAnonymise {
    /// Confidential file, CSV with a header; one record is one person
    #[arg(value_name = "IN.csv")]
    pub file: PathBuf,
    /// People who share each published record at least; 2 or more
    #[arg(short = 'k', value_name = "K")]
    pub k: usize,
    /// What each column may hold, with groups to generalise to
    #[arg(long, value_name = "DOMAIN.toml")]
    pub domain: Option<PathBuf>,
    /// Where the records go
    #[arg(short, long, value_name = "OUT.csv")]
    pub output: PathBuf,
    /// Print what it cost, with l-diversity and t-closeness of each column, as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Compare {
    /// The confidential file
    #[arg(value_name = "ORIGINAL.csv")]
    pub original: PathBuf,
    /// What is to be published
    #[arg(value_name = "RELEASE.csv")]
    pub release: PathBuf,
    /// Longest combination of columns that is compared, 1 to 4
    #[arg(long, default_value_t = 3)]
    pub order: usize,
    /// What each column may hold
    #[arg(long, value_name = "DOMAIN.toml")]
    pub domain: Option<PathBuf>,
    /// People of the same kind who were not in the original, to measure membership inference
    #[arg(long, value_name = "FILE.csv")]
    pub outsiders: Option<PathBuf>,
    /// Print all figures as JSON
    #[arg(long)]
    pub json: bool,
}
