package cwli

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// evaluator computes an expression for a row.
type evaluator func(*row) value

// scope turns names into evaluators while a query is compiled.
type scope struct {
	plan  *plan
	names map[string]evaluator // aliases and, behind stats, its columns
	slots map[string]int       // of discovered fields
	calls map[*syntax.Call]int // in stats: the slots of aggregates
	stats *syntax.Stats        // the one that was passed, if any
}

// systemFields belong to the event itself.
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

func alwaysAbsent(*row) value { return value{} }

// field resolves a name: an alias, else a system field, else one of Lambda's,
// else what is discovered in the message. Behind stats only its columns exist.
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

// discovered resolves a field of the JSON message. One whose own name starts
// with @ is written @@; under its bare name it is hidden, also if no system
// field is called so.
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

func (s *scope) define(columns []*syntax.Column) {
	for _, column := range columns {
		value := s.eval(column.Expr)
		if column.Alias != "" {
			s.names[column.Alias] = value
		}
	}
}

// column computes a column of the output: one with an alias is known by it, and
// those of stats by their names.
func (s *scope) column(c *syntax.Column) evaluator {
	if known, ok := s.names[c.Name()]; ok {
		return known
	}
	return s.eval(c.Expr)
}

// sortValue also takes an expression that repeats a column of stats.
func (s *scope) sortValue(x syntax.Expr) evaluator {
	if s.stats != nil {
		if c := s.stats.Output(x); c != nil {
			return s.names[c.Name()]
		}
	}
	return s.eval(x)
}

// defaultOrder is newest first for events, and for groups if their keys have a
// time; other groups stay in the order in which they first occurred. The
// service promises none.
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

func isInstant(x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.Call:
		return x.Name == "bin"
	case *syntax.Field:
		return x.Name == "@timestamp"
	}
	return false
}
