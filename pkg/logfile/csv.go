package logfile

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// csvExport is the layout of files that the console downloads: of log events with the
// columns timestamp and message, of the rows of a query with those that it has.
var csvExport = &layout{name: "CSV of the console", time: "in the column of the header"}

// csvColumns are the places of columns, -1 if there is none.
type csvColumns struct {
	count                          int
	time, message, stream, eventID int
}

// isCSVHeader reports whether the first line of a file is the header of such a file.
func isCSVHeader(line []byte) bool {
	return csvHeader(string(line)).message >= 0
}

// csvHeader returns the columns of a header, without a message if it is not one of events.
func csvHeader(line string) csvColumns {
	names := strings.Split(strings.ReplaceAll(line, `"`, ""), ",")
	find := func(wanted ...string) int {
		return slices.IndexFunc(names, func(name string) bool { return slices.Contains(wanted, name) })
	}
	c := csvColumns{count: len(names), time: find("timestamp", "@timestamp"), message: find("message", "@message"),
		stream: find("logStreamName", "@logStream"), eventID: find("eventId")}
	if c.time < 0 {
		c.message = -1
	}
	return c
}

// readCSV reads the file after its header as records of one line or more.
func (r *entryReader) readCSV() error {
	columns := csvHeader(string(r.lines.last))
	for {
		record, start, err := r.csvRecord()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := r.sendRecord(columns, record, start); err != nil {
			return err
		}
	}
}

// csvRecord returns the next record: lines with an even number of quotes together.
func (r *entryReader) csvRecord() (record []byte, start item, err error) {
	r.pretty = r.pretty[:0]
	for quotes := 0; len(r.pretty) == 0 || quotes%2 != 0; {
		line, err := r.lines.read()
		if err != nil && quotes > 0 {
			return nil, start, unexpectedEnd(err)
		}
		if err != nil {
			return nil, start, err
		}
		if quotes += bytes.Count(line, []byte{'"'}); len(r.pretty) == 0 {
			start = item{layout: csvExport, offset: r.lines.offset, line: r.lines.number}
		} else {
			r.pretty = append(r.pretty, '\n')
		}
		if r.pretty = append(r.pretty, line...); len(r.pretty) > longestLine {
			return nil, start, errTooLong
		}
	}
	return r.pretty, start, nil
}

func (r *entryReader) sendRecord(c csvColumns, record []byte, i item) error {
	values, err := csv.NewReader(bytes.NewReader(record)).Read()
	if err != nil || len(values) != c.count {
		return &lineError{i.line, fmt.Errorf("invalid record: want %d columns, as the header has", c.count)}
	}
	if i.at = r.line.config.value(values[c.time], r.line.modified); !i.at.OK() {
		return &lineError{i.line, fmt.Errorf("invalid time %q of a record", excerpt(values[c.time]))}
	}
	i.at.Kind = stamp.Read // the console writes UTC
	e := r.begin([]byte(values[c.message]))
	if c.stream >= 0 {
		e.Stream = r.to.name(values[c.stream])
	}
	if c.eventID >= 0 {
		i.id = values[c.eventID]
	}
	return r.emit(i)
}
