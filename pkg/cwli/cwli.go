// Package cwli runs CloudWatch Logs Insights queries over log events, one event
// at a time, in memory bounded by the answer.
//
// Where AWS documents nothing, the choice made is documented beside the code
// that makes it.
package cwli

import "github.com/fanlight/fanlight/pkg/cwli/syntax"

// Event is one log event.
type Event struct {
	Timestamp     int64  // milliseconds since the epoch
	IngestionTime int64  // the same; 0 is unknown
	Group, Stream string // what @log and @logStream show; the service writes "account:name" for the group
	Message       []byte // the caller's again once Add has returned
	Ptr           string // what @ptr shows; opaque
}

// Window selects the events with Start <= Timestamp < End, in milliseconds since
// the epoch. The zero Window selects all. StartQuery's bounds are inclusive
// seconds: they are the window from start*1000 to (end+1)*1000.
type Window struct{ Start, End int64 }

func (w Window) contains(ms int64) bool {
	return w == Window{} || w.Start <= ms && ms < w.End
}

// Query is a compiled query. It may be executed any number of times, also at
// the same time.
type Query struct{ plan *plan }

// Compile reads a query; what is wrong with it is told by a *syntax.Error.
func Compile(text string) (*Query, error) {
	tree, err := syntax.Parse(text)
	if err != nil {
		return nil, err
	}
	return &Query{compile(tree)}, nil
}

// DefaultLimit is the number of rows of a result if neither the query nor the
// caller says one (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html).
const DefaultLimit = 10_000

// Options set what StartQuery takes beside the query.
type Options struct {
	// Limit bounds the rows; 0 is DefaultLimit, and at most syntax.MaxLimit count.
	// The smaller one of it and of the query's own limit command holds.
	Limit  int
	Window Window
}

// rows decides which limit holds. AWS documents no precedence; a limit command
// alone is free of the default.
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
