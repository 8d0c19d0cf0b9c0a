package history

import (
	"fmt"
	"strings"
	"time"
)

// importance of a line of a story: when it is too long, the least important kinds go first.
type importance int

const (
	aside importance = iota // a process without effects
	step                    // what goes as it should
	turn                    // what decides
	blow                    // what goes wrong
)

// sentence is a line of a story.
type sentence struct {
	weight importance
	text   string
}

// Story notes a history in words, in at most so many lines: those that matter least are
// left out first, the oldest of them before the others.
func Story(lines []Line, most int) []string {
	s := teller{}
	for _, l := range lines {
		s.line(l)
	}
	return s.shortened(most)
}

// teller makes a story of lines.
type teller struct {
	all []sentence
}

func (s *teller) shortened(most int) (story []string) {
	over := len(s.all) - most
	for weight := aside; weight < blow && over > 0; weight++ {
		for i := range s.all {
			if t := &s.all[i]; over > 0 && t.text != "" && t.weight == weight {
				t.text = ""
				over--
			}
		}
	}
	for _, t := range s.all {
		if t.text != "" {
			story = append(story, t.text)
		}
	}
	return story[max(0, len(story)-most):]
}

func (s *teller) add(l Line, weight importance, format string, args ...any) {
	who := l.By
	if who == "" {
		who = "world"
	}
	at := time.UnixMilli(l.At).UTC().Format("15:04:05.000")
	s.all = append(s.all, sentence{weight, fmt.Sprintf("%s  %-14s %s", at, who, fmt.Sprintf(format, args...))})
}

// line adds what a line has to say, if it has.
func (s *teller) line(l Line) {
	switch {
	case l.Command != nil:
		s.add(l, turn, "is asked to %s %s", l.Command.Kind, ofRun(l.Command.Run, l.Command.Epoch, l.Command.Round))
	case l.Answered != nil && l.Answered.Refused != "":
		s.add(l, step, "refuses it: %s", l.Answered.Refused)
	case l.Call != nil && l.Call.Fault != "":
		s.add(l, blow, "%s at %s %s", l.Call.Fault, l.Call.Op, short(l.Call.On))
	case l.Ends != nil && l.Ends.Died:
		s.add(l, blow, "dies")
	case l.Ends != nil && l.Ends.Error != "":
		s.add(l, turn, "ends: %s", short(l.Ends.Error))
	case l.Received != nil:
		s.add(l, aside, "receives %s", l.Received.Message.words())
	case l.Sent != nil:
		s.add(l, step, "sends %s", l.Sent.Message.words())
	case l.Deleted != nil:
		s.add(l, step, "acknowledges %s", l.Deleted.Message.words())
	case l.Query != nil && l.Query.Run != "":
		s.add(l, step, "%s %d of %s will be %s after %s with %d rows", l.Query.what(), l.Query.Index, ofRun(l.Query.Run, l.Query.Epoch, 0), l.Query.State, time.Duration(l.Query.Ends-l.At)*time.Millisecond, len(l.Query.Rows))
	case l.Document != nil:
		s.add(l, turn, "stores the report of %s", ofRun(l.Document.Run, l.Document.Epoch, 0))
	case l.Delivered != nil:
		s.add(l, turn, "brings part %d of %s to %s", l.Delivered.Part+1, ofRun(l.Delivered.Run, l.Delivered.Epoch, l.Delivered.Round), l.Delivered.To)
	case l.Undelivered != nil:
		s.add(l, blow, "hears from %s: %s", l.Undelivered.To, l.Undelivered.Why)
	case l.Event != nil:
		s.add(l, step, "tells %s: %s", l.Event.Kind, short(l.Event.Detail))
	case l.Removed != nil:
		s.add(l, aside, "%s %s expires", l.Removed.PK, l.Removed.SK)
	case l.Wrote != nil:
		s.wrote(l, l.Wrote)
	}
}

// wrote notes of an item that decides something.
func (s *teller) wrote(l Line, w *Wrote) {
	a := w.Attributes
	kind, rest, _ := strings.Cut(w.SK, "#")
	run := strings.TrimPrefix(w.PK, "RUN#")
	switch kind {
	case "META":
		s.add(l, turn, "makes %s %s", ofRun(run, number(a["epoch"]), number(a["round"])), a["state"])
	case "PROGRESS":
		s.add(l, step, "writes that %s of %s queries of %s are settled", a["settled"], a["size"], run)
	case "SEND":
		state := "claim " + a["fence"]
		if a["state"] != "" {
			state = "ended as " + a["state"]
		}
		s.add(l, turn, "writes of %s round %s: %s", run, rest, state)
	case "DELIVERY":
		s.add(l, step, "records of %s: %s, %s of %s parts", rest, a["state"], a["parts"], a["parts_total"])
	}
}

func number(text string) (n int) {
	_, _ = fmt.Sscan(text, &n)
	return n
}

func (m Message) words() string {
	if m.Queue == "report" {
		return "the message for the report of " + ofRun(m.Run, m.Epoch, m.Round)
	}
	return fmt.Sprintf("the message for query %d of %s", m.Index, ofRun(m.Run, m.Epoch, 0))
}

func ofRun(run string, epoch, round int) string {
	if epoch > 0 {
		run += fmt.Sprintf(" epoch %d", epoch)
	}
	if round > 0 {
		run += fmt.Sprintf(" round %d", round)
	}
	return run
}

// short returns the beginning of a text.
func short(text string) string {
	const most = 110
	text, _, _ = strings.Cut(text, "\n")
	if len(text) > most {
		return text[:most] + "…"
	}
	return text
}

func (q *Query) what() string {
	if q.Estimate {
		return "the estimate of query"
	}
	return "query"
}
