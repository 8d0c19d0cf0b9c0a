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

// TagResource adds tags to a log group and replaces the values of those it has.
func (c *Core) TagResource(_ context.Context, in *sdk.TagResourceInput, _ ...func(*sdk.Options)) (*sdk.TagResourceOutput, error) {
	g, err := c.resource("TagResource", in.ResourceArn)
	if err != nil {
		return nil, err
	}
	return &sdk.TagResourceOutput{}, g.tag(in.ResourceArn, in.Tags)
}

// UntagResource removes tags from a log group; those that it does not have are ignored, as on
// AWS.
func (c *Core) UntagResource(_ context.Context, in *sdk.UntagResourceInput, _ ...func(*sdk.Options)) (*sdk.UntagResourceOutput, error) {
	g, err := c.resource("UntagResource", in.ResourceArn)
	if err != nil {
		return nil, err
	}
	for _, key := range in.TagKeys {
		delete(g.tags, key)
	}
	return &sdk.UntagResourceOutput{}, nil
}

// ListTagsForResource returns the tags of a log group.
func (c *Core) ListTagsForResource(_ context.Context, in *sdk.ListTagsForResourceInput, _ ...func(*sdk.Options)) (*sdk.ListTagsForResourceOutput, error) {
	g, err := c.resource("ListTagsForResource", in.ResourceArn)
	if err != nil {
		return nil, err
	}
	return &sdk.ListTagsForResourceOutput{Tags: shownTags(g)}, nil
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
	return &sdk.ListTagsLogGroupOutput{Tags: shownTags(g)}, nil
}

func shownTags(g *group) map[string]string {
	shown := map[string]string{}
	maps.Copy(shown, g.tags)
	return shown
}

// resource returns the log group of an ARN, the one of DescribeLogGroups with or without ":*".
func (c *Core) resource(operation string, arn *string) (*group, error) {
	name, ok := strings.CutPrefix(strings.TrimSuffix(aws.ToString(arn), ":*"), groupARN)
	if !ok {
		return nil, invalid("not implemented by the embedded stand-in: %s of resources other than log groups of account %s in %s (%s)",
			operation, accountID, Region, aws.ToString(arn))
	}
	return c.group("resourceArn", name)
}

// tag adds tags to a group, all or none of them.
func (g *group) tag(of *string, tags map[string]string) error {
	if err := checkTags(tags); err != nil {
		return err
	}
	all := shownTags(g)
	maps.Copy(all, tags)
	if len(all) > maxTags {
		return &types.TooManyTagsException{Message: aws.String("Too many tags: the limit is 50"), ResourceName: of}
	}
	g.tags = all
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
