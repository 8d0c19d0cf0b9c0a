package deliver_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// TestSender_Send_kinds holds that each kind that a report may name has a channel.
func TestSender_Send_kinds(t *testing.T) {
	t.Parallel()
	for _, kind := range kindsAndPigeon {
		_, err := deliver.New(channel.Environment{Stdout: failing{}}).Send(t.Context(), report.Destination{Kind: kind}, fanlight.Message{})
		if err == nil || strings.Contains(err.Error(), "knows no such kind") != (kind == "pigeon") {
			t.Errorf("%s: %v", kind, err)
		}
	}
}
