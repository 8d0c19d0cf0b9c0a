package cli

import (
	"bytes"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestTopics(t *testing.T) {
	t.Parallel()
	wanted := map[string][]string{
		"times":      {"2026-01-02T12:30:00Z", "--at"},
		"exit-codes": {"130", "143"},
		"json":       {`"version": 1`},
		"environment": {
			stackVariable, pagerVariable, terminalVariable, "NO_COLOR",
		},
		"states": {
			string(fanlight.Dispatching), string(fanlight.Running), string(fanlight.Sent), string(fanlight.PartlySent),
			string(fanlight.Unsent), string(fanlight.Skipped), string(fanlight.Held), string(fanlight.Cancelled),
			string(fanlight.OK), string(fanlight.Empty), string(fanlight.Failed), string(fanlight.TimedOut),
			string(fanlight.DeliverySent), string(fanlight.DeliveryUnknown),
		},
	}
	for _, topic := range topics {
		var out bytes.Buffer
		var errs screen
		if status := Run(t.Context(), []string{"help", topic.name}, onTerminal(&out, &errs, nil)); status != 0 {
			t.Fatalf("help %s: status %d: %s", topic.name, status, errs.String())
		}
		if len(wanted[topic.name]) == 0 {
			t.Errorf("%s: nothing is wanted of it", topic.name)
		}
		for _, word := range wanted[topic.name] {
			if !strings.Contains(out.String(), word) {
				t.Errorf("help %s has no %q:\n%s", topic.name, word, out.String())
			}
		}
		for line := range strings.SplitSeq(out.String(), "\n") {
			if len([]rune(line)) > 100 {
				t.Errorf("help %s has a line of %d characters: %s", topic.name, len([]rune(line)), line)
			}
		}
	}
}
