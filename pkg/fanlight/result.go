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

// Statistics are Logs Insights' counts of a query's work.
type Statistics struct {
	BytesScanned   float64 `json:"bytes_scanned"`
	RecordsScanned float64 `json:"records_scanned"`
	RecordsMatched float64 `json:"records_matched"`
}

// Add returns the sum of two queries' work.
func (s Statistics) Add(t Statistics) Statistics {
	return Statistics{
		BytesScanned:   s.BytesScanned + t.BytesScanned,
		RecordsScanned: s.RecordsScanned + t.RecordsScanned,
		RecordsMatched: s.RecordsMatched + t.RecordsMatched,
	}
}

// Result is the outcome of one attempt at settling a query.
type Result struct {
	Outcome    Outcome    `json:"outcome"`
	Error      string     `json:"error,omitempty"`    // Insights' own words, or ours; empty for good outcomes
	QueryID    string     `json:"query_id,omitempty"` // Logs Insights' ID, for looking it up there
	Statistics Statistics `json:"statistics"`
	Rows       []Row      `json:"rows,omitempty"`

	Took time.Duration `json:"-"` // from its start in Logs Insights until it was seen to have ended; 0: not known
}
