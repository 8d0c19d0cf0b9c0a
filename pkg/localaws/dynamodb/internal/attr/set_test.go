package attr_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// operands are sets of each type, and the union and the difference of both.
var operands = map[string]struct{ a, b, union, difference attr.Value }{
	"strings":  {texts("a", "c"), texts("b", "c"), texts("a", "b", "c"), texts("a")},
	"numbers":  {numbers("1", "10"), numbers("2", "10"), numbers("1", "2", "10"), numbers("1")},
	"binaries": {binaries("a"), binaries("b"), binaries("a", "b"), binaries("a")},
}

// TestImportItem_empty_members has its source in AWS's page on data types: "Empty string and binary values are
// allowed within a set" (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html).
func TestImportItem_empty_members(t *testing.T) {
	t.Parallel()
	given := attr.Item{"ss": texts("", "a"), "bs": binaries("", "a")}
	got, err := attr.ImportItem(given)
	if err != nil || !attr.EqualItems(given, got) {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestUnion(t *testing.T) {
	t.Parallel()
	for name, c := range operands {
		if got, ok := attr.Union(c.a, c.b); !ok || !attr.Equal(got, c.union) {
			t.Errorf("%s: %v, %v, want %v", name, got, ok, c.union)
		}
	}
	if got, ok := attr.Union(texts("1"), numbers("1")); ok {
		t.Errorf("sets of different types: %v", got)
	}
}

func TestDifference(t *testing.T) {
	t.Parallel()
	for name, c := range operands {
		if got, ok := attr.Difference(c.a, c.b); !ok || !attr.Equal(got, c.difference) {
			t.Errorf("%s: %v, %v, want %v", name, got, ok, c.difference)
		}
		if got, ok := attr.Difference(c.a, c.union); !ok || got != nil {
			t.Errorf("%s: %v, %v, want nil for an empty difference", name, got, ok)
		}
	}
	if got, ok := attr.Difference(number("1"), number("1")); ok {
		t.Errorf("numbers: %v", got)
	}
}
