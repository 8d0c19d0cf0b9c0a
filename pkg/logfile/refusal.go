package logfile

import (
	"bytes"
	"errors"
	"io"

	"github.com/fanlight/fanlight/pkg/logfile/internal/unpack"
)

// refusals are the errors of files that are nothing but a document without log events.
var refusals = map[kind]*unpack.NotTextError{
	queryResult: {What: "the result of a query, as get-query-results prints it",
		Remedy: "read the log events themselves, as filter-log-events prints them"},
	lambdaEvent: {What: "the event of a Lambda function that is subscribed to a log group",
		Remedy: "unpack its data, as with jq -r .awslogs.data FILE | base64 -d"},
	datelessPage: {What: "a list of events whose timestamp is not a number of milliseconds", Remedy: "export the events as filter-log-events prints them"},
	textList:     {What: "a list of texts without their times, as --query 'events[].message' prints", Remedy: wholeEvents},
	rowList:      {What: "a list of lists, as --query prints rows", Remedy: wholeEvents},
}

const wholeEvents = "export whole events, without --query"

// foreign returns the error of a document without log events if the file has nothing else.
// Otherwise the document is a line of a log: it reads nothing, or the document as one
// event if it is long.
func (d *documents) foreign(k kind, head []byte, whole bool) error {
	_, end, err := decodeFirst(bytes.NewReader(head))
	cut := errors.Is(err, io.ErrUnexpectedEOF)
	switch {
	case whole && (cut || err == nil && len(trimBlanks(head[end:])) == 0):
		return refusals[k]
	case whole || !cut:
		return nil
	}
	_, _ = d.s.peek() // to the document, which is there
	i := item{offset: d.s.offset, line: d.s.line}
	if err = d.s.read(true); err == nil {
		_, err = d.s.peek()
	}
	switch {
	case err == nil:
		return d.r.readWhole(compact(d.s.value), i)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, errTooLong):
		return refusals[k]
	}
	return err
}
