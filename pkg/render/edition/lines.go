package edition

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/report"
)

// Tag is the word before a first line, and at a number that has crossed a mark.
type Tag string

// The tags, worst first.
const (
	TagAlert      Tag = "Alert"
	TagWarning    Tag = "Warning"
	TagNew        Tag = "New"
	TagIncomplete Tag = "Incomplete"
	TagOK         Tag = "OK"
)

// Line is one of the first lines.
type Line struct {
	Tag     Tag
	Strong  string // "Error rate 1.84%"
	Rest    string // ", over its mark of 1%. It was 0.53% on Tue 24 Nov."
	Section string // the ID of the section that it is about; may be empty
}

// Text returns the line without its tag.
func (l Line) Text() string { return l.Strong + l.Rest }

// mostLines is the most first lines; what does not fit is counted in the last one.
const mostLines = 6

// judged is a number with marks.
type judged struct {
	section *Section
	of      report.Section
	crossed *crossing
}

// lines returns the first lines by rule: the marks that were crossed, what is missing, or
// that all is well. A report without marks says nothing while nothing is missing.
func (b *builder) lines() (lines []Line) {
	for _, tag := range []Tag{TagAlert, TagWarning} {
		for _, j := range b.judged {
			if j.crossed != nil && j.crossed.tag == tag {
				lines = append(lines, b.crossedLine(j))
			}
		}
	}
	for _, f := range b.fresh {
		if line, ok := f.newLine(); ok {
			lines = append(lines, line)
		}
	}
	if line, ok := b.incomplete(); ok && b.document.Incomplete() {
		lines = append(lines, line)
	}
	if len(lines) == 0 && len(b.judged)+len(b.fresh) > 0 {
		lines = append(lines, b.well())
	}
	return atMost(lines)
}

// well returns the one line of a good day.
func (b *builder) well() Line {
	var parts []string
	switch n := len(b.judged); {
	case n == 1:
		parts = append(parts, b.judged[0].section.Title+" within its mark")
	case n > 1:
		parts = append(parts, "All "+Many(n, "number", "numbers")+" within their marks")
	}
	if len(b.fresh) > 0 {
		parts = append(parts, "no new error pattern")
	}
	n := len(b.document.Queries)
	parts = append(parts, fmt.Sprintf("%d of %s ok", n, Many(n, "query", "queries")))
	text := strings.Join(parts, ", ")
	return Line{Tag: TagOK, Rest: strings.ToUpper(text[:1]) + text[1:] + "."}
}

// atMost keeps the first lines, and counts the others in the last one.
func atMost(lines []Line) []Line {
	more := len(lines) - mostLines
	if more <= 0 {
		return lines
	}
	last := lines[mostLines-1]
	rest := Many(more+1, "further line", "further lines")
	return append(slices.Clip(lines[:mostLines-1]), Line{Tag: last.Tag, Rest: "… " + rest + ", in the report below"})
}

func (b *builder) crossedLine(j judged) Line {
	n := j.section.Number
	l := Line{Tag: j.crossed.tag, Strong: j.section.Title + " " + n.Text(), Section: j.section.ID}
	word := "over"
	if !j.crossed.Above() {
		word = "under"
	}
	if strings.HasSuffix(j.crossed.Op, "=") {
		word = "at or " + word
	}
	l.Rest = fmt.Sprintf(", %s its mark of %s.", word, amount.Format(j.crossed.Value, j.of.Unit))
	if before, missing := b.document.NumberBefore(j.of); missing == "" {
		base := b.document.Baseline(j.of)
		l.Rest += fmt.Sprintf(" It was %s on %s.", amount.Format(before, j.of.Unit, marksOf(j.of)...), Name(b.document, base.Window.End, base.Window.Start))
	}
	return l
}

// incomplete names the queries without an answer.
func (b *builder) incomplete() (Line, bool) {
	count := map[fanlight.Outcome]int{}
	for _, q := range b.document.Queries {
		if !q.State.Good() {
			count[q.State]++
		}
	}
	var parts []string
	all := 0
	for _, o := range []fanlight.Outcome{fanlight.Failed, fanlight.TimedOut, fanlight.CancelledResult} {
		if n := count[o]; n > 0 {
			parts, all = append(parts, fmt.Sprintf("%d %s", n, pastTense(o))), all+n
		}
		delete(count, o)
	}
	for _, n := range count {
		all += n
	}
	if all == 0 {
		return Line{}, false
	}
	l := Line{Tag: TagIncomplete, Strong: fmt.Sprintf("%d of %s gave no answer", all, Many(len(b.document.Queries), "query", "queries"))}
	if len(parts) == 1 && len(count) == 0 {
		l.Strong = fmt.Sprintf("%d of %s %s", all, Many(len(b.document.Queries), "query", "queries"), strings.SplitN(parts[0], " ", 2)[1])
	}
	l.Rest, l.Section = b.unanswered()
	return l, true
}

func pastTense(o fanlight.Outcome) string {
	if o == fanlight.CancelledResult {
		return "cancelled"
	}
	return StateWord(o)
}

// unanswered names the first sections without an answer.
func (b *builder) unanswered() (titles, first string) {
	const most = 3
	var names []string
	for _, s := range b.edition.Sections {
		if q := b.document.Query(s.Query); s.Failure != nil && (q == nil || !q.State.Good()) {
			names = append(names, s.Title)
			if first == "" {
				first = s.ID
			}
		}
	}
	if len(names) == 0 {
		return ".", first
	}
	more := ""
	if len(names) > most {
		more = fmt.Sprintf(" and %d more", len(names)-most)
		names = names[:most]
	}
	return ": " + clean(strings.Join(names, ", "), maxTitle) + more + ".", first
}

// Many returns a count of something: "1 query", "1,204 queries".
func Many(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return amount.Count(float64(n)) + " " + more
}
