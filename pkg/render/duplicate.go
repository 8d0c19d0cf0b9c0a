package render

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

const duplicate = "Possibly a duplicate: the answer to an earlier delivery never came."

// MarkDuplicate returns a copy of a message with a note that an earlier delivery
// may have arrived. It adds the note to the stored message, so nothing is
// rendered again. A file is returned unchanged: it replaces the earlier one.
func MarkDuplicate(m fanlight.Message) fanlight.Message {
	m.Duplicate = true
	switch m.Kind {
	case report.KindFile:
	case report.KindTelegram:
		m.Parts = append([]string(nil), m.Parts...)
		if len(m.Parts) > 0 {
			m.Parts[0] = "<i>" + duplicate + "</i>\n\n" + m.Parts[0]
		}
	default:
		m.Text = duplicate + "\n\n" + m.Text
		m.HTML = insertAfterBody(m.HTML, "<p style=\"margin:16px;font:bold 14px sans-serif;color:#b3261e\">"+duplicate+"</p>")
		if m.Subject != "" {
			m.Subject = "[possibly a duplicate] " + m.Subject
		}
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
