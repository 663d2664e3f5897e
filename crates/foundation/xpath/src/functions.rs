//! Which functions there are: XPath 1.0 section 4, and those of the ODK XForms specification.

use crate::ast::{Expr, ExprId, Expression};
use crate::token::Name;

macro_rules! functions {
    ($($variant:ident $name:literal $least:literal $most:expr;)*) => {
        /// A function that the engine knows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each is named as in its specification")]
        pub enum Function { $($variant,)* }

        impl Function {
            /// Every function.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Name as written in an expression.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Fewest and most arguments; `usize::MAX` is no limit.
            pub fn arity(self) -> (usize, usize) {
                match self { $(Self::$variant => ($least, $most),)* }
            }

            /// The function of this name.
            pub fn named(name: &Name) -> Option<Self> {
                match name.to_string().as_str() { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

const ANY: usize = usize::MAX;

functions! {
    Last "last" 0 0;
    Position "position" 0 1;
    Count "count" 1 1;
    Id "id" 1 1;
    LocalName "local-name" 0 1;
    NamespaceUri "namespace-uri" 0 1;
    NameOf "name" 0 1;
    String "string" 0 1;
    Concat "concat" 0 ANY;
    StartsWith "starts-with" 2 2;
    EndsWith "ends-with" 2 2;
    Contains "contains" 2 2;
    SubstringBefore "substring-before" 2 2;
    SubstringAfter "substring-after" 2 2;
    Substring "substring" 2 3;
    StringLength "string-length" 0 1;
    NormalizeSpace "normalize-space" 0 1;
    Translate "translate" 3 3;
    Boolean "boolean" 1 1;
    Not "not" 1 1;
    True "true" 0 0;
    False "false" 0 0;
    Lang "lang" 1 1;
    Number "number" 0 1;
    Sum "sum" 1 1;
    Floor "floor" 1 1;
    Ceiling "ceiling" 1 1;
    Round "round" 1 2;
    If "if" 3 3;
    Coalesce "coalesce" 2 2;
    Once "once" 1 1;
    Selected "selected" 2 2;
    SelectedAt "selected-at" 2 2;
    CountSelected "count-selected" 1 1;
    ChoiceName "jr:choice-name" 2 2;
    Itext "jr:itext" 1 1;
    Instance "instance" 1 1;
    Current "current" 0 0;
    Pulldata "pulldata" 4 4;
    IndexedRepeat "indexed-repeat" 3 7;
    CountNonEmpty "count-non-empty" 1 1;
    Min "min" 1 ANY;
    Max "max" 1 ANY;
    Join "join" 1 ANY;
    Regex "regex" 2 2;
    Substr "substr" 2 3;
    Int "int" 1 1;
    Pow "pow" 2 2;
    Abs "abs" 1 1;
    Today "today" 0 0;
    Now "now" 0 0;
    Date "date" 1 1;
    DateTime "date-time" 1 1;
    DecimalDateTime "decimal-date-time" 1 1;
    DecimalTime "decimal-time" 1 1;
    FormatDate "format-date" 2 2;
    FormatDateTime "format-date-time" 2 2;
    Uuid "uuid" 0 1;
    Digest "digest" 2 3;
    Random "random" 0 0;
    Randomize "randomize" 1 2;
    Distance "distance" 1 ANY;
    Area "area" 1 1;
    Geofence "geofence" 2 2;
    BooleanFromString "boolean-from-string" 1 1;
    Checklist "checklist" 2 ANY;
    WeightedChecklist "weighted-checklist" 2 ANY;
    Base64Decode "base64-decode" 1 1;
    Sin "sin" 1 1;
    Cos "cos" 1 1;
    Tan "tan" 1 1;
    Asin "asin" 1 1;
    Acos "acos" 1 1;
    Atan "atan" 1 1;
    Atan2 "atan2" 2 2;
    Sqrt "sqrt" 1 1;
    Exp "exp" 1 1;
    Exp10 "exp10" 1 1;
    Log "log" 1 1;
    Log10 "log10" 1 1;
    Pi "pi" 0 0;
}

impl Function {
    /// Whether two evaluations of the same data may differ: clock, chance, or what was there before.
    pub fn is_volatile(self) -> bool {
        matches!(
            self,
            Self::Today | Self::Now | Self::Random | Self::Randomize | Self::Uuid | Self::Once
        )
    }

    /// How many arguments it takes, in words.
    pub(crate) fn expected(self) -> String {
        match self.arity() {
            (least, ANY) => format!("{least} or more"),
            (least, most) if least == most => least.to_string(),
            (least, most) => format!("{least} to {most}"),
        }
    }
}

/// A call that cannot be evaluated, whatever the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallFault {
    /// Bytes of the call in the source.
    pub span: std::ops::Range<usize>,
    /// What is wrong with it.
    pub error: crate::EvalError,
}

impl Expression {
    /// Names of the functions it calls, in the order of evaluation, perhaps repeated.
    pub fn calls(&self) -> impl Iterator<Item = (&Name, Option<Function>)> {
        self.arena.iter().filter_map(|expr| match expr {
            Expr::Call { name, function, .. } => Some((name, *function)),
            _ => None,
        })
    }

    /// Questions it refers to as `${name}`, with whether the last saved submission is meant.
    pub fn references(&self) -> impl Iterator<Item = (&str, bool)> {
        self.arena.iter().filter_map(|expr| match expr {
            Expr::Reference { last_saved, name } => Some((name.as_ref(), *last_saved)),
            _ => None,
        })
    }

    /// Secondary instances it reads by a literal name, through `instance()` or `pulldata()`.
    pub fn instances(&self) -> impl Iterator<Item = &str> {
        self.arena.iter().filter_map(|expr| match expr {
            Expr::Call {
                function: Some(Function::Instance | Function::Pulldata),
                arguments,
                ..
            } => match arguments.first().map(|id| self.get(*id)) {
                Some(Expr::Literal(name)) => Some(name.as_ref()),
                _ => None,
            },
            _ => None,
        })
    }

    /// Whether two evaluations over the same data may differ.
    pub fn is_volatile(&self) -> bool {
        self.calls()
            .any(|(_, function)| function.is_some_and(Function::is_volatile))
    }

    /// Calls of unknown functions and calls with a wrong number of arguments.
    pub fn faults(&self) -> Vec<CallFault> {
        self.iter()
            .filter_map(|(id, expr)| match expr {
                Expr::Call {
                    name,
                    function,
                    arguments,
                } => fault(name, *function, arguments.len()).map(|error| CallFault {
                    span: self.span(id),
                    error,
                }),
                _ => None,
            })
            .collect()
    }
}

impl Expression {
    /// Compiles the patterns of its `regex()` calls that are written as texts, for an expression that is evaluated many
    /// times. An evaluator compiles a pattern once for itself otherwise.
    ///
    /// # Errors
    /// The first pattern that is refused, as evaluation would refuse it.
    pub fn compile_patterns(&mut self) -> Result<(), CallFault> {
        let mut compiled = Vec::new();
        for (id, expr) in self.iter() {
            let Expr::Call {
                function: Some(Function::Regex),
                arguments,
                ..
            } = expr
            else {
                continue;
            };
            if let Some(at) = arguments.get(1)
                && let Expr::Literal(pattern) = self.get(*at)
            {
                let pattern = crate::scalars::pattern(pattern).map_err(|error| CallFault {
                    span: self.span(id),
                    error,
                })?;
                compiled.push((*at, pattern));
            }
        }
        self.patterns = compiled;
        Ok(())
    }

    /// The compiled pattern of the literal at this place.
    pub(crate) fn pattern(&self, literal: ExprId) -> Option<&regex::Regex> {
        self.patterns
            .iter()
            .find(|(at, _)| *at == literal)
            .map(|(_, pattern)| pattern)
    }
}

/// What is wrong with a call of so many arguments.
pub(crate) fn fault(
    name: &Name,
    function: Option<Function>,
    given: usize,
) -> Option<crate::EvalError> {
    let Some(function) = function else {
        return Some(crate::EvalError::UnknownFunction(name.to_string()));
    };
    let (least, most) = function.arity();
    (given < least || given > most).then(|| crate::EvalError::arguments(function, given))
}
