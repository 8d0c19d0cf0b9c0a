package yamltext

import (
	"strconv"
	"strings"
)

// flow reads a plain or quoted scalar, whose lines fold into one.
type flow struct {
	text  string
	i     int
	quote byte // 0: plain
	decoded
}

// decodeFlow reads from behind the opening quote until it has length bytes.
func decodeFlow(text string, begin int, quote byte, length int) decoded {
	f := &flow{text: text, i: begin, quote: quote}
	for f.i < len(text) && len(f.decoded.text) < length {
		switch c := text[f.i]; {
		case isBlank(c) || breakAt(text, f.i) > 0:
			f.white()
		case quote == '\'' && strings.HasPrefix(text[f.i:], "''"):
			f.stand("'", 2)
		case quote == '"' && c == '\\':
			f.escape()
		default:
			f.copy(text[f.i:f.i+1], f.i)
			f.i++
		}
	}
	return f.decoded
}

// stand adds what the next size bytes stand for.
func (f *flow) stand(s string, size int) {
	f.replace(s, f.i)
	f.i += size
}

// white reads blanks, which stay, or line breaks with blanks around them: one
// break becomes a space, more become one line feed less than they are.
func (f *flow) white() {
	begin := f.i
	f.blanks()
	if f.i >= len(f.text) || breakAt(f.text, f.i) == 0 {
		f.copy(f.text[begin:f.i], begin)
		return
	}
	if breaks := f.breaks(); breaks > 1 {
		f.replace(strings.Repeat("\n", breaks-1), begin)
	} else {
		f.replace(" ", begin)
	}
}

func (f *flow) blanks() {
	for f.i < len(f.text) && isBlank(f.text[f.i]) {
		f.i++
	}
}

func (f *flow) breaks() (count int) {
	for f.i < len(f.text) {
		size := breakAt(f.text, f.i)
		if size == 0 {
			break
		}
		count++
		f.i += size
		f.blanks()
	}
	return count
}

// The escapes of double-quoted scalars, and how many hexadecimal digits follow
// those that spell a character out.
var (
	escapes = map[byte]string{
		'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r",
		'e': "\x1b", ' ': " ", '"': `"`, '/': "/", '\\': `\`, 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029",
	}
	hexDigits = map[byte]int{'x': 2, 'u': 4, 'U': 8}
)

func (f *flow) escape() {
	rest := f.text[f.i+1:]
	switch {
	case rest == "":
		f.i++
	case breakAt(rest, 0) > 0: // the line goes on; blank lines below stay
		begin := f.i
		f.i++
		f.replace(strings.Repeat("\n", f.breaks()-1), begin)
	case hexDigits[rest[0]] > 0 && len(rest) > hexDigits[rest[0]]:
		digits := hexDigits[rest[0]]
		code, _ := strconv.ParseUint(rest[1:1+digits], 16, 32)
		f.stand(string(rune(code)), 2+digits)
	default:
		f.stand(escapes[rest[0]], 2)
	}
}
