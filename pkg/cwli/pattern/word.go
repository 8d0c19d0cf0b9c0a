package pattern

import (
	"net/netip"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// extent is a word of a text, with how many letters and digits it has.
type extent struct {
	start, end      int
	letters, digits int
}

// extent finds the end of a word: the first character other than a letter, a digit, or a
// hyphen or dot between these.
func (s *scanner) extent(start, end int) extent {
	w := extent{start: start}
	for at := start; at < end; at++ {
		switch classes[s.text[at]] {
		case letter:
			w.letters++
		case digit:
			w.digits++
		case inner:
			if at+1 == end || classes[s.text[at+1]] != letter && classes[s.text[at+1]] != digit {
				w.end = at
				return w
			}
		default:
			w.end = at
			return w
		}
	}
	w.end = end
	return w
}

// word adds a word, or what it is the first part of, and returns the place after it.
func (s *scanner) word(start, end int) int {
	w := s.extent(start, end)
	if to := s.longer(w, end); to > 0 {
		return to
	}
	text := s.text[w.start:w.end]
	switch {
	case w.digits == 0:
		s.static(text)
	case isUUID(text):
		s.token(uuid)
	case isAddress(w, text):
		s.token(address)
	case isNumber(w, text):
		s.number(w.end, end)
	case s.quantity(text):
	case w.letters == 0 || w.digits >= 3 || isHash(text):
		s.token(identifier)
	default:
		s.static(text)
	}
	return w.end
}

// longer adds a token of more than one word: a time, an address of the web, of mail, or of
// IP version 6. It returns the place after it, 0 if there is none.
func (s *scanner) longer(w extent, end int) int {
	if w.digits > 0 || w.letters == len("Jan") {
		if length := timeAt(s.text[w.start:min(end, w.start+maxTime)], w); length > 0 {
			s.token(moment)
			return w.start + length
		}
	}
	if w.end == end {
		return 0
	}
	switch s.text[w.end] {
	case ':':
		return s.afterColon(w, end)
	case '@':
		domain := s.extent(w.end+1, end)
		if w.letters+w.digits > 0 && strings.IndexByte(s.text[domain.start:domain.end], '.') > 0 {
			s.token(mail)
			return domain.end
		}
	}
	return 0
}

// afterColon adds an address of the web or of IP version 6.
func (s *scanner) afterColon(w extent, end int) int {
	if strings.HasPrefix(s.text[w.end:end], "://") {
		s.token(link)
		return endOfLink(s.text, w.end, end)
	}
	const longest = 45 // of an address with an IPv4 part
	part := s.text[w.start:min(end, w.start+longest)]
	if i := strings.IndexFunc(part, func(r rune) bool { return r != ':' && r != '.' && !isHex(r) }); i >= 0 {
		part = part[:i]
	}
	part = strings.TrimRight(part, ".")
	if strings.Count(part, ":") < 2 {
		return 0
	}
	if _, err := netip.ParseAddr(part); err != nil {
		return 0
	}
	s.token(address)
	return w.start + len(part)
}

// endOfLink returns the place of the first character that is not part of an address of
// the web: a blank, a quote or a bracket, and before these punctuation.
func endOfLink(text string, at, end int) int {
	for at < end && classes[text[at]] != blank && strings.IndexByte("\"'`<>()[]{}\\|", text[at]) < 0 {
		at++
	}
	for strings.IndexByte(".,;:!?", text[at-1]) >= 0 {
		at--
	}
	return at
}

// number adds a number: a time if a unit of time follows, as in 327 ms.
func (s *scanner) number(at, end int) {
	if at < end && s.text[at] == ' ' {
		unit := s.extent(at+1, end)
		if timeUnits[s.text[unit.start:unit.end]] {
			s.token(moment)
			return
		}
	}
	s.token(number)
}

// quantity adds a number with a unit, as in 327ms, 1m30s or 128MB. The last unit stays if
// there is one number.
func (s *scanner) quantity(text string) bool {
	const short = len("99999d") // what is longer may be hexadecimal
	unit := strings.TrimLeft(text, "-.0123456789")
	switch {
	case len(text) > short && len(unit) == 1 && isHex(rune(unit[0])):
		return false
	case timeUnits[unit]:
		s.token(moment)
	case sizeUnits[unit]:
		s.token(number)
	case isDuration(text):
		s.token(moment)
		return true
	default:
		return false
	}
	s.out = append(s.out, unit...)
	return true
}

var (
	timeUnits = setOf("ns us µs ms s sec secs second seconds msec msecs millisecond milliseconds microseconds nanoseconds m min mins minute minutes h hour hours d day days")
	sizeUnits = setOf("B kB KB MB GB TB KiB MiB GiB TiB k K M G b kb mb gb px")
)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

// isDuration reports whether a text is numbers with units of time, as in 1h30m0.5s.
func isDuration(text string) bool {
	for text != "" {
		rest := strings.TrimLeft(text, "0123456789.")
		end := strings.IndexAny(rest, "0123456789")
		if end < 0 {
			end = len(rest)
		}
		if len(rest) == len(text) || !timeUnits[rest[:end]] {
			return false
		}
		text = rest[end:]
	}
	return true
}

// isNumber reports whether a text is a number. One with an exponent is short or has a dot:
// 12345e67 is rather a part of a hash.
func isNumber(w extent, text string) bool {
	const short = len("1e100")
	if w.letters > 1 || w.letters == 1 && len(text) > short && strings.IndexByte(text, '.') < 0 {
		return false
	}
	_, ok := value.Parse(text)
	return ok
}

// isAddress reports whether a text is an address of IP version 4.
func isAddress(w extent, text string) bool {
	if w.letters > 0 || len(text) > len("255.255.255.255") || strings.Count(text, ".") != 3 {
		return false
	}
	_, err := netip.ParseAddr(text)
	return err == nil
}

// isHash reports whether a text that has a digit is hexadecimal: 0x1f, or at least eight
// digits.
func isHash(text string) bool {
	if strings.HasPrefix(text, "0x") {
		return true
	}
	const least = 8
	return len(text) >= least && strings.IndexFunc(text, func(r rune) bool { return !isHex(r) }) < 0
}

// isUUID reports whether a text is hexadecimal digits in groups of 8, 4, 4, 4 and 12.
func isUUID(text string) bool {
	if len(text) != 36 {
		return false
	}
	for i, r := range text {
		if hyphen := i == 8 || i == 13 || i == 18 || i == 23; hyphen != (r == '-') || !hyphen && !isHex(r) {
			return false
		}
	}
	return true
}

func isHex(r rune) bool {
	return '0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'f'
}
