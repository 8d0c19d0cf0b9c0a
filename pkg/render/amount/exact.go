package amount

import (
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/price"
)

// Exact groups a number's digits by thousands and rounds its fraction
// to four places, as Logs Insights itself does. Whole numbers of any length
// stay exact.
func Exact(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	if strings.ContainsAny(s, "eE") || fraction(s) > 4 {
		s = plainDecimal(s)
	}
	if strings.ContainsAny(s, "eE") {
		return sign + s
	}
	whole, frac, dotted := strings.Cut(s, ".")
	whole = price.Group(whole)
	if dotted {
		whole += "." + frac
	}
	return sign + whole
}

func fraction(s string) int {
	_, frac, _ := strings.Cut(s, ".")
	return len(frac)
}

// plainDecimal writes s without exponent and with at most four decimal places,
// unless that would hide the number: one below 0.0001 keeps four digits, and
// one too large to be exact keeps its exponent.
func plainDecimal(s string) string {
	f, err := strconv.ParseFloat(s, 64)
	switch {
	case err != nil || f >= 1e15:
		return s
	case f != 0 && f < 0.0001:
		return strconv.FormatFloat(f, 'g', 4, 64)
	}
	out := strconv.FormatFloat(f, 'f', 4, 64)
	return strings.TrimRight(strings.TrimRight(out, "0"), ".")
}
