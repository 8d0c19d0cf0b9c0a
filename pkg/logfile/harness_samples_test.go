package logfile_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// layoutSample is a file with events of one layout, in which the test of all layouts makes
// changes.
type layoutSample struct {
	name   string
	zoned  bool                              // its times have a zone
	cut    cut                               // what remains of an event whose end is cut off
	write  func(at time.Time, n int) sampled // the n-th event
	header string
	whole  func(events []string) string // joins the events of a document; nil for lines

	isDocument bool // its events are members of it, at the start of a file
	goesOn     bool // an event goes on up to the next one
	isTable    bool // it is CSV, whose records are events at the start of a file, and after other CSV
	isConsole  bool // it is CSV of the console, whose records are events outside an event of several lines
}

// sampled is an event: as the file has it, and as it must be read.
type sampled struct{ text, stream, message string }

// cut says what becomes of an event whose last five bytes are missing.
type cut int

const (
	shorter  cut = iota // it is shorter by these bytes
	raw                 // its text is the message, with its time
	undated             // its text is the message, with the time of the event before
	inQuotes            // what is left of its columns
	refused             // the file is refused
)

// line is a sample whose messages are the lines themselves.
func lineSample(name string, zoned bool, format func(at time.Time, n int) string) layoutSample {
	return layoutSample{name: name, zoned: zoned, write: func(at time.Time, n int) sampled {
		text := format(at, n)
		return sampled{text, "f", text}
	}}
}

// stamped is a lineSample that has its time in a layout of package time, for %s.
func stampedSample(name, layout, format string) layoutSample {
	zoned := strings.Contains(layout, "Z07") || strings.Contains(layout, "-07")
	return lineSample(name, zoned, func(at time.Time, n int) string { return fmt.Sprintf(format, at.Format(layout)) + fmt.Sprint(n) })
}

const uuid = "11111111-2222-4333-8444-555555555555"

