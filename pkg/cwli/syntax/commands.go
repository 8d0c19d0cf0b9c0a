package syntax

import (
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// Definition describes a command: the one place that has its names. The parser, the
// hints of errors and the documentation read it.
type Definition struct {
	Name    string   // as AWS documents it
	Aliases []string // other names that the service accepts
	Form    string   // what is written, as documentation shows it
	Summary string   // what it does, on one line
	parse   func(p *parser, word expr.Token) Command
}

// commands is the table of commands, those in daily use first. Their forms are from
// the pages below https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html.
// AWS documents neither order, head and tail, which its service's errors name and users
// run, nor search, which those errors name alone.
var commands = []*Definition{
	{"fields", nil, "fields EXPRESSION [as NAME], …", "adds columns to the result", (*parser).fields},
	{"display", nil, "display EXPRESSION [as NAME], …", "replaces the columns of the result", (*parser).display},
	{"filter", []string{"where"}, "filter CONDITION", "keeps the rows for which the condition holds", (*parser).filter},
	{"filterIndex", nil, "filterIndex CONDITION", "keeps rows as filter does, and reads only log groups that have an index of the field", (*parser).filterIndex},
	{"parse", nil, "parse [FIELD] \"GLOB\" as NAME, … | /REGEX/ [as NAME, …] [multi] | logfmt as NAME | csv as NAME, … | XML \"XPATH\" as NAME",
		"takes parts of a text to new fields", (*parser).parse},
	{"json", nil, "json [field=FIELD] \"PATH\" as NAME, …", "takes parts of a JSON document to new fields", (*parser).json},
	{"stats", nil, "stats AGGREGATE [as NAME], … [by EXPRESSION [as NAME], … [offset PERIOD]]", "makes a row for each group of rows", (*parser).stats},
	{"sort", []string{"order"}, "sort [by] FIELD [asc|desc], …", "puts rows in order", (*parser).sort},
	{"limit", []string{"head"}, "limit [any] NUMBER", "keeps the first rows, with any those that are found first", (*parser).limit},
	{"tail", nil, "tail NUMBER", "keeps the last rows", (*parser).tail},
	{"dedup", nil, "dedup FIELD, …", "keeps one row of those that have the same values", (*parser).dedup},
	{"pattern", nil, "pattern EXPRESSION", "makes a row for each pattern of a text", (*parser).pattern},
	{"diff", nil, "diff [previousDay|previousWeek|previousMonth]", "compares patterns with those of a period before", (*parser).diff},
	{"anomaly", nil, "anomaly", "marks patterns that are unusual", (*parser).anomaly},
	{"unnest", nil, "unnest FIELD [into NAME]", "makes a row for each element of a list", (*parser).unnest},
	{"expand", nil, "expand FIELD", "makes a row for each element of a JSON array", (*parser).expand},
	{"lookup", nil, "lookup TABLE COLUMN [as FIELD], … OUTPUT|OUTPUTNEW COLUMN [as FIELD], …", "adds columns of a table", (*parser).lookup},
	{"cidrlookup", nil, "cidrlookup TABLE FIELD [as COLUMN] OUTPUT|OUTPUTNEW COLUMN [as FIELD], …", "adds columns of a table of address ranges", (*parser).cidrlookup},
	{"join", nil, "join [type=inner|left] left=NAME right=NAME where NAME.FIELD=NAME.FIELD (QUERY)", "adds the fields of the rows of another query", (*parser).join},
	{"SOURCE", nil, "SOURCE \"GROUP\" | logGroups([namePrefix: […]] [, accountIdentifier: […]] [, class: […]]) dataSource([…]) logGroupTags([…]) [start=TIME] [end=TIME]",
		"names the log groups", (*parser).source},
	{"addtotals", nil, "addtotals [fieldname=NAME] [row=true|false] [col=true|false] [FIELD, …]", "adds sums of numbers", (*parser).addTotals},
	{"accum", nil, "accum FIELD [as NAME]", "adds up a field from row to row", (*parser).accum},
	{"autoregress", nil, "autoregress FIELD [as NAME] [p=NUMBER[-NUMBER]]", "copies a field's values of the rows before", (*parser).autoRegress},
	{"filldown", nil, "filldown [FIELD …]", "gives rows without a value that of the row before", (*parser).fillDown},
	{"fillmissing", nil, "fillmissing [with VALUE for FIELD, …]", "adds rows for bins of time that have none", (*parser).fillMissing},
	{"outlier", nil, "outlier [action=remove|transform] [param=NUMBER] [uselower=true|false] [mark=true|false] FIELD …", "changes or removes numbers far from the others", (*parser).outlier},
	{"appendcols", nil, "appendcols [override=true|false] [max=NUMBER] (QUERY)", "adds the columns of another query, row by row", (*parser).appendCols},
	{"sessionize", nil, "sessionize FIELD, … [maxspan PERIOD] [as NAME]", "numbers the sessions of events", (*parser).sessionize},
	{"countFrequent", []string{"count_frequent"}, "countFrequent FIELD, …", "counts combinations of values, the most frequent first", (*parser).countFrequent},
	{"relevantfields", nil, "relevantfields [FIELD, …] where CONDITION", "ranks fields by how a condition changes their values", (*parser).relevantFields},
	{"logcompare", nil, "logcompare timeshift PERIOD", "compares with a window before", (*parser).logCompare},
	{"estimate", nil, "estimate", "answers how many bytes the query would scan", (*parser).estimate},
	{"search", nil, "search CONDITION|/REGEX/", "keeps rows that match", (*parser).search},
}

// byName finds commands by their names in lower case; names are all of them in order.
var (
	byName = map[string]*Definition{}
	names  []string
)

func init() {
	for _, d := range commands {
		for _, name := range append(slices.Clip(d.Aliases), d.Name) {
			byName[strings.ToLower(name)] = d
			names = append(names, name)
		}
	}
	slices.Sort(names)
}

// Commands returns the commands of the language in the order of the documentation.
func Commands() []*Definition { return commands }

// LookupCommand finds a command by a name in any case.
func LookupCommand(name string) (d *Definition, ok bool) {
	d, ok = byName[strings.ToLower(name)]
	return d, ok
}
