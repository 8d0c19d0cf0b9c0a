package logs

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// DescribeSubscriptionFilters returns none: a group has no subscription, since
// PutSubscriptionFilter is not implemented.
func (c *Core) DescribeSubscriptionFilters(_ context.Context, in *sdk.DescribeSubscriptionFiltersInput, _ ...func(*sdk.Options)) (*sdk.DescribeSubscriptionFiltersOutput, error) {
	if err := checkLimit(in.Limit, 50); err != nil { // API_DescribeSubscriptionFilters
		return nil, err
	}
	if _, err := c.group("logGroupName", aws.ToString(in.LogGroupName)); err != nil {
		return nil, err
	}
	return &sdk.DescribeSubscriptionFiltersOutput{SubscriptionFilters: []types.SubscriptionFilter{}}, nil
}
