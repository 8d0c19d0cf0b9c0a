package ledger_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// large is a message that no document of chunks of 1,000 bytes has room for.
var large = fanlight.Message{Destination: "mail", Subject: "large", Text: strings.Repeat("text ", 1000), HTML: "page", Parts: []string{"a", "b"},
	Files: []fanlight.File{{Part: 1, Name: "a.png", Data: []byte{0, 255, 7}}}}

func TestLedger_NewMessages(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	small := fanlight.Message{Destination: "chat", Text: "text"}
	expect(t, "small message", small, must[fanlight.Message](t)(h.Ledger().NewMessages(run, "attempt").Add(t.Context(), small)))
}

// TestMessages_Add stores what comes after the first 4,000 bytes by itself, once for
// all destinations that share it.
func TestMessages_Add(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	l := h.Ledger().WithChunks(1000)
	messages := l.NewMessages(run, "attempt")
	add := func(m fanlight.Message) fanlight.Message {
		return must[fanlight.Message](t)(messages.Add(t.Context(), m))
	}
	small := fanlight.Message{Destination: "chat", Text: strings.Repeat("a", 3000)}
	expect(t, "first message", small, add(small))
	place := add(large)
	expect(t, "large message", fanlight.Message{Destination: "mail", Stored: "attempt#0"}, place)
	expect(t, "shared message", place, add(place))
	expect(t, "message that still fits", small.Text[:900], add(fanlight.Message{Text: small.Text[:900]}).Text)
	expect(t, "second large message", "attempt#1", add(small).Stored)
	expect(t, "content", large, must[fanlight.Message](t)(l.Message(t.Context(), run, place)))
}

func TestLedger_Message(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, run fanlight.Run) error {
		_, err := l.Message(t.Context(), run, fanlight.Message{Stored: "attempt#0"})
		return err
	})
	h, run := created(t, 1)
	inline := fanlight.Message{Destination: "chat", Text: "text"}
	expect(t, "message in the document", inline, must[fanlight.Message](t)(h.Ledger().Message(t.Context(), run, inline)))
}

// TestLedger_CheckDocument misses a message that is stored by itself.
func TestLedger_CheckDocument(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, run fanlight.Run) error { return l.CheckDocument(t.Context(), run) })
	for _, there := range []bool{true, false} {
		h, run := created(t, 1)
		place := fanlight.Message{Stored: "attempt#0"}
		if l := h.Ledger().WithChunks(1000); there {
			place = must[fanlight.Message](t)(l.NewMessages(run, "attempt").Add(t.Context(), large))
		}
		rendered := fanlight.Rendered{Messages: []fanlight.Message{{Text: "text"}, place, place}}
		must[fanlight.Rendered](t)(h.Ledger().CreateDocument(t.Context(), run, "attempt", rendered))
		if err := h.Ledger().CheckDocument(t.Context(), run); errors.Is(err, ledger.ErrNotFound) == there {
			t.Errorf("the message is there: %t; error %v", there, err)
		}
	}
}

// TestLedger_KeepDocument_messages keeps a message that is stored by itself as long
// as its document.
func TestLedger_KeepDocument_messages(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	l := h.Ledger().WithChunks(1000)
	place := must[fanlight.Message](t)(l.NewMessages(run, "attempt").Add(t.Context(), large))
	must[fanlight.Rendered](t)(l.CreateDocument(t.Context(), run, "attempt", fanlight.Rendered{Messages: []fanlight.Message{place}}))
	h.Clock.Advance(80 * day)
	if err := l.KeepDocument(t.Context(), run); err != nil {
		t.Fatal(err)
	}
	h.DynamoDB.Expire(h.Clock.Now().Add(90 * day))
	expect(t, "message", large, must[fanlight.Message](t)(l.Message(t.Context(), run, place)))
}
