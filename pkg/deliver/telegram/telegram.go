// Package telegram sends reports to chats of Telegram, by a bot.
package telegram

import (
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

// Channel is the kind telegram.
type Channel struct{}

// Render returns the document as texts for sendMessage with parse mode HTML, to
// be sent in order, one at a time. A document that is too long for one message is divided
// between sections.
func (Channel) Render(d *fanlight.Document, _ report.Destination) fanlight.Message {
	return fanlight.Message{Parts: document(render.NewContent(d))}
}

// Form returns the one form that there is.
func (Channel) Form(report.Destination) string { return "" }

// Notice returns a notice in the same form. Its lines are not divided.
func (Channel) Notice(n render.Notice) fanlight.Message {
	var all parts
	for i, line := range strings.Split(strings.TrimSpace(n.Text), "\n") {
		var c chunk
		if i == 0 {
			c.tagged("<b>", line, "</b>")
		} else {
			c.plain(line)
		}
		all.add(min(i, 1), c)
	}
	return fanlight.Message{Parts: all.done()}
}

// MarkDuplicate puts the mark at the top of the message's first part: as it is
// sent it has one.
func (Channel) MarkDuplicate(m fanlight.Message, mark string) fanlight.Message {
	m.Parts = slices.Clone(m.Parts)
	if len(m.Parts) > 0 {
		m.Parts[0] = "<i>" + mark + "</i>\n\n" + m.Parts[0]
	}
	return m
}
