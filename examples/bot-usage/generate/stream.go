package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/fanlight/fanlight/examples/internal/sample"
)

// stream is a log stream: the lines of one execution environment of the function,
// in order.
type stream struct {
	file  string
	bools bool // true and false instead of 1 and 0, as a later version of the bot writes
	lines []line
}

// line is an event with its time: its own or, if it has none, that of the line
// before.
type line struct {
	text string
	at   time.Time
}

// newStreams returns the streams of two environments for each part of the day.
func newStreams() []*stream {
	return []*stream{
		{file: "2026-01-01-LATEST-0c6f1e2a.log"},
		{file: "2026-01-01-LATEST-7d90b3f4.log"},
		{file: "2026-01-01-LATEST-a14e88c0.log"},
		{file: "2026-01-01-LATEST-e5327b9d.log", bools: true},
		{file: "2026-01-02-LATEST-18bd40e7.log.gz", bools: true},
		{file: "2026-01-02-LATEST-93fa6c51.log", bools: true},
	}
}

// streamOf returns the index of the stream of an invocation: the two environments
// of a part of the day take turns.
func streamOf(invocation int, start time.Time) int {
	part := 0
	switch {
	case start.Day() == 2 && start.Hour() >= 3:
		part = 2
	case start.Day() == 2 || start.Hour() >= 18:
		part = 1
	}
	return part*2 + invocation%2
}

func (s *stream) content() string {
	var b strings.Builder
	for _, l := range s.lines {
		b.WriteString(l.text + "\n")
	}
	return b.String()
}

// timed adds an event that has its time in its text.
func (s *stream) timed(at time.Time, text string) {
	s.lines = append(s.lines, line{text, at})
}

// untimed adds lines without a time, which are read with that of the line before.
func (s *stream) untimed(texts ...string) {
	for _, text := range texts {
		at := time.Time{}
		if len(s.lines) > 0 {
			at = s.lines[len(s.lines)-1].at
		}
		s.lines = append(s.lines, line{text, at})
	}
}

// invoke adds the lines of an invocation: those of Lambda, one for each update, and
// a few errors.
func (s *stream) invoke(r *sample.Random, start time.Time, updates []update) {
	id := r.UUID()
	cold := len(s.lines) == 0
	if cold {
		s.untimed("INIT_START Runtime Version: provided:al2023.v112\tRuntime Version ARN: arn:aws:lambda:eu-west-1::runtime:6b1f2f0a")
	}
	s.untimed("START RequestId: " + id + " Version: $LATEST")
	s.timed(start, text(start, id, "INFO", fmt.Sprintf("%d updates", len(updates))))
	if cold {
		s.startOfFile(start)
	}
	for _, u := range updates {
		s.timed(u.at, u.emf(r, id, s.bools))
		if !nearBoundary(u.at) {
			s.mishap(r, u.at, id)
		}
	}
	end := updates[len(updates)-1].at.Sub(start)
	s.untimed("END RequestId: "+id, reportLine(r, id, end, cold))
}

// startOfFile gives the lines at the start of a file the time of the first line with
// a time.
func (s *stream) startOfFile(at time.Time) {
	for i := range s.lines {
		s.lines[i].at = at
	}
}

// nearBoundary reports whether a time is so near to an end of the window that a line
// without a time of its own might be on the wrong side.
func nearBoundary(t time.Time) bool {
	return t.Sub(windowStart).Abs() < time.Minute || t.Sub(windowEnd).Abs() < time.Minute
}

// mishap adds in 2 of 600 cases what is not a line of JSON: JSON that is cut off, or
// a stack trace.
func (s *stream) mishap(r *sample.Random, at time.Time, id string) {
	switch r.Below(600) {
	case 0:
		whole := update{at, true, true}.emf(r, id, s.bools)
		s.untimed(whole[:len(whole)-20-r.Below(60)])
	case 1:
		s.timed(at, text(at, id, "ERROR", "answer callback: Post \"https://api.telegram.org/\": context deadline exceeded"))
		s.untimed("goroutine 1 [running]:", "main.(*bot).answer(0xc00012e000, {0x7a1c40, 0xc000186000})", "\t/src/bot/answer.go:88 +0x1c5")
	}
}

// fill adds warnings until the window has the number of records above.
func fill(r *sample.Random, streams []*stream) {
	missing := records
	for _, s := range streams {
		for _, l := range s.lines {
			if inWindow(l.at) {
				missing--
			}
		}
	}
	for range missing {
		streams[1+r.Below(3)].warn(r)
	}
}

// warn adds a warning before a random update in the window.
func (s *stream) warn(r *sample.Random) {
	for {
		i := r.Below(len(s.lines))
		l := s.lines[i]
		if inWindow(l.at) && !nearBoundary(l.at) && strings.HasPrefix(l.text, "{\"_aws\"") && strings.HasSuffix(l.text, "}") {
			warning := text(l.at, r.UUID(), "WARN", fmt.Sprintf("api.telegram.org answered after %d ms", 1000+r.Below(4000)))
			s.lines = append(s.lines[:i:i], append([]line{{warning, l.at}}, s.lines[i:]...)...)
			return
		}
	}
}
