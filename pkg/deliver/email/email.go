// Package email sends reports as mail, through Amazon SES.
package email

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// Channel is the kind email.
type Channel struct{}

// Render returns the document as a mail: a subject, a page with its pictures and plain
// text.
func (c Channel) Render(d *fanlight.Document, to report.Destination) fanlight.Message {
	e := edition.New(d)
	m := fanlight.Message{Subject: subject(d, e), Text: render.Text(d, render.TextOptions{})}
	var tables []fanlight.File
	if c.Form(to) != "" {
		tables = csvFiles(d)
		e.Footer.Summary = append(e.Footer.Summary, attached(tables)...)
	}
	m.HTML, m.Files = fitting(e)
	m.Files = append(m.Files, tables...)
	return m
}

// Form returns what is attached.
func (Channel) Form(to report.Destination) string {
	if to.Email == nil {
		return ""
	}
	return string(to.Email.Attach)
}

// Notice returns a notice as a mail: its subject, and its text as plain text and
// as a page.
func (Channel) Notice(n render.Notice) fanlight.Message {
	return fanlight.Message{Subject: text.Limit(n.Subject, maxSubject), Text: n.Text, HTML: lines(n.Text)}
}

// MarkDuplicate puts the mark at the top of the text and of the page, and a short
// one at the end of the subject, which begins with the report's title.
func (Channel) MarkDuplicate(m fanlight.Message, mark string) fanlight.Message {
	m.Text = mark + "\n\n" + m.Text
	m.HTML = insertAfterBody(m.HTML, "<p class=\"bad\" style=\"margin:16px;font:bold 14px sans-serif;color:#b3261e\">"+mark+"</p>")
	if m.Subject != "" {
		m.Subject += " (possibly a duplicate)"
	}
	return m
}

// insertAfterBody returns a page with a note at the top of its body. Text of the
// page cannot be taken for its body tag, because its brackets are escaped.
func insertAfterBody(page, note string) string {
	before, rest, ok := strings.Cut(page, "<body")
	if !ok {
		return page
	}
	attributes, body, _ := strings.Cut(rest, ">")
	return before + "<body" + attributes + ">\n" + note + body
}
