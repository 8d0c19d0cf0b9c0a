package logfile

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
)

// documentStart is the start of what `aws logs filter-log-events` and
// `get-log-events` print: an array of events.
var documentStart = regexp.MustCompile(
	`^\s*\{\s*"events"\s*:\s*\[\s*(\]|\{\s*"(logStreamName|timestamp|message|ingestionTime|eventId)"\s*:)`)

func isDocument(in *bufio.Reader) bool {
	const enough = 4 << 10
	start, _ := in.Peek(enough) // of a shorter file, all of it
	return documentStart.Match(start)
}

// listedEvent is an event as the API returns it
// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilteredLogEvent.html).
type listedEvent struct {
	Timestamp     int64  `json:"timestamp"`
	IngestionTime int64  `json:"ingestionTime"`
	Stream        string `json:"logStreamName"`
	Message       string `json:"message"`
}

// readDocument reads the events of a file that holds one document or several:
// pages of output that were appended.
func readDocument(ctx context.Context, in *bufio.Reader, to *sink) error {
	d := json.NewDecoder(in)
	for {
		err := readPage(ctx, d, to)
		if errors.Is(err, io.EOF) && !d.More() {
			return nil
		}
		if err != nil {
			return &offsetError{d.InputOffset(), err}
		}
	}
}

// readPage reads one document. The error is io.EOF if there is none.
func readPage(ctx context.Context, d *json.Decoder, to *sink) error {
	if err := expect(d, json.Delim('{')); err != nil {
		return err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return unexpectedEnd(err)
		}
		if key == "events" {
			err = readEvents(ctx, d, to)
		} else {
			err = d.Decode(new(json.RawMessage))
		}
		if err != nil {
			return unexpectedEnd(err)
		}
	}
	return unexpectedEnd(expect(d, json.Delim('}')))
}

func expect(d *json.Decoder, want json.Delim) error {
	got, err := d.Token()
	if err == nil && got != want {
		return fmt.Errorf("invalid %v: want %v", got, want)
	}
	return err
}

// unexpectedEnd returns io.ErrUnexpectedEOF for the end of the file inside a
// document, where io.EOF would mean that the document is complete.
func unexpectedEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func readEvents(ctx context.Context, d *json.Decoder, to *sink) error {
	if err := expect(d, json.Delim('[')); err != nil {
		return err
	}
	for d.More() {
		offset := d.InputOffset()
		var e listedEvent
		if err := d.Decode(&e); err != nil {
			return err
		}
		to.event.Timestamp, to.event.IngestionTime = e.Timestamp, e.IngestionTime
		to.event.Stream, to.event.Group = to.name(e.Stream), ""
		to.event.Message = append(to.event.Message[:0], e.Message...)
		if err := to.send(ctx, offset); err != nil {
			return err
		}
	}
	return expect(d, json.Delim(']'))
}
