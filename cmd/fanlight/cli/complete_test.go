package cli

import (
	"slices"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestDestinationsOf(t *testing.T) {
	t.Parallel()
	var run fanlight.Run
	run.Definition.Deliver = []report.Destination{{Name: "email"}, {Name: "telegram"}}
	records := map[string]fanlight.Delivery{"email": {State: fanlight.DeliverySent}}
	got := destinationsOf(run, records, "email,")
	if want := []string{"email,email\tsent", "email,telegram\twaiting"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
