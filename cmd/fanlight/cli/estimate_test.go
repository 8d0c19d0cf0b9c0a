package cli

import (
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

func TestInsightsQuery_confirm(t *testing.T) {
	t.Parallel()
	malformed := &types.MalformedQueryException{Message: aws.String("estimate is not known")}
	for name, c := range map[string]struct {
		estimate string // of the service
		refusal  error
		typed    string
		want     error
		asked    string
	}{
		"small":              {"10000000000", nil, "", nil, ""},
		"large, agreed":      {"40800000000", nil, "y\n", nil, "Scan 40.8 GB for about $0.20? [y/N] "},
		"large, declined":    {"4.08E10", nil, "\n", errDeclined, "Scan 40.8 GB for about $0.20? [y/N] "},
		"refused, agreed":    {"", malformed, "y\n", nil, "Logs Insights gives no estimate of this query's scan; run it? [y/N] "},
		"no number, decline": {"unknown", nil, "n\n", errDeclined, "Logs Insights gives no estimate of this query's scan; run it? [y/N] "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &service{answers: []*cloudwatchlogs.GetQueryResultsOutput{answer(types.QueryStatusComplete, 0, c.estimate)}}
			if c.refusal != nil {
				s.refusals = []error{c.refusal}
			}
			var err screen
			a := s.query(&err)
			a.s.In, a.s.Interactive = strings.NewReader(c.typed), true
			if got := a.confirm(t.Context(), false); !errors.Is(got, c.want) || err.String() != c.asked {
				t.Errorf("got %v and %q, want %v and %q", got, err.String(), c.want, c.asked)
			}
			if c.refusal == nil && s.started[0] != "stats count(*) as n\n| estimate" {
				t.Errorf("started %q", s.started)
			}
		})
	}
	t.Run("sure, or on this machine", func(t *testing.T) {
		t.Parallel()
		s := &service{}
		var err screen
		a := s.query(&err)
		if got := a.confirm(t.Context(), true); got != nil {
			t.Error(got)
		}
		a.cfg.BaseEndpoint = aws.String("http://127.0.0.1:4600")
		if got := a.confirm(t.Context(), false); got != nil || len(s.started) > 0 {
			t.Errorf("got %v, started %q", got, s.started)
		}
	})
}

func TestIsOnThisMachine(t *testing.T) {
	t.Parallel()
	for endpoint, want := range map[string]bool{
		"http://127.0.0.1:4600": true, "http://localhost:4600": true, "http://[::1]:4600": true,
		"": false, "https://logs.us-east-1.amazonaws.com": false, "http://10.0.0.1": false, "http://127.0.0.1.example.org": false,
	} {
		if got := isOnThisMachine(endpoint); got != want {
			t.Errorf("%q: got %t", endpoint, got)
		}
	}
}
