package cli

import (
	"fmt"
	"io"
	"sync"
)

// statusLine is one line of a terminal that is drawn again and again; without a
// terminal it is never drawn. Notes appear above it.
type statusLine struct {
	mu    sync.Mutex
	w     io.Writer
	width int // of the terminal; 0: none
	shown string
}

func newStatusLine(s *System) *statusLine {
	return &statusLine{w: s.Err, width: s.Width(s.Err)}
}

const clearLine = "\r\x1b[K"

// live reports whether anybody sees the line.
func (l *statusLine) live() bool { return l.width > 0 }

// show draws the line, cut to the terminal: a wrapped line could not be drawn
// over.
func (l *statusLine) show(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if runes := []rune(text); len(runes) >= l.width {
		text = string(runes[:max(l.width-1, 0)])
	}
	if l.live() && text != l.shown {
		fmt.Fprint(l.w, clearLine, text)
		l.shown = text
	}
}

// clear leaves nothing of the line.
func (l *statusLine) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.shown != "" {
		fmt.Fprint(l.w, clearLine)
		l.shown = ""
	}
}

// note writes a line of its own.
func (l *statusLine) note(format string, args ...any) {
	fmt.Fprintf(l, format+"\n", args...)
}

// Write writes lines above the status line.
func (l *statusLine) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.shown != "" {
		fmt.Fprint(l.w, clearLine)
		defer fmt.Fprint(l.w, l.shown)
	}
	return l.w.Write(p)
}
