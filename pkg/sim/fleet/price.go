package fleet

import (
	"time"

	"github.com/fanlight/fanlight/pkg/price"
)

// Memory is how many MB a function has.
type Memory func(actor string) int

// Dollars returns what an edition of so many reports cost by list prices: the functions,
// the queues' calls, the table's units, the schedules. Logs, destinations and the
// scanned bytes are not part of it, nor what a stack costs without reports: the
// pollers of idle queues.
func (c Counts) Dollars(reports int, memory Memory) float64 {
	use := price.Use{Schedules: float64(reports), Invocations: float64(c.AllInvocations()), SQSCalls: float64(c.SQS().Made)}
	for actor, billed := range c.Billed {
		use.GBSeconds += gigabyteSeconds(billed, memory(actor))
	}
	u := c.AllUnits()
	use.WriteUnits, use.ReadUnits = u.Write, u.Read
	return price.List.Dollars(use)
}

func gigabyteSeconds(billed time.Duration, mb int) float64 {
	return billed.Seconds() * float64(mb) / 1024
}
