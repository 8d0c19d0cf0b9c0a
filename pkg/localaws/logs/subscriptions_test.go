package logs_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

const functionARN = "arn:aws:lambda:us-east-1:000000000000:function:f"

func subscription(name, target string) *sdk.PutSubscriptionFilterInput {
	return &sdk.PutSubscriptionFilterInput{LogGroupName: aws.String("/bot"), FilterName: &name, FilterPattern: aws.String(""), DestinationArn: &target}
}

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
	_, err = a.DescribeSubscriptionFilters(t.Context(), &sdk.DescribeSubscriptionFiltersInput{LogGroupName: aws.String("/bot"), FilterNamePrefix: aws.String("*")})
	wantError(t, err, "InvalidParameterException", "'filterNamePrefix'")
}

// Sources: API_PutSubscriptionFilter (two filters a group), and moto's
// test_delete_subscription_filter_errors.
func TestCore_PutSubscriptionFilter(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	stream := subscription("b", streamARN)
	stream.RoleArn, stream.Distribution = aws.String(roleARN), types.DistributionRandom
	for _, in := range []*sdk.PutSubscriptionFilterInput{subscription("a", functionARN), stream, subscription("a", functionARN+"2")} {
		if _, err := a.PutSubscriptionFilter(t.Context(), in); err != nil {
			t.Fatal(err)
		}
		a.wantIgnored("the subscription filter (nothing is delivered)")
	}
	_, err := a.PutSubscriptionFilter(t.Context(), subscription("c", functionARN))
	wantError(t, err, "LimitExceededException", "Resource limit exceeded.")
	out, err := a.DescribeSubscriptionFilters(t.Context(), &sdk.DescribeSubscriptionFiltersInput{LogGroupName: aws.String("/bot")})
	if err != nil || len(out.SubscriptionFilters) != 2 {
		t.Fatal(out, err)
	}
	if f := out.SubscriptionFilters[0]; *f.DestinationArn != functionARN+"2" || f.Distribution != types.DistributionByLogStream || *f.CreationTime != noon.UnixMilli() {
		t.Errorf("filter a %+v", f)
	}
	if f := out.SubscriptionFilters[1]; *f.RoleArn != roleARN || f.Distribution != types.DistributionRandom {
		t.Errorf("filter b %+v", f)
	}
	for range 2 {
		_, err = a.DeleteSubscriptionFilter(t.Context(), &sdk.DeleteSubscriptionFilterInput{LogGroupName: aws.String("/bot"), FilterName: aws.String("b")})
	}
	wantError(t, err, "ResourceNotFoundException", "The specified subscription filter does not exist.")
	_, err = a.DeleteSubscriptionFilter(t.Context(), &sdk.DeleteSubscriptionFilterInput{LogGroupName: aws.String("/none"), FilterName: aws.String("b")})
	wantError(t, err, "ResourceNotFoundException", "log group")
}

// Sources: https://github.com/cloudtools/troposphere/pull/413,
// https://github.com/theburningmonk/lambda-logging-kinesis-demo/issues/1 and
// https://github.com/aws-samples/aws-centralize-logs-using-cdk/issues/2 for the texts about vendors.
func TestCore_PutSubscriptionFilter_refused(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	own := "arn:aws:logs:us-east-1:000000000000:destination:d"
	for _, tt := range []struct {
		target, role, code, text string
	}{
		{"f", "", "InvalidParameterException", "'destinationArn'"},
		{functionARN, roleARN, "InvalidParameterException", "destinationArn for vendor lambda cannot be used with roleArn"},
		{streamARN, "", "InvalidParameterException", "destinationArn for vendor kinesis cannot be used without roleArn"},
		{"arn:aws:firehose:us-east-1:000000000000:deliverystream/s", "", "InvalidParameterException", "vendor firehose"},
		{"arn:aws:sqs:us-east-1:000000000000:q", "", "InvalidParameterException", "PutSubscriptionFilter operation cannot work with destinationArn for vendor sqs"},
		{own, "", "ResourceNotFoundException", "destination does not exist"},
		{"arn:aws:logs:us-east-1:000000000000:log-group:/web", "", "InvalidParameterException", "not implemented by the embedded stand-in"},
	} {
		in := subscription("a", tt.target)
		if tt.role != "" {
			in.RoleArn = &tt.role
		}
		_, err := a.PutSubscriptionFilter(t.Context(), in)
		wantError(t, err, tt.code, tt.text)
	}
	for text, change := range map[string]func(*sdk.PutSubscriptionFilterInput){
		"'filterName'":                           func(in *sdk.PutSubscriptionFilterInput) { in.FilterName = aws.String("a:b") },
		"'filterPattern'":                        func(in *sdk.PutSubscriptionFilterInput) { in.FilterPattern = nil },
		"Invalid subscription filter pattern":    func(in *sdk.PutSubscriptionFilterInput) { in.FilterPattern = aws.String("{") },
		"Value 'Fair' at 'distribution'":         func(in *sdk.PutSubscriptionFilterInput) { in.Distribution = "Fair" },
		"PutSubscriptionFilter.EmitSystemFields": func(in *sdk.PutSubscriptionFilterInput) { in.EmitSystemFields = []string{"@aws.region"} },
	} {
		in := subscription("a", functionARN)
		change(in)
		_, err := a.PutSubscriptionFilter(t.Context(), in)
		wantError(t, err, "InvalidParameterException", text)
	}
	if err := a.putDestination("d"); err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{own, "arn:aws:logs:us-east-1:123456789012:destination:x"} {
		if _, err := a.PutSubscriptionFilter(t.Context(), subscription("a", target)); err != nil {
			t.Errorf("%s: %v", target, err)
		}
	}
}
