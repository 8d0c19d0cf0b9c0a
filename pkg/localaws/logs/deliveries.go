package logs

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// The limits of deliveries (API_CreateDelivery, API_GetDelivery, API_S3DeliveryConfiguration).
const (
	maxRecordFields = 128
	maxRecordField  = 64 // characters
	maxDelimiter    = 5
	maxSuffixPath   = 256
	maxDeliveryID   = 64
)

var deliveryID = lazyregexp.New(`^[0-9A-Za-z]*$`)

// CreateDelivery keeps a delivery from a source to a destination, which DescribeDeliveries shows. Nothing
// is delivered. AWS fills in the record fields of the source's service; the stand-in shows those of the
// call only.
func (c *Core) CreateDelivery(_ context.Context, in *sdk.CreateDeliveryInput, _ ...func(*sdk.Options)) (*sdk.CreateDeliveryOutput, error) {
	if err := checkDelivery(in); err != nil {
		return nil, asValidation(err)
	}
	source, err := c.deliverySource(in.DeliverySourceName)
	if err != nil {
		return nil, err
	}
	to, err := c.deliveryTo(aws.ToString(in.DeliveryDestinationArn))
	if err != nil {
		return nil, err
	}
	if in.S3DeliveryConfiguration != nil && to.DeliveryDestinationType != types.DeliveryDestinationTypeS3 {
		return nil, asValidation(invalid("s3DeliveryConfiguration is for deliveries to Amazon S3 only."))
	}
	if c.delivery.used(func(d types.Delivery) bool {
		return *d.DeliverySourceName == *source.Name && *d.DeliveryDestinationArn == *to.Arn
	}) {
		return nil, conflict("Delivery already exists.")
	}
	c.delivery.made++
	id := fmt.Sprintf("%016d", c.delivery.made)
	d := types.Delivery{
		Id: &id, Arn: aws.String(deliveryARN + id), DeliverySourceName: source.Name, DeliveryDestinationArn: to.Arn,
		DeliveryDestinationType: to.DeliveryDestinationType, RecordFields: in.RecordFields, FieldDelimiter: in.FieldDelimiter,
		S3DeliveryConfiguration: in.S3DeliveryConfiguration, Tags: in.Tags,
	}
	c.delivery.deliveries[id] = d
	c.ignore("the delivery (nothing is delivered)")
	return &sdk.CreateDeliveryOutput{Delivery: &d}, nil
}

func checkDelivery(in *sdk.CreateDeliveryInput) error {
	if n := len(in.RecordFields); n > maxRecordFields {
		return violated("recordFields", strconv.Itoa(n), fmt.Sprintf("Member must have length less than or equal to %d", maxRecordFields))
	}
	for i, name := range in.RecordFields {
		if err := checkLength(fmt.Sprintf("recordFields.%d.member", i+1), name, 1, maxRecordField); err != nil {
			return err
		}
	}
	if s3 := in.S3DeliveryConfiguration; s3 != nil && s3.SuffixPath != nil {
		if err := checkLength("suffixPath", *s3.SuffixPath, 1, maxSuffixPath); err != nil {
			return err
		}
	}
	return cmp.Or(checkLength("fieldDelimiter", aws.ToString(in.FieldDelimiter), 0, maxDelimiter), checkTags(in.Tags))
}

// deliveryTo returns the destination of an ARN. Those of other accounts do not exist.
func (c *Core) deliveryTo(arn string) (types.DeliveryDestination, error) {
	name, ok := strings.CutPrefix(arn, deliveryDestinationARN)
	if !ok {
		return types.DeliveryDestination{}, notFound("Delivery destination '%s' does not exist.", arn)
	}
	return c.deliveryDestination(&name)
}

// GetDelivery returns a delivery.
func (c *Core) GetDelivery(_ context.Context, in *sdk.GetDeliveryInput, _ ...func(*sdk.Options)) (*sdk.GetDeliveryOutput, error) {
	d, err := c.deliveryOf(aws.ToString(in.Id))
	if err != nil {
		return nil, err
	}
	return &sdk.GetDeliveryOutput{Delivery: &d}, nil
}

func (c *Core) deliveryOf(id string) (d types.Delivery, err error) {
	if err := cmp.Or(checkLength("id", id, 1, maxDeliveryID), checkPattern("id", id, deliveryID())); err != nil {
		return d, asValidation(err)
	}
	d, ok := c.delivery.deliveries[id]
	if !ok {
		return d, notFound("Delivery '%s' does not exist.", id)
	}
	return d, nil
}

// DescribeDeliveries returns the deliveries in the order of their creation.
func (c *Core) DescribeDeliveries(_ context.Context, in *sdk.DescribeDeliveriesInput, _ ...func(*sdk.Options)) (*sdk.DescribeDeliveriesOutput, error) {
	all, next, err := cut(byName(c.delivery.deliveries), in.Limit, in.NextToken, "deliveries", c.now())
	if err != nil {
		return nil, asValidation(err)
	}
	return &sdk.DescribeDeliveriesOutput{Deliveries: all, NextToken: next}, nil
}

// DeleteDelivery removes a delivery. Its source and its destination stay (API_DeleteDelivery).
func (c *Core) DeleteDelivery(_ context.Context, in *sdk.DeleteDeliveryInput, _ ...func(*sdk.Options)) (*sdk.DeleteDeliveryOutput, error) {
	d, err := c.deliveryOf(aws.ToString(in.Id))
	if err != nil {
		return nil, err
	}
	delete(c.delivery.deliveries, *d.Id)
	return &sdk.DeleteDeliveryOutput{}, nil
}
