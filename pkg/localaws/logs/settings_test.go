package logs_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// TestCore_DescribeDestinations_pages reads the pages of settings, as all lists of settings have them.
func TestCore_DescribeDestinations_pages(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	for i := range 5 {
		if err := a.putDestination(fmt.Sprint("d", i)); err != nil {
			t.Fatal(err)
		}
	}
	in := &sdk.DescribeDestinationsInput{Limit: aws.Int32(2)}
	seen := ""
	for pages := 1; ; pages++ {
		out, err := a.DescribeDestinations(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range out.Destinations {
			seen += *d.DestinationName
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			if pages != 3 || seen != "d0d1d2d3d4" {
				t.Errorf("%d pages with %s", pages, seen)
			}
			break
		}
	}
	in.Limit = aws.Int32(51)
	_, err := a.DescribeDestinations(t.Context(), in)
	wantError(t, err, "InvalidParameterException", "'limit'")
	in.Limit = aws.Int32(1)
	out, err := a.DescribeDestinations(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	_, err = a.DescribeDeliveries(t.Context(), &sdk.DescribeDeliveriesInput{NextToken: out.NextToken})
	wantError(t, err, "ValidationException", "nextToken") // of another list
	a.pass(25 * time.Hour)
	_, err = a.DescribeDestinations(t.Context(), &sdk.DescribeDestinationsInput{NextToken: out.NextToken})
	wantError(t, err, "InvalidParameterException", "expired")
}

// settingsClient has the operations of settings, with the signatures of the SDK's client.
type settingsClient interface {
	AssociateKmsKey(context.Context, *sdk.AssociateKmsKeyInput, ...func(*sdk.Options)) (*sdk.AssociateKmsKeyOutput, error)
	DisassociateKmsKey(context.Context, *sdk.DisassociateKmsKeyInput, ...func(*sdk.Options)) (*sdk.DisassociateKmsKeyOutput, error)
	PutMetricFilter(context.Context, *sdk.PutMetricFilterInput, ...func(*sdk.Options)) (*sdk.PutMetricFilterOutput, error)
	DescribeMetricFilters(context.Context, *sdk.DescribeMetricFiltersInput, ...func(*sdk.Options)) (*sdk.DescribeMetricFiltersOutput, error)
	DeleteMetricFilter(context.Context, *sdk.DeleteMetricFilterInput, ...func(*sdk.Options)) (*sdk.DeleteMetricFilterOutput, error)
	PutSubscriptionFilter(context.Context, *sdk.PutSubscriptionFilterInput, ...func(*sdk.Options)) (*sdk.PutSubscriptionFilterOutput, error)
	DescribeSubscriptionFilters(context.Context, *sdk.DescribeSubscriptionFiltersInput, ...func(*sdk.Options)) (*sdk.DescribeSubscriptionFiltersOutput, error)
	DeleteSubscriptionFilter(context.Context, *sdk.DeleteSubscriptionFilterInput, ...func(*sdk.Options)) (*sdk.DeleteSubscriptionFilterOutput, error)
	PutDestination(context.Context, *sdk.PutDestinationInput, ...func(*sdk.Options)) (*sdk.PutDestinationOutput, error)
	PutDestinationPolicy(context.Context, *sdk.PutDestinationPolicyInput, ...func(*sdk.Options)) (*sdk.PutDestinationPolicyOutput, error)
	DescribeDestinations(context.Context, *sdk.DescribeDestinationsInput, ...func(*sdk.Options)) (*sdk.DescribeDestinationsOutput, error)
	DeleteDestination(context.Context, *sdk.DeleteDestinationInput, ...func(*sdk.Options)) (*sdk.DeleteDestinationOutput, error)
	PutDeliverySource(context.Context, *sdk.PutDeliverySourceInput, ...func(*sdk.Options)) (*sdk.PutDeliverySourceOutput, error)
	GetDeliverySource(context.Context, *sdk.GetDeliverySourceInput, ...func(*sdk.Options)) (*sdk.GetDeliverySourceOutput, error)
	DescribeDeliverySources(context.Context, *sdk.DescribeDeliverySourcesInput, ...func(*sdk.Options)) (*sdk.DescribeDeliverySourcesOutput, error)
	DeleteDeliverySource(context.Context, *sdk.DeleteDeliverySourceInput, ...func(*sdk.Options)) (*sdk.DeleteDeliverySourceOutput, error)
	PutDeliveryDestination(context.Context, *sdk.PutDeliveryDestinationInput, ...func(*sdk.Options)) (*sdk.PutDeliveryDestinationOutput, error)
	GetDeliveryDestination(context.Context, *sdk.GetDeliveryDestinationInput, ...func(*sdk.Options)) (*sdk.GetDeliveryDestinationOutput, error)
	DescribeDeliveryDestinations(context.Context, *sdk.DescribeDeliveryDestinationsInput, ...func(*sdk.Options)) (*sdk.DescribeDeliveryDestinationsOutput, error)
	DeleteDeliveryDestination(context.Context, *sdk.DeleteDeliveryDestinationInput, ...func(*sdk.Options)) (*sdk.DeleteDeliveryDestinationOutput, error)
	PutDeliveryDestinationPolicy(context.Context, *sdk.PutDeliveryDestinationPolicyInput, ...func(*sdk.Options)) (*sdk.PutDeliveryDestinationPolicyOutput, error)
	GetDeliveryDestinationPolicy(context.Context, *sdk.GetDeliveryDestinationPolicyInput, ...func(*sdk.Options)) (*sdk.GetDeliveryDestinationPolicyOutput, error)
	DeleteDeliveryDestinationPolicy(context.Context, *sdk.DeleteDeliveryDestinationPolicyInput, ...func(*sdk.Options)) (*sdk.DeleteDeliveryDestinationPolicyOutput, error)
	CreateDelivery(context.Context, *sdk.CreateDeliveryInput, ...func(*sdk.Options)) (*sdk.CreateDeliveryOutput, error)
	GetDelivery(context.Context, *sdk.GetDeliveryInput, ...func(*sdk.Options)) (*sdk.GetDeliveryOutput, error)
	DescribeDeliveries(context.Context, *sdk.DescribeDeliveriesInput, ...func(*sdk.Options)) (*sdk.DescribeDeliveriesOutput, error)
	DeleteDelivery(context.Context, *sdk.DeleteDeliveryInput, ...func(*sdk.Options)) (*sdk.DeleteDeliveryOutput, error)
}

var (
	_ settingsClient = (*sdk.Client)(nil)
	_ settingsClient = (*logs.Core)(nil)
)
