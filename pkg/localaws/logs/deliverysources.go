package logs

import (
	"cmp"
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// logTypes are the logs that a service may deliver, for some services of those in
// docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html.
var logTypes = map[string][]string{
	"bedrock":       {"APPLICATION_LOGS", "EVENT_LOGS", "TRACES"},
	"cloudfront":    {"ACCESS_LOGS"},
	"codewhisperer": {"EVENT_LOGS"},
	"events":        {"INFO_LOGS", "ERROR_LOGS"},
	"ses":           {"APPLICATION_LOGS", "TRAFFIC_POLICY_DEBUG_LOGS"},
	"workmail": {
		"ACCESS_CONTROL_LOGS", "AUTHENTICATION_LOGS", "WORKMAIL_AVAILABILITY_PROVIDER_LOGS",
		"WORKMAIL_MAILBOX_ACCESS_LOGS", "WORKMAIL_PERSONAL_ACCESS_TOKEN_LOGS",
	},
}

// PutDeliverySource keeps a source of logs, which DescribeDeliverySources shows. Its resource need not
// exist.
func (c *Core) PutDeliverySource(_ context.Context, in *sdk.PutDeliverySourceInput, _ ...func(*sdk.Options)) (*sdk.PutDeliverySourceOutput, error) {
	from, err := checkDeliverySource(in)
	if err != nil {
		return nil, asValidation(err)
	}
	s, known := c.delivery.sources[*in.Name]
	if err := cmp.Or(c.checkResource(in, s, known), checkNewTags(in.Tags, known)); err != nil {
		return nil, asValidation(err)
	}
	if !known {
		s = types.DeliverySource{
			Name: in.Name, Arn: aws.String(deliverySourceARN + *in.Name), Service: aws.String(from.service),
			ResourceArns: []string{*in.ResourceArn}, LogType: in.LogType, Tags: in.Tags,
		}
		c.delivery.sources[*in.Name] = s
	}
	c.ignore("the delivery source (nothing is delivered)")
	return &sdk.PutDeliverySourceOutput{DeliverySource: &s}, nil
}

func checkDeliverySource(in *sdk.PutDeliverySourceInput) (from arn, err error) {
	from, ok := parseARN(aws.ToString(in.ResourceArn))
	if !ok {
		err = violated("resourceArn", aws.ToString(in.ResourceArn), "Member must be an ARN")
	}
	err = cmp.Or(checkDeliveryName("name", aws.ToString(in.Name)), err,
		refuse("PutDeliverySource",
			field{"DeliverySourceConfiguration", len(in.DeliverySourceConfiguration) > 0},
			field{"ResourceArn of service " + from.service, logTypes[from.service] == nil}))
	if err == nil && !slices.Contains(logTypes[from.service], aws.ToString(in.LogType)) {
		err = invalid("The log type %s is not one of %s: %v", aws.ToString(in.LogType), from.service, logTypes[from.service])
	}
	return from, err
}

// checkResource returns the error of a source whose resource is another one than before, or that of
// another source. AWS's texts: https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2513
// and https://github.com/hashicorp/terraform-provider-aws/issues/40885.
func (c *Core) checkResource(in *sdk.PutDeliverySourceInput, s types.DeliverySource, known bool) error {
	if known && (s.ResourceArns[0] != *in.ResourceArn || *s.LogType != *in.LogType) {
		return conflict("Update to existing Delivery Source with new ResourceId is not allowed. Please create a new Delivery Source instead.")
	}
	for _, other := range c.delivery.sources {
		if *other.Name != *in.Name && other.ResourceArns[0] == *in.ResourceArn && *other.LogType == *in.LogType {
			return conflict("This ResourceId has already been used in another Delivery Source in this account.")
		}
	}
	return nil
}

// GetDeliverySource returns a source.
func (c *Core) GetDeliverySource(_ context.Context, in *sdk.GetDeliverySourceInput, _ ...func(*sdk.Options)) (*sdk.GetDeliverySourceOutput, error) {
	s, err := c.deliverySource(in.Name)
	if err != nil {
		return nil, err
	}
	return &sdk.GetDeliverySourceOutput{DeliverySource: &s}, nil
}

func (c *Core) deliverySource(name *string) (types.DeliverySource, error) {
	return named(c.delivery.sources, name, "Delivery source")
}

// DescribeDeliverySources returns the sources by name.
func (c *Core) DescribeDeliverySources(_ context.Context, in *sdk.DescribeDeliverySourcesInput, _ ...func(*sdk.Options)) (*sdk.DescribeDeliverySourcesOutput, error) {
	all, next, err := cut(byName(c.delivery.sources), in.Limit, in.NextToken, "delivery-sources", c.now())
	if err != nil {
		return nil, asValidation(err)
	}
	return &sdk.DescribeDeliverySourcesOutput{DeliverySources: all, NextToken: next}, nil
}

// DeleteDeliverySource removes a source that has no deliveries (API_DeleteDeliverySource).
func (c *Core) DeleteDeliverySource(_ context.Context, in *sdk.DeleteDeliverySourceInput, _ ...func(*sdk.Options)) (*sdk.DeleteDeliverySourceOutput, error) {
	s, err := c.deliverySource(in.Name)
	if err != nil {
		return nil, err
	}
	if c.delivery.used(func(d types.Delivery) bool { return *d.DeliverySourceName == *s.Name }) {
		return nil, conflict("The delivery source has deliveries.")
	}
	delete(c.delivery.sources, *s.Name)
	return &sdk.DeleteDeliverySourceOutput{}, nil
}
