package telegram

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/render/markup"
	"github.com/fanlight/fanlight/pkg/text"
)

// Telegram's limits for one message: UTF-16 units after the tags are parsed,
// and formatted spans, beyond which further ones are ignored
// (https://core.telegram.org/bots/api#sendmessage). A little is left for
// MarkDuplicate.
const (
	maxUnits    = 4096 - 128
	maxEntities = 100 - 2
)

// chunk is text that is not divided between parts, with its length in UTF-16
// units and its number of formatted spans.
type chunk struct {
	markup.Writer
	units, entities int
}

func (t *chunk) plain(s string) {
	t.Text(s)
	t.units += text.UTF16Len(s)
}

// tagged writes a formatted span. None is within pre or code.
func (t *chunk) tagged(open markup.Safe, s string, end markup.Safe) {
	t.Element(open, s, end)
	t.units += text.UTF16Len(s)
	t.entities++
}

// link writes a text that leads to an address.
func (t *chunk) link(address, s string) {
	t.Raw(`<a href="`)
	t.Text(address)
	t.Raw(`">`)
	t.plain(s)
	t.Raw("</a>")
	t.entities++
}

// append writes another chunk, after that many line feeds. The chunk stays as it is.
func (t *chunk) append(gap int, c chunk) {
	t.plain(strings.Repeat("\n", gap))
	t.WriteString(c.String())
	t.units += c.units
	t.entities += c.entities
}

// parts packs chunks, in order, into as few messages as possible.
type parts struct {
	full []string
	last chunk
	end  chunk // of the first message, which has room for it
}

// add appends a chunk, after that many line feeds if it shares a message with the
// chunk before it.
func (m *parts) add(gap int, c chunk) {
	if m.last.units+gap+c.units+m.reserved() > maxUnits || m.last.entities+c.entities+m.end.entities > maxEntities {
		m.endFirst()
		m.full = append(m.full, m.last.String())
		m.last, gap = chunk{}, 0
	}
	m.last.append(gap, c)
}

// endGap is the line feeds before the end of the first message.
const endGap = 2

// reserved returns the units that are kept for the end of the first message.
func (m *parts) reserved() int {
	if m.end.units == 0 {
		return 0
	}
	return endGap + m.end.units
}

// endFirst writes the end of the first message, unless it is written.
func (m *parts) endFirst() {
	if m.end.units > 0 {
		m.last.append(endGap, m.end)
		m.end = chunk{}
	}
}

// done returns the parts; nothing may be added after it.
func (m *parts) done() []string { return append(m.full, m.last.String()) }
