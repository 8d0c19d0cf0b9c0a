package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/text"
)

// droppedOfRuns are the columns of the list that a narrow terminal leaves out, the first
// one first.
var droppedOfRuns = []string{"created", "trigger", "epoch", "cost", "took", "bytes", "sent"}

// write writes the runs to stdout.
func (c *runsCommand) write(runs []listedRun) error {
	now := c.s.Now()
	for i := range runs {
		runs[i].Duration = runs[i].took(now).Milliseconds()
	}
	switch *c.format {
	case "json":
		if runs == nil {
			runs = []listedRun{}
		}
		return writeJSON(c.s.Out, runsView{1, c.stack, c.cfg.Region, runs})
	case "ndjson":
		for _, r := range runs {
			if err := writeJSONLine(c.s.Out, typedRun{1, "run", r}); err != nil {
				return err
			}
		}
		return nil
	}
	content, left := formatRuns(runs, now, c.s.Width(c.s.Out), c.wide)
	if err := c.s.print(content, c.noPager); err != nil {
		return fmt.Errorf("write the list: %w", err)
	}
	printLeftOut(c.s, left)
	return nil
}

// runsView is the JSON form of the list.
type runsView struct {
	Version int         `json:"version"`
	Stack   string      `json:"stack"`
	Region  string      `json:"region"`
	Runs    []listedRun `json:"runs"`
}

// typedRun is a run in a stream of JSON.
type typedRun struct {
	Version int    `json:"version"`
	Type    string `json:"type"`
	listedRun
}

// formatRuns returns the list for a terminal of so many columns; 0: none. Where not even
// what must stay has room, each run is a block of lines.
func formatRuns(runs []listedRun, now time.Time, width int, wide bool) (string, render.LeftOut) {
	t := runsTable(runs, now, wide)
	if width > 0 && !wide && leastWidth(t) > width {
		return runBlocks(t, width), render.LeftOut{}
	}
	return t.Format(render.TableOptions{Width: width, Wide: wide, Drop: droppedOfRuns})
}

// The columns that stay, and all but the last ones, which --wide adds.
const (
	stayingOfRuns = 5 // run, state, epoch, queries, failed
	epochOfRuns   = 2
)

func runsTable(runs []listedRun, now time.Time, wide bool) render.Table {
	t := render.Table{Columns: []render.Column{
		{Name: "run"}, {Name: "state"}, {Name: "epoch", Right: true}, {Name: "queries", Right: true}, {Name: "failed", Right: true},
		{Name: "sent", Right: true}, {Name: "took", Right: true}, {Name: "bytes", Right: true}, {Name: "cost", Right: true},
	}}
	if wide {
		t.Columns = append(t.Columns, render.Column{Name: "trigger"}, render.Column{Name: "created"})
	}
	replayed := false
	for _, r := range runs {
		replayed = replayed || r.Epoch > 1
	}
	for _, r := range runs {
		t.Rows = append(t.Rows, render.Row{Cells: runCells(r, now, replayed, wide)})
	}
	return t
}

func runCells(r listedRun, now time.Time, replayed, wide bool) []string {
	cells := make([]string, 9, 11)
	cells[0], cells[1] = string(r.Run), r.State
	if replayed {
		cells[2] = strconv.Itoa(r.Epoch)
	}
	if q := r.Queries; q != nil && q.Settled != nil {
		cells[3] = fmt.Sprintf("%s/%s", render.Count(float64(*q.Settled)), render.Count(float64(q.Total)))
		if q.Failed != nil && *q.Failed > 0 {
			cells[4] = render.Count(float64(*q.Failed))
		}
	}
	if d := r.Destinations; d != nil && d.Sent != nil && d.Total > 0 {
		cells[5] = fmt.Sprintf("%d/%d", *d.Sent, d.Total)
	}
	if took := r.took(now); took > 0 {
		cells[6] = formatLength(took)
	}
	if r.Bytes != nil {
		cells[7], cells[8] = render.Bytes(*r.Bytes), formatCost(*r.Bytes)
	}
	if wide {
		cells = append(cells, r.Trigger, formatTime(r.Created))
	}
	return cells
}

// leastWidth returns the width of the columns that are never dropped.
func leastWidth(t render.Table) int {
	width := -2
	for i, column := range t.Columns[:stayingOfRuns] {
		most := 0
		for _, row := range t.Rows {
			most = max(most, text.Width(row.Cells[i]))
		}
		if i != epochOfRuns && most > 0 {
			width += 2 + max(most, text.Width(column.Name))
		}
	}
	return width
}

// runBlocks returns each run as its ID, and below it the rest in lines that are as full as
// a width allows.
func runBlocks(t render.Table, width int) string {
	var b strings.Builder
	for _, row := range t.Rows {
		fmt.Fprintln(&b, row.Cells[0])
		line := "  " + row.Cells[1]
		for _, words := range blockWords(row.Cells) {
			if text.Width(line+" · "+words) > width {
				fmt.Fprintln(&b, line)
				line = "  " + words
				continue
			}
			line += " · " + words
		}
		fmt.Fprintln(&b, line)
	}
	return b.String()
}

// blockWords returns the cells of a run, after its state, with what they count.
func blockWords(cells []string) (all []string) {
	for _, w := range []struct {
		cell  int
		words string
	}{{2, "epoch %s"}, {3, "%s queries"}, {4, "%s failed"}, {5, "%s sent"}, {7, "%s"}, {8, "%s"}, {6, "%s"}} {
		if cells[w.cell] != "" {
			all = append(all, fmt.Sprintf(w.words, cells[w.cell]))
		}
	}
	return all
}
