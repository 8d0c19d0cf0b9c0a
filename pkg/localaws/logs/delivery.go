package logs

import (
	"cmp"
	"maps"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// delivery has what vended logs are set up with: sources, destinations and the deliveries between them.
// The stand-in keeps and shows them, and delivers nothing
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html).
type delivery struct {
	sources      map[string]types.DeliverySource      // by name
	destinations map[string]types.DeliveryDestination // by name
	policies     map[string]string                    // by the destination's name
	deliveries   map[string]types.Delivery            // by ID
	made         int                                  // number of deliveries so far; the next ID is made from it
}

func newDelivery() delivery {
	return delivery{
		sources: map[string]types.DeliverySource{}, destinations: map[string]types.DeliveryDestination{},
		policies: map[string]string{}, deliveries: map[string]types.Delivery{},
	}
}

// What precedes a name in an ARN.
const (
	deliveryARN            = "arn:aws:logs:" + Region + ":" + accountID + ":delivery:"
	deliverySourceARN      = "arn:aws:logs:" + Region + ":" + accountID + ":delivery-source:"
	deliveryDestinationARN = "arn:aws:logs:" + Region + ":" + accountID + ":delivery-destination:"
)

// maxDeliveryName is in characters (API_PutDeliverySource, API_PutDeliveryDestination).
const maxDeliveryName = 60

var deliveryName = lazyregexp.New(`^[\w-]*$`)

func checkDeliveryName(member, name string) error {
	return cmp.Or(checkLength(member, name, 1, maxDeliveryName), checkPattern(member, name, deliveryName()))
}

// asValidation returns an error of the checks as the one that operations on deliveries have, a
// ValidationException (the model of these operations).
func asValidation(err error) error {
	if e, ok := err.(*types.InvalidParameterException); ok { //nolint:errorlint // the checks do not wrap it
		return &types.ValidationException{Message: e.Message}
	}
	return err
}

func conflict(text string) error { return &types.ConflictException{Message: &text} }

// checkNewTags returns an error for tags of what exists already
// (https://github.com/hashicorp/terraform-provider-aws/issues/43572).
func checkNewTags(tags map[string]string, exists bool) error {
	if exists && len(tags) > 0 {
		return conflict("Tags can only be provided when a resource is being created, not updated.")
	}
	return checkTags(tags)
}

// used reports whether a delivery satisfies a condition.
func (d *delivery) used(by func(types.Delivery) bool) bool {
	for one := range maps.Values(d.deliveries) {
		if by(one) {
			return true
		}
	}
	return false
}

// named returns what a map has under a name.
func named[T any](all map[string]T, name *string, what string) (found T, err error) {
	if err := checkDeliveryName("name", aws.ToString(name)); err != nil {
		return found, asValidation(err)
	}
	found, ok := all[*name]
	if !ok {
		return found, notFound("%s '%s' does not exist.", what, *name)
	}
	return found, nil
}
