package attr_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

func TestCompare(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		a, b  attr.Value
		order int
		ok    bool
	}{
		"strings":         {text("a"), text("b"), -1, true},
		"numbers":         {number("10"), number("9"), 1, true},
		"binaries":        {binary("a"), binary("a"), 0, true},
		"different types": {text("1"), number("1"), 0, false},
		"sets":            {texts("a"), texts("b"), 0, false},
		"nil":             {nil, text("a"), 0, false},
	} {
		if order, ok := attr.Compare(c.a, c.b); order != c.order || ok != c.ok {
			t.Errorf("%s: %d, %v, want %d, %v", name, order, ok, c.order, c.ok)
		}
	}
}

func TestEqual(t *testing.T) {
	t.Parallel()
	all := everyType()
	for a, v := range all {
		for b, w := range attr.CloneItem(all) {
			if got := attr.Equal(v, w); got != (a == b) {
				t.Errorf("%s and %s: %v", a, b, got)
			}
		}
	}
	for name, pair := range map[string][2]attr.Value{
		"nil":      {nil, nil},
		"bools":    {&attr.BOOL{Value: true}, &attr.BOOL{}},
		"lists":    {list(text("a")), list(text("a"), text("b"))},
		"maps":     {&attr.M{Value: attr.Item{"a": text("a")}}, &attr.M{Value: attr.Item{"a": text("b")}}},
		"sets":     {numbers("1"), numbers("1", "2")},
		"binaries": {binaries("a"), binaries("b")},
	} {
		if attr.Equal(pair[0], pair[1]) {
			t.Errorf("%s: %v equals %v", name, pair[0], pair[1])
		}
	}
}

func TestEqualItems(t *testing.T) {
	t.Parallel()
	all, less := everyType(), everyType()
	delete(less, "S")
	other := attr.CloneItem(less)
	other["T"] = text("a")
	if !attr.EqualItems(all, attr.CloneItem(all)) || attr.EqualItems(all, less) || attr.EqualItems(all, other) {
		t.Error("items with other attributes are equal, or equal items are not")
	}
}

func TestContains(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		in, what attr.Value
		want     bool
	}{
		"substring":          {text("hello"), text("ell"), true},
		"other text":         {text("hello"), text("hallo"), false},
		"bytes":              {binary("ab"), binary("b"), true},
		"string of a set":    {texts("a", "b"), text("b"), true},
		"number of a set":    {numbers("1", "2"), number("2"), true},
		"binary of a set":    {binaries("a"), binary("a"), true},
		"number of a string": {text("5"), number("5"), false},
		"element":            {list(number("1"), texts("a")), texts("a"), true},
		"in a map":           {&attr.M{}, text("a"), false},
		"in nil":             {nil, text("a"), false},
	} {
		if got := attr.Contains(c.in, c.what); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestHasPrefix(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		v, prefix attr.Value
		want      bool
	}{
		"string":          {text("hello"), text("he"), true},
		"substring":       {text("hello"), text("el"), false},
		"binary":          {binary("ab"), binary("a"), true},
		"number":          {number("55"), number("5"), false},
		"different types": {text("ab"), binary("a"), false},
	} {
		if got := attr.HasPrefix(c.v, c.prefix); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
