package naive

import (
	"math/big"
	"regexp"
	"strings"
	"time"
)

// kind says where a value comes from, which decides how it is shown.
type kind int

const (
	absent    kind = iota
	written        // text or number of the log, shown as it was written
	computed       // number, shown rounded
	instant        // milliseconds since 1970, shown as a time
	structure      // list or map
)

// value is one cell. The zero value is absent.
type value struct {
	kind   kind
	text   string   // of a written value
	number *big.Rat // nil if the value is not a number
	exact  bool     // binary floating point has this number without rounding
	of     any      // what encoding/json decodes a structure into
}

var numberForm = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?$`)

// text returns a value of the log: also a number if it has the form of one.
func text(s string) value {
	v := value{kind: written, text: s}
	if numberForm.MatchString(s) {
		v.number, _ = new(big.Rat).SetString(s)
		v.exact = representable(v.number)
	}
	return v
}

// number returns a computed value; nil is absent.
func number(n *big.Rat, exact bool) value {
	if n == nil {
		return value{}
	}
	return value{kind: computed, number: n, exact: exact && representable(n)}
}

func integer(n int64) value { return number(big.NewRat(n, 1), true) }

// float returns a computed value that is not exact.
func float(f float64) value { return number(new(big.Rat).SetFloat64(f), false) }

func truth(holds bool) value {
	if holds {
		return integer(1)
	}
	return integer(0)
}

// at returns a time in milliseconds since 1970.
func at(ms int64) value {
	return value{kind: instant, number: big.NewRat(ms, 1), exact: true}
}

func (v value) present() bool { return v.kind != absent && v.kind != structure }

// holds reports whether a value counts as a condition that holds.
func (v value) holds() bool { return v.number != nil && v.number.Sign() != 0 }

func (v value) millis() int64 { return v.number.Num().Int64() }

func representable(n *big.Rat) bool {
	_, exact := n.Float64()
	return exact
}

// clock is the form of times: UTC, without a zone.
const clock = "2006-01-02 15:04:05.000"

func (e *evaluation) show(v value) string {
	switch v.kind {
	case computed:
		e.tie(v)
		return e.rules.show(v.number)
	case instant:
		return time.UnixMilli(v.millis()).UTC().Format(clock)
	}
	return v.text
}

// shown returns the digits of a computed number: four decimals from 1 up, below it
// four significant digits, no exponent and no zeros at the end.
// Source: results of the service that its users published, in more than 15 places.
func shown(n *big.Rat) string { return digits(n, decimals(n)) }

func digits(n *big.Rat, decimals int) string {
	s := n.FloatString(decimals)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		return "0"
	}
	return s
}

// decimals returns how many digits stand after the point.
func decimals(n *big.Rat) int {
	places := 4
	size := new(big.Rat).Abs(n)
	for tenth := big.NewRat(1, 10); size.Sign() > 0 && size.Cmp(tenth) < 0; places++ {
		size.Mul(size, big.NewRat(10, 1))
	}
	return places
}
