//! What can be typed: commands, flags, their help and examples.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// One open platform for migration data.
#[derive(Debug, Parser)]
#[command(name = "waymark", version, about, arg_required_else_help = true)]
pub struct Arguments {
    #[command(flatten)]
    pub node: NodePlace,
    #[command(subcommand)]
    pub command: Command,
}

/// Which node a command works on.
#[derive(Debug, Args)]
pub struct NodePlace {
    /// Settings file; its keys all have defaults (`waymark check config` prints them)
    #[arg(
        long,
        global = true,
        default_value = "waymark.toml",
        value_name = "FILE"
    )]
    pub config: PathBuf,
    /// Folder of the node's data, over the settings
    #[arg(long, global = true, value_name = "FOLDER", env = "WAYMARK_DATA")]
    pub data: Option<PathBuf>,
    /// Store, over the settings: `sqlite:PATH` or `postgres://…`
    #[arg(
        long,
        global = true,
        value_name = "URL",
        env = "WAYMARK_STORE",
        hide_env_values = true
    )]
    pub store: Option<String>,
    /// Log to standard error as JSON lines
    #[arg(long, global = true)]
    pub log_json: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the public pages, the API and the staff workspace
    #[command(after_help = "Example:\n  waymark serve --listen 0.0.0.0:8080")]
    Serve(Serve),
    /// Create a demo country and serve it
    #[command(after_help = "Example:\n  waymark demo --data /tmp/demo")]
    Demo(Demo),
    /// Bring a spreadsheet, CSV or API answer into a register
    #[command(after_help = IMPORT_EXAMPLES)]
    Import(Import),
    /// Write a register's records as CSV, XLSX, GeoJSON or Parquet
    #[command(after_help = EXPORT_EXAMPLES)]
    Export(Export),
    /// Compute an indicator
    #[command(
        after_help = "Example:\n  waymark measure idps_present --level 1 --round demo-r3 --json"
    )]
    Measure(Measure),
    /// List rounds, run their checks, compare them, move them through their lifecycle
    #[command(
        after_help = "Examples:\n  waymark round list\n  waymark round check demo-r3\n  waymark round compare demo-r3 --with demo-r2"
    )]
    Round(Round),
    /// Flow monitoring: a file of counts to a series by point and day, and its unusual days
    #[command(after_help = FLOWS_EXAMPLES)]
    Flows(Flows),
    /// Missing migrants: totals as of any day, revisions, a printed chart beside them
    #[command(after_help = FATALITIES_EXAMPLES)]
    Fatalities(Fatalities),
    /// Travel documents: read zones, verify chips, screen names; works without a store
    #[command(after_help = crate::border::EXAMPLES)]
    Border(crate::border::Border),
    /// Make a publishable file of a confidential one, and see what it gives away
    #[command(after_help = crate::disclose::EXAMPLES)]
    Disclose(crate::disclose::Disclose),
    /// Cases of trafficked persons: make a partner's file fit to be contributed, people known to several partners
    #[command(after_help = crate::trafficking::EXAMPLES)]
    Trafficking(crate::trafficking::Trafficking),
    /// List the registers in force, or check a folder of a country's own
    #[command(
        after_help = "Examples:\n  waymark register list\n  waymark register check data/registers\n\nExit code 1 when a definition has faults; each is printed with file, row and mend."
    )]
    Register(RegisterOptions),
    /// Add and manage users
    #[command(
        after_help = "Example:\n  waymark user add maria --name 'Maria Doe' --role analyst --unit /sudan"
    )]
    User(User),
    /// Recompute the hash chain, every record and every attachment
    #[command(
        after_help = "Exit code 1 when anything was altered; each fault is printed with its place."
    )]
    Verify(Verify),
    /// Copy the node's data to one file while it runs
    #[command(
        after_help = "Example:\n  waymark backup backups/2026-11-23.waymark --keys keys/current.keys"
    )]
    Backup(Backup),
    /// Open a backup as a new node
    #[command(
        after_help = "Example:\n  waymark restore backups/2026-11-23.waymark --keys keys/current.keys --data restored"
    )]
    Restore(Restore),
    /// The master key that wraps the keys of sealed records
    Keys(Keys),
    /// Print the settings in force, or check them
    Check(Check),
    /// Print the OpenAPI 3.1 document
    Openapi,
    /// Print a completion script for a shell
    #[command(after_help = "Example:\n  waymark completions bash > /etc/bash_completion.d/waymark")]
    Completions { shell: Shell },
}

const IMPORT_EXAMPLES: &str = "Examples:
  waymark import displacement master_list.xlsx --dry-run
  waymark import displacement round24.csv --operation 'Lake Chad Basin' --round 24 --country TCD
  waymark import displacement file.csv --save-mapping mapping.toml   (edit it, then)
  waymark import displacement file.csv --mapping mapping.toml
  waymark import places adm2.geojson --level 2 --code-field ADM2_PCODE
  waymark import fatalities release.csv --dry-run
  waymark import trafficking contribution.csv --partner lantern --mapping words.toml

