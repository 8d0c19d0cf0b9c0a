package logs_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// Sources: API_PutDeliveryDestinationPolicy, and moto's test_put_delivery_destination_policy and
// test_delete_delivery_destination_policy.
func TestCore_PutDeliveryDestinationPolicy(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	name := aws.String("d")
	put := func(policy string) error {
		_, err := a.PutDeliveryDestinationPolicy(t.Context(), &sdk.PutDeliveryDestinationPolicyInput{DeliveryDestinationName: name, DeliveryDestinationPolicy: &policy})
		return err
	}
	shown := func() string {
		out, err := a.GetDeliveryDestinationPolicy(t.Context(), &sdk.GetDeliveryDestinationPolicyInput{DeliveryDestinationName: name})
		if err != nil {
			t.Fatal(err)
		}
		return aws.ToString(out.Policy.DeliveryDestinationPolicy)
	}
	wantError(t, put("{}"), "ResourceNotFoundException", "Delivery destination 'd'")
	if _, err := a.PutDeliveryDestination(t.Context(), deliveryDestination("d", bucketARN)); err != nil {
		t.Fatal(err)
	}
	wantError(t, put("{"), "ValidationException", "'deliveryDestinationPolicy'")
	if err := put(`{"n":1}`); err != nil || shown() != `{"n":1}` {
		t.Errorf("%v, %s", err, shown())
	}
	a.wantIgnored("DeliveryDestinationPolicy (every caller is let in)")
	_, err := a.DeleteDeliveryDestinationPolicy(t.Context(), &sdk.DeleteDeliveryDestinationPolicyInput{DeliveryDestinationName: name})
	if err != nil || shown() != "" {
		t.Errorf("deleted: %v, %s", err, shown())
	}
}
