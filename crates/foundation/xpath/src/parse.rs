//! Tokens to expressions: a Pratt parser over the precedences of XPath 1.0 section 3.

use std::ops::Range;

use crate::ast::{Axis, Expr, ExprId, Expression, NodeTest, Start, Step};
use crate::error::ParseError;
use crate::functions::Function;
use crate::token::{Name, Operator, Token, TokenKind, tokens};

/// Deepest nesting of parentheses, predicates, calls and operators of rising strength.
pub const MAX_DEPTH: usize = 200;

impl Expression {
    /// Reads an expression.
    ///
    /// Functions that are not known are no error here: [`Expression::faults`] lists them.
    ///
    /// # Errors
    /// The first place that cannot be read, or nesting beyond [`MAX_DEPTH`].
    pub fn parse(source: &str) -> Result<Self, ParseError> {
        let tokens = tokens(source)?;
        let mut parser = Parser {
            tokens: &tokens,
            at: 0,
            end: source.len(),
            depth: 0,
            arena: Vec::new(),
            spans: Vec::new(),
        };
        let root = parser.expression(0)?;
        if let Some(token) = parser.peek() {
            let reason = match token.kind {
                TokenKind::Close => "a parenthesis is closed that was never opened",
                TokenKind::ClosePredicate => "a bracket is closed that was never opened",
                TokenKind::Comma => "a comma stands outside a call",
                _ => "two expressions follow each other without an operator",
            };
            return Err(ParseError::new(
                token.span.clone(),
                reason,
                "remove it, or write an operator before it",
            ));
        }
        Ok(Self {
            source: source.into(),
            arena: parser.arena,
            spans: parser.spans,
            root,
            patterns: Vec::new(),
        })
    }
}

impl std::str::FromStr for Expression {
    type Err = ParseError;

    fn from_str(source: &str) -> Result<Self, ParseError> {
        Self::parse(source)
    }
}

/// How strongly an operator binds; unary minus stands between `*` and `|`.
pub(crate) fn precedence(operator: Operator) -> u8 {
    match operator {
        Operator::Or => 1,
        Operator::And => 2,
        Operator::Equal | Operator::Unequal => 3,
        Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => 4,
        Operator::Plus | Operator::Minus => 5,
        Operator::Times | Operator::Div | Operator::Mod => 6,
        Operator::Union => UNION,
    }
}

