package fleet

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

const (
	logGroup   = "/aws/lambda/bot"
	namePrefix = "bot-usage-"
)

// definition returns one of the reports, due every day at the time of the first
// edition. Each query has a text of its own, so that nothing is gained by what
// compression would make of equal ones.
func (s Setup) definition(number int) report.Report {
	r := report.Report{
		Name: namePrefix + strconv.Itoa(number), Title: "Bot usage", Timezone: "UTC",
		Schedule: &report.Schedule{Expression: "cron(30 12 * * ? *)", Timezone: "UTC"},
		Window:   report.Window{Length: report.Duration(24 * time.Hour)}, Delay: report.Duration(5 * time.Minute),
		Deadline: report.Duration(deadline), MaxRows: 100, LogGroups: []string{logGroup},
		Queries: []report.Query{}, Sections: []report.Section{}, Deliver: []report.Destination{},
	}
	for i := range s.Queries {
		id := "q" + strconv.Itoa(i)
		r.Queries = append(r.Queries, report.Query{ID: id, Text: text(i), LogGroups: r.LogGroups, MaxRows: r.MaxRows})
		r.Sections = append(r.Sections, report.Section{Title: id, Query: id, Show: report.ShowNumber, Value: "calls"})
	}
	for i := range s.Destinations {
		name := "chat-" + strconv.Itoa(i)
		r.Deliver = append(r.Deliver, report.Destination{Name: name, Kind: report.KindStdout, OnUnknown: report.Resend})
	}
	return r
}

func text(i int) string {
	const tenants, step = 100_000, 7919
	return fmt.Sprintf("filter tenant = \"tenant-%05d\" and is_group=1 | stats count(*) as calls by bin(1h)", i*step%tenants)
}

// number returns which of the set-up's queries a text with a start token is, those
// of the first report first.
func (s Setup) number(text string) (int, error) {
	_, token, _ := strings.Cut(text, "# fanlight ")
	fields := strings.Fields(token) // run, epoch, index and more
	if len(fields) < 3 {
		return 0, fmt.Errorf("read the start token of %q: want a run, an epoch and an index", text)
	}
	return s.place(fields[0], fields[2])
}

// place returns which of the set-up's queries is the one of that index in a run.
func (s Setup) place(run, index string) (int, error) {
	name, _, _ := strings.Cut(run, "@")
	of, err := strconv.Atoi(strings.TrimPrefix(name, namePrefix))
	if err != nil {
		return 0, fmt.Errorf("read the report's number in %q: %w", run, err)
	}
	i, err := strconv.Atoi(index)
	if err != nil {
		return 0, fmt.Errorf("read the query's index %q: %w", index, err)
	}
	return of*s.Queries + i, nil
}
