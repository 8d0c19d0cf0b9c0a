package logfile

import (
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// continuations are texts with which a line may go on whose end is missing: digits, a time
// of day after a date, an offset or a part of it, also in logfmt and CSV, the half of the
// day, and names of zones.
var continuations = []string{"9", "5", "30", "530", "0530", " +0530", ":30", " 10:11:12", "T10:11:12", " time=10:11:12", "=1 time=10:11:12", `" time=10:11:12`,
	" tz=+0530", "=1 tz=+0530", `" tz=+0530`,
	"10:11:12", `10:11:12"`, "=10:11:12", ",10:11:12", ";10:11:12", "\t10:11:12", "=+0530", "+0530", `+0530"`,
	" PM", "PM", "M", " EST", "EST", "ST", "T", "ET", "TC", "MT"}

// cutsTime reports whether the end of the file cuts the time of its last line, and counts
// that.
func (r *entryReader) cutsTime(line string, t stamp.Time) bool {
	if !t.OK() || !r.line.unfinished(line, t) {
		return false
	}
	r.to.report.Cut++
	return true
}

// unfinished reports whether the line may have another time if it goes on. The last line
// of a file is such a line if the file was cut in its time: what is left of a time is
// often one as well.
func (r *lineReader) unfinished(line string, t stamp.Time) bool {
	if endsInZone(line) {
		return false
	}
	again := *r
	return goesOnOtherwise(line, t, func(longer []byte) stamp.Time {
		other, _ := again.readText(unsafeString(longer), new(cwli.Event))
		return other
	})
}

// unfinished reports whether the last record of a file may have another time if it goes on.
func (h *csvHeader) unfinished(c *config, record string, values []string, modified time.Time) bool {
	if last := max(h.time, h.clock, h.zone); len(values) != last+1 {
		return len(values) <= last
	}
	t := h.at(c, values, modified)
	if !t.OK() {
		return true
	}
	if endsInZone(record) || strings.HasSuffix(record, `"`) {
		return false
	}
	return goesOnOtherwise(record, t, func(longer []byte) stamp.Time {
		return h.at(c, h.split(nil, longer), modified)
	})
}

// goesOnOtherwise reports whether a line may go on so that it has another time than t.
func goesOnOtherwise(line string, t stamp.Time, read func(longer []byte) stamp.Time) bool {
	longer := []byte(line)
	return slices.ContainsFunc(continuations, func(more string) bool {
		longer = append(longer[:len(line)], more...)
		other := read(longer)
		return other.OK() && other.MS != t.MS || other.Kind == stamp.UnknownZone
	})
}

// endsInZone reports whether a line ends in a zone that nothing can follow: Z, or an
// offset with its minutes.
func endsInZone(line string) bool {
	const short, long = len("+0545"), len("+05:45")
	n := len(line)
	switch {
	case n > 1 && line[n-1] == 'Z':
		return isDigit(line[n-2])
	case n > long && line[n-3] == ':':
		return isOffset(line[n-long:n-3], line[n-2:])
	}
	return n > short && isOffset(line[n-short:n-2], line[n-2:])
}

// isOffset reports whether there are a sign and two digits, and two digits.
func isOffset(hours, minutes string) bool {
	return (hours[0] == '+' || hours[0] == '-') && isDigit(hours[1]) && isDigit(hours[2]) && isDigit(minutes[0]) && isDigit(minutes[1])
}
