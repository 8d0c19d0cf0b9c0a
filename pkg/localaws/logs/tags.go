package logs

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// The limits of tags, from
// docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html.
const (
	maxTags     = 50
	maxTagKey   = 128 // characters
	maxTagValue = 256
)

// Tags returns a copy of a group's tags.
func (c *Core) Tags(group string) map[string]string {
	if g := c.groups[group]; g != nil {
		return maps.Clone(g.tags)
	}
	return nil
}

// tagged has the tags of a resource.
type tagged struct{ tags map[string]string }

// TagResource adds tags to a log group or a destination and replaces the values of those it has.
func (c *Core) TagResource(_ context.Context, in *sdk.TagResourceInput, _ ...func(*sdk.Options)) (*sdk.TagResourceOutput, error) {
	t, err := c.resource("TagResource", in.ResourceArn)
	if err != nil {
		return nil, err
	}
	return &sdk.TagResourceOutput{}, t.tag(in.ResourceArn, in.Tags)
}

// UntagResource removes tags from a log group or a destination; those that it does not have are ignored, as on
// AWS.
func (c *Core) UntagResource(_ context.Context, in *sdk.UntagResourceInput, _ ...func(*sdk.Options)) (*sdk.UntagResourceOutput, error) {
	t, err := c.resource("UntagResource", in.ResourceArn)
	if err != nil {
		return nil, err
	}
	for _, key := range in.TagKeys {
		delete(t.tags, key)
	}
	return &sdk.UntagResourceOutput{}, nil
}

// ListTagsForResource returns the tags of a log group or a destination.
func (c *Core) ListTagsForResource(_ context.Context, in *sdk.ListTagsForResourceInput, _ ...func(*sdk.Options)) (*sdk.ListTagsForResourceOutput, error) {
	t, err := c.resource("ListTagsForResource", in.ResourceArn)
	if err != nil {
		return nil, err
	}
	return &sdk.ListTagsForResourceOutput{Tags: t.shown()}, nil
}

// TagLogGroup, UntagLogGroup and ListTagsLogGroup are the older forms, which name the group.
func (c *Core) TagLogGroup(_ context.Context, in *sdk.TagLogGroupInput, _ ...func(*sdk.Options)) (*sdk.TagLogGroupOutput, error) {
	g, err := c.group("logGroupName", aws.ToString(in.LogGroupName))
	if err != nil {
		return nil, err
	}
	return &sdk.TagLogGroupOutput{}, g.tag(in.LogGroupName, in.Tags)
}

// UntagLogGroup removes tags, as UntagResource does.
func (c *Core) UntagLogGroup(_ context.Context, in *sdk.UntagLogGroupInput, _ ...func(*sdk.Options)) (*sdk.UntagLogGroupOutput, error) {
	g, err := c.group("logGroupName", aws.ToString(in.LogGroupName))
	if err != nil {
		return nil, err
	}
	for _, key := range in.Tags {
		delete(g.tags, key)
	}
	return &sdk.UntagLogGroupOutput{}, nil
}

// ListTagsLogGroup returns the tags, as ListTagsForResource does.
func (c *Core) ListTagsLogGroup(_ context.Context, in *sdk.ListTagsLogGroupInput, _ ...func(*sdk.Options)) (*sdk.ListTagsLogGroupOutput, error) {
	g, err := c.group("logGroupName", aws.ToString(in.LogGroupName))
	if err != nil {
		return nil, err
	}
	return &sdk.ListTagsLogGroupOutput{Tags: g.shown()}, nil
}

// shown returns a copy of the tags.
func (t *tagged) shown() map[string]string {
	shown := map[string]string{}
	maps.Copy(shown, t.tags)
	return shown
}

// resource returns the tags of a destination or of a log group by its ARN: the one of DescribeLogGroups
// with or without ":*".
func (c *Core) resource(operation string, arn *string) (*tagged, error) {
	if name, ok := strings.CutPrefix(aws.ToString(arn), destinationARN); ok {
		d, err := c.destination(name)
		if err != nil {
			return nil, err
		}
		return &d.tagged, nil
	}
	name, ok := strings.CutPrefix(strings.TrimSuffix(aws.ToString(arn), ":*"), groupARN)
	if !ok {
		return nil, invalid("not implemented by the embedded stand-in: %s of resources other than log groups and destinations of account %s in %s (%s)",
			operation, accountID, Region, aws.ToString(arn))
	}
	g, err := c.group("resourceArn", name)
	if err != nil {
		return nil, err
	}
	return &g.tagged, nil
}

// tag adds tags to a resource, all or none of them.
func (t *tagged) tag(of *string, tags map[string]string) error {
	if err := checkTags(tags); err != nil {
		return err
	}
	all := t.shown()
	maps.Copy(all, tags)
	if len(all) > maxTags {
		return &types.TooManyTagsException{Message: aws.String("Too many tags: the limit is 50"), ResourceName: of}
	}
	t.tags = all
	return nil
}

func checkTags(tags map[string]string) error {
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		if n := utf8.RuneCountInString(key); n < 1 || n > maxTagKey || strings.HasPrefix(key, "aws:") {
			return violated("tags", key, fmt.Sprintf("Map keys must have length from 1 to %d, and not begin with aws:", maxTagKey))
		}
		if utf8.RuneCountInString(tags[key]) > maxTagValue {
			return violated("tags", tags[key], fmt.Sprintf("Map values must have length less than or equal to %d", maxTagValue))
		}
	}
	return nil
}
