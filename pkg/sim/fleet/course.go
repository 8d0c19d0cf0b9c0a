package fleet

import (
	"strconv"
	"strings"
	"time"

	ddbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// course has the times of the steps of one query.
type course struct {
	starts   int
	received time.Time // its message, by a worker or for one
	asked    time.Time // StartQuery was called
	ended    time.Time // it had run
	read     time.Time // the GetQueryResults that found it ended was called
	stored   time.Time // its result was written
}

func (e *Edition) received(s Setup, messages []types.Message, at time.Time) {
	for _, m := range messages {
		q, err := fanlight.ParseQueryMessage(*m.Body)
		if err != nil {
			continue // it is a report's
		}
		of, err := strconv.Atoi(strings.TrimPrefix(q.Query.ID, "q"))
		if err != nil {
			continue
		}
		if i, err := s.place(string(q.Run), of); err == nil && e.courses[i].received.IsZero() {
			e.courses[i].received = at
			e.byPlace[sent{string(q.Run), strconv.Itoa(q.Query.Index)}] = i
		}
	}
}

func (e *Edition) started(i int, id string, asked, ended time.Time) {
	e.byID[id] = i
	c := &e.courses[i]
	c.starts++
	c.asked, c.ended = asked, ended
}

func (e *Edition) wasRead(id string, at time.Time) {
	if c := &e.courses[e.byID[id]]; c.read.IsZero() {
		c.read = at
	}
}

// stored notes the results among written items.
func (e *Edition) stored(writes []ddbtypes.WriteRequest, at time.Time) {
	for _, w := range writes {
		if w.PutRequest == nil {
			continue
		}
		pk, sk := words(w.PutRequest.Item["pk"]), words(w.PutRequest.Item["sk"])
		if sk[0] != "RESULT" {
			continue
		}
		if i, known := e.byPlace[sent{pk[1], sk[1]}]; known {
			e.courses[i].stored = at
		}
	}
}

// sent names a query by its place in its run's sending order.
type sent struct{ run, place string }

// words returns the parts of a key.
func words(key ddbtypes.AttributeValue) []string {
	text, _ := key.(*ddbtypes.AttributeValueMemberS)
	if text == nil {
		return []string{""}
	}
	return strings.Split(text.Value, "#")
}

// SlotTime is how the time of all slots from the first message sent to the last
// result read was spent, as shares that add up to 1. A worker may hold more queries
// than it has slots; Free is below 0 if they more than fill the slots.
type SlotTime struct {
	Free    float64 // no query held
	Waiting float64 // a query held that was not started
	Running float64 // with the latency of its start
	Ended   float64 // a query held that had ended, not yet read
	Read    float64 // a read result that was not yet written
}

// SlotTime returns how the time of so many slots was spent.
func (e *Edition) SlotTime(slots int) SlotTime {
	all := float64(slots) * e.Makespan().Seconds()
	t := SlotTime{Free: 1}
	for _, c := range e.courses {
		t.Waiting += c.asked.Sub(c.received).Seconds() / all
		t.Running += c.ended.Sub(c.asked).Seconds() / all
		t.Ended += c.read.Sub(c.ended).Seconds() / all
		t.Read += c.stored.Sub(c.read).Seconds() / all
	}
	t.Free -= t.Waiting + t.Running + t.Ended + t.Read
	return t
}
