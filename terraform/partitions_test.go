package terraform_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// writes are the operations that write items of the ledger.
var writes = map[string]bool{"PutItem": true, "UpdateItem": true, "BatchWriteItem": true}

// partitions are the partitions of the ledger that each function writes to, as a pattern
// of dynamodb:LeadingKeys has them: WATCHES, or RUN#* for all that begin with RUN#.
type partitions map[string][]string

// note reads the keys in a line of a trace: of one item, or of each item of a batch.
func (p partitions) note(function, line string) {
	fields := strings.Fields(line)
	if !writes[fields[2]] {
		return
	}
	keys := fields[3:min(4, len(fields))]
	if fields[2] == "BatchWriteItem" {
		keys = fields[3:]
	}
	for i := 0; i < len(keys); i += 2 { // each a partition and a sort key
		p.add(function, keys[i])
	}
}

// partition is the key of one: the words of an answer, which a trace has in its place, are
// none.
var partition = regexp.MustCompile(`^([A-Z]+)(#.+)?$`)

func (p partitions) add(function, key string) {
	name := partition.FindStringSubmatch(key)
	if name == nil {
		return
	}
	key = name[1]
	if name[2] != "" {
		key += "#*"
	}
	if i, known := slices.BinarySearch(p[function], key); !known {
		p[function] = slices.Insert(p[function], i, key)
	}
}

// deployedPartitions reads the partitions that the module lets each function write to.
func deployedPartitions(t *testing.T) partitions {
	t.Helper()
	text, err := os.ReadFile("modules/fanlight/items.json")
	if err != nil {
		t.Fatal(err)
	}
	var all partitions
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// reporterKeepsPatterns lets a reporter deliver an edition with patterns, which no report
// of the simulator has, and says whether it keeps them.
func reporterKeepsPatterns(t *testing.T) bool {
	t.Helper()
	r := sim.Report(1, "chat")
	r.Queries[0].Text = "pattern @message"
	r.Sections = []report.Section{{Title: "New", Query: "q0", Show: report.ShowPatterns, Value: "calls"}}
	h := sim.NewHarness(t, r)
	h.Script = func(sim.Query) logs.Execution {
		row := []types.ResultField{{Field: aws.String("calls"), Value: aws.String("refused by <*>")}}
		return logs.Execution{Outcome: logs.Outcome{Rows: [][]types.ResultField{row}}}
	}
	run := h.Start()
	h.Quiesce()
	patterns, err := h.Ledger().Patterns(t.Context(), run.ID.Report(), run.Window.End)
	return err == nil && len(patterns.Sections) > 0
}

// TestDeploymentAloneWritesReports: what a schedule starts is in the partition REPORTS,
// with the digest of its definition, and nothing that runs may write there.
func TestDeploymentAloneWritesReports(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	deployed, err := h.Ledger().Deployed(t.Context())
	if err != nil || len(deployed) != 1 {
		t.Fatalf("%d reports are deployed, %v; want 1", len(deployed), err)
	}
	for function, all := range deployedPartitions(t) {
		for _, pattern := range all {
			if strings.HasPrefix("REPORTS", strings.TrimSuffix(pattern, "*")) {
				t.Errorf("the %s may write %s", function, pattern)
			}
		}
	}
}
