package sqs

import "time"

// Snapshot is a message in a queue.
type Snapshot struct {
	Number   uint64 // its place in the queue
	Body     string
	Receives int
	Visible  time.Time // from then on
}

// Messages returns the messages of a queue, oldest first; none for an unknown queue. It is for
// tests.
func (c *Core) Messages(queueURL string) []Snapshot {
	q, err := c.find(&queueURL)
	if err != nil {
		return nil
	}
	q.expire(c.now())
	all := make([]Snapshot, len(q.live))
	for i, m := range q.live {
		all[i] = Snapshot{m.number, m.body, m.receives, m.visible}
	}
	return all
}
