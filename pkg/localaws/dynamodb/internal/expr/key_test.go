package expr_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/expr"
)

func TestKey(t *testing.T) {
	t.Parallel()
	text := attr.Value(&attr.S{Value: "x"})
	for expression, want := range map[string]expr.KeyRange{
		"n = :n":                          {},
		"n = :n AND #s = :s":              {Op: "=", Low: text},
		"(#s >= :s) AND (n = :n)":         {Op: ">=", Low: text},
		"n = :n AND #s BETWEEN :s AND :s": {Op: "BETWEEN", Low: text, High: text},
		"n = :n AND begins_with(#s, :s)":  {Op: "begins_with", Low: text},
	} {
		key, err := keyOf(condition(t, expression), "state")
		if err != nil || !attr.Equal(key.Hash, number(1)) || key.Range.Op != want.Op ||
			want.Low != nil && !attr.Equal(key.Range.Low, want.Low) || want.High != nil && !attr.Equal(key.Range.High, want.High) {
			t.Errorf("%s: got %+v, %v", expression, key, err)
		}
	}
}

// keyOf returns the key condition for the hash key n and a range key.
func keyOf(c expr.Condition, rng string) (expr.KeyCondition, error) {
	parts, err := c.KeyParts()
	if err != nil {
		return expr.KeyCondition{}, err
	}
	return expr.Key(parts, "n", rng)
}

func TestCondition_KeyParts_refused(t *testing.T) {
	t.Parallel()
	for expression, want := range map[string]string{
		"#s = :s":                         "missed key schema element: n",
		"n = :n AND m = :n":               "missed key schema element: state",
		"n > :n":                          "key condition not supported",
		"n = m":                           "key condition not supported",
		"size(n) = :n":                    "key condition not supported",
		"n = :n AND #s > :s AND #s < :s":  "only contain one condition per key",
		"n = :n AND n = :n":               "only contain one condition per key",
		"n = :n AND m = :n AND o = :n":    "Conditions can be of length 1 or 2 only",
		"n = :n OR #s = :s":               "Invalid operator used in KeyConditionExpression: OR",
		"n = :n AND #s <> :s":             "Invalid operator used in KeyConditionExpression: <>",
		"n = :n AND NOT #s = :s":          "Invalid operator used in KeyConditionExpression: NOT",
		"n = :n AND contains(#s, :s)":     "Invalid operator used in KeyConditionExpression: contains",
		"n = :n AND attribute_exists(#s)": "Invalid operator used in KeyConditionExpression: attribute_exists",
	} {
		_, err := keyOf(condition(t, expression), "state")
		expectInvalid(t, expression, want, err)
	}
	_, err := keyOf(expr.Condition{}, "")
	expectInvalid(t, "no condition", "KeyConditionExpression parameter must be specified", err)
}
