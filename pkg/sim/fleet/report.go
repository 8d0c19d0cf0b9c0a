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

// The tenants of the queries' texts: each query has one of its own. The products of
// the step and its inverse leave 1 when they are divided by the number of tenants.
const tenants, tenantStep, tenantInverse = 100_000, 7919, 17_679

func text(i int) string {
	return fmt.Sprintf("filter tenant = \"tenant-%05d\" and is_group=1 | stats count(*) as calls by bin(1h)", i*tenantStep%tenants)
}

// number returns which of the set-up's queries a text with a start token is, those
// of the first report first. The token has the query's place in the sending order,
// which is not that in the definition.
func (s Setup) number(started string) (int, error) {
	query, token, _ := strings.Cut(started, "\n# fanlight ")
	run, _, _ := strings.Cut(token, " ")
	var tenant int
	if _, err := fmt.Sscanf(query, "filter tenant = \"tenant-%d", &tenant); err != nil {
		return 0, fmt.Errorf("read the tenant in %q: %w", started, err)
	}
	return s.place(run, tenant*tenantInverse%tenants)
}

// place returns which of the set-up's queries is a query of a run's definition.
func (s Setup) place(run string, i int) (int, error) {
	name, _, _ := strings.Cut(run, "@")
	of, err := strconv.Atoi(strings.TrimPrefix(name, namePrefix))
	if err != nil {
		return 0, fmt.Errorf("read the report's number in %q: %w", run, err)
	}
	return of*s.Queries + i, nil
}
