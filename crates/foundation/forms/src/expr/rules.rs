//! What of XPath a cell of a form may use.

use xpath::{
    Axis, CallFault, EvalError, Expr, ExprId, Expression, Function, Name, NodeTest, Operator,
    Start, Step,
};

use super::ExprError;

/// Refuses what means nothing over a record, and compiles the patterns, so that a bad one is a fault of the form.
pub(super) fn check(expression: &mut Expression) -> Result<(), ExprError> {
    let first = expression
        .iter()
        .filter_map(|(id, part)| {
            let (reason, mend) = refusal(expression, part)?;
            Some((expression.span(id).start, reason, mend))
        })
        .min_by_key(|(at, ..)| *at);
    if let Some((at, reason, mend)) = first {
        return Err(ExprError::new(expression.source(), at, reason, mend));
    }
    expression
        .compile_patterns()
        .map_err(|CallFault { span, error }| {
            ExprError::new(
                expression.source(),
                span.start,
                format!("the pattern of regex() cannot be read: {error}"),
                PATTERN_MEND.to_owned(),
            )
        })
}

const PATTERN_MEND: &str = "write regex(${field}, 'pattern') with the pattern in quotes, without look-around and back \
                            references";

type Refusal = (String, String);

fn refusal(expression: &Expression, part: &Expr) -> Option<Refusal> {
    let field = |reason: &str| {
        Some((
            reason.to_owned(),
            "write the name of the field, as ${name}".to_owned(),
        ))
    };
    match part {
        Expr::Variable(_) => field("a field is not written as ${name}"),
        Expr::Reference {
            last_saved: true, ..
        } => field("a record knows no answers of the record saved before it"),
        Expr::Path { start, steps } if !is_plain(start, steps) => field("a path is written here"),
        Expr::Chain { rest, .. }
            if rest
                .iter()
                .any(|(operator, _)| *operator == Operator::Union) =>
        {
            field("a union of paths is written here")
        }
        Expr::Call {
            name,
            function,
            arguments,
        } => call(expression, name, *function, arguments),
        _ => None,
    }
}

/// `.` or a bare name.
fn is_plain(start: &Start, steps: &[Step]) -> bool {
    let [step] = steps else { return false };
    let simple = match &step.test {
        NodeTest::Node => step.axis == Axis::SelfNode,
        NodeTest::Named(name) => step.axis == Axis::Child && name.prefix.is_none(),
        _ => false,
    };
    simple && *start == Start::Context && step.predicates.is_empty()
}

fn call(
    expression: &Expression,
    name: &Name,
    function: Option<Function>,
    arguments: &[ExprId],
) -> Option<Refusal> {
    let absent = |mend: &str| {
        Some((
            format!("there is no function {name}() here"),
            mend.to_owned(),
        ))
    };
    let Some(function) = function else {
        return absent(
            "use one of if, not, selected, count-selected, coalesce, number, string-length, regex, sum, count, min, \
             max, round, int, abs, concat, substr, contains, starts-with",
        );
    };
    // A register must not give another answer at another time or place.
    if function.is_volatile() || function == Function::Pulldata {
        return absent(
            "its answer changes with the moment or the device: let a field be filled instead",
        );
    }
    if OF_DOCUMENTS.contains(&function) {
        return absent("a record is no document: write fields as ${name}");
    }
    let (least, most) = function.arity();
    if arguments.len() < least || arguments.len() > most {
        let error = EvalError::arguments(function, arguments.len());
        return Some((error.to_string(), usage(function)));
    }
    let argument = |at: usize| arguments.get(at).map(|id| expression.get(*id));
    match function {
        Function::Count | Function::CountNonEmpty => match argument(0) {
            Some(Expr::Reference { .. }) => None,
            _ => Some((
                format!("{name}() counts something else than answers"),
                format!("write {name}(${{field of a repeat}})"),
            )),
        },
        Function::Regex => match argument(1) {
            Some(Expr::Literal(_)) => None,
            _ => Some((
                "the pattern of regex() is not a text in quotes".to_owned(),
                PATTERN_MEND.to_owned(),
            )),
        },
        _ => None,
    }
}

/// Functions about nodes of a document, its secondary instances and its texts.
const OF_DOCUMENTS: [Function; 12] = [
    Function::ChoiceName,
    Function::Current,
    Function::Id,
    Function::IndexedRepeat,
    Function::Instance,
    Function::Itext,
    Function::Lang,
    Function::Last,
    Function::LocalName,
    Function::NameOf,
    Function::NamespaceUri,
    Function::Position,
];

/// How a function is written, as far as a number of arguments tells it.
fn usage(function: Function) -> String {
    let name = function.name();
    match function {
        Function::If => "write if(condition, then, else)".to_owned(),
        Function::Selected => "write selected(${field}, 'choice')".to_owned(),
        Function::SelectedAt => "write selected-at(${field}, position from 0)".to_owned(),
        Function::Coalesce => {
            "write coalesce(first, second), one within another for more".to_owned()
        }
        Function::Substr => "write substr(text, start from 0, end)".to_owned(),
        _ => match function.arity() {
            (0, 0) => format!("write {name}()"),
            (least, usize::MAX) => {
                format!("write {name}() with {least} or more values in the parentheses")
            }
            (least, most) if least == most => {
                format!("write {name}() with {least} in the parentheses")
            }
            (least, most) => format!("write {name}() with {least} to {most} in the parentheses"),
        },
    }
}
