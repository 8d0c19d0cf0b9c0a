package expr_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/expr"
)

func TestBind(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]struct {
		names  map[string]string
		values attr.Item
	}{
		"ExpressionAttributeNames must not be empty":       {names: map[string]string{}},
		"ExpressionAttributeValues must not be empty":      {values: attr.Item{}},
		`Names contains invalid key: Syntax error`:         {names: map[string]string{"n": "n"}},
		`Values contains invalid key: Syntax error`:        {values: attr.Item{"#v": number(1)}},
		"Empty attribute name for key #n":                  {names: map[string]string{"#n": ""}},
		"The parameter cannot be converted to a numeric v": {values: attr.Item{":v": &attr.N{Value: "one"}}},
	} {
		_, err := expr.Bind(c.names, c.values)
		expectInvalid(t, want, want, err)
	}
	given := values()
	b, err := expr.Bind(names, given)
	if err != nil {
		t.Fatal(err)
	}
	given[":n"].(*attr.N).Value = "7"
	text := "n = :n"
	c, err := b.Condition("FilterExpression", &text)
	if err != nil || !c.Holds(attr.Item{"n": number(1)}) {
		t.Errorf("error %v; want the values copied", err)
	}
}

func TestBindings_CheckUnused(t *testing.T) {
	t.Parallel()
	all, few := "#n = :n AND #s IN (:s, :set, :l, :b)", "n = :n"
	for text, want := range map[*string]string{
		nil:  "can only be specified when using expressions",
		&few: "ExpressionAttributeNames unused in expressions: keys: {#n, #s}",
	} {
		b := bind(t)
		if _, err := b.Condition("FilterExpression", text); err != nil {
			t.Fatal(err)
		}
		expectInvalid(t, want, want, b.CheckUnused())
	}
	b := bind(t)
	if _, err := b.Condition("FilterExpression", &all); err != nil || b.CheckUnused() != nil {
		t.Errorf("error %v, and %v for placeholders that are used", err, b.CheckUnused())
	}
}
