// Package amount writes numbers for people: rounded by their unit, with a unit that
// fits their size, and never rounded across a mark. The minus is U+2212; a no-break
// space (U+00A0) holds number and unit together.
package amount

import (
	"cmp"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/report"
)

// None is written for NaN and the infinities.
const None = "no number"

const (
	longest = 23       // characters of a result without the sign of dollars
	space   = "\u00A0" // holds number and unit together
	minus   = "\u2212"
)

// Format writes a value: 1,284,310 or 12.3 million, 812 ms, 1.24 s, 2 min 5 s, 1.2 GB,
// 0.53%, $0.31. Percents are given as percents: 1.84 is 1.84%. The result has the digits
// that keep it on its side of each mark, and at most 24 characters.
func Format(f float64, unit report.Unit, marks ...float64) string {
	return join(Split(f, unit, marks...))
}

// Split returns the parts of Format: the number, and the unit's name for a smaller type
// or "". The dollar sign is part of the number.
func Split(f float64, unit report.Unit, marks ...float64) (number, name string) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return None, ""
	}
	f += 0 // of the two zeros, the one without a sign
	if unit == report.UnitPercent {
		marks = append([]float64{100}, marks...) // 99.97% is not all of it
	}
	if number, name = spoken(f, unit, marks); number == "" {
		number, name = scaled(f, unit, marks)
	}
	if utf8.RuneCountInString(join(number, name)) > longest {
		number = pretty(strconv.FormatFloat(f, 'e', 8, 64))
	}
	return dollars(number, unit), name
}

func join(number, name string) string {
	if name == "" || name == "%" {
		return number + name
	}
	return number + space + name
}

// scaled writes a value in the unit of its scale in which it has few digits.
func scaled(f float64, unit report.Unit, marks []float64) (number, name string) {
	steps := scales(unit)
	for i, s := range steps {
		last := i == len(steps)-1
		if f == 0 && s.factor != 1 {
			continue
		}
		digits, rounded := round(f/s.factor, unit, s.factor, marks)
		if last || f == 0 || math.Abs(rounded) < s.below {
			if cents := unit == report.UnitDollars && s.factor == 1 && math.Abs(f) >= 0.01; !cents {
				digits = trim(digits)
			}
			return pretty(digits), s.name
		}
	}
	return None, ""
}

// round writes a value with the digits of its unit, or as many more as keep it on its
// side of each mark, and returns the value of these digits. Marks are in the unit,
// value is divided by the factor.
func round(value float64, unit report.Unit, factor float64, marks []float64) (digits string, rounded float64) {
	form, places := byte('f'), decimals(value, unit, factor)
	if size := math.Abs(value); size >= 1e15 || size != 0 && size < tiny(unit) {
		form, places = 'e', exponentDigits(unit)
	}
	for more := range 18 {
		digits = strconv.FormatFloat(value, form, places+more, 64)
		rounded, _ = strconv.ParseFloat(digits, 64) // digits of a finite value
		if !crosses(value, rounded, factor, marks) {
			break
		}
	}
	return digits, rounded
}

// crosses reports whether rounding takes a value over a mark or onto it.
func crosses(value, rounded, factor float64, marks []float64) bool {
	for _, m := range marks {
		if cmp.Compare(value, m/factor) != cmp.Compare(rounded, m/factor) {
			return true
		}
	}
	return false
}

// trim drops the zeros that end a fraction.
func trim(digits string) string {
	digits, exponent, has := strings.Cut(digits, "e")
	if strings.Contains(digits, ".") {
		digits = strings.TrimRight(strings.TrimRight(digits, "0"), ".")
	}
	if has {
		digits += "e" + exponent
	}
	return digits
}

// pretty groups digits by thousands and writes signs as a reader expects them.
func pretty(digits string) string {
	digits, exponent, has := strings.Cut(digits, "e")
	whole, frac, dotted := strings.Cut(digits, ".")
	sign := ""
	if rest, negative := strings.CutPrefix(whole, "-"); negative {
		sign, whole = minus, rest
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dotted {
		whole += "." + frac
	}
	if has {
		whole += "e" + strings.TrimPrefix(exponent, "+")
	}
	return sign + whole
}

// dollars puts the sign of dollars in front of the digits of a value in them.
func dollars(number string, unit report.Unit) string {
	digits, negative := strings.CutPrefix(number, minus)
	switch {
	case unit != report.UnitDollars:
		return number
	case negative:
		return minus + "$" + digits
	}
	return "$" + digits
}
