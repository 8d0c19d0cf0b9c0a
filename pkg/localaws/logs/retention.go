package logs

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
)

// retentions are the days for which a group can keep events (API_PutRetentionPolicy).
var retentions = []int32{
	1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
}

// PutRetentionPolicy keeps a retention, which DescribeLogGroups shows. The stand-in keeps
// events for as long as it runs.
func (c *Core) PutRetentionPolicy(_ context.Context, in *sdk.PutRetentionPolicyInput, _ ...func(*sdk.Options)) (*sdk.PutRetentionPolicyOutput, error) {
	days := aws.ToInt32(in.RetentionInDays)
	if !slices.Contains(retentions, days) {
		return nil, violated("retentionInDays", fmt.Sprint(days), fmt.Sprintf("Member must satisfy enum value set: %v", retentions))
	}
	g, err := c.group("logGroupName", aws.ToString(in.LogGroupName))
	if err != nil {
		return nil, err
	}
	g.retention = days
	c.ignore("RetentionInDays (events do not expire)")
	return &sdk.PutRetentionPolicyOutput{}, nil
}

// DeleteRetentionPolicy ends a group's retention: its events do not expire.
func (c *Core) DeleteRetentionPolicy(_ context.Context, in *sdk.DeleteRetentionPolicyInput, _ ...func(*sdk.Options)) (*sdk.DeleteRetentionPolicyOutput, error) {
	g, err := c.group("logGroupName", aws.ToString(in.LogGroupName))
	if err != nil {
		return nil, err
	}
	g.retention = 0
	return &sdk.DeleteRetentionPolicyOutput{}, nil
}
