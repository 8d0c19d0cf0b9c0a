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
			"AssociateKmsKey":                 noting(s, d, core.Ignored, core.AssociateKmsKey),
			"CreateDelivery":                  noting(s, d, core.Ignored, core.CreateDelivery),
			"CreateLogGroup":                  noting(s, d, core.Ignored, core.CreateLogGroup),
			"CreateLogStream":                 locked(s, d, core.CreateLogStream),
			"DeleteDelivery":                  locked(s, d, core.DeleteDelivery),
			"DeleteDeliveryDestination":       locked(s, d, core.DeleteDeliveryDestination),
			"DeleteDeliveryDestinationPolicy": locked(s, d, core.DeleteDeliveryDestinationPolicy),
			"DeleteDeliverySource":            locked(s, d, core.DeleteDeliverySource),
			"DeleteDestination":               locked(s, d, core.DeleteDestination),
			"DeleteLogGroup":                  locked(s, d, core.DeleteLogGroup),
			"DeleteLogStream":                 locked(s, d, core.DeleteLogStream),
			"DeleteMetricFilter":              locked(s, d, core.DeleteMetricFilter),
			"DeleteResourcePolicy":            locked(s, d, core.DeleteResourcePolicy),
			"DeleteRetentionPolicy":           locked(s, d, core.DeleteRetentionPolicy),
			"DeleteSubscriptionFilter":        locked(s, d, core.DeleteSubscriptionFilter),
			"DescribeDeliveries":              locked(s, d, core.DescribeDeliveries),
			"DescribeDeliveryDestinations":    locked(s, d, core.DescribeDeliveryDestinations),
			"DescribeDeliverySources":         locked(s, d, core.DescribeDeliverySources),
			"DescribeDestinations":            locked(s, d, core.DescribeDestinations),
			"DescribeLogGroups":               locked(s, d, core.DescribeLogGroups),
			"DescribeLogStreams":              prepared(s, d, core.ReadStreams),
			"DescribeMetricFilters":           locked(s, d, core.DescribeMetricFilters),
			"DescribeQueries":                 locked(s, d, core.DescribeQueries),
			"DescribeResourcePolicies":        locked(s, d, core.DescribeResourcePolicies),
			"DescribeSubscriptionFilters":     locked(s, d, core.DescribeSubscriptionFilters),
			"DisassociateKmsKey":              locked(s, d, core.DisassociateKmsKey),
			"FilterLogEvents":                 prepared(s, d, core.ReadFiltered),
			"GetDelivery":                     locked(s, d, core.GetDelivery),
			"GetDeliveryDestination":          locked(s, d, core.GetDeliveryDestination),
			"GetDeliveryDestinationPolicy":    locked(s, d, core.GetDeliveryDestinationPolicy),
			"GetDeliverySource":               locked(s, d, core.GetDeliverySource),
			"GetLogEvents":                    prepared(s, d, core.ReadEvents),
			"GetLogRecord":                    prepared(s, d, core.ReadRecord),
			"GetQueryResults":                 locked(s, d, core.GetQueryResults),
			"ListTagsForResource":             locked(s, d, core.ListTagsForResource),
			"ListTagsLogGroup":                locked(s, d, core.ListTagsLogGroup),
			"PutDeliveryDestination":          noting(s, d, core.Ignored, core.PutDeliveryDestination),
			"PutDeliveryDestinationPolicy":    noting(s, d, core.Ignored, core.PutDeliveryDestinationPolicy),
			"PutDeliverySource":               noting(s, d, core.Ignored, core.PutDeliverySource),
			"PutDestination":                  noting(s, d, core.Ignored, core.PutDestination),
			"PutDestinationPolicy":            noting(s, d, core.Ignored, core.PutDestinationPolicy),
			"PutLogEvents":                    locked(s, d, core.PutLogEvents),
			"PutMetricFilter":                 noting(s, d, core.Ignored, core.PutMetricFilter),
			"PutResourcePolicy":               noting(s, d, core.Ignored, core.PutResourcePolicy),
			"PutRetentionPolicy":              noting(s, d, core.Ignored, core.PutRetentionPolicy),
			"PutSubscriptionFilter":           noting(s, d, core.Ignored, core.PutSubscriptionFilter),
			"StartQuery":                      locked(s, d, core.StartQuery),
			"StopQuery":                       locked(s, d, core.StopQuery),
			"TagLogGroup":                     locked(s, d, core.TagLogGroup),
			"TagResource":                     locked(s, d, core.TagResource),
			"UntagLogGroup":                   locked(s, d, core.UntagLogGroup),
			"UntagResource":                   locked(s, d, core.UntagResource),
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
