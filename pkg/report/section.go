package report

import (
	"fmt"
	"slices"
)

// Section is one part of the report as it is read. Several may share a query.
type Section struct {
	Title string `json:"title"`
	Query string `json:"query"`
	Show  Show   `json:"show"`
	Value string `json:"value,omitempty"` // the field that a number shows

	Where   string   `json:"where,omitempty"`   // an expression over the fields of rows: the others are left out
	Columns []string `json:"columns,omitempty"` // the fields that are shown, in this order; empty: all
	Sum     string   `json:"sum,omitempty"`     // the number is the sum of this field over the rows

	Unit      Unit     `json:"unit,omitempty"`  // of the values
	Empty     *float64 `json:"empty,omitempty"` // the number of a query that found nothing; nil: none
	Warn      *Mark    `json:"warn,omitempty"`
	Alert     *Mark    `json:"alert,omitempty"`
	HideEmpty bool     `json:"hide_empty,omitempty"` // the section is left out while its query finds nothing
	Good      Good     `json:"good,omitempty"`       // the direction that is better; empty: changes are not judged
	Compare   Compare  `json:"compare,omitempty"`    // empty: the query's, else the report's
	SendWhen  string   `json:"send_when,omitempty"`  // a condition (package condition) without which the section is left out
}

// Show is the form in which a section shows its query's rows.
type Show string

// The forms of a section.
const (
	ShowNumber   Show = "number" // the field named by Value in the first row
	ShowTable    Show = "table"
	ShowLine     Show = "line"         // a chart over time of a result by bin()
	ShowBar      Show = "bar"          // a table with a bar in each row
	ShowSpark    Show = "sparkline"    // a number with a small line of its editions
	ShowText     Show = "text"         // the rows as lines of text
	ShowPatterns Show = "new_patterns" // the patterns that another edition did not have
)

// Unit is the unit of a section's values. It chooses how they are rounded and written.
type Unit string

// The units of values. Of a value without a unit nothing is rounded but fractions beyond
// four digits.
const (
	UnitCount   Unit = "count"
	UnitMillis  Unit = "ms"
	UnitSeconds Unit = "s"
	UnitBytes   Unit = "bytes"
	UnitPercent Unit = "%"
	UnitDollars Unit = "usd"
)

// Units returns all units.
func Units() []Unit {
	return []Unit{UnitCount, UnitMillis, UnitSeconds, UnitBytes, UnitPercent, UnitDollars}
}

// Good is the direction of a change that is better.
type Good string

// The directions.
const (
	GoodUp   Good = "up"
	GoodDown Good = "down"
)

// Shows returns all forms of a section.
func Shows() []Show {
	return []Show{ShowNumber, ShowTable, ShowLine, ShowBar, ShowSpark, ShowText, ShowPatterns}
}

// IsView reports whether the section shows another result than its query's: some of the
// rows, some of the fields, or a sum.
func (s Section) IsView() bool { return s.Where != "" || len(s.Columns) > 0 || s.Sum != "" }

// ShowsNumber reports whether the section shows one number.
func (s Section) ShowsNumber() bool { return s.Show == ShowNumber || s.Show == ShowSpark }

func (s Section) check() error {
	switch {
	case !slices.Contains(Shows(), s.Show):
		return fmt.Errorf("invalid show %q: want one of %v", s.Show, Shows())
	case s.Unit != "" && !slices.Contains(Units(), s.Unit):
		return fmt.Errorf("invalid unit %q: want one of %v", s.Unit, Units())
	case s.Good != "" && s.Good != GoodUp && s.Good != GoodDown:
		return fmt.Errorf("invalid good %q: want up or down", s.Good)
	}
	return s.Compare.check()
}
