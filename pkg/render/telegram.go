package render

import (
	"strings"
	"unicode/utf16"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Telegram's limits for one message: UTF-16 units after the tags are parsed,
// and formatted spans, beyond which further ones are ignored
// (https://core.telegram.org/bots/api#sendmessage). A little is left for
// MarkDuplicate.
const (
	telegramUnits    = 4096 - 128
	telegramEntities = 100 - 2
)

const (
	telegramRows  = 30   // of a table
	telegramWidth = 44   // columns of a table
	telegramTable = 3000 // units of a table
)

// Telegram returns the document as texts for sendMessage with parse mode HTML,
// to be sent in order. A document that is too long for one message is divided
// between sections.
func Telegram(d *fanlight.Document) []string {
	c := newContent(d)
	var m messages
	m.add(0, telegramHead(c))
	for i, s := range c.sections {
		m.add(gap(c.sections, i), telegramSection(s))
	}
	var foot chunk
	foot.tagged("<i>", strings.Join(c.summary, " · "), "</i>")
	foot.plain("\n")
	foot.tagged("<code>", c.run, "</code>")
	m.add(2, foot)
	return m.done()
}

// gap returns the number of line feeds before a section: a blank line stands
// between two sections unless both are numbers.
func gap(sections []section, i int) int {
	if i > 0 && sections[i].table == nil && sections[i-1].table == nil {
		return 1
	}
	return 2
}

func telegramHead(c *content) chunk {
	var t chunk
	t.tagged("<b>", c.title, "</b>")
	t.plain("\n" + c.window)
	if c.alert != "" {
		t.plain("\n\n❗ ")
		t.tagged("<b>", c.alert, "</b>")
	}
	return t
}

func telegramSection(s section) chunk {
	var t chunk
	if s.table != nil {
		t.tagged("<b>", s.title, "</b>")
		t.plain("\n")
		t.table(s.table)
		return t
	}
	t.plain(s.title + ": ")
	if s.status == empty {
		t.tagged("<i>", s.value, "</i>")
	} else {
		t.tagged("<b>", s.value, "</b>")
	}
	if s.note != "" {
		t.plain("\n")
		t.tagged("<code>", s.note, "</code>")
	}
	return t
}

// table writes as many rows as leave room in the message for a title.
func (t *chunk) table(tab *Table) {
	rows := telegramRows
	lines := strings.Join(tab.cut(telegramWidth, rows), "\n")
	for rows > 0 && units(lines) > telegramTable {
		rows /= 2
		lines = strings.Join(tab.cut(telegramWidth, rows), "\n")
	}
	t.tagged("<pre>", lines, "</pre>")
}

// ownerParts returns the owner's text as messages, none of its lines divided.
func ownerParts(text string) []string {
	var m messages
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		var t chunk
		if i == 0 {
			t.tagged("<b>", line, "</b>")
		} else {
			t.plain(line)
		}
		m.add(min(i, 1), t)
	}
	return m.done()
}

// chunk is text that is not divided between messages, with its length in UTF-16
// units and its number of formatted spans.
type chunk struct {
	markup
	units, entities int
}

func (t *chunk) plain(s string) {
	t.text(s)
	t.units += units(s)
}

// tagged writes a formatted span. Spans are never nested.
func (t *chunk) tagged(open safeHTML, s string, end safeHTML) {
	t.element(open, s, end)
	t.units += units(s)
	t.entities++
}

// messages packs chunks, in order, into as few messages as possible.
type messages struct {
	full []string
	last chunk
}

// add appends a chunk, after that many line feeds if it shares a message with the
// chunk before it.
func (m *messages) add(gap int, c chunk) {
	if m.last.units+gap+c.units > telegramUnits || m.last.entities+c.entities > telegramEntities {
		m.full = append(m.full, m.last.String())
		m.last, gap = chunk{}, 0
	}
	m.last.plain(strings.Repeat("\n", gap))
	m.last.WriteString(c.String())
	m.last.units += c.units
	m.last.entities += c.entities
}

// done returns the messages; nothing may be added after it.
func (m *messages) done() []string { return append(m.full, m.last.String()) }

// units returns the length of s in UTF-16 units, as Telegram counts.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
