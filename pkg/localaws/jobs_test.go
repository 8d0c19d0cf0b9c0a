package localaws_test

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	cwltypes "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/cwli"
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

// slowSource is a log group whose events take a minute to read.
type slowSource struct{ reading, most *atomic.Int64 }

// Each implements logs.Source.
func (s slowSource) Each(context.Context, string, func(*cwli.Event) error) error {
	n := s.reading.Add(1)
	defer s.reading.Add(-1)
	for most := s.most.Load(); n > most && !s.most.CompareAndSwap(most, n); most = s.most.Load() {
		continue
	}
	time.Sleep(time.Minute)
	return nil
}

// TestLocal_startJobs_many lets sixteen queries read at a time. The others are Running, too, and end after them.
func TestLocal_startJobs_many(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := localaws.New(localaws.Options{})
		defer l.Close()
		source := slowSource{new(atomic.Int64), new(atomic.Int64)}
		l.Do(func(c localaws.Cores) { c.Logs.AttachSource("/bot", source) })
		client := cloudwatchlogs.NewFromConfig(l.Config())
		for range 20 {
			must[*cloudwatchlogs.StartQueryOutput](t)(client.StartQuery(t.Context(), &cloudwatchlogs.StartQueryInput{
				LogGroupName: aws.String("/bot"), QueryString: aws.String("stats count(*)"),
				StartTime: aws.Int64(time.Now().Add(-time.Hour).Unix()), EndTime: aws.Int64(time.Now().Unix()),
			}))
		}
		count := func(status cwltypes.QueryStatus) (n int) {
			l.Do(func(c localaws.Cores) { n = len(c.Logs.Queries(status)) })
			return n
		}
		for _, want := range []struct{ running, complete int }{{20, 0}, {4, 16}, {0, 20}} {
			synctest.Wait()
			expect(t, "running", want.running, count(cwltypes.QueryStatusRunning))
			expect(t, "complete", want.complete, count(cwltypes.QueryStatusComplete))
			time.Sleep(time.Minute)
		}
		expect(t, "most at a time", int64(16), source.most.Load())
	})
}
