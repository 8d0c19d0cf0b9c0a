package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestStackCommand_writePlan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		to   fanlight.Audience
		sent string
	}{
		{fanlight.ToAll, "87: telegram (@bot_usage), email (team@example.org), kept (s3://editions/reports)"},
		{fanlight.ToArchive, "29: kept (s3://editions/reports)"},
		{fanlight.ToNobody, "0"},
	} {
		var out bytes.Buffer
		format := "text"
		command := &stackCommand{s: &System{Out: &out}, format: &format}
		want := "editions       31, from 2026-01-01T12:30:00Z to 2026-01-31T12:30:00Z\n" +
			"exist already  2: 2026-01-01, 2026-01-02\n" +
			"to be started  29: 87 queries, about 180 MB ($0.00090)\n" +
			"to be sent     " + c.sent + "\n"
		if err := command.writePlan(january(c.to)); err != nil || out.String() != want {
			t.Errorf("%q: got %v and\n%swant\n%s", c.to, err, out.String(), want)
		}
	}
}

// TestBackfillPlan_existingWords names editions by their times if a day has several, and not
// more than a few.
func TestBackfillPlan_existingWords(t *testing.T) {
	t.Parallel()
	p := january("")
	p.existing = p.editions
	if got := p.existingWords(); !strings.HasPrefix(got, "31: 2026-01-01, ") || !strings.HasSuffix(got, "2026-01-10, and 21 more") {
		t.Errorf("got %s", got)
	}
	p.editions = append(p.editions, p.editions[30].Add(time.Hour))
	if got := p.existingWords(); !strings.HasPrefix(got, "31: 2026-01-01T12:30:00Z, ") {
		t.Errorf("got %s", got)
	}
}
