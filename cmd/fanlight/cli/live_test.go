package cli

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/insights"
)

// An estimate that the service refuses or does not give is unknown; the others are errors
// of the command.
func TestLive_askAll(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer  string
		refusal error
		unknown string
		want    string
	}{
		"a number": {"4.08E10", nil, "", ""},
		"unclear":  {"many", nil, "the estimate is unclear", ""},
		"refused":  {"", &types.ResourceNotFoundException{Message: aws.String("no such group")}, "no such group", ""},
	} {
		s := &service{answers: []*cloudwatchlogs.GetQueryResultsOutput{answer(types.QueryStatusComplete, 0, c.answer)}}
		if c.refusal != nil {
			s.refusals = []error{c.refusal}
		}
		var err screen
		q := s.query(&err)
		a := &asking{window: q.window}
		a.scope.Query = q.query
		l := &live{s: q.s, line: q.line, client: insights.New(s, byHand)}
		failed := l.askAll(t.Context(), []*asking{a})
		if failed != nil || !strings.Contains(a.estimate.Unknown, c.unknown) || (a.estimate.Unknown == "") != (a.estimate.Bytes == 40_800_000_000) {
			t.Errorf("%s: got %+v, %v", name, a.estimate, failed)
		}
		ctx, stop := context.WithCancelCause(t.Context())
		stop(errDeclined)
		if failed := l.askAll(ctx, []*asking{a}); !errors.Is(failed, errDeclined) {
			t.Errorf("%s: interrupted with %v", name, failed)
		}
	}
}
