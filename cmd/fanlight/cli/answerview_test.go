package cli

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestAnswerView_begins_with_its_version(t *testing.T) {
	t.Parallel()
	got, err := encodeJSON(answerView{1, fanlight.Answer{Run: "bot@2026-01-02T12:30:00Z", State: fanlight.Running, Epoch: 2, Again: 1}}, "")
	if want := `{"version":1,"run":"bot@2026-01-02T12:30:00Z","state":"running","epoch":2,"again":1}` + "\n"; err != nil || got != want {
		t.Errorf("got %s (%v), want %s", got, err, want)
	}
}

func TestViewBackfilled_has_its_lists(t *testing.T) {
	t.Parallel()
	got, err := encodeJSON(viewBackfilled(fanlight.Backfilled{}), "")
	if want := `{"version":1,"started":[],"skipped":[]}`; err != nil || strings.TrimSpace(got) != want {
		t.Errorf("got %s (%v), want %s", got, err, want)
	}
}
