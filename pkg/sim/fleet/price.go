package fleet

import "time"

// Prices are list prices in dollars, of us-east-1, without a free tier.
type Prices struct {
	GBSecond   float64 // of Lambda on arm64 (aws.amazon.com/lambda/pricing)
	Invocation float64 // of Lambda (same)
	SQSCall    float64 // standard queue (aws.amazon.com/sqs/pricing)
	WriteUnit  float64 // on demand (aws.amazon.com/dynamodb/pricing/on-demand)
	ReadUnit   float64 // on demand (same)
	Schedule   float64 // an invocation of EventBridge Scheduler (aws.amazon.com/eventbridge/pricing)
}

// ListPrices are the prices of November 2026.
var ListPrices = Prices{
	GBSecond: 1.33334e-5, Invocation: 0.20e-6, SQSCall: 0.40e-6, WriteUnit: 0.625e-6, ReadUnit: 0.125e-6, Schedule: 1e-6,
}

// Memory is how many MB a function has.
type Memory func(actor string) int

// Dollars returns what an edition of so many reports cost: the functions, the
// queues' calls, the table's units, the schedules. Logs, destinations and the
// scanned bytes are not part of it, nor what a stack costs without reports: the
// pollers of idle queues.
func (p Prices) Dollars(c Counts, reports int, memory Memory) float64 {
	d := float64(reports) * p.Schedule
	for actor, billed := range c.Billed {
		d += gigabyteSeconds(billed, memory(actor)) * p.GBSecond
	}
	u := c.AllUnits()
	return d + float64(c.AllInvocations())*p.Invocation + float64(c.SQS().Made)*p.SQSCall + u.Write*p.WriteUnit + u.Read*p.ReadUnit
}

func gigabyteSeconds(billed time.Duration, mb int) float64 {
	return billed.Seconds() * float64(mb) / 1024
}
