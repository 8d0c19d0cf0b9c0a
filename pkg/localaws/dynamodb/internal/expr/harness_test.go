package expr_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/expr"
)

// names, values and subject are the placeholders and the item of most tests.
var names = map[string]string{"#n": "n", "#s": "state"}

func values() attr.Item {
	return attr.Item{
		":n": &attr.N{Value: "1"}, ":s": &attr.S{Value: "x"}, ":set": &attr.SS{Value: []string{"x"}},
		":l": &attr.L{Value: []attr.Value{&attr.S{Value: "x"}}}, ":b": &attr.BOOL{Value: true},
	}
}

func subject() attr.Item {
	return attr.Item{
		"n": &attr.N{Value: "5"}, "state": &attr.S{Value: "running"}, "tags": &attr.SS{Value: []string{"a"}},
		"m": &attr.M{Value: attr.Item{"k": &attr.N{Value: "1"}}}, "l": &attr.L{Value: []attr.Value{&attr.N{Value: "1"}}},
	}
}

func number(n int) attr.Value { return &attr.N{Value: strconv.Itoa(n)} }

func tree(item attr.Item) attr.Value { return &attr.M{Value: item} }

func list(values ...attr.Value) attr.Value { return &attr.L{Value: values} }

// bind returns the bindings of names and values.
func bind(t testing.TB) *expr.Bindings {
	t.Helper()
	b, err := expr.Bind(names, values())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// condition parses a KeyConditionExpression.
func condition(t *testing.T, text string) expr.Condition {
	t.Helper()
	c, err := bind(t).Condition("KeyConditionExpression", &text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return c
}

// update parses an UpdateExpression.
func update(t *testing.T, text string) expr.Update {
	t.Helper()
	u, err := bind(t).Update(&text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return u
}

// expectInvalid wants an Invalid whose message contains a text.
func expectInvalid(t *testing.T, what, want string, err error) {
	t.Helper()
	var invalid attr.Invalid
	if !errors.As(err, &invalid) || !strings.Contains(err.Error(), want) {
		t.Errorf("%s: error %v, want %q", what, err, want)
	}
}
