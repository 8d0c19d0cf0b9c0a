package logfile

import (
	"strings"
	"testing"
)

// TestObject_scanTime checks that a time is the same whether or not the rest of the line
// is read, and that a number that may be cut off is not a time.
func TestObject_scanTime(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]int64{
		`{"timestamp":1767225601000,"a":1,"b":"x"}`:                               1767225601000,
		`{"timestamp":1767225601000,"a":1,"@timestamp":1767225602000}`:            1767225602000,
		`{"time":1767225601000,"a":1,"timestamp":1767225602000}`:                  1767225602000,
		`{"time":1767225601000,"a":1,"_aws":{"Timestamp":1767225602000}}`:         1767225602000,
		`{"time":1767225601000,"a":1,"aws":{"stamp":1767225602000}}`:              1767225601000,
		`{"_aws":{"Timestamp":1767225601000},"a":1,"timestamp":1767225602000}`:    1767225602000,
		`{"timestamp":"soon","a":1,"b":2,"c":3,"d":4,"e":5,"time":1767225602000}`: 1767225602000,
		`{"a":1,"b":2,"c":3,"d":4,"e":5,"ts":1767225602000,"f":"x"}`:              1767225602000,
		`{"a":"{\"timestamp\":1767225601000}","b":2,"ts":1767225602000}`:          1767225602000,
		`{"timestamp":1767225601000,"a":1,"t\u0069mestamp":1}`:                    1767225601000,
		`{"time":1767225601000,"a":1,"@time\u0073tamp":1767225602000}`:            1767225602000,
		`{"timestamp":17672256010`:                                                0, `{"a":1,"time":1767225601`: 0, `{"time":"2026-01-01T00:00:0`: 0, `{"time":1767225601000,"a`: 1767225601000,
		`{}`: 0, `{`: 0, `{"`: 0, `{"a":}`: 0, `{"time" 1767225601000}`: 0, `{,"time":1767225601000}`: 0,
	} {
		r := &lineReader{config: &config{}, names: strings.Clone}
		for name, scan := range map[string]func(string){"whole": r.object.scan, "early": r.object.scanTime} {
			scan(line)
			if got, _ := r.ownTime(line); got.MS != want && !(r.object.early && !got.OK()) {
				t.Errorf("%s, %s: %d, want %d", line, name, got.MS, want)
			}
		}
	}
}

// TestObject_scanTime_stops checks that most lines are not read to their end.
func TestObject_scanTime_stops(t *testing.T) {
	t.Parallel()
	var o object
	for line, want := range map[string]bool{
		`{"timestamp":"2026-01-01T00:00:01Z","level":"info"}`: true, `{"level":"info","time":1767225601000,"b":1}`: true,
		`{"level":"info","time":1767225601000,"b":"\n"}`: false, `{"time":1767225601000,"level":1}{"a":1}`: false, `{"time":1,"message":"a"}`: false,
	} {
		if o.scanTime(line); o.early != want {
			t.Errorf("%s: early = %v", line, o.early)
		}
	}
}
