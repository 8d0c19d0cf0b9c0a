package expr_test

import (
	"slices"
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/expr"
)

func TestProjection_Of(t *testing.T) {
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

func TestBindings_Projection(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a,":       `Invalid ProjectionExpression: Syntax error; token: "<EOF>"`,
		"n, n":     "overlap",
		"n, #n":    "overlap",
		"#unknown": "not defined; attribute name: #unknown",
		"state":    "reserved keyword: state",
	} {
		_, err := bind(t).Projection(&text)
		expectInvalid(t, text, want, err)
	}
	p, err := bind(t).Projection(nil)
	if got := p.Of(subject()); err != nil || !attr.EqualItems(got, subject()) {
		t.Errorf("no text: %v, %v, want the whole item", got, err)
	}
}

func TestProjection_Attributes(t *testing.T) {
	t.Parallel()
	text := "m.k, #s"
	p, err := bind(t).Projection(&text)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Attributes(); !slices.Equal(got, []string{"m", "state"}) {
		t.Errorf("got %q", got)
	}
	if got := (expr.Projection{}).Attributes(); got != nil {
		t.Errorf("no projection: %q", got)
	}
}

func TestProjection_IsSet(t *testing.T) {
	t.Parallel()
	text := "n"
	p, err := bind(t).Projection(&text)
	if err != nil || !p.IsSet() || (expr.Projection{}).IsSet() {
		t.Errorf("set %v, error %v, the zero projection is set %v", p.IsSet(), err, expr.Projection{}.IsSet())
	}
}
