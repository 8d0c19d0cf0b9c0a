package wire

import (
	"context"
	"maps"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/smithy-go"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// AddLogs adds CloudWatch Logs with a core's log groups and queries. It does not run the core's
// jobs.
func (s *Server) AddLogs(core *logs.Core) {
	d := decoder{invalid: "InvalidParameterException"}
	s.services["Logs_20140328"] = &service{
		name: "logs", version: "1.1", namespace: "com.amazonaws.cloudwatchlogs",
		throttled:  &types.ThrottlingException{Message: aws.String("Rate exceeded")},
		operations: map[string]operation{},
	}
	for _, some := range []map[string]operation{logData(s, d, core), logSettings(s, d, core), logDeliveries(s, decoder{}, core)} {
		maps.Copy(s.services["Logs_20140328"].operations, some)
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

// logData has the operations of groups, streams, events and queries.
func logData(s *Server, d decoder, core *logs.Core) map[string]operation {
	return map[string]operation{
		"CreateLogGroup":     noting(s, d, core.Ignored, core.CreateLogGroup),
		"CreateLogStream":    locked(s, d, core.CreateLogStream),
		"DeleteLogGroup":     locked(s, d, core.DeleteLogGroup),
		"DeleteLogStream":    locked(s, d, core.DeleteLogStream),
		"DescribeLogGroups":  locked(s, d, core.DescribeLogGroups),
		"DescribeLogStreams": prepared(s, d, core.ReadStreams),
		"DescribeQueries":    locked(s, d, core.DescribeQueries),
		"FilterLogEvents":    prepared(s, d, core.ReadFiltered),
		"GetLogEvents":       prepared(s, d, core.ReadEvents),
		"GetLogRecord":       prepared(s, d, core.ReadRecord),
		"GetQueryResults":    locked(s, d, core.GetQueryResults),
		"PutLogEvents":       locked(s, d, core.PutLogEvents),
		"StartQuery":         locked(s, d, core.StartQuery),
		"StopQuery":          locked(s, d, core.StopQuery),
	}
}

// logSettings has the operations of settings, most of which have no effect.
func logSettings(s *Server, d decoder, core *logs.Core) map[string]operation {
	return map[string]operation{
		"AssociateKmsKey":             noting(s, d, core.Ignored, core.AssociateKmsKey),
		"DeleteDestination":           locked(s, d, core.DeleteDestination),
		"DeleteMetricFilter":          locked(s, d, core.DeleteMetricFilter),
		"DeleteResourcePolicy":        locked(s, d, core.DeleteResourcePolicy),
		"DeleteRetentionPolicy":       locked(s, d, core.DeleteRetentionPolicy),
		"DeleteSubscriptionFilter":    locked(s, d, core.DeleteSubscriptionFilter),
		"DescribeDestinations":        locked(s, d, core.DescribeDestinations),
		"DescribeMetricFilters":       locked(s, d, core.DescribeMetricFilters),
		"DescribeResourcePolicies":    locked(s, d, core.DescribeResourcePolicies),
		"DescribeSubscriptionFilters": locked(s, d, core.DescribeSubscriptionFilters),
		"DisassociateKmsKey":          locked(s, d, core.DisassociateKmsKey),
		"ListTagsForResource":         locked(s, d, core.ListTagsForResource),
		"ListTagsLogGroup":            locked(s, d, core.ListTagsLogGroup),
		"PutDestination":              noting(s, d, core.Ignored, core.PutDestination),
		"PutDestinationPolicy":        noting(s, d, core.Ignored, core.PutDestinationPolicy),
		"PutMetricFilter":             noting(s, d, core.Ignored, core.PutMetricFilter),
		"PutResourcePolicy":           noting(s, d, core.Ignored, core.PutResourcePolicy),
		"PutRetentionPolicy":          noting(s, d, core.Ignored, core.PutRetentionPolicy),
		"PutSubscriptionFilter":       noting(s, d, core.Ignored, core.PutSubscriptionFilter),
		"TagLogGroup":                 locked(s, d, core.TagLogGroup),
		"TagResource":                 locked(s, d, core.TagResource),
		"UntagLogGroup":               locked(s, d, core.UntagLogGroup),
		"UntagResource":               locked(s, d, core.UntagResource),
	}
}

// logDeliveries has the operations of vended logs, whose error for what is wrong is ValidationException.
func logDeliveries(s *Server, d decoder, core *logs.Core) map[string]operation {
	return map[string]operation{
		"CreateDelivery":                  noting(s, d, core.Ignored, core.CreateDelivery),
		"DeleteDelivery":                  locked(s, d, core.DeleteDelivery),
		"DeleteDeliveryDestination":       locked(s, d, core.DeleteDeliveryDestination),
		"DeleteDeliveryDestinationPolicy": locked(s, d, core.DeleteDeliveryDestinationPolicy),
		"DeleteDeliverySource":            locked(s, d, core.DeleteDeliverySource),
		"DescribeDeliveries":              locked(s, d, core.DescribeDeliveries),
		"DescribeDeliveryDestinations":    locked(s, d, core.DescribeDeliveryDestinations),
		"DescribeDeliverySources":         locked(s, d, core.DescribeDeliverySources),
		"GetDelivery":                     locked(s, d, core.GetDelivery),
		"GetDeliveryDestination":          locked(s, d, core.GetDeliveryDestination),
		"GetDeliveryDestinationPolicy":    locked(s, d, core.GetDeliveryDestinationPolicy),
		"GetDeliverySource":               locked(s, d, core.GetDeliverySource),
		"PutDeliveryDestination":          noting(s, d, core.Ignored, core.PutDeliveryDestination),
		"PutDeliveryDestinationPolicy":    noting(s, d, core.Ignored, core.PutDeliveryDestinationPolicy),
		"PutDeliverySource":               noting(s, d, core.Ignored, core.PutDeliverySource),
	}
}
