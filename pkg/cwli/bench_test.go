package cwli

import (
	"fmt"
	"testing"
)

// botLog returns the events of a Telegram bot on Lambda, like those of
// examples/bot-usage: lines of the embedded metric format and of Lambda.
func botLog() (events []Event) {
	add := func(i int, format string, args ...any) {
		events = append(events, Event{Timestamp: int64(1767225600000 + i*250), Group: "/aws/lambda/bot",
			Stream: "2026/01/01/[$LATEST]0", Message: fmt.Appendf(nil, format, args...), Ptr: "0-0"})
	}
	const id = "8f5c0f5e-2b0c-4d51-9c1e-0a1b2c3d4e5f"
	for i := range 10_000 {
		add(i, "START RequestId: %s Version: $LATEST\n", id)
		add(i, `{"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"TelegramBot","Dimensions":[["service"]],`+
			`"Metrics":[{"Name":"calls","Unit":"Count"},{"Name":"latency_ms","Unit":"Milliseconds"}]}]},"service":"telegram-bot",`+
			`"level":"info","request_id":"%s","update_id":%d,"user_id":%d,"chat_id":-100%d,"is_group":%d,"is_new_user":%t,`+
			`"command":"/start","latency_ms":%d.5,"message":"handled an update of a user, answered at once"}`,
			1767225600000+i*250, id, i, i%977, i%31, i%3/2, i%40 == 0, i%400)
		add(i, "END RequestId: %s\n", id)
		add(i, "REPORT RequestId: %s\tDuration: %d.34 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 65 MB\t\n", id, i%100)
	}
	return events
}

func BenchmarkExecution(b *testing.B) {
	events := botLog()
	bytes := 0
	for i := range events {
		bytes += len(events[i].Message)
	}
	for _, bench := range []struct{ name, query string }{
		{"filter and count", "filter (is_group=1) | stats count(*) as calls"},
		{"bins", "filter is_group=1 | stats count(*) by bin(1h)"},
		{"group and average", "stats avg(latency_ms) by command, is_group"},
		{"latest rows", "fields @timestamp, user_id, command, message | sort @timestamp desc | limit 20"},
		{"substring", "filter @message like /error/ | stats count(*)"},
	} {
		b.Run(bench.name, func(b *testing.B) {
			q, err := Compile(bench.query)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(bytes))
			b.ReportAllocs()
			for b.Loop() {
				x := q.Execution(Options{})
				for i := range events {
					if err := x.Add(&events[i]); err != nil {
						b.Fatal(err)
					}
				}
				if _, err := x.Result(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
