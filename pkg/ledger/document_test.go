package ledger_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

func rendered(text string) fanlight.Rendered {
	return fanlight.Rendered{Messages: []fanlight.Message{{Destination: "chat", Text: text}}}
}

// TestLedger_CreateDocument is rule R3: the first document stays.
func TestLedger_CreateDocument(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	for _, text := range []string{"first", "second"} {
		stored := must[fanlight.Rendered](t)(h.Ledger().CreateDocument(t.Context(), run, "attempt-"+text, rendered(text)))
		if got := stored.Messages[0].Text; got != "first" {
			t.Errorf("the reporter of the %s document sends the %s one", text, got)
		}
	}
}

func TestLedger_Document(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, run fanlight.Run) error { _, err := l.Document(t.Context(), run); return err })
	h, run := created(t, 1)
	want := must[fanlight.Rendered](t)(h.Ledger().CreateDocument(t.Context(), run, "attempt", rendered("text")))
	expect(t, "document", want, must[fanlight.Rendered](t)(h.Ledger().Document(t.Context(), run)))
}

func TestLedger_KeepDocument(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, run fanlight.Run) error { return l.KeepDocument(t.Context(), run) })
	h, run := created(t, 1)
	must[fanlight.Rendered](t)(h.Ledger().CreateDocument(t.Context(), run, "attempt", rendered("text")))
	h.Clock.Advance(80 * day)
	run.Begun, run.Deadline = h.Clock.Now(), h.Clock.Now()
	if err := h.Ledger().KeepDocument(t.Context(), run); err != nil {
		t.Fatal(err)
	}
	h.DynamoDB.Expire(h.Clock.Now().Add(90 * day))
	expect(t, "document", rendered("text"), must[fanlight.Rendered](t)(h.Ledger().Document(t.Context(), run)))
}
