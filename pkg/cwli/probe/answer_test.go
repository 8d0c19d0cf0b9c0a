package probe

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli"
)

func TestQuery_Answer(t *testing.T) {
	t.Parallel()
	rows := [][]cwli.Field{
		{{Name: "k", Value: `<"a">`}, {Name: "@ptr", Value: "p"}},
		{{Name: "n", Value: "2"}, {Name: "k", Value: "b"}},
		{{Name: "@ptr", Value: "p"}},
	}
	if got, want := (Query{}).Answer(rows), Answer(`{"k": "<\"a\">"}`+"\n"+`{"n": "2", "k": "b"}`+"\n{}"); got != want {
		t.Errorf("got\n%s\nwant\n%s", string(got), string(want))
	}
	if got := (Query{Columns: true}).Answer(rows); got != "columns k, n" {
		t.Errorf("got %s", got)
	}
	if got := (Query{Columns: true}).Answer(nil); got != NoRow {
		t.Errorf("got %s", got)
	}
}

func TestAnswer_String(t *testing.T) {
	t.Parallel()
	if got := Answer("{}\n{}").String(); got != "{}, {}" {
		t.Errorf("got %q", got)
	}
	if got := Refused.String(); got != "a refusal" {
		t.Errorf("got %q", got)
	}
}

func TestQuery_Difference(t *testing.T) {
	t.Parallel()
	q := Query{Text: "stats count(*) as n", Chosen: `{"t": "{{+10s}}"}`, Others: []Other{{`{"t": "{{ms+10s}}"}`, "milliseconds"}}}
	for got, want := range map[Answer]string{
		`{"t": "2026-01-02 12:30:10.000"}`: "",
		`{"t": "1767357010000"}`:           `stats count(*) as n: the service gives {"t": "1767357010000"} (milliseconds); fanlight chose {"t": "2026-01-02 12:30:10.000"}`,
		Refused:                            `stats count(*) as n: the service gives a refusal; fanlight chose {"t": "2026-01-02 12:30:10.000"}`,
		"{}\n{}":                           `stats count(*) as n: the service gives {}, {}; fanlight chose {"t": "2026-01-02 12:30:10.000"}`,
	} {
		if difference := q.Difference(here, got); difference != want {
			t.Errorf("%s: got %s\nwant %s", got, difference, want)
		}
	}
}
