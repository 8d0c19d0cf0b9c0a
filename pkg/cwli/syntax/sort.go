package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

type (
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
)

// Keyword returns sort.
func (*Sort) Keyword() string { return "sort" }

// String returns the command's source.
func (s *Sort) String() string { return "sort " + list(s.Keys, (*SortKey).String) }

// String returns the key's source.
func (k *SortKey) String() string {
	if k.Descending {
		return k.Expr.String() + " desc"
	}
	return k.Expr.String()
}

func (p *parser) sort(word expr.Token) Command {
	c := &Sort{}
	p.Accept("by")
	for more := true; more && p.Err() == nil; more = p.Accept(",") {
		c.Keys = append(c.Keys, p.sortKey())
	}
	c.Span = p.Since(word.Offset)
	return c
}

// sortKey reads a key and its direction. AWS documents no default; rows that its
// service returned ascend.
func (p *parser) sortKey() *SortKey {
	start := p.Token().Offset
	k := &SortKey{Expr: p.Expression()}
	if !p.Accept("asc") {
		k.Descending = p.Accept("desc")
	}
	k.Span = p.Since(start)
	return k
}

func (s *Sort) check(c *checker) {
	for _, key := range s.Keys {
		c.sortKey(key.Expr)
		c.noStructure(key.Expr, "sort")
	}
}

// sortKey refuses calls, as the service does ("unexpected symbol found ("). A name
// that stats does not make is accepted, in AWS's own samples too, and sorts nothing,
// unless the key is the expression of a column of stats.
func (c *checker) sortKey(key expr.Expr) {
	expr.Walk(key, func(x expr.Expr) bool {
		switch x := x.(type) {
		case *expr.Call:
			c.Fail(x.Span, callHint(x), "invalid `%s` in `sort`: want a field or an alias", x)
		case *expr.Field:
			if c.unknown(x) && !c.repeated[key.String()] && !c.noted() {
				c.note(x.Span, c.nearest(x.Name), "`%s` is not among the columns of `stats`: `sort` by it leaves the rows as they are", x)
			}
		}
		return c.Err() == nil
	})
	c.plain(key)
}

func callHint(x *expr.Call) string {
	switch {
	case x.IsAggregate():
		return "give it a name in `stats`, as in count(*) as n, and sort by that"
	case x.Func.Name == "bin":
		return "give it a name in `stats`, as in by bin(1h) as hour, and sort by that"
	}
	return "give it a name in `fields`, and sort by that"
}
