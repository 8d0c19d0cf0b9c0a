package syntax

// Op is an operator.
type Op int

// The operators, loosest first.
const (
	Or Op = iota
	And
	Not
	Equal
	NotEqual
	Less
	LessEqual
	Greater
	GreaterEqual
	Add
	Subtract
	Multiply
	Divide
	Remainder
	Power
	Negate
)

// Comparison tells the operators that yield 1 or 0 from two values.
func (op Op) Comparison() bool { return Equal <= op && op <= GreaterEqual }

var spelling = [...]string{
	Or: "or", And: "and", Not: "not",
	Equal: "=", NotEqual: "!=", Less: "<", LessEqual: "<=", Greater: ">", GreaterEqual: ">=",
	Add: "+", Subtract: "-", Multiply: "*", Divide: "/", Remainder: "%", Power: "^", Negate: "-",
}

func (op Op) String() string { return spelling[op] }

// Binding powers, loosest first. AWS documents none; the order is that of
// github.com/vandycknick/tree-sitter-log-insights-query.
const (
	bindNothing = iota
	bindOr
	bindAnd
	bindNot
	bindCompare // also like and in; does not chain
	bindAdd
	bindMultiply
	bindPower // groups to the right, as in mathematics: undocumented too
	bindUnary
	bindAtom
)

func (op Op) binding() int {
	switch op {
	case Or:
		return bindOr
	case And:
		return bindAnd
	case Not:
		return bindNot
	case Add, Subtract:
		return bindAdd
	case Multiply, Divide, Remainder:
		return bindMultiply
	case Power:
		return bindPower
	case Negate:
		return bindUnary
	}
	return bindCompare
}

var symbols = map[string]Op{
	"=": Equal, "==": Equal, "!=": NotEqual, "<": Less, "<=": LessEqual, ">": Greater, ">=": GreaterEqual,
	"+": Add, "-": Subtract, "*": Multiply, "/": Divide, "%": Remainder, "^": Power,
}
