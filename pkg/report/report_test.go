package report_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/report"
)

// TestKinds has a destination of each kind, with the settings that have its name.
func TestKinds(t *testing.T) {
	t.Parallel()
	fields := map[string]any{}
	text, err := json.Marshal(report.Destination{File: &report.File{}, Telegram: &report.Telegram{}, Email: &report.Email{}, Webhook: &report.Webhook{},
		SNS: &report.SNS{}, EventBridge: &report.EventBridge{}, S3: &report.S3{},
		Slack: &report.Slack{}, Teams: &report.Teams{}, Discord: &report.Discord{}})
	if err == nil {
		err = json.Unmarshal(text, &fields)
	}
	if err != nil {
		t.Fatal(err)
	}
	settings := map[report.Kind]bool{report.KindStdout: true} // it has none
	for name, value := range fields {
		if _, ok := value.(map[string]any); ok {
			settings[report.Kind(name)] = true
		}
	}
	kinds := map[report.Kind]bool{}
	for _, kind := range report.Kinds() {
		kinds[kind] = true
	}
	if diff := cmp.Diff(settings, kinds); diff != "" {
		t.Errorf("kinds (-with settings +got):\n%s", diff)
	}
}
