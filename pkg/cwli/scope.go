package cwli

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// evaluator returns the value of an expression for a row.
type evaluator func(*row) value

// scope holds the names that are known while a query is compiled, command by
// command.
type scope struct {
	plan        *plan
	names       map[string]evaluator      // aliases and, after stats, its columns
	slots       map[string]int            // of discovered fields
	calls       map[*syntax.Call]int      // slots of the aggregates of stats
	stats       *syntax.Stats             // nil before stats
	expressions map[string]*syntax.Column // of stats
	steps       *int                      // counts the expressions evaluated, for tests; nil in programs
}

func newScope() *scope {
	return &scope{plan: &plan{}, names: map[string]evaluator{}, slots: map[string]int{}}
}

// systemFields are the fields that every event has.
var systemFields = map[string]evaluator{
	"@timestamp": func(r *row) value { return value{kind: instant, num: float64(r.event.Timestamp)} },
	"@message":   func(r *row) value { return textOf(r.message) },
	"@logStream": func(r *row) value { return textOf(r.event.Stream) },
	"@log":       func(r *row) value { return textOf(r.event.Group) },
	"@ptr":       func(r *row) value { return textOf(r.event.Ptr) },
	"@ingestionTime": func(r *row) value {
		if r.event.IngestionTime == 0 {
			return value{}
		}
		return value{kind: instant, num: float64(r.event.IngestionTime)}
	},
}

// alwaysAbsent is the evaluator of a name that no row has.
func alwaysAbsent(*row) value { return value{} }

// field resolves a name, in this order: an alias, a system field, a field of
// Lambda's, a field discovered in the message. After stats only its columns
// exist.
func (s *scope) field(name string) evaluator {
	if known, ok := s.names[name]; ok {
		return known
	}
	if s.stats != nil {
		return alwaysAbsent
	}
	if system, ok := systemFields[name]; ok {
		return system
	}
	if find, ok := lambdaFields[name]; ok {
		return func(r *row) value {
			if !fromLambda(r.event) {
				return value{}
			}
			return find(r.message)
		}
	}
	return s.discovered(name)
}

// discovered resolves a field of the JSON message. A field whose own name starts
// with @ is written with @@; with one @ it is not found, even if no system field
// has that name.
func (s *scope) discovered(name string) evaluator {
	if own, ok := strings.CutPrefix(name, "@"); ok {
		if !strings.HasPrefix(own, "@") {
			return alwaysAbsent
		}
		name = own
	}
	slot, ok := s.slots[name]
	if !ok {
		slot = len(s.plan.paths)
		s.slots[name] = slot
		s.plan.paths = append(s.plan.paths, name)
	}
	return func(r *row) value { return r.field(slot) }
}

// define adds the aliases of columns to the names.
func (s *scope) define(columns []*syntax.Column) {
	for _, column := range columns {
		if column.Alias != "" {
			s.names[column.Alias] = s.alias(column.Expr)
		}
	}
}

// column returns the evaluator of a column of the output. A column with an alias,
// and one of stats, is known by its name.
func (s *scope) column(c *syntax.Column) evaluator {
	if known, ok := s.names[c.Name()]; ok {
		return known
	}
	return s.eval(c.Expr)
}

// sortValue returns the evaluator of a sort key, which may repeat the expression of
// a column of stats.
func (s *scope) sortValue(x syntax.Expr) evaluator {
	if c := s.expressions[x.String()]; c != nil {
		return s.names[c.Name()]
	}
	return s.eval(x)
}

// defaultOrder returns the order of rows without sort: newest first for events, and
// for groups with a time among their keys; none for other groups, which stay in
// the order in which they first occurred. AWS documents no order.
func (s *scope) defaultOrder() []sortKey {
	if s.stats == nil {
		return []sortKey{{systemFields["@timestamp"], true}}
	}
	for _, key := range s.stats.By {
		if isInstant(key.Expr) {
			return []sortKey{{s.names[key.Name()], true}}
		}
	}
	return nil
}

// isInstant reports whether the values of x are times.
func isInstant(x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.Call:
		return x.Name == "bin"
	case *syntax.Field:
		return x.Name == "@timestamp"
	}
	return false
}
