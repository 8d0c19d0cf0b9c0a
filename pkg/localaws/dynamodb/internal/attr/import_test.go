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
		"empty string as a":   {"a": texts("")},
	} {
		_, err := attr.ImportItem(item)
		var invalid attr.Invalid
		if !errors.As(err, &invalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: error %v, want %q", item, err, want)
		}
	}
}
