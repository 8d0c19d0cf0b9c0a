package logs

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/cwli"
)

const (
	maxStreams       = 50             // of one answer (API_DescribeLogStreams); also the default
	streamsTokenLife = 24 * time.Hour // "The token expires after 24 hours" (same)
)

// DescribeLogStreams returns the streams of a group, at most 50 a page. Those of a source are
// read from it.
func (c *Core) DescribeLogStreams(ctx context.Context, in *sdk.DescribeLogStreamsInput, _ ...func(*sdk.Options)) (*sdk.DescribeLogStreamsOutput, error) {
	read, err := c.ReadStreams(in)
	if err != nil {
		return nil, err
	}
	return read(ctx)
}

// ReadStreams is DescribeLogStreams up to where it reads sources.
func (c *Core) ReadStreams(in *sdk.DescribeLogStreamsInput) (Read[*sdk.DescribeLogStreamsOutput], error) {
	if err := checkDescribeLogStreams(in); err != nil {
		return nil, err
	}
	name, err := oneGroup(in.LogGroupName, in.LogGroupIdentifier)
	if err != nil {
		return nil, err
	}
	inputs, err := c.contents(name)
	if err != nil {
		return nil, err
	}
	now := c.now()
	subject := "streams/" + name
	start, err := readToken(in.NextToken, subject, now)
	if err != nil {
		return nil, err
	}
	known := c.knownStreams(name)
	return func(ctx context.Context) (*sdk.DescribeLogStreamsOutput, error) {
		all, err := streamsOf(ctx, known, inputs)
		if err != nil {
			return nil, err
		}
		out := &sdk.DescribeLogStreamsOutput{LogStreams: []types.LogStream{}}
		all = chosen(all, in)
		size := int(aws.ToInt32(cmp.Or(in.Limit, aws.Int32(maxStreams))))
		for _, s := range all[min(start, len(all)):min(start+size, len(all))] {
			out.LogStreams = append(out.LogStreams, s.describe(name))
		}
		if start+size < len(all) {
			out.NextToken = aws.String(writeToken(subject, start+size, now.Add(streamsTokenLife)))
		}
		return out, nil
	}, nil
}

func checkDescribeLogStreams(in *sdk.DescribeLogStreamsInput) error {
	if err := checkLimit(in.Limit, maxStreams); err != nil {
		return err
	}
	if in.OrderBy != "" && !slices.Contains(in.OrderBy.Values(), in.OrderBy) {
		return violated("orderBy", string(in.OrderBy), "Member must satisfy enum value set: [LogStreamName, LastEventTime]")
	}
	if in.OrderBy == types.OrderByLastEventTime && in.LogStreamNamePrefix != nil {
		return invalid("Cannot order by LastEventTime with a logStreamNamePrefix.") // its text: moto, test_describe_log_streams_no_prefix
	}
	return nil
}

// knownStreams returns copies of the streams that CreateLogStream created, by name.
func (c *Core) knownStreams(group string) map[string]*stream {
	known := map[string]*stream{}
	if g := c.groups[group]; g != nil {
		for name, s := range g.streams {
			copied := *s
			known[name] = &copied
		}
	}
	return known
}

// streamsOf adds the streams of sources to those that are known.
func streamsOf(ctx context.Context, known map[string]*stream, inputs []input) ([]*stream, error) {
	for _, in := range inputs {
		if _, ok := in.source.(stored); ok {
			continue // CreateLogStream has made them
		}
		err := in.each(ctx, func(e *cwli.Event) error {
			s := known[e.Stream]
			if s == nil {
				s = &stream{name: strings.Clone(e.Stream)}
				known[s.name] = s
			}
			s.note(e)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return slices.Collect(maps.Values(known)), nil
}

// chosen returns the streams that an input asks for, in its order.
func chosen(all []*stream, in *sdk.DescribeLogStreamsInput) []*stream {
	all = slices.DeleteFunc(all, func(s *stream) bool {
		return !strings.HasPrefix(s.name, aws.ToString(in.LogStreamNamePrefix))
	})
	sortStreams(all, in.OrderBy, aws.ToBool(in.Descending))
	return all
}
