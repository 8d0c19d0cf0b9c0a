package slack

import (
	"encoding/json"
	"strings"
)

// The bounds of one message: blocks, of which MarkDuplicate adds one, bytes of their
// JSON, characters of tables, and charts. Slack refuses about 13,200 bytes
// (https://github.com/slackapi/bolt-js/issues/2509).
const (
	maxBlocks = 50 - 1
	maxBytes  = 12_000
	maxCells  = 10_000
	maxCharts = 2
)

// maxMessages is how many messages a report has. More would take a minute and hide
// everything else in the channel.
const maxMessages = 20

// unit stays together in one message.
type unit struct {
	title         string // in the notification; may be empty
	native, plain []block
	differs       bool // plain is not the same as native
	cells, charts int
	sections      int // of the report
}

// same returns a unit of blocks that every workspace takes.
func same(blocks ...block) unit { return unit{native: blocks, plain: blocks} }

// side is the blocks of a message in one of both forms.
type side struct {
	blocks []json.RawMessage
	bytes  int
}

func newSide(blocks []block) (s side) {
	for _, b := range blocks {
		s.blocks = append(s.blocks, encode(b))
		s.bytes += len(s.blocks[len(s.blocks)-1]) + 1
	}
	return s
}

func (s side) takes(more side) bool {
	return len(s.blocks)+len(more.blocks) <= maxBlocks && s.bytes+more.bytes <= maxBytes
}

func (s *side) add(more side) {
	s.blocks, s.bytes = append(s.blocks, more.blocks...), s.bytes+more.bytes
}

// messages packs units, in order, into as few messages as possible.
type messages struct {
	text   string // of the first message
	thread bool   // the others are replies to it
	full   []string

	titles        []string
	native, plain side
	differs       bool
	cells, charts int
}

func newMessages(text string) *messages { return &messages{text: text} }

// fits reports whether a unit fits into the last message.
func (m *messages) fits(u unit) bool {
	return m.native.takes(newSide(u.native)) && m.plain.takes(newSide(u.plain)) && m.cells+u.cells <= maxCells && m.charts+u.charts <= maxCharts
}

func (m *messages) add(u unit) {
	if !m.fits(u) {
		m.flush()
	}
	m.native.add(newSide(u.native))
	m.plain.add(newSide(u.plain))
	m.differs = m.differs || u.differs
	m.cells, m.charts = m.cells+u.cells, m.charts+u.charts
	if u.title != "" {
		m.titles = append(m.titles, u.title)
	}
}

// flush ends a message. The first one has the text of the report, the others have the
// titles of their sections.
func (m *messages) flush() {
	if len(m.native.blocks) == 0 {
		return
	}
	p := payload{Text: mrkdwn(m.text, maxPlain), Blocks: m.native.blocks}
	if len(m.full) > 0 {
		p.Reply = m.thread
		if len(m.titles) > 0 {
			p.Text = mrkdwn(strings.Join(m.titles, " · "), maxPlain)
		}
	}
	if m.differs {
		p.Plain = m.plain.blocks
	}
	m.full = append(m.full, string(encode(p)))
	*m = messages{text: m.text, thread: m.thread, full: m.full}
}

// crowded reports whether there is room for little more than the end of a report.
func (m *messages) crowded() bool { return len(m.full) >= maxMessages-2 }

// done returns the messages; nothing may be added after it.
func (m *messages) done() []string {
	m.flush()
	return m.full
}
