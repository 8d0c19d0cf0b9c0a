package logfile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSet_Each_known_shapes reads lines of one shape: each has the time that it has alone.
func TestSet_Each_known_shapes(t *testing.T) {
	t.Parallel()
	var members strings.Builder
	for i := range 210 {
		fmt.Fprintf(&members, `"k%d":1,`, i)
	}
	for name, lines := range map[string][]string{
		"a time after 200 leaves": {`{"time":"2026-01-01T00:00:01Z",` + members.String() + `"@timestamp":"2026-02-02T00:00:00Z"}`,
			`{"time":"2026-01-01T00:00:02Z",` + members.String() + `"@timestamp":"2026-02-02T00:00:01Z"}`, `{"time":"2026-01-01T00:00:03Z",` + members.String() + `"@timestamp":"2026-02-02T00:00:02Z"}`},
		"a flat name": {`{"time":"2026-01-01T00:00:00Z","_aws.Timestamp":1767225660000,"k":1}`, `{"time":"2026-01-01T00:00:02Z","_aws.Timestamp":1767225661000,"k":1}`, `{"time":"2026-01-01T00:00:03Z","_aws.Timestamp":1767225662000,"k":1}`,
			`{"time":null,"_aws.Timestamp":1767225663000,"k":1}`},
		"a date as the time":  {`{"time":"2026-01-01T00:00:01Z","x":1}`, `{"time":"2026-01-01T00:00:02Z","x":1}`, `{"time":"2026-01-04","x":1}`},
		"the same name twice": {`{"_aws":{"x":1},"_aws":{"Timestamp":1767225660000},"time":"2026-01-01T00:00:01Z","k":1}`, `{"_aws":{"x":2},"_aws":{"Timestamp":1767225661000},"time":"2026-01-01T00:00:02Z","k":1}`},
	} {
		together := read(t, folder(t, map[string]string{"f": strings.Join(lines, "\n")}))
		var alone []event
		for i, line := range lines {
			if i > 0 { // a line without a time has that of the line before
				line = strings.Replace(line, "null", `"2026-01-01T`+alone[i-1].At+`Z"`, 1)
			}
			one := read(t, folder(t, map[string]string{"f": line}))
			one[0].Message = lines[i]
			alone = append(alone, one...)
		}
		if diff := cmp.Diff(alone, together); diff != "" {
			t.Errorf("%s (-alone +together)\n%s", name, diff)
		}
	}
}
