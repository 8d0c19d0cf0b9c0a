package expr

import (
	"math"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func numericFunctions() []*Function {
	return []*Function{
		{Name: "abs", Params: params("number"), make: one(absolute),
			Summary: "the number without its sign"},
		{Name: "ceil", Params: params("number"), make: whole(math.Ceil),
			Summary: "the smallest integer that is not below the number"},
		{Name: "floor", Params: params("number"), make: whole(math.Floor),
			Summary: "the largest integer that is not above the number"},
		{Name: "round", Params: params("number, digits?"), make: round,
			Summary: "the nearest integer, or the number with that many decimals; halves go away from zero"},
		{Name: "sqrt", Params: params("number"), make: ofNumber(math.Sqrt),
			Summary: "the square root; absent for a negative number"},
		{Name: "log", Params: params("number"), make: ofNumber(math.Log),
			Summary: "the natural logarithm; absent unless the number is positive"},
		{Name: "greatest", Params: params("number…"), Total: true, make: extreme(1),
			Summary: "the largest of the arguments that are numbers; absent if none is"},
		{Name: "least", Params: params("number…"), Total: true, make: extreme(-1),
			Summary: "the smallest of the arguments that are numbers; absent if none is"},
		{Name: "haversine", Params: params("latitude1, longitude1, latitude2, longitude2"), make: haversine,
			Summary: "the distance of two places on the globe in kilometers, from degrees"},
		{Name: "toNumber", Params: params("field"), make: one(toNumber),
			Summary: "the number that the text has the form of; absent if it has none"},
		{Name: "toInt", Params: params("field"), make: integer(math.MinInt32, math.MaxInt32),
			Summary: "the number cut to an integer; absent if it needs more than 32 bits"},
		{Name: "toLong", Params: params("field"), make: integer(math.MinInt64, math.MaxInt64),
			Summary: "the number cut to an integer; absent if it needs more than 64 bits"},
		{Name: "toDouble", Params: params("field"), make: ofNumber(func(f float64) float64 { return f }),
			Summary: "the number as a 64-bit fraction, which has 15 to 17 digits"},
	}
}

// toNumber returns v as a number. A long integer keeps its digits.
func toNumber(v value.Value) value.Value {
	if v.Long() {
		return v
	}
	f, ok := v.Float()
	if !ok {
		return value.Value{}
	}
	return value.OfNumber(f)
}

func absolute(v value.Value) value.Value {
	if v = toNumber(v); v.Kind == value.Text {
		return value.OfText(strings.TrimPrefix(v.Text, "-"))
	}
	if v.Present() {
		v.Num = math.Abs(v.Num)
	}
	return v
}

// whole makes the evaluator of a function that makes integers of numbers.
func whole(f func(float64) float64) maker {
	return one(func(v value.Value) value.Value {
		if v = toNumber(v); v.Kind == value.Number {
			v.Num = f(v.Num)
		}
		return v
	})
}

func integer(least, most int64) maker {
	return one(func(v value.Value) value.Value {
		n, ok := v.Integer()
		if !ok || n < least || n > most {
			return value.Value{}
		}
		return value.OfInteger(n)
	})
}

func round(c *Compiler, x *Call) (Evaluator, error) {
	if len(x.Args) == 1 {
		return whole(math.Round)(c, x)
	}
	return two(func(v, w value.Value) value.Value {
		n, okay := v.Float()
		digits, too := w.Integer()
		if !okay || !too {
			return value.Value{}
		}
		return value.OfNumber(roundTo(n, int(max(-400, min(digits, 400)))))
	})(c, x)
}

// roundTo rounds a number to decimals, below 0 to powers of ten. A half goes away from
// zero by the digits that the number shows with: 2.675 becomes 2.68, though the
// float64 nearest to it is a little less.
func roundTo(f float64, decimals int) float64 {
	if decimals < 0 {
		power := math.Pow(10, float64(-decimals))
		return math.Round(f/power) * power
	}
	var buffer [64]byte
	text := strconv.AppendFloat(buffer[:0], f, 'f', -1, 64)
	cut := strings.IndexByte(string(text), '.') + 1 + decimals
	if cut == decimals || cut >= len(text) {
		return f
	}
	up := text[cut] >= '5'
	kept, _ := strconv.ParseFloat(string(text[:cut]), 64) // digits that AppendFloat wrote
	if up {
		kept += math.Copysign(math.Pow(10, float64(-decimals)), f)
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(kept, 'f', decimals, 64), 64)
	return rounded
}

// extreme makes the evaluator of greatest (sign 1) and least (sign -1), which leave
// out what is not a number: greatest(@initDuration, 0) is 0 for a warm call, in
// reports of github.com/aws-samples/serverless-dotnet-demo.
func extreme(sign int) maker {
	return func(c *Compiler, x *Call) (Evaluator, error) {
		args, err := c.values(x.Args)
		return func(r Row) (best value.Value) {
			for _, arg := range args {
				v := toNumber(arg(r))
				if order, known := value.Compare(&v, &best); !best.Present() || known && order*sign > 0 {
					best = v
				}
			}
			return best
		}, err
	}
}

// earthRadius is the mean radius of the earth in kilometers.
const earthRadius = 6371

func haversine(c *Compiler, x *Call) (Evaluator, error) {
	args, err := c.values(x.Args)
	return func(r Row) value.Value {
		var degrees [4]float64
		for i, arg := range args {
			var ok bool
			if degrees[i], ok = arg(r).Float(); !ok {
				return value.Value{}
			}
		}
		return value.OfNumber(distance(degrees))
	}, err
}

// distance returns the great-circle distance of two places, by the haversine formula.
func distance(degrees [4]float64) float64 {
	const radians = math.Pi / 180
	lat1, lon1, lat2, lon2 := degrees[0]*radians, degrees[1]*radians, degrees[2]*radians, degrees[3]*radians
	half := func(angle float64) float64 { return math.Sin(angle/2) * math.Sin(angle/2) }
	h := half(lat2-lat1) + math.Cos(lat1)*math.Cos(lat2)*half(lon2-lon1)
	return 2 * earthRadius * math.Asin(math.Sqrt(min(h, 1)))
}
