package wire

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/smithy-go"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// AddLogs adds CloudWatch Logs with a core's log groups and queries. It does not run the core's
// jobs.
func (s *Server) AddLogs(core *logs.Core) {
	d := decoder{}
	s.services["Logs_20140328"] = &service{
		name: "logs", version: "1.1", namespace: "com.amazonaws.cloudwatchlogs",
		throttled: &types.ThrottlingException{Message: aws.String("Rate exceeded")},
		operations: map[string]operation{
			"CreateLogGroup":              locked(s, d, core.CreateLogGroup),
			"CreateLogStream":             locked(s, d, core.CreateLogStream),
			"DeleteLogGroup":              locked(s, d, core.DeleteLogGroup),
			"DeleteLogStream":             locked(s, d, core.DeleteLogStream),
			"DeleteRetentionPolicy":       locked(s, d, core.DeleteRetentionPolicy),
			"DescribeLogGroups":           locked(s, d, core.DescribeLogGroups),
			"DescribeLogStreams":          prepared(s, d, core.ReadStreams),
			"DescribeQueries":             locked(s, d, core.DescribeQueries),
			"DescribeSubscriptionFilters": locked(s, d, core.DescribeSubscriptionFilters),
			"DeleteResourcePolicy":        locked(s, d, core.DeleteResourcePolicy),
			"DescribeResourcePolicies":    locked(s, d, core.DescribeResourcePolicies),
			"PutResourcePolicy":           locked(s, d, core.PutResourcePolicy),
			"FilterLogEvents":             prepared(s, d, core.ReadFiltered),
			"GetLogEvents":                prepared(s, d, core.ReadEvents),
			"GetLogRecord":                prepared(s, d, core.ReadRecord),
			"GetQueryResults":             locked(s, d, core.GetQueryResults),
			"ListTagsForResource":         locked(s, d, core.ListTagsForResource),
			"ListTagsLogGroup":            locked(s, d, core.ListTagsLogGroup),
			"PutLogEvents":                locked(s, d, core.PutLogEvents),
			"PutRetentionPolicy":          locked(s, d, core.PutRetentionPolicy),
			"StartQuery":                  locked(s, d, core.StartQuery),
			"StopQuery":                   locked(s, d, core.StopQuery),
			"TagLogGroup":                 locked(s, d, core.TagLogGroup),
			"TagResource":                 locked(s, d, core.TagResource),
			"UntagLogGroup":               locked(s, d, core.UntagLogGroup),
			"UntagResource":               locked(s, d, core.UntagResource),
		},
	}
}

// prepared returns the operation of a method that is called with the cores locked and returns
// what reads log events, which may take long, without the lock.
func prepared[In any, Out smithy.Serializable](s *Server, d decoder, method func(*In) (logs.Read[Out], error)) operation {
	return direct(d, func(ctx context.Context, in *In) (out Out, err error) {
		var read logs.Read[Out]
		s.Do(func() { read, err = method(in) })
		if err != nil {
			return out, err
		}
		return read(ctx)
	})
}
