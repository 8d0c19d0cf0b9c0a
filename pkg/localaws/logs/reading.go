package logs

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// Read is the rest of an operation that reads events: it needs no Core, and so may run
// without a lock on it. It returns the error of a source or that of the context.
type Read[Out any] func(context.Context) (Out, error)

// oneGroup returns the name of a group that an input has as a name, or as a name or an ARN
// without ":*" in its identifier.
func oneGroup(name, identifier *string) (string, error) {
	if (name == nil) == (identifier == nil) {
		return "", invalid("Exactly one of the parameters logGroupName and logGroupIdentifier must name the log group.")
	}
	if name != nil {
		return *name, checkGroupName("logGroupName", *name)
	}
	if strings.ContainsRune(*identifier, '*') { // recorded: moto, test_arn_formats_log_group_and_stream
		return "", violated("logGroupIdentifier", *identifier, `Member must satisfy regular expression pattern: [\w#+=/:,.@-]*`)
	}
	of := strings.TrimPrefix(*identifier, groupARN)
	return of, checkGroupName("logGroupIdentifier", of)
}

// contents returns the sources of a group's events, or an error for a group that does not exist.
func (c *Core) contents(name string) ([]input, error) {
	if c.groups[name] == nil && c.sources[name] == nil && c.catchAll == nil {
		return nil, noGroup()
	}
	return c.inputs(name), nil
}

// each yields the events of an input until ctx is done.
func (in input) each(ctx context.Context, yield func(*cwli.Event) error) error {
	err := in.source.Each(ctx, in.group, func(e *cwli.Event) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return yield(e)
	})
	if err != nil {
		return fmt.Errorf("read the events of log group %s: %w", in.group, err)
	}
	return nil
}

// span is a range of time in milliseconds, both ends inclusive.
type span struct{ start, end int64 }

func (s span) has(e *cwli.Event) bool { return s.start <= e.Timestamp && e.Timestamp <= s.end }

// checkSpan returns an error for a range that ends before it begins, or begins before 1970.
func checkSpan(startTime, endTime *int64) error {
	switch {
	case aws.ToInt64(startTime) < 0:
		return violated("startTime", fmt.Sprint(*startTime), "Member must have value greater than or equal to 0")
	case aws.ToInt64(endTime) < 0:
		return violated("endTime", fmt.Sprint(*endTime), "Member must have value greater than or equal to 0")
	case startTime != nil && endTime != nil && *endTime < *startTime:
		return invalid("endTime %d is before startTime %d", *endTime, *startTime)
	}
	return nil
}
