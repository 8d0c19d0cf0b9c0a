// Package slack sends reports to channels of Slack, by a bot's token or by an incoming
// webhook.
package slack

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

// Channel is the kind slack.
type Channel struct{}

// payload is the body of a message: what webhooks take, and with a channel what
// chat.postMessage takes.
type payload struct {
	Channel string            `json:"channel,omitempty"`
	Text    string            `json:"text"` // of notifications
	Blocks  []json.RawMessage `json:"blocks"`
	Links   bool              `json:"unfurl_links"`
	Media   bool              `json:"unfurl_media"`
}

// Render returns the document as messages in Block Kit, each the JSON of one request
// without its channel. A document that is too long for one message is divided between
// sections.
func (Channel) Render(d *fanlight.Document, _ report.Destination) fanlight.Message {
	return fanlight.Message{Parts: document(render.NewContent(d))}
}

// Form returns the one form that there is.
func (Channel) Form(report.Destination) string { return "" }

// Notice returns a notice in the same form: its lines as they are.
func (Channel) Notice(n render.Notice) fanlight.Message {
	all := newMessages(n.Subject)
	all.add(header(n.Subject))
	_, lines, _ := strings.Cut(n.Text, "\n")
	for _, part := range divide(strings.TrimSpace(lines), maxRaw) {
		all.add(preformatted(part))
	}
	return fanlight.Message{Parts: all.done()}
}

// MarkDuplicate puts the mark at the top of the message's first part: as it is sent it
// has one.
func (Channel) MarkDuplicate(m fanlight.Message, mark string) fanlight.Message {
	m.Parts = slices.Clone(m.Parts)
	var p payload
	if len(m.Parts) > 0 && json.Unmarshal([]byte(m.Parts[0]), &p) == nil {
		p.Blocks = append([]json.RawMessage{encode(plainContext(mark))}, p.Blocks...)
		m.Parts[0] = string(encode(p))
	}
	return m
}

// encode cannot fail: messages hold texts, and blocks that were encoded before.
func encode(of any) json.RawMessage {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(of); err != nil {
		panic(err)
	}
	return json.RawMessage(strings.TrimSuffix(b.String(), "\n"))
}
