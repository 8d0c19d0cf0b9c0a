package cwli

// Result is what GetQueryResults returns.
type Result struct {
	// Columns are the names that rows can have, in their order.
	Columns []string
	Rows    [][]Field
	// Truncated says that Options.Limit, or the default, left rows out; what the
	// query's own limit command leaves out does not count.
	Truncated  bool
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
