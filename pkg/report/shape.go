package report

// Shape says of the rows of a query what its text does: functions do not parse the
// text.
type Shape struct {
	Columns []string `json:"columns,omitempty"` // in the query's order, as far as it names them
	Labels  []string `json:"labels,omitempty"`  // columns whose values name a row: those of `by` but Time
	Time    string   `json:"time,omitempty"`    // the column of bin(): the start of each bin, in UTC
	Bin     string   `json:"bin,omitempty"`     // the period of bin(), such as 1h or 1mo
	Sums    []string `json:"sums,omitempty"`    // columns of count and sum: where there was nothing they are 0
}