Exit codes: 0 imported (or nothing new), 1 refused or nothing to import, 2 the command could not run.";

const FLOWS_EXAMPLES: &str = "Examples:
  waymark flows series counts.csv > series.csv
  waymark flows alerts counts.csv
  waymark flows alerts counts.csv --rule marula.toml

The file has columns for point, day, direction and people, by HXL tag (#loc+code, #date+occurred, #direction+type,
#affected+migrants+ind) or by name (point_id, counted_on, direction, size). It may be longer than memory.";

const FATALITIES_EXAMPLES: &str = "Examples:
  waymark fatalities totals --as-of 2026-06-30
  waymark fatalities totals --system unsd --json
  waymark fatalities revisions
  waymark fatalities compare chart_2018.csv --until 2018-09-28

All numbers are minimum estimates.";

const EXPORT_EXAMPLES: &str = "Examples:
  waymark export displacement --round 3 --format xlsx -o round3.xlsx
  waymark export area_assessments --round xmr-marula-r3 --format hxl-csv
  waymark export displacement --round 3 --rows breakdown > by-sex-and-age.csv
  waymark export sites --format geojson > sites.geojson
  waymark export rounds";

#[derive(Debug, Args)]
pub struct Serve {
    /// Address to listen on, over the settings
    #[arg(long, env = "WAYMARK_LISTEN")]
    pub listen: Option<SocketAddr>,
}

#[derive(Debug, Args)]
pub struct Demo {
    /// Address to listen on; a free port is taken when it is in use
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Write the address to this file once the node answers
    #[arg(long, value_name = "FILE")]
    pub address_file: Option<PathBuf>,
    /// Create the demo country and stop
    #[arg(long)]
    pub no_serve: bool,
    /// Seed of the generated data
    #[arg(long, default_value_t = 2019)]
    pub seed: u64,
}

/// What a file is brought into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// Displacement tracking: rounds, areas, sites, points, P-codes: what the file holds is recognised
    Displacement,
    /// Areas with their boundaries: a GeoJSON feature collection or a shapefile
    Places,
    /// Missing migrants: a published release of incidents, in any of the headers it has had
    Fatalities,
    /// Trafficked persons: a partner's pseudonymous cases (HTCDS), under the partner's agreement
    Trafficking,
}

#[derive(Debug, Args)]
pub struct Import {
    pub target: Target,
    /// .xlsx, .xls, .ods, .csv, .tsv, .json (DTM API); for places .geojson, .shp
    pub file: PathBuf,
    /// Column mapping to use, as written by --save-mapping
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Write the proposed column mapping to this file and stop
    #[arg(long, value_name = "FILE", conflicts_with = "mapping")]
    pub save_mapping: Option<PathBuf>,
    /// Read, map and check everything, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Import the rows without faults although others have some
    #[arg(long)]
    pub accept_valid_rows: bool,
    /// Name of the operation, where the file does not say
    #[arg(long)]
    pub operation: Option<String>,
    /// Round number, where the file does not say
    #[arg(long)]
    pub round: Option<i64>,
    /// Reporting date, where the file does not say
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Country, ISO 3166 alpha-3, where the file does not say
    #[arg(long, value_name = "ISO3")]
    pub country: Option<String>,
    /// Org unit that owns the records; the installation's topmost when left out
    #[arg(long, value_name = "PATH")]
    pub unit: Option<String>,
    /// Places: admin level of all areas, where the property names do not say
    #[arg(long)]
    pub level: Option<u8>,
    /// Places: property that holds the code
    #[arg(long, value_name = "NAME")]
    pub code_field: Option<String>,
    /// Places: property that holds the name
    #[arg(long, value_name = "NAME")]
    pub name_field: Option<String>,
    /// Fatalities: nobody has verified the file; its rows become candidates and are not published
    #[arg(long)]
    pub candidates: bool,
    /// Trafficking: code of the partner whose records these are
    #[arg(long, value_name = "CODE")]
    pub partner: Option<String>,
    /// Print the result as JSON
    #[arg(long)]
    pub json: bool,
}

/// A written format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Csv,
    HxlCsv,
    Xlsx,
    Geojson,
    Parquet,
}

