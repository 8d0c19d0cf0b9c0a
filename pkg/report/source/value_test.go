package source

import "testing"

func TestValue_must(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]string{
		"[a]": "a list", "a": "text", "5": "a number", "1.5": "a number", "yes": "text", "true": "true or false",
		"2026-01-02": "a date", "!mine a": "a value of another type",
	} {
		r := newReader("report.yaml", []byte("report: daily\nschedule: "+src+"\n"))
		root, _ := r.document(wantReport)
		if v := root.child(root.node.Content[3], "schedule"); v.must(root.node.Kind, "a mapping") {
			t.Errorf("%s passes for a mapping", src)
		}
		if got, want := r.problems.problems().Error(), "report.yaml:2:11: invalid schedule: want a mapping, not "+want; got != want {
			t.Errorf("%s: got %s, want %s", src, got, want)
		}
	}
}