// stampedSamples are layouts of lines that hold a time.
var stampedSamples = []layoutSample{
	stampedSample("ISO", time.RFC3339, "%s INFO a message that is number "),
	stampedSample("ISO with a comma", "2006-01-02 15:04:05,000", "%s - name - INFO - a message that is number "),
	stampedSample("ISO, offset after a blank", "2006-01-02 15:04:05 -0700", "[%s] [1] [INFO] Booting worker, number "),
	stampedSample("PostgreSQL, offset of hours and minutes", "2006-01-02 15:04:05.000-07:00", "%s [14723] LOG:  duration, number "),
	stampedSample("PostgreSQL on RDS", "2006-01-02 15:04:05 UTC", "%s:10.0.0.1(5432):user@db:[123]:LOG:  checkpoint, number "),
	stampedSample("Lambda, Node.js", "2006-01-02T15:04:05.000Z", "%s\t"+uuid+"\tINFO\ta message that is number "),
	stampedSample("Lambda, Python", "2006-01-02T15:04:05.000Z07:00", "[ERROR]\t%s\t"+uuid+"\ta message that is number "),
	stampedSample("level first", "2006-01-02 15:04:05,000", "WARNING %s root: a message that is number "),
	stampedSample("Apache and nginx, access", "02/Jan/2006:15:04:05 -0700", `192.0.2.1 - "x y" [%s] "GET / HTTP/1.1" 200 512 "-" "curl" number `),
	stampedSample("S3, access", "02/Jan/2006:15:04:05 -0700", `79a59df900b949e5 bucket [%s] 192.0.2.3 - 3E57427F REST.GET.VERSIONING - number `),
	stampedSample("Apache, error", "Mon Jan 02 15:04:05.000000 2006", "[%s] [core:error] [pid 1] a message that is number "),
	stampedSample("nginx, error", "2006/01/02 15:04:05", "%s [error] 123#0: *1 open() failed, number "),
	stampedSample("Go", "2006/01/02 15:04:05.000000", "%s main.go:12: a message that is number "),
	stampedSample("syslog, RFC 3164", time.Stamp, "<34>%s host app[12]: a message that is number "),
	stampedSample("syslog, file", time.Stamp, "%s host app[12]: a message that is number "),
	stampedSample("syslog, RFC 5424", "2006-01-02T15:04:05.000Z07:00", "<34>1 %s host app 12 ID47 - a message that is number "),
	lineSample("rsyslog, file", true, func(at time.Time, n int) string {
		return at.Add(456*time.Microsecond).Format("2006-01-02T15:04:05.000000-07:00") + fmt.Sprint(" host app[12]: a message that is number ", n)
	}),
	stampedSample("klog", "0102 15:04:05.000000", "I%s       1 server.go:12] a message that is number "),
	stampedSample("Ruby", "2006-01-02T15:04:05.000000", "I, [%s #1234]  INFO -- : a message that is number "),
	stampedSample("ALB", "2006-01-02T15:04:05.000000Z", `https %s app/lb/50dc 192.0.2.39:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 "GET https://example.com:443/ HTTP/1.1" number `),
	stampedSample("NLB", "2006-01-02T15:04:05", `tls 2.0 %s net/lb/c6e7 g3d4b5e8 72.21.218.154:51341 172.100.100.185:443 5 2 98 246 - number `),
	stampedSample("classic ELB", "2006-01-02T15:04:05.000000Z", `%s my-loadbalancer 192.168.131.39:2817 10.0.0.1:80 0.000073 0.001048 0.000057 200 200 number `),
	stampedSample("logfmt, ts", time.RFC3339, `level=info msg="a \"b\" c" ts=%s caller=a.go:12 number=`),
	stampedSample("logrus", time.RFC3339, `time="%s" level=info msg=started number=`),
	stampedSample("Tomcat", "02-Jan-2006 15:04:05.000", "%s INFO [main] org.apache.catalina.startup number "),
	lineSample("squid", false, func(at time.Time, n int) string {
		return fmt.Sprintf("%d.250 59 192.0.2.1 TCP_MISS/200 1024 GET http://example.com/ - number %d", at.Unix(), n)
	}),
	lineSample("MariaDB", false, func(at time.Time, n int) string {
		return at.Format("2006-01-02 ") + fmt.Sprintf("%2d", at.Hour()) + at.Format(":04:05") + fmt.Sprint(" 0 [Note] a message that is number ", n)
	}),
	stampedSample("FortiGate", `date=2006-01-02 time=15:04:05 devname="FG" tz="-0700"`, "%s logid=0100032002 msg=text number="),
	{name: "Rails", zoned: true, cut: undated, write: func(at time.Time, n int) sampled {
		text := fmt.Sprintf(`Started GET "/%d" for 127.0.0.1 at %s`, n, at.Format("2006-01-02 15:04:05 -0700"))
		return sampled{text, "f", text}
	}},
}

// jsonSamples are layouts of lines that are JSON objects.
var jsonSamples = []layoutSample{
	stampedSample("JSON, timestamp", "2006-01-02T15:04:05.000Z07:00", `{"timestamp":"%s","level":"info","number":`),
	stampedSample("JSON, time later", time.RFC3339, `{"level":"info","nested":{"a":[1,{"b":"}{"}]},"time":"%s","number":`),
	stampedSample("JSON, asctime", "2006-01-02 15:04:05,000", `{"asctime":"%s","levelname":"INFO","number":`),
	stampedSample("JSON, @t", "2006-01-02T15:04:05.0000000Z07:00", `{"@t":"%s","@m":"text","number":`),
	lineSample("JSON, escaped offset", true, func(at time.Time, n int) string {
		return `{"\u0054imestamp":"` + strings.ReplaceAll(at.Format("2006-01-02T15:04:05-07:00"), "+", `\u002B`) + fmt.Sprintf(`","number":%d`, n)
	}),
	lineSample("JSON, ns", false, func(at time.Time, n int) string { return fmt.Sprintf(`{"ts":%d,"number":%d`, at.UnixNano()+999, n) }),
	lineSample("JSON, µs as text", false, func(at time.Time, n int) string {
		return fmt.Sprintf(`{"__REALTIME_TIMESTAMP":"%d","MESSAGE":"a","number":%d`, at.UnixMicro(), n)
	}),
	lineSample("embedded metrics", false, func(at time.Time, n int) string {
		return fmt.Sprintf(`{"_aws":{"Timestamp":%d,"CloudWatchMetrics":[]},"number":%d`, at.UnixMilli(), n)
	}),
	lineSample("CloudFront, JSON", false, func(at time.Time, n int) string {
		return fmt.Sprintf(`{"date":"%s","time":"%s","number":%d`, at.Format(time.DateOnly), at.Format(time.TimeOnly), n)
	}),
}

