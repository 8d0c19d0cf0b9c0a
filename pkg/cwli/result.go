package cwli

// Result is the result of a query, as GetQueryResults returns it.
type Result struct {
	// Columns are the names that fields of rows can have, in the order of the rows.
	Columns []string
	Rows    [][]Field
	// Truncated reports whether Options.Limit, or DefaultLimit, left rows out. Rows
	// that the query's limit command leaves out do not count.
	Truncated  bool
	Statistics Statistics
}

// Field is a cell of a row. A row has no Field for a column without a value.
type Field struct{ Name, Value string }

// Statistics count the events that a query read. The meanings are those of the
// API's QueryStatistics
// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_QueryStatistics.html).
type Statistics struct {
	BytesScanned   float64 // bytes of messages of events in the window
	RecordsScanned float64 // events in the window
	RecordsMatched float64 // events that passed the filters before stats
}
