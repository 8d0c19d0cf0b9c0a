package logs

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

const maxDeliveryPolicy = 51200 // characters (API_PutDeliveryDestinationPolicy)

// PutDeliveryDestinationPolicy keeps the policy of a destination. The stand-in lets in every caller in
// any case.
func (c *Core) PutDeliveryDestinationPolicy(_ context.Context, in *sdk.PutDeliveryDestinationPolicyInput, _ ...func(*sdk.Options)) (*sdk.PutDeliveryDestinationPolicyOutput, error) {
	d, err := c.deliveryDestination(in.DeliveryDestinationName)
	if err != nil {
		return nil, err
	}
	policy := aws.ToString(in.DeliveryDestinationPolicy)
	if len(policy) > maxDeliveryPolicy || !json.Valid([]byte(policy)) {
		return nil, asValidation(violated("deliveryDestinationPolicy", policy, fmt.Sprintf("Member must be JSON of 1 to %d characters", maxDeliveryPolicy)))
	}
	c.delivery.policies[*d.Name] = policy
	c.ignore("DeliveryDestinationPolicy (every caller is let in)")
	return &sdk.PutDeliveryDestinationPolicyOutput{Policy: &types.Policy{DeliveryDestinationPolicy: &policy}}, nil
}

// GetDeliveryDestinationPolicy returns the policy of a destination, one without a document if it has none
// (moto, test_delete_delivery_destination_policy).
func (c *Core) GetDeliveryDestinationPolicy(_ context.Context, in *sdk.GetDeliveryDestinationPolicyInput, _ ...func(*sdk.Options)) (*sdk.GetDeliveryDestinationPolicyOutput, error) {
	d, err := c.deliveryDestination(in.DeliveryDestinationName)
	if err != nil {
		return nil, err
	}
	shown := &types.Policy{}
	if policy, ok := c.delivery.policies[*d.Name]; ok {
		shown.DeliveryDestinationPolicy = &policy
	}
	return &sdk.GetDeliveryDestinationPolicyOutput{Policy: shown}, nil
}

// DeleteDeliveryDestinationPolicy removes the policy of a destination, if it has one.
func (c *Core) DeleteDeliveryDestinationPolicy(_ context.Context, in *sdk.DeleteDeliveryDestinationPolicyInput, _ ...func(*sdk.Options)) (*sdk.DeleteDeliveryDestinationPolicyOutput, error) {
	d, err := c.deliveryDestination(in.DeliveryDestinationName)
	if err != nil {
		return nil, err
	}
	delete(c.delivery.policies, *d.Name)
	return &sdk.DeleteDeliveryDestinationPolicyOutput{}, nil
}
