package logfile_test

import (
	"fmt"
	"testing"
)

// TestSet_Each_JSON_times reads an object after one of seven seconds past midnight, and
// counts times that do not exist.
func TestSet_Each_JSON_times(t *testing.T) {
	t.Parallel()
	const inherited = "00:00:07.000"
	for line, want := range map[string]string{
		`{"instant":{"epochSecond":1767268800,"nanoOfSecond":987000000},"a":1}`: "12:00:00.987 0", `{"timestamp":{"seconds":1767268800,"nanos":500999999},"a":1}`: "12:00:00.500 0",
		`{"timestamp":{"nanos":500000000,"seconds":"1767268800"},"a":1}`: "12:00:00.500 0", `{"timestamp":{"seconds":1767268800,"nanos":-5},"a":1}`: "12:00:00.000 0",
		`{"timestamp":{"seconds":1767268800,"nanos":1000000000},"a":1}`: "12:00:00.000 0", `{"t":{"$date":"2026-01-01T12:00:00.123Z"},"a":1}`: "12:00:00.123 0",
		`{"t":{"$date":{"$numberLong":"1767268800123"}},"a":1}`: "12:00:00.123 0", `{"t":{"$date":1767268800123},"nanos":5}`: "12:00:00.123 0",
		`{"timestamp":{"x":1},"a":1}`: inherited + " 1", `{"t":{"x":1},"a":1}`: inherited + " 0",
		`{"date":"2026-01-01","time":"12:00:00"}`: "12:00:00.000 0", `{"date":"2026-01-01","time":"9:00:00.5"}`: "09:00:00.500 0", `{"time":"01:00:00 PM","date":"2026-01-01"}`: "13:00:00.000 0",
		`{"date":"2026\/01\/01","time":"12:\u00300:00"}`: "12:00:00.000 0", `{"date":"2026-01-01","time":"12:00:00+02:00"}`: "10:00:00.000 0",
		`{"date":"2026-01-01","time":"25:61:61"}`: inherited + " 1", `{"date":"2026-01-01","time":"12:60:00"}`: inherited + " 1", `{"date":"2026-01-01","time":"soon"}`: inherited + " 1",
		`{"date":"31 Jan 2026","time":"21:30:00"}`: "21:30:00.000 0", `{"date":"January 31","time":"21:30:00"}`: inherited + " 1", `{"date":"","time":"21:30:00"}`: inherited + " 0", `{"ts":"a","time":"21:30:00"}`: inherited + " 0",
		`{"time":[2026,1,31,10,0,0]}`: inherited + " 1", `{"date":[2026,1,31],"a":1}`: inherited + " 1", `{"t":[1,2]}`: inherited + " 0", `{"time":[2026],"a":1}`: inherited + " 0",
		`{"date":"2026-01-01","time":"12:00:00","tz":"+0100"}`: "11:00:00.000 0", `{"timezone":"-08:00","date":"2026-01-01","time":"12:00:00"}`: "20:00:00.000 0", `{"date":"2026-01-01","time":"12:00:00","tz":"Europe\/Berlin"}`: inherited + " 1",
		`{"date":"2026-01-01","time":"12:00:00","tz":null}`: "12:00:00.000 0", `{"date":"2026-01-01","time":"12:00:00","tz":""}`: "12:00:00.000 0", `{"date":"2026-01-01","time":"12:00:00","tz":"UTC"}`: "12:00:00.000 0",
		`{"date":"2026-01-01","time":"12:00:00","tz":"-08`: inherited + " 0", `{"date":"2026-01-01","time":"12:00:00Z","a":"-08`: "12:00:00.000 0",
		`{"timestamp":0}`: inherited + " 1", `{"timestamp":-5}`: inherited + " 1", `{"timestamp":1e3}`: inherited + " 1", `{"timestamp":123456}`: inherited + " 1", `{"timestamp":true}`: inherited + " 1",
		`{"timestamp":[2026,1,1]}`: inherited + " 1", `{"timestamp":"soon"}`: inherited + " 1", `{"timestamp":null}`: inherited + " 0", `{"timestamp":""}`: inherited + " 0", `{"t":5}`: inherited + " 0", `{"time":0.25}`: inherited + " 0",
		`{"request_time":0.005,"a":1}`: inherited + " 0", `{"request_time":"0.005","a":1}`: inherited + " 0", `{"requestTime":"01/Jan/2026:12:00:00 +0000"}`: "12:00:00.000 0",
		`{"timestamp":0,"time":"2026-01-01T12:00:00Z"}`: "12:00:00.000 0", `{"_aws":{"Timestamp":5},"a":1}`: inherited + " 1", `{"_aws":{"a":5},"a":1}`: inherited + " 0",
	} {
		r, events := reportOf(t, `{"time":"2026-01-01T00:00:07Z","b":1}`+"\n"+line+"\n")
		if got := fmt.Sprintf("%s %d", events[1][:len(inherited)], r.Invalid+r.UnknownZone); got != want {
			t.Errorf("%s: %s, want %s", line, got, want)
		}
	}
}
