package expr

// Op is an operator of an expression.
type Op int

// The operators, in the order of how tightly they bind, loosest first.
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

// Comparison reports whether the operator compares two values.
func (op Op) Comparison() bool { return Equal <= op && op <= GreaterEqual }

var spelling = [...]string{
	Or: "or", And: "and", Not: "not",
	Equal: "=", NotEqual: "!=", Less: "<", LessEqual: "<=", Greater: ">", GreaterEqual: ">=",
	Add: "+", Subtract: "-", Multiply: "*", Divide: "/", Remainder: "%", Power: "^", Negate: "-",
}

// String returns the operator as it is written in a query.
func (op Op) String() string { return spelling[op] }

// How tightly operators bind, loosest first. AWS does not document it; the order
// is that of github.com/vandycknick/tree-sitter-log-insights-query.
const (
	bindNothing = iota
	bindOr
	bindAnd
	bindNot
	bindCompare // also like and in; does not chain
	bindAdd
	bindMultiply
	bindPower // groups to the right, as in mathematics; AWS does not document it
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
