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

// parts packs chunks, in order, into as few messages as possible.
type parts struct {
	full []string
	last chunk
}

// add appends a chunk, after that many line feeds if it shares a message with the
// chunk before it.
func (m *parts) add(gap int, c chunk) {
	if m.last.units+gap+c.units > maxUnits || m.last.entities+c.entities > maxEntities {
		m.full = append(m.full, m.last.String())
		m.last, gap = chunk{}, 0
	}
	m.last.plain(strings.Repeat("\n", gap))
	m.last.WriteString(c.String())
	m.last.units += c.units
	m.last.entities += c.entities
}

// done returns the parts; nothing may be added after it.
func (m *parts) done() []string { return append(m.full, m.last.String()) }
