package logs

import (
	"cmp"
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// deliveryTypes are the types of destinations by the service of their ARN
// (API_PutDeliveryDestination).
var deliveryTypes = map[string]types.DeliveryDestinationType{
	"s3": types.DeliveryDestinationTypeS3, "logs": types.DeliveryDestinationTypeCwl, "firehose": types.DeliveryDestinationTypeFh,
}

// PutDeliveryDestination keeps a destination of logs, which DescribeDeliveryDestinations shows. Nothing
// is delivered to it, so that its resource need not exist. Another call with its name changes the
// resource; the output format stays (moto, test_put_delivery_destination).
func (c *Core) PutDeliveryDestination(_ context.Context, in *sdk.PutDeliveryDestinationInput, _ ...func(*sdk.Options)) (*sdk.PutDeliveryDestinationOutput, error) {
	kind, err := checkDeliveryDestination(in)
	if err != nil {
		return nil, asValidation(err)
	}
	d, known := c.delivery.destinations[*in.Name]
	if err := checkNewTags(in.Tags, known); err != nil {
		return nil, asValidation(err)
	}
	switch {
	case !known:
		d = types.DeliveryDestination{Name: in.Name, Arn: aws.String(deliveryDestinationARN + *in.Name), OutputFormat: in.OutputFormat, Tags: in.Tags}
	case in.OutputFormat != "" && in.OutputFormat != d.OutputFormat:
		return nil, asValidation(invalid("The output format of a delivery destination cannot be changed."))
	}
	d.DeliveryDestinationType = kind
	d.DeliveryDestinationConfiguration = &types.DeliveryDestinationConfiguration{DestinationResourceArn: in.DeliveryDestinationConfiguration.DestinationResourceArn}
	c.delivery.destinations[*in.Name] = d
	c.ignore("the delivery destination (nothing is delivered)")
	return &sdk.PutDeliveryDestinationOutput{DeliveryDestination: &d}, nil
}

func checkDeliveryDestination(in *sdk.PutDeliveryDestinationInput) (types.DeliveryDestinationType, error) {
	err := cmp.Or(
		checkDeliveryName("name", aws.ToString(in.Name)),
		checkWord("outputFormat", in.OutputFormat, in.OutputFormat.Values()),
		checkWord("deliveryDestinationType", in.DeliveryDestinationType, in.DeliveryDestinationType.Values()),
		refuse("PutDeliveryDestination",
			field{"DeliveryDestinationType XRAY", in.DeliveryDestinationType == types.DeliveryDestinationTypeXray},
			field{"RoleArn", in.RoleArn != nil}))
	if err != nil {
		return "", err
	}
	if in.DeliveryDestinationConfiguration == nil {
		return "", violated("deliveryDestinationConfiguration", "null", "Member must not be null")
	}
	to := aws.ToString(in.DeliveryDestinationConfiguration.DestinationResourceArn)
	a, _ := parseARN(to)
	kind, ok := deliveryTypes[a.service]
	if !ok || cmp.Or(in.DeliveryDestinationType, kind) != kind {
		return "", violated("destinationResourceArn", to, "Member must be an ARN of s3, logs or firehose, and of the destination's type")
	}
	return kind, nil
}

// GetDeliveryDestination returns a destination.
func (c *Core) GetDeliveryDestination(_ context.Context, in *sdk.GetDeliveryDestinationInput, _ ...func(*sdk.Options)) (*sdk.GetDeliveryDestinationOutput, error) {
	d, err := c.deliveryDestination(in.Name)
	if err != nil {
		return nil, err
	}
	return &sdk.GetDeliveryDestinationOutput{DeliveryDestination: &d}, nil
}

func (c *Core) deliveryDestination(name *string) (types.DeliveryDestination, error) {
	return named(c.delivery.destinations, name, "Delivery destination")
}

// DescribeDeliveryDestinations returns the destinations by name.
func (c *Core) DescribeDeliveryDestinations(_ context.Context, in *sdk.DescribeDeliveryDestinationsInput, _ ...func(*sdk.Options)) (*sdk.DescribeDeliveryDestinationsOutput, error) {
	all, next, err := cut(byName(c.delivery.destinations), in.Limit, in.NextToken, "delivery-destinations", c.now())
	if err != nil {
		return nil, asValidation(err)
	}
	return &sdk.DescribeDeliveryDestinationsOutput{DeliveryDestinations: all, NextToken: next}, nil
}

// DeleteDeliveryDestination removes a destination that has no deliveries, with its policy
// (API_DeleteDeliveryDestination).
func (c *Core) DeleteDeliveryDestination(_ context.Context, in *sdk.DeleteDeliveryDestinationInput, _ ...func(*sdk.Options)) (*sdk.DeleteDeliveryDestinationOutput, error) {
	d, err := c.deliveryDestination(in.Name)
	if err != nil {
		return nil, err
	}
	if c.delivery.used(func(one types.Delivery) bool { return *one.DeliveryDestinationArn == *d.Arn }) {
		return nil, conflict("The delivery destination has deliveries.")
	}
	delete(c.delivery.destinations, *d.Name)
	delete(c.delivery.policies, *d.Name)
	return &sdk.DeleteDeliveryDestinationOutput{}, nil
}
