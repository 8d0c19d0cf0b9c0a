package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

// Query is a parsed and checked query: its commands in order, at least one.
type Query struct {
	expr.Span
	Commands []Command
}

// Command is one stage between pipes. String returns its source.
type Command interface {
	expr.Node
	String() string
	// Keyword returns the command's name as AWS documents it.
	Keyword() string
}

// Commands that choose rows and columns.
type (
	// Fields adds columns to the output, after those of earlier fields commands.
	Fields struct {
		expr.Span
		Columns []*expr.Column
	}

	// Display replaces the columns of the output; the last display counts.
	Display struct {
		expr.Span
		Columns []*expr.Column
	}

	// Filter keeps the rows for which Condition holds. Index is set for filterIndex, which
	// on AWS reads only the log groups that have an index of the field.
	Filter struct {
		expr.Span
		Condition expr.Expr
		Index     bool
	}

	// Sort orders rows by the first key, equal ones by the next.
	Sort struct {
		expr.Span
		Keys []*SortKey
	}

	// SortKey is one key of a sort command.
	SortKey struct {
		expr.Span
		Expr       expr.Expr
		Descending bool
	}

	// Limit keeps the first Count rows: with Any those that are found first, in any order.
	Limit struct {
		expr.Span
		Count int
		Any   bool
	}

	// Dedup keeps of the rows with the same Fields the first one in their order, and all
	// rows in which one of the Fields is absent.
	Dedup struct {
		expr.Span
		Fields []*expr.Field
	}
)

// Commands that read texts.
type (
	// ParseText takes parts of a text to new fields.
	ParseText struct {
		expr.Span
		Of      expr.Expr // nil: @message
		Mode    ParseMode
		Pattern string      // of a glob, a regular expression or an XPath
		Regex   *expr.Regex // of a regular expression
		Aliases []string    // one for each * of a glob or group; of logfmt and csv see the modes
		Multi   bool        // a row for each match
	}

	// JSON takes parts of a JSON document to new fields.
	JSON struct {
		expr.Span
		Of    expr.Expr // nil: @message
		Parts []JSONPart
	}

	// JSONPart is a path in a document and the name of its value.
	JSONPart struct{ Path, Alias string }

	// Pattern makes a row for each pattern of the texts of Of.
	Pattern struct {
		expr.Span
		Of expr.Expr
	}
)

// ParseMode is the form of text that a Parse command reads.
type ParseMode int

// The modes of Parse.
const (
	Glob   ParseMode = iota // text with a * for each part
	Regexp                  // a regular expression with groups
	Logfmt                  // key=value pairs, which become a map with one alias
	CSV                     // cells with commas between
	XML                     // the text of the first element at an XPath
)

// Commands that group rows.
type (
	// Stats makes a row for each group of rows with the same keys (By), of the
	// keys and the Values. A value may use the aliases of earlier values. Offset shifts
	// the bins.
	Stats struct {
		expr.Span
		Values []*expr.Column
		By     []*expr.Column
		Offset *expr.Period // nil: none
	}

	// CountFrequent makes a row for each combination of values, the most frequent first.
	CountFrequent struct {
		expr.Span
		Fields []*expr.Field
	}
)

// Commands that make several rows of one.
type (
	// Unnest makes a row for each element of a list.
	Unnest struct {
		expr.Span
		List  *expr.Field
		Alias string // the name of the element; empty: that of the list
	}

	// Expand makes a row for each element of a field that is a JSON array, in which the
	// field has the element.
	Expand struct {
		expr.Span
		Field *expr.Field
	}
)

// Commands that depend on the order of rows or on neighbouring ones.
type (
	// Accum adds up a field from row to row.
	Accum struct {
		expr.Span
		Field *expr.Field
		Alias string // empty: the field itself
	}

	// AutoRegress copies the values that a field had in the rows From to To rows before.
	AutoRegress struct {
		expr.Span
		Field    *expr.Field
		Alias    string // of a single row before; empty: FIELD_pN
		From, To int
	}

	// FillDown gives rows without a value that of the row before. Names may end in *;
	// without any, all fields.
	FillDown struct {
		expr.Span
		Names []string
	}

	// FillMissing adds rows for the bins of time that have none.
	FillMissing struct {
		expr.Span
		Fills []Fill
	}

	// Fill is the value that a field has in rows that were added.
	Fill struct {
		Value expr.Expr // a literal
		Field *expr.Field
	}

	// AddTotals adds a column with the sum of a row's numbers (Row), and a row with the sums
	// of columns (Column).
	AddTotals struct {
		expr.Span
		Name        string // of the column
		Row, Column bool
		Fields      []*expr.Field // none: all
	}
)

// Commands that read other sources.
type (
	// Source names the log groups that are read. It is the first command.
	Source struct {
		expr.Span
		Group      string // of SOURCE 'group'
		Prefixes   []string
		Accounts   []string
		Classes    []string
		DataSource []string
		Tags       []SourceTag
		Start, End string // as written; empty: the query's
	}

	// SourceTag selects log groups by a tag. A value may begin with ! and end in *.
	SourceTag struct {
		Key    string
		Values []string
	}

	// Lookup adds the columns of the row of a table whose Columns are equal to the fields.
	Lookup struct {
		expr.Span
		Table   string
		Keys    []LookupKey
		Output  []*expr.Column // of the table; the alias is the field's name
		CIDR    bool           // the table's key is a range of addresses
		OnlyNew bool           // OUTPUTNEW: fields that have a value keep it
	}

	// LookupKey is a field and the column of the table that it is compared with.
	LookupKey struct{ Field, Column string }

	// Join adds the fields of the rows of another query whose Right is equal to Left.
	Join struct {
		expr.Span
		Outer                 bool // type=left: rows without a match stay
		LeftName, RightName   string
		LeftField, RightField string // without the names
		Query                 *Subquery
	}

	// AppendCols adds the columns of another query, row by row.
	AppendCols struct {
		expr.Span
		Override bool
		Max      int // rows; 0: all
		Query    *Subquery
	}

	// Diff compares patterns with those of a period before.
	Diff struct {
		expr.Span
		Period string // previousDay, previousWeek, previousMonth; empty: as long as the window
	}
)

// Commands that run on AWS alone.
type (
	// Anomaly marks patterns that are unusual.
	Anomaly struct{ expr.Span }

	// Outlier changes or removes numbers that are far from the others.
	Outlier struct {
		expr.Span
		Options []Option
		Fields  []*expr.Field
	}

	// Sessionize numbers sessions of events.
	Sessionize struct {
		expr.Span
		Options []Option
		Fields  []*expr.Field
		Alias   string // empty: session_id
	}

	// RelevantFields ranks fields by how their values differ under a condition.
	RelevantFields struct {
		expr.Span
		Fields    []*expr.Field // none: all
		Condition expr.Expr
	}

	// LogCompare compares patterns with those of a window before.
	LogCompare struct {
		expr.Span
		Shift *expr.Period
	}

	// Estimate answers how many bytes the query would scan.
	Estimate struct{ expr.Span }

	// Option is a setting of a command, such as maxspan=30m, as written.
	Option struct{ Name, Value string }
)

// Subquery is a query in parentheses.
type Subquery struct {
	expr.Span
	Query *Query
}
