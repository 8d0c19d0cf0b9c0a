package naive

import (
	"math"
	"math/big"
	"strings"
	"unicode/utf8"
)

// function computes a value of one row.
type function func(e *evaluation, args []value) value

// functions are by CWL_QuerySyntax-operations-functions. Where an argument is
// absent so is the result, unless the page says otherwise.
var functions = map[string]function{
	"abs":         numeric(func(n *big.Rat) *big.Rat { return new(big.Rat).Abs(n) }),
	"floor":       whole(floorOf),
	"ceil":        whole(ceilOf),
	"round":       round,
	"sqrt":        root,
	"greatest":    extreme(func(order int) bool { return order > 0 }),
	"least":       extreme(func(order int) bool { return order < 0 }),
	"toMillis":    func(_ *evaluation, args []value) value { return number(args[0].number, true) },
	"ispresent":   func(_ *evaluation, args []value) value { return truth(args[0].present()) },
	"isNumeric":   func(_ *evaluation, args []value) value { return truth(args[0].number != nil) },
	"isempty":     func(e *evaluation, args []value) value { return truth(e.show(args[0]) == "") },
	"isblank":     func(e *evaluation, args []value) value { return truth(strings.TrimSpace(e.show(args[0])) == "") },
	"coalesce":    coalesce,
	"if":          choose,
	"case":        choose,
	"strlen":      measure(utf8.RuneCountInString),
	"toupper":     textual(strings.ToUpper),
	"tolower":     textual(strings.ToLower),
	"trim":        textual(strings.TrimSpace),
	"substr":      substr,
	"concat":      concat,
	"replace":     replace,
	"strcontains": tested(strings.Contains),
	"startsWith":  tested(strings.HasPrefix),
	"endsWith":    tested(strings.HasSuffix),
	"messageSize": measure(func(s string) int { return len(s) }),
	"jsonParse":   jsonParse,
}

func numeric(f func(*big.Rat) *big.Rat) function {
	return func(_ *evaluation, args []value) value {
		if args[0].number == nil {
			return value{}
		}
		return number(f(args[0].number), args[0].exact)
	}
}

// whole is for functions that jump at whole numbers.
func whole(f func(*big.Rat) *big.Rat) function {
	plain := numeric(f)
	return func(e *evaluation, args []value) value {
		if args[0].number != nil && wobbles(args[0]) {
			e.doubt = true
		}
		return plain(e, args)
	}
}

func ceilOf(n *big.Rat) *big.Rat {
	down := floorOf(new(big.Rat).Neg(n))
	return down.Neg(down)
}

// round has a second argument for decimals. What lies in the middle is in doubt.
func round(e *evaluation, args []value) value {
	if args[0].number == nil {
		return value{}
	}
	scale := big.NewRat(1, 1)
	if len(args) > 1 {
		for range args[1].number.Num().Int64() {
			scale.Mul(scale, big.NewRat(10, 1))
		}
	}
	scaled := new(big.Rat).Mul(args[0].number, scale)
	e.doubt = e.doubt || e.halfway(scaled)
	return number(scaled.Quo(nearest(scaled), scale), args[0].exact)
}

func root(_ *evaluation, args []value) value {
	if args[0].number == nil || args[0].number.Sign() < 0 {
		return value{}
	}
	f, _ := args[0].number.Float64()
	return float(math.Sqrt(f))
}

// extreme needs numbers only: the page does not say what an absent one does.
func extreme(better func(order int) bool) function {
	return func(e *evaluation, args []value) value {
		best := args[0]
		for _, arg := range args[1:] {
			if better(e.compare(arg, best)) {
				best = arg
			}
		}
		return number(best.number, best.exact)
	}
}

func coalesce(_ *evaluation, args []value) value {
	for _, arg := range args {
		if arg.present() {
			return arg
		}
	}
	return value{}
}

// choose is if and case: conditions and values in turn, and the last resort.
func choose(_ *evaluation, args []value) value {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i].holds() {
			return args[i+1]
		}
	}
	return args[len(args)-1]
}

func textual(f func(string) string) function {
	return func(e *evaluation, args []value) value {
		if !args[0].present() {
			return value{}
		}
		return text(f(e.show(args[0])))
	}
}

// measure counts the characters or bytes of a text.
func measure(f func(string) int) function {
	return func(e *evaluation, args []value) value {
		if !args[0].present() {
			return value{}
		}
		return integer(int64(f(e.show(args[0]))))
	}
}

func tested(f func(text, part string) bool) function {
	return func(e *evaluation, args []value) value {
		if !args[0].present() {
			return value{}
		}
		return truth(f(e.show(args[0]), e.show(args[1])))
	}
}

// substr counts characters, from 0.
func substr(e *evaluation, args []value) value {
	if !args[0].present() {
		return value{}
	}
	runes := []rune(e.show(args[0]))
	from := min(int(args[1].millis()), len(runes))
	to := len(runes)
	if len(args) > 2 {
		to = min(to, from+int(args[2].millis()))
	}
	return text(string(runes[from:to]))
}

func concat(e *evaluation, args []value) value {
	var all strings.Builder
	for _, arg := range args {
		all.WriteString(e.show(arg))
	}
	return text(all.String())
}

func replace(e *evaluation, args []value) value {
	if !args[0].present() {
		return value{}
	}
	return text(strings.ReplaceAll(e.show(args[0]), e.show(args[1]), e.show(args[2])))
}

// jsonParse returns a list or a map.
func jsonParse(_ *evaluation, args []value) value {
	switch of := decode(args[0].text).(type) {
	case map[string]any, []any:
		return value{kind: structure, of: of}
	}
	return value{}
}
