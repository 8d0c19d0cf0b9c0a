package render

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/text"
)

// numberLine is a number, or the word that stands where one would, as text has it.
type numberLine struct {
	label, value, mark, spark, change string
	valueIn, changeIn                 string // renditions
	note                              string // below it
}

func newNumberLine(s edition.Section) numberLine {
	if s.Failure != nil {
		return numberLine{label: s.Title, value: s.Failure.Word, valueIn: red, note: s.Failure.Note}
	}
	n := s.Number
	l := numberLine{label: s.Title, value: n.Text(), valueIn: bold, change: n.Note, changeIn: faint}
	if n.Empty {
		l.valueIn = faint
	}
	switch n.Tag {
	case edition.TagAlert:
		l.mark, l.valueIn = "!!", red
	case edition.TagWarning:
		l.mark, l.valueIn = "!", yellow
	}
	if n.Spark != nil {
		l.spark = n.Spark.Blocks()
	}
	if n.Change != nil {
		l.change = n.Change.Text()
		switch n.Change.Mood {
		case edition.Worse:
			l.changeIn = red
		case edition.Better:
			l.changeIn = green
		}
	}
	return l
}

// numberWidths are the widths of the columns of numbers that stand below each other.
type numberWidths struct{ label, gap, value, mark, spark, change int }

// numbers writes numbers below each other, each in one line if all fit into it, else in
// two.
func (t *textWriter) numbers(sections []edition.Section) {
	lines := make([]numberLine, len(sections))
	w := numberWidths{gap: textMargin}
	for i, s := range sections {
		l := newNumberLine(s)
		lines[i] = l
		w.add(l)
	}
	two := w.fit(t.width)
	if two && t.width >= narrowest { // the reasons why nothing is compared are long
		w = numberWidths{gap: textMargin}
		for i := range lines {
			lines[i].shorten()
			w.add(lines[i])
		}
		two = w.fit(t.width)
	}
	for _, l := range lines {
		if two {
			t.twoLines(l)
		} else {
			t.oneLine(l, w)
		}
		if l.note != "" {
			t.wrapped(t.inner(), red, l.note)
		}
	}
	t.legend(lines)
}

// add widens the columns for a number.
func (w *numberWidths) add(l numberLine) {
	w.label, w.value, w.mark = max(w.label, text.Width(l.label)), max(w.value, text.Width(l.value)), max(w.mark, text.Width(l.mark))
	w.spark, w.change = max(w.spark, text.Width(l.spark)), max(w.change, text.Width(l.change))
}

// shorten leaves out why a number is not compared.
func (l *numberLine) shorten() {
	if word, _, has := strings.Cut(l.change, ":"); has {
		l.change = strings.ToLower(word)
	}
}

// fit narrows the columns to a width. It reports whether each number needs two lines.
func (w *numberWidths) fit(width int) (two bool) {
	after := 0
	for _, n := range []int{w.mark, w.spark, w.change} {
		if n > 0 {
			after += n + 1
		}
	}
	if w.change > 0 {
		after++
	}
	room := width - 2 - w.value - after
	if after > 0 && (width < narrowest || room-2 < min(w.label, 16)) {
		return true
	}
	w.gap = max(2, min(w.gap, room-w.label))
	w.label = min(w.label, room-w.gap)
	return false
}

func (t *textWriter) oneLine(l numberLine, w numberWidths) {
	s := t.outer() + pad(text.Cut(l.label, w.label), w.label, false) + strings.Repeat(" ", w.gap) + t.in(l.valueIn, pad(l.value, w.value, true))
	rest := ""
	if w.mark > 0 {
		rest += " " + t.in(l.valueIn, pad(l.mark, w.mark, false))
	}
	if w.spark > 0 {
		rest += " " + t.in(faint, pad(l.spark, w.spark, false))
	}
	if l.change != "" {
		rest += "  " + t.in(l.changeIn, l.change)
	}
	t.line(strings.TrimRight(s+rest, " "))
}

// twoLines writes a number to the right of its label, and its editions and change below.
func (t *textWriter) twoLines(l numberLine) {
	mark := l.mark
	if mark != "" {
		mark = " " + mark
	}
	label := text.Cut(l.label, t.width-text.Width(l.value)-2-text.Width(mark))
	space := t.width - text.Width(label) - text.Width(mark) - text.Width(l.value)
	t.line(label, t.in(l.valueIn, mark), strings.Repeat(" ", max(1, space)), t.in(l.valueIn, l.value))
	if l.spark == "" && l.change == "" {
		return
	}
	space = t.width - text.Width(l.spark) - text.Width(l.change)
	if space < 2 && l.spark != "" {
		t.line(t.in(faint, l.spark))
		t.wrapped("  ", l.changeIn, l.change)
		return
	}
	t.line(t.in(faint, l.spark), strings.Repeat(" ", max(0, space)), t.in(l.changeIn, l.change))
}

// legend explains the signs that the numbers have.
func (t *textWriter) legend(lines []numberLine) {
	var alert, warning, spark, missing bool
	for _, l := range lines {
		alert, warning = alert || l.mark == "!!", warning || l.mark == "!"
		spark, missing = spark || l.spark != "", missing || strings.Contains(l.spark, "·")
	}
	var parts []string
	if alert {
		parts = append(parts, "!! alert")
	}
	if warning {
		parts = append(parts, "! warning")
	}
	if spark {
		parts = append(parts, "bars: the last editions")
	}
	if missing {
		parts = append(parts, "· missing")
	}
	if parts != nil {
		t.line()
		t.lines(t.outer(), faint, text.Fill(parts, ", ", t.width-len(t.outer())))
	}
}
