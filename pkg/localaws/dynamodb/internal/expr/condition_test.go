package expr_test

import (
	"slices"
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/expr"
)

func TestBindings_Condition(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                         "Invalid FilterExpression: The expression can not be empty;",
		"n = :n AND":               `Invalid FilterExpression: Syntax error; token: "<EOF>", near: "AND"`,
		"n = :unknown":             "not defined; attribute value: :unknown",
		"n < :b OR n = :n":         "operator or function: <, operand type: BOOL",
		"NOT begins_with(n, :n)":   "operator or function: begins_with, operand type: N",
		"n = #n":                   "first operand must be distinct",
		"n BETWEEN :s AND :n":      "requires same data type",
		"attribute_type(n, :s)":    "Invalid attribute type name found; type: x",
		"(attribute_exists(:n))":   "requires a document path",
		"((n = :n))":               "redundant parentheses",
		"size(n) = :n AND status":  "reserved keyword: status",
		"begins_with(#s, size(n))": "operator or function: begins_with, operand type: N",
		"begins_with(:n, #s)":      "operator or function: begins_with, operand type: N",
		"size(size(n)) > :n":       "operator or function: size, operand type: N",
		"size(:b) = :n":            "operator or function: size, operand type: BOOL",
		"n IN (size(:n))":          "operator or function: size, operand type: N",
		"n BETWEEN size(:b) AND m": "operator or function: size, operand type: BOOL",
		"(n) :n":                   `Syntax error; token: ":n"`,
		"((n)) = :n":               "Syntax error",
	} {
		_, err := bind(t).Condition("FilterExpression", &text)
		expectInvalid(t, text, want, err)
	}
}

func TestCondition_Holds(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"n > :n AND begins_with(#s, :s)":                   false,
		"n > :n AND NOT begins_with(#s, :s)":               true,
		"m.k = :n AND l[0] = :n":                           true,
		"((size(tags)) = (:n)) AND (m.k) IN ((:n), :s)":    true,
		"(n) BETWEEN (:n) AND (n) AND (n = :n)":            false,
		"attribute_not_exists(absent) OR n = :n":           true,
		"absent <> :n AND NOT absent = :n":                 true,
		"n IN (:n, :s) OR size(tags) BETWEEN :n AND :n":    true,
		"contains(l, :n) AND attribute_exists(tags)":       true,
		"attribute_exists(m.k.deep) OR contains(tags, :s)": false,
	} {
		if got := condition(t, text).Holds(subject()); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
	if !(expr.Condition{}).Holds(nil) || condition(t, "n = :n").Holds(nil) {
		t.Error("no condition does not hold, or a condition holds without an item")
	}
}

func TestCondition_Attributes(t *testing.T) {
	t.Parallel()
	if got := condition(t, "#s = :s OR m.k = :n AND size(l[0]) = :n").Attributes(); !slices.Equal(got, []string{"state", "m", "l"}) {
		t.Errorf("got %q", got)
	}
	if got := (expr.Condition{}).Attributes(); got != nil {
		t.Errorf("no condition: %q", got)
	}
}
