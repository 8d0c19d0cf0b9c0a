package logs_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// TestCore_GetDeliverySource_names wants the ValidationException of operations on deliveries for names
// that cannot be one (API_GetDeliverySource: 1 to 60 of [\w-]).
func TestCore_GetDeliverySource_names(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	for name, code := range map[string]string{
		"": "ValidationException", "a.b": "ValidationException", strings.Repeat("x", 61): "ValidationException",
		strings.Repeat("x", 60): "ResourceNotFoundException",
	} {
		_, err := a.GetDeliverySource(t.Context(), &sdk.GetDeliverySourceInput{Name: aws.String(name)})
		wantError(t, err, code, "")
	}
	_, err := a.DescribeDeliverySources(t.Context(), &sdk.DescribeDeliverySourcesInput{Limit: aws.Int32(0)})
	wantError(t, err, "ValidationException", "'limit'")
}
