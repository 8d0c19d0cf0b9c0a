package value

import (
	"math"
	"strconv"
	"strings"
)

// exactDigits is the number of digits that a float64 holds exactly, in 53 bits.
const exactDigits = 15

var powersOfTen = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// Parse reads a decimal number with an optional sign and exponent, and blanks around it:
// the service takes " 262.41", which a glob captured, for a number. ok is false for
// anything else, such as hexadecimal digits or infinity. It is fast for up to 15 digits
// without an exponent: one exact division.
func Parse(s string) (f float64, ok bool) {
	if s != "" && (s[0] <= ' ' || s[len(s)-1] <= ' ') {
		s = strings.Trim(s, " \t\r\n")
	}
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
	f = float64(mantissa)
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
		case '0' <= c && c <= '9', c == 'e', c == 'E', c == '+', c == '-':
		case c == '.' && i+1 < len(s) && '0' <= s[i+1] && s[i+1] <= '9':
		default:
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil && !math.IsInf(f, 0)
}
