package cwli

// Result is what GetQueryResults returns.
type Result struct {
	// Columns are the names that rows can have, in their order.
	Columns    []string
	Rows       [][]Field
	Statistics Statistics
}

// Field is one cell. A row leaves out the cells that have no value.
type Field struct{ Name, Value string }

// Statistics tell the work done; types and meanings are those of the API's
// QueryStatistics.
type Statistics struct {
	BytesScanned   float64 // of messages inside the window
	RecordsScanned float64
	RecordsMatched float64 // events that passed the filters before any stats
}
