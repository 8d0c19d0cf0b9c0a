package expr_test

import (
	"slices"
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/expr"
)

func TestBindings_Update(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"SET n":               `Invalid UpdateExpression: Syntax error; token: "<EOF>"`,
		"SET n = :n SET m=:n": `The "SET" section can only be used once`,
		"SET m.k = :n, m = n": "overlap",
		"SET m.k=:n, m[0]=:n": "conflict",
		"ADD n :s":            "operator or function: ADD, operand type: S",
		"DELETE n :n":         "operator or function: DELETE, operand type: N",
		"SET n = f(:n)":       "Invalid function name; function: f",
	} {
		_, err := bind(t).Update(&text)
		expectInvalid(t, text, want, err)
	}
}

func TestUpdate_Attributes(t *testing.T) {
	t.Parallel()
	if got := update(t, "SET #s = :s, m.k = :n REMOVE l[0] ADD n :n").Attributes(); !slices.Equal(got, []string{"state", "m", "l", "n"}) {
		t.Errorf("got %q", got)
	}
	if got := (expr.Update{}).Attributes(); got != nil {
		t.Errorf("no update: %q", got)
	}
}

func TestUpdate_Updated(t *testing.T) {
	t.Parallel()
	want := attr.Item{"m": tree(attr.Item{"k": number(1)})}
	if got := update(t, "SET m.k = :n, q = :n").Updated(subject()); !attr.EqualItems(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := update(t, "SET q = :n").Updated(subject()); got != nil {
		t.Errorf("an attribute that does not exist: %v", got)
	}
	if got := (expr.Update{}).Updated(subject()); got != nil {
		t.Errorf("no update: %v", got)
	}
}

func TestUpdate_Apply(t *testing.T) {
	t.Parallel()
	item := subject()
	got, err := update(t, "SET m.k = m.k + :n, l[9] = n, q = if_not_exists(q, :n) REMOVE #s ADD n :n DELETE tags :set").Apply(item)
	want := attr.Item{
		"n": number(6), "tags": &attr.SS{Value: []string{"a"}}, "q": number(1),
		"m": tree(attr.Item{"k": number(2)}), "l": list(number(1), number(5)),
	}
	if err != nil || !attr.EqualItems(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	if !attr.EqualItems(item, subject()) {
		t.Errorf("the old item has become %v", item)
	}
	for text, message := range map[string]string{
		"SET a = q":         "an attribute that does not exist",
		"SET a = #s + :n":   "incorrect data type",
		"SET n.k = :n":      "document path",
		"ADD #s :n":         "incorrect data type",
		"REMOVE m.k[0]":     "document path",
		"DELETE n :set":     "incorrect data type",
		"SET q.k = :n":      "document path",
		"SET l[5].k = :n":   "document path",
		"REMOVE l[0].k, #s": "document path",
	} {
		_, err := update(t, text).Apply(subject())
		expectInvalid(t, text, message, err)
	}
}
