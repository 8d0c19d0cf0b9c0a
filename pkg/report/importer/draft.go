package importer

import (
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

// draft is a report that is to be written.
type draft struct {
	name     string // that the export has, from which the report's is made
	folder   string // of saved queries: drafts of the same one are one report; empty: it stands alone
	title    string
	comments []string // lines at the begin of the file
	window   time.Duration
	delay    *time.Duration // nil: the default
	schedule *schedule      // nil: none
	items    []*item
	changes  []Loss // if it is written
}

// schedule says when a scheduled query runs, in the words of the export.
type schedule struct {
	expression, timezone string
	paused               bool
	until                string // the last day; empty: none
}

// item is a query of an export, and the section that shows it.
type item struct {
	label      string // for messages
	id         string // what the query is called
	title      string
	language   string
	text       string
	groups     []string
	show       report.Show // empty: the default of the query
	parameters []parameter

	changes []Loss // if it is carried over
}

func (it *item) change(format string, args ...any) {
	it.changes = append(it.changes, Loss{it.label, fmt.Sprintf(format, args...)})
}

func (d *draft) change(format string, args ...any) {
	d.changes = append(d.changes, Loss{d.name, fmt.Sprintf(format, args...)})
}

// parameter is a {{name}} of a saved query
// (docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_QueryParameter.html).
type parameter struct {
	Name         string `json:"name"`
	DefaultValue string `json:"defaultValue"`
}

// guessedWindow is the window of queries that have none: saved queries, and dashboards that
// take what their reader chooses.
const guessedWindow = 24 * time.Hour
