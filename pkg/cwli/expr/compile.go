package expr

import "github.com/fanlight/fanlight/pkg/cwli/value"

// Row holds the values that expressions read, one in each slot.
type Row interface {
	At(slot int) value.Value
	// Fail reports an error of an expression, such as a regular expression that gave up.
	// The expression then has no value.
	Fail(err error)
}

// Evaluator returns the value of an expression for a row. It may be called
// concurrently for different rows.
type Evaluator func(Row) value.Value

// Predicate reports whether a condition holds for a row. There are two outcomes
// only: with an absent value a comparison does not hold, nor do "not like" and
// "not in"; "not (…)" reverses the outcome.
type Predicate func(Row) bool

// Compiler compiles expressions to functions over rows.
type Compiler struct {
	// Slot finds the slot of a field by its name. ok is false if no row has it.
	Slot func(name string) (slot int, ok bool)
	// Call finds the slot of a call whose value the rows have, as they have those of
	// aggregates after stats. Nil: of none.
	Call func(*Call) (slot int, ok bool)
	// Set returns the function that reports whether a value is among the rows of the
	// Query of an In. Nil: subqueries are refused.
	Set func(*In) (func(Row, *value.Value) bool, error)
	// Backtrack compiles a regular expression that Go's package regexp does not have.
	// Nil: it is refused.
	Backtrack func(pattern string) (Regexp, error)
	// Steps counts the expressions that are evaluated, for tests. Nil: nothing is
	// counted.
	Steps *int
}

// Value compiles an expression. The error is an *Error.
func (c *Compiler) Value(x Expr) (Evaluator, error) {
	evaluate, err := c.evaluator(x)
	if err != nil || c.Steps == nil {
		return evaluate, err
	}
	return func(r Row) value.Value {
		*c.Steps++
		return evaluate(r)
	}, nil
}

// alwaysAbsent is the evaluator of a name that no row has.
func alwaysAbsent(Row) value.Value { return value.Value{} }

func always(v value.Value) Evaluator { return func(Row) value.Value { return v } }

func (c *Compiler) evaluator(x Expr) (Evaluator, error) {
	if isCondition(x) {
		decide, err := c.test(x)
		return func(r Row) value.Value { return decide(r).value() }, err
	}
	switch x := x.(type) {
	case *Field:
		return c.field(x), nil
	case *Number:
		return always(x.literal()), nil
	case *Text:
		return always(value.OfText(x.Value)), nil
	case *Truth:
		return always(value.OfTruth(x.Value)), nil
	case *Null:
		return alwaysAbsent, nil
	case *Unary:
		return c.negated(x)
	case *Binary:
		return c.arithmetic(x)
	case *Access:
		return c.access(x)
	case *Call:
		return c.call(x)
	}
	return nil, &Error{Offset: x.Range().Offset, End: x.Range().End, Message: "invalid `" + x.String() + "`: want a value"}
}

func (c *Compiler) field(x *Field) Evaluator {
	slot, ok := c.Slot(x.Name)
	if !ok {
		return alwaysAbsent
	}
	return atSlot(slot)
}

func atSlot(slot int) Evaluator { return func(r Row) value.Value { return r.At(slot) } }

// call compiles the call of a function.
func (c *Compiler) call(x *Call) (Evaluator, error) {
	if c.Call != nil {
		if slot, ok := c.Call(x); ok {
			return atSlot(slot), nil
		}
	}
	if x.Func.make == nil {
		return nil, &Error{Offset: x.Offset, End: x.End, Unsupported: true, Message: "`" + x.Func.Name + "()` is not supported here"}
	}
	return x.Func.make(c, x)
}

// values compiles a list of expressions.
func (c *Compiler) values(list []Expr) ([]Evaluator, error) {
	all := make([]Evaluator, len(list))
	for i, x := range list {
		evaluate, err := c.Value(x)
		if err != nil {
			return nil, err
		}
		all[i] = evaluate
	}
	return all, nil
}

// literal returns the value of a number in the query. A long integer keeps its
// digits.
func (x *Number) literal() value.Value {
	if v := value.OfText(x.Text); v.Long() {
		return v
	}
	return value.OfNumber(x.Value)
}
