package logs

import (
	"fmt"
	"strings"
	"testing"
)

// CWL_AnalyzeLogData-discoverable-fields: the first 200 fields of an event.
func TestDiscovered(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 250 {
		fmt.Fprintf(&b, `,"f%d":{"x":[%d]}`, i, i)
	}
	fields := discovered([]byte(`{"off":false` + b.String() + "}"))
	if len(fields) != 200 || fields["off"] != "0" || fields["f198.x.0"] != "198" {
		t.Errorf("%d fields: %v", len(fields), fields)
	}
	for _, message := range []string{"text", "[1]", `{"a":1`, `{"a":1} {}`, "7"} {
		if got := discovered([]byte(message)); len(got) > 0 {
			t.Errorf("%s has %v", message, got)
		}
	}
}
