package logs_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// Sources: moto, test_describe_subscription_filters and test_describe_subscription_filters_errors.
func TestCore_DescribeSubscriptionFilters(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	out, err := a.DescribeSubscriptionFilters(t.Context(), &sdk.DescribeSubscriptionFiltersInput{LogGroupName: aws.String("/bot")})
	if err != nil || out.SubscriptionFilters == nil || len(out.SubscriptionFilters) > 0 {
		t.Errorf("%+v, %v; want an empty list", out, err)
	}
	for group, want := range map[string]string{"/none": "ResourceNotFoundException", "": "InvalidParameterException"} {
		_, err := a.DescribeSubscriptionFilters(t.Context(), &sdk.DescribeSubscriptionFiltersInput{LogGroupName: &group})
		wantError(t, err, want, "")
	}
	_, err = a.DescribeSubscriptionFilters(t.Context(), &sdk.DescribeSubscriptionFiltersInput{LogGroupName: aws.String("/bot"), Limit: aws.Int32(51)})
	wantError(t, err, "InvalidParameterException", "'limit'")
}
