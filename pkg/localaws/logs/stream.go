package logs

import (
	"cmp"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// stream has the known facts of a log stream. The times are in milliseconds since 1970, and
// those of events are 0 in an empty stream.
type stream struct {
	name     string
	created  int64 // 0 for a stream that only a source has
	first    int64 // the oldest timestamp
	last     int64 // the newest timestamp
	ingested int64 // when the last event came
	events   int64 // how many PutLogEvents added
}

// note takes an event's times into the stream's.
func (s *stream) note(e *cwli.Event) {
	if s.first == 0 || e.Timestamp < s.first {
		s.first = e.Timestamp
	}
	s.last = max(s.last, e.Timestamp)
	s.ingested = max(s.ingested, e.IngestionTime)
}

// describe returns the stream as DescribeLogStreams shows it. StoredBytes is 0 on AWS since
// June 2019 (API_LogStream).
func (s *stream) describe(group string) types.LogStream {
	d := types.LogStream{
		LogStreamName:       aws.String(s.name),
		Arn:                 aws.String(groupARN + group + ":log-stream:" + s.name),
		CreationTime:        aws.Int64(s.created),
		UploadSequenceToken: aws.String(sequenceToken),
		StoredBytes:         aws.Int64(0), //nolint:staticcheck // AWS still sends it, and clients read it
	}
	if s.last != 0 {
		d.FirstEventTimestamp, d.LastEventTimestamp = aws.Int64(s.first), aws.Int64(s.last)
		d.LastIngestionTime = aws.Int64(s.ingested)
	}
	return d
}

// sortStreams sorts streams by name, or by the time of their last event and then by name.
func sortStreams(all []*stream, by types.OrderBy, descending bool) {
	slices.SortFunc(all, func(a, b *stream) int {
		order := cmp.Compare(a.name, b.name)
		if by == types.OrderByLastEventTime {
			order = cmp.Or(cmp.Compare(a.last, b.last), order)
		}
		if descending {
			return -order
		}
		return order
	})
}
