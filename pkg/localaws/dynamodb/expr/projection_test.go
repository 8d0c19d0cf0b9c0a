package expr_test

import (
	"strconv"
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/attr"
	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/expr"
)

func number(n int) attr.Value { return &attr.N{Value: strconv.Itoa(n)} }

func tree(item attr.Item) attr.Value { return &attr.M{Value: item} }

func list(values ...attr.Value) attr.Value { return &attr.L{Value: values} }

func TestProjections(t *testing.T) {
	t.Parallel()
	item := attr.Item{
		"a": number(1), "b": number(2),
		"m": tree(attr.Item{"x": number(3), "y": list(number(4), number(5), tree(attr.Item{"z": number(6)}))}),
	}
	for text, want := range map[string]attr.Item{
		"a":                      {"a": number(1)},
		"a, b":                   {"a": number(1), "b": number(2)},
		"a, absent, m.absent":    {"a": number(1)},
		"absent":                 {},
		"m.x":                    {"m": tree(attr.Item{"x": number(3)})},
		"m.y[2].z, m.y[0]":       {"m": tree(attr.Item{"y": list(number(4), tree(attr.Item{"z": number(6)}))})},
		"m.y[9], a[0], m.x.deep": {},
		"#m.#x":                  {"m": tree(attr.Item{"x": number(3)})},
	} {
		names := map[string]string(nil)
		if text[0] == '#' {
			names = map[string]string{"#m": "m", "#x": "x"}
		}
		b, err := expr.Bind(names, nil)
		if err != nil {
			t.Fatal(err)
		}
		p, err := b.Projection(&text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if got := p.Of(item); !attr.EqualItems(got, want) {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

// TestTheCacheIsBounded parses far more texts than are remembered; what is forgotten is parsed again.
func TestTheCacheIsBounded(t *testing.T) {
	t.Parallel()
	for i := range 3000 {
		text := "a" + strconv.Itoa(i)
		b, err := expr.Bind(nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		p, err := b.Projection(&text)
		if err != nil || p.Attributes()[0] != text {
			t.Fatalf("%s: %v, %v", text, p, err)
		}
	}
}
