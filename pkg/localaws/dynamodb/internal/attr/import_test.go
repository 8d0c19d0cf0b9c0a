package attr_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

func TestImportItem(t *testing.T) {
	t.Parallel()
	given := everyType()
	given["N"], given["NS"], given["SS"] = number("1.0"), numbers("2.0", "1"), texts("b", "a")
	got, err := attr.ImportItem(given)
	if err != nil || !attr.EqualItems(got, everyType()) {
		t.Fatalf("got %v, %v", got, err)
	}
	given["B"].(*attr.B).Value[0] = '!'
	if !attr.EqualItems(got, everyType()) {
		t.Error("the imported item changes with the caller's")
	}
}

func TestImportItem_refused(t *testing.T) {
	t.Parallel()
	deep := text("a")
	for range 33 {
		deep = list(deep)
	}
	for want, item := range map[string]attr.Item{
		"is empty":            {"a": nil},
		"Nesting Levels":      {"a": deep},
		"name must not be":    {"": text("a")},
		"value of true":       {"a": &attr.NULL{}},
		"abc":                 {"a": list(number("abc")), "b": number("def")},
		"An string set  may":  {"a": texts()},
		"An number set  may":  {"a": numbers()},
		"Binary sets should":  {"a": binaries()},
		"contains duplicates": {"a": numbers("1", "1.0")},
	} {
		_, err := attr.ImportItem(item)
		var invalid attr.Invalid
		if !errors.As(err, &invalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: error %v, want %q", item, err, want)
		}
	}
}

// TestImportItem_visits_once counts allocations, which grow with the values visited: one invalid value at depth d
// must not cost 2^d.
func TestImportItem_visits_once(t *testing.T) {
	for name, wrap := range map[string]func(attr.Value) attr.Value{
		"maps":  func(v attr.Value) attr.Value { return &attr.M{Value: attr.Item{"a": v, "b": text("x")}} },
		"lists": func(v attr.Value) attr.Value { return list(text("x"), v) },
	} {
		t.Run(name, func(t *testing.T) {
			for depth := 1; depth <= 33; depth++ {
				v := number("x")
				for range depth {
					v = wrap(v)
				}
				item := attr.Item{"a": v, "b": number("y")}
				n := testing.AllocsPerRun(1, func() {
					if _, err := attr.ImportItem(item); err == nil {
						t.Error("no error")
					}
				})
				if most := float64(20 + 20*depth); n > most {
					t.Fatalf("depth %d: %v allocations, want at most %v", depth, n, most)
				}
			}
		})
	}
}

// TestImportItem_first_error has several invalid values: the error is that of the first by name, at each level.
func TestImportItem_first_error(t *testing.T) {
	t.Parallel()
	inner := attr.Item{}
	for _, name := range []string{"c", "b", "d"} {
		inner[name] = number(name)
	}
	for range 20 {
		_, err := attr.ImportItem(attr.Item{"z": number("z"), "y": &attr.M{Value: inner}})
		if err == nil || !strings.HasSuffix(err.Error(), ": b") {
			t.Fatalf("error %v, want that of b", err)
		}
	}
}
