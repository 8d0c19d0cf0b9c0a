package fanlight_test

import (
	"regexp"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestNewCorrectionID(t *testing.T) {
	t.Parallel()
	for _, edition := range []fanlight.RunID{"bot-usage@2026-01-02T12:30:00Z", "bot-usage@2026-01-02T12:30:00Z+kmo6it"} {
		first, second := fanlight.NewCorrectionID(edition, "first"), fanlight.NewCorrectionID(edition, "second")
		if !regexp.MustCompile(`^` + regexp.QuoteMeta(string(edition)) + `\+fix-[0-9a-f]{6}$`).MatchString(string(first)) {
			t.Errorf("%s is corrected by %s", edition, first)
		}
		if again := fanlight.NewCorrectionID(edition, "first"); again != first || second == first {
			t.Errorf("got %s, the same %s, by another definition %s", first, again, second)
		}
		if of := fanlight.NewCorrectionID(first, "second"); of != second {
			t.Errorf("the correction of %s is %s, want that of the edition, %s", first, of, second)
		}
		if parsed, err := fanlight.ParseRunID(string(first)); err != nil || parsed.Report() != "bot-usage" || parsed.Scheduled() != edition.Scheduled() || !parsed.Manual() {
			t.Errorf("%s is read as %s, %v", first, parsed, err)
		}
	}
}

func TestRunID_Corrects(t *testing.T) {
	t.Parallel()
	for id, want := range map[fanlight.RunID]fanlight.RunID{
		"bot-usage@2026-01-02T12:30:00Z+fix-3f2a9c":        "bot-usage@2026-01-02T12:30:00Z",
		"bot-usage@2026-01-02T12:30:00Z+kmo6it+fix-3f2a9c": "bot-usage@2026-01-02T12:30:00Z+kmo6it",
		"bot-usage@2026-01-02T12:30:00Z":                   "",
		"bot-usage@2026-01-02T12:30:00Z+fixfix":            "",
	} {
		if got, ok := id.Corrects(); got != want || ok != (want != "") {
			t.Errorf("%s corrects %q, %t, want %q", id, got, ok, want)
		}
	}
}