/// Precedence of the operand of a minus sign.
pub(crate) const UNION: u8 = 8;

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    end: usize,
    depth: usize,
    arena: Vec<Expr>,
    spans: Vec<Range<usize>>,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn peek_kind(&self) -> Option<&'a TokenKind> {
        self.peek().map(|token| &token.kind)
    }

    fn second_kind(&self) -> Option<&'a TokenKind> {
        self.tokens.get(self.at + 1).map(|token| &token.kind)
    }

    fn eat(&mut self, kind: &TokenKind) -> bool {
        let found = self.peek_kind() == Some(kind);
        if found {
            self.at += 1;
        }
        found
    }

    fn need(&mut self, kind: &TokenKind, written: &str) -> Result<(), ParseError> {
        if self.eat(kind) {
            return Ok(());
        }
        Err(ParseError::new(
            self.here(),
            format!("{written} is missing"),
            format!("write {written} here"),
        ))
    }

    /// The next token's place, or the end.
    fn here(&self) -> Range<usize> {
        self.peek()
            .map_or(self.end..self.end, |token| token.span.clone())
    }

    fn start(&self) -> usize {
        self.here().start
    }

    fn add(&mut self, expr: Expr, start: usize) -> ExprId {
        let end = self.tokens[..self.at]
            .last()
            .map_or(start, |token| token.span.end);
        // an expression of 32 kB has fewer parts than bytes
        let id = ExprId(u32::try_from(self.arena.len()).unwrap_or(u32::MAX));
        self.arena.push(expr);
        self.spans.push(start..end);
        id
    }

    /// An expression whose operators all bind at least as strongly as `least`.
    fn expression(&mut self, least: u8) -> Result<ExprId, ParseError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(ParseError::new(
                self.here(),
                format!("parentheses and calls are nested deeper than {MAX_DEPTH}"),
                "split the expression into several calculations",
            ));
        }
        let start = self.start();
        let mut left = self.operand()?;
        // Levels rise from the operand outwards: each pass takes the whole chain of the strongest level present.
        while let Some(TokenKind::Operator(operator)) = self.peek_kind() {
            let level = precedence(*operator);
            if level < least {
                break;
            }
            let mut rest = Vec::new();
            while let Some(TokenKind::Operator(operator)) = self.peek_kind() {
                if precedence(*operator) != level {
                    break;
                }
                self.at += 1;
                rest.push((*operator, self.expression(level + 1)?));
            }
            left = self.add(Expr::Chain { first: left, rest }, start);
        }
        self.depth -= 1;
        Ok(left)
    }

    fn operand(&mut self) -> Result<ExprId, ParseError> {
        let start = self.start();
        let mut times = 0;
        while self.eat(&TokenKind::Operator(Operator::Minus)) {
            times += 1;
        }
        if times == 0 {
            return self.path();
        }
        let operand = self.expression(UNION)?;
        Ok(self.add(Expr::Negate { times, operand }, start))
    }

    fn path(&mut self) -> Result<ExprId, ParseError> {
        let begin = self.start();
        let mut steps = Vec::new();
        let start = match self.peek_kind() {
            Some(TokenKind::Slash) => {
                self.at += 1;
                if self.starts_step() {
                    steps.push(self.step()?);
                }
                Start::Root
            }
            Some(TokenKind::SlashSlash) => {
                self.at += 1;
                steps.push(anywhere());
                steps.push(self.step()?);
                Start::Root
            }
            Some(_) if self.starts_step() => {
                steps.push(self.step()?);
                Start::Context
            }
            _ => {
                let inner = self.primary()?;
                let predicates = self.predicates()?;
                let goes_on = matches!(
                    self.peek_kind(),
                    Some(TokenKind::Slash | TokenKind::SlashSlash)
                );
                if predicates.is_empty() && !goes_on {
                    return Ok(inner);
                }
                Start::Expr { inner, predicates }
            }
        };
        // a lone slash is the root; a path goes on after at least one step or a primary
        let lone = start == Start::Root && steps.is_empty();
        loop {
            if lone {
                break;
            }
            if self.eat(&TokenKind::Slash) {
                steps.push(self.step()?);
            } else if self.eat(&TokenKind::SlashSlash) {
                steps.push(anywhere());
                steps.push(self.step()?);
            } else {
                break;
            }
        }
        Ok(self.add(Expr::Path { start, steps }, begin))
    }

    fn starts_step(&self) -> bool {
        match self.peek_kind() {
            Some(
                TokenKind::Dot
                | TokenKind::DotDot
                | TokenKind::At
                | TokenKind::Star
                | TokenKind::PrefixStar(_),
            ) => true,
            Some(TokenKind::Name(name)) => {
                self.second_kind() != Some(&TokenKind::Open) || is_kind_of_node(name)
            }
            _ => false,
        }
    }

    fn step(&mut self) -> Result<Step, ParseError> {
        if self.eat(&TokenKind::Dot) {
            return self.finish_abbreviated(Axis::SelfNode);
        }
        if self.eat(&TokenKind::DotDot) {
            return self.finish_abbreviated(Axis::Parent);
        }
        let axis = if self.eat(&TokenKind::At) {
            Axis::Attribute
        } else if let (Some(TokenKind::Name(name)), Some(TokenKind::ColonColon)) =
            (self.peek_kind(), self.second_kind())
        {
            let Some(axis) = Axis::named(&name.to_string()) else {
                return Err(ParseError::new(
                    self.here(),
                    format!("{name} is no axis"),
                    "write child::, parent::, ancestor:: or another axis of XPath 1.0",
                ));
            };
            self.at += 2;
            axis
        } else {
            Axis::Child
        };
        let test = self.test()?;
        let predicates = self.predicates()?;
        Ok(Step {
            axis,
            test,
            predicates,
        })
    }

    /// `.` and `..`; predicates after them are no XPath 1.0, but every engine of the field takes them.
    fn finish_abbreviated(&mut self, axis: Axis) -> Result<Step, ParseError> {
        Ok(Step {
            axis,
            test: NodeTest::Node,
            predicates: self.predicates()?,
        })
    }

    fn test(&mut self) -> Result<NodeTest, ParseError> {
        let place = self.here();
        let test = match self.peek_kind() {
            Some(TokenKind::Star) => NodeTest::Any,
            Some(TokenKind::PrefixStar(prefix)) => NodeTest::AnyOf(prefix.clone()),
            Some(TokenKind::Name(name)) if self.second_kind() == Some(&TokenKind::Open) => {
                return self.kind_test(name);
            }
            Some(TokenKind::Name(name)) => NodeTest::Named(name.clone()),
            Some(_) => {
                return Err(ParseError::new(
                    place,
                    "a path goes on without a name",
                    "write a name after the slash",
                ));
            }
            None => {
                return Err(ParseError::new(
                    place,
                    "the expression ends too early",
                    "write what is missing at the end",
                ));
            }
        };
        self.at += 1;
        Ok(test)
    }

    fn kind_test(&mut self, name: &Name) -> Result<NodeTest, ParseError> {
        if !is_kind_of_node(name) {
            return Err(ParseError::new(
                self.here(),
                format!("the call {name}() stands within a path"),
                "call functions at the beginning of a path only",
            ));
        }
        self.at += 2;
        let test = match name.local.as_ref() {
            "text" => NodeTest::Text,
            "comment" => NodeTest::Comment,
            "processing-instruction" => match self.peek_kind() {
                Some(TokenKind::Literal(target)) => {
                    self.at += 1;
                    NodeTest::ProcessingInstruction(Some(target.clone()))
                }
                _ => NodeTest::ProcessingInstruction(None),
            },
            _ => NodeTest::Node,
        };
        self.need(&TokenKind::Close, ")")?;
        Ok(test)
    }

    fn predicates(&mut self) -> Result<Vec<ExprId>, ParseError> {
        let mut found = Vec::new();
        while self.eat(&TokenKind::OpenPredicate) {
            found.push(self.expression(0)?);
            self.need(&TokenKind::ClosePredicate, "]")?;
        }
        Ok(found)
    }

    fn primary(&mut self) -> Result<ExprId, ParseError> {
        let place = self.here();
        let Some(token) = self.peek() else {
            return Err(ParseError::new(
                place,
                "the expression ends too early",
                "write what is missing at the end",
            ));
        };
        self.at += 1;
        let expr = match &token.kind {
            TokenKind::Literal(text) => Expr::Literal(text.clone()),
            TokenKind::Number(number) => Expr::Number(*number),
            TokenKind::Variable(name) => Expr::Variable(name.clone()),
            TokenKind::Reference { last_saved, name } => Expr::Reference {
                last_saved: *last_saved,
                name: name.clone(),
            },
            TokenKind::Open => {
                let inner = self.expression(0)?;
                self.need(&TokenKind::Close, ")")?;
                return Ok(inner);
            }
            TokenKind::Name(name) if self.eat(&TokenKind::Open) => Expr::Call {
                name: name.clone(),
                function: Function::named(name),
                arguments: self.arguments()?,
            },
            _ => {
                self.at -= 1;
                return Err(ParseError::new(
                    place,
                    "a value is missing here",
                    "write a question, a number, a text in quotes or a call",
                ));
            }
        };
        Ok(self.add(expr, place.start))
    }

    fn arguments(&mut self) -> Result<Vec<ExprId>, ParseError> {
        let mut found = Vec::new();
        if self.eat(&TokenKind::Close) {
            return Ok(found);
        }
        loop {
            found.push(self.expression(0)?);
            if !self.eat(&TokenKind::Comma) {
                break;
            }
        }
        self.need(&TokenKind::Close, ")")?;
        Ok(found)
    }
}

fn anywhere() -> Step {
    Step {
        axis: Axis::DescendantOrSelf,
        test: NodeTest::Node,
        predicates: Vec::new(),
    }
}

fn is_kind_of_node(name: &Name) -> bool {
    name.prefix.is_none()
        && matches!(
            name.local.as_ref(),
            "node" | "text" | "comment" | "processing-instruction"
        )
}
