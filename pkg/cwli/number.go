package cwli

import (
	"math"
	"strconv"
)

// exactDigits is how many digits always fit into a float64's 53 bits.
const exactDigits = 15

var powersOfTen = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// parseNumber reads an optionally signed decimal with an optional exponent;
// nothing else is a number: no blanks, no hexadecimal, no infinity. Up to
// fifteen digits without exponent need one exact division only.
func parseNumber(s string) (float64, bool) {
	digits, mantissa, point := 0, 0, -1
	for i := signLength(s); i < len(s); i++ {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			mantissa = mantissa*10 + int(c-'0')
			if digits++; digits > exactDigits {
				return parseLong(s)
			}
		case c == '.' && point < 0:
			point = digits
		case (c == 'e' || c == 'E') && digits > 0:
			return parseLong(s)
		default:
			return 0, false
		}
	}
	if digits == 0 || point == digits {
		return 0, false
	}
	f := float64(mantissa)
	if point >= 0 {
		f /= powersOfTen[digits-point]
	}
	if s[0] == '-' {
		f = -f
	}
	return f, true
}

func signLength(s string) int {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		return 1
	}
	return 0
}

func parseLong(s string) (float64, bool) {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case '0' <= c && c <= '9', c == '.', c == 'e', c == 'E', c == '+', c == '-':
		default:
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil && !math.IsInf(f, 0)
}
