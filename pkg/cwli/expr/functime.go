package expr

import "github.com/fanlight/fanlight/pkg/cwli/value"

var timeFunctions = []*Function{
	{Name: "bin", Params: params("time?, period"), Result: GivesTime, Summary: "the start of the bin that the time, by default @timestamp, lies in", make: bin},
}

// bin makes the evaluator of bin(period) and bin(time, period).
func bin(c *Compiler, x *Call) (Evaluator, error) {
	of, period := Expr(&Field{Name: "@timestamp"}), x.Args[len(x.Args)-1].(*Period) // as the parser checked
	if len(x.Args) > 1 {
		of = x.Args[0]
	}
	arg, err := c.Value(of)
	return func(r Row) value.Value {
		ms, ok := arg(r).Float()
		if !ok {
			return value.Value{}
		}
		return value.OfTime(period.Floor(int64(ms)))
	}, err
}