// closed returns the JSON samples with the brace that ends each object: all that the cut
// takes away is in the last value, but then the object has no end.
func closed(samples []layoutSample) []layoutSample {
	all := make([]layoutSample, len(samples))
	for i, s := range samples {
		open := s.write
		s.write = func(at time.Time, n int) sampled {
			text := open(at, n).text + `,"last":"text"}`
			return sampled{text, "f", text}
		}
		all[i] = s
	}
	return all
}

func quoted(s string) string {
	b, _ := json.Marshal(s) // a string can always be written
	return string(b)
}

// unwrapped are layouts that hold messages of others.
var unwrapped = []layoutSample{
	{name: "events as JSON lines", cut: raw, write: func(at time.Time, n int) sampled {
		m := fmt.Sprintf(`{"n":%d}`, n)
		return sampled{fmt.Sprintf(`{"timestamp":%d,"message":%s,"logStreamName":"s","eventId":"e%d"}`, at.UnixMilli(), quoted(m), n), "s", m}
	}},
	{name: "aws logs tail --format none", zoned: true, cut: raw, write: func(at time.Time, n int) sampled {
		m := fmt.Sprint("text ", n)
		stamp := at.Format("2006-01-02T15:04:05.000000-07:00")
		return sampled{fmt.Sprintf(`{"logStreamName":"s","timestamp":"%s","message":%s,"ingestionTime":"%s","eventId":"x%d"}`, stamp, quoted(m), stamp, n), "s", m}
	}},
	{name: "Docker's json-file", zoned: true, cut: undated, write: func(at time.Time, n int) sampled {
		m := fmt.Sprintf(`{"n":%d}`, n)
		return sampled{fmt.Sprintf(`{"log":%s,"stream":"stdout","time":"%s"}`, quoted(m+"\n"), at.Format("2006-01-02T15:04:05.000000000Z07:00")), "f", m}
	}},
	{name: "CRI", zoned: true, write: func(at time.Time, n int) sampled {
		m := fmt.Sprint("a message that is number ", n)
		return sampled{at.Format("2006-01-02T15:04:05.000000000Z07:00") + " stderr F " + m, "f", m}
	}},
	{name: "docker compose", zoned: true, write: func(at time.Time, n int) sampled {
		m := at.Format(time.RFC3339) + fmt.Sprint(" a message that is number ", n)
		return sampled{"web-1  | " + m, "web-1", m}
	}},
	{name: "aws logs tail", goesOn: true, write: func(at time.Time, n int) sampled {
		m := fmt.Sprintf("a message\n  of several lines, number %d", n)
		return sampled{at.UTC().Format("2006-01-02T15:04:05.000000-07:00") + " 2026/01/01/[$LATEST]0a1b2c " + m, "2026/01/01/[$LATEST]0a1b2c", m}
	}},
	{name: "aws logs tail, colours", goesOn: true, write: func(at time.Time, n int) sampled {
		m := fmt.Sprintf("a message that is number %d", n)
		return sampled{"\x1b[32m" + at.UTC().Format("2006-01-02T15:04:05.000000-07:00") + "\x1b[0m \x1b[36mweb/app/1\x1b[0m " + m, "web/app/1", m}
	}},
	{name: "aws logs tail --format json", cut: raw, goesOn: true, write: func(at time.Time, n int) sampled {
		text := at.UTC().Format("2006-01-02T15:04:05.000000-07:00") + fmt.Sprintf(" s \n{\n    \"n\": %d,\n    \"list\": [\n        1\n    ]\n}", n)
		return sampled{text, "s", fmt.Sprintf(`{"n":%d,"list":[1]}`, n)}
	}},
	{name: "aws logs tail --format short", goesOn: true, write: func(at time.Time, n int) sampled {
		m := fmt.Sprintf("START RequestId: %s Version: %d", uuid, n)
		return sampled{at.Format("2006-01-02T15:04:05 ") + m, "f", m}
	}},
	{name: "sam logs", cut: raw, goesOn: true, write: func(at time.Time, n int) sampled {
		text := "2026/01/01/[$LATEST]0a1b2c " + at.UTC().Format("2006-01-02T15:04:05.000000") + fmt.Sprintf(" {\n  \"number\": %d,\n  \"message\": \"text\"\n}", n)
		return sampled{text, "2026/01/01/[$LATEST]0a1b2c", fmt.Sprintf(`{"number":%d,"message":"text"}`, n)}
	}},
	{name: "export to S3", goesOn: true, write: func(at time.Time, n int) sampled {
		m := fmt.Sprintf("a message\nof several lines, number %d", n)
		return sampled{at.Format("2006-01-02T15:04:05.000Z ") + m, "f", m}
	}},
	{name: "CSV of the console", isConsole: true, header: "timestamp,message\n", write: func(at time.Time, n int) sampled {
		m := fmt.Sprint("a message that is number ", n)
		return sampled{fmt.Sprintf("%d,%s", at.UnixMilli(), m), "f", m}
	}},
	{name: "CSV of a query's rows", isConsole: true, cut: inQuotes, header: "@timestamp,@logStream,@message\n", write: func(at time.Time, n int) sampled {
		m := fmt.Sprintf("a \"message\"\nof several lines, number %d", n)
		return sampled{at.Format("2006-01-02 15:04:05.000,s,") + `"` + strings.ReplaceAll(m, `"`, `""`) + `"`, "s", m}
	}},
	{name: "CSV", isTable: true, zoned: true, cut: inQuotes, header: "level,time,n,msg\n", write: func(at time.Time, n int) sampled {
		stamp := at.Format(time.RFC3339)
		return sampled{fmt.Sprintf(`INFO,%s,%d,"a, b"`, stamp, n), "f", fmt.Sprintf(`{"level":"INFO","time":"%s","n":%d,"msg":"a, b"}`, stamp, n)}
	}},
	{name: "TSV", isTable: true, zoned: true, cut: inQuotes, header: "n\ttime\tmsg\n", write: func(at time.Time, n int) sampled {
		stamp := at.Format(time.RFC3339)
		return sampled{fmt.Sprintf("%d\t%s\t\"text, text\"", n, stamp), "f", fmt.Sprintf(`{"n":%d,"time":"%s","msg":"text, text"}`, n, stamp)}
	}},
	{name: "VPC flow log, default", cut: undated, write: func(at time.Time, n int) sampled {
		m := fmt.Sprintf("2 123456789012 eni-1235b8ca 10.0.0.1 10.0.0.2 49761 %d 6 20 4249 %d %d ACCEPT OK", n, at.Unix(), at.Unix()+60)
		return sampled{m, "f", m}
	}},
	{name: "VPC flow log, header", header: "account-id start end srcaddr action log-status\n", write: func(at time.Time, n int) sampled {
		m := fmt.Sprintf("123456789012 %d %d 10.0.0.%d ACCEPT OK-NODATA", at.Unix(), at.Unix()+60, n)
		return sampled{m, "f", m}
	}},
	{name: "CloudFront", header: "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes\n", write: func(at time.Time, n int) sampled {
		m := at.Format("2006-01-02\t15:04:05\t") + fmt.Sprintf("LHR62-C2\t222222%d", n)
		return sampled{m, "f", m}
	}},
}

