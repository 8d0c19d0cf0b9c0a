package expr_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/allocs"
	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/expr"
)

// FuzzExpressions parses any text as each kind of expression: the error is an Invalid, or the expression can be
// used on an item, without a panic and without a change of the item. What it allocates is bounded by the text's length.
func FuzzExpressions(f *testing.F) {
	for _, seed := range []string{
		"n = :n AND NOT (#s <> :s OR size(tags) >= :n)", "attribute_not_exists(m.k) or l[0] between :n and :n",
		"begins_with(#s, :s) AND contains(tags, :s) AND attribute_type(n, :s) AND n IN (:n, :s)",
		"SET #s = :s, n = n + :n, m.k = if_not_exists(m.k, :n), l[3] = :l REMOVE q, l[0] ADD c :n, t :set DELETE tags :set",
		"n, m.k, l[0]", "((", "SET a = ", "a.b.c[99999999999999999999]", "#", ":", "n ==", "SET l[0]=:n REMOVE l", "size(size(n)) = :n",
		strings.Repeat("NOT ", 500) + "n = :n", strings.Repeat("(NOT ", 500) + "n = :n" + strings.Repeat(")", 500),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		item := subject()
		for kind, use := range map[string]func(*expr.Bindings) error{
			"condition":  func(b *expr.Bindings) error { return useCondition(b, text, item) },
			"update":     func(b *expr.Bindings) error { return useUpdate(b, text, item) },
			"projection": func(b *expr.Bindings) error { return useProjection(b, text, item) },
		} {
			var invalid attr.Invalid
			var err error
			allocs.AtMost(t, 200_000+uint64(len(text))*500, func() { err = use(bind(t)) })
			if err != nil && !errors.As(err, &invalid) {
				t.Fatalf("%s %q: error %v is not Invalid", kind, text, err)
			}
			if !attr.EqualItems(item, subject()) {
				t.Fatalf("%s %q changed the item it was used on", kind, text)
			}
		}
	})
}

func useCondition(b *expr.Bindings, text string, item attr.Item) error {
	c, err := b.Condition("ConditionExpression", &text)
	if err != nil {
		return err
	}
	c.Holds(item)
	c.Holds(nil)
	_, err = keyOf(c, "state")
	return errors.Join(err, b.CheckUnused())
}

func useUpdate(b *expr.Bindings, text string, item attr.Item) error {
	u, err := b.Update(&text)
	if err != nil {
		return err
	}
	u.Updated(item)
	updated, err := u.Apply(item)
	if err != nil {
		return err
	}
	u.Updated(updated)
	_, err = attr.ImportItem(updated)
	return err
}

func useProjection(b *expr.Bindings, text string, item attr.Item) error {
	p, err := b.Projection(&text)
	if err != nil {
		return err
	}
	p.Of(item)
	return nil
}
