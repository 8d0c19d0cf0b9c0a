package sim

import (
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// isEstimate reports whether a query with a start token estimates what another one would
// scan.
func isEstimate(text string) bool { return strings.Contains(text, "| estimate\n# fanlight ") }

// Estimates is the script of an estimate that answers a number of bytes.
func Estimates(bytes int64) logs.Execution {
	row := []types.ResultField{{Field: aws.String("estimatedBytes"), Value: aws.String(strconv.FormatInt(bytes, 10))}}
	return logs.Execution{Run: 300 * time.Millisecond, Outcome: logs.Outcome{Rows: [][]types.ResultField{row}}}
}

// estimate decides how an estimate goes: each answers another number. One of ten is more
// than a query may scan.
func (s *simulation) estimate(q *script) logs.Execution {
	q.estimate = true
	bytes := 300 + s.rng.Int64N(2000)
	if s.rng.IntN(10) == 0 {
		bytes = 2 * maxScan
	}
	e := Estimates(bytes)
	q.answer = int(bytes)
	if s.faults.pick(EstimateFailed) != NoFault {
		e = oneOf(s.rng, Ends(types.QueryStatusFailed), logs.Execution{}, logs.Execution{Run: time.Hour})
		q.answer, q.long = -1, e.Run == time.Hour
	}
	s.scripted(q)
	s.note("insights", "estimates", q.ID)
	return e
}

// scopes returns the scopes of the estimates of a definition with so many queries, by their
// places.
func (s *simulation) scopes() func(total int) []string {
	known := map[int][]string{}
	return func(total int) []string {
		if all, ok := known[total]; ok {
			return all
		}
		queries := Report(total).Queries
		s.describeQueries(queries)
		for _, q := range queries {
			known[total] = append(known[total], fanlight.Query{Text: q.Text, LogGroups: q.LogGroups}.Scope().Key)
		}
		return known[total]
	}
}