// documents are layouts of JSON documents, which are refused when they are cut off, and
// of JSON on several lines or several times on one.
var documents = []layoutSample{
	document("get-log-events", `{"nextForwardToken": "f/1", "events": [%s], "nextBackwardToken": "b/1"}`, false, func(at time.Time, n int) sampled {
		m := fmt.Sprint("ERROR ", n)
		return sampled{fmt.Sprintf(`{"ingestionTime": 1767225601000, "timestamp": %d, "message": %s}`, at.UnixMilli(), quoted(m)), "f", m}
	}),
	document("filter-log-events", "{\n  \"events\": [\n%s\n  ],\n  \"searchedLogStreams\": []\n}", false, func(at time.Time, n int) sampled {
		m := fmt.Sprintf(`{"n":%d}`, n) + "\n"
		return sampled{fmt.Sprintf(`{"logStreamName": "s", "timestamp": %d, "message": %s, "eventId": "p%d"}`, at.UnixMilli(), quoted(m), n), "s", m}
	}),
	document("list of events", "[%s]", false, func(at time.Time, n int) sampled {
		return sampled{fmt.Sprintf("\n{\n \"timestamp\": %d,\n \"message\": \"m%d\"\n}", at.UnixMilli(), n), "f", fmt.Sprintf("m%d", n)}
	}),
	document("list of objects", "[\n%s\n]", true, func(at time.Time, n int) sampled {
		text := fmt.Sprintf(`{"time": "%s", "n": %d}`, at.Format(time.RFC3339), n)
		return sampled{text, "f", text}
	}),
	document("CloudTrail", `{"Records":[%s]}`, true, func(at time.Time, n int) sampled {
		text := fmt.Sprintf(`{"eventTime":"%s","eventSource":"ec2.amazonaws.com","eventName":"StartInstances","n":%d}`, at.Format(time.RFC3339), n)
		return sampled{text, "f", text}
	}),
	document("subscription, one payload", `{"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"/aws/lambda/f","logStream":"s1","subscriptionFilters":["x"],"logEvents":[%s]}`, false,
		func(at time.Time, n int) sampled {
			return sampled{fmt.Sprintf(`{"id":"q%d","timestamp":%d,"message":"plain %d"}`, n, at.UnixMilli(), n), "s1", fmt.Sprint("plain ", n)}
		}),
	{name: "subscription, payloads without line ends", isDocument: true, cut: refused, whole: func(e []string) string { return strings.Join(e, "") }, write: func(at time.Time, n int) sampled {
		return sampled{fmt.Sprintf(`{"logEvents":[{"id":"r%d","timestamp":%d,"message":"plain %d"}],"logStream":"s%d","messageType":"DATA_MESSAGE","logGroup":"g"}`, n, at.UnixMilli(), n, n),
			fmt.Sprint("s", n), fmt.Sprint("plain ", n)}
	}},
	{name: "objects without line ends", zoned: true, cut: raw, whole: func(e []string) string { return strings.Join(e, "") }, write: func(at time.Time, n int) sampled {
		text := fmt.Sprintf(`{"time":"%s","n":%d}`, at.Format(time.RFC3339), n)
		return sampled{text, "f", text}
	}},
	{name: "printed objects", zoned: true, cut: raw, write: func(at time.Time, n int) sampled {
		return sampled{fmt.Sprintf("{\n  \"time\": \"%s\",\n  \"a\": {\n    \"n\": %d\n  }\n}", at.Format(time.RFC3339), n), "f",
			fmt.Sprintf(`{"time":"%s","a":{"n":%d}}`, at.Format(time.RFC3339), n)}
	}},
}

func document(name, format string, zoned bool, write func(time.Time, int) sampled) layoutSample {
	return layoutSample{name: name, isDocument: true, cut: refused, zoned: zoned, write: write,
		whole: func(e []string) string { return fmt.Sprintf(format, strings.Join(e, ",")) }}
}
