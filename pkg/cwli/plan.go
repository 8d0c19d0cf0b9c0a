package cwli

import (
	"maps"
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// plan is a compiled query. It does not change after compile has returned it.
type plan struct {
	parts   []*part // each reads one input; the query's own is the last
	names   []string
	columns []expr.Evaluator
	limited bool // there is a limit command
	stages  []Stage
}

// part reads one input of a query: filters over its events, and then stages.
type part struct {
	input   Input
	events  *schema
	filters []expr.Predicate // of the longest prefix of commands that need no other row
	steps   []step
	sink    step // takes the rows of a part that is not the last
	output  *schema
	order   []sortKey // of the rows that the stages give
}

// step makes a stage of a run.
type step func(x *Execution, next stage) stage

// stage has the state of a command in one run.
type stage interface {
	// push takes a row, which is valid until push returns. The error ends the run.
	push(*frame) error
	// end is called after the last row. The error is that of the context, or of a later
	// stage.
	end() error
}

// builder compiles the commands of a part, one after the other.
type builder struct {
	plan        *plan
	part        *part
	first       int                // the plan's parts before it are of other queries
	scope       *schema            // of the rows so far
	order       ordering           // of the rows, which the next command that depends on it makes a stage
	came        ordering           // in which the rows come, if that is not order
	expressions map[string]string  // names of the columns of the last stats, by their texts
	before      []syntax.Command   // those before the one that is compiled; after the last, all
	keyword     string             // of the command that is compiled
	stages      []Stage            // of the commands so far
	label       string             // of the stage that was added last
	reads       []string           // fields that the command reads
	bins        *bins              // of the last stats; nil: none
	mining      *mining            // of the last pattern command
	times       map[string]bool    // aliases whose values are times
	ofTime      map[string]bool    // aliases whose values depend on @timestamp
	aggregates  map[*expr.Call]int // slots of the aggregates of the last stats
	scans       bool               // all commands so far need no other row
	building
}

func compile(q *syntax.Query, o building) (*plan, error) {
	p := &plan{}
	b := newBuilder(p, o)
	if err := b.commands(q.Commands); err != nil {
		return nil, err
	}
	columns := q.Outputs()
	if names, _ := q.OutputColumns(); slices.Contains(names, syntax.Pointer) {
		columns = append(columns, &expr.Column{Expr: &expr.Field{Name: syntax.Pointer}})
	}
	if err := b.results(columns); err != nil {
		return nil, err
	}
	b.finish()
	for _, part := range p.parts {
		d := part.events.discovers
		d.projection = jsonscan.New(d.paths) // a join looks for fields of a part that is compiled
	}
	p.stages = b.stages
	return p, nil
}

// building has what tests change of a compilation.
type building struct {
	steps   *int                // counts the expressions evaluated; nil in programs
	methods map[string]methodOf // the aggregates
}

// programs is the building of programs.
var programs = building{methods: methods}

func newBuilder(p *plan, o building) *builder {
	events := newEventSchema(&discovery{})
	return &builder{plan: p, first: len(p.parts), part: &part{events: events}, scope: events, order: ordering{newest: "@timestamp"}, scans: true, times: map[string]bool{}, ofTime: map[string]bool{}, building: o}
}

// finish adds the part to the plan.
func (b *builder) finish() {
	b.part.output, b.part.order = b.scope, b.sorted()
	b.plan.parts = append(b.plan.parts, b.part)
}

func (b *builder) commands(list []syntax.Command) error {
	for i, c := range list {
		b.before, b.keyword = list[:i], c.Keyword()
		steps, names := len(b.part.steps), maps.Clone(b.scope.defined)
		if err := b.command(c); err != nil {
			return err
		}
		b.explained(c, steps, names)
	}
	b.before = list
	return nil
}

// columns returns the columns of the result of the commands before the one that is
// compiled.
func (b *builder) columns() []*expr.Column { return (&syntax.Query{Commands: b.before}).Outputs() }

// shown returns their names.
func (b *builder) shown() (names []string) {
	for _, column := range b.columns() {
		names = append(names, column.Name())
	}
	return names
}

// command compiles one command. The error is an *expr.Error.
func (b *builder) command(c syntax.Command) error {
	switch c := c.(type) {
	case *syntax.Fields:
		return b.define(c.Columns)
	case *syntax.Display:
		return b.define(c.Columns)
	case *syntax.Filter:
		return b.filter(c)
	case *syntax.Stats:
		return b.aggregate(c)
	case *syntax.Sort:
		return b.sort(c)
	case *syntax.Limit:
		return b.limit(c)
	case *syntax.Dedup:
		return b.dedup(c)
	case *syntax.Extract:
		return b.parse(c)
	case *syntax.JSON:
		return b.json(c)
	case *syntax.Unnest:
		return b.unnest(c)
	case *syntax.Expand:
		return b.expand(c)
	}
	return b.other(c)
}

// other compiles the commands that few queries have.
func (b *builder) other(c syntax.Command) error {
	switch c := c.(type) {
	case *syntax.CountFrequent:
		return b.countFrequent(c)
	case *syntax.Accum:
		return b.accum(c)
	case *syntax.AutoRegress:
		return b.autoRegress(c)
	case *syntax.FillDown:
		return b.fillDown(c)
	case *syntax.FillMissing:
		return b.fillMissing(c)
	case *syntax.AddTotals:
		return b.addTotals(c)
	case *syntax.Source:
		return b.source(c)
	case *syntax.Lookup:
		return b.lookup(c)
	case *syntax.Join:
		return b.join(c)
	case *syntax.AppendCols:
		return b.appendCols(c)
	case *syntax.Pattern:
		return b.pattern(c)
	case *syntax.Diff:
		return b.diff(c)
	case *syntax.Estimate:
		b.estimate()
		return nil
	}
	return unsupported(c, "`"+c.Keyword()+"` is not supported here")
}

// unsupported returns the error of what the service runs and this package does not.
func unsupported(n expr.Node, message string) error {
	at := n.Range()
	return &expr.Error{Offset: at.Offset, End: at.End, Unsupported: true, Message: message}
}

// add adds a stage that makes rows of the schema.
func (b *builder) add(label string, rows *schema, s step) {
	b.label = label
	b.part.steps = append(b.part.steps, s)
	if rows != b.scope {
		b.aggregates = nil // their slots are of other rows
	}
	b.scope, b.scans = rows, false
}

// compiler compiles expressions over the rows so far.
func (b *builder) compiler() *expr.Compiler {
	return &expr.Compiler{Slot: b.read, Call: b.aggregated, Set: b.subquery, Backtrack: backtrack, Steps: b.steps}
}

// define compiles columns that are not fields as they are. Their values are computed when
// they are read, once for each row: a chain such as fields a+a as b | fields b+b as c
// would else take 2 to the power of its length. One without an alias is computed here, too,
// because a later command may give other values to the fields in it.
func (b *builder) define(columns []*expr.Column) error {
	for _, column := range columns {
		if _, field := column.Expr.(*expr.Field); field && column.Alias == "" {
			continue
		}
		slot, err := b.slot(column.Expr)
		if err != nil {
			return err
		}
		if column.Alias == "" {
			b.scope.define(nameless+column.Name(), slot)
			continue
		}
		b.scope.define(column.Alias, slot)
		b.times[column.Alias], b.ofTime[column.Alias] = b.isTime(column.Expr), b.timed(column.Expr)
	}
	return nil
}

// slot returns a slot that has the value of an expression.
func (b *builder) slot(x expr.Expr) (int, error) {
	if field, ok := x.(*expr.Field); ok {
		if slot, ok := b.scope.slot(field.Name); ok {
			return slot, nil
		}
	}
	evaluate, err := b.compiler().Value(x)
	if err != nil {
		return 0, err
	}
	return b.scope.add(func(f *frame) value.Value { return evaluate(f) }), nil
}

// results compiles the columns of the result.
func (b *builder) results(columns []*expr.Column) error {
	for _, column := range columns {
		evaluate, err := b.column(column)
		if err != nil {
			return err
		}
		b.plan.names = append(b.plan.names, column.Name())
		b.plan.columns = append(b.plan.columns, evaluate)
	}
	return nil
}

// column compiles a column of the result. One with an alias, and one of stats, is known
// by its name.
func (b *builder) column(c *expr.Column) (expr.Evaluator, error) {
	if slot, ok := b.scope.known(b.keyOf(c.Name())); ok {
		return func(r expr.Row) value.Value { return r.At(slot) }, nil
	}
	return b.compiler().Value(c.Expr)
}

// nameless begins the names by which columns are known that have none: no field has such a
// name, but one may have that of a column, as `a-b` has that of a-b.
const nameless = "\x01"

// keyOf returns the name by which a column of the result so far is known.
func (b *builder) keyOf(name string) string {
	if b.scope.gives(nameless + name) {
		return nameless + name
	}
	return name
}

// keysOf returns the names by which columns are known.
func (b *builder) keysOf(names []string) []string {
	keys := make([]string, len(names))
	for i, name := range names {
		keys[i] = b.keyOf(name)
	}
	return keys
}
