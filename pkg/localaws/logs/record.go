package logs

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// GetLogRecord returns all fields of the event that @ptr in a result points to.
func (c *Core) GetLogRecord(ctx context.Context, in *sdk.GetLogRecordInput, _ ...func(*sdk.Options)) (*sdk.GetLogRecordOutput, error) {
	read, err := c.ReadRecord(in)
	if err != nil {
		return nil, err
	}
	return read(ctx)
}

// ReadRecord is GetLogRecord up to where it reads events.
func (c *Core) ReadRecord(in *sdk.GetLogRecordInput) (Read[*sdk.GetLogRecordOutput], error) {
	if err := refuse("GetLogRecord", field{"Unmask", in.Unmask}); err != nil {
		return nil, err
	}
	pointer := aws.ToString(in.LogRecordPointer)
	if pointer == "" {
		return nil, violated("logRecordPointer", "", "Member must have length greater than or equal to 1")
	}
	inputs := c.pointed(pointer)
	return func(ctx context.Context) (*sdk.GetLogRecordOutput, error) {
		return findRecord(ctx, inputs, pointer)
	}, nil
}

// pointed returns the sources that may have the event of a pointer: that of the group before
// its last colon, else all.
func (c *Core) pointed(pointer string) (inputs []input) {
	if at := strings.LastIndexByte(pointer, ':'); at >= 0 {
		if inputs = c.inputs(pointer[:at]); len(inputs) > 0 {
			return inputs
		}
	}
	for _, name := range c.groupNames(func(string) bool { return true }) {
		inputs = append(inputs, c.inputs(name)...)
	}
	return inputs
}

var errFound = errors.New("found")

func findRecord(ctx context.Context, inputs []input, pointer string) (*sdk.GetLogRecordOutput, error) {
	for _, in := range inputs {
		var record map[string]string
		err := in.each(ctx, func(e *cwli.Event) error {
			if e.Pointer() != pointer {
				return nil
			}
			record = recordOf(e, in.group)
			return errFound
		})
		if record != nil {
			return &sdk.GetLogRecordOutput{LogRecord: record}, nil
		}
		if err != nil {
			return nil, err
		}
	}
	return nil, invalid("The logRecordPointer %s points to no log event.", pointer)
}

// recordOf returns the fields of an event: those of the service, whose times are in
// milliseconds, and those that its message has if it is a JSON object.
func recordOf(e *cwli.Event, group string) map[string]string {
	record := discovered(e.Message)
	record["@timestamp"] = strconv.FormatInt(e.Timestamp, 10)
	if e.IngestionTime != 0 {
		record["@ingestionTime"] = strconv.FormatInt(e.IngestionTime, 10)
	}
	record["@message"] = string(e.Message)
	record["@logStream"] = e.Stream
	record["@log"] = accountID + ":" + group
	record["@ptr"] = e.Pointer()
	return record
}