#[derive(Debug, Args)]
pub struct Export {
    /// Name of a register, or of a system (`displacement` is its assessments)
    pub what: String,
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    pub format: Format,
    /// Only this round: its code, or its number where only one operation has it
    #[arg(long)]
    pub round: Option<String>,
    /// The rows of this repeat, a line each with the id of its record, instead of the records
    #[arg(long, value_name = "REPEAT")]
    pub rows: Option<String>,
    /// File to write; standard output when left out
    #[arg(long, short)]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Measure {
    /// Indicator; all are listed when left out
    pub indicator: Option<String>,
    /// Admin level, 0 is the country
    #[arg(long)]
    pub level: Option<u8>,
    /// Only below this area
    #[arg(long, value_name = "PCODE")]
    pub under: Option<String>,
    #[arg(long)]
    pub round: Option<String>,
    /// Disaggregation, repeatable
    #[arg(long)]
    pub by: Vec<String>,
    /// What was known then: an instant or a date
    #[arg(long, value_name = "TIME")]
    pub as_of: Option<String>,
    /// What the public may see: approved rounds, small numbers suppressed
    #[arg(long)]
    pub public: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Round {
    #[command(subcommand)]
    pub act: RoundAct,
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum RoundAct {
    /// All rounds with their states and findings
    List,
    /// Run the quality checks of a round
    Check { round: String },
    /// Compare with another round over the areas that both cover
    Compare {
        round: String,
        #[arg(long)]
        with: String,
    },
    /// Take a transition of the lifecycle, e.g. approve
    Move {
        round: String,
        transition: String,
        #[arg(long)]
        reason: Option<String>,
    },
}

#[derive(Debug, Args)]
pub struct Flows {
    #[command(subcommand)]
    pub act: FlowsAct,
}

#[derive(Debug, Subcommand)]
pub enum FlowsAct {
    /// Passages by point, day and direction, as CSV with HXL tags
    Series { file: PathBuf },
    /// Days on which unusually many or few passed, judged by the eight weeks before each
    Alerts {
        file: PathBuf,
        /// Rule of a country, as TOML, instead of the one that ships
        #[arg(long, value_name = "FILE")]
        rule: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub struct Fatalities {
    #[command(subcommand)]
    pub act: FatalitiesAct,
    /// Print the result as JSON
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum FatalitiesAct {
    /// Published dead and missing by region and year
    Totals {
        /// Regions: `project` or `unsd` (M49)
        #[arg(long, default_value = "project")]
        system: String,
        /// What was published then: an instant or a date
        #[arg(long, value_name = "TIME")]
        as_of: Option<String>,
    },
    /// Every change to what was published, the newest first
    Revisions,
    /// Hold a printed chart (year, region_of_origin, printed, value) against what is published
    Compare {
        /// .csv or a workbook
        file: PathBuf,
        /// Count incidents up to this day only, where the chart ends within a year
        #[arg(long, value_name = "YYYY-MM-DD")]
        until: Option<String>,
    },
}

#[derive(Debug, Args)]
pub struct RegisterOptions {
    #[command(subcommand)]
    pub act: RegisterAct,
    /// One JSON object a line
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum RegisterAct {
    /// All registers with their class and number of fields
    List,
    /// Compile a folder of registers together with the shipped ones
    Check {
        /// Folder with one folder a register
        folder: PathBuf,
    },
}

#[derive(Debug, Args)]
pub struct User {
    #[command(subcommand)]
    pub act: UserAct,
}

#[derive(Debug, Subcommand)]
pub enum UserAct {
    /// Add a user; the password is read from standard input, or made and printed once
    Add {
        id: String,
        #[arg(long)]
        name: String,
        #[arg(long)]
        role: String,
        /// Org unit, e.g. /sudan/darfur
        #[arg(long)]
        unit: String,
        #[arg(long, default_value = "en")]
        lang: String,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// All users with their roles
    List,
    /// Close an account; its sessions end at once
    Disable { id: String },
    /// Set a new password, read from standard input
    Password { id: String },
    /// Make an API token; it is shown once
    Token {
        id: String,
        #[arg(long)]
        name: String,
        /// What it may do, `register:verb`, repeatable
        #[arg(long, required = true)]
        scope: Vec<String>,
        #[arg(long, default_value_t = 90)]
        days: u32,
    },
}

#[derive(Debug, Args)]
pub struct Verify {
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Backup {
    /// File to write; it must not exist
    pub file: PathBuf,
    /// File for the wrapped keys of sealed records, in the place of the one before; keep it apart, and only as long as needed
    #[arg(long, value_name = "FILE")]
    pub keys: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Restore {
    /// A file that `waymark backup` wrote
    pub file: PathBuf,
    /// The file that `waymark backup --keys` wrote
    #[arg(long, value_name = "FILE")]
    pub keys: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Keys {
    #[command(subcommand)]
    pub act: KeysAct,
}

#[derive(Debug, Subcommand)]
pub enum KeysAct {
    /// Which master key is in use, and how many records have a key
    Status,
    /// Wrap all keys with a new master key: what was erased is then closed in older copies of keys too
    Rotate,
    /// Go on with a new master key after the old one was lost; what it sealed stays closed
    StartAnew,
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(subcommand)]
    pub act: CheckAct,
}

#[derive(Debug, Subcommand)]
pub enum CheckAct {
    /// Print every setting in force
    Config,
}
