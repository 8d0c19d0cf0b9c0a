package expr

import (
	"strings"
	"time"
)

// leading reads a number of least to most digits at the start of s.
func leading(s string, least, most int) (n int, rest string, ok bool) {
	i := 0
	for i < len(s) && i < most && isDigit(s[i]) {
		i++
	}
	if i < least || i == 0 {
		return 0, s, false
	}
	n, ok = digitsOf(s[:i])
	return n, s[i:], ok
}

// into makes the reader of a number. One letter stands for as many digits as there are,
// up to most, more letters for that many digits.
func into(most int, part func(*dateParts) *int) func(*dateParts, string, int) (string, bool) {
	return func(d *dateParts, s string, count int) (rest string, ok bool) {
		longest := most
		if count > 1 {
			longest = count
		}
		*part(d), rest, ok = leading(s, count, longest)
		return rest, ok
	}
}

// readYear reads a year: with two letters two digits, of this century as in Java.
func (d *dateParts) readYear(s string, count int) (rest string, ok bool) {
	most := count
	if count == 1 {
		most = 4
	}
	if d.year, rest, ok = leading(s, count, most); count == 2 {
		d.year += 2000
	}
	return rest, ok
}

func (d *dateParts) readMonth(s string, count int) (rest string, ok bool) {
	if count < 3 {
		return into(2, func(d *dateParts) *int { return &d.month })(d, s, count)
	}
	for m := time.January; m <= time.December; m++ {
		if rest, ok := strings.CutPrefix(s, nameOf(m.String(), count)); ok {
			d.month = int(m)
			return rest, true
		}
	}
	return s, false
}

// nameOf returns the name of a month or a day in full for four letters, else its first
// three characters.
func nameOf(name string, count int) string {
	if count == 4 {
		return name
	}
	return name[:3]
}

// readWeekday reads the name of a day, which need not be that of the date.
func (d *dateParts) readWeekday(s string, count int) (rest string, ok bool) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if rest, ok := strings.CutPrefix(s, nameOf(day.String(), count)); ok {
			return rest, true
		}
	}
	return s, false
}

func (d *dateParts) readHalf(s string, _ int) (rest string, ok bool) {
	if len(s) < 2 {
		return s, false
	}
	half := strings.ToUpper(s[:2])
	d.afternoon = half == "PM"
	return s[2:], d.afternoon || half == "AM"
}

// readTwelve reads an hour of 12.
func (d *dateParts) readTwelve(s string, count int) (rest string, ok bool) {
	d.twelve = true
	rest, ok = into(2, func(d *dateParts) *int { return &d.hour })(d, s, count)
	return rest, ok && d.hour <= 12
}

// readFraction reads a fraction of a second of as many digits as there are letters.
func (d *dateParts) readFraction(s string, count int) (rest string, ok bool) {
	d.nanoseconds, rest, ok = leading(s, count, count)
	for range 9 - count {
		d.nanoseconds *= 10
	}
	return rest, ok
}

// readOffset reads Z, UTC, GMT, or an offset such as +02, +0200 or +02:00.
func (d *dateParts) readOffset(s string, _ int) (rest string, ok bool) {
	for _, name := range []string{"Z", "UTC", "GMT"} {
		if after, ok := strings.CutPrefix(s, name); ok {
			s, d.zone = after, time.UTC
			if name == "Z" || s == "" || s[0] != '+' && s[0] != '-' {
				return s, true
			}
		}
	}
	for _, length := range []int{6, 5, 3} {
		if len(s) < length {
			continue
		}
		if seconds, ok := zoneOffset(s[:length]); ok {
			d.zone = time.FixedZone("", seconds)
			return s[length:], true
		}
	}
	return s, false
}
