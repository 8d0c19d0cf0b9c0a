package logs_test

import (
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

func TestNew(t *testing.T) {
	t.Parallel()
	core := logs.New(time.Now, logs.Quotas{DescribePerSecond: 1})
	groups, err := core.DescribeLogGroups(t.Context(), &sdk.DescribeLogGroupsInput{})
	if err != nil || len(groups.LogGroups) > 0 || len(core.Queries()) > 0 {
		t.Errorf("a new core has groups %v, queries %v, error %v", groups, core.Queries(), err)
	}
	for _, want := range []bool{true, false} {
		if _, err := core.DescribeQueries(t.Context(), &sdk.DescribeQueriesInput{}); (err == nil) != want {
			t.Errorf("error %v, admitted %v", err, want)
		}
	}
}
