package sim

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
)

// startOwn starts a query of the simulated run.
func startOwn(t *testing.T, s *simulation) {
	t.Helper()
	_, err := s.Logs.StartQuery(t.Context(), &sdk.StartQueryInput{
		LogGroupNames: []string{"/bot"}, QueryString: aws.String("fields @message\n" + startMark + string(RunID) + " 1 0 0123456789ab " + stackName),
		StartTime: aws.Int64(1), EndTime: aws.Int64(2),
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestSimulation_describe lists strangers' queries first, in pages, and cuts texts.
func TestSimulation_describe(t *testing.T) {
	t.Parallel()
	for fault, most := range map[Fault]int{NoFault: 5, PollPages: 3, PollCut: 5} {
		s := quiet(fault)
		s.strangers(2)
		startOwn(t, s)
		s.strangers(2)
		var texts []string
		for in := (&sdk.DescribeQueriesInput{}); ; {
			page, err := s.describe(t.Context(), in)
			if err != nil || len(page.Queries) > most {
				t.Fatalf("%s: a page of %d queries, %v", fault, len(page.Queries), err)
			}
			for _, q := range page.Queries {
				texts = append(texts, *q.QueryString)
			}
			if in.NextToken = page.NextToken; in.NextToken == nil {
				break
			}
		}
		marked := strings.Join(texts, "|")
		if whole := strings.Contains(marked, "0123456789ab"); len(texts) != 5 || whole == (fault == PollCut) {
			t.Errorf("%s: listed %q", fault, texts)
		}
		if last := texts[len(texts)-1]; fault != PollPages && !strings.Contains(last, startMark) {
			t.Errorf("%s: the last one is %q", fault, last)
		}
	}
}
