package cli

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// queryDetailView is the JSON form of `fanlight show RUN QUERY`.
type queryDetailView struct {
	Version   int      `json:"version"`
	Run       string   `json:"run"`
	Epoch     int      `json:"epoch"`
	Query     string   `json:"query"`
	LogGroups []string `json:"log_groups"`
	queryView
}

// showQuery shows one query of a run: what was asked, and every start.
func (c *showCommand) showQuery(s shownRun, name string) error {
	i, err := s.query(name)
	if err != nil {
		return err
	}
	asked := s.details.Run.Definition.Queries[i]
	if *c.format == "json" {
		return writeJSON(c.s.Out, queryDetailView{
			1, string(s.details.Run.ID), s.details.Run.Epoch, asked.Text, append([]string{}, asked.LogGroups...), s.queryView(i),
		})
	}
	content, left := formatQuery(s, i, asked, render.TableOptions{Width: c.s.Width(c.s.Out), Wide: c.wide, Drop: []string{"took", "bytes"}})
	if err := c.s.print(content, c.noPager); err != nil {
		return fmt.Errorf("write the query: %w", err)
	}
	printLeftOut(c.s, left)
	return nil
}

func formatQuery(s shownRun, i int, asked report.Query, o render.TableOptions) (string, render.LeftOut) {
	var b strings.Builder
	q := s.queries[i]
	fmt.Fprintf(&b, "%s %s: %s\n", s.details.Run.ID, q.ID, q.State)
	fmt.Fprintf(&b, "query    %s\n", indented(asked.Text))
	if len(asked.LogGroups) > 0 {
		fmt.Fprintf(&b, "groups   %s\n", indented(strings.Join(asked.LogGroups, "\n")))
	}
	content, left := tryTable(s, attemptsOf(q)).Format(o)
	b.WriteString(content)
	if content == "" && q.Error != "" {
		fmt.Fprintf(&b, "error    %s\n", text.Clean(q.Error))
	}
	if link := s.console(i); link != "" {
		fmt.Fprintf(&b, "console  %s\n", link)
	}
	return b.String(), left
}

// indented returns lines below each other, to the right of a name.
func indented(s string) string {
	return strings.ReplaceAll(strings.TrimSpace(text.CleanLines(s)), "\n", "\n         ")
}

func tryTable(s shownRun, tries []shownTry) render.Table {
	t := render.Table{Columns: []render.Column{
		{Name: "try", Right: true}, {Name: "started"}, {Name: "took", Right: true}, {Name: "bytes", Right: true}, {Name: "insights id"},
	}}
	for _, a := range tries {
		cells := []string{strconv.Itoa(a.Start.Try), "", "", "", a.ID}
		if !a.Begun.IsZero() {
			cells[1], cells[2] = formatClock(a.Begun, s.details.Run.Created), formatLength(a.Ended.Sub(a.Begun))
		}
		if work := a.work(); work != nil {
			cells[3] = render.Bytes(work.BytesScanned)
		}
		t.Rows = append(t.Rows, render.Row{Cells: cells, Error: a.Error})
	}
	return t
}
