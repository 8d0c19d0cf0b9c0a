package logfile

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// Options say how files are read. The zero Options recognise everything by itself.
type Options struct {
	// TimeField is the field that has the time of events: the path of a JSON field, a
	// key of logfmt or a column of a file with a header. No other field is looked at
	// then, and a line that has not got it has no time.
	TimeField string

	// TimeFormat is the form of times, with the directives of strftime: %Y %y %m %d %e
	// %b %B %a %H %I %p %M %S %z %s %F %T %R %D, and %f for a fraction of a second. With
	// TimeField it is that of the field, otherwise that of lines of text, in which it is
	// looked for in the first 256 bytes. A fraction, a half of the day and a zone that
	// follow it are read; a time that goes on in another way is not a time.
	TimeFormat string

	// NoTime says which time the lines have of a file without any time.
	NoTime NoTime

	// Report, if it is not nil, is called after each file that Each has read or found
	// not to be a log: from several goroutines if Each runs in several. Without it, a
	// file that is not a log is an error in a folder too.
	Report func(Report)

	// Stdin is read for the path "-"; nil is os.Stdin.
	Stdin io.Reader

	// Now is the time of TimeNow, and the time that decides on the year of times
	// without one that were read from standard input. The zero time is the time of
	// Open.
	Now time.Time
}

// NoTime is a time for lines in files that have none.
type NoTime int

// The times for lines in files that have none.
const (
	TimeError NoTime = iota // none: such a file is an error
	TimeNow                 // Options.Now
	TimeFile                // the time at which the file was changed
)

// ParseNoTime reads the value of a flag: "now" or "file", or "" for TimeError.
func ParseNoTime(s string) (NoTime, error) {
	switch s {
	case "":
		return TimeError, nil
	case "now":
		return TimeNow, nil
	case "file":
		return TimeFile, nil
	}
	return 0, fmt.Errorf("invalid time %q for lines without one: want now or file", s)
}

// config is Options that were checked.
type config struct {
	Options
	format *stamp.Format
	field  *jsonscan.Projection
	ahead  readingAhead
}

func (o Options) compile() (*config, error) {
	c := &config{Options: o, ahead: newReadingAhead()}
	if c.Now.IsZero() {
		c.Now = time.Now()
	}
	if c.Stdin == nil {
		c.Stdin = os.Stdin
	}
	if o.TimeField != "" {
		c.field = jsonscan.New([]string{o.TimeField})
	}
	if o.TimeFormat == "" {
		return c, nil
	}
	format, err := stamp.ParseFormat(o.TimeFormat)
	if err != nil {
		return nil, fmt.Errorf("invalid time format %q: %w", o.TimeFormat, err)
	}
	c.format = format
	return c, nil
}

// value reads a text that is nothing but a time.
func (c *config) value(text string, before time.Time) stamp.Time {
	if c.format == nil {
		return stamp.Value(text)
	}
	t := c.format.Read(text, before)
	if t.OK() && t.End < len(text) {
		t.Kind = stamp.Invalid
	}
	return t
}
