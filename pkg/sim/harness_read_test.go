package sim

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// settled returns a harness whose run of two queries is sent.
func settled(t *testing.T) (*Harness, fanlight.Run) {
	t.Helper()
	h := NewHarness(t, Report(2))
	h.Start()
	h.Quiesce()
	return h, h.Run(RunID)
}

func TestHarness_Run(t *testing.T) {
	t.Parallel()
	h, run := settled(t)
	if run.ID != RunID || run.State != fanlight.Sent {
		t.Errorf("read %+v", run)
	}
	if run := h.Run("none@2026-01-01T00:00:00Z"); run.ID != "" {
		t.Errorf("read a run that is not there: %+v", run)
	}
}

func TestHarness_Shards(t *testing.T) {
	t.Parallel()
	h, run := settled(t)
	if shards := h.Shards(run); len(shards) != 1 || shards[0].Settled != 2 {
		t.Errorf("read %+v", shards)
	}
}

func TestHarness_Result(t *testing.T) {
	t.Parallel()
	h, run := settled(t)
	if result := h.Result(run, 1); result.Outcome != fanlight.OK || result.Kept.Rows != 1 {
		t.Errorf("read %+v", result)
	}
	if result := h.Result(run, 2); result.Outcome != "" {
		t.Errorf("read the result of no query: %+v", result)
	}
}

func TestHarness_Rows(t *testing.T) {
	t.Parallel()
	h, run := settled(t)
	if rows := h.Rows(run, 1); len(rows) != 1 || rows[0][0].Value != "1" {
		t.Errorf("read %v", rows)
	}
}

func TestHarness_Outcomes(t *testing.T) {
	t.Parallel()
	h, run := settled(t)
	if diff := cmp.Diff([]fanlight.Outcome{fanlight.OK, fanlight.OK}, h.Outcomes(run)); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
}

func TestHarness_Check(t *testing.T) {
	t.Parallel()
	h, run := settled(t)
	h.Check(RunID)
	h.Lose(run, 0)
	r := h.failing()
	if h.Check(RunID); !r.failed {
		t.Error("a winner without a result passes")
	}
}

func TestHarness_Lose(t *testing.T) {
	t.Parallel()
	h, run := settled(t)
	h.Lose(run, 1)
	h.failing()
	if result := h.Result(run, 1); result.Outcome != "" {
		t.Errorf("the lost result is %+v", result)
	}
}
