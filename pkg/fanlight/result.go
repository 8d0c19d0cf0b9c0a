package fanlight

import "time"

// Outcome is the terminal state of a query.
type Outcome string

// The outcomes of a query. All of them settle it and count.
const (
	OK              Outcome = "ok"
	Empty           Outcome = "empty" // complete, without a row
	Failed          Outcome = "failed"
	TimedOut        Outcome = "timed_out" // settled by the run's deadline
	CancelledResult Outcome = "cancelled"
)

// Good reports whether the query gave an answer, be it an empty one.
func (o Outcome) Good() bool { return o == OK || o == Empty }

// Field is one cell of a row. Values are strings, as Logs Insights gives them.
type Field struct {
	Name  string `json:"field"`
	Value string `json:"value"`
}

// Row is one row of a result. A field without a value is absent from it.
type Row []Field

// Get returns the value of a field and whether the row has it.
func (r Row) Get(name string) (string, bool) {
	for _, f := range r {
		if f.Name == name {
			return f.Value, true
		}
	}
	return "", false
}

// Size returns the bytes of the texts of the row's cells, which the bounds of
// results count.
func (r Row) Size() int64 {
	n := 0
	for _, f := range r {
		n += len(f.Value)
	}
	return int64(n)
}

// Statistics are Logs Insights' counts of a query's work.
type Statistics struct {
	BytesScanned   float64 `json:"bytes_scanned"`
	RecordsScanned float64 `json:"records_scanned"`
	RecordsMatched float64 `json:"records_matched"`
	ResultCount    float64 `json:"result_count,omitempty" dynamodbav:",omitempty"` // rows of the result, over all pages
}

// Add returns the sum of two queries' work.
func (s Statistics) Add(t Statistics) Statistics {
	return Statistics{
		BytesScanned:   s.BytesScanned + t.BytesScanned,
		RecordsScanned: s.RecordsScanned + t.RecordsScanned,
		RecordsMatched: s.RecordsMatched + t.RecordsMatched,
		ResultCount:    s.ResultCount + t.ResultCount,
	}
}

// Kept counts the rows of a result that were kept. The rows themselves are read
// one after another, since all of them may be more than a function's memory holds.
type Kept struct {
	Columns []string // names of the fields, in order of first appearance
	Rows    int
	Bytes   int64 // of the texts of their cells
	Cut     bool  // the rest of the service's rows was left out: it is beyond max_bytes
}

// Result is the outcome of one attempt at settling a query.
type Result struct {
	Outcome    Outcome
	Error      string // Insights' own words, or ours; empty for good outcomes
	QueryID    string // Logs Insights' ID, for looking it up there
	Statistics Statistics
	Kept       Kept

	Took time.Duration // from its start in Logs Insights until it was seen to have ended; 0: not known

	Tries []Try // that the worker saw which settled the query, the last one included; none: of an earlier version, or not by a worker
}

// Try is one start of a query in Logs Insights, as a worker saw it. Times have whole
// milliseconds, in UTC.
type Try struct {
	Start
	Begun      time.Time // when it was started, or the worker took it over
	Ended      time.Time // when it was seen to have ended
	Error      string    // why it gave no answer; empty: it gave one
	Statistics Statistics
}
