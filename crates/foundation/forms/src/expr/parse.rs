//! From tokens to a program, by precedence (XPath 1.0 § 3.5).

use regex::RegexBuilder;

use super::{
    ExprError, MAX_DEPTH, MAX_LENGTH, Value,
    eval::{Operator, Step},
    function::Function,
    token::{Placed, Token, tokens},
};

/// Largest compiled pattern of `regex()`: far above any real one, far below what hurts a laptop.
const PATTERN_BYTES: usize = 1 << 20;

pub(super) fn program(source: &str) -> Result<Vec<Step>, ExprError> {
    if source.len() > MAX_LENGTH {
        return Err(ExprError {
            at: 1,
            reason: format!("the expression is longer than {MAX_LENGTH} bytes"),
            mend: "split it over several calculated fields".to_owned(),
        });
    }
    let mut parser = Parser {
        tokens: tokens(source)?,
        next: 0,
        depth: 0,
        program: Vec::new(),
        end: source.chars().count() + 1,
    };
    parser.expression(0)?;
    match parser.peek() {
        None => Ok(parser.program),
        Some(_) => Err(parser.unexpected()),
    }
}

struct Parser {
    tokens: Vec<Placed>,
    next: usize,
    depth: usize,
    program: Vec<Step>,
    end: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(token, _)| token)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(_, at)| *at)
    }

    fn fault(&self, reason: &str, mend: &str) -> ExprError {
        ExprError {
            at: self.at(),
            reason: reason.to_owned(),
            mend: mend.to_owned(),
        }
    }

    fn unexpected(&self) -> ExprError {
        match self.peek() {
            None => self.fault("the expression ends too early", "finish it"),
            Some(Token::Close) => self.fault(
                "a closing parenthesis has no opening one",
                "count the parentheses",
            ),
            Some(_) => self.fault(
                "something does not fit here",
                "put an operator between two values, and a value on each side of an operator",
            ),
        }
    }

    /// Reads operands joined by operators that bind at least as tightly as `tightness`.
    fn expression(&mut self, tightness: u8) -> Result<(), ExprError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.fault(
                "the expression is nested too deeply",
                "split it over several calculated fields",
            ));
        }
        self.operand()?;
        while let Some(operator) = self.peek().and_then(operator_of) {
            let binds = operator.tightness();
            if binds < tightness {
                break;
            }
            self.next += 1;
            self.expression(binds + 1)?;
            self.program.push(Step::Binary(operator));
        }
        self.depth -= 1;
        Ok(())
    }

    fn operand(&mut self) -> Result<(), ExprError> {
        let mut negated = false;
        let mut signed = false;
        while self.peek() == Some(&Token::Sign("-")) {
            self.next += 1;
            negated = !negated;
            signed = true;
        }
        self.plain_operand()?;
        if signed {
            self.program.push(Step::Negate { negated });
        }
        Ok(())
    }

    fn plain_operand(&mut self) -> Result<(), ExprError> {
        let Some(token) = self.peek().cloned() else {
            return Err(self.unexpected());
        };
        let step = match token {
            Token::Number(number) => Step::Push(Value::Number(number)),
            Token::Text(text) => Step::Push(Value::Text(text)),
            Token::Field(name) => Step::Field(name),
            Token::Dot => Step::This,
            Token::Name(name) => return self.named(&name),
            Token::Open => {
                self.next += 1;
                self.expression(0)?;
                return self.close();
            }
            Token::Sign(_) | Token::Close | Token::Comma => return Err(self.unexpected()),
        };
        self.next += 1;
        self.program.push(step);
        Ok(())
    }

    fn close(&mut self) -> Result<(), ExprError> {
        if self.peek() != Some(&Token::Close) {
            return Err(match self.peek() {
                None => self.fault(
                    "a parenthesis is opened and never closed",
                    "count the parentheses",
                ),
                Some(_) => self.unexpected(),
            });
        }
        self.next += 1;
        Ok(())
    }

    /// A function call, or a bare name (a column of a choice).
    fn named(&mut self, name: &str) -> Result<(), ExprError> {
        let call = self.tokens.get(self.next + 1).map(|(token, _)| token) == Some(&Token::Open);
        if !call {
            self.next += 1;
            self.program.push(Step::Column(name.to_owned()));
            return Ok(());
        }
        let function = Function::by_name(name).map_err(|mend| ExprError {
            at: self.at(),
            reason: format!("there is no function {name}() here"),
            mend,
        })?;
        let at = self.at();
        self.next += 2;
        let mut starts = Vec::new();
        if self.peek() != Some(&Token::Close) {
            loop {
                starts.push(self.program.len());
                self.expression(0)?;
                if self.peek() != Some(&Token::Comma) {
                    break;
                }
                self.next += 1;
            }
        }
        self.close()?;
        let arity = function.arity();
        if !arity.contains(&starts.len()) {
            return Err(ExprError {
                at,
                reason: format!("{name}() is given {} argument(s)", starts.len()),
                mend: function.usage().to_owned(),
            });
        }
        if function == Function::Regex {
            return self.pattern(at, starts[1]);
        }
        self.program.push(Step::Call(function, starts.len()));
        Ok(())
    }

    /// Compiles the pattern of `regex(value, 'pattern')` now, so that a bad one is a fault of the form.
    fn pattern(&mut self, at: usize, start: usize) -> Result<(), ExprError> {
        let fault = |reason: &str| {
            ExprError {
            at,
            reason: reason.to_owned(),
            mend: "write regex(${field}, 'pattern') with the pattern in quotes, without look-around and back references"
                .to_owned(),
        }
        };
        let [Step::Push(Value::Text(pattern))] = &self.program[start..] else {
            return Err(fault("the pattern of regex() is not a text in quotes"));
        };
        // The whole value must match, as in ODK Collect.
        let compiled = RegexBuilder::new(&format!("^(?:{pattern})$"))
            .size_limit(PATTERN_BYTES)
            .build()
            .map_err(|_| fault("the pattern of regex() cannot be read"))?;
        self.program.truncate(start);
        self.program.push(Step::Matches(compiled));
        Ok(())
    }
}

fn operator_of(token: &Token) -> Option<Operator> {
    Some(match token {
        Token::Name(name) => match name.as_str() {
            "or" => Operator::Or,
            "and" => Operator::And,
            "div" => Operator::Divide,
            "mod" => Operator::Modulo,
            _ => return None,
        },
        Token::Sign(sign) => match *sign {
            "=" => Operator::Equal,
            "!=" => Operator::Unequal,
            "<" => Operator::Less,
            "<=" => Operator::AtMost,
            ">" => Operator::More,
            ">=" => Operator::AtLeast,
            "+" => Operator::Add,
            "-" => Operator::Subtract,
            _ => Operator::Multiply,
        },
        _ => return None,
    })
}
