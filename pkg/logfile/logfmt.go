package logfile

import (
	"cmp"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// readLogfmt reads the time among the first pairs of a line such as
// `level=info ts=2026-01-01T00:00:00Z msg="a b"`. A date gets the time of day that the key
// time has, and the zone of tz or timezone, as firewalls write them.
func (r *lineReader) readLogfmt(line string, _ *cwli.Event) stamp.Time {
	const most = 16
	best, found := len(timeFields), stamp.Time{}
	var date, clock, zone, named string
	for range most {
		key, value, rest, ok := pair(line)
		if !ok {
			break
		}
		line = rest
		switch key {
		case "time":
			clock = cmp.Or(clock, value)
		case "tz", "timezone":
			zone = cmp.Or(zone, value)
		case "date":
			named = value
		}
		rank := r.rank(key)
		if rank < 0 || rank >= best {
			continue
		}
		if t := r.config.value(value, r.modified); t.Kind != stamp.None {
			best, found, date = rank, t, value
		}
	}
	if found.Kind == stamp.None {
		date = named
	}
	if clock == "" || r.config.field != nil || date == "" || found.Kind != stamp.None && !stamp.Date(date).OK() {
		return found
	}
	return readable(stamp.Value(date + " " + clock + zone))
}

// rank returns the place of a key among the names of times, -1 if it is not one.
func (r *lineReader) rank(key string) int {
	if r.config.field == nil {
		return timeRank(key)
	}
	if key == r.config.TimeField {
		return 0
	}
	return -1
}

// pair reads the pair of key and value that a line starts with.
func pair(line string) (key, value, rest string, ok bool) {
	for line != "" && (line[0] == ' ' || line[0] == '\t') {
		line = line[1:]
	}
	end := 0
	for end < len(line) && line[end] > ' ' && line[end] != '=' && line[end] != '"' {
		end++
	}
	if end == 0 || end == len(line) || line[end] != '=' {
		return "", "", "", false
	}
	key, rest = line[:end], line[end+1:]
	if strings.HasPrefix(rest, `"`) {
		end := strings.IndexByte(rest[1:], '"')
		if end < 0 {
			return "", "", "", false
		}
		for end > 0 && rest[end] == '\\' { // an escaped quote: this value is not a time
			next := strings.IndexByte(rest[end+2:], '"')
			if next < 0 {
				return "", "", "", false
			}
			end += next + 1
		}
		return key, rest[1 : end+1], rest[end+2:], true
	}
	value, rest, _ = strings.Cut(rest, " ")
	return key, value, rest, true
}
