package render

import (
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/text"
)

// maxSubject is the length of a mail's subject, in characters.
const maxSubject = 160

// Subject returns the document in one line of at most 160 characters, failures
// first.
func Subject(d *fanlight.Document) string {
	c := newContent(d)
	subject := c.title + " · " + c.window
	if c.alert != "" {
		subject = c.alert + " · " + subject
	}
	return text.Limit(subject, maxSubject)
}
