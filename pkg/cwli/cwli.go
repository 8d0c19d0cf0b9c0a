package cwli

import (
	"time"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// Event is a log event. The comments name the system field that has the value.
type Event struct {
	Timestamp     int64  // @timestamp, in milliseconds since 1970
	IngestionTime int64  // @ingestionTime, in the same unit; 0 is unknown
	Group         string // @log; the service writes "account:name"
	Stream        string // @logStream
	Message       []byte // @message; may be overwritten after Execution.Add has returned
	Ptr           string // @ptr; the engine does not interpret it
	// PtrOf makes @ptr of Place where Ptr is empty, so that no text has to be made for an
	// event that is not shown. It may be called after Execution.Add has returned. Nil: the
	// event has no pointer.
	PtrOf func(place int64) string
	Place int64 // of the event, for PtrOf
	// Document is the JSON object in Message, if the reader of the event has matched it
	// with a shape, so that the engine need not do so again; nil if not. It counts only if it
	// lies in Message.
	Document *jsonscan.Document
	// Look says what a Looker has found out about the event; nil if none has looked at it.
	Look *Look
	// Batch is events that are added in the place of this one, of which then nothing else
	// counts; nil: it is an event.
	Batch *Batch
}

// Pointer returns @ptr, empty if the event has none.
func (e *Event) Pointer() string {
	if e.Ptr == "" && e.PtrOf != nil {
		return e.PtrOf(e.Place)
	}
	return e.Ptr
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

// Compile reads a query and prepares it to be run. The error is an *expr.Error,
// which has the place of the mistake.
func Compile(text string) (*Query, error) {
	tree, err := syntax.Parse(text)
	if err != nil {
		return nil, err
	}
	return CompileTree(tree)
}

// CompileTree is Compile of a query that was read, which it does not change.
func CompileTree(tree *syntax.Query) (*Query, error) {
	p, err := compile(tree, programs)
	if err != nil {
		return nil, err
	}
	return &Query{p}, nil
}

// DefaultLimit is the largest number of rows in a result if neither the query nor
// the caller sets one
// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html).
const DefaultLimit = 10_000

// Options are the parameters of a run other than the query.
type Options struct {
	// Limit is the largest number of rows. 0 is DefaultLimit, or without bound if the
	// query has a limit command, and a number above syntax.MaxLimit is syntax.MaxLimit. If
	// the query has a limit command, the smaller of the two holds; AWS documents no
	// precedence.
	Limit  int
	Window Window
	Memory int64             // bytes of rows and groups that are kept at most; 0 is DefaultMemory
	Now    func() time.Time  // for now(), also of several goroutines at once; nil is time.Now
	Tables map[string]*Table // for lookup, by name
}

// rows returns the largest number of rows of a result.
func (o Options) rows(limited bool) int {
	switch {
	case o.Limit > 0:
		return min(o.Limit, syntax.MaxLimit)
	case limited:
		return syntax.MaxLimit
	}
	return DefaultLimit
}
