package cwli

import (
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// kind is a kind of log in whose lines the service discovers fields though they are not
// JSON. A line is of the kind if it has as many words as there are fields and matches
// what valid checks.
type kind struct {
	fields []string // by the place of the word in the line; of several names, with / between
	valid  func(words []string) bool
}

// kinds are the kinds of logs
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html).
var kinds = []*kind{
	{ // of VPC, in the default format; AWS' pages name the times in two ways
		fields: strings.Fields("version accountId interfaceId srcAddr dstAddr srcPort dstPort protocol packets bytes start/startTime end/endTime action logStatus"),
		valid: func(words []string) bool {
			return isDigits(words[0]) && slices.Contains([]string{"ACCEPT", "REJECT", "-"}, words[12]) &&
				slices.Contains([]string{"OK", "NODATA", "SKIPDATA"}, words[13])
		},
	},
	{ // of DNS queries to Route 53
		fields: strings.Fields("version queryTimestamp hostZoneId queryName queryType responseCode protocol edgeLocation resolverIp ednsClientSubnet"),
		valid: func(words []string) bool {
			return strings.HasSuffix(words[1], "Z") && (words[6] == "UDP" || words[6] == "TCP")
		},
	},
}

// word returns the place of a field in a line, -1 if the kind does not have it.
func (k *kind) word(name string) int {
	return slices.IndexFunc(k.fields, func(names string) bool {
		return slices.Contains(strings.Split(names, "/"), name)
	})
}

// read returns the words of a line, nil if it is not of the kind.
func (k *kind) read(line string, words []string) []string {
	words = words[:0]
	for word := range strings.FieldsSeq(line) {
		if len(words) == len(k.fields) {
			return nil
		}
		words = append(words, word)
	}
	if len(words) != len(k.fields) || !k.valid(words) {
		return nil
	}
	return words
}

// wantedKind is a kind of which a query uses a field.
type wantedKind struct {
	*kind
	index int // among those of the query
}

// kindOf adds a kind to those that a query looks for.
func (d *discovery) kindOf(k *kind) *wantedKind {
	for _, known := range d.kinds {
		if known.kind == k {
			return known
		}
	}
	d.kinds = append(d.kinds, &wantedKind{k, len(d.kinds)})
	return d.kinds[len(d.kinds)-1]
}

// field returns the loader of a field that is discovered in messages: in JSON, or in
// the lines of a kind of log that has it.
func (d *discovery) field(name string) loader {
	path := d.path(name)
	inJSON := func(f *frame) value.Value { return f.record.leaf(path) }
	for _, k := range kinds {
		if word := k.word(name); word >= 0 {
			wanted := d.kindOf(k)
			before := inJSON
			inJSON = func(f *frame) value.Value {
				if v := before(f); v.Present() || f.record.json {
					return v
				}
				return f.record.word(wanted, word)
			}
		}
	}
	return inJSON
}

// word returns a word of a line of a kind, absent if the line has a dash for it.
func (r *record) word(k *wantedKind, at int) value.Value {
	if words := r.words(k); words != nil && words[at] != "-" {
		return value.OfText(words[at])
	}
	return value.Value{}
}

// line is the words of the current message as a line of a kind.
type line struct {
	read  bool
	words []string // nil: the message is not of the kind
	space []string // is used again for the next message
}

// words reads the message as a line of a kind, once for each event.
func (r *record) words(k *wantedKind) []string {
	l := &r.lines[k.index]
	if !l.read {
		l.read = true
		if cap(l.space) == 0 {
			l.space = make([]string, 0, len(k.fields))
		}
		l.words = k.kind.read(r.message, l.space)
	}
	return l.words
}

func isDigits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}
