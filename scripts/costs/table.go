package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/price"
)

// cents writes dollars a month.
func cents(dollars float64) string {
	switch {
	case dollars == 0:
		return "–"
	case dollars < 0.0005:
		return "under $0.001"
	}
	return fmt.Sprintf("$%.3f", dollars)
}

// parts writes dollars with two digits that count, whatever their size.
func parts(dollars float64) string {
	text := strconv.FormatFloat(dollars, 'g', 2, 64)
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text
	}
	return "$" + strconv.FormatFloat(n, 'f', -1, 64)
}

func row(cells ...string) string { return "| " + strings.Join(cells, " | ") + " |\n" }

func idleTable(small, full []line) string {
	text := row("a month without a report", "default", "everything") + row("---", "---", "---")
	for n, l := range small {
		text += row(l.what, cents(l.dollars), cents(full[n].dollars))
	}
	return text + row("together", cents(total(small)), cents(total(full)))
}

func editionTable(editions []edition) string {
	text := row("an edition of", "functions, queues, ledger, schedule", "logs", "metric `RunEnded`", "kept 90 days", "together", "a daily one, a month")
	text += row("---", "---", "---", "---", "---", "---", "---")
	for _, e := range editions {
		queries := fmt.Sprint(e.queries) + " queries"
		if e.queries == 1 {
			queries = "1 query"
		}
		text += row(queries, parts(e.machinery), parts(e.logs), parts(e.metrics), parts(e.kept), parts(e.total()), cents(e.total()*365/12))
	}
	return text
}

// deliveryTable has what is paid to AWS for a delivery: other providers are not among it.
func deliveryTable() string {
	p := price.List
	text := row("a delivery to", "costs") + row("---", "---")
	for _, d := range []struct {
		to      string
		dollars float64
	}{
		{"`sns`, and to each address that is subscribed " + parts(p.TopicMail), p.Publish},
		{"`s3`: the page, the data, the page of editions, and " + parts(p.ObjectPut) + " for each table", 3*p.ObjectPut + p.ObjectGet},
		{"`email`, for each address", p.Mail},
		{"`eventbridge`", p.Event},
	} {
		text += row(d.to, parts(d.dollars))
	}
	return text
}

// priceTable has every price with the page of AWS that it is on.
func priceTable() string {
	p := price.List
	const million, thousand = 1e6, 1e3
	text := row("what", "price", "source") + row("---", "---", "---")
	for _, l := range []struct {
		what   string
		price  float64
		source string
	}{
		{"Lambda on arm64, a million GB-seconds", p.GBSecond * million, "lambda"},
		{"Lambda, a million invocations", p.Invocation * million, "lambda"},
		{"SQS standard queue, a million requests", p.SQSCall * million, "sqs"},
		{"DynamoDB on demand, a million write units", p.WriteUnit * million, "dynamodb"},
		{"DynamoDB on demand, a million read units", p.ReadUnit * million, "dynamodb"},
		{"DynamoDB, a GB and month", p.TableGBMonth, "dynamodb"},
		{"DynamoDB point-in-time recovery, a GB and month", p.BackupGBMonth, "dynamodb"},
		{"EventBridge Scheduler, a million invocations", p.Schedule * million, "eventbridge"},
		{"EventBridge, a million events of one's own", p.Event * million, "eventbridge"},
		{"CloudWatch, an alarm of one metric, a month", p.AlarmMonth, "cloudwatch"},
		{"CloudWatch, a custom metric, a month, by the hours in which it is sent", p.MetricMonth, "cloudwatch"},
		{"CloudWatch, a dashboard, a month", p.DashboardMonth, "cloudwatch"},
		{"CloudWatch Logs, a GB taken in", p.LogGB, "cloudwatch"},
		{"CloudWatch Logs, a GB and month", p.LogGBMonth, "cloudwatch"},
		{"Logs Insights, a GB scanned", p.ScannedGB, "cloudwatch"},
		{"S3 Standard, a thousand writes", p.ObjectPut * thousand, "s3"},
		{"S3 Standard, a thousand reads", p.ObjectGet * thousand, "s3"},
		{"S3 Standard, a GB and month", p.ObjectGBMonth, "s3"},
		{"SNS, a million messages published", p.Publish * million, "sns"},
		{"SNS, a thousand mails", p.TopicMail * thousand, "sns"},
		{"SES, a thousand mails", p.Mail * thousand, "ses"},
	} {
		text += row(l.what, "$"+strconv.FormatFloat(l.price, 'g', 6, 64), "["+l.source+"](https://aws.amazon.com/"+l.source+"/pricing/)")
	}
	return text
}
