package logfile

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
	"github.com/fanlight/fanlight/pkg/logfile/internal/unpack"
)

// MaxMessage is the longest message of an event, in bytes. The service takes no
// longer event
// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html),
// so that a longer one in a file is left out, and noted.
const MaxMessage = 1 << 20

// sink completes the events of a file, counts them and passes them to yield.
type sink struct {
	pointer  func(place int64) string
	base     int64  // added to the offsets of the events, so that those of an archive differ
	stream   string // of events that name none
	group    string
	yield    func(*cwli.Event) error
	event    cwli.Event
	count    int
	length   int64 // of the text, in bytes
	clock    int64 // the time of events that have none
	invented bool  // the clock is Options.NoTime's
	seen     *seen
	report   Report
	tally    tally
	names    map[string]string   // streams, so that each is one string
	looker   func() *cwli.Looker // nil: lines are not read ahead
}

func newSink(r *reading, path string, e unpack.Entry) *sink {
	return &sink{pointer: pointers(r.group, r.file), base: r.base, stream: streamOf(path, e.Name), group: r.group, yield: r.yield, seen: r.seen, names: map[string]string{}, looker: r.looker}
}

// item says what the event of a sink is.
type item struct {
	at     stamp.Time
	layout *layout // nil of an event without a time
	id     string  // of the event in the service, "" if it is not known; other programs may number kinds of events
	offset int64   // of the event in the text
	line   int
	text   string // where the event begins, for messages
}

// send completes the event and passes it on. The error is a *yieldError if it comes from
// yield, or the cause of the cancelled context.
func (s *sink) send(ctx context.Context, i *item) error {
	e := &s.event
	if len(e.Message) > MaxMessage {
		s.report.TooLong++
		noteFirst(&s.report.FirstTooLong, i)
		return nil
	}
	if isServiceID(i.id) && s.seen.again(i.id) {
		s.report.Duplicates++
		return nil
	}
	s.date(i)
	s.place(e, i.offset)
	const checked = 16 // events after which the context is looked at: each may take a quarter of a second
	if s.count%checked == 0 && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	s.count++
	if err := s.yield(e); err != nil {
		return &yieldError{err}
	}
	return nil
}

// place says where an event is from.
func (s *sink) place(e *cwli.Event, offset int64) {
	if e.Stream == "" {
		e.Stream = s.stream
	}
	if s.group != "" {
		e.Group = s.group
	}
	e.PtrOf, e.Place = s.pointer, s.base+offset
}

// date gives the event its time, and counts it by where that is from.
func (s *sink) date(i *item) {
	switch i.at.Kind {
	case stamp.Read:
		s.clock, s.invented = i.at.MS, false
	case stamp.Local:
		s.report.NoZone++
		s.clock, s.invented = i.at.MS, false
	default:
		s.undated(i)
	}
	s.event.Timestamp = s.clock
	if i.at.OK() && i.layout.yearless {
		s.report.NoYear++
	}
	s.tally.add(i.layout)
}

// undated counts an event that has the time of the one before, as its layout too.
func (s *sink) undated(i *item) {
	switch {
	case i.at.Kind == stamp.Invalid:
		s.report.Invalid++
		noteFirst(&s.report.FirstInvalid, i)
	case i.at.Kind == stamp.UnknownZone:
		s.report.UnknownZone++
		noteFirst(&s.report.FirstUnknownZone, i)
	case s.invented:
		s.report.Invented++
	default:
		s.report.Inherited++
	}
	if i.layout == nil {
		i.layout = s.tally.last
	}
	if i.layout == nil {
		i.layout = undatedText
	}
}

func noteFirst(p *Place, i *item) {
	if p.Line == 0 {
		*p = Place{i.line, excerpt(i.text)}
	}
}

// excerpt returns the start of a line, to be shown.
func excerpt(line string) string {
	const most = 60
	if len(line) <= most {
		return strings.ToValidUTF8(strings.Clone(line), "\ufffd")
	}
	return strings.ToValidUTF8(strings.Clone(line[:most]), "\ufffd") + "…"
}

// finish returns the report of the file.
func (s *sink) finish() Report {
	s.report.Events, s.report.Layouts = int64(s.count), s.tally.list()
	return s.report
}

// invent sets the clock to the time of events in files without any time.
func (s *sink) invent(at time.Time) error {
	if at.Unix() <= 0 {
		return errors.New("read the time at which the file was changed: it has none")
	}
	s.clock, s.invented = at.UnixMilli(), true
	return nil
}

// yieldError is an error of yield, not of the file.
type yieldError struct{ error }

// mostNames limits how many names of streams are remembered: a file may have a stream for
// each event.
const mostNames = 1 << 14

// name returns a copy of the name of a stream or group, the same one for each
// occurrence of it, as far as they are remembered.
func (s *sink) name(b string) string {
	if known, ok := s.names[b]; ok {
		return known
	}
	if len(s.names) == mostNames {
		clear(s.names)
	}
	kept := strings.Clone(b)
	s.names[kept] = kept
	return kept
}
