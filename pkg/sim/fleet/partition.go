package fleet

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Partition has the units that the items with one partition key took in their busiest second. DynamoDB gives
// 1,000 write units and 3,000 read units a second to a partition
// (docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html), and all
// items with one key may be in one.
type Partition struct {
	Key  string // as in docs/protocol.md: RUN#<run>#<epoch>; the index's key is "index open"
	Peak Units  // of the busiest second of all partitions of this kind, separately for writes and reads
}

// load has the units that one partition key took in the present second.
type load struct {
	second time.Time
	units  Units
}

// partitions has the load of each key, and the peaks by kind.
type partitions struct {
	loads map[string]*load
	peaks map[string]Units
}

func newPartitions() *partitions {
	return &partitions{loads: map[string]*load{}, peaks: map[string]Units{}}
}

// take counts units that a call of a time took from a key.
func (p *partitions) take(key string, at time.Time, u Units) {
	second := at.Truncate(time.Second)
	l := p.loads[key]
	if l == nil {
		l = new(load)
		p.loads[key] = l
	}
	if l.second != second {
		*l = load{second: second}
	}
	l.units.Write += u.Write
	l.units.Read += u.Read
	kind := kindOfPartition(key)
	peak := p.peaks[kind]
	p.peaks[kind] = Units{max(peak.Write, l.units.Write), max(peak.Read, l.units.Read)}
}

// kindOfPartition returns the key with words in place of names.
func kindOfPartition(key string) string {
	kind, rest, named := strings.Cut(key, "#")
	if !named {
		return key
	}
	words := map[string]string{"RUN": "<run>", "REPORT": "<name>", "DEFINITION": "<digest>", "FIGURES": "<name>", "PATTERNS": "<name>"}
	kind += "#" + words[kind]
	if strings.Contains(rest, "#") {
		kind += "#<epoch>"
	}
	return kind
}

// Partitions returns the kinds of partition keys with their busiest seconds, by name.
func (c Counts) Partitions() (all []Partition) {
	for _, kind := range slices.Sorted(maps.Keys(c.partitions.peaks)) {
		all = append(all, Partition{kind, c.partitions.peaks[kind]})
	}
	return all
}

// partitionOf returns the partition key of an item or a key.
func partitionOf(item map[string]types.AttributeValue) string {
	if text, ok := item["pk"].(*types.AttributeValueMemberS); ok {
		return text.Value
	}
	return "?"
}
