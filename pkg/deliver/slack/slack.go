// Package slack sends reports to channels of Slack, by a bot's token or by an incoming
// webhook.
package slack

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/attach"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/report"
)

// Channel is the kind slack.
type Channel struct{}

// payload is a part: the body of a request, which webhooks take as it is and
// chat.postMessage with a channel, and what only Send needs to know.
type payload struct {
	Channel string            `json:"channel,omitempty"`
	Thread  string            `json:"thread_ts,omitempty"`
	Text    string            `json:"text"` // of notifications
	Blocks  []json.RawMessage `json:"blocks"`
	Links   bool              `json:"unfurl_links"`
	Media   bool              `json:"unfurl_media"`

	Plain []json.RawMessage `json:"plain,omitempty"` // instead of Blocks where these are refused; none: there is nothing else
	Reply bool              `json:"reply,omitempty"` // to the first part

	Comment string `json:"comment,omitempty"` // introduces files; the blocks stand in for these
}

// Render returns the document as messages in Block Kit, each the JSON of one request
// without its channel. To a channel goes one message with what a reader needs first, and
// the rest as replies in its thread, after them the pictures and the tables that messages
// cannot show; to a webhook, which knows no threads, no tables and no files, everything in
// order.
func (c Channel) Render(d *fanlight.Document, to report.Destination) fanlight.Message {
	w := writer{Edition: edition.New(d)}
	if c.Form(to) == webhookForm {
		return fanlight.Message{Parts: w.inOrder()}
	}
	w.files, w.pictures = attach.New(d).Select(), &pictures{}
	m := fanlight.Message{Parts: w.withThread()}
	w.addParts(&m)
	return m
}

const webhookForm = "webhook"

// Form returns webhook for an incoming webhook.
func (Channel) Form(to report.Destination) string {
	if to.Slack != nil && to.Slack.Webhook != "" {
		return webhookForm
	}
	return ""
}

// Notice returns a notice in the same form: its lines as they are.
func (Channel) Notice(n render.Notice) fanlight.Message {
	all := newMessages(n.Subject)
	all.add(same(header(n.Subject)))
	_, lines, _ := strings.Cut(n.Text, "\n")
	for _, part := range divide(strings.TrimSpace(lines), maxRaw) {
		all.add(same(preformatted(part)))
	}
	return fanlight.Message{Parts: all.done()}
}

// MarkDuplicate puts the mark at the top of the message's first part, or before the comment
// of its files: as it is sent it has one.
func (Channel) MarkDuplicate(m fanlight.Message, mark string) fanlight.Message {
	m.Parts = slices.Clone(m.Parts)
	var p payload
	if len(m.Parts) > 0 && json.Unmarshal([]byte(m.Parts[0]), &p) == nil {
		marked := []json.RawMessage{encode(plainContext(mark))}
		p.Blocks = slices.Concat(marked, p.Blocks)
		if p.Plain != nil {
			p.Plain = slices.Concat(marked, p.Plain)
		}
		if p.Comment != "" {
			p.Comment = mark + "\n" + p.Comment
		}
		m.Parts[0] = string(encode(p))
	}
	return m
}

// encode cannot fail: messages hold texts, finite numbers, and blocks that were encoded
// before.
func encode(of any) json.RawMessage {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(of); err != nil {
		panic(err)
	}
	return json.RawMessage(strings.TrimSuffix(b.String(), "\n"))
}
