package localaws_test

import (
	"testing"
	"testing/synctest"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	cwltypes "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws"
)

func TestLocal_startJobs(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := localaws.New(localaws.Options{})
		defer l.Close()
		client := cloudwatchlogs.NewFromConfig(l.Config())
		put(t, client, `{"is_group":1}`, `{"is_group":0}`, `{"is_group":1}`)
		out := query(t, client, "filter (is_group=1) | stats count(*) as calls")
		expect(t, "status", cwltypes.QueryStatusComplete, out.Status)
		expect(t, "calls", "2", *out.Results[0][0].Value)
		expect(t, "matched and scanned", []float64{2, 3}, []float64{out.Statistics.RecordsMatched, out.Statistics.RecordsScanned})
	})
}
