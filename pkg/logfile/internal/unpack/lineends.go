package unpack

import (
	"bytes"
	"io"
)

// lineEnds reads a text whose lines end with a carriage return alone, as those of Excel
// for the Mac may, with line feeds in their place. It decides so at the start, where the
// text has carriage returns and no line feed.
type lineEnds struct {
	in      io.Reader
	decided bool
	replace bool
}

func (l *lineEnds) Read(p []byte) (n int, err error) {
	if l.decided {
		if n, err = l.in.Read(p); l.replace {
			feedLines(p[:n])
		}
		return n, err
	}
	const enough = 64 << 10
	for n < min(enough, len(p)) && err == nil {
		var more int
		more, err = l.in.Read(p[n:])
		n += more
	}
	l.decided = true
	l.replace = bytes.IndexByte(p[:n], '\n') < 0 && bytes.IndexByte(p[:n], '\r') >= 0
	if l.replace {
		feedLines(p[:n])
	}
	return n, err
}

// feedLines puts line feeds for carriage returns.
func feedLines(text []byte) {
	for i, c := range text {
		if c == '\r' {
			text[i] = '\n'
		}
	}
}
