// Package telegram sends reports to chats of Telegram, by a bot.
package telegram

import (
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/attach"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/report"
)

// Channel is the kind telegram.
type Channel struct{}

// Render returns the document as texts for sendMessage with parse mode HTML, to
// be sent in order, one at a time, after them the charts as one album, and the rows that
// the texts do not show as documents. A document that is too long for one message is
// divided between sections.
func (Channel) Render(d *fanlight.Document, _ report.Destination) fanlight.Message {
	var m fanlight.Message
	e := edition.New(d)
	texts, charts, files := document(e, attach.New(d))
	m.Parts = texts
	if len(charts) > 0 {
		words, pictures := album(charts)
		addPart(&m, words, pictures)
	}
	if len(files) > 0 {
		words, tables := documents(files, e)
		addPart(&m, words, tables)
	}
	return m
}

// addPart adds a part of files, with the words that stand in for them.
func addPart(m *fanlight.Message, words string, files []fanlight.File) {
	for i := range files {
		files[i].Part = len(m.Parts)
	}
	m.Parts, m.Files = append(m.Parts, words), append(m.Files, files...)
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

// MarkDuplicate puts the mark at the top of the message's first part, and of its first
// picture's caption: as it is sent it has one part.
func (Channel) MarkDuplicate(m fanlight.Message, mark string) fanlight.Message {
	mark = "<i>" + mark + "</i>\n\n"
	if m.Parts = slices.Clone(m.Parts); len(m.Parts) > 0 {
		m.Parts[0] = mark + m.Parts[0]
	}
	if m.Files = slices.Clone(m.Files); len(m.Files) > 0 {
		m.Files[0].Caption = mark + m.Files[0].Caption
	}
	return m
}
