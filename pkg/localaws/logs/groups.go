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
	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// Valid names, from CreateLogGroup and CreateLogStream in
// docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference.
var (
	groupName  = lazyregexp.New(`^[.\-_/#A-Za-z0-9]+$`)
	streamName = lazyregexp.New(`^[^:*]*$`)
)

const maxName = 512 // characters of a name (same)

// group is a log group that CreateLogGroup created. Events are only appended, so a part of the
// slice does not change.
type group struct {
	name      string
	created   time.Time // zero for a group that AttachSource created
	streams   map[string]*stream
	events    []cwli.Event
	bytes     int64
	retention int32  // days; 0: events do not expire
	key       string // of KMS; empty: none
	tagged

	metricFilters map[string]types.MetricFilter       // by name
	subscriptions map[string]types.SubscriptionFilter // by name
}

func newGroup(name string) *group {
	return &group{
		name: name, streams: map[string]*stream{},
		metricFilters: map[string]types.MetricFilter{}, subscriptions: map[string]types.SubscriptionFilter{},
	}
}

// group returns a group by its name, which a member of the input has. One that AttachSource
// created becomes one that can hold what calls add to it.
func (c *Core) group(member, name string) (*group, error) {
	if err := checkGroupName(member, name); err != nil {
		return nil, err
	}
	if c.groups[name] == nil {
		if c.sources[name] == nil {
			return nil, noGroup()
		}
		c.groups[name] = newGroup(name)
	}
	return c.groups[name], nil
}

// checkGroupName and checkStreamName return an error for a name that cannot be one.
func checkGroupName(member, name string) error { return checkName(member, name, groupName()) }
func checkStreamName(name string) error        { return checkName("logStreamName", name, streamName()) }

func checkName(member, name string, valid *regexp.Regexp) error {
	return cmp.Or(checkLength(member, name, 1, maxName), checkPattern(member, name, valid))
}

// CreateLogGroup creates an empty log group.
func (c *Core) CreateLogGroup(_ context.Context, in *sdk.CreateLogGroupInput, _ ...func(*sdk.Options)) (*sdk.CreateLogGroupOutput, error) {
	name := aws.ToString(in.LogGroupName)
	if err := checkGroupName("logGroupName", name); err != nil {
		return nil, err
	}
	if err := checkTags(in.Tags); err != nil {
		return nil, err
	}
	err := refuse("CreateLogGroup",
		field{"DeletionProtectionEnabled", aws.ToBool(in.DeletionProtectionEnabled)},
		field{"LogGroupClass", cmp.Or(in.LogGroupClass, types.LogGroupClassStandard) != types.LogGroupClassStandard})
	if err != nil {
		return nil, err
	}
	if err := checkKey(in.KmsKeyId, name); err != nil {
		return nil, err
	}
	if c.groups[name] != nil {
		return nil, exists("The specified log group already exists")
	}
	g := newGroup(name)
	g.key = aws.ToString(in.KmsKeyId)
	if err := g.tag(in.LogGroupName, in.Tags); err != nil {
		return nil, err
	}
	g.created = c.now()
	c.groups[name] = g
	c.ignore(ignoredKey(in.KmsKeyId)...)
	return &sdk.CreateLogGroupOutput{}, nil
}

// CreateLogStream creates an empty stream in a group.
func (c *Core) CreateLogStream(_ context.Context, in *sdk.CreateLogStreamInput, _ ...func(*sdk.Options)) (*sdk.CreateLogStreamOutput, error) {
	name := aws.ToString(in.LogStreamName)
	if err := checkStreamName(name); err != nil {
		return nil, err
	}
	g, err := c.group("logGroupName", aws.ToString(in.LogGroupName))
	if err != nil {
		return nil, err
	}
	if g.streams[name] != nil {
		return nil, exists("The specified log stream already exists")
	}
	g.streams[name] = &stream{name: name, created: c.now().UnixMilli()}
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
	if err := checkSize("limit", limit, 50); err != nil {
		return err
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
		if !g.created.IsZero() {
			d.CreationTime = aws.Int64(g.created.UnixMilli())
		}
		d.StoredBytes = aws.Int64(g.bytes)
		d.MetricFilterCount = aws.Int32(int32(len(g.metricFilters)))
		if g.key != "" {
			d.KmsKeyId = aws.String(g.key)
		}
		if g.retention > 0 {
			d.RetentionInDays = aws.Int32(g.retention)
		}
	}
	return d
}

// groupARN precedes a group's name in its ARN.
const groupARN = "arn:aws:logs:" + Region + ":" + accountID + ":log-group:"
