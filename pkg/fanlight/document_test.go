package fanlight_test

import (
	"encoding/json"
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

// TestMessage_OnePart_files gives each part its own files, and a message without parts
// all of them.
func TestMessage_OnePart_files(t *testing.T) {
	t.Parallel()
	files := []fanlight.File{{Part: 1, Name: "a"}, {Part: 2, Name: "b"}, {Part: 1, Name: "c"}}
	m := fanlight.Message{Parts: []string{"text", "album", "picture"}, Files: files}
	for part, want := range [][]fanlight.File{nil, {files[0], files[2]}, {files[1]}} {
		if diff := cmp.Diff(want, m.OnePart(part).Files); diff != "" {
			t.Errorf("files of part %d (-want +got):\n%s", part, diff)
		}
	}
	if got := (fanlight.Message{HTML: "page", Files: files}).OnePart(0).Files; len(got) != 3 || len(m.Files) != 3 {
		t.Errorf("a mail is sent with %d files, and %d are stored", len(got), len(m.Files))
	}
}

// TestMessage_stored reads what a version without files stored, and its own.
func TestMessage_stored(t *testing.T) {
	t.Parallel()
	var old fanlight.Message
	if err := fanlight.DecodeStrict([]byte(`{"destination":"chat","kind":"telegram","report":"r","run":"r@x","parts":["a"]}`), &old); err != nil || len(old.Parts) != 1 {
		t.Errorf("an older message is read as %+v, %v", old, err)
	}
	m := fanlight.Message{Parts: []string{"a"}, Files: []fanlight.File{{Part: 0, Name: "a.png", Type: "image/png", ContentID: "a@b", Caption: "c", Data: []byte{0, 255}}}}
	stored, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var got fanlight.Message
	if err := fanlight.DecodeStrict(stored, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(m, got); diff != "" {
		t.Errorf("stored and read (-want +got):\n%s", diff)
	}
}

func TestMessage_Size(t *testing.T) {
	t.Parallel()
	if got := (fanlight.Message{Destination: "chat", Subject: "a", Text: "bc", HTML: "def", Parts: []string{"g", "é"},
		Files: []fanlight.File{{Name: "name", Caption: "é", Data: []byte("12345")}}}).Size(); got != 16 {
		t.Errorf("%d bytes, want 16", got)
	}
}

func TestMessage_WithContent(t *testing.T) {
	t.Parallel()
	content := fanlight.Message{Destination: "one", Subject: "a", Text: "b", HTML: "c", Parts: []string{"d"}, Files: []fanlight.File{{Name: "e"}}}
	want := content
	want.Destination = "two"
	if diff := cmp.Diff(want, fanlight.Message{Destination: "two", Stored: "attempt#0"}.WithContent(content)); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}
}
