package slack

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/render"
)

// The bounds of one message: blocks, of which MarkDuplicate adds one, and bytes of their
// JSON. Slack refuses about 13,200 (https://github.com/slackapi/bolt-js/issues/2509).
const (
	maxBlocks = 50 - 1
	maxBytes  = 12_000
)

// maxMessages is how many messages a report has. More would take a minute and hide
// everything else in the channel.
const maxMessages = 20

// The bounds of a table.
const (
	maxRows  = 30
	maxWidth = 76
)

// messages packs blocks, in order, into as few messages as possible.
type messages struct {
	text  string
	full  []string
	last  []json.RawMessage
	bytes int
}

func newMessages(text string) *messages { return &messages{text: mrkdwn(text, maxPlain)} }

func (m *messages) add(b block) {
	encoded := encode(b)
	if len(m.last) == maxBlocks || m.bytes+len(encoded) > maxBytes {
		m.flush()
	}
	m.last = append(m.last, encoded)
	m.bytes += len(encoded) + 1
}

func (m *messages) flush() {
	m.full = append(m.full, string(encode(payload{Text: m.text, Blocks: m.last})))
	m.last, m.bytes = nil, 0
}

// done returns the messages; nothing may be added after it.
func (m *messages) done() []string {
	m.flush()
	return m.full
}

// document returns the messages of a report.
func document(c *render.Content) []string {
	line := c.Title + " · " + c.Window
	if c.Alert != "" {
		line = c.Alert + " · " + line
	}
	all := newMessages(line)
	all.add(header(c.Title))
	all.add(plainContext(c.Window))
	if c.Alert != "" {
		all.add(boldLine("❗ " + c.Alert))
	}
	all.sections(c.Sections)
	all.add(plainContext(strings.Join(c.Summary, " · ") + "\n" + c.Run))
	return all.done()
}

// sections adds sections: numbers that follow each other are fields of one block.
func (m *messages) sections(sections []render.Section) {
	for i := 0; i < len(sections); {
		if len(m.full) >= maxMessages-1 {
			m.add(plainContext("… " + render.More(len(sections)-i, "section")))
			return
		}
		if t := sections[i].Table; t != nil {
			m.add(boldLine(sections[i].Title))
			m.add(preformatted(table(t)))
			i++
			continue
		}
		n := numbers(sections[i:])
		m.add(fields(sections[i : i+n]))
		i += n
	}
}

// fieldBytes is about how many bytes of JSON the fields of a block have.
const fieldBytes = 4000

// numbers returns how many sections at the beginning are numbers that fit into a block.
func numbers(sections []render.Section) int {
	n, bytes := 0, 0
	for n < min(maxFields, len(sections)) && sections[n].Table == nil {
		bytes += len(encode(numberField(sections[n])))
		if n > 0 && bytes > fieldBytes {
			break
		}
		n++
	}
	return n
}

func fields(sections []render.Section) block {
	b := block{Type: "section"}
	for _, s := range sections {
		b.Fields = append(b.Fields, numberField(s))
	}
	return b
}

func numberField(s render.Section) object {
	value := s.Value
	if s.Note != "" {
		value = fmt.Sprintf("%s: %s", s.Value, s.Note)
	}
	return field(s.Title, value)
}

// table returns as many rows as fit into a block.
func table(t *render.Table) string {
	for rows := maxRows; ; rows /= 2 {
		lines := strings.Join(t.Cut(maxWidth, rows), "\n")
		if units(lines) <= maxRaw && len(lines) <= maxBytes/2 || rows == 0 {
			return limit(lines, maxRaw)
		}
	}
}
