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

// scopes returns the scopes of the estimates of a definition with so many queries.
func (s *simulation) scopes(total int) []string {
	queries := Report(total).Queries
	s.describeQueries(queries)
	all := make([]string, total)
	for i, q := range queries {
		all[i] = fanlight.Query{Text: q.Text, LogGroups: q.LogGroups}.Scope().Key
	}
	return all
}
