package cli

import (
	"bytes"
	"errors"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestProgressLine(t *testing.T) {
	t.Parallel()
	t.Run("notes appear above the line", func(t *testing.T) {
		t.Parallel()
		var out bytes.Buffer
		line := &progressLine{w: &out, width: 12}
		line.show("two of three queries")
		line.show("two of three queries")
		line.note("slow")
		line.clear()
		line.clear()
		want := clearLine + "two of thr…" + clearLine + "slow\n" + "two of thr…" + clearLine
		if out.String() != want {
			t.Errorf("got  %q\nwant %q", out.String(), want)
		}
	})
	t.Run("no line without a terminal", func(t *testing.T) {
		t.Parallel()
		var out bytes.Buffer
		line := &progressLine{w: &out}
		line.show("two of three queries")
		line.note("slow")
		line.clear()
		if out.String() != "slow\n" {
			t.Errorf("got %q", out.String())
		}
	})
}

func TestEventNotes_Emit(t *testing.T) {
	t.Parallel()
	events := []fanlight.Event{
		{Kind: fanlight.EventRunEnded, Run: "calls@2026-01-02T12:30:00Z"},
		{Kind: fanlight.EventGaveUp, Run: "calls@2026-01-02T12:30:00Z", Detail: "mail:\nrefused"},
	}
	for checked, want := range map[bool]string{false: "fanlight: GaveUp calls@2026-01-02T12:30:00Z: mail:␊refused\n", true: ""} {
		var out bytes.Buffer
		notes := eventNotes{&progressLine{w: &out}, checked}
		for _, event := range events {
			notes.Emit(t.Context(), event)
		}
		if out.String() != want {
			t.Errorf("outcome checked %v: got %q, want %q", checked, out.String(), want)
		}
	}
}

func TestDedupeErrors(t *testing.T) {
	t.Parallel()
	var got []error
	report := dedupeErrors(func(err error) { got = append(got, err) })
	for _, text := range []string{"one", "two", "one"} {
		report(errors.New(text))
	}
	if len(got) != 2 || got[0].Error() != "one" || got[1].Error() != "two" {
		t.Errorf("got %v", got)
	}
}
