package render

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
)

// Undelivered is a destination that did not get its report, as the owner's
// message names it.
type Undelivered struct {
	Destination string
	State       fanlight.DeliveryState // failed or unknown
	Error       string
}

// Notice is a message to a report's owner. It is clean: Subject is one line, and
// Text has no control characters but line feeds.
type Notice struct {
	Subject string
	Text    string // the first line is Subject
}

// OwnerNotice returns the notice to a report's owner about what failed: queries
// with Logs Insights' own words, and destinations that did not get the report.
func OwnerNotice(d *fanlight.Document, missed []Undelivered) Notice {
	subject := ownerSubject(d, missed)
	lines := []string{subject, edition.Window(d), edition.RunLabel(d)}
	lines = append(lines, listed("Queries without an answer", failedQueries(d))...)
	lines = append(lines, listed("Not delivered", undelivered(missed))...)
	if d.Verdict == fanlight.Hold {
		lines = append(lines, "", "The report is held back. To send it as it is: fanlight resend "+clean(string(d.Run), maxTitle),
			"To run the queries again: fanlight replay "+clean(string(d.Run), maxTitle)+" --failed")
	}
	return Notice{Subject: subject, Text: strings.Join(lines, "\n") + "\n"}
}

// PartialNotice returns the one line that stands for an incomplete report.
func PartialNotice(d *fanlight.Document) Notice {
	line := fmt.Sprintf("%s, %s: incomplete, %d of %s gave no answer. The report is not sent.", edition.Title(d), edition.Window(d),
		d.Unanswered(), edition.Many(len(d.Queries), "query", "queries"))
	return Notice{Subject: line, Text: line + "\n"}
}

func ownerSubject(d *fanlight.Document, missed []Undelivered) string {
	var parts []string
	if n := len(failedQueries(d)); n > 0 {
		parts = append(parts, fmt.Sprintf("%d of %s gave no answer", n, edition.Many(len(d.Queries), "query", "queries")))
	}
	if n := len(missed); n > 0 {
		parts = append(parts, edition.Many(n, "destination", "destinations")+" without the report")
	}
	if parts == nil {
		parts = []string{"nothing failed"}
	}
	return edition.Title(d) + ": " + strings.Join(parts, ", ")
}

func failedQueries(d *fanlight.Document) []string {
	var lines []string
	for _, q := range d.Queries {
		if !q.State.Good() {
			lines = append(lines, reason(clean(q.ID, maxTitle)+": "+edition.StateWord(q.State), q.Error))
		}
	}
	return lines
}

func undelivered(missed []Undelivered) []string {
	var lines []string
	for _, u := range missed {
		what := string(u.State)
		if u.State == fanlight.DeliveryUnknown {
			what = "may have arrived, the answer never came"
		}
		lines = append(lines, reason(clean(u.Destination, maxTitle)+": "+clean(what, maxTitle), u.Error))
	}
	return lines
}

func reason(what, why string) string {
	if why == "" {
		return what
	}
	return what + ": " + clean(why, maxNote)
}

func listed(title string, items []string) []string {
	if len(items) == 0 {
		return nil
	}
	lines := []string{"", title}
	for _, item := range items {
		lines = append(lines, "- "+item)
	}
	return lines
}
