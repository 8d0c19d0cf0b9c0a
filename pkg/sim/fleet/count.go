package fleet

import "time"

// What identifies what was counted.
type (
	// Op is a kind of call of an actor.
	Op struct{ Actor, Name string }
	// Write is a kind of call of an actor on a kind of item.
	Write struct{ Actor, Op, Item string }
)

// Calls are the calls of one kind.
type Calls struct {
	Made    int
	Refused int           // for a quota
	Time    time.Duration // that all of them took
}

// Units are the request units of DynamoDB.
type Units struct{ Write, Read float64 }

// Counts has the calls, units and billed time of an edition.
type Counts struct {
	Calls       map[Op]Calls
	Units       map[Write]Units
	Invocations map[string]int           // by actor
	Billed      map[string]time.Duration // by actor
	Notices     map[string]int           // events, and records of the log from level warning on
	Logged      map[string]int           // bytes of the functions' logs by actor, if the set-up asks for it
	partitions  *partitions
}

func newCounts() Counts {
	return Counts{
		Calls: map[Op]Calls{}, Units: map[Write]Units{}, Invocations: map[string]int{},
		Billed: map[string]time.Duration{}, Notices: map[string]int{}, Logged: map[string]int{},
		partitions: newPartitions(),
	}
}

func (c Counts) call(op Op, took time.Duration, refused bool) {
	n := c.Calls[op]
	n.Made++
	n.Time += took
	if refused {
		n.Refused++
	}
	c.Calls[op] = n
}

// Of returns the calls of all actors that have one of the names.
func (c Counts) Of(names ...string) (all Calls) {
	for op, n := range c.Calls {
		for _, name := range names {
			if op.Name == name {
				all.Made += n.Made
				all.Refused += n.Refused
				all.Time += n.Time
			}
		}
	}
	return all
}

// Insights returns the calls of Logs Insights.
func (c Counts) Insights() Calls {
	return c.Of("StartQuery", "GetQueryResults", "DescribeQueries", "StopQuery")
}

// SQS returns the requests that SQS bills.
func (c Counts) SQS() Calls {
	return c.Of("SendMessageBatch", "ReceiveMessage", "DeleteMessageBatch", "DeleteMessage", "ChangeMessageVisibilityBatch", "GetQueueAttributes")
}

// AllUnits returns the units of all writes and reads.
func (c Counts) AllUnits() (all Units) {
	for _, u := range c.Units {
		all.Write += u.Write
		all.Read += u.Read
	}
	return all
}

// AllInvocations returns the number of invocations of all functions.
func (c Counts) AllInvocations() (all int) {
	for _, n := range c.Invocations {
		all += n
	}
	return all
}

// AllLogged returns the bytes of all functions' logs.
func (c Counts) AllLogged() (all int) {
	for _, n := range c.Logged {
		all += n
	}
	return all
}

// AllBilled returns the billed time of all functions.
func (c Counts) AllBilled() (all time.Duration) {
	for _, d := range c.Billed {
		all += d
	}
	return all
}
