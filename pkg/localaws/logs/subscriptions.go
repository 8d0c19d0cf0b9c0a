package logs

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// maxSubscriptions is the number of subscription filters of a group (API_PutSubscriptionFilter).
const maxSubscriptions = 2

// PutSubscriptionFilter keeps a subscription filter, which DescribeSubscriptionFilters shows. The stand-in
// delivers nothing, so that a function or a stream need not exist; a destination of PutDestination must.
func (c *Core) PutSubscriptionFilter(_ context.Context, in *sdk.PutSubscriptionFilterInput, _ ...func(*sdk.Options)) (*sdk.PutSubscriptionFilterOutput, error) {
	if err := checkSubscription(in); err != nil {
		return nil, err
	}
	g, err := c.group("logGroupName", aws.ToString(in.LogGroupName))
	if err != nil {
		return nil, err
	}
	if err := c.checkTarget(in); err != nil {
		return nil, err
	}
	old, known := g.subscriptions[*in.FilterName]
	if !known && len(g.subscriptions) >= maxSubscriptions {
		return nil, limitExceeded()
	}
	g.subscriptions[*in.FilterName] = types.SubscriptionFilter{
		FilterName: in.FilterName, FilterPattern: in.FilterPattern, LogGroupName: in.LogGroupName,
		DestinationArn: in.DestinationArn, RoleArn: in.RoleArn,
		Distribution: cmp.Or(in.Distribution, types.DistributionByLogStream),
		CreationTime: cmp.Or(old.CreationTime, aws.Int64(c.now().UnixMilli())),
	}
	c.ignore("the subscription filter (nothing is delivered)")
	return &sdk.PutSubscriptionFilterOutput{}, nil
}

func checkSubscription(in *sdk.PutSubscriptionFilterInput) error {
	err := cmp.Or(
		checkName("filterName", aws.ToString(in.FilterName), streamName()),
		checkKeptPattern(in.FilterPattern, "subscription"),
		checkWord("distribution", in.Distribution, in.Distribution.Values()))
	if err != nil {
		return err
	}
	return refuse("PutSubscriptionFilter",
		field{"ApplyOnTransformedLogs", in.ApplyOnTransformedLogs},
		field{"EmitSystemFields", len(in.EmitSystemFields) > 0},
		field{"FieldSelectionCriteria", in.FieldSelectionCriteria != nil})
}

// checkTarget checks the destination of a subscription and its role, with AWS's texts from
// https://github.com/aws-samples/aws-centralize-logs-using-cdk/issues/2,
// https://github.com/theburningmonk/lambda-logging-kinesis-demo/issues/1 and
// https://github.com/cloudtools/troposphere/pull/413.
func (c *Core) checkTarget(in *sdk.PutSubscriptionFilterInput) error {
	target, ok := parseARN(aws.ToString(in.DestinationArn))
	if !ok {
		return violated("destinationArn", aws.ToString(in.DestinationArn), "Member must be an ARN")
	}
	switch target.service {
	case "lambda":
		if in.RoleArn != nil {
			return invalid("destinationArn for vendor lambda cannot be used with roleArn")
		}
		return nil
	case "kinesis", "firehose":
		if aws.ToString(in.RoleArn) == "" {
			return invalid("destinationArn for vendor %s cannot be used without roleArn", target.service)
		}
		return nil
	case "logs":
		return c.checkDestinationARN(*in.DestinationArn)
	}
	return invalid("PutSubscriptionFilter operation cannot work with destinationArn for vendor %s", target.service)
}

// DescribeSubscriptionFilters returns the subscription filters of a group by name.
func (c *Core) DescribeSubscriptionFilters(_ context.Context, in *sdk.DescribeSubscriptionFiltersInput, _ ...func(*sdk.Options)) (*sdk.DescribeSubscriptionFiltersOutput, error) {
	g, err := c.group("logGroupName", aws.ToString(in.LogGroupName))
	if err != nil {
		return nil, err
	}
	if in.FilterNamePrefix != nil {
		if err := checkName("filterNamePrefix", *in.FilterNamePrefix, streamName()); err != nil {
			return nil, err
		}
	}
	all := slices.DeleteFunc(byName(g.subscriptions), func(f types.SubscriptionFilter) bool {
		return !strings.HasPrefix(*f.FilterName, aws.ToString(in.FilterNamePrefix))
	})
	out := &sdk.DescribeSubscriptionFiltersOutput{}
	out.SubscriptionFilters, out.NextToken, err = cut(all, in.Limit, in.NextToken, "subscriptions/"+g.name, c.now())
	if err != nil {
		return nil, err
	}
	return out, nil
}

// DeleteSubscriptionFilter removes a subscription filter of a group.
func (c *Core) DeleteSubscriptionFilter(_ context.Context, in *sdk.DeleteSubscriptionFilterInput, _ ...func(*sdk.Options)) (*sdk.DeleteSubscriptionFilterOutput, error) {
	name := aws.ToString(in.FilterName)
	if err := checkName("filterName", name, streamName()); err != nil {
		return nil, err
	}
	g, err := c.group("logGroupName", aws.ToString(in.LogGroupName))
	if err != nil {
		return nil, err
	}
	if _, known := g.subscriptions[name]; !known {
		return nil, notFound("The specified subscription filter does not exist.") // its text: moto, test_delete_subscription_filter_errors
	}
	delete(g.subscriptions, name)
	return &sdk.DeleteSubscriptionFilterOutput{}, nil
}
