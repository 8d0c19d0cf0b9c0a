package main

import (
	"fmt"
	"time"

	"github.com/fanlight/fanlight/examples/internal/sample"
)

// Flow logs of two network interfaces from 27 November to 10 December 2025, UTC. On the last
// day one address tries many ports. Addresses are of RFC 5737 and RFC 1918.
const flowDays = 14

var flowStart = time.Date(2025, 11, 27, 0, 0, 0, 0, time.UTC)

// network writes the flow log of a network.
type network struct {
	r   *sample.Random
	log sample.Log
}

var (
	insides   = [][2]string{{"eni-0a1b2c3d4e5f60718", "10.0.1.25"}, {"eni-0f9e8d7c6b5a40312", "10.0.2.14"}}
	wanted    = []int{22, 23, 3389, 445, 5432, 6379, 8080}
	wantedBy  = []int{30, 26, 14, 10, 6, 5, 4}
	strangers = []string{"203.0.113.7", "203.0.113.61", "203.0.113.118", "203.0.113.200", "192.0.2.31", "192.0.2.144"}
)

const (
	scanner    = "192.0.2.77" // of the last day
	scanHour   = 3
	scanned    = 148 // ports
	flowsByDay = 170
	rejects    = 46
)

func vpcRejects() sample.Files {
	r := sample.Random(20251128)
	n := &network{r: &r}
	for i := range flowDays {
		day := flowStart.AddDate(0, 0, i)
		for _, at := range sample.Times(&r, day, sample.About(&r, flowsByDay), sample.Office) {
			n.flow(at, fmt.Sprintf("198.51.100.%d", 1+r.Below(250)), 443, 8+r.Below(60), "ACCEPT")
		}
		for _, at := range sample.Times(&r, day, sample.About(&r, rejects), sample.Even) {
			n.flow(at, sample.Pick(&r, strangers), wanted[r.Weighted(wantedBy)], 1+r.Below(3), "REJECT")
		}
		if i == flowDays-1 {
			n.scan(day.Add(scanHour * time.Hour))
		}
	}
	return sample.Files{"flows.log.gz": n.log.String()}
}

// flow adds a flow in the default format, version 2
// (https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html).
func (n *network) flow(at time.Time, from string, port, packets int, action string) {
	inside, bytes := sample.Pick(n.r, insides), packets*40
	if action == "ACCEPT" {
		bytes = packets * (300 + n.r.Below(900))
	}
	end := at.Add(-time.Duration(1+n.r.Below(20)) * time.Second)
	n.log.Tail(at, inside[0]+"-all", "2 123456789012 %s %s %s %d %d 6 %d %d %d %d %s OK",
		inside[0], from, inside[1], 32768+n.r.Below(28000), port, packets, bytes, end.Add(-time.Duration(n.r.Below(50))*time.Second).Unix(), end.Unix(), action)
}

// scan adds the tries of the scanner, one port after the other.
func (n *network) scan(at time.Time) {
	for i := range scanned {
		n.flow(at, scanner, 1+i*53, 1, "REJECT")
		at = at.Add(time.Duration(4000+n.r.Below(9000)) * time.Millisecond)
	}
}
