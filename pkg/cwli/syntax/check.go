package syntax

import (
	"maps"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/suggest"
)

// check reports what the grammar allows and the language does not: aggregates
// and commands out of place, names that are defined twice or not at all. The
// first mistake is stored in the parser.
func check(p *parser, q *Query) { newChecker(p, q).commands(q.Commands) }

// checker goes through the commands in order and keeps what later ones depend
// on.
type checker struct {
	*parser
	scope
	keys   bool // those of stats are checked
	shows  bool // the columns of fields or display are checked, which may repeat a key of stats
	before history
	query  *Query // has the notes
}

// scope has the meaning of names.
type scope struct {
	defined  map[string]bool   // aliases and, after stats, its columns
	used     map[string]bool   // fields of the events that an expression or a command reads
	listed   map[string]bool   // fields that fields or display has as they are, which does not use them
	made     map[string]string // of some aliases what made them: the name of a function, parse or logfmt
	repeated map[string]bool   // after stats, the expressions of its columns, which sort may repeat
	keyTexts map[string]bool   // of stats' keys without an alias: their expressions
	closed   bool              // rows have what is defined and nothing else
}

func newScope() scope {
	return scope{defined: map[string]bool{}, used: map[string]bool{}, listed: map[string]bool{}, made: map[string]string{}, repeated: map[string]bool{}, keyTexts: map[string]bool{}}
}

func newChecker(p *parser, q *Query) *checker {
	return &checker{parser: p, scope: newScope(), before: history{count: map[string]int{}}, query: q}
}

func (c *checker) commands(list []Command) {
	for _, command := range list {
		if c.Err() != nil {
			return
		}
		c.place(command)
		if command, ok := command.(checked); ok && c.Err() == nil {
			command.check(c)
		}
		c.before.add(command.Keyword())
	}
}

// subquery checks a query of its own: it has no names of the one around it.
func (c *checker) subquery(s *Subquery) { newChecker(c.parser, c.query).commands(s.Query.Commands) }

// otherRows forgets all names, of which rows such as those of pattern have none.
func (c *checker) otherRows() { c.scope = newScope() }

func (c *checker) columns(list []*expr.Column) {
	c.shows = !c.keys
	defer func() { c.shows = false }()
	for _, column := range list {
		if c.list(column) {
			continue
		}
		c.value(column.Expr)
		if column.Alias != "" {
			c.alias(column)
		}
		c.make(column)
	}
}

// list reports whether fields or display has the field as it is, and keeps it then: parse
// may make one of the name later, as in queries that AWS has published.
func (c *checker) list(column *expr.Column) bool {
	field, ok := column.Expr.(*expr.Field)
	if !ok || column.Alias != "" || !c.shows {
		return false
	}
	c.namesDefined(field)
	c.listed[field.Name] = true
	return true
}

// alias defines the alias of a column. In fields and display it may not be that of a field
// that is listed before: users report that the service then finds the name unknown.
func (c *checker) alias(column *expr.Column) {
	name := column.Alias
	if systemFields[name] {
		delete(c.used, name)
		delete(c.listed, name)
	}
	if c.shows && c.listed[name] {
		c.nameTaken(column.Span, name)
	}
	c.define(&expr.Field{Span: column.Span, Name: name})
}

// systemFields are the fields of an event itself. They may be used before an alias hides
// them, as in toMillis(@timestamp) as @timestamp, which queries in use have.
var systemFields = map[string]bool{"@timestamp": true, "@message": true, "@logStream": true, "@log": true, "@ingestionTime": true}

// make keeps what made the values of a column.
func (c *checker) make(column *expr.Column) {
	switch x := column.Expr.(type) {
	case *expr.Call:
		c.made[column.Name()] = x.Func.Name
		if c.structure(x) && !x.Func.Structure {
			c.made[column.Name()] = chosen
		}
	case *expr.Field:
		if made := c.made[x.Name]; made != "parse" && made != "" && column.Alias != "" {
			c.made[column.Alias] = made
		}
	}
}

func (c *checker) fields(list []*expr.Field) {
	for _, field := range list {
		c.value(field)
	}
}

// text checks the field that a command reads: @message without one.
func (c *checker) text(of *expr.Field, at expr.Span) {
	if of == nil {
		of = &expr.Field{Span: at, Name: "@message"}
	}
	c.value(of)
}

// value checks an expression outside the values of stats.
func (c *checker) value(x expr.Expr) {
	c.plain(x)
	c.namesDefined(x)
}

