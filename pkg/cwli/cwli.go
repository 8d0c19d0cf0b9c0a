package cwli

import "github.com/fanlight/fanlight/pkg/cwli/syntax"

// Event is a log event. The comments name the system field that has the value.
type Event struct {
	Timestamp     int64  // @timestamp, in milliseconds since 1970
	IngestionTime int64  // @ingestionTime, in the same unit; 0 is unknown
	Group         string // @log; the service writes "account:name"
	Stream        string // @logStream
	Message       []byte // @message; may be overwritten after Execution.Add has returned
	Ptr           string // @ptr; the engine does not interpret it
}

// Window selects the events with Start <= Timestamp < End, in milliseconds since
// 1970. The zero Window selects all events. StartQuery takes seconds and includes
// both ends: its times are the window from start*1000 to (end+1)*1000.
type Window struct{ Start, End int64 }

func (w Window) contains(ms int64) bool {
	return w == Window{} || w.Start <= ms && ms < w.End
}

// Query is a compiled query. It does not change, so any number of executions may
// use it, also concurrently.
type Query struct{ plan *plan }

// Compile reads a query and prepares it to be run. The error is a *syntax.Error,
// which has the place of the mistake.
func Compile(text string) (*Query, error) {
	tree, err := syntax.Parse(text)
	if err != nil {
		return nil, err
	}
	return &Query{compile(tree)}, nil
}

// DefaultLimit is the largest number of rows in a result if neither the query nor
// the caller sets one
// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html).
const DefaultLimit = 10_000

// Options are the parameters of StartQuery other than the query.
type Options struct {
	// Limit is the largest number of rows. 0 is DefaultLimit, and a number above
	// syntax.MaxLimit is syntax.MaxLimit. If the query has a limit command, the
	// smaller of the two holds; with Limit 0 the command's holds.
	Limit  int
	Window Window
}

// rows returns the limit that holds, given that of the query's limit command, 0 if
// it has none. AWS documents no precedence.
func (o Options) rows(command int) int {
	limit := o.Limit
	switch {
	case limit <= 0 && command > 0:
		limit = command
	case limit <= 0:
		limit = DefaultLimit
	case command > 0:
		limit = min(limit, command)
	}
	return min(limit, syntax.MaxLimit)
}
