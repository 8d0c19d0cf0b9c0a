package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/text"
)

// explanation is the JSON form of `fanlight query --explain`.
type explanation struct {
	Version int         `json:"version"`
	Files   []fileView  `json:"files"`
	Stages  []stageView `json:"stages"`
}

type stageView struct {
	Stage   int      `json:"stage"`
	Command string   `json:"command"`
	Reads   []string `json:"reads"`
	Gives   []string `json:"gives"`
	RunsAs  string   `json:"runs_as"`
}

// runExplain shows how a query runs over the files of --logs, which it may be given.
func (q *queryCommand) runExplain(ctx context.Context, compiled *cwli.Query, query string) error {
	if format := *q.view.format; format != "table" && format != "json" {
		return usageErrorf("invalid --output %q: want table or json with --explain", format)
	}
	q.reports.whole = true
	if err := q.readFiles(ctx, compiled, query); err != nil {
		return err
	}
	stages := stagesOf(compiled)
	if *q.view.format == "json" {
		return writeJSON(q.s.Out, explanation{1, viewFiles(q.reports.all()), stages})
	}
	for _, r := range q.reports.all() {
		if _, err := fmt.Fprintln(q.s.Out, text.Clean(r.String())); err != nil {
			return fmt.Errorf("write the stages: %w", err)
		}
	}
	if err := q.view.table(stageTable(stages), render.TableOptions{Drop: []string{"gives"}}); err != nil {
		return err
	}
	q.view.printLeftOut()
	return nil
}

// readFiles reads the files of the query once, for the reports on them.
func (q *queryCommand) readFiles(ctx context.Context, compiled *cwli.Query, text string) error {
	if len(q.logs.values) == 0 {
		return q.logs.checkAlone()
	}
	files, err := q.openFiles(compiled, text)
	if err != nil {
		return err
	}
	groups := distinct(files.reads(compiled))
	reading := newReading(q.s, files.size(groups))
	defer reading.line.clear()
	for _, group := range groups {
		if err := files.each(ctx, group, cwli.Input{}, reading, func(*cwli.Event) error { return nil }); err != nil {
			return err
		}
	}
	return nil
}

// stagesOf returns the stages of a query. A sort of which only the first rows are kept
// is one stage with its limit.
func stagesOf(compiled *cwli.Query) []stageView {
	stages := []stageView{}
	for _, s := range compiled.Explain() {
		last := len(stages) - 1
		if last >= 0 && stages[last].RunsAs == "sort" && strings.HasPrefix(s.RunsAs, topLabel) {
			stages[last].Command += " | " + s.Command
			stages[last].RunsAs = s.RunsAs
			continue
		}
		stages = append(stages, stageView{last + 2, s.Command, append([]string{}, s.Reads...), append([]string{}, s.Gives...), s.RunsAs})
	}
	return stages
}

// topLabel begins the way to run of a limit after a sort; the number of rows follows.
const topLabel = "top "

func stageTable(stages []stageView) render.Table {
	t := render.Table{Columns: []render.Column{
		{Name: "stage", Right: true}, {Name: "command", Shrink: true}, {Name: "reads", Shrink: true}, {Name: "gives", Shrink: true}, {Name: "runs as"},
	}}
	for _, s := range stages {
		cells := []string{strconv.Itoa(s.Stage), s.Command, strings.Join(s.Reads, ", "), s.gives(), s.RunsAs}
		t.Rows = append(t.Rows, render.Row{Cells: cells})
	}
	return t
}

// newRows are the ways to run of commands that make rows with new columns, in place of
// those before.
var newRows = []string{"groups"}

// gives says which columns the rows have after a stage: those that it adds, or all.
func (s stageView) gives() string {
	number, isTop := strings.CutPrefix(s.RunsAs, topLabel)
	switch {
	case isTop && number == "1":
		return "1 row"
	case isTop:
		return number + " rows"
	case len(s.Gives) == 0:
		return "rows"
	case slices.Contains(newRows, s.RunsAs):
		return strings.Join(s.Gives, ", ")
	}
	return "+ " + strings.Join(s.Gives, ", ")
}
