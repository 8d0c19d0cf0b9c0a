package fanlight_test

import (
	"slices"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestAudience_Known(t *testing.T) {
	t.Parallel()
	for a, want := range map[fanlight.Audience]bool{"": true, "none": true, "archive": true, "send": false, "None": false} {
		if got := a.Known(); got != want {
			t.Errorf("%q: got %t", a, got)
		}
	}
}

// TestRun_Wants_audience restricts the first round of the first epoch only. One that nobody is to
// get has its destinations: who gives it up needs their records.
func TestRun_Wants_audience(t *testing.T) {
	t.Parallel()
	def := report.Report{Deliver: []report.Destination{{Name: "chat"}, {Name: "kept", S3: &report.S3{}}, {Name: "mail"}}}
	for _, c := range []struct {
		to           fanlight.Audience
		epoch, round int
		only         []string
		want         []string
		silent       bool
	}{
		{"", 1, 1, nil, []string{"chat", "kept", "mail"}, false},
		{"", 1, 2, []string{"mail"}, []string{"mail"}, false},
		{"archive", 1, 1, nil, []string{"kept"}, false},
		{"archive", 1, 2, nil, []string{"chat", "kept", "mail"}, false},
		{"archive", 2, 1, nil, []string{"chat", "kept", "mail"}, false},
		{"none", 1, 1, nil, []string{"chat", "kept", "mail"}, true},
		{"none", 2, 1, nil, []string{"chat", "kept", "mail"}, false},
	} {
		r := fanlight.Run{Definition: def, Audience: c.to, Epoch: c.epoch, Round: c.round, Only: c.only}
		var got []string
		for _, d := range def.Deliver {
			if r.Wants(d.Name) {
				got = append(got, d.Name)
			}
		}
		if !slices.Equal(got, c.want) || r.Silent() != c.silent {
			t.Errorf("%+v wants %v, silent %t", c, got, r.Silent())
		}
	}
}
