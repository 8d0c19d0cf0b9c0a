package render

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/markup"
)

// cell writes a cell of a table. The first one of a row heads it, if it is a name.
func (p *page) cell(f *fitted, column int, c edition.Cell) {
	of, class := f.Columns[column], f.classes[column]
	head := column == 0 && of.Kind == edition.Label
	open, end := markup.Safe("<td role=\"cell\""), markup.Safe("</td>")
	if head {
		open, end = "<th role=\"rowheader\" scope=\"row\"", "</th>"
	}
	p.Raw(open, " class=\"", class, "\"")
	if c.Full != "" {
		p.Element(" title=\"", c.Full, "\"")
	}
	title := column == 0 && !of.Right // of the block that a row is on a phone
	if !head && (f.form == formCards && !title || f.form == formLog && labelled(of.Kind)) {
		p.Element(" data-label=\"", of.Name, "\"")
	}
	p.Raw(">")
	p.content(of, c)
	p.Raw(end)
}

// labelled reports whether a value of a log table needs the name of its column where the
// columns are not below each other.
func labelled(k edition.Kind) bool {
	return k != edition.Message && k != edition.Time && k != edition.Group
}

// content writes a value. An absent one has a dash, an empty one says so.
func (p *page) content(of edition.Column, c edition.Cell) {
	switch {
	case c.Absent:
		p.Raw("<span class=\"soft\"><span aria-hidden=\"true\">–</span><span class=\"vh\">no value</span></span>")
	case c.Text == "":
		p.Raw("<span class=\"soft\">(empty)</span>")
	case of.Kind == edition.Message && len(c.Lines) > 1:
		p.folded(c)
	case of.Kind == edition.Message:
		p.Raw("<span class=\"msg\">")
		p.message(c.Text)
		p.Raw("</span>")
	default:
		p.Text(c.Text)
	}
}

// folded writes a message of several lines: the first one, and all where it is opened.
func (p *page) folded(c edition.Cell) {
	p.Raw("<details class=\"msg\"><summary><span class=\"cut\">")
	p.message(c.Lines[0])
	p.Element("</span> <span class=\"open\">", fmt.Sprintf("All %d lines", len(c.Lines)+c.More), "</span><span class=\"shut\">Fold</span></summary><pre>")
	p.Text(strings.Join(c.Lines, "\n"))
	if c.More > 0 {
		p.Element("\n… ", More(c.More, "line"), "")
	}
	p.Raw("</pre></details>")
}

// message writes the text of a log event. Of UUIDs, which are mostly those of requests, it
// shows the first digits.
func (p *page) message(s string) {
	for {
		i := indexUUID(s)
		if i < 0 {
			p.Text(s)
			return
		}
		p.Text(s[:i])
		p.Element("<span class=\"rid\" title=\"", s[i:i+uuidLength], "\">")
		p.Element("", s[i:i+uuidStart], "</span>")
		s = s[i+uuidLength:]
	}
}

const (
	uuidLength = 36
	uuidStart  = 8
)

// indexUUID returns where the first UUID of a text begins, -1 without one. Longer groups
// of digits are none.
func indexUUID(s string) int {
	for from := 0; ; {
		i := strings.IndexByte(s[from:], '-')
		if i < 0 {
			return -1
		}
		at := from + i - uuidStart
		if at >= 0 && isUUID(s[at:]) && (at == 0 || !isHex(s[at-1])) && (len(s) == at+uuidLength || !isHex(s[at+uuidLength])) {
			return at
		}
		from += i + 1
	}
}

func isUUID(s string) bool {
	if len(s) < uuidLength {
		return false
	}
	for i := range uuidLength {
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (s[i] == '-') || !dash && !isHex(s[i]) {
			return false
		}
	}
	return true
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
