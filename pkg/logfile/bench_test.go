package logfile_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// BenchmarkSet_Each reads 20,000 events of each layout: JSON lines of about 400 bytes with
// their time first, in the middle and under another name, lines of the embedded metric
// format, of web servers, of plain text with and without times, and of an export.
func BenchmarkSet_Each(b *testing.B) {
	const fields = `"level":"info","function_name":"prod-telegram-bot","region":"eu-west-1","update_id":812345678,"is_group":1,` +
		`"is_new_user":0,"chat_type":"supergroup","command":"/today","latency_ms":87,"chat_id":-1001234567890,` +
		`"user_id":5123456789,"language":"en","nested":{"a":1,"b":[1,2,3]},"request_id":"8f5c0f5e-2b0c-4d51-9c1e-0a1b2c3d4e5f"`
	for name, line := range map[string]string{
		"JSON, time first":   `{"timestamp":"2026-01-01T00:%02d:%02d.123Z",` + fields + `}`,
		"JSON, time later":   `{` + fields + `,"timestamp":"2026-01-01T00:%02d:%02d.123Z"}`,
		"JSON, another name": `{"time":"2026-01-01T00:%02d:%02d.123Z",` + fields + `}`,
		"embedded metrics":   `{"_aws":{"Timestamp":17672%02d6%02d000,"CloudWatchMetrics":[{"Namespace":"Bot","Metrics":[{"Name":"ms"}]}]},` + fields + `}`,
		"plain text":         `2026-01-01 00:%02d:%02d,123 INFO ` + strings.Repeat("some text ", 10),
		"stack traces":       "2026-01-01 00:%02d:%02d,123 ERROR x\n\tat com.example.service.Handler.handle(Handler.java:123)\nCaused by: java.lang.IllegalStateException: no",
		"export":             `2026-01-01T00:%02d:%02d.123Z ` + strings.Repeat("some text ", 10),
		"web server":         `192.0.2.1 - - [01/Jan/2026:00:%02d:%02d +0200] "GET /some/path HTTP/1.1" 200 512 "-" "curl/8.0"`,
	} {
		b.Run(name, func(b *testing.B) { readLines(b, line) })
	}
}

func readLines(b *testing.B, line string) {
	const written = 20_000
	events := written * (1 + strings.Count(line, "\n"))
	path := filepath.Join(b.TempDir(), "f")
	var content strings.Builder
	for i := range written {
		fmt.Fprintf(&content, line+"\n", i/60%60, i%60)
	}
	if err := os.WriteFile(path, []byte(content.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	set := open(b, path)
	b.SetBytes(int64(content.Len()))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		if err := set.Each(b.Context(), "", func(*cwli.Event) error { n++; return nil }); err != nil || n != events {
			b.Fatal(n, err)
		}
	}
}

// BenchmarkSet_EachOf runs queries over a file of 200 MB, of JSON and text: a filter, groups,
// percentiles, distinct values, the latest rows and a search. Run it with -cpu 1,2.
func BenchmarkSet_EachOf(b *testing.B) {
	var content strings.Builder
	for i := 0; content.Len() < 200e6; i++ {
		fmt.Fprintf(&content, `{"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"Bot","Dimensions":[["command"]],"Metrics":[{"Name":"ms","Unit":"Milliseconds"}]}]},`+
			`"is_group":%d,"user_id":%d,"command":"/c%d","latency_ms":%d.%03d,"request_id":"8f5c0f5e-2b0c-4d51-9c1e-%012d","level":"INFO","message":"handled update %d: %s"}`+"\n",
			1767225600000+i*7%5000+i, i*i%7/6, i*7919%100_003, i*31%17, i*i%97, i%1000, i, i, strings.Repeat("text ", i%20))
		if i%3 == 0 {
			fmt.Fprintf(&content, "START RequestId: 8f5c0f5e-2b0c-4d51-9c1e-%012d Version: $LATEST\n", i)
		}
	}
	path := filepath.Join(b.TempDir(), "f")
	if err := os.WriteFile(path, []byte(content.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	for _, query := range []string{"filter is_group=1 | stats count(*)", "stats avg(latency_ms) by command", "stats pct(latency_ms, 95) by command",
		"stats count_distinct(user_id)", "fields @timestamp, user_id, message | sort @timestamp desc | limit 20", "filter @message like 'update 77' | stats count(*)"} {
		b.Run(query, func(b *testing.B) {
			q, err := cwli.Compile(query)
			if err != nil {
				b.Fatal(err)
			}
			set := open(b, path)
			b.SetBytes(int64(content.Len()))
			for b.Loop() {
				_, err := q.Run(b.Context(), cwli.Options{}, func(ctx context.Context, in cwli.Input, yield func(*cwli.Event) error) error {
					return set.EachOf(ctx, "", in, yield)
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
