package logs

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

const (
	destinationARN  = "arn:aws:logs:" + Region + ":" + accountID + ":destination:" // precedes a destination's name in its ARN
	maxAccessPolicy = 5120                                                         // bytes (API_PutDestinationPolicy)
)

// destination is where subscriptions of other accounts deliver to.
type destination struct {
	types.Destination
	tagged
}

// destination returns a destination by its name.
func (c *Core) destination(name string) (*destination, error) {
	if err := checkName("destinationName", name, streamName()); err != nil {
		return nil, err
	}
	if c.targets[name] == nil {
		return nil, notFound("The specified destination does not exist.")
	}
	return c.targets[name], nil
}

// PutDestination keeps a destination, which DescribeDestinations shows. The stand-in delivers nothing to
// it, so that its stream and its role need not exist. Another call with its name changes both, not its
// tags and its policy.
func (c *Core) PutDestination(_ context.Context, in *sdk.PutDestinationInput, _ ...func(*sdk.Options)) (*sdk.PutDestinationOutput, error) {
	name := aws.ToString(in.DestinationName)
	err := cmp.Or(checkName("destinationName", name, streamName()),
		checkARN("targetArn", in.TargetArn, "kinesis", "firehose"), checkARN("roleArn", in.RoleArn, "iam"), checkTags(in.Tags))
	if err != nil {
		return nil, err
	}
	d := c.targets[name]
	if d == nil {
		d = &destination{Destination: types.Destination{
			DestinationName: &name, Arn: aws.String(destinationARN + name), CreationTime: aws.Int64(c.now().UnixMilli()),
		}}
		if err := d.tag(d.Arn, in.Tags); err != nil {
			return nil, err
		}
		c.targets[name] = d
	}
	d.TargetArn, d.RoleArn = in.TargetArn, in.RoleArn
	c.ignore("the destination (nothing is delivered)")
	shown := d.Destination
	return &sdk.PutDestinationOutput{Destination: &shown}, nil
}

// checkARN returns an error for what is not an ARN of one of the services.
func checkARN(member string, text *string, services ...string) error {
	a, ok := parseARN(aws.ToString(text))
	if !ok || !slices.Contains(services, a.service) {
		return violated(member, aws.ToString(text), "Member must be an ARN of "+strings.Join(services, " or "))
	}
	return nil
}

// PutDestinationPolicy keeps the policy of a destination. The stand-in lets in every caller in any case.
func (c *Core) PutDestinationPolicy(_ context.Context, in *sdk.PutDestinationPolicyInput, _ ...func(*sdk.Options)) (*sdk.PutDestinationPolicyOutput, error) {
	d, err := c.destination(aws.ToString(in.DestinationName))
	if err != nil {
		return nil, err
	}
	policy := aws.ToString(in.AccessPolicy)
	if len(policy) > maxAccessPolicy || !json.Valid([]byte(policy)) {
		return nil, violated("accessPolicy", policy, "Member must be JSON of 1 to 5120 bytes")
	}
	d.AccessPolicy = &policy
	c.ignore("AccessPolicy (every caller is let in)")
	if aws.ToBool(in.ForceUpdate) {
		c.ignore("AccessPolicy and ForceUpdate (every caller is let in)")
	}
	return &sdk.PutDestinationPolicyOutput{}, nil
}

// DescribeDestinations returns the destinations by name.
func (c *Core) DescribeDestinations(_ context.Context, in *sdk.DescribeDestinationsInput, _ ...func(*sdk.Options)) (*sdk.DescribeDestinationsOutput, error) {
	if in.DestinationNamePrefix != nil {
		if err := checkName("destinationNamePrefix", *in.DestinationNamePrefix, streamName()); err != nil {
			return nil, err
		}
	}
	var all []types.Destination
	for _, d := range byName(c.targets) {
		if strings.HasPrefix(*d.DestinationName, aws.ToString(in.DestinationNamePrefix)) {
			all = append(all, d.Destination)
		}
	}
	out := &sdk.DescribeDestinationsOutput{}
	var err error
	out.Destinations, out.NextToken, err = cut(all, in.Limit, in.NextToken, "destinations", c.now())
	if err != nil {
		return nil, err
	}
	return out, nil
}

// DeleteDestination removes a destination. Subscriptions to it stay, as on AWS, which disables them
// (API_DeleteDestination).
func (c *Core) DeleteDestination(_ context.Context, in *sdk.DeleteDestinationInput, _ ...func(*sdk.Options)) (*sdk.DeleteDestinationOutput, error) {
	d, err := c.destination(aws.ToString(in.DestinationName))
	if err != nil {
		return nil, err
	}
	delete(c.targets, *d.DestinationName)
	return &sdk.DeleteDestinationOutput{}, nil
}

// checkDestinationARN returns an error for an ARN in this service that is not one of a destination. Those
// of other accounts are not looked up.
func (c *Core) checkDestinationARN(text string) error {
	if name, ok := strings.CutPrefix(text, destinationARN); ok {
		_, err := c.destination(name)
		return err
	}
	if a, _ := parseARN(text); a.account == accountID || !strings.HasPrefix(a.resource, "destination:") {
		return invalid("not implemented by the embedded stand-in: PutSubscriptionFilter with destinations other than functions, streams and destinations (%s)", text)
	}
	return nil
}
