package terraform_test

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lambdaevent"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestNoticesAreTheEventsThatNeedAPerson compares the notices of alarms.tf with the kinds
// of event that count for Attention.
func TestNoticesAreTheEventsThatNeedAPerson(t *testing.T) {
	t.Parallel()
	kinds, want := eventKinds(t), []string(nil)
	for _, kind := range kinds {
		if countsForAttention(t, kind) {
			want = append(want, kind)
		}
	}
	block := regexp.MustCompile(`(?s)notices = \{\n(.*?)\n  \}`).FindStringSubmatch(read(t, "modules/fanlight/alarms.tf"))
	if block == nil || len(kinds) < 11 {
		t.Fatalf("the notices or the kinds of event have changed their form: %v", kinds)
	}
	var got []string
	for line := range strings.SplitSeq(block[1], "\n") {
		got = append(got, strings.Fields(line)[0])
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("notices (-pkg/fanlight +alarms.tf)\n%s", diff)
	}
}

// eventKinds are those of the list that names never leave.
func eventKinds(t *testing.T) (kinds []string) {
	t.Helper()
	for line := range strings.SplitSeq(read(t, "../pkg/stack/testdata/outside.golden"), "\n") {
		if kind, ok := strings.CutPrefix(line, "event "); ok {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// countsForAttention reads the metrics of the line that a function writes of an event.
func countsForAttention(t *testing.T, kind string) bool {
	t.Helper()
	var out bytes.Buffer
	lambdaevent.NewMetrics(&out, &sim.Clock{}, "s").Emit(t.Context(), fanlight.Event{Kind: fanlight.EventKind(kind)})
	var line struct {
		AWS struct {
			CloudWatchMetrics []struct {
				Dimensions [][]string
				Metrics    []struct{ Name string }
			}
		} `json:"_aws"`
	}
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatal(err)
	}
	for _, d := range line.AWS.CloudWatchMetrics {
		if d.Metrics[0].Name == lambdaevent.Attention && cmp.Equal(d.Dimensions, [][]string{{"Stack"}}) {
			return true
		}
	}
	return false
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