// plain reports aggregates, which only stats may have, and periods outside calls. It
// also collects the fields that x uses, and checks subqueries.
func (c *checker) plain(x expr.Expr) { eachPart(x, c.part) }

func (c *checker) part(x expr.Expr) bool {
	switch x := x.(type) {
	case *expr.Call:
		if x.IsAggregate() && !(c.keys && x.Func.Name == "histogram") {
			c.Fail(x.Span, "", "invalid `%s`: want an aggregate only in `stats`, before `by`", x)
		}
		c.noteCapped(x)
		c.noteShifted(x)
	case *expr.Binary:
		c.noteHyphen(x)
		c.noteComparison(x)
	case *expr.Like:
		c.noteReadable(x.X, x.Pattern)
		c.noteSwapped(x)
	case *expr.Field:
		c.used[x.Name] = true
	case *expr.Period:
		c.Fail(x.Span, "", "invalid period %s: want a period only in functions such as `bin`", x)
	case *expr.In:
		c.noteIn(x)
		if s, ok := x.Query.(*Subquery); ok {
			c.subquery(s)
		}
	}
	return c.Err() == nil
}

// eachPart calls visit for x and then, if visit returns true, for the expressions inside
// x, without the periods that calls take: the parser has checked them.
func eachPart(x expr.Expr, visit func(expr.Expr) bool) { eachPartBut(nil, x, visit) }

func eachPartBut(taken []*expr.Period, x expr.Expr, visit func(expr.Expr) bool) {
	if !visit(x) {
		return
	}
	call, isCall := x.(*expr.Call)
	if isCall {
		taken = call.Shifts()
	}
	for _, part := range expr.Children(x) {
		if period, ok := part.(*expr.Period); !ok || !isCall && !slices.Contains(taken, period) {
			eachPartBut(taken, part, visit)
		}
	}
}

// define reports a name that has a meaning already, as the service does. It ignores nil.
func (c *checker) define(name *expr.Field) {
	if name == nil || c.Err() != nil {
		return
	}
	if c.defined[name.Name] || c.used[name.Name] {
		c.nameTaken(name.Span, name.Name)
	}
	c.noteListed(name.Span, name.Name)
	c.defined[name.Name] = true
}

// add defines a name that may have a meaning already.
func (c *checker) add(name string) {
	c.defined[name] = true
	delete(c.made, name)
}

func (c *checker) nameTaken(at expr.Span, name string) {
	c.Fail(at, "choose another alias: AWS refuses this one, with "+alreadyDefined, "invalid name `%s`: want one that is not in use", expr.Shorten(name))
}

// alreadyDefined is the error of the service for a name that has a meaning already, as
// users report it.
const alreadyDefined = `"Ephemeral field is already defined"`

// namesDefined reports fields that stats did not define, and bin, whose
// @timestamp rows of stats do not have. Before stats any name may be a field of
// the event.
func (c *checker) namesDefined(x expr.Expr) {
	if !c.closed {
		return
	}
	eachPart(x, func(x expr.Expr) bool {
		switch x := x.(type) {
		case *expr.Field:
			if c.unknown(x) {
				c.Fail(x.Span, c.nearest(x.Name), "unknown name `%s` after `stats`", x)
			}
		case *expr.Call:
			if c.shows && len(c.keyTexts) > 0 && c.keyTexts[x.String()] {
				return false // a column of stats
			}
			if x.Func.Name == "bin" && len(x.Args) == 1 && !c.defined["@timestamp"] {
				c.Fail(x.Span, "give it a name in `stats`, as in by bin(1h) as hour", "invalid `%s` after `stats`: want a result of `stats`", x)
			}
		}
		return c.Err() == nil
	})
}

func (c *checker) unknown(x *expr.Field) bool { return c.closed && !known(c.defined, x.Name) }

// known reports whether a name is defined, or a part of what is: values makes a list,
// whose first element is v.0.
func known(defined map[string]bool, name string) bool {
	for end := len(name); end > 0; end = strings.LastIndexByte(name[:end], '.') {
		if defined[name[:end]] {
			return true
		}
	}
	return false
}

// maxNames bounds the names that a hint lists.
const maxNames = 10

// nearest returns the hint for a name that stats does not define.
func (c *checker) nearest(name string) string {
	list := slices.Sorted(maps.Keys(c.defined))
	if near := suggest.Nearest(name, list); near != "" {
		return "did you mean `" + near + "`?"
	}
	if len(list) > maxNames {
		list = append(list[:maxNames], "…")
	}
	return "want one of " + strings.Join(list, ", ")
}
