package discord

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/render"
)

// maxMessages is how many messages a report has. Discord takes about thirty a minute
// from a webhook.
const maxMessages = 20

// The bounds of a table: columns of code that a window shows without wrapping, and rows.
const (
	maxRows  = 30
	maxWidth = 60
)

// messages packs embeds, in order, into as few messages as possible.
type messages struct {
	full []string
	last []embed
	used int // characters
}

func (m *messages) add(e embed) {
	if len(m.last) == maxEmbeds || m.used+e.units() > maxTotal {
		m.flush()
	}
	m.last = append(m.last, e)
	m.used += e.units()
}

func (m *messages) flush() {
	m.full = append(m.full, encode(message{Embeds: m.last, Mentions: map[string][]string{"parse": {}}}))
	m.last, m.used = nil, 0
}

// done returns the messages; nothing may be added after it.
func (m *messages) done() []string {
	m.flush()
	return m.full
}

// document returns the messages of a report. The first embed has its title and window,
// and the numbers that come first.
func document(c *render.Content) []string {
	all, color := &messages{}, blue
	head := embed{Title: limit(markdown(c.Title), maxTitle), Description: markdown(c.Window)}
	if c.Alert != "" {
		head.Description += "\n**" + markdown(c.Alert) + "**"
		color = red
	}
	head.Color = color
	n := numbers(c.Sections)
	head.Fields = fields(c.Sections[:n])
	all.add(head)
	all.sections(c.Sections[n:], color)
	all.add(embed{Color: color, Footer: &footer{limit(strings.Join(c.Summary, " · ")+"\n"+c.Run, maxFooter)}})
	return all.done()
}

// sections adds an embed for each table, and one for numbers that follow each other.
func (m *messages) sections(sections []render.Section, color int) {
	for i := 0; i < len(sections); {
		if len(m.full) >= maxMessages-1 {
			m.add(embed{Color: color, Description: "… " + render.More(len(sections)-i, "section")})
			return
		}
		if s := sections[i]; s.Table != nil {
			m.add(embed{Title: limit(markdown(s.Title), maxTitle), Description: code(table(s.Table)), Color: color})
			i++
			continue
		}
		n := numbers(sections[i:])
		m.add(embed{Color: color, Fields: fields(sections[i : i+n])})
		i += n
	}
}

// fieldUnits is about how many characters the fields of an embed have.
const fieldUnits = 3500

// numbers returns how many sections at the beginning are numbers that fit into an embed.
func numbers(sections []render.Section) int {
	n, used := 0, 0
	for n < min(maxFields, len(sections)) && sections[n].Table == nil {
		f := numberField(sections[n])
		used += units(f.Name) + units(f.Value)
		if n > 0 && used > fieldUnits {
			break
		}
		n++
	}
	return n
}

func fields(sections []render.Section) (all []field) {
	for _, s := range sections {
		all = append(all, numberField(s))
	}
	return all
}

// numberField returns a number below its title; a reason takes a line of its own.
func numberField(s render.Section) field {
	f := field{Name: limit(markdown(s.Title), maxName), Value: "**" + limit(markdown(s.Value), maxValue/2) + "**", Inline: s.Note == ""}
	if s.Note != "" {
		f.Value += "\n" + limit(markdown(s.Note), maxValue/2-8)
	}
	return f
}

// table returns as many rows as fit into an embed.
func table(t *render.Table) string {
	for rows := maxRows; ; rows /= 2 {
		lines := strings.Join(t.Cut(maxWidth, rows), "\n")
		if units(lines) <= maxCode || rows == 0 {
			return limit(lines, maxCode)
		}
	}
}
