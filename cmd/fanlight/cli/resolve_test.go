package cli

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

func TestParseRunName(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]runName{
		"bot-usage":                             {report: "bot-usage"},
		"bot-usage@":                            {report: "bot-usage"},
		"bot-usage@-1":                          {report: "bot-usage", back: 1},
		"@":                                     {},
		"@-12":                                  {back: 12},
		"bot-usage@2026-01-02T12":               {report: "bot-usage", prefix: "bot-usage@2026-01-02T12"},
		"bot-usage@2026-01-02T12:30:00Z+abc123": {report: "bot-usage", prefix: "bot-usage@2026-01-02T12:30:00Z+abc123"},
	} {
		if got, err := parseRunName(s); err != nil || got != want {
			t.Errorf("%q: %+v, %v, want %+v", s, got, err, want)
		}
	}
	for _, s := range []string{"", "Bot", "bot.yaml", "bot@noon", "@2026", "bot@-", "bot@-9999999", "bot@-1x"} {
		if got, err := parseRunName(s); err == nil || !strings.Contains(err.Error(), "invalid run ") {
			t.Errorf("%q: %+v, %v, want an error", s, got, err)
		}
	}
}

func TestAmbiguous(t *testing.T) {
	t.Parallel()
	var runs []ledger.Listed
	for i := range 12 {
		runs = append(runs, ledger.Listed{ID: fanlight.RunID(fmt.Sprintf("bot@2026-01-%02dT12:30:00Z", 12-i))})
	}
	got := ambiguous("bot@2026", runs).Error()
	for _, want := range []string{"bot@2026 is the beginning of 12 runs:\n  bot@2026-01-12T12:30:00Z\n", "\n  bot@2026-01-03T12:30:00Z\n  and 2 more: fanlight runs bot"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestNewestFirst(t *testing.T) {
	t.Parallel()
	a, b := ledger.Listed{ID: "a@"}, ledger.Listed{ID: "b@"}
	if newestFirst(b, a) >= 0 {
		t.Error("of two runs of one moment the order of their IDs counts")
	}
	a.Created = a.Created.Add(1)
	if newestFirst(b, a) <= 0 {
		t.Error("the later one does not come first")
	}
}
