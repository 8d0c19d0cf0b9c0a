package fanlight_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestDocument_Query(t *testing.T) {
	t.Parallel()
	d := fanlight.Document{Queries: []fanlight.QueryResult{{ID: "a"}, {ID: "b"}}}
	if q := d.Query("b"); q != &d.Queries[1] || d.Query("c") != nil {
		t.Errorf("query b is %v, query c %v", q, d.Query("c"))
	}
}

func TestMessage_PartCount(t *testing.T) {
	t.Parallel()
	if one, three := (fanlight.Message{Text: "a"}).PartCount(), (fanlight.Message{Parts: []string{"a", "b", "c"}}).PartCount(); one != 1 || three != 3 {
		t.Errorf("%d and %d parts, want 1 and 3", one, three)
	}
}

func TestMessage_OnePart(t *testing.T) {
	t.Parallel()
	m := fanlight.Message{Text: "a"}.OnePart(0)
	if m.Text != "a" || m.Part != 0 || m.Parts != nil {
		t.Errorf("a message without parts is sent as %+v", m)
	}
	m = fanlight.Message{Parts: []string{"a", "b", "c"}}.OnePart(1)
	if len(m.Parts) != 1 || m.Parts[0] != "b" || m.Part != 1 {
		t.Errorf("its second part is sent as %+v", m)
	}
}

func TestMessage_Size(t *testing.T) {
	t.Parallel()
	if got := (fanlight.Message{Destination: "chat", Subject: "a", Text: "bc", HTML: "def", Parts: []string{"g", "é"}}).Size(); got != 9 {
		t.Errorf("%d bytes, want 9", got)
	}
}

func TestMessage_WithContent(t *testing.T) {
	t.Parallel()
	content := fanlight.Message{Destination: "one", Subject: "a", Text: "b", HTML: "c", Parts: []string{"d"}}
	want := content
	want.Destination = "two"
	if diff := cmp.Diff(want, fanlight.Message{Destination: "two", Stored: "attempt#0"}.WithContent(content)); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}
}
