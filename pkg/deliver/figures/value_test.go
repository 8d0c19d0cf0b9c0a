package figures

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestValue_MarshalJSON(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"1204": "1204", "-0.5": "-0.5", "1.2E3": "1.2E3", "123456789012345": "123456789012345",
		"1234567890123456": `"1234567890123456"`, "007": `"007"`, "5.": `"5."`, "NaN": `"NaN"`, "true": `"true"`, "null": `"null"`,
		"": `""`, "[1]": `"[1]"`, "a\nb": `"a␊b"`, "1 ": `"1"`,
	} {
		got, err := json.Marshal(value{text, true})
		if err != nil || string(got) != want {
			t.Errorf("%q: %s, %v; want %s", text, got, err, want)
		}
	}
	if got, err := json.Marshal(value{}); err != nil || string(got) != "null" {
		t.Errorf("no value: %s, %v", got, err)
	}
}

func TestTable(t *testing.T) {
	t.Parallel()
	q := &fanlight.QueryResult{Columns: []string{"a", "@ptr"}, Rows: []fanlight.Row{
		{{Name: "a", Value: "1"}, {Name: "@ptr", Value: "x"}}, {{Name: "b", Value: "2"}}, {{Name: "c", Value: "3"}},
	}}
	columns, cells := table(q, 2)
	if diff := cmp.Diff([]string{"a", "b"}, columns); diff != "" {
		t.Errorf("columns (-want +got):\n%s", diff)
	}
	want := [][]value{{{"1", true}, {}}, {{}, {"2", true}}}
	if diff := cmp.Diff(want, cells, cmp.AllowUnexported(value{})); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
}
