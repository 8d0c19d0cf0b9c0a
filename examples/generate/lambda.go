package main

import (
	"fmt"
	"time"

	"github.com/fanlight/fanlight/examples/internal/sample"
)

// function is a Lambda function that writes a log.
type function struct {
	name    string
	calls   int // a day
	ms, mb  int // of an invocation, and of memory
	used    int // MB
	streams []string
	log     *sample.Log
}

// invoke adds the lines of an invocation, with its messages within, and its time in
// milliseconds.
func (f *function) invoke(r *sample.Random, at time.Time, ms int, messages ...string) {
	id, stream := r.UUID(), sample.Pick(r, f.streams)
	f.log.Tail(at, stream, "START RequestId: %s Version: $LATEST", id)
	end := at.Add(time.Duration(ms) * time.Millisecond)
	for _, m := range messages {
		written := at.Add(time.Duration(ms-1) * time.Millisecond)
		f.log.Tail(written, stream, "%s\t%s\t%s", written.UTC().Format("2006-01-02T15:04:05.000Z"), id, m)
	}
	f.log.Tail(end, stream, "END RequestId: %s", id)
	f.report(r, end, stream, id, ms)
}

// report adds the line in which Lambda reports an invocation
// (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html).
func (f *function) report(r *sample.Random, at time.Time, stream, id string, ms int) {
	start := ""
	if r.Chance(20) {
		start = fmt.Sprintf("Init Duration: %d.%02d ms\t", 180+r.Below(200), r.Below(100))
	}
	f.log.Tail(at, stream, "REPORT RequestId: %s\tDuration: %d.%02d ms\tBilled Duration: %d ms\tMemory Size: %d MB\tMax Memory Used: %d MB\t%s",
		id, ms-1, r.Below(100), ms, f.mb, f.used+r.Below(f.used/8+1), start)
}

// The functions of a shop from 27 November to 10 December 2025, UTC. On the last day the
// invoices time out, and the mail service refuses a new kind of address.
const lambdaDays = 14

var lambdaStart = time.Date(2025, 11, 27, 0, 0, 0, 0, time.UTC)

func lambdaErrors() sample.Files {
	r := sample.Random(20251127)
	orders := &function{"orders", 62, 90, 256, 118, []string{"2025/11/27/[$LATEST]4f1c09a7", "2025/11/27/[$LATEST]b7e25d90"}, &sample.Log{}}
	mail := &function{"mail", 34, 240, 128, 71, []string{"2025/11/27/[$LATEST]18bd40e7"}, &sample.Log{}}
	invoices := &function{"invoices", 14, 1900, 512, 402, []string{"2025/11/27/[$LATEST]93fa6c51"}, &sample.Log{}}
	files := sample.Files{}
	for i := range lambdaDays {
		day, last := lambdaStart.AddDate(0, 0, i), i == lambdaDays-1
		for _, f := range []*function{orders, mail, invoices} {
			for _, at := range sample.Times(&r, day, sample.About(&r, f.calls), sample.Office) {
				f.work(&r, at, i, last)
			}
		}
	}
	for _, f := range []*function{orders, mail, invoices} {
		files["aws/lambda/"+f.name+"/2025.log.gz"] = f.log.String()
	}
	return files
}

// quietDay has no error at all: its report is not sent.
const quietDay = 10

// work adds an invocation that may fail.
func (f *function) work(r *sample.Random, at time.Time, day int, last bool) {
	ms := f.ms + r.Below(f.ms)
	switch {
	case last && f.name == "invoices" && at.UTC().Hour() >= 11 && at.UTC().Hour() < 17:
		f.invoke(r, at, 30_000, "Task timed out after 30.00 seconds")
	case last && f.name == "mail" && r.Chance(4):
		f.invoke(r, at, ms, fmt.Sprintf("ERROR\tMailRefused: address of customer %d has a second @", 4000+r.Below(900)))
	case day != quietDay && f.name == "mail" && !last && r.Chance(20):
		f.invoke(r, at, ms, fmt.Sprintf("ERROR\tTemplateMissing: no template for locale %s", sample.Pick(r, []string{"fi", "et"})))
	case day != quietDay && f.name == "orders" && r.Chance(16):
		f.invoke(r, at, ms, fmt.Sprintf("ERROR\tPaymentDeclined: card of customer %d was declined", 4000+r.Below(900)))
	case day != quietDay && f.name == "orders" && r.Chance(40):
		f.invoke(r, at, ms, "ERROR\tStockMismatch: shelf has fewer items than the order")
	default:
		f.invoke(r, at, ms)
	}
}
