package email

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/text"
)

// Lengths in characters. A phone shows about 40 of a subject, a desktop 70.
const (
	maxSubject = 160
	maxTitle   = 50
	maxWorst   = 50
)

// subject returns the report's title, the worst of the first lines and the edition:
// "API health · Alert: error rate 1.84% · Wed 25 Nov". So mails of one report begin
// alike, and each edition differs.
func subject(d *fanlight.Document, e *edition.Edition) string {
	parts := []string{text.Limit(e.Title, maxTitle)}
	if len(e.Lines) > 0 {
		parts = append(parts, worst(e.Lines))
	}
	parts = append(parts, edition.Name(d, d.Window.End, d.Window.Start))
	return text.Limit(strings.ReplaceAll(strings.Join(parts, " · "), "\u00a0", " "), maxSubject)
}

// worst returns the first one of the lines, how many further ones are as bad, and that
// the edition is incomplete.
func worst(lines []edition.Line) string {
	first, more, incomplete := lines[0], 0, false
	for _, l := range lines[1:] {
		if l.Tag == first.Tag {
			more++
		}
		incomplete = incomplete || l.Tag == edition.TagIncomplete
	}
	s := string(first.Tag)
	if first.Strong != "" {
		s += ": " + text.Limit(first.Strong, maxWorst)
	}
	if more > 0 {
		s += fmt.Sprintf(" and %d more", more)
	}
	if incomplete {
		s += ", incomplete"
	}
	return s
}
