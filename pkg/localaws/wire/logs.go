package wire

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

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
			"CreateLogGroup":    locked(s, d, core.CreateLogGroup),
			"CreateLogStream":   locked(s, d, core.CreateLogStream),
			"DescribeLogGroups": locked(s, d, core.DescribeLogGroups),
			"DescribeQueries":   locked(s, d, core.DescribeQueries),
			"GetQueryResults":   locked(s, d, core.GetQueryResults),
			"PutLogEvents":      locked(s, d, core.PutLogEvents),
			"StartQuery":        locked(s, d, core.StartQuery),
			"StopQuery":         locked(s, d, core.StopQuery),
		},
	}
}
