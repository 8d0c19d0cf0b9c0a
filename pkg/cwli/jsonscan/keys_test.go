package jsonscan_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

func TestKeys(t *testing.T) {
	t.Parallel()
	known := func(key string) bool { return key == "a" || key == `b"` }
	for doc, want := range map[string]bool{
		`{"a":1, "b\"":{"c":[2]} }`: true, `{}`: true, `{"a":1,"c":2}`: false, `[]`: false, `x`: false,
	} {
		if got := jsonscan.Keys(doc, known); got != want {
			t.Errorf("Keys(%s) = %v, want %v", doc, got, want)
		}
	}
}
