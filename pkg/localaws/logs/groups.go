package logs

import (
	"cmp"
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// Valid names, from CreateLogGroup and CreateLogStream in
// docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference.
var (
	groupName  = regexp.MustCompile(`^[.\-_/#A-Za-z0-9]{1,512}$`)
	streamName = regexp.MustCompile(`^[^:*]{1,512}$`)
)

// group is a log group that CreateLogGroup created. Events are only appended, so a part of the
// slice does not change.
type group struct {
	name    string
	created time.Time
	streams map[string]bool
	events  []cwli.Event
	bytes   int64
}

// CreateLogGroup creates an empty log group.
func (c *Core) CreateLogGroup(_ context.Context, in *sdk.CreateLogGroupInput, _ ...func(*sdk.Options)) (*sdk.CreateLogGroupOutput, error) {
	name := aws.ToString(in.LogGroupName)
	if !groupName.MatchString(name) {
		return nil, invalid("Value '%s' at 'logGroupName' failed to satisfy constraint: %s", name, groupName)
	}
	err := refuse("CreateLogGroup",
		field{"DeletionProtectionEnabled", aws.ToBool(in.DeletionProtectionEnabled)},
		field{"KmsKeyId", in.KmsKeyId != nil},
		field{"LogGroupClass", cmp.Or(in.LogGroupClass, types.LogGroupClassStandard) != types.LogGroupClassStandard},
		field{"Tags", len(in.Tags) > 0})
	if err != nil {
		return nil, err
	}
	if c.groups[name] != nil {
		return nil, exists("The specified log group already exists")
	}
	c.groups[name] = &group{name: name, created: c.now(), streams: map[string]bool{}}
	return &sdk.CreateLogGroupOutput{}, nil
}

// CreateLogStream creates an empty stream in a group.
func (c *Core) CreateLogStream(_ context.Context, in *sdk.CreateLogStreamInput, _ ...func(*sdk.Options)) (*sdk.CreateLogStreamOutput, error) {
	name := aws.ToString(in.LogStreamName)
	if !streamName.MatchString(name) {
		return nil, invalid("Value '%s' at 'logStreamName' failed to satisfy constraint: %s", name, streamName)
	}
	g := c.groups[aws.ToString(in.LogGroupName)]
	if g == nil {
		return nil, notFound("The specified log group does not exist.")
	}
	if g.streams[name] {
		return nil, exists("The specified log stream already exists")
	}
	g.streams[name] = true
	return &sdk.CreateLogStreamOutput{}, nil
}

// DescribeLogGroups returns the groups that were created and those that have a source of their
// own, sorted by name, at most 50 a page. All are of class Standard.
func (c *Core) DescribeLogGroups(_ context.Context, in *sdk.DescribeLogGroupsInput, _ ...func(*sdk.Options)) (*sdk.DescribeLogGroupsOutput, error) {
	limit := int(aws.ToInt32(cmp.Or(in.Limit, aws.Int32(50))))
	if err := checkDescribeLogGroups(in, limit); err != nil {
		return nil, err
	}
	standard := cmp.Or(in.LogGroupClass, types.LogGroupClassStandard) == types.LogGroupClassStandard
	names := c.groupNames(func(name string) bool {
		return standard && strings.HasPrefix(name, aws.ToString(in.LogGroupNamePrefix)) &&
			strings.Contains(name, aws.ToString(in.LogGroupNamePattern)) &&
			name > aws.ToString(in.NextToken)
	})
	out := &sdk.DescribeLogGroupsOutput{LogGroups: []types.LogGroup{}}
	if len(names) > limit {
		names = names[:limit]
		out.NextToken = aws.String(names[limit-1])
	}
	for _, name := range names {
		out.LogGroups = append(out.LogGroups, c.describeGroup(name))
	}
	return out, nil
}

func checkDescribeLogGroups(in *sdk.DescribeLogGroupsInput, limit int) error {
	if limit < 1 || limit > 50 {
		return invalid("Value '%d' at 'limit' failed to satisfy constraint: from 1 to 50", limit)
	}
	if in.LogGroupNamePrefix != nil && in.LogGroupNamePattern != nil {
		return invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.")
	}
	return refuse("DescribeLogGroups",
		field{"AccountIdentifiers", len(in.AccountIdentifiers) > 0},
		field{"IncludeLinkedAccounts", aws.ToBool(in.IncludeLinkedAccounts)},
		field{"LogGroupIdentifiers", len(in.LogGroupIdentifiers) > 0})
}

// groupNames returns the sorted names of the groups for which keep returns true.
func (c *Core) groupNames(keep func(string) bool) []string {
	known := map[string]bool{}
	for name := range c.groups {
		known[name] = keep(name)
	}
	for name := range c.sources {
		known[name] = keep(name)
	}
	maps.DeleteFunc(known, func(_ string, kept bool) bool { return !kept })
	return slices.Sorted(maps.Keys(known))
}

func (c *Core) describeGroup(name string) types.LogGroup {
	arn := groupARN + name
	d := types.LogGroup{
		LogGroupName:      aws.String(name),
		LogGroupArn:       aws.String(arn),
		Arn:               aws.String(arn + ":*"),
		LogGroupClass:     types.LogGroupClassStandard,
		MetricFilterCount: aws.Int32(0),
		StoredBytes:       aws.Int64(0),
	}
	if g := c.groups[name]; g != nil {
		d.CreationTime = aws.Int64(g.created.UnixMilli())
		d.StoredBytes = aws.Int64(g.bytes)
	}
	return d
}

// groupARN precedes a group's name in its ARN.
const groupARN = "arn:aws:logs:" + Region + ":" + accountID + ":log-group:"
