package expr

import "github.com/fanlight/fanlight/pkg/cwli/value"

func generalFunctions() []*Function {
	return []*Function{
		{Name: "ispresent", Params: params("field"), Result: GivesTruth, Total: true, make: one(ispresent),
			Summary: "1 if the row has a value for the field, else 0"},
		{Name: "coalesce", Params: params("field…"), Total: true, make: coalesce,
			Summary: "the first of the values that is present"},
		{Name: "if", Params: params("condition, then, else"), Total: true, make: either,
			Summary: "the second value if the condition holds, else the third"},
		{Name: "case", Params: params("condition, value, more…?"), Total: true, check: checkCase, make: branches,
			Summary: "the value after the first condition that holds, of up to 10; a last value without a condition is for all others"},
		{Name: "isNumeric", Params: params("field"), Result: GivesTruth, make: ofText(isNumeric),
			Summary: "1 if the value is a number, else 0"},
		{Name: "messageSize", Params: params("field"), make: ofText(messageSize),
			Summary: "the length of the text in bytes"},
		{Name: "queryStartTime", make: contextual("queryStartTime()"),
			Summary: "the start of the query's window, in milliseconds since 1970"},
		{Name: "queryEndTime", make: contextual("queryEndTime()"),
			Summary: "the end of the query's window, in milliseconds since 1970"},
		{Name: "queryTimeRange", make: queryTimeRange,
			Summary: "the length of the query's window in milliseconds"},
		{Name: "unmask", Params: params("field"), make: one(func(v value.Value) value.Value { return v }),
			Summary: "the value; on the service, without the mask that a data protection policy lays over it"},
	}
}

func ispresent(v value.Value) value.Value { return value.OfTruth(v.Present()) }

func isNumeric(s string) value.Value {
	_, ok := value.Parse(s)
	return value.OfTruth(ok)
}

func messageSize(s string) value.Value { return value.OfNumber(float64(len(s))) }

func coalesce(c *Compiler, x *Call) (Evaluator, error) {
	args, err := c.values(x.Args)
	return func(r Row) value.Value {
		for _, arg := range args {
			if v := arg(r); v.Present() {
				return v
			}
		}
		return value.Value{}
	}, err
}

func either(c *Compiler, x *Call) (Evaluator, error) {
	holds, err := c.Condition(x.Args[0])
	if err != nil {
		return nil, err
	}
	args, err := c.values(x.Args[1:])
	if err != nil {
		return nil, err
	}
	yes, no := args[0], args[1]
	return func(r Row) value.Value {
		if holds(r) {
			return yes(r)
		}
		return no(r)
	}, nil
}

// maxBranches is the largest number of conditions of case.
const maxBranches = 10

func checkCase(x *Call) *Error {
	if n := len(x.Args) / 2; n > maxBranches {
		return mistake(x.Args[2*maxBranches], "invalid `case` of %d conditions: want at most %d", n, maxBranches)
	}
	return nil
}

func branches(c *Compiler, x *Call) (Evaluator, error) {
	conditions := make([]Predicate, len(x.Args)/2)
	values := make([]Evaluator, len(x.Args)/2, len(x.Args)/2+1)
	var err error
	for i := range conditions {
		if conditions[i], err = c.Condition(x.Args[2*i]); err != nil {
			return nil, err
		}
		if values[i], err = c.Value(x.Args[2*i+1]); err != nil {
			return nil, err
		}
	}
	other := alwaysAbsent
	if len(x.Args)%2 == 1 {
		other, err = c.Value(x.Args[len(x.Args)-1])
	}
	return func(r Row) value.Value {
		for i, holds := range conditions {
			if holds(r) {
				return values[i](r)
			}
		}
		return other(r)
	}, err
}

// contextual makes the evaluator of a function without arguments, whose value the rows
// have in the slot of that name.
func contextual(name string) maker {
	return func(c *Compiler, x *Call) (Evaluator, error) {
		slot, ok := c.Slot(name)
		if !ok {
			return nil, mistake(x, "`%s()` is not supported here", x.Func.Name).unsupported()
		}
		return atSlot(slot), nil
	}
}

func queryTimeRange(c *Compiler, x *Call) (Evaluator, error) {
	start, err := contextual("queryStartTime()")(c, x)
	if err != nil {
		return nil, err
	}
	end, err := contextual("queryEndTime()")(c, x)
	return func(r Row) value.Value {
		from, okay := start(r).Float()
		to, too := end(r).Float()
		if !okay || !too {
			return value.Value{}
		}
		return value.OfNumber(to - from)
	}, err
}
