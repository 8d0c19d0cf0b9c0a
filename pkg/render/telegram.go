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
// to be sent in order. A document too long for one message is parted between
// sections.
func Telegram(d *fanlight.Document) []string {
	p := newPage(d)
	var parts parts
	parts.add(0, telegramHead(p))
	for i, b := range p.blocks {
		parts.add(gap(p.blocks, i), telegramBlock(b))
	}
	var foot piece
	foot.tagged("<i>", strings.Join(p.summary, " · "), "</i>")
	foot.plain("\n")
	foot.tagged("<code>", p.run, "</code>")
	parts.add(2, foot)
	return parts.done()
}

// gap is the number of line ends before a block: numbers that follow each
// other stand in lines of their own, without a blank one.
func gap(blocks []block, i int) int {
	if i > 0 && blocks[i].table == nil && blocks[i-1].table == nil {
		return 1
	}
	return 2
}

func telegramHead(p *page) piece {
	var t piece
	t.tagged("<b>", p.title, "</b>")
	t.plain("\n" + p.window)
	if p.alert != "" {
		t.plain("\n\n❗ ")
		t.tagged("<b>", p.alert, "</b>")
	}
	return t
}

func telegramBlock(b block) piece {
	var t piece
	if b.table != nil {
		t.tagged("<b>", b.title, "</b>")
		t.plain("\n")
		t.table(b.table)
		return t
	}
	t.plain(b.title + ": ")
	if b.mood == empty {
		t.tagged("<i>", b.value, "</i>")
	} else {
		t.tagged("<b>", b.value, "</b>")
	}
	if b.note != "" {
		t.plain("\n")
		t.tagged("<code>", b.note, "</code>")
	}
	return t
}

// table shows as many rows as fit into one message beside what else it holds.
func (t *piece) table(tab *Table) {
	rows := telegramRows
	lines := strings.Join(tab.cut(telegramWidth, rows), "\n")
	for rows > 0 && units(lines) > telegramTable {
		rows /= 2
		lines = strings.Join(tab.cut(telegramWidth, rows), "\n")
	}
	t.tagged("<pre>", lines, "</pre>")
}

// piece is text that stays in one message.
type piece struct {
	markup
	units, entities int
}

func (t *piece) plain(s string) {
	t.text(s)
	t.units += units(s)
}

// tagged writes a formatted span. Spans are never nested.
func (t *piece) tagged(open literal, s string, end literal) {
	t.element(open, s, end)
	t.units += units(s)
	t.entities++
}

// parts packs pieces into as few messages as hold them in order.
type parts struct {
	full []string
	last piece
}

func (p *parts) add(gap int, t piece) {
	if p.last.units+gap+t.units > telegramUnits || p.last.entities+t.entities > telegramEntities {
		p.full = append(p.full, p.last.String())
		p.last, gap = piece{}, 0
	}
	p.last.plain(strings.Repeat("\n", gap))
	p.last.WriteString(t.String())
	p.last.units += t.units
	p.last.entities += t.entities
}

func (p *parts) done() []string { return append(p.full, p.last.String()) }

func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
