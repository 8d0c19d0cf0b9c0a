// Package price has the list prices of AWS by which costs are shown, bounded and computed:
// those of docs/costs.md.
package price

// Table has list prices in dollars, of us-east-1, without a free tier. A month has 730 hours.
type Table struct {
	GBSecond         float64 // of Lambda on arm64 (aws.amazon.com/lambda/pricing)
	Invocation       float64 // of Lambda (same)
	DurableOperation float64 // of a durable function, by a worked example (same)
	SQSCall          float64 // standard queue (aws.amazon.com/sqs/pricing)
	WriteUnit        float64 // on demand (aws.amazon.com/dynamodb/pricing/on-demand)
	ReadUnit         float64 // on demand (same)
	Schedule         float64 // an invocation of EventBridge Scheduler (aws.amazon.com/eventbridge/pricing)

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

// ScannedByte is the price of a byte that a query of Logs Insights scans, in dollars: GB are
// powers of ten. Other Regions charge up to half as much again.
const ScannedByte = scannedGB / 1e9

const scannedGB = 0.005

// List has the prices of November 2026.
var List = Table{
	GBSecond: 1.33334e-5, Invocation: 0.20e-6, DurableOperation: 8e-6, SQSCall: 0.40e-6, WriteUnit: 0.625e-6, ReadUnit: 0.125e-6, Schedule: 1e-6,
	AlarmMonth: 0.10, MetricMonth: 0.30, DashboardMonth: 3, LogGB: 0.50, LogGBMonth: 0.03, ScannedGB: scannedGB,
	TableGBMonth: 0.25, BackupGBMonth: 0.20,
	ObjectPut: 5e-6, ObjectGet: 0.4e-6, ObjectGBMonth: 0.023,
	Publish: 0.50e-6, TopicMail: 20e-6, Mail: 100e-6, Event: 1e-6,
}

// Use counts the work of the machinery for editions: the functions, the queues, the table and the
// schedules.
type Use struct {
	Schedules   float64
	GBSeconds   float64 // billed
	Invocations float64
	SQSCalls    float64
	WriteUnits  float64
	ReadUnits   float64
}

// Dollars returns what a use costs.
func (t Table) Dollars(u Use) float64 {
	return u.Schedules*t.Schedule + u.GBSeconds*t.GBSecond + u.Invocations*t.Invocation + u.SQSCalls*t.SQSCall +
		u.WriteUnits*t.WriteUnit + u.ReadUnits*t.ReadUnit
}
