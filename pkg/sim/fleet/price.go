package fleet

import "time"

// Prices are list prices in dollars, of us-east-1, without a free tier. A month has 730 hours.
type Prices struct {
	GBSecond   float64 // of Lambda on arm64 (aws.amazon.com/lambda/pricing)
	Invocation float64 // of Lambda (same)
	SQSCall    float64 // standard queue (aws.amazon.com/sqs/pricing)
	WriteUnit  float64 // on demand (aws.amazon.com/dynamodb/pricing/on-demand)
	ReadUnit   float64 // on demand (same)
	Schedule   float64 // an invocation of EventBridge Scheduler (aws.amazon.com/eventbridge/pricing)

	AlarmMonth     float64 // a metric of an alarm of standard resolution (aws.amazon.com/cloudwatch/pricing)
	MetricMonth    float64 // a custom metric; by the hour, in the hours in which it is sent (same)
	DashboardMonth float64 // (same)
	LogGB          float64 // taken into CloudWatch Logs, Standard class (same)
	LogGBMonth     float64 // kept there, compressed (same)
	ScannedGB      float64 // by a query of Logs Insights (same)

	TableGBMonth  float64 // of DynamoDB (aws.amazon.com/dynamodb/pricing/on-demand)
	BackupGBMonth float64 // of point-in-time recovery (same)

	ObjectPut     float64 // S3 Standard (aws.amazon.com/s3/pricing)
	ObjectGet     float64 // (same)
	ObjectGBMonth float64 // (same)

	Publish   float64 // on a standard topic (aws.amazon.com/sns/pricing)
	TopicMail float64 // to an address that is subscribed (same)
	Mail      float64 // to an address, by SES (aws.amazon.com/ses/pricing)
	Event     float64 // on a bus (aws.amazon.com/eventbridge/pricing)
}

// ListPrices are the prices of November 2026.
var ListPrices = Prices{
	GBSecond: 1.33334e-5, Invocation: 0.20e-6, SQSCall: 0.40e-6, WriteUnit: 0.625e-6, ReadUnit: 0.125e-6, Schedule: 1e-6,
	AlarmMonth: 0.10, MetricMonth: 0.30, DashboardMonth: 3, LogGB: 0.50, LogGBMonth: 0.03, ScannedGB: 0.005,
	TableGBMonth: 0.25, BackupGBMonth: 0.20,
	ObjectPut: 5e-6, ObjectGet: 0.4e-6, ObjectGBMonth: 0.023,
	Publish: 0.50e-6, TopicMail: 20e-6, Mail: 100e-6, Event: 1e-6,
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
